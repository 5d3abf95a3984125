//! Where translated fragments were glued together: words, capitals, commas.

mod capitals;
mod glued_quote;
mod glued_words;
mod lower_case_start;
mod split;
mod stray_capital;
mod words;

use super::RuleFn;

/// The rules of this pass. `lost-comma` is proposed with `glued-words`: the two are one defect.
pub(super) const RULES: &[RuleFn] =
    &[glued_words::glued_words, glued_quote::run, stray_capital::stray_capital, lower_case_start::lower_case_start];
