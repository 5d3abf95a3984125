//! Which literal a pattern's matches must begin with, so that patterns cost nothing on text without it.
//!
//! Compiled into the program and into its build script alike.

use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// Literals of which one begins every match of the pattern, lower-case; empty if none can be told. `Err` says why the
/// pattern does not compile.
pub fn prefixes(pattern: &str) -> Result<Vec<String>, String> {
    let hir = regex_syntax::Parser::new().parse(pattern).map_err(|e| format!("the pattern does not compile: {}", short(&e)))?;
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_total(64);
    let mut seq = extractor.extract(&hir);
    seq.optimize_for_prefix_by_preference();
    let Some(literals) = seq.literals() else { return Ok(Vec::new()) };
    let mut out: Vec<String> = Vec::new();
    for literal in literals {
        match std::str::from_utf8(literal.as_bytes()) {
            Ok(text) if text.trim().len() >= 2 => out.push(text.to_lowercase()),
            _ => return Ok(Vec::new()),
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}

fn short(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(e) => e.kind().to_string(),
        regex_syntax::Error::Translate(e) => e.kind().to_string(),
        e => e.to_string().lines().last().unwrap_or_default().to_owned(),
    }
}
