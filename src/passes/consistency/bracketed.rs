//! `name-variant` where the right spelling stands in brackets behind the wrong one: `Deep Quill (DeepQuill)`, `Orbex U.S.
//! (Orbex.US)`: the same letters, parted in another way.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

const RULE: &str = "name-variant";

/// Fewer letters are an abbreviation and what it stands for.
const SHORTEST: usize = 5;

/// Longer brackets hold more than a name.
const LONGEST: usize = 40;

/// Looks at each bracket that holds one name.
pub(super) fn bracketed(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    if !out.wants_suggestions() || document.survey().marks().count('(') == 0 {
        return;
    }
    for open in document.survey().signs_of([b'(']) {
        let inside = &text.as_bytes()[open + 1..(open + LONGEST).min(text.len())];
        let Some(length) = inside.iter().position(|&b| b == b')' || b.is_ascii_whitespace()) else { continue };
        if inside[length] != b')' || length < SHORTEST || !text[..open].ends_with(' ') {
            continue;
        }
        let name = Span::new(open + 1, open + 1 + length);
        // A name that is parted inside by capitals or marks; a word with a capital is none (fair, Fair).
        let parted = document.slice(name).chars().skip(1).any(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&'));
        if !parted {
            continue;
        }
        let Some(before) = same_letters(text, open - 1, document.slice(name)) else { continue };
        if document.slice(before) == document.slice(name) {
            continue;
        }
        let reason = Reason::new(format!("the bracket has the same letters written as the name “{}”", document.slice(name)));
        out.push(Edit::suggest(before, document.slice(name), RULE, reason.witness(name)));
    }
}

/// The words that end at `end` and have the letters and digits of `name`, whatever stands between them.
fn same_letters(text: &str, end: usize, name: &str) -> Option<Span> {
    let told = |c: &char| c.is_alphanumeric();
    let mut wanted = name.chars().rev().filter(told);
    let mut next = wanted.next()?;
    for (at, c) in text[..end].char_indices().rev() {
        if !told(&c) {
            if !matches!(c, ' ' | '.' | '-' | '‑' | '&' | '’' | '\'') {
                return None;
            }
            continue;
        }
        if !c.to_lowercase().eq(next.to_lowercase()) {
            return None;
        }
        match wanted.next() {
            Some(letter) => next = letter,
            None => {
                let free = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "-‑’'@#./_".contains(c));
                return (free && text[at..end].contains([' ', '.', '-'])).then(|| Span::new(at, end));
            }
        }
    }
    None
}
