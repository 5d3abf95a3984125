//! One name spelled two ways in one document.

mod bracketed;
mod heard;
pub(super) mod likeness;
mod name_variant;
mod neighbours;
pub(super) mod pinyin;
mod rivals;
mod two_names;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[name_variant::name_variant, bracketed::bracketed, heard::heard, two_names::two_names];
