//! Names and terms of the dictionaries.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
