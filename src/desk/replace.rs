//! Replacing files whole or not at all: journalled, written beside them, brought to disk, renamed.
//!
//! Bringing one file to disk costs the disk a turn of its own, so files are replaced in batches: all new texts of a batch and its
//! journal are written, then brought to disk together, and only then do the new texts take their places. Wherever it is cut off,
//! each file is the old one or the new, and the old bytes of all that are new are in the journal.

use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Trouble;
use super::journal::{Journal, New, file_frame, sync_folder};

/// Up to so many files are brought to disk one by one; more, together with all else that the disk has waiting.
const FEW: usize = 8;

/// A file to be replaced, or made.
#[derive(Debug)]
pub struct Change {
    /// Its name, as people know it.
    pub path: PathBuf,
    /// Where it lies, links resolved.
    pub target: PathBuf,
    /// Its bytes when it was read; `None`: there was no such file.
    pub old: Option<Vec<u8>>,
    /// What it is to hold.
    pub new: Vec<u8>,
    /// What the journal is told first.
    pub(super) note: Note,
}

/// What the journal is told of a change.
#[derive(Debug)]
pub(super) enum Note {
    /// Nothing: a new file.
    Nothing,
    /// A file frame.
    File(Vec<u8>),
    /// A frame about the file of that number.
    About(u32, Vec<u8>),
}

impl Change {
    /// A file to be replaced; `new` says how the new bytes come of the old.
    ///
    /// # Errors
    /// The file is gone, or its name can't be written down.
    pub fn replace(path: &Path, old: Vec<u8>, bytes: Vec<u8>, new: New) -> Result<Change, Trouble> {
        let target = std::fs::canonicalize(path).map_err(Trouble::system(path, "can't be found again"))?;
        let note = Note::File(file_frame(&target, &old, new)?);
        Ok(Change { path: path.to_owned(), target, old: Some(old), new: bytes, note })
    }

    /// A file to be made.
    pub fn make(path: &Path, bytes: Vec<u8>) -> Change {
        Change { path: path.to_owned(), target: path.to_owned(), old: None, new: bytes, note: Note::Nothing }
    }

    /// Bytes that it holds in memory.
    pub fn weight(&self) -> usize {
        self.old.as_ref().map_or(0, Vec::len) + self.new.len()
    }
}

/// Replaces files in batches.
#[derive(Debug, Default)]
pub struct Replacer {
    journal: Option<Journal>,
    /// Folders of files that took their places and may not be on disk under their names.
    unsettled: BTreeSet<PathBuf>,
}

/// A change that is to be made.
struct Wanted {
    /// Which.
    place: usize,
    /// What is to be kept of the old file.
    old: Option<Metadata>,
    /// The file's number in the journal.
    number: Option<u32>,
}

impl Replacer {
    /// With the journal that is told first; `None`: what is replaced can't be taken back.
    pub fn with(journal: Option<Journal>) -> Self {
        Replacer { journal, unsettled: BTreeSet::new() }
    }

    /// The name of the run in the journal.
    pub fn run(&self) -> Option<&str> {
        self.journal.as_ref().map(Journal::id)
    }

    /// Replaces the files; says for each, in order, whether it was. What was refused is as it was.
    ///
    /// # Errors
    /// The journal can't be written, or a disk takes nothing more: none of the files was replaced.
    pub fn replace(&mut self, changes: &[Change]) -> Result<Vec<Result<(), Trouble>>, Trouble> {
        let mut results: Vec<Result<(), Trouble>> = Vec::with_capacity(changes.len());
        let mut wanted: Vec<Wanted> = Vec::new();
        let first = self.journal.as_ref().map_or(0, Journal::files);
        let mut frames = Vec::new();
        let mut targets = BTreeSet::new();
        for (place, change) in changes.iter().enumerate() {
            let looked = if targets.insert(&change.target) { look(change) } else { Err(changed(&change.path)) };
            results.push(looked.map(|old| {
                let number = self.journal.as_mut().and_then(|journal| match &change.note {
                    Note::Nothing => None,
                    Note::File(frame) => {
                        frames.extend_from_slice(frame);
                        Some(journal.next_file())
                    }
                    Note::About(number, frame) => {
                        frames.extend_from_slice(frame);
                        Some(*number)
                    }
                });
                wanted.push(Wanted { place, old, number });
            }));
        }
        if let Some(journal) = self.journal.as_mut().filter(|_| !frames.is_empty()) {
            journal.append(&frames).inspect_err(|_| journal.forget_files(first))?;
        }
        let mut journalled = frames.is_empty();
        while !wanted.is_empty() {
            let waiting = self.turn(changes, wanted, &mut results, &mut journalled)?;
            wanted = waiting;
        }
        Ok(results)
    }

    /// Replaces as many files as there is room for beside the old ones; gives those that are to be tried when these old ones are gone.
    fn turn(
        &mut self,
        changes: &[Change],
        wanted: Vec<Wanted>,
        results: &mut [Result<(), Trouble>],
        journalled: &mut bool,
    ) -> Result<Vec<Wanted>, Trouble> {
        let together = cfg!(target_os = "linux") && wanted.len() > FEW;
        let mut disks = Disks::default();
        let mut staged = Vec::with_capacity(wanted.len());
        let mut waiting = Vec::new();
        for one in wanted {
            let change = &changes[one.place];
            let made = stage(change, one.old.as_ref(), self.run().zip(one.number), |file| {
                if together { disks.note(file, folder_of(&change.target)) } else { Ok(()) }
            });
            match made {
                Ok(temporary) => staged.push((one, temporary)),
                Err(trouble) if trouble.is_lack_of_room() && !staged.is_empty() => waiting.push(one),
                Err(trouble) => self.refuse(&mut results[one.place], &change.note, one.number, trouble),
            }
        }
        if let Some(journal) = self.journal.as_mut().filter(|_| !std::mem::replace(journalled, true))
            && !disks.hold(journal.file())
        {
            journal.sync()?;
        }
        let synced: Vec<Result<(), Trouble>> = if together {
            disks.sync()?;
            Vec::new()
        } else {
            // The disk can take several in one turn.
            staged.par_iter().map(|(one, temporary)| sync(&changes[one.place], temporary)).collect()
        };
        let mut synced = synced.into_iter();
        for (one, temporary) in staged {
            let change = &changes[one.place];
            match synced.next().unwrap_or(Ok(())).and_then(|()| put(change, temporary)) {
                Ok(()) => {
                    self.unsettled.insert(folder_of(&change.target).to_owned());
                }
                Err(trouble) => self.refuse(&mut results[one.place], &change.note, one.number, trouble),
            }
        }
        if !together {
            self.settle();
        }
        Ok(waiting)
    }

    /// Replaces one file.
    ///
    /// # Errors
    /// It was refused, or the journal can't be written; it is as it was.
    pub fn replace_one(&mut self, change: Change) -> Result<(), Trouble> {
        self.replace(&[change])?.pop().unwrap_or(Ok(()))
    }

    fn refuse(&mut self, result: &mut Result<(), Trouble>, note: &Note, number: Option<u32>, trouble: Trouble) {
        *result = Err(trouble);
        if let (Note::File(_), Some(number), Some(journal)) = (note, number, &mut self.journal) {
            journal.skip(number);
        }
    }

    /// Brings to disk what took its place; gives the journal back.
    pub fn finish(mut self) -> Option<Journal> {
        self.settle();
        self.journal
    }

    fn settle(&mut self) {
        let folders = std::mem::take(&mut self.unsettled);
        if cfg!(target_os = "linux") && folders.len() > FEW {
            let mut disks = Disks::default();
            if folders.iter().all(|folder| File::open(folder).is_ok_and(|f| disks.note(&f, folder).is_ok()))
                && disks.sync().is_ok()
            {
                return;
            }
        }
        folders.iter().for_each(|folder| sync_folder(folder));
    }
}

/// The disks that new texts were written to.
#[derive(Default)]
struct Disks {
    #[cfg(target_os = "linux")]
    seen: Vec<(u64, File, PathBuf)>,
}

impl Disks {
    /// Remembers the disk of a file before anything is written to it, so that whatever goes wrong from then on is told.
    fn note(&mut self, file: &File, folder: &Path) -> std::io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::MetadataExt;
            let disk = file.metadata()?.dev();
            if self.seen.iter().all(|(seen, ..)| *seen != disk) {
                self.seen.push((disk, file.try_clone()?, folder.to_owned()));
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (file, folder);
        Ok(())
    }

    /// Does the file lie on one of them?
    fn hold(&self, file: &File) -> bool {
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::MetadataExt;
            file.metadata().is_ok_and(|m| self.seen.iter().any(|(seen, ..)| *seen == m.dev()))
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = file;
            false
        }
    }

    /// Brings everything on them to disk.
    fn sync(&self) -> Result<(), Trouble> {
        #[cfg(target_os = "linux")]
        for (_, file, folder) in &self.seen {
            rustix::fs::syncfs(file).map_err(|e| Trouble::system(folder, "the new texts can't be brought to disk")(e.into()))?;
        }
        Ok(())
    }
}

/// The name of the new text of a file until it takes its place.
pub(super) fn temporary_name(run: &str, number: u32) -> String {
    format!(".copydesk-{run}-{number}")
}

/// Looks whether the file may be replaced; gives what is to be kept of it.
fn look(change: &Change) -> Result<Option<Metadata>, Trouble> {
    let path = &change.path;
    if change.old.is_none() {
        return Ok(None);
    }
    let metadata = std::fs::metadata(&change.target).map_err(Trouble::system(path, "can't be looked at"))?;
    if !metadata.is_file() {
        return Err(Trouble::refused(path, "it is no regular file, so it can't be replaced; use --output or --stdout"));
    }
    if metadata.permissions().readonly() {
        return Err(Trouble::refused(path, "it is read-only; make it writable, or use --output"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if metadata.nlink() > 1 {
            return Err(Trouble::refused(path, "it has other hard links, which would keep the old text; use --output"));
        }
        if rustix::fs::access(&change.target, rustix::fs::Access::WRITE_OK).is_err() {
            return Err(Trouble::refused(path, "it may not be written by you; use --output"));
        }
    }
    Ok(Some(metadata))
}

/// Writes the new text beside its place, with the mode and (where permitted) the owner of the old.
fn stage(
    change: &Change,
    old: Option<&Metadata>,
    id: Option<(&str, u32)>,
    opened: impl FnOnce(&File) -> std::io::Result<()>,
) -> Result<tempfile::TempPath, Trouble> {
    let path = &change.path;
    let named = id.map(|(run, number)| temporary_name(run, number));
    let mut builder = tempfile::Builder::new();
    match &named {
        Some(name) => builder.prefix(name).rand_bytes(0),
        None => builder.prefix(".copydesk-").rand_bytes(12),
    };
    if old.is_none() {
        as_open_as_any(&mut builder);
    }
    let mut temporary =
        builder.tempfile_in(folder_of(&change.target)).map_err(Trouble::system(path, "no new file can be made beside it"))?;
    opened(temporary.as_file()).map_err(Trouble::system(path, "no new file can be made beside it"))?;
    temporary.write_all(&change.new).map_err(Trouble::system(path, "the new text can't be written beside it"))?;
    if let Some(old) = old {
        keep(temporary.as_file(), old).map_err(Trouble::system(path, "its mode can't be kept"))?;
    }
    // Closed: a batch has more files than a process may have open on some systems.
    Ok(temporary.into_temp_path())
}

fn keep(file: &File, old: &Metadata) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            // Only the superuser may give files away; others may have the group, or the owner can't be kept.
            if std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
                let _ = std::os::unix::fs::fchown(file, None, Some(old.gid()));
            }
        }
    }
    // Behind the owner: a file given away loses its set-user bit.
    file.set_permissions(old.permissions())
}

/// Brings a new text to disk.
fn sync(change: &Change, temporary: &Path) -> Result<(), Trouble> {
    let opened = std::fs::OpenOptions::new().write(true).open(temporary).or_else(|_| File::open(temporary));
    opened.and_then(|file| file.sync_all()).map_err(Trouble::system(&change.path, "the new text can't be brought to disk"))
}

/// Lets the new text take its place, if the old one is still what was read.
fn put(change: &Change, temporary: tempfile::TempPath) -> Result<(), Trouble> {
    let path = &change.path;
    let trouble = |e: tempfile::PathPersistError| Trouble::system(path, "can't be replaced")(e.error);
    match &change.old {
        Some(old) => {
            let now = std::fs::read(&change.target).map_err(Trouble::system(path, "can't be read again"))?;
            if now != *old {
                return Err(changed(path));
            }
            temporary.persist(&change.target).map_err(trouble)
        }
        None => temporary.persist_noclobber(&change.target).map_err(trouble),
    }
}

fn changed(path: &Path) -> Trouble {
    Trouble::refused(path, "it changed while it was being worked on; run again")
}

/// A file beside the place that one of the program's own (a report, decisions) is to take, as open as any other that the user makes.
///
/// # Errors
/// The system said no.
pub fn new_beside(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    as_open_as_any(builder.prefix(".copydesk-"));
    builder.tempfile_in(folder_of(path))
}

/// Temporary files are private; this one is not to be: the umask says how open it is.
fn as_open_as_any(builder: &mut tempfile::Builder<'_, '_>) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
