//! Prepares the lexicon: `dictionaries/lexicon/*.txt` to one hash table from the lower-case word to its class bits.

#[path = "../src/table.rs"]
#[allow(dead_code)]
pub mod table;

use std::collections::BTreeMap;
use std::path::Path;

/// The class bits; `src/lexicon.rs` reads them.
const LEVELS: [(&str, u64); 4] = [("core", 4), ("common", 3), ("uncommon", 2), ("rare", 1)];
const NAME: u64 = 8;
const MIXED: u64 = 16;
const BORNE: u64 = 32;

/// Writes the table, and gives it. `surnames`: those that the dictionaries have beside the lists.
pub fn prepare(out: &Path, surnames: &[String]) -> Vec<u8> {
    let folder = Path::new("dictionaries/lexicon");
    println!("cargo::rerun-if-changed={}", folder.display());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the lists of the lexicon");
    let mut classes: BTreeMap<String, u64> = BTreeMap::new();
    for (name, level) in LEVELS {
        for word in read(&format!("{name}.txt")).lines() {
            classes.insert(word.to_owned(), level);
        }
    }
    for name in read("names.txt").lines().chain(read("people.txt").lines()) {
        let plain = name.chars().skip(1).all(|c| !c.is_uppercase());
        *classes.entry(name.to_lowercase()).or_default() |= if plain { NAME | BORNE } else { MIXED };
    }
    let one_capital = |name: &&String| {
        name.chars().count() > 3 && name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase)
    };
    for name in surnames.iter().filter(one_capital) {
        // A word that everyone knows stays what it is: Cook, Jobs.
        let bits = classes.entry(name.to_lowercase()).or_default();
        if *bits & 7 < 2 {
            *bits |= NAME;
        }
    }
    let table = table::build(&classes.into_iter().collect::<Vec<_>>());
    std::fs::write(out.join("lexicon.table"), &table).expect("OUT_DIR can be written");
    table
}
