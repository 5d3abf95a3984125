//! What good papers write in more than one way, put into the style of one house; only where a style is asked for.

use super::RuleFn;

mod house_style;
mod quotations;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[house_style::run];
