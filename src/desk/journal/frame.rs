//! Frames: what a journal is made of, written and read.

use std::io::{BufReader, Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use super::MAGIC;

/// How a run began.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Start {
    /// The version of the program.
    pub version: String,
    /// When, in milliseconds since 1970.
    pub began: i64,
    /// The working folder.
    pub folder: String,
    /// The command line, without the program.
    pub words: Vec<String>,
}

/// How a run ended.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct End {
    /// Files replaced.
    pub files: u32,
    /// Fixes made in them.
    pub fixes: u64,
}

/// A stretch of a file's old bytes and what the run put there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// The first byte in the old file.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// The bytes that stand there now.
    pub new: Vec<u8>,
    /// The rules and dictionary entries that took part.
    pub labels: Vec<String>,
}

/// How the new bytes come of the old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum New {
    /// By these changes, which are in order of place and disjoint.
    Hunks(Vec<Hunk>),
    /// As a whole: the changes can't be told apart on disk. The rules and entries that took part.
    Whole(Vec<u8>, Vec<String>),
}

impl New {
    /// By the hunks, if they lead from `old` to `new`; else as a whole.
    pub fn of(old: &[u8], new: &[u8], hunks: Vec<Hunk>) -> New {
        if splice(old, &hunks).as_deref() == Some(new) {
            return New::Hunks(hunks);
        }
        let labels: std::collections::BTreeSet<String> = hunks.into_iter().flat_map(|h| h.labels).collect();
        New::Whole(new.to_vec(), labels.into_iter().collect())
    }
}

/// A file that is about to be replaced.
#[derive(Clone, Debug)]
pub struct FileFrame {
    /// Where it lies, links resolved.
    pub path: std::path::PathBuf,
    /// Its bytes before.
    pub old: Vec<u8>,
    /// Its bytes afterwards.
    pub new: New,
}

/// The part of a file frame that lies before the old bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    path: Vec<u8>,
    new: New,
}

/// What a journal holds, piece by piece.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    Start(Start),
    File(FileFrame),
    /// A file that nobody asked for.
    Passed,
    /// A file whose frame does not match its sum.
    Damaged,
    /// The file of that number was not replaced.
    Skipped(u32),
    End(End),
    /// Of the file of that number the hunks of these numbers are about to be left out.
    Taken(u32, Vec<u32>),
    /// The whole run was taken back, but for so many files that were refused.
    Undone(u32),
}

/// Frames shorter than this are not worth packing (an article would lose a fifth of its length, at the cost of reading it once
/// more), and longer ones than [`LONG`] can't be.
const SHORT: usize = 1 << 14;
const LONG: usize = 1 << 30;

const HEADER: usize = 14;

pub(super) const START: u8 = 0;
const FILE: u8 = 1;
pub(super) const SKIPPED: u8 = 2;
pub(super) const END: u8 = 3;
pub(super) const TAKEN: u8 = 4;
pub(super) const UNDONE: u8 = 5;

/// The frame of a file, made ready to be appended.
///
/// # Errors
/// The path can't be written down.
pub(in crate::desk) fn file_frame(path: &std::path::Path, old: &[u8], new: New) -> Result<Vec<u8>, super::Trouble> {
    let head = Head { path: super::path_bytes(path)?, new };
    let mut payload = postcard::to_stdvec(&head).unwrap_or_default();
    payload.extend_from_slice(old);
    Ok(seal(FILE, payload))
}

/// Any other frame, made ready to be appended.
pub(super) fn frame(kind: u8, fields: &impl Serialize) -> Vec<u8> {
    seal(kind, postcard::to_stdvec(fields).unwrap_or_default())
}

fn seal(kind: u8, payload: Vec<u8>) -> Vec<u8> {
    let (packing, payload) =
        if (SHORT..LONG).contains(&payload.len()) { (1, lz4_flex::block::compress_prepend_size(&payload)) } else { (0, payload) };
    let mut out = Vec::with_capacity(HEADER + payload.len());
    out.extend_from_slice(&[kind, packing]);
    out.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    out.extend_from_slice(&sum(kind, packing, &payload).to_le_bytes());
    out.extend_from_slice(&payload);
    out
}

fn sum(kind: u8, packing: u8, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[kind, packing]);
    hasher.update(payload);
    hasher.finalize()
}

/// Reads a journal frame by frame.
pub(super) struct Frames<R> {
    from: BufReader<R>,
    length: u64,
    /// Where the next frame begins.
    start: u64,
    /// Where the last one ended that was whole.
    at: u64,
    torn: bool,
}

impl<R: Read + Seek> Frames<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// It can't be read, or (`InvalidData`) is no journal of this version.
    pub(super) fn of(mut from: R) -> std::io::Result<Self> {
        let length = from.seek(SeekFrom::End(0))?;
        from.seek(SeekFrom::Start(0))?;
        let mut from = BufReader::with_capacity(1 << 16, from);
        let mut magic = vec![0; MAGIC.len().min(length as usize)];
        from.read_exact(&mut magic)?;
        let torn = magic.len() < MAGIC.len();
        if magic != MAGIC[..magic.len()] {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "it is no journal that this version of copydesk reads",
            ));
        }
        Ok(Frames { from, length, start: magic.len() as u64, at: magic.len() as u64, torn })
    }

    /// Was a frame cut off or damaged, so far?
    pub(super) fn torn(&self) -> bool {
        self.torn
    }

    /// Where the last whole frame that was read ends.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next whole frame; of a file only if `files` asks for it, else (`Frame::Passed`) it is passed over unread.
    pub(super) fn next(&mut self, files: bool) -> std::io::Result<Option<Frame>> {
        let mut start = self.start;
        loop {
            let rest = self.length - start;
            if rest < HEADER as u64 {
                self.torn |= rest > 0;
                return Ok(None);
            }
            let mut header = [0; HEADER];
            self.from.read_exact(&mut header)?;
            let (kind, packing) = (header[0], header[1]);
            let length = u64::from_le_bytes(header[2..10].try_into().unwrap_or_default());
            if length > rest - HEADER as u64 {
                self.torn = true;
                (self.start, self.length) = (self.length, self.length);
                return Ok(None);
            }
            start += HEADER as u64 + length;
            self.start = start;
            if kind == FILE && !files && start < self.length {
                self.from.seek_relative(length as i64)?;
                self.at = start;
                return Ok(Some(Frame::Passed));
            }
            let mut payload = vec![0; length as usize];
            self.from.read_exact(&mut payload)?;
            let whole = sum(kind, packing, &payload).to_le_bytes() == header[10..];
            match unseal(kind, packing, payload).filter(|_| whole) {
                Some(frame) => {
                    self.at = start;
                    return Ok(Some(frame));
                }
                None if kind == FILE => {
                    self.torn = true;
                    return Ok(Some(Frame::Damaged));
                }
                None => self.torn = true,
            }
        }
    }
}

fn unseal(kind: u8, packing: u8, payload: Vec<u8>) -> Option<Frame> {
    let payload = match packing {
        0 => payload,
        1 => lz4_flex::block::decompress_size_prepended(&payload).ok()?,
        _ => return None,
    };
    Some(match kind {
        START => Frame::Start(postcard::from_bytes(&payload).ok()?),
        FILE => {
            let (head, old): (Head, &[u8]) = postcard::take_from_bytes(&payload).ok()?;
            Frame::File(FileFrame { path: super::path_of(&head.path), old: old.to_vec(), new: head.new })
        }
        SKIPPED => Frame::Skipped(postcard::from_bytes(&payload).ok()?),
        END => Frame::End(postcard::from_bytes(&payload).ok()?),
        TAKEN => {
            let (number, hunks) = postcard::from_bytes(&payload).ok()?;
            Frame::Taken(number, hunks)
        }
        UNDONE => Frame::Undone(postcard::from_bytes(&payload).ok()?),
        _ => return None,
    })
}

impl FileFrame {
    /// The bytes of the file with all hunks but those that `left` names by number; `None` leaves out all.
    pub(super) fn bytes(&self, left: Option<&[u32]>) -> Vec<u8> {
        match (&self.new, left) {
            (_, None) => self.old.clone(),
            (New::Whole(new, _), Some(_)) => new.clone(),
            (New::Hunks(hunks), Some(left)) => {
                let kept = hunks.iter().enumerate().filter(|(n, _)| !left.contains(&(*n as u32))).map(|(_, h)| h);
                splice(&self.old, kept).unwrap_or_else(|| self.old.clone())
            }
        }
    }
}

/// `old` with the hunks made; `None`: they are not in order, or do not fit.
fn splice<'h>(old: &[u8], hunks: impl IntoIterator<Item = &'h Hunk>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(old.len() + 64);
    let mut at = 0;
    for hunk in hunks {
        let (start, end) = (usize::try_from(hunk.start).ok()?, usize::try_from(hunk.end).ok()?);
        out.extend_from_slice(old.get(at..start)?);
        out.extend_from_slice(&hunk.new);
        old.get(start..end)?;
        at = end;
    }
    out.extend_from_slice(old.get(at..)?);
    Some(out)
}
