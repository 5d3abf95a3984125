//! Findings of many files by what they have in common: a dictionary entry, a rule, the file.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Record, records};
use super::prose::{NEW, OLD, elided};
use super::screen::{BOLD, DIM, PLAIN, Piece, Screen, View};
use super::visible::visible;
use crate::desk::Decoded;
use crate::outcome::Outcome;
use crate::rule;

/// What findings are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The dictionary entry; what comes from none, the rule.
    Entry,
    /// Each rule that took part.
    Rule,
    /// The file.
    File,
}

/// A finding in its line.
pub struct Placed {
    key: String,
    /// What says more about the group, from its first finding.
    about: String,
    path: String,
    pieces: Vec<Piece>,
}

/// The findings of one file, once for each group that they belong to.
pub fn placed(path: &str, decoded: &Decoded, outcome: &Outcome, by: GroupBy, view: &View) -> Vec<Placed> {
    let mut out = Vec::new();
    for record in records(path, decoded, outcome) {
        let (keys, about): (Vec<String>, String) = match by {
            GroupBy::File => (vec![path.to_owned()], String::new()),
            GroupBy::Rule => (record.rules.iter().map(|r| (*r).to_owned()).collect(), String::new()),
            GroupBy::Entry => match &record.entry {
                Some(entry) => (vec![entry.clone()], record.reason.clone()),
                None => (vec![record.rules.join(" + ")], String::new()),
            },
        };
        let pieces = line(&decoded.text, &record, view);
        for key in keys {
            let (about, path, pieces) = (about.clone(), path.to_owned(), pieces.clone());
            out.push(Placed { key, about, path, pieces });
        }
    }
    out
}

/// `path:line:column tier  words before [-old-]{+new+} words behind`
fn line(text: &str, record: &Record, view: &View) -> Vec<Piece> {
    let span = &record.span;
    let begin = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |i| span.end + i);
    let place = format!("{}:{}:{}", visible(&record.path), record.line, record.column);
    let mut pieces = vec![Piece::new(place, DIM).linked(view.link(&record.path)), Piece::new("  ", PLAIN)];
    if record.tier != "fix" {
        pieces.push(Piece::new(format!("{} ", record.tier), BOLD));
    }
    pieces.push(Piece::new(elided(last_words(&text[begin..span.start], view.context), false, true, view.context), PLAIN));
    let mark = |open: &str, text: &str, close: &str| {
        if view.style.color { visible(text).into_owned() } else { format!("{open}{}{close}", visible(text)) }
    };
    match &record.replacement {
        None => pieces.push(Piece::new(mark("[", &record.original, "]"), BOLD)),
        Some(new) => {
            if !record.original.is_empty() {
                pieces.push(Piece::new(mark("[-", &record.original, "-]"), OLD));
            }
            if view.style.color && !record.original.is_empty() && !new.is_empty() {
                pieces.push(Piece::new(" ", PLAIN));
            }
            if !new.is_empty() {
                pieces.push(Piece::new(mark("{+", new, "+}"), NEW));
            }
        }
    }
    pieces.push(Piece::new(elided(first_words(&text[span.end..end], view.context), true, false, view.context), PLAIN));
    pieces
}

/// More words than are ever shown whole: what [`elided`] would leave out is not looked at, for a line may be as long as a book.
const SPARE: usize = 6;

fn last_words(text: &str, context: usize) -> &str {
    text.rmatch_indices(' ').nth(context.saturating_add(SPARE)).map_or(text, |(i, _)| &text[i + 1..])
}

fn first_words(text: &str, context: usize) -> &str {
    text.match_indices(' ').nth(context.saturating_add(SPARE)).map_or(text, |(i, _)| &text[..=i])
}

/// All groups: the largest first, files in order of path.
pub fn grouped(all: Vec<Placed>, by: GroupBy, view: &View) -> String {
    let mut groups: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    for placed in all {
        groups.entry(placed.key.clone()).or_default().push(placed);
    }
    let mut groups: Vec<(String, Vec<Placed>)> = groups.into_iter().collect();
    if by != GroupBy::File {
        groups.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    }
    let mut out = String::new();
    let mut screen = Screen::new(&mut out, view.style);
    for (number, (key, places)) in groups.iter().enumerate() {
        if number > 0 {
            screen.blank();
        }
        let of = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let files: BTreeSet<&str> = places.iter().map(|p| p.path.as_str()).collect();
        let mut count = of(places.len(), "place", "places");
        if by != GroupBy::File {
            count += &format!(" in {}", of(files.len(), "file", "files"));
        }
        let link = if by == GroupBy::File { view.link(key) } else { None };
        screen.line(&[Piece::new(visible(key), BOLD).linked(link), Piece::new(format!("  {count}"), DIM)], 0, 2);
        let about = match rule::find(key) {
            Some(rule) => rule.summary(),
            None => places.first().map_or("", |p| p.about.as_str()),
        };
        if !about.is_empty() {
            screen.line(&[Piece::new(visible(about), DIM)], 2, 2);
        }
        for placed in places {
            screen.line(&placed.pieces, 2, 6);
        }
    }
    out
}
