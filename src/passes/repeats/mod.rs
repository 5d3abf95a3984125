//! Words and phrases that stand twice.

mod doubled_word;
mod relative;
mod repeated_phrase;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[repeated_phrase::repeated_phrase, doubled_word::doubled_word];
