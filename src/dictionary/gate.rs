//! Does the text around a match show what its entry asks for?

use super::entry::{Gate, Position};
use super::scene::Scene;
use crate::edit::Span;

/// How many words on either side count as near.
const NEAR: usize = 12;

/// The spans that satisfy the gate, or which of its demands fails.
pub(super) fn open(gate: &Gate, scene: Scene<'_>, span: Span) -> Result<Vec<Span>, String> {
    let mut witnesses = Vec::new();
    if !gate.document.is_empty() {
        match gate.document.iter().find_map(|w| scene.elsewhere(w, span)) {
            Some(at) => witnesses.push(at),
            None => return Err(format!("the document has none of: {}", list(&gate.document))),
        }
    }
    for word in &gate.all {
        match scene.elsewhere(word, span) {
            Some(at) => witnesses.push(at),
            None => return Err(format!("the document does not have {word:?}")),
        }
    }
    if !gate.near.is_empty() {
        match near(&gate.near, scene, span) {
            Some(at) => witnesses.push(at),
            None => return Err(format!("none of these stands within {NEAR} words: {}", list(&gate.near))),
        }
    }
    let before = scene.word_before(span.start()).unwrap_or("^");
    let after = scene.word_after(span.end()).unwrap_or("$");
    let has = |words: &[String], word: &str| words.iter().any(|w| same(w, word));
    if !gate.before.is_empty() && !has(&gate.before, before) {
        return Err(format!("the word before is {before:?}, not one of: {}", list(&gate.before)));
    }
    if !gate.after.is_empty() && !has(&gate.after, after) {
        return Err(format!("the word after is {after:?}, not one of: {}", list(&gate.after)));
    }
    if has(&gate.not_before, before) {
        return Err(format!("the word before is {before:?}"));
    }
    if has(&gate.not_after, after) {
        return Err(format!("the word after is {after:?}"));
    }
    if gate.position == Some(Position::Name) && !scene.stands_as_name(span) {
        return Err("it does not stand where a name does".to_owned());
    }
    Ok(witnesses)
}

fn list(words: &[String]) -> String {
    let shown: Vec<&str> = words.iter().take(8).map(String::as_str).collect();
    let more = if words.len() > shown.len() { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

fn near(words: &[String], scene: Scene<'_>, span: Span) -> Option<Span> {
    let all = scene.survey.words();
    let (first, last) = (scene.survey.word_at(span.start()), scene.survey.word_at(span.end()));
    let from = all.get(first.saturating_sub(NEAR)).map_or(span.start(), |w| w.span().start());
    let to = all.get((last + NEAR).min(all.len()).wrapping_sub(1)).map_or(span.end(), |w| w.span().end()).max(span.end());
    let sides = [Span::new(from.min(span.start()), span.start()), Span::new(span.end(), to)];
    sides.into_iter().find_map(|side| {
        let folded = scene.text[side.range()].to_lowercase();
        let hit = words.iter().find_map(|w| super::scene::whole_word(&folded, &w.to_lowercase(), 0))?;
        // Lower case can change lengths; the witness is exact for the usual text and the whole side otherwise.
        let exact = folded.len() == side.len();
        Some(if exact { Span::new(side.start() + hit.start(), side.start() + hit.end()) } else { side })
    })
}
