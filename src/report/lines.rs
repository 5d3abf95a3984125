//! Findings in one or two lines of text.

use super::finding::Record;
use super::visible::visible;

/// “original” → “replacement”, with the other readings; of a note only the place.
pub fn describe(record: &Record) -> String {
    let mut out = format!("“{}”", visible(&record.original));
    if let Some(new) = &record.replacement {
        out += &format!(" → “{}”", visible(new));
    }
    if !record.alternatives.is_empty() {
        let others: Vec<String> = record.alternatives.iter().map(|a| format!("“{}”", visible(a))).collect();
        out += &format!(" (or {})", others.join(", "));
    }
    out
}

/// “3 fixes, 1 suggestion, 2 notes”.
pub fn summary_line(records: &[Record]) -> String {
    let count = |tier: &str| records.iter().filter(|r| r.tier == tier).count();
    let of = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    [of(count("fix"), "fix", "fixes"), of(count("suggest"), "suggestion", "suggestions"), of(count("note"), "note", "notes")]
        .join(", ")
}
