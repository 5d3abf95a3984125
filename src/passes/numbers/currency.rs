//! The sign of a currency and its number: `60 $` → `$60` (misplaced-currency), `$ 1,000` → `$1,000` (split-currency).

use super::figure::{SIGNS, figure};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{spaces_after, spaces_before, word_before};
use crate::profiles::Side;
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const MISPLACED: &str = "misplaced-currency";
const SPLIT: &str = "split-currency";

/// How many signs behind their number, and none before, make a habit of the text.
const HABIT: usize = 3;

/// Proposes a sign behind its number to stand before it.
pub(super) fn misplaced(document: &Document<'_>, out: &mut Proposals) {
    for sign in SIGNS {
        if document.survey().marks().count(sign) == 0 {
            continue;
        }
        let mut found: Vec<Edit> = Vec::new();
        for at in signs(document, sign) {
            match behind(document, at, sign) {
                Some(Ok(edit)) => found.push(edit),
                Some(Err(why)) => out.left(MISPLACED, Span::new(at, at + sign.len_utf8()), || why),
                None => {}
            }
        }
        let right = signs(document, sign).any(|at| document.after(at + sign.len_utf8()).is_some_and(|c| c.is_ascii_digit()));
        let foreign = || document.habits().expected("writes the sign behind its amount", |p| p.currency == Side::After);
        let habit = found.len() >= HABIT && !right && sign != '$' && foreign().is_none();
        let all = found.len();
        let judged = |e: Edit| match habit {
            true => e.lowered(format_args!("the text writes all its {all} amounts with “{sign}” behind them")),
            false => e,
        };
        out.extend(found.into_iter().map(judged));
    }
}

/// Proposes to close the gap between a sign and its number.
pub(super) fn split(document: &Document<'_>, out: &mut Proposals) {
    for sign in SIGNS {
        if document.survey().marks().count(sign) == 0 {
            continue;
        }
        let found: Vec<_> = signs(document, sign).filter_map(|at| Some((at, apart(document, at, sign)?))).collect();
        let joined = || signs(document, sign).any(|at| document.after(at + sign.len_utf8()).is_some_and(|c| c.is_ascii_digit()));
        // The Dutch and the Austrians set a space behind their sign in English too.
        let all = found.iter().filter(|f| f.1.is_ok()).count();
        let habit = sign == '€' && all >= 2 && !joined();
        for (at, decision) in found {
            let lower = |e: Edit| match habit {
                true => e.lowered(format_args!("the text writes all its {all} amounts with a space behind “{sign}”")),
                false => e,
            };
            out.decide(SPLIT, Span::new(at, at + sign.len_utf8()), decision.map(lower));
        }
    }
}

fn signs<'d>(document: &Document<'d>, sign: char) -> impl Iterator<Item = usize> + use<'d> {
    let text = document.text();
    text.match_indices(sign).map(|(at, _)| at)
}

/// The amount that ends before `at`, past spaces: a number, or a number and `million`.
fn amount_before(document: &Document<'_>, at: usize) -> Option<Span> {
    let text = document.text();
    let mut end = spaces_before(text, at);
    let whole = end;
    if let Some(word) = word_before(document, end)
        && matches!(document.word(word), "million" | "billion" | "trillion" | "thousand" | "m" | "bn" | "mn" | "tn")
    {
        end = spaces_before(text, word.span().start());
    }
    let number = figure(document, end.checked_sub(1)?).filter(|n| n.end() == end)?;
    Some(Span::new(number.start(), whole))
}

fn behind(document: &Document<'_>, at: usize, sign: char) -> Option<Decision> {
    let text = document.text();
    let end = at + sign.len_utf8();
    let amount = amount_before(document, at)?;
    let next = document.after(end);
    // "20 $ 30": whose sign is it? "100 $US", "5 $/kg", "$5 $6"
    if next.is_some_and(|c| c.is_alphanumeric() || c == '/' || SIGNS.contains(&c))
        || document.after(spaces_after(text, end)).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(Err("a number, a letter or a slash follows, which the sign may belong to"));
    }
    let lead = document.before(spaces_before(text, amount.start()));
    if lead.is_some_and(|c| SIGNS.contains(&c))
        || document.before(amount.start()).is_some_and(|c| matches!(c, '-' | '+' | '–' | '=' | '*'))
    {
        return Some(Err("the amount has a sign before it already, or is part of a sum"));
    }
    let reason = Reason::new(format!("English writes “{sign}” before the amount"));
    Some(Ok(Edit::fix(Span::new(amount.start(), end), format!("{sign}{}", document.slice(amount)), MISPLACED, reason)))
}

fn apart(document: &Document<'_>, at: usize, sign: char) -> Option<Decision> {
    let text = document.text();
    let end = at + sign.len_utf8();
    let start = spaces_after(text, end);
    if start == end || !document.after(start).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    if amount_before(document, at).is_some() {
        return Some(Err("a number stands before the sign too, which it may belong to"));
    }
    let number = figure(document, start)?;
    // A prompt before a command: "$ 7z x".
    let opens = document.before(at).is_none_or(|c| c == '\n');
    if opens && document.after(number.end()).is_some_and(char::is_alphabetic) {
        return Some(Err("it is the prompt before a command"));
    }
    let reason = Reason::new(format!("no space stands between “{sign}” and its amount"));
    // "worth more than$ 6 billion": the space stands on the wrong side.
    let glued = word_before(document, at).is_some_and(|w| document.survey().form(w).shape == Shape::Lower);
    let lead = if glued { " " } else { "" };
    Some(Ok(Edit::fix(Span::new(at, number.end()), format!("{lead}{sign}{}", document.slice(number)), SPLIT, reason)))
}
