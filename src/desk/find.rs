//! Which files a folder holds for us: those of a format that is read, not ignored, not hidden, in order of path.

use std::path::{Path, PathBuf};

use super::Trouble;
use super::pack::Packing;
use crate::formats::Format;

/// How folders are read.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Ignore files count for nothing.
    pub no_ignore: bool,
    /// Hidden files and folders too.
    pub hidden: bool,
    /// Only files that match one of these globs.
    pub include: Vec<String>,
    /// No files that match one of these.
    pub exclude: Vec<String>,
    /// Files of formats that have fields too, since those that are read are named.
    pub with_fields: bool,
}

/// The files at `path`: itself, or (a folder) every file below it whose format is read, in order of path; and what could not be looked into.
///
/// # Errors
/// `path` does not exist, or a glob can't be read.
pub fn find(path: &Path, folder: &Folder) -> Result<(Vec<PathBuf>, Vec<Trouble>), Trouble> {
    let metadata = std::fs::metadata(path).map_err(Trouble::system(path, "can't be found"))?;
    if !metadata.is_dir() {
        return Ok((vec![path.to_owned()], Vec::new()));
    }
    let mut overrides = ignore::overrides::OverrideBuilder::new(path);
    let globs = folder.include.iter().cloned().chain(folder.exclude.iter().map(|g| format!("!{g}")));
    for glob in globs {
        overrides.add(&glob).map_err(|e| Trouble::refused(path, format!("the glob {glob:?} can't be read: {e}")))?;
    }
    let overrides = overrides.build().map_err(|e| Trouble::refused(path, e.to_string()))?;
    let mut walk = ignore::WalkBuilder::new(path);
    walk.hidden(!folder.hidden).follow_links(false).require_git(false).sort_by_file_path(|a, b| a.cmp(b)).overrides(overrides);
    if !folder.no_ignore {
        walk.add_custom_ignore_filename(".copydeskignore");
    }
    if folder.no_ignore {
        walk.ignore(false).git_ignore(false).git_exclude(false).git_global(false).parents(false);
    }
    let (mut files, mut trouble) = (Vec::new(), Vec::new());
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) && is_read(entry.path(), folder) => {
                files.push(entry.into_path())
            }
            Ok(_) => {}
            Err(e) => trouble.push(Trouble::refused(path, e.to_string())),
        }
    }
    Ok((files, trouble))
}

fn is_read(path: &Path, folder: &Folder) -> bool {
    Format::of(Packing::inner(path)).is_some_and(|format| folder.with_fields || !format.needs_fields())
}
