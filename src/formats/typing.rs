//! What a person types for a place of a file, written as the file's format writes it: what is typed is text, never markup. The
//! markup inside the place stays, a cell of a table gets the quotation marks that its text needs, and the proof is that the file,
//! read again, says what was typed.

use std::ops::Range;

use super::csv::Table;
use super::field::Wanted;
use super::lift::{over, replaced};
use super::prose::Prose;
use super::{Field, Format, Problem, json, proses};

/// A file taken apart, to write into it.
pub struct Typing<'f> {
    file: &'f str,
    format: Format,
    fields: &'f [Field],
    /// Each with the bytes of the file between its first letter and its last.
    proses: Vec<(Range<usize>, Prose)>,
    table: Option<Table>,
}

/// A text as it is written into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The bytes of the file that it replaces.
    pub place: Range<usize>,
    /// What is written there.
    pub new: String,
    /// What the prose of that number becomes by it: bytes of the prose, and the text.
    prose: Option<(usize, Range<usize>, String)>,
}

impl<'f> Typing<'f> {
    /// A file of plain text, where what is typed is what is written.
    pub fn plain(file: &'f str) -> Typing<'f> {
        Typing { file, format: Format::Text, fields: &[], proses: Vec::new(), table: None }
    }

    /// Takes a file apart; `fields` are those that are read.
    ///
    /// # Errors
    /// The file is not what its format says, or fields must be named.
    pub fn of(file: &'f str, format: Format, fields: &'f [Field]) -> Result<Typing<'f>, Problem> {
        let table = matches!(format, Format::Csv | Format::Tsv).then(|| Table::of(file, format)).transpose()?;
        let proses = parts(file, format, fields)?.into_iter().map(|prose| (prose.extent(), prose)).collect();
        Ok(Typing { proses, file, format, fields, table })
    }

    /// The file.
    pub fn file(&self) -> &'f str {
        self.file
    }

    /// Is every letter of it written as people read it?
    pub fn writes_as_read(&self) -> bool {
        matches!(self.format, Format::Text | Format::Docx)
    }

    /// What people read at a place of the file; `None`: it is no text, or more than one paragraph.
    pub fn read(&self, place: &Range<usize>) -> Option<&str> {
        if self.writes_as_read() {
            return self.file.get(place.clone());
        }
        let (number, span) = self.find(place)?;
        Some(&self.proses[number].1.text()[span])
    }

    /// Where people read just that, in bytes of the file.
    pub fn standing(&self, text: &str) -> Vec<Range<usize>> {
        let of = |prose: &Prose| -> Vec<Range<usize>> {
            let found = memchr::memmem::find_iter(prose.text().as_bytes(), text);
            found.map(|at| prose.file_span(prose.grown(at..at + text.len()))).collect()
        };
        self.proses.iter().flat_map(|(_, prose)| of(prose)).collect()
    }

    /// `text` as it is written at a place of the file; `None`: it can't stand there.
    pub fn write(&self, place: &Range<usize>, text: &str) -> Option<Put> {
        let control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
        let xml = matches!(self.format, Format::Xliff | Format::Tmx | Format::Docx);
        if xml && text.contains(control) || self.format == Format::Docx && text.contains(['\n', '\r']) {
            return None;
        }
        if self.writes_as_read() {
            return Some(Put { place: place.clone(), new: text.to_owned(), prose: None });
        }
        if self.table.as_ref().is_some_and(|t| !t.holds(place, text)) {
            return None;
        }
        let (number, span) = self.find(place)?;
        let prose = &self.proses[number].1;
        let rewrite = prose.put(self.file, prose.grown(span.clone()), &prose.whole(&span, text));
        if prose.keeps(&prose.grown(span.clone())) && !rewrite.sure {
            return None;
        }
        let ranges = rewrite.edits.iter().map(|(range, _)| range.clone());
        let place = ranges.fold(place.clone(), |all, r| all.start.min(r.start)..all.end.max(r.end));
        Some(Put { new: over(self.file, &place, &rewrite.edits), place, prose: Some((number, span, text.to_owned())) })
    }

    /// What a cell says by a change as a rule proposed it; `None`: the file is no table.
    pub fn in_cell(&self, place: &Range<usize>, new: &str) -> Option<String> {
        self.table.as_ref().map(|table| table.said(self.file, place, new))
    }

    /// A change that a rule proposed, without the quotation marks that its cell would get with it.
    pub fn bare(&self, place: &Range<usize>, new: &str) -> (Range<usize>, String) {
        let whole = || (place.clone(), new.to_owned());
        self.table.as_ref().map_or_else(whole, |table| table.unquoted(self.file, place, new))
    }

    /// Puts quotation marks around the cells without them that need them for what is written into them.
    pub fn sealed(&self, edits: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
        match &self.table {
            Some(table) => table.sealed(self.file, edits),
            None => edits,
        }
    }

    /// Does the file, read again, say with these what was typed, and all else as before? They are in order of place.
    pub fn proves(&self, puts: &[&Put]) -> bool {
        let mut wanted: Vec<(usize, Range<usize>, String)> = puts.iter().filter_map(|p| p.prose.clone()).collect();
        if wanted.is_empty() {
            return true;
        }
        wanted.sort_by_key(|(number, span, _)| (*number, span.start, span.end));
        let edits = puts.iter().map(|p| (p.place.clone(), p.new.clone())).collect();
        let new = replaced(self.file, &self.sealed(edits));
        let Ok(now) = parts(&new, self.format, self.fields) else { return false };
        let said = |number: usize, prose: &Prose| {
            let own = wanted.iter().filter(|(n, _, _)| *n == number).map(|(_, span, new)| (span.clone(), new.clone()));
            let own: Vec<(Range<usize>, String)> = own.collect();
            let meet = own.windows(2).any(|w| w[0].0.end > w[1].0.start);
            (!meet).then(|| words(&replaced(prose.text(), &own)))
        };
        // A document that is left without a word is none.
        let then =
            self.proses.iter().enumerate().map(|(number, (_, prose))| said(number, prose)).filter(|w| w.as_deref() != Some(""));
        then.eq(now.iter().map(|prose| Some(words(prose.text()))))
    }

    /// The prose that a place of the file stands in, and where there.
    fn find(&self, place: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let near = |extent: &Range<usize>| extent.start <= place.end && place.start <= extent.end;
        self.proses.iter().enumerate().filter(|(_, p)| near(&p.0)).find_map(|(number, p)| Some((number, p.1.span_of(place)?)))
    }
}

/// The documents of a file; of JSON lines those that can be read.
fn parts(file: &str, format: Format, fields: &[Field]) -> Result<Vec<Prose>, Problem> {
    if format == Format::Docx {
        return Ok(Vec::new());
    }
    if format != Format::Jsonl {
        return proses(file, format, fields);
    }
    fields.iter().try_for_each(Field::check)?;
    let wanted = Wanted::of(fields, false);
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        let found = json::find(line, &wanted).ok()?;
        let strings: Vec<Range<usize>> = found.into_iter().map(|(_, s)| start + s.start..start + s.end).collect();
        json::prose(file, &strings, json::is_ascii(line))
    };
    Ok(file.split_inclusive('\n').filter_map(line).collect())
}

/// The words of a text, a space between them: how many spaces there are says nothing in most formats.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
