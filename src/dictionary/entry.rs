//! What a dictionary holds, as the program works with it: entries with their gates and tests.
//!
//! Compiled into the program and into its build script alike, so it uses nothing of the rest of the crate.

use serde::{Deserialize, Serialize};

/// What kind of thing a right form names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A business.
    #[default]
    Company,
    /// A thing that is made or sold: a model, a phone, a programme, a rocket.
    Product,
    /// A public body, party, newspaper, university.
    Organisation,
    /// A country, city, region, landmark.
    Place,
    /// A club or national side.
    Team,
    /// A war, a treaty, an award, a tournament.
    Event,
    /// An office or form of address.
    Title,
    /// A book, film, series, song.
    Work,
    /// A common word or set phrase; its case says nothing.
    Term,
}

/// What the text around a match must show before an entry fires. Empty lists ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// One of these stands in the document outside the match: whole words, exact case.
    pub document: Vec<String>,
    /// All of these stand in it.
    pub all: Vec<String>,
    /// One of these, in any case, stands within twelve words.
    pub near: Vec<String>,
    /// The word just before is one of these, in any case; `^` is the start of a paragraph.
    pub before: Vec<String>,
    /// The word just after is one of these; `$` is the end of a paragraph.
    pub after: Vec<String>,
    /// The word just before is none of these.
    pub not_before: Vec<String>,
    /// The word just after is none of these.
    pub not_after: Vec<String>,
    /// `name`: the match stands where a name does.
    pub position: Option<Position>,
    /// The document’s date is not before this day, month or year (`2023-07-24`, `2023-07`, `2023`).
    pub since: Option<String>,
    /// The document’s date is not after this day, month or year.
    pub until: Option<String>,
    /// Other phrases of the document went through a text spinner.
    pub spun: bool,
}

impl Gate {
    /// Does it ask nothing?
    pub fn is_open(&self) -> bool {
        *self == Gate::default()
    }
}

/// A place in a sentence that a gate asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// Capitalised where English would not capitalise a common word, or followed as a name is.
    Name,
    /// Capitalised in mid-sentence beside another capitalised word: part of a longer name.
    Inside,
    /// No part of a longer name, quotation or gloss: no other capital, foreign small word, quotation mark or bracket beside it.
    Alone,
}

/// The promise of an entry's repair, as dictionaries spell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryTier {
    /// Applied.
    #[default]
    Fix,
    /// Shown.
    Suggest,
    /// Only pointed out.
    Note,
}

/// How the case of a wrong form is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// Matched exactly as typed, replaced by exactly the right form.
    #[default]
    Exact,
    /// Matched in any case; the replacement takes the case of what it replaces.
    Follow,
}

/// One right form with the wrong ones that are repaired to it, or one pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What stands in good text (of a pattern: the replacement template).
    pub right: String,
    /// Forms repaired to it.
    pub wrong: Vec<String>,
    /// A regular expression instead of `wrong`.
    pub find: Option<String>,
    /// Other right forms, never changed.
    pub also: Vec<String>,
    /// Other readings of a wrong form.
    pub alternatives: Vec<String>,
    /// What it names.
    pub kind: Kind,
    /// Its promise.
    pub tier: EntryTier,
    /// How case is read.
    pub case: Case,
    /// One sentence for the reader.
    pub note: Option<String>,
    /// What the text must show.
    pub when: Gate,
    /// Pairs: a text, and what this entry alone makes of it (`=`: the same).
    pub tests: Vec<(String, String)>,
    /// The file, as a reader would name it.
    pub file: String,
    /// Its line there, from 1.
    pub line: u32,
    /// Written as `[spellings]` or `[also]`: a plain name, whose case and split forms follow by rule.
    pub plain: bool,
    /// Switches the entry of this right form in earlier dictionaries off.
    pub off: bool,
    /// Its wrong forms come from a text spinner; of a term without typed wrong forms, they follow by substitution.
    pub spun: bool,
}

impl Entry {
    /// `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// `from` is put for `to` word by word in spun copies and literal translations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitution {
    /// The word that a name has.
    pub right: String,
    /// What is put for it.
    pub wrong: Vec<String>,
    /// Names have the words put for it as well: a form with one counts only beside other spun phrases.
    pub loose: bool,
}
