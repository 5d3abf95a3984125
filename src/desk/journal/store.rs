//! The folder of journals: one file a run, `NAME.open` while a process works on it, `NAME.run` afterwards.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::frame::{End, Frame, Frames, START, Start, frame};
use super::{Journal, MAGIC};
use crate::desk::Trouble;
use crate::desk::replace::temporary_name;

/// Where journals lie.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// How things stand with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It can be undone.
    Done,
    /// It was cut off; what it did can be undone.
    CutOff,
    /// A process is working on it.
    Running,
    /// It was undone.
    Undone,
    /// It was undone, but for files that had changed since.
    UndoneInPart,
}

/// A run as a list shows it.
#[derive(Clone, Debug)]
pub struct RunSummary {
    /// Its name.
    pub id: String,
    /// How it began.
    pub start: Start,
    /// Files it replaced.
    pub files: u32,
    /// Fixes it made, if it came to its end.
    pub fixes: Option<u64>,
    /// How things stand.
    pub state: RunState,
    /// Bytes that its journal takes.
    pub size: u64,
}

/// Which journals are removed: those of undone runs, those older than `older_than`, and of the others the oldest until they
/// take no more than `size` bytes together. The last run stays, and so does what a process is working on.
#[derive(Clone, Copy, Debug)]
pub struct Prune {
    /// In milliseconds since 1970.
    pub older_than: i64,
    /// In bytes.
    pub size: u64,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Journals.
    pub runs: usize,
    /// Bytes.
    pub bytes: u64,
    /// Journals that stay.
    pub left: usize,
}

impl Store {
    /// The store in that folder, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Store { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins the journal of a run, called `name` (or, if there is such a run, the like).
    ///
    /// # Errors
    /// The folder can't be made or written to.
    pub fn begin(&self, name: &str, start: &Start) -> Result<Journal, Trouble> {
        self.make().map_err(Trouble::system(&self.folder, "the folder of the journal can't be made"))?;
        let made = (1..1000).find_map(|n| {
            let id = if n == 1 { name.to_owned() } else { format!("{name}-{n}") };
            let path = self.open_path(&id);
            match self.create(&path) {
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => None,
                Err(e) => Some(Err(e)),
                // A run of the same second may have come to its end in between.
                Ok(_) if self.closed_path(&id).exists() => {
                    let _ = std::fs::remove_file(&path);
                    None
                }
                Ok(file) => Some(Ok((id, path, file))),
            }
        });
        let trouble = Trouble::system(&self.folder, "the journal can't be begun");
        let (id, path, mut file) = match made {
            Some(Ok(made)) => made,
            Some(Err(error)) => return Err(trouble(error)),
            None => return Err(trouble(std::io::ErrorKind::AlreadyExists.into())),
        };
        let bytes = [MAGIC, &frame(START, start)].concat();
        if let Err(error) = file.write_all(&bytes) {
            let _ = std::fs::remove_file(&path);
            return Err(trouble(error));
        }
        Ok(Journal { file, path, id, length: bytes.len() as u64, files: 0, late: Vec::new(), named: false })
    }

    /// What old texts say is nobody else's business, so the folder is the user's own.
    fn make(&self) -> std::io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let new: Vec<&Path> = self.folder.ancestors().take_while(|f| !f.exists()).collect();
        builder.create(&self.folder)?;
        new.iter().filter_map(|folder| folder.parent()).for_each(sync_folder);
        Ok(())
    }

    fn create(&self, path: &Path) -> std::io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        file.lock()?;
        Ok(file)
    }

    pub(super) fn open_path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.open"))
    }

    pub(super) fn closed_path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.run"))
    }

    /// The names of all runs.
    ///
    /// # Errors
    /// The folder is there and can't be read.
    fn names(&self) -> Result<Vec<(String, PathBuf)>, Trouble> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(Trouble::system(&self.folder, "the folder of the journal can't be read")(e)),
        };
        let mut names = Vec::new();
        for path in entries.flatten().map(|e| e.path()) {
            let ending = path.extension().and_then(|e| e.to_str());
            if let (Some("open" | "run"), Some(id)) = (ending, path.file_stem().and_then(|s| s.to_str())) {
                names.push((id.to_owned(), path.clone()));
            }
        }
        names.sort();
        Ok(names)
    }

    /// All runs, the oldest first; and what could not be read.
    ///
    /// # Errors
    /// The folder is there and can't be read.
    pub fn runs(&self) -> Result<(Vec<RunSummary>, Vec<Trouble>), Trouble> {
        let (mut runs, mut troubles) = (Vec::new(), Vec::new());
        for (id, path) in self.names()? {
            match summary(&id, &path) {
                Ok(run) => runs.push(run),
                // It came to its end, or was removed, since the folder was read.
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => runs.extend(summary(&id, &self.closed_path(&id))),
                Err(e) => troubles.push(Trouble::system(&path, "the journal can't be read")(e)),
            }
        }
        runs.sort_by(|a, b| (a.start.began, &a.id).cmp(&(b.start.began, &b.id)));
        Ok((runs, troubles))
    }

    /// Removes what runs that were cut off have left beside files: new texts that never took their place. Gives how many.
    ///
    /// # Errors
    /// The folder is there and can't be read.
    pub fn sweep(&self) -> Result<usize, Trouble> {
        let mut removed = 0;
        for (id, path) in self.names()? {
            if path.extension().is_some_and(|e| e == "run") {
                continue;
            }
            // What can't be read or is locked is not for us to tidy.
            let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) else { continue };
            // One without a byte is being begun.
            let begun = file.metadata().is_ok_and(|m| m.len() > 0);
            if begun && file.try_lock().is_ok() && path.exists() {
                removed += sweep_run(&id, &file);
                let _ = close(&path);
            }
        }
        Ok(removed)
    }

    /// Removes journals by the rule.
    ///
    /// # Errors
    /// The folder can't be read, or a journal can't be removed.
    pub fn prune(&self, rule: Prune) -> Result<Pruned, Trouble> {
        let (runs, _) = self.runs()?;
        let mut pruned = Pruned { left: runs.len(), ..Pruned::default() };
        let mut size = 0;
        let last = runs.len().saturating_sub(1);
        for (place, run) in runs.iter().enumerate().rev() {
            size += run.size;
            let spent = run.state == RunState::Undone || run.start.began < rule.older_than || size > rule.size;
            if !spent || run.state == RunState::Running || (place == last && run.state != RunState::Undone) {
                continue;
            }
            let path = self.closed_path(&run.id);
            let path = if path.exists() { path } else { self.open_path(&run.id) };
            std::fs::remove_file(&path).map_err(Trouble::system(&path, "the journal can't be removed"))?;
            size -= run.size;
            pruned.runs += 1;
            pruned.bytes += run.size;
            pruned.left -= 1;
        }
        Ok(pruned)
    }
}

/// Nobody works on the journal any longer.
pub(super) fn close(path: &Path) -> Result<(), Trouble> {
    std::fs::rename(path, path.with_extension("run")).map_err(Trouble::system(path, "the journal can't be closed"))
}

/// Removes the new texts that a run left beside files without putting them in their place.
pub(super) fn sweep_run(id: &str, file: &File) -> usize {
    let Ok(mut frames) = Frames::of(file) else { return 0 };
    let (mut number, mut removed) = (0, 0);
    while let Ok(Some(frame)) = frames.next(true) {
        match frame {
            Frame::File(file) => {
                let temporary = file.path.with_file_name(temporary_name(id, number));
                removed += usize::from(std::fs::remove_file(temporary).is_ok());
                number += 1;
            }
            Frame::Damaged => number += 1,
            _ => {}
        }
    }
    removed
}

fn summary(id: &str, path: &Path) -> std::io::Result<RunSummary> {
    let file = File::open(path)?;
    let running = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    let size = file.metadata()?.len();
    let mut frames = Frames::of(file)?;
    let mut run = RunSummary { id: id.to_owned(), start: Start::default(), files: 0, fixes: None, state: RunState::CutOff, size };
    while let Some(frame) = frames.next(false)? {
        match frame {
            Frame::Start(start) => run.start = start,
            Frame::File(_) | Frame::Passed => run.files += 1,
            Frame::Skipped(_) => run.files = run.files.saturating_sub(1),
            Frame::End(End { fixes, .. }) => (run.fixes, run.state) = (Some(fixes), RunState::Done),
            Frame::Undone(0) => run.state = RunState::Undone,
            Frame::Undone(_) => run.state = RunState::UndoneInPart,
            Frame::Damaged | Frame::Taken(..) => {}
        }
    }
    if running {
        run.state = RunState::Running;
    }
    Ok(run)
}

/// Brings the names in a folder to disk, where the system can.
pub(in crate::desk) fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        // What is in the folder is there; one that can't be synced is no reason to call it gone.
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}
