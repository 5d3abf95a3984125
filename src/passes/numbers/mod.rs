//! Numbers, currencies and percentages written the way of another language.

use super::RuleFn;

pub(crate) use decimal_comma::is_certain as certain_decimal_comma;
pub(crate) use figure::figure;
pub(crate) use thousands_dot::is_certain as certain_thousands_dot;

mod clock;
mod currency;
mod decimal_comma;
mod figure;
mod ordinal_stop;
mod spelled_digit;
mod split_figure;
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
    split_figure::run,
    ordinal_stop::run,
];
