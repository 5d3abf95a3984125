//! Quotation marks, and the spaces at marks and brackets.

use super::RuleFn;

pub(crate) mod around;
mod compounds;
mod doubled_mark;
mod foreign_quote;
mod missing_space_after_mark;
mod mixed_quote;
mod odd_apostrophe;
pub(crate) mod odd_marks;
pub(crate) mod quotes;
mod reversed_quote;
mod space_before_mark;
mod space_in_bracket;
mod space_in_quote;
mod split_apostrophe;
mod split_hyphen;
mod unclosed_quote;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[
    space_before_mark::run,
    doubled_mark::run,
    missing_space_after_mark::run,
    // In the same round as the space, which is half of the evidence.
    super::seams::lost_stop::lost_stop,
    space_in_bracket::run,
    split_hyphen::run,
    split_apostrophe::run,
    odd_apostrophe::run,
    reversed_quote::run,
    foreign_quote::run,
    mixed_quote::run,
    space_in_quote::run,
    unclosed_quote::run,
];
