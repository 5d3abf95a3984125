//! The files on the desk: reading them in their encoding, writing them back whole or not at all, finding them in folders.

mod decode;
mod find;
pub mod journal;
mod pack;
mod replace;
pub mod stream;

pub use decode::{Decoded, decode, encoding_named};
pub use find::{Folder, find};
pub use replace::{Change, Replacer, new_beside};

use std::path::{Path, PathBuf};

use pack::Packing;

use crate::formats::{self, Corrected, Field, Format};
use crate::pipeline::Reader;

/// Trouble with one file. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The system said no.
    #[error("{}: {action}: {error}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file is not what the program works on; the words say what to do.
    #[error("{}: {reason}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
}

impl Trouble {
    /// For `map_err` on a system call.
    pub fn system(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> Trouble {
        let path = path.to_owned();
        move |error| Trouble::System { path, action, error }
    }

    /// Is the disk full, or the user's share of it?
    pub(crate) fn is_lack_of_room(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self, Trouble::System { error, .. } if matches!(error.kind(), StorageFull | QuotaExceeded))
    }

    /// A refusal.
    pub fn refused(path: &Path, reason: impl Into<String>) -> Trouble {
        Trouble::Refused { path: path.to_owned(), reason: reason.into() }
    }
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The encoding of those that are not UTF-8 and have no byte-order mark.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The format, whatever their names tell.
    pub format: Option<Format>,
    /// The fields whose text is read, in formats that have fields.
    pub fields: Vec<Field>,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Source {
    /// Where it lies; `-` is standard input.
    pub path: PathBuf,
    /// Its text.
    pub decoded: Decoded,
    /// Its format.
    pub format: Format,
}

/// Encodings in which no byte stands for itself.
const WIDE: [&encoding_rs::Encoding; 2] = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE];

/// Endings of formats whose markup the program does not read: as plain text they could be damaged.
const MARKUP: &[&str] = &[
    "xml", "odt", "rtf", "tex", "rst", "adoc", "yaml", "yml", "toml", "rs", "py", "js", "ts", "c", "h", "cpp", "java", "go",
    "rb", "php", "sh", "css", "sql",
];

/// Does the ending of its name tell that a file is in a format with markup that is not read?
pub fn is_unread(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    MARKUP.contains(&ending.as_str())
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// It can't be read, is a folder, binary, in a format that is not known (unless one is named), or does not decode.
    pub fn read(path: &Path, reading: &Reading) -> Result<Source, Trouble> {
        let ending = Packing::inner(path).extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        if reading.format.is_none() && MARKUP.contains(&ending.as_str()) {
            return Err(Trouble::refused(
                path,
                format!("the format .{ending} is not read; --format text treats it as plain text"),
            ));
        }
        let bytes = std::fs::read(path).map_err(Trouble::system(path, "can't be read"))?;
        Source::of(path, bytes, reading)
    }

    /// Takes bytes that were read elsewhere.
    ///
    /// # Errors
    /// They are binary, do not decode, or can't be unpacked though the name says that they are packed.
    pub fn of(path: &Path, bytes: Vec<u8>, reading: &Reading) -> Result<Source, Trouble> {
        let format = reading.format.or_else(|| Format::of(Packing::inner(path))).unwrap_or(Format::Text);
        let decoded = match Packing::of(path) {
            Some(packing) => packing
                .unpack(&bytes)
                .and_then(|unpacked| Source::decode(unpacked, format, reading))
                .map(|decoded| decoded.packed(packing, bytes)),
            None => Source::decode(bytes, format, reading),
        };
        let decoded = decoded.map_err(|reason| Trouble::refused(path, reason))?;
        Ok(Source { path: path.to_owned(), decoded, format })
    }

    fn decode(bytes: Vec<u8>, format: Format, reading: &Reading) -> Result<Decoded, String> {
        if format == Format::Docx {
            return Decoded::docx(bytes);
        }
        // What says that it is UTF-16 and is read as ASCII so far is not.
        let declared = || encoding_named(&format.declared_encoding(&bytes)?).filter(|e| !WIDE.contains(e));
        let encoding = reading.encoding.or_else(declared);
        decode(bytes, encoding)
    }

    /// Corrects what people read in it, placed in [`Decoded::text`].
    ///
    /// # Errors
    /// It is not what its format says, or fields must be named.
    pub fn correct(&self, reader: &mut Reader<'_>, reading: &Reading) -> Result<Corrected, Trouble> {
        if let Some(docx) = self.decoded.as_docx() {
            return Ok(Corrected { outcome: docx.correct(reader), problems: Vec::new() });
        }
        formats::correct(reader, &self.decoded.text, self.format, &reading.fields)
            .map_err(|problem| Trouble::refused(&self.path, problem.to_string()))
    }
}
