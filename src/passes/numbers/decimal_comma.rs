//! `3,75%` → `3.75%`

use super::figure::{figure, is_money, is_unit, label_before, next_word, previous_word, sign_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::marks::around::{spaces_after, spaces_before};
use crate::passes::marks::odd_marks::Oddity;
use crate::proposals::Proposals;

const RULE: &str = "decimal-comma";

/// Proposes the English decimal point.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut found: Vec<(Span, bool)> = Vec::new();
    for at in document.odd_marks(Oddity::Glued).filter(|&at| bytes[at] == b',') {
        if at == 0 || !digit(at - 1) || !digit(at + 1) {
            continue;
        }
        let Some(span) = figure(document, at).filter(|span| found.last().is_none_or(|f| f.0 != *span)) else { continue };
        match judge(document, span) {
            Ok(sure) => found.push((span, sure)),
            Err(_) if is_english(document.slice(span)) => {}
            Err(why) => out.left(RULE, span, || why),
        }
    }
    for (span, sure) in found {
        let number = document.slice(span);
        let swapped = |c| match c {
            ',' => '.',
            '.' => ',',
            c => c,
        };
        let right: String = number.chars().map(swapped).collect();
        let shown = document.habits().numbers().decimal_commas;
        let mut reason = Reason::new(format!("English writes the decimals of “{number}” after a point"));
        if let Some(witness) = shown.first.filter(|w| *w != span) {
            reason = reason.witness(witness);
        }
        let edit = Edit::new(if sure { Tier::Fix } else { Tier::Suggest }, span, right, RULE, reason);
        out.push(match document.habits().decimal_commas() {
            Some(why) => edit.raised(why),
            None => edit,
        });
    }
}

/// `1,250,000`: a number that nobody would take for another.
fn is_english(number: &str) -> bool {
    let mut groups = number.split(',');
    groups.next().is_some_and(|first| first.len() <= 3) && groups.all(|g| g.len() == 3 && !g.contains('.'))
}

/// Can the number be nothing but one with a decimal comma?
pub(crate) fn is_certain(document: &Document<'_>, span: Span) -> bool {
    judge(document, span) == Ok(true)
}

/// Are these decimals, and is that sure? An English thousands comma has three digits after it.
fn judge(document: &Document<'_>, span: Span) -> Result<bool, &'static str> {
    let number = document.slice(span);
    let (whole, decimals) = number.split_once(',').ok_or("it has no comma")?;
    if decimals.contains([',', '.']) || decimals.len() > 3 || whole.is_empty() {
        return Err("several commas, or a point behind the comma, are English thousands or a list");
    }
    let zero = whole == "0";
    let grouped = whole.contains('.');
    if grouped {
        let mut groups = whole.split('.');
        let first = groups.next().unwrap_or_default();
        let thousands = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|g| g.len() == 3);
        return if thousands && decimals.len() < 3 { Ok(true) } else { Err("its points part no thousands") };
    }
    if whole.len() > 4 || (decimals.len() == 3 && !zero) {
        return Err("a comma before three digits parts English thousands, and no decimals follow five digits so");
    }
    let text = document.text();
    if is_chemical(&text[span.end()..]) {
        return Err("it is part of a name: of a molecule, a model");
    }
    let after = document.after(spaces_after(text, span.end()));
    let next = next_word(document, span);
    let magnitude = document.after(span.end()) == Some('-') && text[span.end()..].starts_with("-magnitude");
    let unit = next.is_some_and(|w| is_unit(w) || is_money(w) || matches!(w, "lakh" | "crore" | "trillions"));
    let sure = zero
        || sign_before(document, span).is_some()
        || after == Some('%')
        || after == Some('°')
        || unit
        // A price to the penny; lists hold no zeros.
        || decimals == "00" && whole.len() > 1
        || magnitude
        || matches!(previous_word(document, span), Some("magnitude"));
    // "aged 8, 10,12", "July 25,22", "pages 3,4": numbers of a list, a date.
    let before = text[..spaces_before(text, span.start())].chars().next_back();
    let listed = matches!(before, Some(',' | ';' | '(' | '[' | '&' | '§' | '.' | '#'))
        || matches!(previous_word(document, span), Some("and" | "or"))
        || label_before(document, span).is_some()
        || is_list(&text[span.end()..]);
    let named =
        previous_word(document, span).is_some_and(|w| w.starts_with(char::is_uppercase) && !starts_sentence(document, span));
    if (listed || named) && !(zero || after == Some('%') || sign_before(document, span).is_some()) {
        return Err("it may be two numbers: of a list, of a date, of a verse or a section behind its name");
    }
    // "In 2019,20 of them left"
    if sure || whole.len() < 4 { Ok(sure) } else { Err("it may be a year and another number") }
}

/// Does another number go on behind this one: `7,11 and 13`, `1,2, 3`?
fn is_list(rest: &str) -> bool {
    let next = [" and ", " or ", ", ", ",", " & "].iter().find_map(|join| rest.strip_prefix(join));
    let digits = next.map_or("", |n| &n[..n.find(|c: char| !c.is_ascii_digit()).unwrap_or(n.len())]);
    (1..=3).contains(&digits.len())
        && !next.is_some_and(|n| n[digits.len()..].starts_with([',', '.', '%']) && !n[digits.len()..].starts_with(", "))
}

/// `1,3-butadiene`, `2,4-D`: places of a molecule, unless a measure follows.
fn is_chemical(rest: &str) -> bool {
    let Some(word) = rest.strip_prefix('-') else { return false };
    let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
    let measure = [
        "liter",
        "litre",
        "inch",
        "foot",
        "ton",
        "hour",
        "year",
        "day",
        "minute",
        "second",
        "fold",
        "magnitude",
        "goal",
        "month",
        "week",
    ];
    !word.is_empty() && !is_unit(word) && !measure.contains(&word)
}

fn starts_sentence(document: &Document<'_>, span: Span) -> bool {
    let line = crate::passes::marks::around::line_of(document, span.start());
    document.text()[line.start()..span.start()].split_ascii_whitespace().count() <= 1
}
