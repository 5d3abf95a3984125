//! Going through findings: what somebody decides on each, kept so that it holds after edits elsewhere and on the next run.
//!
//! ```text
//! Outcome → Sheet → Queue ⇄ person → Decisions → apply → text
//! ```
//! A [`Sheet`] is a file's text with its findings, a [`Queue`] many sheets with what was decided so far. A [`Decision`] knows its
//! place by the words around it and not by an offset; [`Places`] finds the place again in the text as it stands now, and
//! [`apply()`] makes the text that the decisions ask for. [`Decisions`] is the file they are kept in, and [`learn`] reads
//! dictionary entries out of it. [`page`] makes the same queue a page for a browser. Nothing here reads, writes or shows anything.

mod apply;
mod around;
mod choice;
mod decision;
mod decisions;
mod item;
pub mod learn;
pub mod page;
mod places;
mod queue;
mod readings;
mod typed;

pub use apply::{Applied, Rest, apply, apply_to};
pub use around::Around;
pub use choice::{Choice, Counts, Filter, Reach, Tally};
pub use decision::{Decision, Verdict};
pub use decisions::{Decisions, Fault, VERSION};
pub use item::{Item, Readable, Sheet};
pub use places::{Lost, Place, Places};
pub use queue::Queue;
