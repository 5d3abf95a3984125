//! Names and terms of the dictionaries.

mod acronym_case;
mod by_route;
mod dictionary;
mod ear;
mod near_name;
mod spun_name;
mod surname;

use super::RuleFn;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[
    dictionary::names,
    surname::surnames,
    spun_name::spun_names,
    dictionary::patterns,
    acronym_case::acronym_case,
    near_name::near_names,
    near_name::numbered_names,
    by_route::by_route,
];
