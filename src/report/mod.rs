//! What people and programs are shown of an outcome: rendered from its findings, never guessed again from two texts.

mod explained;
mod finding;
mod github;
mod grouped;
mod lines;
mod narrow;
mod page;
mod prose;
mod run;
pub mod sarif;
mod screen;
mod side_by_side;
mod summary;
mod unified;
mod uri;
mod visible;

pub use explained::{Look, Others, explained, looks};
pub(crate) use finding::{Place as LineColumn, Said};
pub use finding::{Record, Witness, records};
pub use github::workflow_command;
pub use grouped::{GroupBy, Placed, grouped, placed};
pub use lines::{describe, summary_line};
pub use prose::render;
pub use run::ReportFormat;
pub use screen::{CONTEXT, Style, View};
pub use side_by_side::side_by_side;
pub use summary::{EntryCount, FileRate, FileTally, Found, Summary};
pub use unified::{unified, unified_with};
pub use uri::{file_uri, path_of, reference};
pub use visible::{json_line, visible};
