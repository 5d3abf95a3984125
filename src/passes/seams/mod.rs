//! Where translated fragments were glued together: words, capitals, commas.

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[];
