//! The diff people read: paragraphs with the changes marked inside the line, and under each its reasons.

use anstyle::{AnsiColor, Style as Ansi};

use super::finding::{Record, records};
use super::lines::describe;
use super::screen::{BOLD, DIM, PLAIN, Piece, Screen, Style};
use super::visible::visible;
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::pipeline::{Finding, Outcome};

/// Words kept on either side of a change.
const CONTEXT: usize = 8;

const OLD: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).strikethrough();
const NEW: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).bold();

/// The outcome of one file for a reader: fixes in their paragraphs, then suggestions, then notes.
pub fn render(path: &str, decoded: &Decoded, outcome: &Outcome, style: Style) -> String {
    let all = records(path, decoded, outcome);
    let fixes: Vec<&Record> = all.iter().filter(|r| r.tier == Tier::Fix.name()).collect();
    let mut out = String::new();
    let mut screen = Screen::new(&mut out, style);
    screen.line(&[Piece { text: visible(path).into_owned(), style: BOLD }], 0, 0);
    let mut number = 0;
    for group in paragraphs(&decoded.text, &outcome.changes) {
        screen.blank();
        screen.line(&marked(&decoded.text, group, number, style), 0, 0);
        for _ in group {
            reason(&mut screen, number + 1, fixes[number], false);
            number += 1;
        }
    }
    for (title, tier) in [("Suggestions", Tier::Suggest), ("Notes", Tier::Note)] {
        let rest: Vec<&Record> = all.iter().filter(|r| r.tier == tier.name()).collect();
        if rest.is_empty() {
            continue;
        }
        screen.blank();
        screen.line(&[Piece { text: format!("{title} ({})", rest.len()), style: BOLD }], 0, 0);
        for record in rest {
            reason(&mut screen, 0, record, true);
        }
    }
    out
}

/// Changes by the paragraph they stand in: a change over a line end joins its paragraphs.
fn paragraphs<'f>(text: &str, changes: &'f [Finding]) -> Vec<&'f [Finding]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for i in 1..=changes.len() {
        let apart = i == changes.len() || text[changes[i - 1].source.end()..changes[i].source.start()].contains('\n');
        if apart {
            groups.push(&changes[start..i]);
            start = i;
        }
    }
    groups
}

/// The paragraph around a group of changes as styled pieces.
fn marked(text: &str, group: &[Finding], first: usize, style: Style) -> Vec<Piece> {
    let (from, to) = (group[0].source.start(), group[group.len() - 1].source.end());
    let begin = text[..from].rfind('\n').map_or(0, |i| i + 1);
    let end = text[to..].find('\n').map_or(text.len(), |i| to + i);
    let mut pieces = Vec::new();
    let mut at = begin;
    for (i, change) in group.iter().enumerate() {
        let (start, stop) = shown(text, change, at, group.get(i + 1).map_or(end, |n| n.source.start()));
        pieces.push(Piece { text: elided(&text[at..start], i > 0, true), style: PLAIN });
        let old = &text[start..stop];
        let replacement = change.replacement.as_deref().unwrap_or_default();
        let new = [&text[start..change.source.start()], replacement, &text[change.source.end()..stop]].concat();
        let marks = if style.color { ["", "", "", ""] } else { ["[-", "-]", "{+", "+}"] };
        if !old.is_empty() {
            pieces.push(Piece { text: format!("{}{}{}", marks[0], visible(old), marks[1]), style: OLD });
        }
        if !new.is_empty() {
            if style.color && !old.is_empty() {
                pieces.push(Piece { text: " ".to_owned(), style: PLAIN });
            }
            pieces.push(Piece { text: format!("{}{}{}", marks[2], visible(&new), marks[3]), style: NEW });
        }
        pieces.push(Piece { text: format!("[{}]", first + i + 1), style: DIM });
        at = stop;
    }
    pieces.push(Piece { text: elided(&text[at..end], true, false), style: PLAIN });
    pieces
}

/// A change of spaces and marks alone is shown with the words it touches.
fn shown(text: &str, change: &Finding, low: usize, high: usize) -> (usize, usize) {
    let (start, end) = (change.source.start(), change.source.end());
    let words = |s: &str| s.chars().any(char::is_alphanumeric);
    if words(&text[start..end]) && change.replacement.as_deref().is_some_and(words) {
        return (start, end);
    }
    let left = text[low..start]
        .rfind(char::is_whitespace)
        .map_or(low, |i| low + i + text[low + i..].chars().next().map_or(1, char::len_utf8));
    let right = text[end..high].find(char::is_whitespace).map_or(high, |i| end + i);
    (left, right)
}

/// A stretch that stays, shortened in the middle; `after` and `before` say on which sides a change stands.
fn elided(stretch: &str, after: bool, before: bool) -> String {
    let words: Vec<&str> = stretch.split_inclusive(' ').collect();
    let head = if after { CONTEXT } else { 0 };
    let tail = if before { CONTEXT } else { 0 };
    let keep = if after && before { head + tail } else { head.max(tail) };
    if words.len() <= keep + 4 {
        return visible(stretch).into_owned();
    }
    let mut out = String::new();
    out.push_str(&words[..head].concat());
    out.push_str(if after { "… " } else { "…" });
    if before && !after {
        out.push(' ');
    }
    out.push_str(&words[words.len() - tail..].concat());
    visible(&out).into_owned()
}

/// `[n] rule: reason (entry); seen: “witness”`, or (in a list) the change itself first.
fn reason(screen: &mut Screen<'_>, number: usize, record: &Record, listed: bool) {
    let mut pieces = Vec::new();
    let lead = if listed { format!("  {}:{} ", record.line, record.column) } else { format!("  [{number}] ") };
    pieces.push(Piece { text: lead, style: DIM });
    if listed {
        pieces.push(Piece { text: format!("{} ", describe(record)), style: PLAIN });
    }
    pieces.push(Piece { text: format!("{}: ", record.rules.join(" + ")), style: BOLD });
    let mut reason = record.reason.clone();
    if !listed && !record.alternatives.is_empty() {
        let others: Vec<String> = record.alternatives.iter().map(|a| format!("“{a}”")).collect();
        reason += &format!("; or {}", others.join(", "));
    }
    pieces.push(Piece { text: visible(&reason).into_owned(), style: PLAIN });
    let mut rest = String::new();
    if let Some(entry) = &record.entry {
        rest += &format!(" ({entry})");
    }
    if let Some(witness) = record.evidence.first() {
        rest += &format!(" seen: “{}”", witness.text);
    }
    pieces.push(Piece { text: visible(&rest).into_owned(), style: DIM });
    screen.line(&pieces, 0, 6);
}
