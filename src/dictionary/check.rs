//! What is wrong with entries that can be read: `copydesk dict check` and the test of the built-in dictionaries share it.

use std::collections::{HashMap, HashSet};

use super::entry::{Case, Entry, EntryTier, Kind};
use super::{Dictionary, compile};
use crate::edit::Tier;
use crate::lexicon;
use crate::pipeline::{Options, Pipeline};

impl Dictionary {
    /// The faults of these dictionaries, each a line that names file, line and cause: a form that is both right and wrong (a
    /// loop), or wrong for two names; a form typed twice or for nothing; a common word as a wrong form without evidence; a
    /// test inside an entry that does not hold.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.conflicts();
        for entry in self.entries() {
            faults.extend(common_words(entry));
            faults.extend(failing_tests(entry));
        }
        faults
    }

    fn conflicts(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut rights: HashMap<&str, String> = HashMap::new();
        let mut names: HashMap<&str, String> = HashMap::new();
        for entry in self.entries().filter(|e| e.find.is_none()) {
            if entry.plain
                && let Some(first) = names.insert(&entry.right, entry.place())
            {
                faults.push(format!("{}: {:?} stands at {first} already", entry.place(), entry.right));
            }
            rights.entry(&entry.right).or_insert_with(|| entry.place());
            for also in &entry.also {
                rights.entry(also).or_insert_with(|| entry.place());
            }
        }
        let mut wrongs: HashMap<&str, &Entry> = HashMap::new();
        for entry in self.entries().filter(|e| !e.off) {
            let mut own = HashSet::new();
            for wrong in &entry.wrong {
                if !own.insert(wrong) {
                    faults.push(format!("{}: {wrong:?} is typed twice", entry.place()));
                }
                if let Some(place) = rights.get(wrong.as_str()).filter(|_| entry.when.is_open()) {
                    faults.push(format!("{}: the wrong form {wrong:?} is a right form at {place}: a loop", entry.place()));
                }
                if compile::fold(wrong) == compile::fold(&entry.right) && entry.plain && entry.kind != Kind::Term {
                    faults.push(format!("{}: {wrong:?} follows by rule; it need not be typed", entry.place()));
                }
                let first = wrongs.insert(wrong, entry);
                if let Some(first) = first.filter(|f| f.when == entry.when && f.right != entry.right) {
                    faults.push(format!("{}: {wrong:?} is repaired otherwise at {}", entry.place(), first.place()));
                }
            }
        }
        faults
    }
}

fn common_words(entry: &Entry) -> Vec<String> {
    let mut faults = Vec::new();
    if entry.when.is_open() && entry.tier == EntryTier::Fix {
        let common = |w: &&String| w.chars().all(char::is_alphabetic) && lexicon::class(w).is_usual();
        faults.extend(
            entry
                .wrong
                .iter()
                .filter(common)
                .map(|w| format!("{}: {w:?} is a common word; give the entry a `when`", entry.place())),
        );
    }
    if entry.case == Case::Follow && entry.kind != Kind::Term {
        faults.push(format!("{}: the case of a name is its own; case = \"follow\" is for kind = \"term\"", entry.place()));
    }
    faults
}

/// Runs each test of the entry with this entry alone, suggestions applied where the entry only suggests.
fn failing_tests(entry: &Entry) -> Vec<String> {
    if entry.tests.is_empty() {
        return Vec::new();
    }
    let dictionary = Dictionary::empty().add_entries(vec![entry.clone()]).build();
    let apply = if entry.tier == EntryTier::Fix { Tier::Fix } else { Tier::Suggest };
    let rules = ["misspelled-name", "translated-name", "spun-words", "garbled-term", "pattern"].map(str::to_owned).to_vec();
    let pipeline = Pipeline::with(dictionary, Options { apply, rules, ..Options::default() });
    let fails = |(before, after): &(String, String)| {
        let wanted = if after == "=" { before } else { after };
        let got = pipeline.run(before).text;
        (got != *wanted).then(|| format!("{}: the test {before:?} gives {got:?}, not {wanted:?}", entry.place()))
    };
    entry.tests.iter().filter_map(fails).collect()
}
