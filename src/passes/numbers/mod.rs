//! Numbers, currencies and percentages written the way of another language.

use super::RuleFn;

mod currency;
mod decimal_comma;
mod figure;
mod spelled_digit;
mod split_percent;
mod thousands_dot;
mod thousands_space;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[
    decimal_comma::run,
    thousands_dot::run,
    thousands_space::run,
    spelled_digit::run,
    currency::misplaced,
    currency::split,
    split_percent::run,
];
