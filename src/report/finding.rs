//! Findings as records of a file: byte offsets on disk, line and column, the reason in words.

use serde::Serialize;

use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::{Finding, Outcome};
use crate::trace::{Part, SourceSpan};

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
    /// The line and column behind its last character, counted alike.
    #[serde(skip)]
    pub end_place: (usize, usize),
    /// Where it stands in the decoded text.
    #[serde(skip)]
    pub(super) span: std::ops::Range<usize>,
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
    /// In a DOCX file: the member whose XML `start` and `end` are bytes of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// In a DOCX file: what these bytes of the XML become.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<String>,
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
    /// In a DOCX file: the member whose XML `start` and `end` are bytes of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
}

/// The findings of an outcome as records, in order of place.
pub fn records(path: &str, decoded: &Decoded, outcome: &Outcome) -> Vec<Record> {
    let mut all: Vec<&Finding> = outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes).collect();
    all.sort_by_key(|f| (f.source.start(), f.source.end(), std::cmp::Reverse(f.tier)));
    let text = decoded.text.as_str();
    let mut place = Place::of(text);
    all.into_iter()
        .map(|f| {
            let (line, column) = place.at(f.source.start());
            record(path, decoded, f, line, column)
        })
        .collect()
}

fn record(path: &str, decoded: &Decoded, finding: &Finding, line: usize, column: usize) -> Record {
    let Said { rules, reason, entry } = Said::of(finding);
    let replacement = finding.replacement.as_deref().filter(|_| finding.tier != Tier::Note);
    let written = decoded.written(finding.source.range(), replacement);
    let offset = |at: usize| if written.is_none() { decoded.offset(at) } else { 0 };
    Record {
        path: path.to_owned(),
        tier: finding.tier.name(),
        rules,
        start: written.as_ref().map_or_else(|| offset(finding.source.start()), |w| w.start),
        end: written.as_ref().map_or_else(|| offset(finding.source.end()), |w| w.end),
        line,
        column,
        end_place: end_place(&decoded.text[finding.source.range()], (line, column)),
        span: finding.source.range(),
        original: decoded.text[finding.source.range()].to_owned(),
        replacement: replacement.map(str::to_owned),
        alternatives: finding.alternatives.clone(),
        reason,
        entry,
        evidence: finding.parts.iter().flat_map(|part| witnesses(decoded, part)).collect(),
        member: written.as_ref().map(|w| w.member.clone()),
        xml: written.and_then(|w| w.xml),
    }
}

/// The place behind `text` that begins at a place.
fn end_place(text: &str, (line, column): (usize, usize)) -> (usize, usize) {
    match text.rfind('\n') {
        Some(last) => (line + text.matches('\n').count(), text[last + 1..].chars().count() + 1),
        None => (line, column + text.chars().count()),
    }
}

/// What the parts of a finding say together.
pub(crate) struct Said {
    /// The rules, each once.
    pub(crate) rules: Vec<&'static str>,
    /// Their reasons, each once.
    pub(crate) reason: String,
    /// The first dictionary entry, `file:line`.
    pub(crate) entry: Option<String>,
}

impl Said {
    pub(crate) fn of(finding: &Finding) -> Said {
        let mut rules: Vec<&'static str> = Vec::new();
        let mut reasons: Vec<&str> = Vec::new();
        for part in &finding.parts {
            if !rules.contains(&part.rule) {
                rules.push(part.rule);
            }
            if !reasons.contains(&part.reason.as_str()) {
                reasons.push(&part.reason);
            }
        }
        Said { rules, reason: reasons.join("; "), entry: finding.parts.iter().find_map(|p| p.entry.clone()) }
    }
}

/// The evidence of a part, as it stands in the file.
pub(super) fn witnesses(decoded: &Decoded, part: &Part) -> Vec<Witness> {
    let witness = |at: &SourceSpan| {
        let text = decoded.text[at.range()].to_owned();
        match decoded.written(at.range(), None) {
            Some(w) => Witness { start: w.start, end: w.end, text, member: Some(w.member) },
            None => Witness { start: decoded.offset(at.start()), end: decoded.offset(at.end()), text, member: None },
        }
    };
    part.evidence.iter().map(witness).collect()
}

/// Lines and columns, counted once along the text.
pub(crate) struct Place<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Place<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Place { text, at: 0, line: 1, line_start: 0 }
    }

    /// Line and column of an offset, which must not lie before the one asked for last.
    pub(crate) fn at(&mut self, offset: usize) -> (usize, usize) {
        while let Some(i) = memchr::memchr(b'\n', &self.text.as_bytes()[self.at..offset]) {
            self.at += i + 1;
            self.line += 1;
            self.line_start = self.at;
        }
        (self.line, self.text[self.line_start..offset].chars().count() + 1)
    }
}
