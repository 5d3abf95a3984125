//! copydesk repairs garbled names, terms and marks in machine-translated news and gives every change its reason.
//!
//! ```text
//! bytes → decode → prose → Document → passes → Outcome → reports
//! ```
//! [`Pipeline::run`] takes a text and gives an [`Outcome`]: the corrected text, the changes with their reasons,
//! suggestions, notes. A pass is a pure function from a [`document::Document`] to edits; [`edit::select`] decides,
//! [`edit::apply`] writes, [`trace::Trace`] remembers. The library has no global state and never prints.
//!
//! ```
//! let outcome = copydesk::Pipeline::new().run("Nothing is wrong here.");
//! assert_eq!(outcome.text, "Nothing is wrong here.");
//! assert!(outcome.changes.is_empty());
//! ```

pub mod desk;
pub mod dictionary;
pub mod document;
pub mod edit;
pub mod explain;
pub mod formats;
mod habits;
pub mod layout;
pub mod lexicon;
pub mod outcome;
pub mod passes;
pub mod pipeline;
pub mod profiles;
pub mod proposals;
mod protect;
pub mod report;
pub mod review;
pub mod rule;
pub mod survey;
mod table;
pub mod trace;

pub use dictionary::Dictionary;
pub use edit::Tier;
pub use outcome::{Finding, Outcome};
pub use pipeline::{Options, Pipeline};
