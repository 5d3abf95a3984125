//! What people and programs are shown of an outcome: rendered from its findings, never guessed again from two texts.

mod finding;
mod lines;
mod prose;
mod unified;
mod visible;

pub use finding::{Record, Witness, records};
pub use lines::{describe, summary_line};
pub use prose::{Style, render};
pub use unified::unified;
pub use visible::visible;
