//! Formats: each finds in a file the text that people read, as [`Prose`], and says where each letter of it stands. The pipeline runs
//! on the prose, and what comes of it is *lifted* to the file: every place is one of the file's own bytes, every replacement is
//! written as the format writes it, and all other bytes stay. What a format can't parse is refused with its place.

mod align;
mod codes;
mod csv;
mod docx;
mod entity;
mod field;
mod html;
mod json;
mod jsonl;
mod kept;
mod lift;
mod markdown;
mod place;
mod po;
mod prose;
mod proved;
mod seal;
mod subtitles;
mod tmx;
mod typing;
mod writing;
mod xliff;
mod xml;

use std::path::Path;

use rayon::prelude::*;

pub use docx::{Docx, Written};
pub use field::Field;
pub use jsonl::Lines;
pub use prose::Prose;
pub use typing::{Put, Typing};

use crate::layout::Layout;
use crate::outcome::{Finding, Outcome};
use crate::pipeline::Reader;
use field::Wanted;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Every letter is read.
    Text,
    /// Markdown: CommonMark with tables, footnotes and front matter.
    Markdown,
    /// HTML and XHTML pages.
    Html,
    /// One JSON value.
    Json,
    /// A JSON value a line (NDJSON).
    Jsonl,
    /// A table with a separator between its cells.
    Csv,
    /// A table with tabs between its cells.
    Tsv,
    /// XLIFF 1.2 and 2.x.
    Xliff,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// TMX translation memories.
    Tmx,
    /// PO catalogues of gettext.
    Po,
    /// Word documents: read from bytes, see [`Docx`].
    Docx,
}

/// Names on the command line, and the endings of file names.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Text, "text", &["txt", "text"]),
    (Format::Markdown, "markdown", &["md", "markdown", "mdown", "mkd"]),
    (Format::Html, "html", &["html", "htm", "xhtml"]),
    (Format::Json, "json", &["json"]),
    (Format::Jsonl, "jsonl", &["jsonl", "ndjson"]),
    (Format::Csv, "csv", &["csv"]),
    (Format::Tsv, "tsv", &["tsv", "tab"]),
    (Format::Xliff, "xliff", &["xliff", "xlf", "sdlxliff", "mqxliff", "mxliff", "txlf"]),
    (Format::Srt, "srt", &["srt"]),
    (Format::Vtt, "vtt", &["vtt"]),
    (Format::Tmx, "tmx", &["tmx"]),
    (Format::Po, "po", &["po"]),
    (Format::Docx, "docx", &["docx", "docm", "dotx", "dotm"]),
];

impl Format {
    /// Every format, in order of documentation.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|f| f.0)
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Format> {
        FORMATS.iter().find(|f| f.1 == name).map(|f| f.0)
    }

    /// The format that a file's name tells, if it is one that is read.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        FORMATS.iter().find(|f| f.2.contains(&ending.as_str())).map(|f| f.0)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|f| f.0 == self).map_or("text", |f| f.1)
    }

    /// The encoding that a file of this format says it is in. `head`: its first bytes.
    pub fn declared_encoding(self, head: &[u8]) -> Option<String> {
        let head = &head[..head.len().min(1 << 12)];
        match self {
            Format::Xliff | Format::Tmx => xml::declared(head),
            Format::Po => po::declared(head),
            _ => None,
        }
    }

    /// Must the fields be named whose text is read?
    pub fn needs_fields(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl | Format::Csv | Format::Tsv)
    }
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", line.map(|l| format!("line {l}: ")).unwrap_or_default())]
pub struct Problem {
    /// The line, from 1.
    pub line: Option<usize>,
    /// What, and what to do.
    pub message: String,
}

impl Problem {
    /// Of a file as a whole.
    pub(crate) fn new(message: impl Into<String>) -> Problem {
        Problem { line: None, message: message.into() }
    }

    /// At an offset of `text`; the message tells the column where the line alone would not.
    fn at(text: &str, offset: usize, message: impl Into<String>) -> Problem {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let column = before[before.rfind('\n').map_or(0, |i| i + 1)..].chars().count() + 1;
        Problem { line: Some(line), message: format!("{} (column {column})", message.into()) }
    }
}

/// What comes of a file.
#[derive(Clone, Debug, Default)]
pub struct Corrected {
    /// The outcome, in places of the file; its text is the whole file.
    pub outcome: Outcome,
    /// What could not be read and was left as it was.
    pub problems: Vec<Problem>,
}

/// Corrects what people read in `text`, a file of `format`. `fields` are those of JSON that are read.
///
/// # Errors
/// The file is not what its format says, or fields must be named.
pub fn correct(reader: &mut Reader<'_>, text: &str, format: Format, fields: &[Field]) -> Result<Corrected, Problem> {
    if format == Format::Text {
        return Ok(Corrected { outcome: reader.run(text, &Layout::default()), problems: Vec::new() });
    }
    if format == Format::Jsonl && !fields.is_empty() {
        return Lines::new(fields)?.correct(reader.pipeline(), text);
    }
    let proses = proses(text, format, fields)?;
    let read = |reader: &mut Reader<'_>, group: &[Prose]| -> Vec<Outcome> {
        group.iter().map(|prose| prose.lift(text, reader.run(prose.text(), prose.layout()))).collect()
    };
    let mut parts: Vec<Outcome> = if proses.len() <= GROUP {
        read(reader, &proses)
    } else {
        let pipeline = reader.pipeline();
        let groups: Vec<Vec<Outcome>> = proses.par_chunks(GROUP).map(|group| read(&mut pipeline.reader(), group)).collect();
        groups.into_iter().flatten().collect()
    };
    if matches!(format, Format::Csv | Format::Tsv) {
        let table = csv::Table::of(text, format)?;
        parts.iter_mut().for_each(|part| table.quote(text, fields, part));
    }
    Ok(Corrected { outcome: proved::proved(text, format, fields, parts), problems: Vec::new() })
}

/// Is `new` still a file of `format`, with the parts that `old` has? Nothing that the rules propose changes that, nor a text that was
/// written by [`Typing`]; this is the last look at what was decided on by hand.
///
/// # Errors
/// Says where it is broken.
pub fn stays(old: &str, new: &str, format: Format) -> Result<(), Problem> {
    let same = |kept: bool, what: &str| {
        if kept { Ok(()) } else { Err(Problem::new(format!("its {what} are no longer those that it had"))) }
    };
    match format {
        Format::Json | Format::Jsonl => json::check(old, new, format),
        Format::Csv | Format::Tsv => {
            same(csv::Table::of(old, format)?.shape().eq(csv::Table::of(new, format)?.shape()), "rows and cells")
        }
        Format::Xliff | Format::Tmx | Format::Po | Format::Srt | Format::Vtt => {
            same(proses(old, format, &[])?.len() == proses(new, format, &[])?.len(), "documents")
        }
        // Of a page every text makes a page, and of plain text a text.
        Format::Text | Format::Markdown | Format::Html | Format::Docx => Ok(()),
    }
}

/// Documents that one reader reads, one after the other.
const GROUP: usize = 64;

/// The prose of a file that is parsed as a whole, a document each.
fn proses(text: &str, format: Format, fields: &[Field]) -> Result<Vec<Prose>, Problem> {
    match format {
        Format::Text => Ok(Vec::new()),
        Format::Markdown => Ok(markdown::prose(text).into_iter().collect()),
        Format::Xliff => xliff::proses(text),
        Format::Srt | Format::Vtt => Ok(subtitles::prose(text, format)?.into_iter().collect()),
        Format::Tmx => tmx::proses(text),
        Format::Po => Ok(po::prose(text)?.into_iter().collect()),
        Format::Docx => Err(Problem::new("a Word document is no text; it is read from its bytes")),
        Format::Html => Ok(html::prose(text).into_iter().collect()),
        Format::Json | Format::Jsonl if fields.is_empty() => Err(json::unnamed(text, format)),
        Format::Json | Format::Jsonl => {
            fields.iter().try_for_each(Field::check)?;
            let found = json::find(text, &Wanted::of(fields, true))?;
            if found.is_empty() {
                return Err(json::missing(text, format, fields));
            }
            Ok(json::records(text, &found))
        }
        Format::Csv | Format::Tsv => {
            let table = csv::Table::of(text, format)?;
            if fields.is_empty() { Err(table.unnamed(text, format)) } else { table.proses(text, fields) }
        }
    }
}

/// The outcome of a file out of those of its parts, whose places are already the file's.
fn joined(text: &str, parts: Vec<Outcome>) -> Outcome {
    let mut whole = Outcome::default();
    for part in parts {
        whole.changes.extend(part.changes);
        whole.suggestions.extend(part.suggestions);
        whole.notes.extend(part.notes);
        whole.left.extend(part.left);
        whole.disagreeing.extend(part.disagreeing);
    }
    let key = |f: &Finding| (f.source, f.parts.first().map(|p| p.rule));
    whole.changes.sort_by_key(key);
    whole.suggestions.sort_by_key(key);
    whole.notes.sort_by_key(key);
    whole.left.sort_by_key(|l| (l.source, l.part.rule));
    whole.disagreeing.sort_unstable();
    whole.disagreeing.dedup();
    let disjoint = |w: &[Finding]| w[0].source.end() <= w[1].source.start();
    debug_assert!(whole.changes.windows(2).all(disjoint), "changes overlap: {:?}", whole.changes);
    whole.text = written(text, &whole.changes);
    whole
}

/// `text` with the changes made, which are in order of place.
fn written(text: &str, changes: &[Finding]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    let mut at = 0;
    for change in changes {
        out.push_str(&text[at..change.source.start()]);
        out.push_str(change.replacement.as_deref().unwrap_or_default());
        at = change.source.end();
    }
    out.push_str(&text[at..]);
    out
}
