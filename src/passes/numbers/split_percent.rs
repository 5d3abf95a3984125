//! `5 %` → `5%`

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{spaces_after, spaces_before};
use crate::profiles::Gap;
use crate::proposals::Proposals;

const RULE: &str = "split-percent";

/// How many spaced signs, and none that is not, make a habit of the text.
const HABIT: usize = 3;

/// Proposes to close the gap before a percent sign.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    if document.survey().marks().count('%') == 0 {
        return;
    }
    let text = document.text();
    let mut joined = false;
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'%', text.as_bytes()) {
        let start = spaces_before(text, at);
        let number = document.before(start).is_some_and(|c| c.is_ascii_digit());
        if start == at {
            joined |= number;
            continue;
        }
        let after = document.after(at + 1);
        // "7 % 3" is a sum, "5 %s" a form.
        let odd = after.is_some_and(char::is_alphanumeric)
            || document.after(spaces_after(text, at + 1)).is_some_and(|c| c.is_ascii_digit());
        let span = Span::new(start, at + 1);
        if number && !odd {
            found.push(span);
        } else if number {
            out.left(RULE, span, || "a number or letter follows the sign: it is part of a sum or of code");
        }
    }
    let all = found.len();
    let foreign = || document.habits().expected("spaces the percent sign", |p| p.percent == Gap::Spaced);
    let habit = !joined && all >= HABIT && foreign().is_none();
    for span in found {
        let reason = Reason::new("no space stands between a number and its percent sign");
        let edit = Edit::fix(span, "%", RULE, reason);
        out.push(if habit { edit.lowered(format_args!("the text spaces all its {all} percent signs")) } else { edit });
    }
}
