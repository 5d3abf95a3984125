//! Is it an English word, how common is it, is it a known name? Answers come from lists prepared at build time
//! (see `dictionaries/lexicon/README.md`) and mapped into the program, so that opening the lexicon costs nothing.

use crate::table;

/// How common a word is, by the SCOWL size class of the smallest list that has it. The order is that of commonness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Commonness {
    /// In no list.
    Unknown,
    /// Sizes 60 to 80: words of large dictionaries, among them many that look like a slip ("alot" is not there, "thae" is).
    Rare,
    /// Sizes 40 to 55: any educated reader knows it.
    Uncommon,
    /// Size 35: what a small dictionary has.
    Common,
    /// Sizes 10 and 20: the few thousand words that make most of a text.
    Core,
}

/// What the lists say of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordClass {
    /// How common its lower-case form is as an English word.
    pub commonness: Commonness,
    /// It is listed as a name written with one capital (given name, surname, place).
    pub name: bool,
    /// People are called so: it is a name of the lists, not just one of somebody that the dictionaries have.
    pub borne: bool,
    /// It is listed in capitals or with inner ones (`NATO`, `McCarthy`).
    pub mixed: bool,
}

impl WordClass {
    /// A word no list has.
    pub const UNKNOWN: WordClass = WordClass { commonness: Commonness::Unknown, name: false, borne: false, mixed: false };

    /// An English word of any commonness.
    pub fn is_word(self) -> bool {
        self.commonness > Commonness::Unknown
    }

    /// A word, a name or an abbreviation.
    pub fn is_known(self) -> bool {
        self.name || self.mixed || self.is_word()
    }

    /// A word that any educated reader knows.
    pub fn is_usual(self) -> bool {
        self.commonness >= Commonness::Uncommon
    }
}

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.table"));

/// What is known of `word`, in whatever case it is written: letters only, no apostrophes or hyphens ("didn" and "ll", the
/// pieces of contractions, count as words).
pub fn class(word: &str) -> WordClass {
    let Some(bits) = table::get_lower(TABLE, word) else { return WordClass::UNKNOWN };
    let commonness = match bits & 7 {
        0 => Commonness::Unknown,
        1 => Commonness::Rare,
        2 => Commonness::Uncommon,
        3 => Commonness::Common,
        _ => Commonness::Core,
    };
    WordClass { commonness, name: bits & 8 != 0, borne: bits & 32 != 0, mixed: bits & 16 != 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_have_classes() {
        assert_eq!(class("The").commonness, Commonness::Core);
        assert_eq!(class("colour").commonness, Commonness::Core);
        assert!(class("Merkel").name || !class("Merkel").is_word());
        assert!(class("London").name && !class("withthe").is_known());
        assert!(class("didn").is_word() && class("ll").is_word());
        assert!(class("McCarthy").mixed);
    }
}
