//! Small words.

mod sound;
mod wrong_article;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[wrong_article::run];
