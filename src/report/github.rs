//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use super::finding::Record;
use super::lines::describe;
use super::visible::visible;
use crate::edit::Tier;

/// One command on a line of its own: a warning for a fix, a notice for a suggestion or a note.
pub fn workflow_command(record: &Record) -> String {
    let end = record.end_place;
    let level = if record.tier == Tier::Fix.name() { "warning" } else { "notice" };
    let mut properties = Vec::new();
    // Standard input is no file of the repository.
    if record.path != "-" {
        properties.push(format!("file={}", property(&record.path)));
    }
    properties.push(format!("line={}", record.line));
    properties.push(format!("endLine={}", end.0));
    // Columns of a finding over several lines are not taken.
    if end.0 == record.line {
        properties.push(format!("col={}", record.column));
        properties.push(format!("endColumn={}", end.1));
    }
    properties.push(format!("title={}", property(&format!("copydesk {}: {}", record.tier, record.rules.join(" + ")))));
    let entry = record.entry.as_ref().map(|e| format!(" ({e})")).unwrap_or_default();
    let message = format!("{}: {}{entry}", describe(record), record.reason);
    format!("::{level} {}::{}", properties.join(","), data(&message))
}

/// The text of a command. The runner takes a line end or a `%` for its own, and the log is shown on terminals.
fn data(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

/// The value of a property, in which `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
