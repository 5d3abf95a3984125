//! The pages of the rules as files, so that an editor can open them: there is no network, and they are those of this version.

use std::io::Write;
use std::path::{Path, PathBuf};

use copydesk::report::file_uri;
use copydesk::rule::RULES;
use etcetera::BaseStrategy;

/// Where the pages lie.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    folder: Option<PathBuf>,
}

impl Pages {
    /// Writes those that are not there yet into the user's cache. Where that can't be done there are none.
    pub fn write() -> Pages {
        let Ok(base) = etcetera::choose_base_strategy() else { return Pages::default() };
        let folder = base.cache_dir().join("copydesk").join("rules").join(env!("CARGO_PKG_VERSION"));
        let written = std::fs::create_dir_all(&folder).and_then(|()| {
            for rule in RULES {
                page(&folder, rule.name, rule.doc)?;
            }
            Ok(())
        });
        Pages { folder: written.is_ok().then_some(folder) }
    }

    /// The page of a rule.
    pub fn uri(&self, rule: &str) -> Option<String> {
        Some(file_uri(&self.folder.as_ref()?.join(format!("{rule}.md"))))
    }
}

fn page(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let path = folder.join(format!("{name}.md"));
    if std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(path)?;
    Ok(())
}
