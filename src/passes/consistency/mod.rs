//! One name spelled two ways in one document.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
