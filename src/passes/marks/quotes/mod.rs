//! Quotation marks: the whole article is read at once ([`solve`]), and every mark that does not stand as its role wants
//! becomes a [`Mend`]. The rules `reversed-quote`, `foreign-quote`, `mixed-quote`, `space-in-quote` and `glued-quote` share
//! the plan; each gives its reason. Sound text gives an empty plan.

mod balance;
pub(crate) mod beside;
mod costs;
mod english;
mod hints;
mod mend;
mod pairs;
mod sides;
mod single;
pub(crate) mod solve;
mod style;
#[cfg(test)]
mod tests;
mod tokens;
mod twins;

pub(crate) use mend::{Fault, Mend, Plan};
