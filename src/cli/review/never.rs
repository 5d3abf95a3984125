//! “Never again”: what is put into the user's dictionary, and which file that is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use copydesk::desk::journal::New;
use copydesk::desk::{Change, Replacer};
use copydesk::dictionary::Dictionary;
use copydesk::review::learn::{Never, never_again};

use crate::cli::config::{self, Config};
use crate::cli::flags::RuleFlags;

/// The dictionary that is written to, and the settings file that must name it, if it does not yet.
pub struct Target {
    /// The dictionary.
    pub dictionary: PathBuf,
    settings: Option<PathBuf>,
}

/// Its name where the user has none.
const HOUSE: &str = "house.toml";

impl Target {
    /// The last dictionary named on the command line or in the settings; else `house.toml` beside the settings, which then name it.
    pub fn of(flags: &RuleFlags) -> anyhow::Result<Target> {
        let (own, Config { path, .. }) = flags.own_dictionary()?;
        if let Some(dictionary) = own {
            return Ok(Target { dictionary, settings: None });
        }
        let settings = path.unwrap_or_else(|| PathBuf::from("copydesk.toml"));
        let dictionary = settings.parent().unwrap_or(Path::new("")).join(HOUSE);
        Ok(Target { dictionary, settings: Some(settings) })
    }

    /// The file, and the other one that is written, in words.
    pub fn said(&self) -> String {
        match &self.settings {
            None => self.dictionary.display().to_string(),
            Some(settings) => format!("{} (named in {})", self.dictionary.display(), settings.display()),
        }
    }

    /// Adds what is never to be done again and does not stand there yet; how many entries that was.
    pub fn add(&self, all: &BTreeSet<Never>, replacer: &mut Replacer) -> anyhow::Result<usize> {
        let path = &self.dictionary;
        let old = match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(e).with_context(|| format!("{}: the dictionary can't be read", path.display())),
        };
        let name = path.display().to_string();
        let read = |text: &str| Dictionary::empty().add(&name, text).map_err(|problem| anyhow!("{}", config::show(&problem)));
        let text = old.clone().unwrap_or_default();
        let there = read(&text)?.build();
        let stands = |never: &Never| match never {
            Never::Form(form) => there.entries().any(|e| e.right == *form && !e.off),
            Never::Entry(right) => there.entries().any(|e| e.right == *right && e.off),
        };
        let new: Vec<&Never> = all.iter().filter(|n| !stands(n)).collect();
        if new.is_empty() {
            return Ok(0);
        }
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else if text.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let text = format!("{text}{gap}{}", never_again(new.iter().copied()));
        read(&text).context("the dictionary was left as it is")?;
        // The settings first: a dictionary that nobody reads would be as good as lost.
        if let Some(settings) = &self.settings {
            self.name_in(settings, replacer)?;
        }
        put(path, old.as_deref(), &text, replacer)?;
        Ok(new.len())
    }

    fn name_in(&self, settings: &Path, replacer: &mut Replacer) -> anyhow::Result<()> {
        let line = format!("dictionaries = [\"{HOUSE}\"]\n");
        match std::fs::read_to_string(settings) {
            Ok(old) if old.lines().any(|l| l.trim_start().starts_with("dictionaries")) => {
                Err(anyhow!("{}: name {HOUSE} in its `dictionaries`, then write again", settings.display()))
            }
            Ok(old) => put(settings, Some(&old), &format!("{line}{old}"), replacer),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => put(settings, None, &line, replacer),
            Err(e) => Err(e).with_context(|| format!("{}: the settings can't be read", settings.display())),
        }
    }
}

fn put(path: &Path, old: Option<&str>, new: &str, replacer: &mut Replacer) -> anyhow::Result<()> {
    let new = new.as_bytes().to_vec();
    let change = match old {
        Some(old) => {
            let old = old.as_bytes().to_vec();
            let how = New::of(&old, &new, Vec::new());
            Change::replace(path, old, new, how)?
        }
        None => Change::make(path, new),
    };
    Ok(replacer.replace_one(change)?)
}
