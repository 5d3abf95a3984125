//! Numbers, currencies and percentages written the way of another language.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
