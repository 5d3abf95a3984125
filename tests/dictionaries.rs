//! The built-in dictionaries hold what their README promises; every exception would be a lie to a reader.

use std::collections::{HashMap, HashSet};

use copydesk::dictionary::{Case, Dictionary, Entry, EntryTier, Kind};
use copydesk::lexicon;
use copydesk::{Options, Pipeline, Tier};

fn fold(form: &str) -> String {
    form.to_lowercase().replace('’', "'")
}

/// The pipeline with this one entry and nothing else, suggestions applied where the entry only suggests.
fn alone(entry: &Entry) -> Pipeline {
    let dictionary = Dictionary::empty().add_entries(vec![entry.clone()]).build();
    let apply = if entry.tier == EntryTier::Suggest { Tier::Suggest } else { Tier::Fix };
    let rules = ["misspelled-name", "translated-name", "garbled-term", "pattern"].map(str::to_owned).to_vec();
    Pipeline::with(dictionary, Options { apply, rules, ..Options::default() })
}

#[test]
fn every_test_inside_an_entry_holds() {
    let mut wrong = Vec::new();
    for entry in Dictionary::builtin().entries().filter(|e| !e.tests.is_empty()) {
        let pipeline = alone(entry);
        for (before, after) in &entry.tests {
            let wanted = if after == "=" { before } else { after };
            let got = pipeline.run(before).text;
            if got != *wanted {
                wrong.push(format!("{}: {before:?}\n   gives {got:?}\n  wanted {wanted:?}", entry.place()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_form_is_both_right_and_wrong_nor_wrong_for_two() {
    let dictionary = Dictionary::builtin();
    let mut rights: HashMap<&str, String> = HashMap::new();
    let mut faults = Vec::new();
    for entry in dictionary.entries().filter(|e| e.find.is_none()) {
        if entry.plain {
            if let Some(first) = rights.insert(&entry.right, entry.place()) {
                faults.push(format!("{}: {:?} stands at {first} already", entry.place(), entry.right));
            }
        }
        for also in &entry.also {
            rights.insert(also, entry.place());
        }
    }
    let mut wrongs: HashMap<&str, &Entry> = HashMap::new();
    for entry in dictionary.entries() {
        let mut own = HashSet::new();
        for wrong in &entry.wrong {
            if !own.insert(wrong) {
                faults.push(format!("{}: {wrong:?} is typed twice", entry.place()));
            }
            if rights.contains_key(wrong.as_str()) && entry.when.is_open() {
                faults.push(format!("{}: the wrong form {wrong:?} is a right form at {}", entry.place(), rights[wrong.as_str()]));
            }
            if fold(wrong) == fold(&entry.right) && entry.plain && entry.kind != Kind::Term {
                faults.push(format!("{}: {wrong:?} follows by rule; it need not be typed", entry.place()));
            }
            if let Some(first) = wrongs.insert(wrong, entry) {
                if first.when == entry.when && first.right != entry.right {
                    faults.push(format!("{}: {wrong:?} is repaired otherwise at {}", entry.place(), first.place()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_common_word_is_no_wrong_form_without_evidence() {
    let mut faults = Vec::new();
    for entry in Dictionary::builtin().entries().filter(|e| e.when.is_open() && e.tier == EntryTier::Fix) {
        for wrong in &entry.wrong {
            let single = wrong.chars().all(char::is_alphabetic);
            if single && lexicon::class(wrong).is_usual() {
                faults.push(format!("{}: {wrong:?} is a common word", entry.place()));
            }
        }
        if entry.case == Case::Follow && entry.kind != Kind::Term {
            faults.push(format!("{}: the case of a name is its own; `follow` is for terms", entry.place()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_right_form_passes_the_whole_pipeline_unchanged() {
    let pipeline = Pipeline::new();
    let mut faults = Vec::new();
    for entry in pipeline.dictionary().entries().filter(|e| e.find.is_none() && !e.off) {
        for right in std::iter::once(&entry.right).chain(&entry.also) {
            let text = format!("The report on {right} came out on Monday, and {right} was not named again.");
            let out = pipeline.run(&text).text;
            if out != text {
                faults.push(format!("{}: {right:?} becomes {out:?}", entry.place()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn there_are_names_enough() {
    let dictionary = Dictionary::builtin();
    let rights = dictionary.entries().filter(|e| e.plain).count();
    let typed: usize = dictionary.entries().map(|e| e.wrong.len()).sum();
    assert!(rights >= 800 && typed >= 200, "{rights} right names, {typed} typed wrong forms");
}
