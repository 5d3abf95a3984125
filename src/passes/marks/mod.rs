//! Quotation marks, and the spaces at marks and brackets.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
