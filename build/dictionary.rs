//! Prepares the built-in dictionaries: `dictionaries/{names,terms}/*.toml` to a form map, postings and encoded entries.

#[path = "../src/dictionary/compile.rs"]
#[allow(dead_code)]
mod compile;
#[path = "../src/dictionary/entry.rs"]
#[allow(dead_code)]
mod entry;
#[path = "../src/dictionary/literals.rs"]
mod literals;
#[path = "../src/dictionary/near.rs"]
#[allow(dead_code)]
mod near;
#[path = "../src/dictionary/pairs.rs"]
#[allow(dead_code)]
mod pairs;
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

/// Writes the tables; gives the surnames of the people in them.
pub fn prepare(out: &Path) -> Vec<String> {
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
            patterns.push(literals::PatternStart::of(i as u32, find).expect("checked above"));
        }
    }
    offsets.push(blob.len() as u32);
    let words = |list: &[u32]| list.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>();
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
    write("names.fst", &compiled.map);
    write("names.first", &compiled.first);
    write("names.seconds", &compiled.seconds);
    write("names.closed_pairs", &compiled.closed_pairs);
    write("names.triples", &compiled.triples);
    write("names.postings", &words(&compiled.postings));
    write("names.offsets", &words(&offsets));
    write("names.entries", &blob);
    write("names.patterns", &postcard::to_stdvec(&patterns).expect("encodable"));
    write("names.substitutions", &postcard::to_stdvec(&substitutions).expect("encodable"));
    let people = entries.iter().filter(|e| e.kind == entry::Kind::Person && e.plain);
    people
        .flat_map(|e| std::iter::once(&e.right).chain(&e.also))
        .filter_map(|name| name.split(' ').skip(1).last().map(str::to_owned))
        .collect()
}
