//! `word,word` → `word, word`; `end.Next` → `end. Next`

use super::around::{form, is_abbreviation, is_plain_word, starts_sentences, word_after, word_before};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon::Commonness;
use crate::passes::calendar::is_any_month;
use crate::proposals::{Decision, Proposals};
use crate::survey::{Shape, Word};

const RULE: &str = "missing-space-after-mark";

/// How much of a token is looked at on either side of a mark, in bytes.
const TOKEN: usize = 120;

/// Proposes the space that a mark between two words lacks.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.odd_marks(Oddity::Glued).for_each(|at| {
        if let Some(decision) = one(document, at) {
            out.decide(RULE, Span::new(at, at + 1), decision);
        }
    });
}

/// What is decided about the mark at `at`; nothing if it has its space.
fn one(document: &Document<'_>, at: usize) -> Option<Decision> {
    let bytes = document.text().as_bytes();
    // Nearly every mark has its space: decide that before anything is looked up.
    let next = *bytes.get(at + 1)?;
    if !(next.is_ascii_alphanumeric() || next >= 0xc3) || at == 0 || bytes[at - 1] == b' ' {
        return None;
    }
    let mark = bytes[at];
    let word = word_after(document, at + 1)?;
    let (tier, otherwise) = match mark {
        b',' => (comma(document, at, word), "the comma is part of a number, a code or a list of a machine"),
        b'.' => (stop(document, at, word), "the stop is part of a name, a number, an address or an abbreviation"),
        b';' => (semicolon(document, at, word), "the semicolon is part of a code, or no plain words stand beside it"),
        b'!' | b'?' => (question(document, at, word), "the mark is part of a name or code, or no sentence begins behind it"),
        _ => (colon(document, at, word), "the colon is part of a time, a ratio or a code, or no sentence begins behind it"),
    };
    // Nobody wonders at 1,250 or 10:30, nor at U.S.
    let alone = |w: Option<Word>| w.is_some_and(|w| w.span().len() == 1);
    let (figure, initial) = (next.is_ascii_digit() && bytes[at - 1].is_ascii_digit(), mark == b'.');
    if tier.is_none() && (figure || initial && alone(Some(word)) && alone(word_before(document, at))) {
        return None;
    }
    let mark = char::from(mark);
    Some(tier.ok_or(otherwise).map(|tier| {
        let reason = Reason::new(format!("a space is missing after “{mark}”, between two words")).witness(word.span());
        Edit::new(tier, Span::new(at, at + 1), format!("{mark} "), RULE, reason)
    }))
}

/// What stands before the mark closes a quotation or a bracket.
fn closes(document: &Document<'_>, at: usize) -> bool {
    document.before(at).is_some_and(|c| matches!(c, '”' | '»' | ')' | ']' | '’' | '"' | '%'))
}

fn letters(document: &Document<'_>, word: Word) -> usize {
    document.word(word).chars().count()
}

/// A token that goes on with more marks, as lists of codes, formulas and keys do: `a,b,c`, `x;y;z`.
fn is_chain(document: &Document<'_>, at: usize, word: Word) -> bool {
    let mark = document.text().as_bytes()[at];
    let bytes = document.text().as_bytes();
    let from = at.saturating_sub(TOKEN);
    let start = bytes[from..at].iter().rposition(u8::is_ascii_whitespace).map_or(from, |i| from + i + 1);
    let to = (at + TOKEN).min(bytes.len());
    let end = bytes[at..to].iter().position(u8::is_ascii_whitespace).map_or(to, |i| at + i);
    let same = bytes[start..end].iter().filter(|b| **b == mark).count();
    let short = letters(document, word) < 2 || word_before(document, at).is_some_and(|w| letters(document, w) < 2);
    same > 3 || (same > 1 && short) || bytes[start..end].iter().any(|b| matches!(b, b'=' | b'_' | b'|' | b'{' | b'}' | b'\\'))
}

fn comma(document: &Document<'_>, at: usize, word: Word) -> Option<Tier> {
    let shape = form(document, word).shape;
    if is_chain(document, at, word) {
        return None;
    }
    let Some(left) = word_before(document, at) else {
        return closes(document, at).then_some(Tier::Fix).filter(|_| shape != Shape::Number);
    };
    let before = form(document, left).shape;
    if shape == Shape::Number || shape == Shape::Alphanumeric {
        // "five,500" is one number.
        let spelled =
            matches!(document.word(left), "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine");
        if spelled && letters(document, word) == 3 {
            return None;
        }
        // "July 25,2021": a day of the month and a year.
        let year = letters(document, word) == 4 && letters(document, left) <= 2;
        let month = year && before == Shape::Number && follows_month(document, left);
        return (month || (shape == Shape::Number && before == Shape::Lower && letters(document, left) > 2)).then_some(Tier::Fix);
    }
    if letters(document, left) == 1 && (letters(document, word) == 1 || before != Shape::Lower) {
        return None;
    }
    let known = |w: Word| form(document, w).class.is_known() || letters(document, w) > 3;
    let digits = matches!(before, Shape::Number | Shape::Alphanumeric);
    if digits && letters(document, word) < 2 && document.word(word) != "a" {
        return None;
    }
    // Codes: "CN,US", "EN,fr".
    if before == Shape::Upper && shape == Shape::Upper && letters(document, word) <= 3 {
        return Some(Tier::Suggest);
    }
    Some(if known(left) || known(word) { Tier::Fix } else { Tier::Suggest })
}

fn follows_month(document: &Document<'_>, day: Word) -> bool {
    let Some(at) = document.text()[..day.span().start()].strip_suffix(' ').map(str::len) else { return false };
    word_before(document, at).is_some_and(|w| is_any_month(document.word(w)))
}

/// A stop between a word written small and a capitalised one, both known; a dot belongs to so many other things.
fn stop(document: &Document<'_>, at: usize, word: Word) -> Option<Tier> {
    let right = form(document, word);
    if !matches!(right.shape, Shape::Capitalised) || right.class.commonness < Commonness::Common && !right.class.name {
        return None;
    }
    let text = document.word(word);
    // The token goes on with a dot: "a.B.c"
    if document.after(word.span().end()) == Some('.') && document.after(word.span().end() + 1).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let sure = starts_sentences(text);
    let Some(left) = word_before(document, at) else {
        return (closes(document, at) && (sure || right.class.commonness >= Commonness::Common)).then_some(Tier::Fix);
    };
    let (shape, name) = (form(document, left).shape, document.word(left));
    // "Capt.Larry": a title and a name.
    let title = matches!(
        name,
        "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "Capt" | "Gen" | "Col" | "Sgt" | "Lt" | "Sen" | "Rep" | "Gov" | "Rev"
    );
    if title && right.class.name && letters(document, word) > 2 {
        return Some(Tier::Fix);
    }
    if is_abbreviation(name) || (letters(document, word) == 1 && text != "I" && text != "A") {
        return None;
    }
    let usual = is_plain_word(document, left) && letters(document, left) > 1;
    let dotted = document.before(left.span().start()) == Some('.');
    match shape {
        _ if dotted => None,
        Shape::Lower if usual => {
            let spoken = text == "I" && document.after(word.span().end()).is_some_and(|c| matches!(c, ' ' | '’' | '\''));
            Some(if letters(document, word) > 1 || spoken { Tier::Fix } else { Tier::Suggest })
        }
        Shape::Lower | Shape::Capitalised | Shape::Upper | Shape::Mixed if sure && letters(document, left) > 3 => Some(Tier::Fix),
        Shape::Number if sure && letters(document, left) == 4 => Some(Tier::Fix),
        _ => None,
    }
}

fn semicolon(document: &Document<'_>, at: usize, word: Word) -> Option<Tier> {
    let left = word_before(document, at)?;
    let start = left.span().start();
    if matches!(document.before(start), Some('&' | '#')) || is_chain(document, at, word) || letters(document, left) < 3 {
        return None;
    }
    (is_plain_word(document, word) && letters(document, word) > 1).then_some(Tier::Fix)
}

/// `afraid?Is`: not `Yahoo!News`, not `oOh!media`.
fn question(document: &Document<'_>, at: usize, word: Word) -> Option<Tier> {
    let right = form(document, word);
    let left = word_before(document, at)?;
    let known = right.class.commonness >= Commonness::Common || right.class.name;
    if right.shape != Shape::Capitalised || !known || is_chain(document, at, word) {
        return None;
    }
    let query = document.text().as_bytes()[at] == b'?';
    (is_plain_word(document, left) || (query && starts_sentences(document.word(word)))).then_some(Tier::Fix)
}

fn colon(document: &Document<'_>, at: usize, word: Word) -> Option<Tier> {
    let left = word_before(document, at)?;
    let sure = is_plain_word(document, left) && letters(document, left) > 3 && starts_sentences(document.word(word));
    sure.then_some(Tier::Suggest)
}
