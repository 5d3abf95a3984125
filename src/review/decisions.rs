//! The file that decisions are kept in: JSON, one decision a line, in order of path and line, so that two people's files merge.

use std::collections::HashMap;

use serde::Deserialize;

use super::decision::Decision;

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u64 = 1;

/// The first field of the file.
const KIND: &str = "copydesk decisions";

/// What tells decisions apart: path, key, number among those alike.
type Id = (String, String, Option<(usize, usize)>);

/// Decisions, in order of path and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    list: Vec<Decision>,
}

/// What is wrong with a decisions file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// From 1, in bytes.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    fn at(line: usize, column: usize, message: impl Into<String>) -> Fault {
        Fault { line, column, message: message.into() }
    }
}

/// The fields that tell whether the rest can be read.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'a> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    #[serde(borrow)]
    decisions: Vec<Option<&'a serde_json::value::RawValue>>,
}

impl Decisions {
    /// Puts them in order. Of two on the same place the later one counts.
    pub fn new(list: Vec<Decision>) -> Decisions {
        let mut seen: HashMap<Id, usize> = HashMap::new();
        let mut kept: Vec<Decision> = Vec::with_capacity(list.len());
        for decision in list {
            let place = (decision.path.clone(), decision.key.clone(), decision.nth);
            match seen.get(&place) {
                Some(&i) => kept[i] = decision,
                None => {
                    seen.insert(place, kept.len());
                    kept.push(decision);
                }
            }
        }
        kept.sort_by(|a, b| (&a.path, a.line, &a.key, a.nth).cmp(&(&b.path, b.line, &b.key, b.nth)));
        Decisions { list: kept }
    }

    /// The decisions, in order of path and place.
    pub fn list(&self) -> &[Decision] {
        &self.list
    }

    /// The decisions, in order of path and place.
    pub fn into_list(self) -> Vec<Decision> {
        self.list
    }

    /// Reads a decisions file.
    ///
    /// # Errors
    /// [`Fault`] names line, column and cause: not JSON, another format or version, an unknown or missing field, a decision
    /// that contradicts itself or another one.
    pub fn read(text: &str) -> Result<Decisions, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let json = |e: serde_json::Error| {
            let message = e.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(m, _)| m).to_owned();
            Fault::at(e.line().max(1), e.column().max(1), message)
        };
        if !text.trim_start().starts_with('{') && !text.trim().is_empty() {
            return Err(Fault::at(1, 1, format!("it is no decisions file: it does not begin with {{\"format\":{KIND:?}")));
        }
        let head: Head = serde_json::from_str(text).map_err(json)?;
        if head.format.as_deref() != Some(KIND) {
            return Err(Fault::at(1, 1, format!("it is no decisions file: \"format\" is not {KIND:?}")));
        }
        if head.version.as_ref().and_then(serde_json::Value::as_u64) != Some(VERSION) {
            let version = head.version.map_or("missing".to_owned(), |v| v.to_string());
            let at = text.find("\"version\"").unwrap_or(0);
            let (line, column) = place(text, at);
            return Err(Fault::at(line, column, format!("its version is {version}; this copydesk reads version {VERSION}")));
        }
        let body: Body<'_> = serde_json::from_str(text).map_err(json)?;
        let mut read: Vec<(Decision, usize)> = Vec::new();
        let mut seen: HashMap<Id, usize> = HashMap::new();
        for raw in body.decisions.into_iter().flatten() {
            let raw = raw.get();
            let (line, column) = place(text, raw.as_ptr() as usize - text.as_ptr() as usize);
            let decision: Decision = serde_json::from_str(raw).map_err(|e| {
                let inner = json(e);
                let column = if inner.line == 1 { column + inner.column - 1 } else { inner.column };
                Fault::at(line + inner.line - 1, column, inner.message)
            })?;
            if let Some(message) = decision.fault() {
                return Err(Fault::at(line, column, message));
            }
            let key = (decision.path.clone(), decision.key.clone(), decision.nth);
            if let Some(&first) = seen.get(&key) {
                let (other, before) = &read[first];
                if !other.same_verdict(&decision) {
                    let message = format!("line {before} decides the same place otherwise; keep one of the two");
                    return Err(Fault::at(line, column, message));
                }
                continue;
            }
            seen.insert(key, read.len());
            read.push((decision, line));
        }
        Ok(Decisions::new(read.into_iter().map(|(d, _)| d).collect()))
    }

    /// The file's text. Every decision's line ends alike, and a `null` ends the list, so that lines can be added and merged
    /// without touching others.
    pub fn write(&self) -> String {
        let mut out = format!("{{\"format\":\"{KIND}\",\"version\":{VERSION},\"decisions\":[\n");
        for decision in &self.list {
            // Strings, numbers and lists of them: nothing that JSON can't hold.
            out.push_str(&crate::report::json_line(decision).unwrap_or_default());
            out.push_str(",\n");
        }
        out.push_str("null]}\n");
        out
    }
}

/// Line and column of an offset, from 1, in bytes.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    (before.matches('\n').count() + 1, at - before.rfind('\n').map_or(0, |i| i + 1) + 1)
}
