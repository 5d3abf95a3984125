//! Prepares the built-in dictionaries: `dictionaries/{names,terms}/*.toml` to a table of forms, postings and encoded entries.

#[path = "../src/dictionary/compile.rs"]
#[allow(dead_code)]
mod compile;
#[path = "../src/dictionary/entry.rs"]
#[allow(dead_code)]
mod entry;
#[path = "../src/dictionary/literals.rs"]
#[allow(dead_code)]
mod literals;
#[path = "../src/dictionary/near.rs"]
#[allow(dead_code)]
mod near;
#[path = "../src/dictionary/pairs.rs"]
#[allow(dead_code)]
mod pairs;
#[path = "../src/dictionary/prefix.rs"]
#[allow(dead_code)]
mod prefix;
#[path = "../src/dictionary/route.rs"]
#[allow(dead_code)]
mod route;
#[path = "../src/dictionary/slips.rs"]
#[allow(dead_code)]
mod slips;
use crate::lexicon::table;
#[path = "../src/dictionary/parse.rs"]
#[allow(dead_code)]
mod parse;

#[path = "../src/dictionary/spin.rs"]
mod spin;

use std::path::Path;

/// What the dictionaries have for the lexicon, and what they want of it.
pub struct Prepared {
    /// The surnames of the people in them.
    pub surnames: Vec<String>,
    patterns: Vec<literals::PatternStart>,
}

/// Writes the tables.
pub fn prepare(out: &Path) -> Prepared {
    let mut entries = Vec::new();
    let mut substitutions = Vec::new();
    let mut people = Vec::new();
    for folder in ["dictionaries/names", "dictionaries/terms"] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("the dictionaries").map(|f| f.expect("a folder entry").path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
        files.sort();
        for file in files {
            let name = file.to_str().expect("a plain file name").to_owned();
            let text = std::fs::read_to_string(&file).expect("a readable dictionary");
            match parse::parse(&name, &text, |p| literals::prefixes(p).map(drop)) {
                Ok(parsed) => {
                    entries.extend(parsed.entries);
                    substitutions.extend(parsed.substitutions);
                    people.extend(parsed.people);
                }
                Err(problem) => {
                    println!("cargo::error={problem}");
                    std::process::exit(1);
                }
            }
        }
    }
    let compiled = compile::compile(&entries, &substitutions);
    let mut blob = Vec::new();
    let mut offsets: Vec<u32> = Vec::new();
    let mut patterns = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        offsets.push(blob.len() as u32);
        blob.extend(postcard::to_stdvec(entry).expect("an entry can be encoded"));
        if let Some(find) = &entry.find {
            patterns
                .push(literals::PatternStart::of(i as u32, entry.tier == entry::EntryTier::Fix, find).expect("checked above"));
        }
    }
    offsets.push(blob.len() as u32);
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    let near = near::compile(&entries);
    write("near.patterns", &near.patterns);
    write("near.words", &near.words);
    write("near.slips", &near.slips);
    write("near.postings", &words(&near.postings));
    let routes = route::compile(&people);
    write("routes.fst", &routes.map);
    write("routes.filter", &routes.filter);
    write("routes.people", &routes.people);
    write("names.accented", compile::accented(&entries).as_bytes());
    write("names.prefixes", &compiled.prefixes);
    write("names.seconds", &compiled.seconds);
    write("names.postings", &words(&compiled.postings));
    write("names.offsets", &words(&offsets));
    write("names.entries", &blob);
    write("names.substitutions", &postcard::to_stdvec(&substitutions).expect("encodable"));
    let people = entries.iter().filter(|e| e.kind == entry::Kind::Person && e.plain);
    let surnames = people
        .flat_map(|e| std::iter::once(&e.right).chain(&e.also))
        .filter_map(|name| name.split(' ').skip(1).last().map(str::to_owned))
        .collect();
    Prepared { surnames, patterns }
}

fn words(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// Writes the tables of the patterns, which are found by words that are rare in the lexicon.
pub fn prepare_patterns(out: &Path, Prepared { patterns, .. }: &Prepared, lexicon: &[u8]) {
    let commonness = |word: &str| table::get_lower(lexicon, word).map_or(0, |bits| bits & 7);
    let starts = literals::Starts::of(patterns, commonness);
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    write("patterns.keys", &starts.keys);
    write("patterns.lists", &words(&starts.lists));
    write("patterns.offsets", &words(&starts.offsets));
    write("patterns.starts", &starts.encoded);
}
