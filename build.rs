//! Prepares the built-in lists, so that opening them costs nothing when the program starts.

#[path = "build/dictionary.rs"]
mod dictionary;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/profiles.rs"]
mod profiles;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let prepared = dictionary::prepare(&out);
    let table = lexicon::prepare(&out, &prepared.surnames);
    dictionary::prepare_patterns(&out, &prepared, &table);
    profiles::prepare(&out);
}
