//! What a profile of a language and a house style hold.
//!
//! Compiled into the program and into its build script alike, so it uses nothing of the rest of the crate.

use serde::{Deserialize, Serialize};

/// What a language writes otherwise than English, so that a text that came from it may have kept it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name in English.
    pub language: String,
    /// Its codes, the usual one first.
    pub codes: Vec<String>,
    /// What stands before decimals.
    pub decimal: char,
    /// What may stand between thousands.
    pub thousands: Vec<char>,
    /// Where the sign of a currency stands.
    pub currency: Side,
    /// How the percent sign stands.
    #[serde(default)]
    pub percent: Gap,
    /// Its quotation marks.
    pub quotes: Vec<char>,
    /// What speaks for the language where nothing else is known of a text; a longer one speaks louder.
    #[serde(default)]
    pub traces: Vec<String>,
    /// The script, if it is not Latin.
    #[serde(default)]
    pub script: Option<String>,
    /// Small words, in lower case, parted by white space, by which a paragraph in the language is known.
    #[serde(default)]
    pub words: String,
}

/// A side of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// `$60`
    Before,
    /// `60 $`
    After,
}

/// Whether a space stands between two things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gap {
    /// `5%`
    #[default]
    Joined,
    /// `5 %`
    Spaced,
}

/// How a house writes what good papers write in more than one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Whose style it is, as it stands in a reason.
    pub house: String,
    /// Its name on the command line.
    pub name: String,
    /// Its quotation marks.
    pub quotes: Quotes,
    /// What it writes, and the other forms it writes that for: whole words, exact case.
    pub spellings: std::collections::BTreeMap<String, Vec<String>>,
}

/// Single or double quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// `‘…’`, inside them `“…”`
    Single,
    /// `“…”`, inside them `‘…’`
    Double,
}

impl Quotes {
    /// The word for them.
    pub fn name(self) -> &'static str {
        match self {
            Quotes::Single => "single",
            Quotes::Double => "double",
        }
    }

    /// Those of a quotation inside another.
    pub fn inner(self) -> Quotes {
        match self {
            Quotes::Single => Quotes::Double,
            Quotes::Double => Quotes::Single,
        }
    }
}

impl Style {
    /// `text`, a form that stands for itself, as the house writes it: each word that it writes otherwise is exchanged.
    pub fn respelled(&self, text: &str) -> Option<String> {
        let right =
            |word: &str| self.spellings.iter().find(|(_, others)| others.iter().any(|o| o == word)).map(|(r, _)| r.as_str());
        let words: Vec<&str> = text.split(' ').collect();
        words
            .iter()
            .any(|w| right(w).is_some())
            .then(|| words.iter().map(|w| right(w).unwrap_or(w)).collect::<Vec<_>>().join(" "))
    }
}
