//! What people and programs are shown of an outcome: rendered from its findings, never guessed again from two texts.

mod explained;
mod finding;
mod lines;
mod page;
mod prose;
mod run;
mod screen;
mod summary;
mod unified;
mod visible;

pub use explained::{Look, Others, explained, looks};
pub(crate) use finding::{Place as LineColumn, Said};
pub use finding::{Record, Witness, records};
pub use lines::{describe, summary_line};
pub use prose::render;
pub use run::ReportFormat;
pub use screen::Style;
pub use summary::{EntryCount, FileRate, FileTally, Found, Summary};
pub use unified::unified;
pub use visible::{json_line, visible};
