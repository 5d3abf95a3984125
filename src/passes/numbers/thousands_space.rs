//! `12 000 patients` → `12,000 patients`

use super::figure::{SIGNS, counts_things, label_before, next_word};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{spaces_before, word_before};
use crate::proposals::Proposals;
use crate::survey::Shape;

const RULE: &str = "thousands-space";

/// How many such numbers, and none with a comma, make a habit of the text (the international style).
const HABIT: usize = 3;

/// Proposes the English thousands comma.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let words = survey.words();
    let mut found = Vec::new();
    let mut settled = 0;
    for i in survey.numbers() {
        let first = words[i];
        if first.span().len() > 3 || i < settled {
            continue;
        }
        let mut last = i;
        // Nearly every number ends at once: what follows has other letters.
        while let Some(next) = words.get(last + 1).filter(|next| next.span().len() == 3) {
            let gap = &document.text()[words[last].span().end()..next.span().start()];
            if matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}") && survey.form(*next).shape == Shape::Number {
                last += 1;
            } else {
                break;
            }
        }
        if last > i {
            let span = Span::new(first.span().start(), words[last].span().end());
            match is_amount(document, span) {
                Ok(()) => found.push(span),
                Err(why) => out.left(RULE, span, || why),
            }
        }
        settled = last + 1;
    }
    if found.is_empty() {
        return;
    }
    let foreign = || document.habits().expected("parts thousands with a space", |p| p.thousands.contains(&' '));
    let habit = found.len() >= HABIT && document.habits().numbers().thousands_commas.count == 0 && foreign().is_none();
    let all = found.len();
    for span in found {
        let number = document.slice(span);
        let right: String = number.chars().map(|c| if c.is_ascii_digit() { c } else { ',' }).collect();
        let reason = Reason::new(format!("English parts the thousands of “{number}” with a comma"));
        let edit = Edit::fix(span, right, RULE, reason);
        out.push(if habit { edit.lowered(format_args!("the text parts all its {all} with a space")) } else { edit });
    }
}

/// A round number of something, behind a small word or a sign: not a model, a telephone, a year and an amount.
fn is_amount(document: &Document<'_>, span: Span) -> Result<(), &'static str> {
    const PARTS: &str = "it may be two numbers, or a telephone number, a model, a room or a year with an amount";
    let text = document.slice(span);
    let (before, after) = (document.before(span.start()), document.after(span.end()));
    let bound = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '/' | '.' | ',' | ':' | '+' | '(' | '–' | '%'));
    if text.starts_with('0') || !text.ends_with("00") || bound(before) {
        return Err("it is no round number, or part of something longer");
    }
    if matches!(after, Some('-' | '/' | ':' | '+' | '–' | '%'))
        || matches!(after, Some('.' | ',')) && document.after(span.end() + 1).is_some_and(|c| c.is_ascii_digit())
    {
        return Err("it is part of something longer");
    }
    if before.is_some_and(|c| SIGNS.contains(&c)) {
        return Ok(());
    }
    let small = |w: &str| w.chars().all(char::is_lowercase);
    let left = word_before(document, spaces_before(document.text(), span.start())).map(|w| document.word(w));
    let named = left.is_some_and(|w| !small(w) || w == "in") || label_before(document, span).is_some();
    let opens = left.is_none() && matches!(document.before(spaces_before(document.text(), span.start())), Some(',' | '('));
    if opens {
        return if counts_things(document, span) { Ok(()) } else { Err(PARTS) };
    }
    let amount = left.is_some() && !named && next_word(document, span).is_some_and(|w| small(w) && w.len() > 1);
    if amount { Ok(()) } else { Err(PARTS) }
}
