//! Where translated fragments were glued together: words, capitals, commas.

mod capitals;
mod certain;
mod edge;
mod glued_quote;
mod glued_words;
pub(super) mod grammar;
mod linked;
pub(super) mod lost_stop;
mod lower_case_start;
mod meant;
mod run;
mod split;
mod stray_capital;
pub(super) mod verbs;
mod words;

use super::RuleFn;
use crate::edit::Edit;

/// Rules whose repairs show that a machine wrote this text.
const DAMAGE: &[&str] = &[
    "glued-words",
    "lost-comma",
    "glued-quote",
    "reversed-quote",
    "foreign-quote",
    "mixed-quote",
    "space-in-quote",
    "space-before-mark",
    "missing-space-after-mark",
    "space-in-bracket",
    "doubled-mark",
    "split-hyphen",
    "split-apostrophe",
    "doubled-word",
    "mojibake",
    "translated-name",
    "spun-words",
    "garbled-term",
    "name-variant",
    "decimal-comma",
    "misplaced-currency",
];

/// The edit made certain by damage that `rule` has repaired, if one has.
fn raised_by(edit: Edit, rule: Option<&'static str>) -> Edit {
    match rule {
        Some(rule) => edit.raised(format_args!("the text is damaged elsewhere ({rule})")),
        None => edit,
    }
}

/// The rules of this pass. `lost-comma` is proposed with `glued-words`: the two are one defect.
pub(super) const RULES: &[RuleFn] =
    &[glued_words::glued_words, glued_quote::run, stray_capital::stray_capital, lower_case_start::lower_case_start];
