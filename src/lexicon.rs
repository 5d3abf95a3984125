//! Is it an English word, how common is it, is it a known name? Answers come from lists prepared at build time
//! (see `dictionaries/lexicon/README.md`) and mapped into the program, so that opening the lexicon costs nothing.

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
    /// It is listed as a name (given name, surname, place, brand) when written with a capital.
    pub name: bool,
}

impl WordClass {
    /// A word no list has.
    pub const UNKNOWN: WordClass = WordClass { commonness: Commonness::Unknown, name: false };

    /// An English word of any commonness.
    pub fn is_word(self) -> bool {
        self.commonness > Commonness::Unknown
    }

    /// A word or a name.
    pub fn is_known(self) -> bool {
        self.name || self.is_word()
    }
}

/// What is known of `word`, in whatever case it is written: letters only, no apostrophes or hyphens ("didn" and "ll", the
/// pieces of contractions, count as words).
pub fn class(word: &str) -> WordClass {
    let _ = word;
    WordClass::UNKNOWN
}
