//! Does the text around a match show what its entry asks for?

use std::fmt;

use super::date::{self, Date};
use super::entry::{Gate, Position};
use super::scene::Scene;
use crate::edit::Span;

/// How many words on either side count as near.
const NEAR: usize = 12;

/// The demand of a gate that fails. It is worded only where somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet<'a> {
    /// One of these must stand elsewhere in the text.
    Document(&'a [String]),
    /// This must stand elsewhere in the text.
    All(&'a str),
    /// One of these must stand within a few words.
    Near(&'a [String]),
    /// The word before (none: a text or line begins) must be one of these.
    Before(Option<&'a str>, &'a [String]),
    /// The word after must be one of these.
    After(Option<&'a str>, &'a [String]),
    /// The word before must not be this.
    NotBefore(Option<&'a str>),
    /// The word after must not be this.
    NotAfter(Option<&'a str>),
    /// It must stand where a name does.
    Name,
    /// It must be part of a longer name.
    Inside,
    /// It must not be part of a longer name, quotation or gloss.
    Alone,
    /// The text names no day by which to tell its date.
    Undated,
    /// The text may be older than this day.
    Since(&'a str),
    /// The text may be newer than this day.
    Until(&'a str),
}

impl fmt::Display for Unmet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |word: Option<&str>, none| word.map_or(String::from(none), |w| format!("“{w}”"));
        match self {
            Unmet::Document([word]) => write!(f, "it needs “{word}” elsewhere in the text, where it does not stand"),
            Unmet::Document(words) => write!(f, "it needs one of {} elsewhere in the text; none stands there", list(words)),
            Unmet::All(word) => write!(f, "it needs “{word}” elsewhere in the text, where it does not stand"),
            Unmet::Near(words) => write!(f, "it needs one of {} within {NEAR} words; none stands there", list(words)),
            Unmet::Before(word, words) => {
                write!(f, "it needs one of {} before it; there stands {}", list(words), quoted(*word, "nothing"))
            }
            Unmet::After(word, words) => {
                write!(f, "it needs one of {} behind it; there stands {}", list(words), quoted(*word, "nothing"))
            }
            Unmet::NotBefore(word) => write!(f, "{} stands before it", quoted(*word, "the start of the line")),
            Unmet::NotAfter(word) => write!(f, "{} stands behind it", quoted(*word, "the end of the line")),
            Unmet::Name => f.write_str("it does not stand where a name does"),
            Unmet::Inside => f.write_str("it is not part of a longer name"),
            Unmet::Alone => f.write_str("it is part of a longer name, a quotation or a gloss"),
            Unmet::Undated => f.write_str("the text names no day by which to tell its date"),
            Unmet::Since(day) => write!(f, "the text may be older than {day}"),
            Unmet::Until(day) => write!(f, "the text may be newer than {day}"),
        }
    }
}

/// The spans that satisfy the gate, or which of its demands fails.
pub(super) fn open<'a>(gate: &'a Gate, scene: Scene<'a>, span: Span) -> Result<Vec<Span>, Unmet<'a>> {
    let mut witnesses = Vec::new();
    if !gate.document.is_empty() {
        let found = gate.document.iter().find_map(|w| scene.elsewhere(w, span));
        witnesses.push(found.ok_or(Unmet::Document(&gate.document))?);
    }
    for word in &gate.all {
        witnesses.push(scene.elsewhere(word, span).ok_or(Unmet::All(word))?);
    }
    if !gate.near.is_empty() {
        witnesses.push(near(&gate.near, scene, span).ok_or(Unmet::Near(&gate.near))?);
    }
    let (before, after) = (scene.word_before(span.start()), scene.word_after(span.end()));
    let has = |words: &[String], word: &str| words.iter().any(|w| same(w, word));
    let left = |words| has(words, before.unwrap_or("^"));
    let right = |words| has(words, after.unwrap_or("$"));
    if !gate.before.is_empty() && !left(&gate.before) {
        return Err(Unmet::Before(before, &gate.before));
    }
    if !gate.after.is_empty() && !right(&gate.after) {
        return Err(Unmet::After(after, &gate.after));
    }
    if left(&gate.not_before) {
        return Err(Unmet::NotBefore(before));
    }
    if right(&gate.not_after) {
        return Err(Unmet::NotAfter(after));
    }
    if gate.position == Some(Position::Name) && !scene.stands_as_name(span) {
        return Err(Unmet::Name);
    }
    if gate.position == Some(Position::Inside) && !scene.stands_inside_name(span) {
        return Err(Unmet::Inside);
    }
    if gate.position == Some(Position::Alone) && !scene.stands_alone(span) {
        return Err(Unmet::Alone);
    }
    dated(gate, scene)?;
    Ok(witnesses)
}

/// Is the text as old, and as new, as the gate asks?
fn dated<'a>(gate: &'a Gate, scene: Scene<'_>) -> Result<(), Unmet<'a>> {
    if gate.since.is_none() && gate.until.is_none() {
        return Ok(());
    }
    let date = date::of(scene.text).ok_or(Unmet::Undated)?;
    let bound = |day: &'a Option<String>| day.as_deref().and_then(|d| Some((d, Date::parse(d)?)));
    match (bound(&gate.since), bound(&gate.until)) {
        (Some((day, since)), _) if date.first < since.first => Err(Unmet::Since(day)),
        (_, Some((day, until))) if date.last > until.last => Err(Unmet::Until(day)),
        _ => Ok(()),
    }
}

fn list(words: &[String]) -> String {
    let named = |w: &String| match w.as_str() {
        "^" => "the start of the line".to_owned(),
        "$" => "the end of the line".to_owned(),
        word => format!("“{word}”"),
    };
    let shown: Vec<String> = words.iter().take(8).map(named).collect();
    let more = if words.len() > shown.len() { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.to_lowercase() == b.to_lowercase()
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
