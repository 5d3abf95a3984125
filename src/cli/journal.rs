//! The journal of runs as the command line knows it: where it lies, and how a run is begun and ended.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;
use copydesk::desk::journal::{End, Journal, Start, Store};
use copydesk::desk::{Change, Replacer, Trouble};
use etcetera::BaseStrategy;
use jiff::ZonedDateTime;

use super::exit::complain;

/// Files and bytes that are replaced together.
const BATCH: usize = 512;
const WEIGHT: usize = 32 << 20;

/// Whether a run can be undone.
#[derive(Args, Debug)]
pub struct JournalFlags {
    /// Keep no journal: what is changed can't be undone
    #[arg(long)]
    no_journal: bool,
}

impl JournalFlags {
    /// Begins a run; nothing is written before its journal is there.
    pub fn begin(&self) -> anyhow::Result<Replacer> {
        // A limit on the size of files (ulimit -f) is an error of the write, not the end of the program.
        #[cfg(unix)]
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::new(Default::default()));
        if self.no_journal {
            return Ok(Replacer::with(None));
        }
        let journal = begin().context("nothing was changed; --no-journal changes files without a way back")?;
        Ok(Replacer::with(Some(journal)))
    }
}

fn begin() -> anyhow::Result<Journal> {
    let store = store()?;
    store.sweep()?;
    let now = ZonedDateTime::now();
    let start = Start {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        began: now.timestamp().as_millisecond(),
        folder: std::env::current_dir().map(|f| f.display().to_string()).unwrap_or_default(),
        words: std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect(),
    };
    Ok(store.begin(&now.strftime("%Y%m%d-%H%M%S").to_string(), &start)?)
}

/// The user's journals.
pub fn store() -> anyhow::Result<Store> {
    let base = etcetera::choose_base_strategy()
        .map_err(|_| anyhow!("the folder of the journal can't be told: neither XDG_STATE_HOME nor HOME is set"))?;
    let folder: PathBuf = base.state_dir().unwrap_or_else(|| base.data_dir());
    Ok(Store::at(folder.join("copydesk").join("runs")))
}

/// Changes that wait to be made together, each with what belongs to it.
pub struct Batch<T> {
    replacer: Replacer,
    changes: Vec<Change>,
    kept: Vec<T>,
    weight: usize,
    end: End,
}

impl<T> Batch<T> {
    /// An empty one.
    pub fn of(replacer: Replacer) -> Self {
        Batch { replacer, changes: Vec::new(), kept: Vec::new(), weight: 0, end: End::default() }
    }

    /// Adds a change; when there are enough, they are made.
    ///
    /// # Errors
    /// The journal can't be written, or a disk takes nothing more.
    pub fn add(&mut self, change: Change, kept: T, each: impl FnMut(T, Result<(), Trouble>)) -> anyhow::Result<()> {
        self.weight += change.weight();
        self.changes.push(change);
        self.kept.push(kept);
        if self.changes.len() >= BATCH || self.weight >= WEIGHT { self.make(each) } else { Ok(()) }
    }

    /// Makes the changes, and says of each whether it was made.
    pub fn make(&mut self, mut each: impl FnMut(T, Result<(), Trouble>)) -> anyhow::Result<()> {
        let (changes, kept) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.kept));
        self.weight = 0;
        if changes.is_empty() {
            return Ok(());
        }
        let results = self.replacer.replace(&changes).with_context(|| match self.replacer.run() {
            Some(run) if self.end.files > 0 => {
                let undo = format!("{} files were changed before: copydesk undo {run}", self.end.files);
                format!("the run ends here, and what was left to do is as it was; {undo}")
            }
            _ => "the run ends here; nothing was changed".to_owned(),
        })?;
        for (kept, result) in kept.into_iter().zip(results) {
            self.end.files += u32::from(result.is_ok());
            each(kept, result);
        }
        Ok(())
    }

    /// Ends the run; `fixes` were made. Gives its name if it can be undone.
    pub fn end(self, fixes: usize) -> Option<String> {
        end(self.replacer, self.end.files as usize, fixes)
    }
}

/// Ends a run that changed so many files and made so many fixes. Gives its name if it can be undone.
pub fn end(replacer: Replacer, files: usize, fixes: usize) -> Option<String> {
    let journal = replacer.finish()?;
    let run = (files > 0).then(|| journal.id().to_owned());
    if let Err(trouble) = journal.end(&End { files: files as u32, fixes: fixes as u64 }) {
        // What was journalled is on disk: only the last frame is missing.
        complain(&trouble.to_string());
    }
    run
}
