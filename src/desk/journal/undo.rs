//! Taking a run back, whole or what one entry did.
//!
//! It is as safe as the run itself, and may be cut off anywhere and begun again: a file that is as it was before needs
//! nothing, one that is as the run (or a part taken back) left it is put back, any other is refused.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::frame::{FileFrame, Frame, Frames, New, TAKEN, UNDONE, frame};
use super::store::{RunState, RunSummary, Store, close, sweep_run};
use super::{Journal, Trouble};
use crate::desk::replace::{Change, Note, Replacer};

/// Files and bytes that are put back together.
const BATCH: usize = 256;
const WEIGHT: usize = 32 << 20;

/// A run that is to be taken back, locked.
#[derive(Debug)]
pub struct Undo {
    journal: Journal,
    /// What may have been taken back already: a file's number, and the hunks that were left out, each time.
    taken: HashMap<u32, Vec<Vec<u32>>>,
    skipped: HashSet<u32>,
    torn: bool,
}

/// What taking a run back did.
#[derive(Debug, Default)]
pub struct TakenBack {
    /// Files that were put back.
    pub restored: usize,
    /// Files that were as before already.
    pub already: usize,
    /// Files that were refused.
    pub refused: usize,
    /// Changes that were taken back, of one entry.
    pub hunks: usize,
    /// A part of the journal can't be read: it was cut off or damaged.
    pub torn: bool,
    /// The rules and entries of the run, and how many changes they took part in; gathered for an entry alone.
    pub labels: BTreeMap<String, usize>,
}

impl Store {
    /// Opens the run of that name (or the only one whose name begins so), or the last one that was not undone.
    ///
    /// # Errors
    /// There is no such run, another process works on it, or its journal can't be read.
    pub fn open(&self, name: Option<&str>) -> Result<Undo, Trouble> {
        let (runs, _) = self.runs()?;
        let none = |words: String| Trouble::Refused { path: self.folder().to_owned(), reason: words };
        let found = match name {
            None => {
                let last = |r: &&RunSummary| !matches!(r.state, RunState::Undone | RunState::UndoneInPart);
                let found = runs.iter().rev().find(last);
                // Nobody who undoes the last run means the one before it.
                if let Some(run) = found.filter(|run| run.state == RunState::Running) {
                    return Err(none(format!(
                        "the last run, {}, is still under way; wait until it is done, or name another",
                        run.id
                    )));
                }
                found
            }
            Some(name) => {
                let mut like = runs.iter().filter(|r| r.id.starts_with(name));
                let found = runs.iter().find(|r| r.id == name).or_else(|| like.next());
                if found.is_some_and(|f| f.id != name) && like.next().is_some() {
                    return Err(none(format!("more than one run begins with {name:?}; copydesk undo --list shows them")));
                }
                found
            }
        };
        let Some(run) = found else {
            return Err(none(match name {
                Some(name) => format!("there is no run {name:?}; copydesk undo --list shows them"),
                None => "there is no run to undo".to_owned(),
            }));
        };
        let (path, closed) = (self.open_path(&run.id), self.closed_path(&run.id));
        let cut_off = path.exists();
        let at = if cut_off { &path } else { &closed };
        let unreadable = |e: std::io::Error| Trouble::system(at, "the journal can't be read")(e);
        let file = OpenOptions::new().read(true).write(true).open(at).map_err(unreadable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Trouble::refused(at, "another copydesk is working on this run; wait until it is done"));
            }
            Err(TryLockError::Error(e)) => return Err(unreadable(e)),
        }
        // Somebody may have opened it, or come to the end of it, since the folder was read.
        std::fs::metadata(at).map_err(unreadable)?;
        if cut_off {
            sweep_run(&run.id, &file);
        } else {
            std::fs::rename(&closed, &path).map_err(unreadable)?;
        }
        Undo::of(run.id.clone(), path.clone(), file).map_err(unreadable)
    }
}

impl Undo {
    fn of(id: String, path: PathBuf, file: File) -> std::io::Result<Undo> {
        let (mut taken, mut skipped): (HashMap<u32, Vec<Vec<u32>>>, HashSet<u32>) = (HashMap::new(), HashSet::new());
        let mut files = 0;
        let mut frames = Frames::of(Shared::of(&file)?)?;
        while let Some(frame) = frames.next(false)? {
            match frame {
                Frame::File(_) | Frame::Passed | Frame::Damaged => files += 1,
                Frame::Skipped(number) => {
                    skipped.insert(number);
                }
                Frame::Taken(number, hunks) => taken.entry(number).or_default().push(hunks),
                Frame::Start(_) | Frame::End(_) | Frame::Undone(_) => {}
            }
        }
        let (length, torn) = (frames.at(), frames.torn());
        drop(frames);
        // What is appended must not stand behind a piece that nobody can read past.
        if torn {
            file.set_len(length)?;
        }
        let journal = Journal { file, path, id, length, files, late: Vec::new(), named: true };
        Ok(Undo { journal, taken, skipped, torn })
    }

    /// The name of the run.
    pub fn id(&self) -> &str {
        self.journal.id()
    }

    /// Takes back the run, or of it what `entry` (a rule, or a dictionary entry as `file:line`) took part in. What is refused is
    /// said to `refused`, the others are put back.
    ///
    /// # Errors
    /// The journal can't be read on or written, or a disk takes nothing more.
    pub fn take_back(self, entry: Option<&str>, mut refused: impl FnMut(Trouble)) -> Result<TakenBack, Trouble> {
        let Undo { journal, taken, skipped, torn } = self;
        let path = journal.path.clone();
        let unreadable = |e: std::io::Error| Trouble::system(&path, "the journal can't be read")(e);
        let reader = journal.file.try_clone().map_err(unreadable)?;
        let mut done = TakenBack { torn, ..TakenBack::default() };
        let mut replacer = Replacer::with(Some(journal));
        let mut frames = Shared::of(&reader).and_then(Frames::of).map_err(unreadable)?;
        let (mut batch, mut weight, mut number) = (Vec::new(), 0, 0);
        loop {
            let frame = frames.next(true).map_err(unreadable)?;
            if batch.len() >= BATCH || weight >= WEIGHT || frame.is_none() {
                for result in replacer.replace(&std::mem::take(&mut batch))? {
                    match result {
                        Ok(()) => done.restored += 1,
                        Err(trouble) => {
                            done.refused += 1;
                            refused(trouble);
                        }
                    }
                }
                weight = 0;
            }
            let file = match frame {
                None => break,
                Some(Frame::File(file)) => file,
                Some(Frame::Damaged) => {
                    number += 1;
                    continue;
                }
                Some(_) => continue,
            };
            if !skipped.contains(&number) {
                let before = taken.get(&number).map_or(&[][..], Vec::as_slice);
                match put_back(&file, number, before, entry, &mut done) {
                    Ok(Some(change)) => {
                        weight += change.weight();
                        batch.push(change);
                    }
                    Ok(None) => {}
                    Err(trouble) => {
                        done.refused += 1;
                        refused(trouble);
                    }
                }
            }
            number += 1;
        }
        done.torn |= frames.torn();
        drop(frames);
        if let Some(mut journal) = replacer.finish() {
            if entry.is_none() {
                // Without the mark the run is only looked at once more.
                let _ = journal.append(&frame(UNDONE, &(done.refused as u32)));
            }
            close(&journal.path)?;
        }
        Ok(done)
    }
}

/// What puts a file back, or leaves out what an entry did; `None`: there is nothing to do.
fn put_back(
    file: &FileFrame,
    number: u32,
    taken: &[Vec<u32>],
    entry: Option<&str>,
    done: &mut TakenBack,
) -> Result<Option<Change>, Trouble> {
    let path = &file.path;
    let Some(meant) = entry.map_or(Some(Vec::new()), |entry| by_entry(&file.new, entry, &mut done.labels)) else {
        return Ok(None);
    };
    let now = match std::fs::read(path) {
        Ok(now) => now,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Trouble::refused(path, "it is gone, so it can't be put back"));
        }
        Err(e) => return Err(Trouble::system(path, "can't be read")(e)),
    };
    if now == file.old {
        done.already += 1;
        return Ok(None);
    }
    let mut states = std::iter::once(&[][..]).chain(taken.iter().map(Vec::as_slice));
    let Some(state) = states.find(|left| file.bytes(Some(left)) == now) else {
        return Err(Trouble::refused(path, "it changed since the run, so it is left as it is"));
    };
    let (new, note) = if entry.is_none() {
        (file.old.clone(), Vec::new())
    } else {
        if matches!(file.new, New::Whole(..)) {
            return Err(Trouble::refused(path, "its changes can't be told apart in this format; undo the whole run"));
        }
        let fresh = meant.iter().filter(|n| !state.contains(n)).count();
        if fresh == 0 {
            done.already += 1;
            return Ok(None);
        }
        done.hunks += fresh;
        let mut left = [state, &meant].concat();
        left.sort_unstable();
        left.dedup();
        (file.bytes(Some(&left)), frame(TAKEN, &(number, left)))
    };
    Ok(Some(Change { path: path.clone(), target: path.clone(), old: Some(now), new, note: Note::About(number, note) }))
}

/// The numbers of the hunks that the entry took part in; `None`: in none of this file's.
fn by_entry(new: &New, entry: &str, labels: &mut BTreeMap<String, usize>) -> Option<Vec<u32>> {
    let is_meant = |label: &String| label == entry || label.strip_suffix(entry).is_some_and(|head| head.ends_with('/'));
    match new {
        New::Whole(_, all) => {
            all.iter().for_each(|label| *labels.entry(label.clone()).or_default() += 1);
            all.iter().any(is_meant).then(Vec::new)
        }
        New::Hunks(hunks) => {
            hunks.iter().flat_map(|h| &h.labels).for_each(|label| *labels.entry(label.clone()).or_default() += 1);
            let meant: Vec<u32> = (0..).zip(hunks).filter(|(_, h)| h.labels.iter().any(is_meant)).map(|(n, _)| n).collect();
            (!meant.is_empty()).then_some(meant)
        }
    }
}

/// A file read at a place of its own, while others write to the same open file.
struct Shared {
    file: File,
    at: u64,
}

impl Shared {
    fn of(file: &File) -> std::io::Result<Self> {
        Ok(Shared { file: file.try_clone()?, at: 0 })
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file.seek(SeekFrom::Start(self.at))?;
        let read = self.file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Current(by) => self.at.checked_add_signed(by).ok_or(std::io::ErrorKind::InvalidInput)?,
            to => self.file.seek(to)?,
        };
        Ok(self.at)
    }
}
