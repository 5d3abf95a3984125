//! `on 15. July` → `on 15 July`: the stop by which other languages make an ordinal of a figure.

use super::figure::previous_word;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::calendar::is_month;
use crate::passes::marks::around::word_after;
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

const RULE: &str = "ordinal-stop";

/// Proposes to take the stop between a day and its month away.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let bytes = document.text().as_bytes();
    for i in survey.numbers() {
        let day = survey.words()[i].span();
        if day.len() > 2 || !bytes[day.end()..].starts_with(b". ") {
            continue;
        }
        let Some(month) = word_after(document, day.end() + 2).filter(|w| is_month(document.word(*w))) else { continue };
        let span = Span::new(day.start(), month.span().end());
        match tier(document, day, month) {
            Some(tier) => {
                let right = format!("{} {}", document.slice(day), document.word(month));
                let reason = Reason::new("English writes the day of a month without a stop");
                out.push(Edit::new(tier, span, right, RULE, reason));
            }
            None => out.left(RULE, span, || "a sentence may end between the two"),
        }
    }
}

/// How certain it is that the day and the month belong together.
fn tier(document: &Document<'_>, day: Span, month: Word) -> Option<Tier> {
    let number: u32 = document.slice(day).parse().ok()?;
    if !(1..=31).contains(&number) || document.before(day.start()) != Some(' ') {
        return None;
    }
    let behind = month.span().end();
    let next = (document.after(behind) == Some(' ')).then(|| word_after(document, behind + 1)).flatten();
    let year = next.is_some_and(|w| w.span().len() == 4 && document.survey().form(w).shape == Shape::Number);
    // “They stopped on 15. July was cold.”: the month begins a sentence of its own.
    let ends = match next {
        Some(w) => {
            matches!(
                document.word(w),
                "and"
                    | "or"
                    | "to"
                    | "until"
                    | "in"
                    | "at"
                    | "by"
                    | "with"
                    | "for"
                    | "last"
                    | "this"
                    | "next"
                    | "when"
                    | "after"
                    | "before"
            )
        }
        None => document.after(behind).is_none_or(|c| matches!(c, ',' | '.' | ';' | ')' | '\n' | '\r' | '"' | '”')),
    };
    match previous_word(document, day)? {
        "on" | "On" | "until" | "Until" | "since" | "Since" if year || ends => Some(Tier::Fix),
        "from" | "to" | "by" | "before" | "after" | "between" if year => Some(Tier::Fix),
        "from" | "to" | "by" | "before" | "after" | "between" if ends => Some(Tier::Suggest),
        _ => None,
    }
}
