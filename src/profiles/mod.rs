//! Languages and house styles as data: what a text that came from a language may be expected to show, and what a house
//! writes where good papers differ. The files are `dictionaries/profiles/*.toml` and `dictionaries/styles/*.toml`; the build
//! script packs them, and they are unpacked when one is asked for.

mod data;
mod expectation;

use std::sync::LazyLock;

pub use data::{Gap, Profile, Quotes, Side, Style};
pub(crate) use expectation::Expectation;

static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/profiles"))).unwrap_or_default());

static STYLES: LazyLock<Vec<Style>> =
    LazyLock::new(|| postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/styles"))).unwrap_or_default());

/// Every language known, by code.
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

/// Every house style known, by name.
pub fn styles() -> &'static [Style] {
    &STYLES
}

/// The language of a code (`fr`, `fra`, `fr-CA`) or an English name.
pub fn language(name: &str) -> Option<&'static Profile> {
    let lower = name.to_lowercase();
    let code = lower.split(['-', '_']).next().unwrap_or("");
    profiles().iter().find(|p| p.codes.iter().any(|c| c == code) || p.language.to_lowercase() == lower)
}

/// The house style of a name.
pub fn style(name: &str) -> Option<&'static Style> {
    styles().iter().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_code_and_name() {
        for name in ["fr", "fra", "fr-CA", "French", "french"] {
            assert_eq!(language(name).map(|p| p.language.as_str()), Some("French"), "{name}");
        }
        assert!(language("xx").is_none() && language("").is_none());
    }

    #[test]
    fn codes_are_unique_and_every_language_can_be_told_from_english() {
        let mut codes: Vec<&String> = profiles().iter().flat_map(|p| &p.codes).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        for p in profiles() {
            assert!(p.script.is_some() != (p.words.split_whitespace().count() > 8), "{}: words or a script", p.language);
        }
        assert!(profiles().len() > 25 && styles().len() == 2);
    }
}
