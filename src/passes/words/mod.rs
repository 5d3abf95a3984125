//! Small words.

mod lone_i;
mod lost_apostrophe;
mod noun;
mod sound;
mod wrong_article;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[wrong_article::run, lost_apostrophe::run, lone_i::run];
