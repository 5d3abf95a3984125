//! The diff people read: paragraphs with the changes marked inside the line, and under each its reasons.

use anstyle::{AnsiColor, Style as Ansi};

use super::finding::{Record, records};
use super::lines::describe;
use super::screen::{BOLD, DIM, PLAIN, Piece, Screen, View};
use super::visible::visible;
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::{Finding, Outcome};

pub(super) const OLD: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).strikethrough();
pub(super) const NEW: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).bold();

/// The outcome of one file for a reader: fixes in their paragraphs, then suggestions, then notes.
pub fn render(path: &str, decoded: &Decoded, outcome: &Outcome, view: &View) -> String {
    let all = records(path, decoded, outcome);
    let fixes: Vec<&Record> = all.iter().filter(|r| r.tier == Tier::Fix.name()).collect();
    let mut out = String::new();
    let mut screen = Screen::new(&mut out, view.style);
    heading(&mut screen, path, view);
    let mut number = 0;
    for group in paragraphs(&decoded.text, &outcome.changes) {
        screen.blank();
        screen.line(&pieces(&decoded.text, group, number, view).both, 0, 0);
        for _ in group {
            reason(&mut screen, number + 1, fixes[number], false, view);
            number += 1;
        }
    }
    others(&mut screen, &all, view);
    out
}

/// The name of the file.
pub(super) fn heading(screen: &mut Screen<'_>, path: &str, view: &View) {
    screen.line(&[Piece::new(visible(path), BOLD).linked(view.link(path))], 0, 0);
}

/// What is not changed: suggestions, then notes.
pub(super) fn others(screen: &mut Screen<'_>, all: &[Record], view: &View) {
    for (title, tier) in [("Suggestions", Tier::Suggest), ("Notes", Tier::Note)] {
        let rest: Vec<&Record> = all.iter().filter(|r| r.tier == tier.name()).collect();
        if rest.is_empty() {
            continue;
        }
        screen.blank();
        screen.line(&[Piece::new(format!("{title} ({})", rest.len()), BOLD)], 0, 0);
        for record in rest {
            reason(screen, 0, record, true, view);
        }
    }
}

/// Changes by the paragraph they stand in: a change over a line end joins its paragraphs.
pub(super) fn paragraphs<'f>(text: &str, changes: &'f [Finding]) -> Vec<&'f [Finding]> {
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

/// A paragraph with its changes as styled pieces.
pub(super) struct Sides {
    /// What goes and what comes, one behind the other.
    pub(super) both: Vec<Piece>,
    /// As it is.
    pub(super) old: Vec<Piece>,
    /// As it would be.
    pub(super) new: Vec<Piece>,
}

impl Sides {
    fn same(&mut self, text: String) {
        for side in [&mut self.both, &mut self.old, &mut self.new] {
            side.push(Piece::new(text.clone(), PLAIN));
        }
    }
}

/// The paragraph around a group of changes, which are numbered from `first` on.
pub(super) fn pieces(text: &str, group: &[Finding], first: usize, view: &View) -> Sides {
    let (from, to) = (group[0].source.start(), group[group.len() - 1].source.end());
    let begin = text[..from].rfind('\n').map_or(0, |i| i + 1);
    let end = text[to..].find('\n').map_or(text.len(), |i| to + i);
    let mut sides = Sides { both: Vec::new(), old: Vec::new(), new: Vec::new() };
    let mut at = begin;
    for (i, change) in group.iter().enumerate() {
        let (start, stop) = shown(text, change, at, group.get(i + 1).map_or(end, |n| n.source.start()));
        sides.same(elided(&text[at..start], i > 0, true, view.context));
        let old = &text[start..stop];
        let replacement = change.replacement.as_deref().unwrap_or_default();
        let new = [&text[start..change.source.start()], replacement, &text[change.source.end()..stop]].concat();
        let marks = if view.style.color { ["", "", "", ""] } else { ["[-", "-]", "{+", "+}"] };
        if !old.is_empty() {
            let piece = Piece::new(format!("{}{}{}", marks[0], visible(old), marks[1]), OLD);
            sides.old.push(piece.clone());
            sides.both.push(piece);
        }
        if !new.is_empty() {
            if view.style.color && !old.is_empty() {
                sides.both.push(Piece::new(" ", PLAIN));
            }
            let piece = Piece::new(format!("{}{}{}", marks[2], visible(&new), marks[3]), NEW);
            sides.new.push(piece.clone());
            sides.both.push(piece);
        }
        let number = Piece::new(format!("[{}]", first + i + 1), DIM);
        sides.new.push(number.clone());
        sides.both.push(number);
        at = stop;
    }
    sides.same(elided(&text[at..end], true, false, view.context));
    sides
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
pub(super) fn elided(stretch: &str, after: bool, before: bool, context: usize) -> String {
    let words: Vec<&str> = stretch.split_inclusive(' ').collect();
    let head = if after { context } else { 0 };
    let tail = if before { context } else { 0 };
    let keep = head.saturating_add(tail);
    if words.len() <= keep.saturating_add(4) {
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
pub(super) fn reason(screen: &mut Screen<'_>, number: usize, record: &Record, listed: bool, view: &View) {
    let mut pieces = vec![Piece::new("  ", PLAIN)];
    if listed {
        let place = format!("{}:{}", record.line, record.column);
        pieces.push(Piece::new(place, DIM).linked(view.link(&record.path)));
        pieces.push(Piece::new(format!(" {} ", describe(record)), PLAIN));
    } else {
        pieces.push(Piece::new(format!("[{number}] "), DIM));
    }
    pieces.push(Piece::new(format!("{}: ", record.rules.join(" + ")), BOLD));
    let mut reason = record.reason.clone();
    if !listed && !record.alternatives.is_empty() {
        let others: Vec<String> = record.alternatives.iter().map(|a| format!("“{a}”")).collect();
        reason += &format!("; or {}", others.join(", "));
    }
    pieces.push(Piece::new(visible(&reason), PLAIN));
    let mut rest = String::new();
    if let Some(entry) = &record.entry {
        rest += &format!(" ({entry})");
    }
    if let Some(witness) = record.evidence.first() {
        rest += &format!(" seen: “{}”", witness.text);
    }
    pieces.push(Piece::new(visible(&rest), DIM));
    screen.line(&pieces, 0, 6);
}
