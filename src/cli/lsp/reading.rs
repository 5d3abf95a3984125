//! What was found in one version of a document, and what editors are told of it.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use copydesk::Pipeline;
use copydesk::desk::{Reading as How, Source, encoding_named};
use copydesk::formats::{Format, Problem};
use copydesk::report::{Record, describe, file_uri, records, visible};
use copydesk::rule;
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Position,
    Range as Lines, TextEdit, Uri,
};

use super::pages::Pages;
use super::settings::Settings;
use super::text::{Encoding, Positions, expressible, offset};

/// Characters of a text that are shown in a line.
const SHOWN: usize = 60;

/// One version of a document and its findings.
pub struct Reading {
    /// The version.
    pub version: i32,
    /// Its text.
    pub text: Arc<String>,
    /// The findings, in order of place; offsets are bytes of `text`.
    pub records: Vec<Record>,
    /// What `fix` changes, disjoint and in order.
    changes: Vec<(Range<usize>, String)>,
    problems: Vec<Problem>,
    positions: Positions,
    encoding: Encoding,
}

impl Reading {
    /// Reads a document. `path` tells its format where `format` does not.
    pub fn of(
        text: &Arc<String>,
        version: i32,
        format: Format,
        pipeline: &Pipeline,
        settings: &Settings,
        encoding: Encoding,
    ) -> Reading {
        let mut reading = Reading {
            version,
            text: Arc::clone(text),
            records: Vec::new(),
            changes: Vec::new(),
            problems: Vec::new(),
            positions: Positions::of(text, encoding),
            encoding,
        };
        // Nobody has said which fields are prose: that is no fault of the document.
        if format.needs_fields() && settings.fields.is_empty() {
            return reading;
        }
        // Whatever encoding its head declares, the editor has decoded it.
        let how = How { encoding: encoding_named("utf-8"), format: Some(format), fields: settings.fields.clone() };
        // A text that holds no text is not read, like a file that is no text.
        let Ok(source) = Source::of(Path::new(""), text.as_bytes().to_vec(), &how) else { return reading };
        match copydesk::formats::correct(&mut pipeline.reader(), &source.decoded.text, format, &settings.fields) {
            Ok(corrected) => {
                reading.records = records("", &source.decoded, &corrected.outcome);
                let change = |f: &copydesk::Finding| {
                    let place = source.decoded.offset(f.source.start())..source.decoded.offset(f.source.end());
                    (place, f.replacement.clone().unwrap_or_default())
                };
                reading.changes = corrected.outcome.changes.iter().map(change).collect();
                reading.problems = corrected.problems;
            }
            // Most files of such a format do not have the fields that some have.
            Err(_) if format.needs_fields() => {}
            Err(problem) => reading.problems.push(problem),
        }
        reading
    }

    /// The range of some bytes.
    pub fn range(&self, place: &Range<usize>) -> Lines {
        self.positions.range(&self.text, place)
    }

    /// The findings that touch a range.
    pub fn at(&self, range: Lines) -> impl Iterator<Item = &Record> {
        let (a, b) = (offset(&self.text, range.start, self.encoding), offset(&self.text, range.end, self.encoding));
        let (low, high) = (a.min(b), a.max(b));
        self.records.iter().filter(move |r| r.start <= high && low <= r.end)
    }

    /// The edits that make of the text what `fix` makes of it.
    pub fn fix_all(&self) -> Vec<TextEdit> {
        self.changes.iter().map(|(place, new)| self.edit(place.clone(), new)).collect()
    }

    /// How much [`Reading::fix_all`] changes.
    pub fn fixes(&self) -> usize {
        self.changes.len()
    }

    /// Those of its edits that a rule takes part in.
    pub fn fix_rule(&self, rule: &str) -> Vec<TextEdit> {
        let of_rule = self.records.iter().filter(|r| r.rules.contains(&rule));
        let made: HashSet<(usize, usize, &str)> =
            of_rule.filter_map(|r| Some((r.start, r.end, r.replacement.as_deref()?))).collect();
        let of = |(place, new): &&(Range<usize>, String)| made.contains(&(place.start, place.end, new.as_str()));
        self.changes.iter().filter(of).map(|(place, new)| self.edit(place.clone(), new)).collect()
    }

    /// Is the finding one that `fix` changes?
    pub fn is_change(&self, record: &Record) -> bool {
        let found = self.changes.binary_search_by_key(&record.start, |(place, _)| place.start);
        found.is_ok_and(|i| self.changes[i].0.end == record.end && Some(&self.changes[i].1) == record.replacement.as_ref())
    }

    /// One edit.
    pub fn edit(&self, place: Range<usize>, new: &str) -> TextEdit {
        let (place, new_text) = expressible(&self.text, place, new);
        TextEdit { range: self.range(&place), new_text }
    }

    /// The diagnostics, at most as many as wished: where there are more, the certain ones, and one that says so.
    pub fn diagnostics(&self, uri: &Uri, settings: &Settings, pages: &Pages, related: bool) -> Vec<Diagnostic> {
        let mut shown: Vec<(&Record, DiagnosticSeverity)> =
            self.records.iter().filter_map(|r| Some((r, settings.severity(r.tier)?))).collect();
        let (all, most) = (shown.len(), settings.max_problems);
        if all > most {
            let rank = |tier: &str| ["fix", "suggest", "note"].iter().position(|t| *t == tier);
            shown.sort_by_key(|(r, _)| rank(r.tier));
            shown.truncate(most);
            shown.sort_by_key(|(r, _)| r.start);
        }
        let mut out: Vec<Diagnostic> = self.problems.iter().map(|p| self.problem(p)).collect();
        out.extend(shown.into_iter().map(|(r, severity)| self.diagnostic(r, uri, severity, pages, related)));
        if all > most {
            let message = format!("{} more findings are not shown; maxProblems is {most}", all - most);
            out.push(plain(self.range(&(0..0)), DiagnosticSeverity::Information, message));
        }
        out
    }

    /// The diagnostic of a finding.
    pub fn diagnostic(
        &self,
        record: &Record,
        uri: &Uri,
        severity: DiagnosticSeverity,
        pages: &Pages,
        related: bool,
    ) -> Diagnostic {
        let rule = record.rules.first().copied().unwrap_or_default();
        let entry = record.entry.as_ref().map(|e| format!(" ({e})")).unwrap_or_default();
        let message = format!("{}: {}{}", describe(record), visible(&record.reason), visible(&entry));
        let mut seen: Vec<DiagnosticRelatedInformation> = Vec::new();
        if related {
            seen.extend(record.evidence.iter().map(|w| DiagnosticRelatedInformation {
                location: Location { uri: uri.clone(), range: self.range(&(w.start..w.end)) },
                message: format!("seen: “{}”", shortened(&w.text)),
            }));
            seen.extend(
                record
                    .entry
                    .as_deref()
                    .and_then(entry_place)
                    .map(|location| DiagnosticRelatedInformation { location, message: "the dictionary entry".to_owned() }),
            );
        }
        Diagnostic {
            code: Some(Code::String(record.rules.join("+"))),
            code_description: pages.uri(rule).map(|href| CodeDescription { href: href.into() }),
            related_information: (!seen.is_empty()).then_some(seen),
            ..plain(self.range(&(record.start..record.end)), severity, message)
        }
    }

    fn problem(&self, problem: &Problem) -> Diagnostic {
        let line = problem.line.map_or(0, |line| u32::try_from(line - 1).unwrap_or(u32::MAX));
        let start = Position { line, character: 0 };
        let end = offset(&self.text, Position { line, character: u32::MAX }, self.encoding);
        let range = Lines { start, end: self.positions.at(&self.text, end).max(start) };
        plain(range, DiagnosticSeverity::Error, visible(&problem.message).into_owned())
    }

    /// What is said of a place: every finding there, with rule, reason, entry and evidence. In Markdown or as plain text.
    pub fn hover(&self, position: Position, pages: &Pages, markdown: bool) -> Option<(String, Lines)> {
        let here: Vec<&Record> = self.at(Lines { start: position, end: position }).collect();
        let first = here.first()?;
        let place = here.iter().fold(first.start..first.end, |all, r| all.start.min(r.start)..all.end.max(r.end));
        let parts: Vec<String> = here.iter().map(|r| explain(r, pages, markdown)).collect();
        Some((parts.join(if markdown { "\n\n---\n\n" } else { "\n\n" }), self.range(&place)))
    }
}

fn plain(range: Lines, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        source: Some("copydesk".to_owned()),
        message: Message::String(message),
        code: None,
        code_description: None,
        tags: None,
        related_information: None,
        data: None,
    }
}

/// `file:line`, if the file is there: those that are built in lie nowhere.
fn entry_place(entry: &str) -> Option<Location> {
    let (file, line) = entry.rsplit_once(':')?;
    let path = std::fs::canonicalize(file).ok()?;
    let at = Position { line: line.parse::<u32>().ok()?.checked_sub(1)?, character: 0 };
    Some(Location { uri: file_uri(&path).into(), range: Lines { start: at, end: at } })
}

fn explain(record: &Record, pages: &Pages, markdown: bool) -> String {
    let say = |text: &str| if markdown { escaped(&visible(text)) } else { visible(text).into_owned() };
    let strong = |text: &str| if markdown { format!("**{}**", escaped(text)) } else { text.to_owned() };
    let mut lines = vec![format!("{} {}", strong(&record.rules.join(" + ")), record.tier), say(&describe(record))];
    lines.push(format!("{}.", say(record.reason.trim_end_matches('.'))));
    if let Some(entry) = &record.entry {
        lines.push(match entry_place(entry).filter(|_| markdown) {
            Some(at) => format!("Entry: [{}]({}#L{})", say(entry), at.uri.0, at.range.start.line + 1),
            None => format!("Entry: {}", say(entry)),
        });
    }
    let mut seen: Vec<String> = record.evidence.iter().map(|w| format!("“{}”", say(&shortened(&w.text)))).collect();
    seen.dedup();
    seen.truncate(5);
    if !seen.is_empty() {
        lines.push(format!("Seen: {}", seen.join(", ")));
    }
    for name in &record.rules {
        if let Some(rule) = rule::find(name) {
            // What a page says is Markdown already.
            let page = pages.uri(name).filter(|_| markdown);
            let summary = rule.summary();
            lines.push(match page {
                Some(uri) => format!("[{name}]({uri}): {summary}"),
                None => format!("{name}: {summary}"),
            });
        }
    }
    lines.join("\n\n")
}

/// Text as Markdown that says the same.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if "\\`*_{}[]()#+-.!|<>&~$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text in a title: on one line, visible, not too long.
pub fn shortened(text: &str) -> String {
    let text = visible(text);
    let length = text.chars().count();
    if length <= SHOWN {
        return text.into_owned();
    }
    let head: String = text.chars().take(SHOWN / 2).collect();
    let tail: String = text.chars().skip(length - SHOWN / 3).collect();
    format!("{head} … {tail}")
}
