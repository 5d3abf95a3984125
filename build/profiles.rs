//! Packs the languages and the house styles: `dictionaries/{profiles,styles}/*.toml`.

#[path = "../src/profiles/data.rs"]
#[allow(dead_code)]
mod data;

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes both lists, in the order of the files' names.
pub fn prepare(out: &Path) {
    pack::<data::Profile>(out, "profiles");
    pack::<data::Style>(out, "styles");
}

fn pack<T: Serialize + DeserializeOwned>(out: &Path, name: &str) {
    let folder = Path::new("dictionaries").join(name);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("the folder").map(|f| f.expect("a folder entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        match toml::from_str::<T>(&text) {
            Ok(one) => all.push(one),
            Err(problem) => {
                println!("cargo::error={}: {}", file.display(), problem.message());
                std::process::exit(1);
            }
        }
    }
    std::fs::write(out.join(name), postcard::to_stdvec(&all).expect("encodable")).expect("OUT_DIR can be written");
}
