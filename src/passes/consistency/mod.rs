//! One name spelled two ways in one document.

mod likeness;
mod name_variant;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[name_variant::name_variant];
