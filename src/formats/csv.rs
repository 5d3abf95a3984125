//! CSV and TSV: the columns that are named, a document a row. Quoting is kept; a cell without quotation marks gets them where a repair
//! puts a separator into it.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::lift::{lower, replaced};
use super::prose::{Builder, Prose};
use super::writing::Writing;
use super::{Field, Format, Problem};
use crate::outcome::{Finding, Outcome};
use crate::trace::SourceSpan;

/// A cell as it stands, without what separates it from the next.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) range: Range<usize>,
    row: usize,
    column: usize,
    pub(super) quoted: bool,
}

/// A table taken apart.
pub(super) struct Table {
    pub(super) separator: u8,
    /// Do quotation marks hold cells together?
    pub(super) quoting: bool,
    pub(super) cells: Vec<Cell>,
}

impl Table {
    /// Row and column of each cell, in order.
    pub(super) fn shape(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.cells.iter().map(|cell| (cell.row, cell.column))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// A quotation mark is never closed, or something stands behind it.
    pub(super) fn of(text: &str, format: Format) -> Result<Table, Problem> {
        let separator = if format == Format::Tsv { b'\t' } else { separator(text) };
        match Table::read(text, separator, true) {
            // In many tables parted by tabs quotation marks are letters like others.
            Err(_) if format == Format::Tsv => Table::read(text, separator, false),
            table => table,
        }
    }

    fn read(text: &str, separator: u8, quoting: bool) -> Result<Table, Problem> {
        let mut reader = ReaderBuilder::new().delimiter(separator).quoting(quoting).build();
        let mut scratch = vec![0; 1 << 12];
        let bytes = text.as_bytes();
        let (mut at, mut start, mut row, mut column) = (0, 0, 0, 0);
        let mut cells = Vec::new();
        loop {
            let (result, read, _) = reader.read_field(&bytes[at..], &mut scratch);
            at += read;
            let ended = match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
                ReadFieldResult::End => return Ok(Table { separator, quoting, cells }),
                ReadFieldResult::Field { record_end } => record_end,
            };
            let raw = &text[start..at];
            // Line ends before the first cell of a row are of nobody; those behind the last one are not read yet.
            let lead = if column == 0 { raw.len() - raw.trim_start_matches(['\r', '\n']).len() } else { 0 };
            let mut range = start + lead..at;
            if bytes[..at].last() == Some(&separator) && !ended {
                range.end -= 1;
            } else {
                range.end = range.start + text[range.clone()].trim_end_matches(['\r', '\n']).len();
            }
            let cell = &text[range.clone()];
            let quoted = quoting && cell.starts_with('"');
            if quoted && !is_closed(cell) {
                return Err(Problem::at(text, range.start, "a quotation mark that begins a cell is not closed at its end"));
            }
            cells.push(Cell { range, row, column, quoted });
            start = at;
            (row, column) = if ended { (row + 1, 0) } else { (row, column + 1) };
        }
    }

    fn names<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.cells.iter().take_while(|c| c.row == 0).map(|c| text[c.range.clone()].trim_matches('"').trim()).collect()
    }

    /// The columns of the fields by name, else by number from 1; and the first row that is read.
    fn columns(&self, text: &str, fields: &[Field]) -> Result<(Vec<usize>, usize), Problem> {
        let names = self.names(text);
        let mut columns = Vec::new();
        let mut first = 0;
        for field in fields {
            let number = field.name().parse::<usize>().ok().filter(|n| (1..=names.len()).contains(n)).map(|n| n - 1);
            match names.iter().position(|n| *n == field.name()) {
                Some(column) => {
                    columns.push(column);
                    first = 1;
                }
                None => columns.push(number.ok_or_else(|| self.missing(text, field))?),
            }
        }
        columns.sort_unstable();
        columns.dedup();
        Ok((columns, first))
    }

    fn missing(&self, text: &str, field: &Field) -> Problem {
        Problem::new(format!("it has no column {:?}; {}", field.name(), self.candidates(text)))
    }

    /// No column is named.
    pub(super) fn unnamed(&self, text: &str, format: Format) -> Problem {
        let what = format!("of {} only columns that are named are read, as in --field text or --field 2", format.name());
        Problem::new(format!("{what}; {}", self.candidates(text)))
    }

    fn candidates(&self, text: &str) -> String {
        let names = self.names(text);
        let mut words = vec![0; names.len()];
        for cell in self.cells.iter().take(2000).filter(|c| c.row > 0 && c.column < names.len()) {
            let count = text[cell.range.clone()].split_whitespace().count();
            words[cell.column] += if count >= 4 { count } else { 0 };
        }
        let mut order: Vec<usize> = (0..names.len()).filter(|&i| words[i] > 0).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(words[i]));
        let found: Vec<&str> = order.iter().take(5).map(|&i| names[i]).collect();
        if found.is_empty() {
            format!("its columns are {}", names.join(", "))
        } else {
            format!("prose seems to be in {}", found.join(", "))
        }
    }

    /// The prose of each row that has any in the columns wanted.
    ///
    /// # Errors
    /// There is no such column.
    pub(super) fn proses(&self, text: &str, fields: &[Field]) -> Result<Vec<Prose>, Problem> {
        let (columns, first) = self.columns(text, fields)?;
        let rows = self.cells.chunk_by(|a, b| a.row == b.row).skip(first);
        Ok(rows.filter_map(|row| prose(text, row, &columns)).collect())
    }

    /// Puts quotation marks around the cells without them that a repair puts a separator into. `outcome` is that of a row.
    pub(super) fn quote(&self, text: &str, fields: &[Field], outcome: &mut Outcome) {
        let needs = |new: &str| new.bytes().any(|b| b == self.separator || matches!(b, b'"' | b'\n' | b'\r'));
        let cell_of = |f: &Finding| {
            let at = self.cells.partition_point(|c| c.range.end < f.source.end());
            self.cells.get(at).filter(|c| !c.quoted && c.range.start <= f.source.start())
        };
        let suggested = outcome.suggestions.len();
        let mut kept: Vec<Finding> = Vec::new();
        for (cell, changes) in grouped(std::mem::take(&mut outcome.changes), cell_of) {
            let Some(cell) = cell else {
                kept.extend(changes);
                continue;
            };
            // A quotation mark that comes to stand at its beginning would be taken for one that holds it together.
            let opens = self.quoting && made(text, cell, &changes, None).starts_with('"');
            if !opens && !changes.iter().any(|c| c.replacement.as_deref().is_some_and(needs)) {
                kept.extend(changes);
            } else if text[cell.range.clone()].contains('"')
                || changes.iter().any(|c| c.replacement.as_deref().is_some_and(|r| r.contains('"')))
            {
                for mut change in changes {
                    lower(&mut change, "its cell would have to be quoted");
                    outcome.suggestions.push(change);
                }
            } else {
                kept.extend(whole(text, cell, changes));
            }
        }
        outcome.changes = kept;
        if outcome.suggestions.len() > suggested
            && let Some(row) = outcome.suggestions.last().and_then(cell_of).map(|c| c.row)
        {
            outcome.text = self.row(text, row, fields, &outcome.changes).unwrap_or_default();
        }
        for suggestion in &mut outcome.suggestions {
            let Some(cell) = cell_of(suggestion) else { continue };
            let all = || suggestion.replacement.iter().chain(&suggestion.alternatives);
            if all().any(|r| needs(r)) && !text[cell.range.clone()].contains('"') {
                let range = suggestion.source.range();
                let (before, behind) = (&text[cell.range.start..range.start], &text[range.end..cell.range.end]);
                let whole = |new: &str| format!("\"{}\"", [before, new, behind].concat().replace('"', "\"\""));
                suggestion.replacement = suggestion.replacement.as_deref().map(whole);
                suggestion.alternatives = suggestion.alternatives.iter().map(|a| whole(a)).collect();
                suggestion.source = SourceSpan::of(cell.range.clone());
            }
        }
    }

    /// What a row says when its changes are made.
    fn row(&self, text: &str, row: usize, fields: &[Field], changes: &[Finding]) -> Option<String> {
        let (columns, _) = self.columns(text, fields).ok()?;
        let start = self.cells.partition_point(|c| c.row < row);
        let end = self.cells.partition_point(|c| c.row <= row);
        let range = self.cells.get(start)?.range.start..self.cells[..end].last()?.range.end;
        let edits: Vec<(Range<usize>, String)> = changes
            .iter()
            .map(|c| (c.source.start() - range.start..c.source.end() - range.start, c.replacement.clone().unwrap_or_default()))
            .collect();
        let new = replaced(&text[range], &edits);
        let cells = Table::read(&new, self.separator, self.quoting).ok()?.cells;
        prose(&new, &cells, &columns).map(|p| p.text().to_owned())
    }
}

/// What the columns of a row say, a paragraph each.
fn prose(text: &str, row: &[Cell], columns: &[usize]) -> Option<Prose> {
    let mut builder = Builder::new(text, Writing::Plain);
    for cell in row.iter().filter(|c| columns.contains(&c.column)) {
        builder.writes(if cell.quoted { Writing::Quoted } else { Writing::Plain });
        builder.broken();
        if cell.quoted { quoted(text, cell, &mut builder) } else { builder.verbatim(cell.range.clone()) }
    }
    builder.finish()
}

/// The changes of a cell as one that puts quotation marks around it: half of them would break the table.
fn whole(text: &str, cell: &Cell, changes: Vec<Finding>) -> Option<Finding> {
    let quoted = |other| format!("\"{}\"", made(text, cell, &changes, other));
    let others = changes.iter().enumerate().flat_map(|(number, c)| c.alternatives.iter().map(move |a| (number, a.as_str())));
    let (replacement, alternatives) = (Some(quoted(None)), others.map(|other| quoted(Some(other))).collect());
    let source = SourceSpan::of(cell.range.clone());
    let parts = changes.iter().flat_map(|c| c.parts.clone()).collect();
    let first = changes.into_iter().next()?;
    Some(Finding { source, replacement, alternatives, parts, ..first })
}

/// A cell with its changes made, or with another text in the place of one of them.
fn made(text: &str, cell: &Cell, changes: &[Finding], other: Option<(usize, &str)>) -> String {
    let edits: Vec<(Range<usize>, String)> = changes
        .iter()
        .enumerate()
        .map(|(number, c)| {
            let own = c.replacement.as_deref().unwrap_or_default();
            let new = other.filter(|o| o.0 == number).map_or(own, |o| o.1);
            (c.source.start() - cell.range.start..c.source.end() - cell.range.start, new.to_owned())
        })
        .collect();
    replaced(&text[cell.range.clone()], &edits)
}

/// The findings in runs that lie in the same cell.
fn grouped<'c>(findings: Vec<Finding>, cell_of: impl Fn(&Finding) -> Option<&'c Cell>) -> Vec<(Option<&'c Cell>, Vec<Finding>)> {
    let mut groups: Vec<(Option<&Cell>, Vec<Finding>)> = Vec::new();
    for finding in findings {
        let cell = cell_of(&finding);
        match groups.last_mut() {
            Some((last, group)) if cell.is_some() && last.map(|c| c.range.start) == cell.map(|c| c.range.start) => {
                group.push(finding)
            }
            _ => groups.push((cell, vec![finding])),
        }
    }
    groups
}

/// What a quoted cell says: two quotation marks are one.
fn quoted(text: &str, cell: &Cell, builder: &mut Builder<'_>) {
    let (mut at, end) = (cell.range.start + 1, cell.range.end - 1);
    while let Some(i) = memchr::memchr(b'"', &text.as_bytes()[at..end]) {
        builder.verbatim(at..at + i);
        builder.decoded("\"", at + i..at + i + 2);
        at += i + 2;
    }
    builder.verbatim(at..end);
}

/// Is a cell that begins with a quotation mark closed at its end, and nowhere before?
fn is_closed(cell: &str) -> bool {
    cell.len() >= 2 && cell.strip_suffix('"').is_some_and(|c| !c[1..].replace("\"\"", "").contains('"'))
}

/// What parts the cells of the first line: comma, semicolon, tab or bar, whichever it has most.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|l| !l.is_empty()).unwrap_or_default();
    let mut within = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for b in line.bytes() {
        within ^= b == b'"';
        counts.iter_mut().filter(|c| c.0 == b && !within).for_each(|c| c.1 += 1);
    }
    counts.iter().rev().max_by_key(|c| c.1).map_or(b',', |c| if c.1 == 0 { b',' } else { c.0 })
}
