//! Runs of capitals in the middle of a sentence: where one ends, how it stands in its sentence, and whether a name goes on
//! before or behind it.

use super::grammar::is_closed;
use super::verbs::tells;
use super::words::{BINDING, INSIDE_NAMES, is};
use crate::document::Document;
use crate::edit::{Span, overlapping, touches};
use crate::lexicon::{self, Commonness};
use crate::survey::{Form, Shape, Word};

/// A word that stands with a capital here and is a common word in lower case.
pub(super) fn is_common_capital(document: &Document<'_>, word: Word) -> bool {
    let form = document.survey().form(word);
    form.shape == Shape::Capitalised && is_common(form, word) && !touches(document.shields(), word.span())
}

/// Is the form of `word`, which has a capital, a common word in lower case?
#[inline]
pub(super) fn is_common(form: &Form, word: Word) -> bool {
    (form.class.is_usual() || (form.class.is_word() && !form.class.name)) && word.span().len() > 1
}

/// How many words from `index` belong together: common words with a capital; where the text has seams also the names between
/// them, words that no list knows, and a bracketed word.
pub(super) fn run_length(document: &Document<'_>, index: usize, seams: bool) -> usize {
    let words = document.survey().words();
    let mut end = index + 1;
    while let Some(next) = words.get(end) {
        let form = document.survey().form(*next);
        let own = is_common_capital(document, *next) || (seams && is_compound(document.word(*next)));
        let name = seams && matches!(form.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed);
        if joined(document, end - 1, end, " ") && (own || name) {
            end += 1;
        } else if seams
            && form.shape == Shape::Lower
            && joined(document, end - 1, end, " (")
            && end + 1 < words.len()
            && joined(document, end, end + 1, ") ")
            && is_common_capital(document, words[end + 1])
        {
            end += 2;
        } else {
            break;
        }
    }
    // A longer name that the run only begins to cover stays whole.
    while end > index + 1
        && !is_common_capital(document, words[end - 1])
        && overlapping(document.shields(), words[end - 1].span()).any(|s| s.end() > words[end - 1].span().end())
    {
        end -= 1;
    }
    end - index
}

/// Is what stands between the two words exactly `mark`?
pub(super) fn joined(document: &Document<'_>, a: usize, b: usize, mark: &str) -> bool {
    let words = document.survey().words();
    &document.text()[words[a].span().end()..words[b].span().start()] == mark
}

/// How a run stands in its sentence.
#[derive(PartialEq)]
pub(super) enum Lead {
    /// Behind a lower-case word: its capital is odd.
    Plain,
    /// A form of a verb or a small word behind a name.
    Named,
    /// Behind a mark or number after which a capital may be right; odd only in a text with seams.
    Doubtful,
}

/// `bridged`: the run goes over names or brackets; `seams`: the text has been glued.
pub(super) fn lead(document: &Document<'_>, index: usize, bridged: bool, seams: bool) -> Option<Lead> {
    let words = document.survey().words();
    let before = document.survey().form(words[index - 1]);
    let between = &document.text()[words[index - 1].span().end()..words[index].span().start()];
    let word = document.word(words[index - 1]);
    let lower = before.shape == Shape::Lower && before.class.is_word();
    match between {
        " " if lower => Some(Lead::Plain),
        ", " if lower => Some(Lead::Plain),
        " " if before.shape == Shape::Number || bridged => Some(Lead::Doubtful),
        // Behind a name only a verb or a small word is odd; behind the first word of a sentence, what the text has small too.
        " " if seams && before.shape != Shape::Lower && is_verb_or_small(document, index) => Some(Lead::Named),
        " " if seams && opens_sentence(document, index - 1) && lower_count(document, document.word(words[index])) > 0 => {
            Some(Lead::Doubtful)
        }
        " “" | " \"" if lower && is(BINDING, word) => Some(Lead::Doubtful),
        " – " | " — " if lower => Some(Lead::Doubtful),
        _ => None,
    }
}

/// `Beattie Described the move`, `Artists Like them`: what follows a name in its sentence, and no name has for a last word.
pub(super) fn is_verb_or_small(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let (name, word) = (document.word(words[index - 1]), document.word(words[index]));
    let Some(next) = words.get(index + 1).filter(|_| joined(document, index, index + 1, " ")) else { return false };
    let onward = document.survey().form(*next).shape == Shape::Lower;
    let lower = word.to_lowercase();
    if lower == "said" {
        return onward && !lexicon::class(name).name;
    }
    // “Who Wants to Be”, “The Met takes”, “Nigerian Received a Medal”: titles and headlines.
    let title = lexicon::class(name).commonness == Commonness::Core && !lexicon::class(name).name
        || words[index + 1..].iter().take(7).any(|w| is_common_capital(document, *w) && !is(&["I", "The"], document.word(*w)));
    if lexicon::class(&lower).name || title {
        return false;
    }
    tells(&lower) && (onward || is_closed(&lower) || is_closed(&document.word(*next).to_lowercase()))
}

/// Is the word before `index` a small one that begins its sentence?
pub(super) fn opens_sentence(document: &Document<'_>, index: usize) -> bool {
    let word = document.survey().words()[index];
    sentence_start(document.text(), word.span())
        && is(&["The", "This", "Its", "His", "Her", "Their", "In", "For", "A", "An", "Our", "These"], document.word(word))
}

/// Does the run go on from a name across small words: “Ministry of Health”, “Fox and Seven”, “Beacon’s Beach”?
pub(super) fn continues_name(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let text = document.text();
    let mut at = index - 1;
    if matches!(document.word(words[at]), "s" | "t" | "re" | "ve" | "ll")
        && text[..words[at].span().start()].ends_with(['’', '\''])
    {
        // the country’s Future, not Beacon’s Beach
        return at == 0 || document.survey().form(words[at - 1]).shape != Shape::Lower;
    }
    for _ in 0..3 {
        if !is(INSIDE_NAMES, document.word(words[at])) || at == 0 || !joined(document, at - 1, at, " ") {
            break;
        }
        at -= 1;
    }
    let before = words[at];
    at + 1 < index
        && document.survey().form(before).shape != Shape::Lower
        && document.survey().form(before).shape != Shape::Number
        && (!sentence_start(text, before.span()) || is_subtitle(document, at))
}

/// Does the word stand behind the colon of a title: `Greenhouse Gases: Science and Technology`?
fn is_subtitle(document: &Document<'_>, at: usize) -> bool {
    let words = document.survey().words();
    at > 0
        && joined(document, at - 1, at, ": ")
        && document.survey().form(words[at - 1]).shape == Shape::Capitalised
        && !sentence_start(document.text(), words[at - 1].span())
}

/// Does a name go on behind the run, across a small word: “Immigration and Customs Enforcement”?
pub(super) fn goes_on_as_name(document: &Document<'_>, next: usize) -> bool {
    let words = document.survey().words();
    let Some([small, word]) = words.get(next..next + 2) else { return false };
    is(&["of", "and", "for"], document.word(*small))
        && joined(document, next - 1, next, " ")
        && joined(document, next, next + 1, " ")
        && document.survey().form(*word).shape != Shape::Lower
}

pub(super) fn sentence_start(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches([' ', '"', '“']);
    // “B.B. King”: the stop of an initial ends no sentence.
    let mut last = before.chars().rev();
    let initial = last.next() == Some('.')
        && last.next().is_some_and(char::is_uppercase)
        && last.next().is_none_or(|c| !c.is_alphanumeric());
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']) && !initial
}

/// A word that no list has, made of two common ones (datacenter).
pub(super) fn is_compound(word: &str) -> bool {
    let lower = word.to_lowercase();
    !lexicon::class(word).is_known()
        && lower.is_ascii()
        && (3..lower.len().saturating_sub(2))
            .any(|at| [&lower[..at], &lower[at..]].iter().all(|p| lexicon::class(p).commonness >= Commonness::Common))
}

/// How often the word stands in lower case in this text.
pub(super) fn lower_count(document: &Document<'_>, word: &str) -> u32 {
    document.survey().find(&word.to_lowercase()).map_or(0, |f| f.count)
}

/// Is the capital a habit of the text: the run comes back as it is, or its word does and is hardly ever small?
pub(super) fn is_habit(document: &Document<'_>, index: usize, run: usize) -> bool {
    let words = &document.survey().words()[index..index + run];
    if run == 1 {
        let form = document.survey().form(words[0]);
        return form.count >= 3
            && form.count > lower_count(document, document.word(words[0]))
            && !is_small_word(document, words[0]);
    }
    let (span, text) = (Span::new(words[0].span().start(), words[run - 1].span().end()), document.text());
    let phrase = memchr::memmem::Finder::new(document.slice(span));
    words.iter().all(|w| document.survey().form(*w).count > 1) && phrase.find_iter(text.as_bytes()).nth(1).is_some()
}

fn is_small_word(document: &Document<'_>, word: Word) -> bool {
    is_closed(&document.word(word).to_lowercase())
}

/// Does the run end as names do: an abbreviation (Yard St.), or an apposition behind it (Tree Top Consulting, a company)?
pub(super) fn ends_as_name(document: &Document<'_>, index: usize, run: usize) -> bool {
    let last = document.survey().words()[index + run - 1];
    let rest = &document.text()[last.span().end()..];
    let short = is(&["St", "Rd", "Ave", "Dr", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr"], document.word(last));
    short || run > 1 && [", a ", ", an "].iter().any(|a| rest.starts_with(a))
}
