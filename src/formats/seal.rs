//! Cells of a table that get their quotation marks when what was decided on them is written: only then is it known what they hold.

use std::ops::Range;

use super::csv::{Cell, Table};
use super::lift::differing;

type Edit = (Range<usize>, String);

impl Table {
    /// The cell without quotation marks that holds a place.
    fn bare_cell(&self, place: &Range<usize>) -> Option<&Cell> {
        let at = self.cells.partition_point(|c| c.range.end < place.end);
        self.cells.get(at).filter(|c| !c.quoted && c.range.start <= place.start)
    }

    /// Must a cell that holds this be quoted?
    fn needs(&self, new: &str) -> bool {
        new.bytes().any(|b| b == self.separator || matches!(b, b'"' | b'\n' | b'\r'))
    }

    /// Can a text be written at a place? Not where cells can't be quoted.
    pub(super) fn holds(&self, place: &Range<usize>, text: &str) -> bool {
        self.quoting
            || self.bare_cell(place).is_none()
            || !text.bytes().any(|b| b == self.separator || matches!(b, b'\n' | b'\r'))
    }

    /// What a cell says by a change as [`Table::quote`] made it.
    pub(super) fn said(&self, file: &str, place: &Range<usize>, new: &str) -> String {
        let Some(cell) = self.bare_cell(place) else {
            return if self.quoting { new.replace("\"\"", "\"") } else { new.to_owned() };
        };
        if !self.quoting || !self.needs(new) || file[cell.range.clone()].contains('"') {
            return new.to_owned();
        }
        let (first, last) = (place.start == cell.range.start, place.end == cell.range.end);
        let new = if first { new.strip_prefix('"').unwrap_or(new) } else { new };
        let new = if last { new.strip_suffix('"').unwrap_or(new) } else { new };
        if first && last { new.replace("\"\"", "\"") } else { new.to_owned() }
    }

    /// The same change as short as it can be, where its cell is to get quotation marks or not by what else is written into it.
    pub(super) fn unquoted(&self, file: &str, place: &Range<usize>, new: &str) -> Edit {
        if self.bare_cell(place).is_none() || !self.needs(new) {
            return (place.clone(), new.to_owned());
        }
        let new = self.said(file, place, new);
        let (differing, new) = differing(&file[place.clone()], &new);
        (place.start + differing.start..place.start + differing.end, new.to_owned())
    }

    /// The edits, which are in order of place, with the quotation marks of the cells that need them.
    pub(super) fn sealed(&self, file: &str, edits: Vec<Edit>) -> Vec<Edit> {
        let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
        let groups = edits.chunk_by(|a, b| {
            let (a, b) = (self.bare_cell(&a.0), self.bare_cell(&b.0));
            a.is_some() && a.map(|c| c.range.start) == b.map(|c| c.range.start)
        });
        for group in groups {
            match self.bare_cell(&group[0].0) {
                Some(cell)
                    if self.quoting && (group.iter().any(|(_, new)| self.needs(new)) || opens(file, &cell.range, group)) =>
                {
                    quote(file, &cell.range, group, &mut out)
                }
                _ => out.extend_from_slice(group),
            }
        }
        out
    }
}

/// Does a quotation mark come to stand at the beginning of a cell, where it would be taken for one that holds it together?
fn opens(file: &str, cell: &Range<usize>, edits: &[Edit]) -> bool {
    let mut at = cell.start;
    for (range, new) in edits {
        if at < range.start || !new.is_empty() {
            break;
        }
        at = range.end;
    }
    at > cell.start && file[at..cell.end].starts_with('"')
}

/// Puts a cell between quotation marks, and doubles those in it.
fn quote(file: &str, cell: &Range<usize>, edits: &[Edit], out: &mut Vec<Edit>) {
    let inner = out.len();
    let mut at = cell.start;
    let kept = |range: Range<usize>, out: &mut Vec<Edit>| {
        let marks = memchr::memchr_iter(b'"', &file.as_bytes()[range.clone()]).map(|i| range.start + i);
        out.extend(marks.map(|mark| (mark..mark + 1, "\"\"".to_owned())));
    };
    for (range, new) in edits {
        kept(at..range.start, out);
        out.push((range.clone(), new.replace('"', "\"\"")));
        at = range.end;
    }
    kept(at..cell.end, out);
    // One change a place: what stands at an end of the cell takes the mark with it.
    match out.get_mut(inner) {
        Some((range, new)) if range.start == cell.start => new.insert(0, '"'),
        _ => out.insert(inner, (cell.start..cell.start, "\"".to_owned())),
    }
    match out.last_mut() {
        Some((range, new)) if range.end == cell.end => new.push('"'),
        _ => out.push((cell.end..cell.end, "\"".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Format;

    #[test]
    fn cells_are_quoted_as_what_is_written_into_them_asks() {
        let file = "id,text\n7,the \"long\" way and the rest\n";
        let table = Table::of(file, Format::Csv).unwrap();
        let start = file.find("the").unwrap();
        let made = |edits: &[(Range<usize>, &str)]| {
            let edits = edits.iter().map(|(r, new)| (start + r.start..start + r.end, (*new).to_owned())).collect();
            super::super::lift::replaced(file, &table.sealed(file, edits))
        };
        assert_eq!(made(&[(0..3, "a")]), file.replace("the \"", "a \""));
        assert_eq!(made(&[(0..3, "a, b"), (15..18, "or")]), "id,text\n7,\"a, b \"\"long\"\" way or the rest\"\n");
        assert_eq!(made(&[(0..4, "")]), "id,text\n7,\"\"\"long\"\" way and the rest\"\n");
    }
}
