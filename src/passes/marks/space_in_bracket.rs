//! `( word )` → `(word)`

use super::around::{is_space, spaces_after, spaces_before};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::{Decision, Proposals};

const RULE: &str = "space-in-bracket";

/// Longest stretch of text that one pair of brackets is believed to hold.
const REACH: usize = 600;

/// Proposes to take the space inside a bracket away.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    let bytes = document.text().as_bytes();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if marks.count(open) == 0 || marks.count(close) == 0 {
            continue;
        }
        for at in document.odd_marks(Oddity::SpacedBracket) {
            let found = match char::from(bytes[at]) {
                mark if mark == open => opening(document, at, open, close),
                mark if mark == close => closing(document, at, open, close),
                _ => None,
            };
            if let Some(decision) = found {
                out.decide(RULE, Span::new(at, at + 1), decision);
            }
        }
    }
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'' | '”' | '’' | '$' | '£' | '€' | '.' | '!' | '?' | '%' | '…')
}

fn opening(document: &Document<'_>, at: usize, open: char, close: char) -> Option<Decision> {
    let end = spaces_after(document.text(), at + 1);
    let inner = document.after(end)?;
    let face = matches!(document.before(at), Some(':' | ';' | '-' | '='));
    if end == at + 1 {
        return None;
    }
    if face || !is_inner(inner) || matches!(inner, '.' | '!' | '?') {
        return Some(Err("no word begins behind the space: it is a face, an empty box or a list of marks"));
    }
    let tail = &document.text()[at + 1..];
    let Some(closes) = partner(tail.chars(), close, open) else { return Some(Err("the bracket is not closed on its line")) };
    // "Party( PDP)": the space stands on the wrong side.
    let glued = document.before(at).is_some_and(char::is_alphanumeric);
    let right = if glued { format!(" {open}") } else { open.to_string() };
    edit(Span::new(at, end), right, open, Span::new(at + 1 + closes, at + 1 + closes + 1))
}

fn closing(document: &Document<'_>, at: usize, open: char, close: char) -> Option<Decision> {
    let start = spaces_before(document.text(), at);
    let inner = document.before(start)?;
    if start == at {
        return None;
    }
    if !is_inner(inner) {
        return Some(Err("no word ends before the space: it is a face, an empty box or a list of marks"));
    }
    let Some(opens) = partner(document.text()[..at].chars().rev(), open, close) else {
        return Some(Err("no bracket opens before it on its line"));
    };
    let partner = at - opens - 1;
    edit(Span::new(start, at + 1), close.to_string(), close, Span::new(partner, partner + 1))
}

fn edit(span: Span, right: String, bracket: char, partner: Span) -> Option<Decision> {
    let reason = Reason::new(format!("no space stands inside a bracket, next to “{bracket}”")).witness(partner);
    Some(Ok(Edit::fix(span, right, RULE, reason)))
}

/// Bytes before the bracket that belongs to this one, in the same line, with something in between.
fn partner(chars: impl Iterator<Item = char>, wanted: char, own: char) -> Option<usize> {
    let (mut depth, mut at, mut something) = (0, 0, false);
    for c in chars {
        if c == '\n' || at > REACH {
            return None;
        }
        if c == own {
            depth += 1;
        } else if c == wanted {
            if depth == 0 {
                return something.then_some(at);
            }
            depth -= 1;
        }
        something |= !is_space(c);
        at += c.len_utf8();
    }
    None
}
