//! Damaged characters: text decoded wrongly, escaped twice, or mixed from several scripts.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
