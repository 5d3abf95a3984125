//! Where the decisions of a review are kept until they are written: in the user's state folder, one file for each file reviewed,
//! or in a decisions file that was named.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use copydesk::review::{Decision, Decisions};
use etcetera::BaseStrategy;

use crate::cli::decided;

/// Where decisions are kept.
pub enum Store {
    /// In this folder, one file for each file reviewed.
    State(PathBuf),
    /// In this file, with those of other files.
    File {
        /// Where it lies; `None`: decisions are held in memory and end with the review.
        path: Option<PathBuf>,
        /// What it holds, by the path of the file decided on.
        files: BTreeMap<String, Vec<Decision>>,
    },
}

impl Store {
    /// The user's state folder: below `XDG_STATE_HOME`, else `~/.local/state`.
    pub fn state() -> Store {
        match etcetera::choose_base_strategy() {
            Ok(base) => {
                let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
                Store::State(folder.join("copydesk").join("review"))
            }
            Err(_) => Store::File { path: None, files: BTreeMap::new() },
        }
    }

    /// A decisions file; one that is not there yet is made when there is something to keep.
    pub fn file(path: &Path) -> anyhow::Result<Store> {
        let mut files: BTreeMap<String, Vec<Decision>> = BTreeMap::new();
        if path.exists() {
            decided::read(path)?.into_list().into_iter().for_each(|d| files.entry(d.path.clone()).or_default().push(d));
        }
        Ok(Store::File { path: Some(path.to_owned()), files })
    }

    /// The decisions made on a file before.
    pub fn load(&self, file: &Path) -> anyhow::Result<Vec<Decision>> {
        match self {
            Store::State(folder) => {
                let place = folder.join(name(file).1);
                if !place.exists() {
                    return Ok(Vec::new());
                }
                let read = decided::read(&place);
                let hint = "these decisions of an earlier review can't be taken up; remove that file to begin anew";
                Ok(read.context(hint)?.into_list())
            }
            Store::File { files, .. } => Ok(files.get(&file.display().to_string()).cloned().unwrap_or_default()),
        }
    }

    /// Takes the decisions on a file; [`Store::flush`] brings them to disk.
    pub fn put(&mut self, file: &Path, mut decisions: Vec<Decision>) -> anyhow::Result<()> {
        match self {
            Store::State(folder) => {
                let (real, name) = name(file);
                let place = folder.join(name);
                decisions.iter_mut().for_each(|d| d.path.clone_from(&real));
                if decisions.is_empty() {
                    return match std::fs::remove_file(&place) {
                        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).with_context(|| place.display().to_string()),
                        _ => Ok(()),
                    };
                }
                std::fs::create_dir_all(&*folder).with_context(|| format!("{}: the folder can't be made", folder.display()))?;
                replace(&place, &Decisions::new(decisions).write())
            }
            Store::File { files, .. } => {
                let path = file.display().to_string();
                decisions.iter_mut().for_each(|d| d.path.clone_from(&path));
                files.insert(path, decisions);
                Ok(())
            }
        }
    }

    /// Brings to disk what was put.
    pub fn flush(&self) -> anyhow::Result<()> {
        match self {
            Store::State(_) | Store::File { path: None, .. } => Ok(()),
            Store::File { path: Some(path), files } => {
                replace(path, &Decisions::new(files.values().flatten().cloned().collect()).write())
            }
        }
    }

    /// Where, in words.
    pub fn place(&self) -> String {
        match self {
            Store::State(folder) => folder.display().to_string(),
            Store::File { path: None, .. } => "memory alone: neither XDG_STATE_HOME nor HOME names a folder".to_owned(),
            Store::File { path: Some(path), .. } => path.display().to_string(),
        }
    }
}

/// Where a file lies, and the name of the file that its decisions are kept in.
fn name(file: &Path) -> (String, String) {
    let real = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let hash = real
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (real.display().to_string(), format!("{hash:016x}.json"))
}

/// Replaces a decisions file.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    decided::replace(path, text).map_err(|e| anyhow!("{}: the decisions can't be kept: {e}", path.display()))
}
