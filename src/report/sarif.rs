//! Findings as a SARIF 2.1.0 log: one run, every rule with its page, every finding with its place, fixes and fingerprint.
//!
//! The log is written in three parts, so that a run over any number of files stays small in memory: [`head`], the results of
//! each file, [`tail`].

use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::uri::reference;
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::Outcome;
use crate::review::{Item, Sheet};
use crate::rule::{RULES, Rule};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// The log up to its first result. Results follow, with commas between them.
pub fn head() -> String {
    let rules: Vec<Value> = RULES.iter().map(rule).collect();
    let version = env!("CARGO_PKG_VERSION");
    let tool = json!({"driver": {"name": "copydesk", "version": version, "semanticVersion": version, "rules": rules}});
    let root = json!({ROOT: {"description": {"text": "The folder in which copydesk was run"}}});
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{tool},\"columnKind\":\"unicodeCodePoints\",\
         \"originalUriBaseIds\":{root},\"results\":["
    )
}

/// The log behind its last result. `sound`: there was no trouble with any file.
pub fn tail(sound: bool) -> String {
    format!("],\"invocations\":[{}]}}]}}\n", json!({"executionSuccessful": sound}))
}

/// The findings of a file, an object each, in order of place.
pub fn results(path: &Path, decoded: &Decoded, outcome: &Outcome) -> Vec<String> {
    let sheet = Sheet::new(&path.display().to_string(), &decoded.text, outcome);
    let file = File { path, decoded, lines: line_starts(&decoded.text), marks: marks(&decoded.text) };
    let all = sheet.items.iter().map(|item| file.result(item).to_string());
    // In a string of JSON a character may always be written by its number: none of them reaches a terminal as it is.
    all.map(super::visible::escape_unseen).collect()
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": plain(rule.summary())},
        "help": {"text": plain(rule.prose()), "markdown": rule.doc},
        "defaultConfiguration": {"level": level(rule.tier)},
        "properties": {"tags": [rule.pass], "tier": rule.tier.name()},
    })
}

/// A fix is certain. What a person should look at is a note, for the standard has nothing between it and a warning.
fn level(tier: Tier) -> &'static str {
    if tier == Tier::Fix { "warning" } else { "note" }
}

/// Text of a message: braces would be placeholders, brackets before a parenthesis a link.
fn plain(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") { text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]") } else { text }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect()
}

/// Bytes between two marks.
const STEP: usize = 1 << 10;

/// Characters before each multiple of [`STEP`]: a line may be as long as the file.
fn marks(text: &str) -> Vec<usize> {
    let mut marks = vec![0];
    marks.extend(text.as_bytes().chunks(STEP).scan(0, |sum, block| {
        *sum += characters(block);
        Some(*sum)
    }));
    marks
}

/// A character counts at its first byte, wherever the bytes are cut.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xC0 != 0x80).count()
}

struct File<'a> {
    path: &'a Path,
    decoded: &'a Decoded,
    lines: Vec<usize>,
    marks: Vec<usize>,
}

impl File<'_> {
    fn result(&self, item: &Item) -> Value {
        let original = &self.decoded.text[item.source.clone()];
        let mut message = format!("“{original}”");
        if let Some(new) = &item.replacement {
            message += &format!(" → “{new}”");
        }
        message += &format!(": {}", item.reason);
        let first = item.rules.first().copied().unwrap_or_default();
        let mut result = Map::new();
        let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
        put("ruleId", json!(first));
        if let Some(index) = RULES.iter().position(|r| r.name == first) {
            put("ruleIndex", json!(index));
        }
        put("level", json!(level(item.tier)));
        put("message", json!({"text": plain(&message)}));
        put("locations", json!([{"physicalLocation": self.location(&item.source, true)}]));
        let seen = |(number, at): (usize, &Range<usize>)| {
            json!({
                "id": number,
                "physicalLocation": self.location(at, false),
                "message": {"text": plain(&format!("seen: “{}”", &self.decoded.text[at.clone()]))},
            })
        };
        if !item.evidence.is_empty() {
            put("relatedLocations", item.evidence.iter().enumerate().map(seen).collect());
        }
        // Of a file that is packed, text can't be replaced by line and column.
        let news = item.replacement.iter().chain(&item.alternatives).filter(|_| self.decoded.as_docx().is_none());
        let fixes: Vec<Value> = news.map(|new| self.fix(item, new)).collect();
        if !fixes.is_empty() {
            put("fixes", json!(fixes));
        }
        put("partialFingerprints", json!({"copydesk/v1": item.fingerprint()}));
        put("properties", json!({"tier": item.tier.name(), "rules": item.rules, "entry": item.entry}));
        Value::Object(result)
    }

    fn fix(&self, item: &Item, new: &str) -> Value {
        json!({
            "description": {"text": plain(&format!("“{}” → “{new}”", &self.decoded.text[item.source.clone()]))},
            "artifactChanges": [{
                "artifactLocation": self.artifact(),
                "replacements": [{"deletedRegion": self.region(&item.source), "insertedContent": {"text": new}}],
            }],
        })
    }

    fn location(&self, at: &Range<usize>, snippet: bool) -> Value {
        let mut region = self.region(at);
        if self.decoded.as_docx().is_none() {
            let (start, end) = (self.decoded.offset(at.start), self.decoded.offset(at.end));
            region["byteOffset"] = json!(start);
            region["byteLength"] = json!(end - start);
        }
        if snippet {
            region["snippet"] = json!({"text": &self.decoded.text[at.clone()]});
        }
        json!({"artifactLocation": self.artifact(), "region": region})
    }

    fn artifact(&self) -> Value {
        let uri = reference(self.path);
        if self.path.is_absolute() { json!({"uri": uri}) } else { json!({"uri": uri, "uriBaseId": ROOT}) }
    }

    fn region(&self, at: &Range<usize>) -> Value {
        let ((line, column), (end_line, end_column)) = (self.place(at.start), self.place(at.end));
        json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
    }

    /// Line and column from 1, in characters (code points, as `columnKind` says).
    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= at);
        let start = self.lines[line.saturating_sub(1)];
        (line, self.before(at) - self.before(start) + 1)
    }

    /// Characters before an offset.
    fn before(&self, at: usize) -> usize {
        let block = at / STEP;
        self.marks[block] + characters(&self.decoded.text.as_bytes()[block * STEP..at])
    }
}
