//! `100, 000 doses` → `100,000 doses`; `$3. 5 billion` → `$3.5 billion`: a number that was taken apart at its comma or point;
//! and times and scores at their colon, see [`clock`].

use super::clock;
use super::figure::{figure, next_word, previous_word, sign_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::marks::around::{spaces_after, spaces_before, word_after};
use crate::passes::marks::odd_marks::Oddity;
use crate::proposals::{Decision, Proposals};

pub(super) const RULE: &str = "split-figure";

/// Proposes to close the gap inside a number.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    let bytes = text.as_bytes();
    for at in document.odd_marks(Oddity::SplitFigure) {
        let gap = bytes.get(at + 1) == Some(&b' ') && bytes.get(at + 2).is_some_and(u8::is_ascii_digit);
        if !gap {
            continue;
        }
        let found = if bytes[at] == b':' { clock::one(document, at) } else { one(document, at) };
        if let Some((span, decision)) = found {
            out.decide(RULE, span, decision);
        }
    }
}

/// The two numbers beside the mark at `at`, and what is decided about them.
fn one(document: &Document<'_>, at: usize) -> Option<(Span, Decision)> {
    let text = document.text();
    let before = spaces_before(text, at);
    let whole = figure(document, before.checked_sub(1)?).filter(|w| w.end() == before && w.start() < before)?;
    let rest = word_after(document, spaces_after(text, at + 1))?;
    let digits = document.word(rest);
    // The number ends here: no third part, no date, no range.
    let after = document.after(rest.span().end());
    let span = Span::new(whole.start(), rest.span().end());
    let goes_on =
        matches!(after, Some('.' | ',' | ':')) && document.after(rest.span().end() + 1).is_some_and(|c| c.is_ascii_digit());
    if !digits.bytes().all(|b| b.is_ascii_digit()) || goes_on || matches!(after, Some('-' | '/' | '–')) {
        return Some((span, Err("it goes on as a date, a range or a list does")));
    }
    let next = next_word(document, span);
    let (tier, otherwise) = match text.as_bytes()[at] {
        b',' => (thousands(document, whole, digits, next), "they may be two numbers: of a date, of a list, of two clauses"),
        _ => (decimals(document, whole, digits, next, before < at), "a sentence may end between the two"),
    };
    let Some(tier) = tier else { return Some((span, Err(otherwise))) };
    let joined = format!("{}{}{digits}", document.slice(whole), &text[at..=at]);
    let reason = Reason::new(format!("“{joined}” is one number, and has no space inside"));
    Some((span, Ok(Edit::new(tier, span, joined, RULE, reason))))
}

/// A group of noughts is no number by itself; a round one may be the next of a list.
fn thousands(document: &Document<'_>, whole: Span, digits: &str, next: Option<&str>) -> Option<Tier> {
    let number = document.slice(whole);
    let groups: Vec<&str> = number.split(',').collect();
    let grouped = groups[1..].iter().all(|g| g.len() == 3) && !number.contains('.');
    if digits.len() != 3 || !(1..=3).contains(&groups[0].len()) || number.starts_with('0') || !grouped {
        return None;
    }
    if digits == "000" {
        return Some(Tier::Fix);
    }
    let listed = matches!(next, Some("and" | "or"))
        || previous_word(document, whole).is_some_and(|w| w.starts_with(char::is_uppercase) || w.ends_with('s'));
    (digits.ends_with("00") && !listed).then_some(Tier::Suggest)
}

/// One or two decimals behind a sign and before a magnitude; elsewhere a sentence may end at the point.
fn decimals(document: &Document<'_>, whole: Span, digits: &str, next: Option<&str>, spaced: bool) -> Option<Tier> {
    let number = document.slice(whole);
    let magnitude = next.is_some_and(|w| matches!(w, "million" | "billion" | "trillion" | "bn" | "percent"));
    if number.len() > 3 || number.contains(['.', ',']) || digits.len() > 2 || !magnitude {
        return None;
    }
    (spaced || sign_before(document, whole).is_some()).then_some(Tier::Fix)
}
