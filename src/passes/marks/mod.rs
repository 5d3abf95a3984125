//! Quotation marks, and the spaces at marks and brackets.

use super::RuleFn;

pub(crate) mod around;
mod doubled_mark;
mod missing_space_after_mark;
mod space_before_mark;
mod space_in_bracket;
mod split_apostrophe;
mod split_hyphen;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[
    space_before_mark::run,
    doubled_mark::run,
    missing_space_after_mark::run,
    space_in_bracket::run,
    split_hyphen::run,
    split_apostrophe::run,
];
