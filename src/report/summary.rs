//! What a run over files comes to: counts, the entries that fired most, the worst files.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::finding::Said;
use super::visible::visible;
use crate::outcome::Outcome;

/// Entries and files that a summary names.
const NAMED: usize = 10;

/// A file of fewer words is not ranked: one garble in a headline would outdo any article.
const RANKED: usize = 100;

/// What was found in one file.
#[derive(Clone, Debug)]
pub struct FileTally {
    /// The file.
    pub path: PathBuf,
    /// Fixes, suggestions and notes.
    pub found: Found,
    /// Words of the text; counted only if something was found.
    pub words: usize,
    rules: Vec<&'static str>,
    entries: Vec<Entry>,
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Fixes.
    pub fixes: usize,
    /// Suggestions.
    pub suggestions: usize,
    /// Notes.
    pub notes: usize,
}

impl Found {
    /// All together: places where the text is garbled.
    pub fn garbles(self) -> usize {
        self.fixes + self.suggestions + self.notes
    }
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    original: String,
    replacement: String,
}

impl FileTally {
    /// Counts what came of a text.
    pub fn of(path: &Path, text: &str, outcome: &Outcome) -> FileTally {
        let Outcome { changes, suggestions, notes, .. } = outcome;
        let found = Found { fixes: changes.len(), suggestions: suggestions.len(), notes: notes.len() };
        let mut file = FileTally { path: path.to_owned(), found, words: 0, rules: Vec::new(), entries: Vec::new() };
        if found.garbles() > 0 {
            file.words = words(text);
        }
        for change in changes {
            let said = Said::of(change);
            file.rules.extend(said.rules);
            let mut named: Vec<&String> = change.parts.iter().filter_map(|p| p.entry.as_ref()).collect();
            named.sort_unstable();
            named.dedup();
            file.entries.extend(named.into_iter().map(|name| Entry {
                name: name.clone(),
                original: text[change.source.range()].to_owned(),
                replacement: change.replacement.clone().unwrap_or_default(),
            }));
        }
        file
    }

    /// Garbles in a thousand words.
    pub fn rate(&self) -> f64 {
        if self.words == 0 { 0.0 } else { self.found.garbles() as f64 * 1000.0 / self.words as f64 }
    }

    /// The same as it is shown.
    pub fn rounded_rate(&self) -> f64 {
        (self.rate() * 10.0).round() / 10.0
    }
}

/// Words between spaces, as `wc -w` counts them.
fn words(text: &str) -> usize {
    let mut inside = false;
    let starts = text.bytes().filter(|b| {
        let before = std::mem::replace(&mut inside, !b.is_ascii_whitespace());
        inside && !before
    });
    starts.count()
}

/// An entry of a dictionary and how often it fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryCount {
    /// The entry, `file:line`.
    pub entry: String,
    /// Fixes that it took part in.
    pub fixes: usize,
    /// What the first of them replaced.
    pub original: String,
    /// What it put there.
    pub replacement: String,
}

/// A file and how garbled it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileRate {
    /// The file.
    pub path: String,
    /// What was found in it.
    #[serde(flatten)]
    pub found: Found,
    /// Its words.
    pub words: usize,
    /// Garbles in a thousand of them.
    pub per_thousand_words: f64,
}

/// What a run over files comes to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files read.
    pub read: usize,
    /// Files changed (or, where nothing is written, files that would be).
    pub changed: usize,
    /// Files refused.
    pub refused: usize,
    /// All that was found.
    pub found: Found,
    /// The run that can be undone.
    pub run: Option<String>,
    rules: BTreeMap<&'static str, usize>,
    entries: HashMap<String, EntryCount>,
    worst: Vec<FileRate>,
    most: Vec<FileRate>,
}

impl Summary {
    /// Adds a file; if it was `refused`, what was found in it does not count.
    pub fn add(&mut self, file: FileTally, changed: bool, refused: bool) {
        self.read += 1;
        self.refused += usize::from(refused);
        if refused || file.found.garbles() == 0 {
            return;
        }
        self.changed += usize::from(changed);
        self.found.fixes += file.found.fixes;
        self.found.suggestions += file.found.suggestions;
        self.found.notes += file.found.notes;
        let ranked = FileRate {
            path: file.path.display().to_string(),
            found: file.found,
            words: file.words,
            per_thousand_words: file.rounded_rate(),
        };
        for rule in file.rules {
            *self.rules.entry(rule).or_default() += 1;
        }
        for Entry { name, original, replacement } in file.entries {
            let counted = self.entries.entry(name);
            counted.and_modify(|e| e.fixes += 1).or_insert_with_key(|name| EntryCount {
                entry: name.clone(),
                fixes: 1,
                original,
                replacement,
            });
        }
        if ranked.found.fixes > 0 {
            keep(&mut self.most, ranked.clone(), |f| f.found.fixes as f64);
        }
        if ranked.words >= RANKED {
            keep(&mut self.worst, ranked, |f| f.per_thousand_words);
        }
    }

    /// Fixes by rule, the most first.
    pub fn rules(&self) -> Vec<(&'static str, usize)> {
        let mut rules: Vec<(&'static str, usize)> = self.rules.iter().map(|(rule, count)| (*rule, *count)).collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rules
    }

    /// The ten entries that fired most.
    pub fn entries(&self) -> Vec<&EntryCount> {
        let mut entries: Vec<&EntryCount> = self.entries.values().collect();
        entries.sort_by(|a, b| b.fixes.cmp(&a.fixes).then(a.entry.cmp(&b.entry)));
        entries.truncate(NAMED);
        entries
    }

    /// The ten files of a hundred words or more that are garbled worst, in garbles per thousand words.
    pub fn worst(&self) -> &[FileRate] {
        &self.worst
    }

    /// The ten files with the most fixes.
    pub fn most(&self) -> &[FileRate] {
        &self.most
    }

    /// The summary in words, for a terminal or a log.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let Found { fixes, suggestions, notes } = self.found;
        let read = of(self.read, "file", "files");
        let _ = writeln!(out, "{read} read, {} changed, {} refused; {}", self.changed, self.refused, of(fixes, "fix", "fixes"));
        for (rule, count) in self.rules() {
            let _ = writeln!(out, "{count:>6}  {rule}");
        }
        // One file's changes are all there is to say of it.
        if self.read > 1 && !self.entries.is_empty() {
            out += "Entries that fired most\n";
            for e in self.entries() {
                let (original, replacement) = (visible(&e.original), visible(&e.replacement));
                let _ = writeln!(out, "{:>6}  “{original}” → “{replacement}” ({})", e.fixes, visible(&e.entry));
            }
        }
        if self.read > 1 && !self.worst.is_empty() {
            out += "Garbles per thousand words, the worst files\n";
            for f in &self.worst {
                let _ = writeln!(out, "{:>6.1}  {}", f.per_thousand_words, visible(&f.path));
            }
        }
        if suggestions + notes > 0 {
            let _ = writeln!(out, "{} suggestions and notes are left to a person: copydesk check", suggestions + notes);
        }
        if let Some(run) = &self.run {
            let _ = writeln!(out, "copydesk undo {run} takes this back");
        }
        out
    }
}

/// Puts a file into a list of the most, if it belongs there: earlier files stay before later ones.
fn keep(list: &mut Vec<FileRate>, file: FileRate, by: impl Fn(&FileRate) -> f64) {
    let place = list.partition_point(|f| by(f) >= by(&file));
    if place < NAMED {
        list.insert(place, file);
        list.truncate(NAMED);
    }
}

pub(super) fn of(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_wc_does() {
        for (text, count) in [("", 0), (" a  b\n", 2), ("a b.c\td", 3), ("é ü", 2)] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    #[test]
    fn the_worst_ten_are_ranked_and_short_files_are_not() {
        let mut summary = Summary::default();
        for n in 0..20 {
            let found = Found { fixes: n + 1, ..Found::default() };
            let words = if n == 19 { 5 } else { 1000 };
            let path = format!("{n}.txt").into();
            summary.add(FileTally { path, found, words, rules: Vec::new(), entries: Vec::new() }, true, false);
        }
        let names: Vec<&str> = summary.worst().iter().map(|f| f.path.as_str()).collect();
        assert_eq!((names.len(), names[0], names[9]), (10, "18.txt", "9.txt"));
        assert_eq!(summary.most()[0].path, "19.txt");
    }
}
