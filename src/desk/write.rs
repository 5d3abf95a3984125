//! Replacing a file whole or not at all.

use std::io::Write;
use std::path::Path;

use super::Trouble;

/// Puts `new` in place of a file whose bytes were `old` when it was read: written beside it, synced, renamed. Mode and
/// (where permitted) owner are kept; a symlink stays one and its target is written.
///
/// # Errors
/// The file is read-only, has other hard links, changed since it was read, or the system said no. It is then as it was.
pub fn write(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Trouble> {
    let target = std::fs::canonicalize(path).map_err(Trouble::system(path, "can't be found again"))?;
    let metadata = std::fs::metadata(&target).map_err(Trouble::system(path, "can't be looked at"))?;
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
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder)
        .map_err(Trouble::system(path, "no new file can be made beside it"))?;
    temporary.write_all(new).map_err(Trouble::system(path, "the new text can't be written beside it"))?;
    let file = temporary.as_file();
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only the superuser may give files away; for others the owner is already right or can't be kept.
        let _ = std::os::unix::fs::fchown(file, Some(metadata.uid()), Some(metadata.gid()));
    }
    // Behind the owner: a file given away loses its set-user bit.
    file.set_permissions(metadata.permissions()).map_err(Trouble::system(path, "its mode can't be kept"))?;
    file.sync_all().map_err(Trouble::system(path, "the new text can't be brought to disk"))?;
    let now = std::fs::read(&target).map_err(Trouble::system(path, "can't be read again"))?;
    if now != old {
        return Err(Trouble::refused(path, "it changed while it was being worked on; run again"));
    }
    temporary.persist(&target).map_err(|e| Trouble::System {
        path: path.to_owned(),
        action: "can't be replaced",
        error: e.error,
    })?;
    #[cfg(unix)]
    if let Ok(folder) = std::fs::File::open(folder) {
        // The rename is done; a folder that can't be synced is no reason to call it undone.
        let _ = folder.sync_all();
    }
    Ok(())
}
