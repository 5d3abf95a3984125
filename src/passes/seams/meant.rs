//! In a text whose links are sound a capital in mid-sentence is meant: what the text would have to show for one to be a slip.

use super::grammar::{demands, is_closed};
use super::run::lower_count;
use super::words::is;
use crate::document::Document;
use crate::lexicon;
use crate::survey::Shape;

/// Words of saying, behind whose comma a quotation begins that has lost its marks.
const SAYING: &[&str] =
    &["say", "says", "said", "asks", "asked", "told", "adds", "added", "writes", "wrote", "replied", "thought"];

/// Why the capitals of the `run` words from `index` are meant, in a sound text. `certain`: no name is made of them; `opens`: a
/// sentence may begin there.
pub(super) fn meant(document: &Document<'_>, index: usize, run: usize, certain: bool, opens: bool) -> Option<&'static str> {
    let words = document.survey().words();
    let own: Vec<String> = words[index..index + run].iter().map(|w| document.word(*w).to_lowercase()).collect();
    let (before, text) = (document.word(words[index - 1]), document.text());
    let (start, end) = (words[index].span().start(), words[index + run - 1].span().end());
    let next = words.get(index + run);
    let onward = next.is_some_and(|w| {
        document.survey().form(*w).shape == Shape::Lower && text[end..w.span().start()].chars().all(|c| c == ' ' || c == '-')
    });
    if opens {
        return Some("a sentence may begin here whose stop is lost, and nothing shows that links are damaged");
    }
    let comma = text[..start].ends_with(", ");
    if comma && is(SAYING, before) {
        return Some("a quotation may begin here whose marks are lost");
    }
    if is(&["a", "an"], before) && goes_on(document, index + run) {
        return Some("a title may be meant, and nothing shows that links are damaged");
    }
    if certain || demands(before, &own, onward) {
        return None;
    }
    if own.iter().any(|w| !is_closed(w) && lower_count(document, w) == 0) {
        return Some("the text has the word nowhere small, and nothing shows that its links are damaged");
    }
    if is(&["the", "of"], before) || goes_on(document, index + run) || text[end..].starts_with([':', '·']) {
        return Some("a title or a body may be meant, and nothing shows that links are damaged");
    }
    if comma || own.iter().any(|w| w.len() < 3 || lexicon::class(w).name) {
        return Some("a name may be meant, and nothing shows that links are damaged");
    }
    None
}

/// Does a name or title go on behind a run that ends before the word `next`: `Chicken with Chili Sauce`, `Resolution of the
/// Council`, `Hurricane “Anna”`?
fn goes_on(document: &Document<'_>, mut next: usize) -> bool {
    let (words, text) = (document.survey().words(), document.text());
    let gap = |i: usize| words.get(i).map(|w| &text[words[i - 1].span().end()..w.span().start()]);
    let small = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| is(list, document.word(*w))) && gap(i) == Some(" ");
    if matches!(gap(next), Some(" “" | " \"")) {
        return true;
    }
    if !small(next, &["of", "and", "for", "on", "in", "to", "with", "&"]) {
        return false;
    }
    next += 1;
    next += usize::from(small(next, &["the", "a", "an"]));
    gap(next) == Some(" ") && words.get(next).is_some_and(|w| document.survey().form(*w).shape != Shape::Lower)
}
