//! The diff in two columns: paragraphs as they are on the left, as they would be on the right, and under each pair its reasons.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::finding::{Record, records};
use super::prose::{heading, others, paragraphs, pieces, reason};
use super::screen::{DIM, PLAIN, Piece, Screen, View};
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::Outcome;

/// A window narrower than this has no room for two columns.
const NARROWEST: usize = 60;

/// What stands between the columns.
const BETWEEN: &str = " │ ";

/// The outcome of one file in two columns; in a narrow window as [`super::render`] shows it.
pub fn side_by_side(path: &str, decoded: &Decoded, outcome: &Outcome, view: &View) -> String {
    if view.style.width < NARROWEST {
        return super::render(path, decoded, outcome, view);
    }
    let all = records(path, decoded, outcome);
    let fixes: Vec<&Record> = all.iter().filter(|r| r.tier == Tier::Fix.name()).collect();
    let width = (view.style.width - BETWEEN.width()) / 2;
    let mut out = String::new();
    heading(&mut Screen::new(&mut out, view.style), path, view);
    let mut number = 0;
    for group in paragraphs(&decoded.text, &outcome.changes) {
        let first = fixes[number];
        let mut screen = Screen::new(&mut out, view.style);
        screen.blank();
        screen.line(&[Piece::new(format!("line {}", first.line), DIM)], 0, 0);
        let sides = pieces(&decoded.text, group, number, view);
        let (left, right) = (column(&sides.old, width), column(&sides.new, width));
        for row in 0..left.len().max(right.len()) {
            let (mut old, new) = (left.get(row).cloned().unwrap_or_default(), right.get(row).cloned().unwrap_or_default());
            let room = width - old.iter().map(|p| p.text.width()).sum::<usize>();
            old.push(Piece::new(" ".repeat(room), PLAIN));
            old.push(Piece::new(BETWEEN, DIM));
            screen.row(&[old, new].concat());
        }
        for _ in group {
            reason(&mut screen, number + 1, fixes[number], false, view);
            number += 1;
        }
    }
    others(&mut Screen::new(&mut out, view.style), &all, view);
    out
}

/// Pieces set into lines of at most `width` columns, broken at spaces, and inside words that are longer.
fn column(pieces: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut at = 0;
    for word in words(pieces) {
        let shown = word.iter().map(|p| p.text.width()).sum::<usize>();
        let spaces = word.last().map_or(0, |p| p.text.len() - p.text.trim_end_matches(' ').len());
        let fits = shown - spaces <= width;
        if at > 0 && fits && at + shown - spaces > width {
            lines.push(Vec::new());
            at = 0;
        }
        for piece in word {
            for part in if fits { vec![piece.text.as_str()] } else { parts(&piece.text, width) } {
                if at > 0 && at + part.trim_end_matches(' ').width() > width {
                    lines.push(Vec::new());
                    at = 0;
                }
                // A space at the end of a line has no room, and needs none.
                let part = if at + part.width() > width { part.trim_end_matches(' ') } else { part };
                at += part.width();
                lines.last_mut().into_iter().for_each(|line| line.push(Piece::new(part, piece.style)));
            }
        }
    }
    lines
}

/// What stands between two spaces, with the last of them: pieces that are not broken apart.
fn words(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        for part in piece.text.split_inclusive(' ') {
            words.last_mut().into_iter().for_each(|word| word.push(Piece::new(part, piece.style)));
            if part.ends_with(' ') {
                words.push(Vec::new());
            }
        }
    }
    words
}

/// A word cut into what fits.
fn parts(word: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for (i, cluster) in word.grapheme_indices(true) {
        if at + cluster.width() > width && i > start {
            parts.push(&word[start..i]);
            (start, at) = (i, 0);
        }
        at += cluster.width();
    }
    parts.push(&word[start..]);
    parts
}
