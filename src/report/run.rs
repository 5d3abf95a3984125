//! The report of a run over many files: one JSON object, or a page (see [`page`](super::page)) that needs nothing beside itself.
//!
//! Files are added one by one, each made ready on its own, so that a report of a million files takes no more memory than one.

use serde::Serialize;

use super::finding::{Record, records};
use super::summary::{EntryCount, FileRate, FileTally, Found, Summary};
use super::{json_line, page};
use crate::desk::Decoded;
use crate::outcome::Outcome;

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// One JSON object: `files`, each with its findings, then `summary`.
    Json,
    /// A page of HTML.
    Html,
}

/// A file of the report.
#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    #[serde(flatten)]
    found: Found,
    words: usize,
    per_thousand_words: f64,
    findings: &'a [Record],
}

/// The summary of the report.
#[derive(Serialize)]
struct Whole<'a> {
    read: usize,
    changed: usize,
    refused: usize,
    #[serde(flatten)]
    found: Found,
    run: Option<&'a str>,
    rules: serde_json::Map<String, serde_json::Value>,
    entries: Vec<&'a EntryCount>,
    worst: &'a [FileRate],
}

impl ReportFormat {
    /// What is written of a file; nothing, if nothing was found in it.
    pub fn file(self, decoded: &Decoded, outcome: &Outcome, tally: &FileTally) -> String {
        if tally.found.garbles() == 0 {
            return String::new();
        }
        let path = tally.path.display().to_string();
        let records = records(&path, decoded, outcome);
        match self {
            ReportFormat::Html => page::file(&path, decoded, outcome, &records, tally),
            ReportFormat::Json => {
                let file = File {
                    path: &path,
                    found: tally.found,
                    words: tally.words,
                    per_thousand_words: tally.rounded_rate(),
                    findings: &records,
                };
                json_line(&file).unwrap_or_default()
            }
        }
    }

    /// What stands between two files.
    pub fn between(self) -> &'static str {
        match self {
            ReportFormat::Json => ",\n",
            ReportFormat::Html => "\n",
        }
    }

    /// What stands before the files. `command` is the command of the run. For a page the whole summary is there already.
    pub fn head(self, command: &str, summary: &Summary) -> String {
        match self {
            ReportFormat::Html => page::head(command, summary),
            ReportFormat::Json => {
                let version = env!("CARGO_PKG_VERSION");
                format!("{{\"copydesk\":\"{version}\",\"command\":{},\"files\":[\n", json_line(&command).unwrap_or_default())
            }
        }
    }

    /// What stands behind the files, `unshown` of which were left out for length.
    pub fn tail(self, summary: &Summary, unshown: usize) -> String {
        match self {
            ReportFormat::Html => page::tail(unshown),
            ReportFormat::Json => {
                let whole = Whole {
                    read: summary.read,
                    changed: summary.changed,
                    refused: summary.refused,
                    found: summary.found,
                    run: summary.run.as_deref(),
                    rules: summary.rules().into_iter().map(|(rule, count)| (rule.to_owned(), count.into())).collect(),
                    entries: summary.entries(),
                    worst: summary.worst(),
                };
                format!("\n],\"summary\":{}}}\n", json_line(&whole).unwrap_or_default())
            }
        }
    }
}
