//! `two.6%` → `2.6%`: the digit before a mark was spelled out.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{word_after, word_before};
use crate::passes::marks::odd_marks::Oddity;
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const RULE: &str = "spelled-digit";

/// The digits as words.
const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Proposes the digit for a word that goes on with a mark and digits.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    for at in document.odd_marks(Oddity::Glued).filter(|&at| matches!(bytes[at], b'.' | b',')) {
        let glued = at > 0 && bytes[at - 1].is_ascii_lowercase() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if glued && let Some(decision) = one(document, at) {
            out.decide(RULE, Span::new(at, at + 1), decision);
        }
    }
}

fn one(document: &Document<'_>, at: usize) -> Option<Decision> {
    let word = word_before(document, at)?;
    let rest = word_after(document, at + 1)?;
    let spelled = document.word(word).to_lowercase();
    let digit = DIGITS.iter().position(|d| *d == spelled)?;
    let thousands = document.text().as_bytes()[at] == b',';
    let number = document.survey().form(rest).shape == Shape::Number && (!thousands || rest.span().len() == 3);
    let free = document
        .before(word.span().start())
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '$' | '£' | '€' | '“' | '"' | '–' | '—'));
    // A digit of a version or an address goes on with further marks.
    let after = document.after(rest.span().end());
    let goes_on = after == Some('.') && document.after(rest.span().end() + 1).is_some_and(|c| c.is_ascii_digit());
    if !number || !free || goes_on {
        return Some(Err("word and digits make no number: they are part of a version, an address or a list"));
    }
    let whole = Span::new(word.span().start(), rest.span().end());
    let right = format!("{digit}{}", &document.text()[at..rest.span().end()]);
    let reason = Reason::new(format!("“{right}” is one number, its first digit spelled out"));
    Some(Ok(Edit::fix(whole, right, RULE, reason)))
}
