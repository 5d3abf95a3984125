//! Findings as records of a file: byte offsets on disk, line and column, the reason in words.

use serde::Serialize;

use crate::desk::Decoded;
use crate::edit::Tier;
use crate::pipeline::{Finding, Outcome};

/// One finding of one file, as `check --output-format json` gives it.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// The file; `-` is standard input.
    pub path: String,
    /// `fix`, `suggest` or `note`.
    pub tier: &'static str,
    /// The rules that took part.
    pub rules: Vec<&'static str>,
    /// First byte in the file as it lies on disk.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there.
    pub original: String,
    /// What is put there; null for a note.
    pub replacement: Option<String>,
    /// Other whole replacements.
    pub alternatives: Vec<String>,
    /// One sentence.
    pub reason: String,
    /// The dictionary entry, `file:line`.
    pub entry: Option<String>,
    /// What in the file justifies it.
    pub evidence: Vec<Witness>,
}

/// A stretch of the file that speaks for a finding.
#[derive(Clone, Debug, Serialize)]
pub struct Witness {
    /// First byte in the file as it lies on disk.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// The findings of an outcome as records, in order of place.
pub fn records(path: &str, decoded: &Decoded, outcome: &Outcome) -> Vec<Record> {
    let mut all: Vec<&Finding> = outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes).collect();
    all.sort_by_key(|f| (f.source.start(), f.source.end(), std::cmp::Reverse(f.tier)));
    let text = decoded.text.as_str();
    let mut place = Place { text, at: 0, line: 1, line_start: 0 };
    all.into_iter()
        .map(|f| {
            let (line, column) = place.of(f.source.start());
            record(path, decoded, f, line, column)
        })
        .collect()
}

fn record(path: &str, decoded: &Decoded, finding: &Finding, line: usize, column: usize) -> Record {
    let mut rules: Vec<&'static str> = Vec::new();
    let mut reasons: Vec<&str> = Vec::new();
    let mut evidence = Vec::new();
    for part in &finding.parts {
        if !rules.contains(&part.rule) {
            rules.push(part.rule);
        }
        if !reasons.contains(&part.reason.as_str()) {
            reasons.push(&part.reason);
        }
        for at in &part.evidence {
            let text = decoded.text[at.range()].to_owned();
            evidence.push(Witness { start: decoded.offset(at.start()), end: decoded.offset(at.end()), text });
        }
    }
    Record {
        path: path.to_owned(),
        tier: finding.tier.name(),
        rules,
        start: decoded.offset(finding.source.start()),
        end: decoded.offset(finding.source.end()),
        line,
        column,
        original: decoded.text[finding.source.range()].to_owned(),
        replacement: finding.replacement.clone().filter(|_| finding.tier != Tier::Note),
        alternatives: finding.alternatives.clone(),
        reason: reasons.join("; "),
        entry: finding.parts.iter().find_map(|p| p.entry.clone()),
        evidence,
    }
}

/// Lines and columns, counted once along the text.
struct Place<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl Place<'_> {
    fn of(&mut self, offset: usize) -> (usize, usize) {
        while let Some(i) = memchr::memchr(b'\n', &self.text.as_bytes()[self.at..offset]) {
            self.at += i + 1;
            self.line += 1;
            self.line_start = self.at;
        }
        (self.line, self.text[self.line_start..offset].chars().count() + 1)
    }
}
