//! Text that is not English, which the other passes leave as it is.

use super::RuleFn;

mod foreign_text;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[foreign_text::run];
