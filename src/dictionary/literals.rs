//! Which literal a pattern's matches must begin with, so that patterns cost nothing on text without it.
//!
//! Compiled into the program and into its build script alike.

use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// How the matches of a pattern begin.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct PatternStart {
    /// Number of its entry.
    pub entry: u32,
    /// Do they begin where a word does?
    pub at_border: bool,
    /// One of these begins every match; empty: anything may.
    pub literals: Vec<String>,
}

impl PatternStart {
    /// Of the pattern of entry number `entry`.
    ///
    /// # Errors
    /// Why the pattern does not compile.
    pub fn of(entry: u32, pattern: &str) -> Result<Self, String> {
        Ok(PatternStart { entry, at_border: pattern.starts_with("\\b"), literals: prefixes(pattern)? })
    }
}

/// Literals of which one begins every match of the pattern; empty if none can be told. `Err` says why the
/// pattern does not compile.
pub fn prefixes(pattern: &str) -> Result<Vec<String>, String> {
    let hir = regex_syntax::Parser::new().parse(pattern).map_err(|e| format!("the pattern does not compile: {}", short(&e)))?;
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_total(512);
    let seq = extractor.extract(&hir);
    let Some(literals) = seq.literals() else { return Ok(Vec::new()) };
    let mut out: Vec<String> = Vec::new();
    for literal in literals {
        match std::str::from_utf8(literal.as_bytes()) {
            Ok(text) if text.trim().len() >= 2 || text.contains(is_rare) => out.push(text.to_owned()),
            _ => return Ok(Vec::new()),
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// A mark that news hardly has.
pub fn is_rare(c: char) -> bool {
    c.is_ascii_punctuation() && !".,'-\":;()?!".contains(c)
}

fn short(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(e) => e.kind().to_string(),
        regex_syntax::Error::Translate(e) => e.kind().to_string(),
        e => e.to_string().lines().last().unwrap_or_default().to_owned(),
    }
}
