//! Where the decisions of a review are kept until they are written: in the user's state folder, one file for each file reviewed,
//! or in a decisions file that was named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use copydesk::review::{Decision, Decisions};
use etcetera::BaseStrategy;

use crate::cli::decided;

/// Decisions by the path of the file they are on.
type ByFile = BTreeMap<String, Vec<Decision>>;

/// Where decisions are kept. Another review may keep its own there at the same time: what was decided here since it was read is put to
/// what lies there by then.
pub struct Store {
    place: Place,
    /// What this review knows to be kept, by file.
    known: ByFile,
    /// What is to be kept, by file, and not brought to disk yet.
    waiting: ByFile,
    /// Places that another review decided otherwise in the meantime.
    clashes: usize,
}

enum Place {
    /// In this folder, one file for each file reviewed.
    State(PathBuf),
    /// In this file, with those of other files.
    File(PathBuf),
    /// In memory: they end with the review.
    Memory,
}

impl Store {
    /// The user's state folder: below `XDG_STATE_HOME`, else `~/.local/state`.
    pub fn state() -> Store {
        let place = etcetera::choose_base_strategy().map_or(Place::Memory, |base| {
            let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
            Place::State(folder.join("copydesk").join("review"))
        });
        Store::at(place, ByFile::new())
    }

    /// A decisions file; one that is not there yet is made when there is something to keep.
    pub fn file(path: &Path) -> anyhow::Result<Store> {
        Ok(Store::at(Place::File(path.to_owned()), by_file(path)?))
    }

    fn at(place: Place, known: ByFile) -> Store {
        Store { place, known, waiting: ByFile::new(), clashes: 0 }
    }

    /// The decisions made on a file before.
    pub fn load(&mut self, file: &Path) -> anyhow::Result<Vec<Decision>> {
        let path = file.display().to_string();
        if let Place::State(folder) = &self.place {
            let hint = "these decisions of an earlier review can't be taken up; remove that file to begin anew";
            self.known.insert(path.clone(), all(&folder.join(name(file).1)).context(hint)?);
        }
        Ok(self.known.get(&path).cloned().unwrap_or_default())
    }

    /// Takes the decisions on a file; [`Store::flush`] brings them to disk.
    pub fn put(&mut self, file: &Path, decisions: Vec<Decision>) {
        self.waiting.insert(file.display().to_string(), decisions);
    }

    /// Brings to disk what was put.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = self.waiting.clone();
        match &self.place {
            Place::Memory => {}
            Place::State(folder) => {
                std::fs::create_dir_all(folder).with_context(|| format!("{}: the folder can't be made", folder.display()))?;
                let _held = hold(folder);
                for (path, ours) in &waiting {
                    let (real, name) = name(Path::new(path));
                    let place = folder.join(name);
                    let (mut list, clashes) = merged(all(&place)?, self.known.get(path), ours);
                    self.clashes += clashes;
                    list.iter_mut().for_each(|d| d.path.clone_from(&real));
                    keep(&place, list, false)?;
                }
            }
            Place::File(file) => {
                let _held = hold(file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")));
                let mut there = by_file(file)?;
                for (path, ours) in &waiting {
                    let theirs = there.remove(path).unwrap_or_default();
                    let (mut list, clashes) = merged(theirs, self.known.get(path), ours);
                    self.clashes += clashes;
                    list.iter_mut().for_each(|d| d.path.clone_from(path));
                    there.insert(path.clone(), list);
                }
                keep(file, there.into_values().flatten().collect(), true)?;
            }
        }
        self.known.extend(waiting);
        self.waiting.clear();
        Ok(())
    }

    /// Places that another review decided otherwise since this was last asked; what was decided here is kept.
    pub fn take_clashes(&mut self) -> usize {
        std::mem::take(&mut self.clashes)
    }

    /// Where, in words.
    pub fn place(&self) -> String {
        match &self.place {
            Place::State(folder) => folder.display().to_string(),
            Place::Memory => "memory alone: neither XDG_STATE_HOME nor HOME names a folder".to_owned(),
            Place::File(path) => path.display().to_string(),
        }
    }
}

/// What a decisions file holds; nothing if it is not there.
fn all(path: &Path) -> anyhow::Result<Vec<Decision>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    Ok(decided::read(path)?.into_list())
}

fn by_file(path: &Path) -> anyhow::Result<ByFile> {
    let mut files = ByFile::new();
    all(path)?.into_iter().for_each(|d| files.entry(d.path.clone()).or_default().push(d));
    Ok(files)
}

/// Replaces a decisions file; one that would hold nothing is removed, unless it is to be `left`.
fn keep(place: &Path, list: Vec<Decision>, left: bool) -> anyhow::Result<()> {
    if list.is_empty() && !left {
        return match std::fs::remove_file(place) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).with_context(|| place.display().to_string()),
            _ => Ok(()),
        };
    }
    let kept = decided::replace(place, &Decisions::new(list).write());
    kept.map_err(|e| anyhow!("{}: the decisions can't be kept: {e}", place.display()))
}

/// What lies there now, with what was decided here since it was `known`; and how many places were decided otherwise by both.
fn merged(theirs: Vec<Decision>, known: Option<&Vec<Decision>>, ours: &[Decision]) -> (Vec<Decision>, usize) {
    let known = known.map(Vec::as_slice).unwrap_or_default();
    type Id<'d> = (&'d str, Option<(usize, usize)>);
    fn id(d: &Decision) -> Id<'_> {
        (&d.key, d.nth)
    }
    fn by_id(list: &[Decision]) -> BTreeMap<Id<'_>, &Decision> {
        list.iter().map(|d| (id(d), d)).collect()
    }
    let same = |a: Option<&&Decision>, b: Option<&&Decision>| match (a, b) {
        (Some(a), Some(b)) => a.same_verdict(b),
        (None, None) => true,
        _ => false,
    };
    let (old, new, there) = (by_id(known), by_id(ours), by_id(&theirs));
    let changed: BTreeSet<Id<'_>> = old.keys().chain(new.keys()).filter(|i| !same(old.get(*i), new.get(*i))).copied().collect();
    let clash = |i: &&Id<'_>| !same(there.get(*i), old.get(*i)) && !same(there.get(*i), new.get(*i));
    let clashes = changed.iter().filter(clash).count();
    let theirs = theirs.iter().filter(|d| !changed.contains(&id(d)));
    (theirs.chain(ours.iter().filter(|d| changed.contains(&id(d)))).cloned().collect(), clashes)
}

/// Holds a folder for this review while it reads and replaces a file there; where the system can't, replacing is still whole or not.
fn hold(folder: &Path) -> Option<File> {
    let held = File::open(folder).ok()?;
    held.lock().ok()?;
    Some(held)
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
