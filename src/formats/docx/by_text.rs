//! Ways to tell what changes make one line of text another.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

use super::super::lift::differing;

/// Bytes of the old text, and what stands there in the new one.
type Edit = (Range<usize>, String);

/// The words that make a line another; `at`: where the line stands.
pub(super) fn words(old: &str, new: &str, at: usize, edits: &mut Vec<Edit>) {
    line_edits(&TextDiff::from_words(old, new), at, edits);
}

/// The letters that do.
pub(super) fn letters(old: &str, new: &str, at: usize, edits: &mut Vec<Edit>) {
    line_edits(&TextDiff::from_chars(old, new), at, edits);
}

/// All from the first letter that differs to the last.
pub(super) fn as_one(old: &str, new: &str, at: usize, edits: &mut Vec<Edit>) {
    let (differing, new) = differing(old, new);
    edits.push((at + differing.start..at + differing.end, new.to_owned()));
}

fn line_edits(diff: &TextDiff<'_, '_, str>, at: usize, edits: &mut Vec<Edit>) {
    let (mut from, mut to, mut put) = (at, at, String::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                if to > from || !put.is_empty() {
                    edits.push((from..to, std::mem::take(&mut put)));
                }
                to += change.value().len();
                from = to;
            }
            ChangeTag::Delete => to += change.value().len(),
            ChangeTag::Insert => put.push_str(change.value()),
        }
    }
    if to > from || !put.is_empty() {
        edits.push((from..to, put));
    }
}
