//! The journal of a run: the old bytes of every file that it replaced, so that the run can be taken back.
//!
//! A run is one file in the user's state folder (see [`Store`]), only ever appended to. It begins with the line
//! `copydesk journal 1`; what a later version writes otherwise gets another number and is refused by name. Then come frames:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | kind: 0 start, 1 file, 2 skipped, 3 end, 4 taken back, 5 undone |
//! | 1 | packing of the payload: 0 as it is, 1 an LZ4 block behind its unpacked length (4 bytes) |
//! | 8 | length of the payload |
//! | 4 | CRC-32 of the kind, the packing and the payload |
//! | … | payload: the frame's fields in postcard; in a file frame the file's old bytes follow them |
//!
//! Numbers are little-endian. A frame that is cut off or does not match its sum counts for nothing: as a rule it is the tail of
//! a write that never came to its end, and no file is replaced before its frame is on disk.
//!
//! A file frame says how the new bytes come of the old, so that a file can be told exactly: it is as the run left it, as it
//! was before, as something that was taken back left it, or somebody else has been at it.

mod frame;
mod store;
mod undo;

pub use frame::{End, FileFrame, Hunk, New, Start};
pub(super) use store::sync_folder;
pub use store::{Prune, Pruned, RunState, RunSummary, Store};
pub use undo::{TakenBack, Undo};

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Trouble;
pub(super) use frame::file_frame;
use frame::{END, SKIPPED, frame};

/// The first line of every journal.
const MAGIC: &[u8] = b"copydesk journal 1\n";

/// The journal of a run that is under way, locked: no other process works on it.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    id: String,
    length: u64,
    files: u32,
    /// Frames that need not be on disk before anything else happens.
    late: Vec<u8>,
    /// Its name is on disk.
    named: bool,
}

impl Journal {
    /// The name of the run.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The number that the next file frame gets.
    pub(super) fn next_file(&mut self) -> u32 {
        self.files += 1;
        self.files - 1
    }

    /// How many files it has frames of.
    pub(super) fn files(&self) -> u32 {
        self.files
    }

    /// Counts only so many file frames: those behind were not written.
    pub(super) fn forget_files(&mut self, count: u32) {
        self.files = count;
    }

    /// Appends frames; they reach the disk with [`Journal::sync`].
    ///
    /// # Errors
    /// The system said no; the journal is then as it was.
    pub(super) fn append(&mut self, frames: &[u8]) -> Result<(), Trouble> {
        let late = std::mem::take(&mut self.late);
        let write = |file: &mut File| {
            file.seek(SeekFrom::Start(self.length))?;
            file.write_all(&late)?;
            file.write_all(frames)
        };
        match write(&mut self.file) {
            Ok(()) => {
                self.length += (late.len() + frames.len()) as u64;
                Ok(())
            }
            Err(error) => {
                // A part of a frame would hide what comes behind it.
                let _ = self.file.set_len(self.length);
                Err(self.trouble(error))
            }
        }
    }

    /// Brings to disk what was appended, and the journal's name.
    ///
    /// # Errors
    /// The system said no.
    pub(super) fn sync(&mut self) -> Result<(), Trouble> {
        self.file.sync_data().map_err(|e| self.trouble(e))?;
        if !std::mem::replace(&mut self.named, true) {
            self.path.parent().into_iter().for_each(sync_folder);
        }
        Ok(())
    }

    /// The open file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The file of that number was left as it was after all.
    pub(super) fn skip(&mut self, number: u32) {
        self.late.extend(frame(SKIPPED, &number));
    }

    fn trouble(&self, error: std::io::Error) -> Trouble {
        Trouble::System { path: self.path.clone(), action: "the journal can't be written", error }
    }

    /// Ends the run. The journal of a run that replaced nothing is removed.
    ///
    /// # Errors
    /// The system said no. What was journalled before can be undone all the same.
    pub fn end(mut self, end: &End) -> Result<(), Trouble> {
        if end.files == 0 && self.files == 0 {
            return std::fs::remove_file(&self.path).map_err(|e| self.trouble(e));
        }
        // Nothing depends on this frame: without it the run counts as cut off, and can be undone.
        self.append(&frame(END, end))?;
        store::close(&self.path)
    }
}

/// A path as bytes, to be read back by [`path_of`].
///
/// # Errors
/// The name can't be written as bytes on this system.
pub(super) fn path_bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Ok(path.as_os_str().as_bytes().to_vec())
    }
    #[cfg(not(unix))]
    {
        let name = path.to_str().ok_or_else(|| Trouble::refused(path, "its name is not Unicode, so it can't be journalled"))?;
        Ok(name.as_bytes().to_vec())
    }
}

/// The path of such bytes.
fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::ffi::OsStr::from_bytes(bytes).into()
    }
    #[cfg(not(unix))]
    {
        String::from_utf8_lossy(bytes).into_owned().into()
    }
}
