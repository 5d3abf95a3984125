//! The register of rules: one table. Its words are the documentation (`copydesk rules NAME`) and the tests.

use crate::edit::Tier;

/// One kind of fault and what the program promises about it.
#[derive(Debug)]
pub struct Rule {
    /// Named for the fault it mends; stable, since people write it in configurations.
    pub name: &'static str,
    /// The pass that proposes it.
    pub pass: &'static str,
    /// The highest tier it gives.
    pub tier: Tier,
    /// Markdown: what it mends, what it leaves alone, examples (which are tests).
    pub doc: &'static str,
}

impl Rule {
    /// The first sentence of the documentation.
    pub fn summary(&self) -> &'static str {
        self.doc.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#')).unwrap_or("")
    }

    /// The documentation without its heading and its examples.
    pub fn prose(&self) -> &'static str {
        let body = self.doc.split_once('\n').map_or("", |(_, body)| body);
        body.split("\n```").next().unwrap_or(body).trim()
    }
}

macro_rules! rules {
    ($($pass:literal: $($name:literal $tier:ident $file:literal),+;)+) => {
        /// Every rule, pass by pass in the order they run.
        pub static RULES: &[Rule] = &[$($(
            Rule { name: $name, pass: $pass, tier: Tier::$tier, doc: include_str!(concat!("passes/", $pass, "/", $file, ".md")) },
        )+)+];
    };
}

rules! {
    "characters":
        "mojibake" Fix "mojibake",
        "escaped-entity" Fix "escaped-entity",
        "decomposed-letter" Fix "decomposed-letter",
        "invisible-character" Fix "invisible-character",
        "full-width-character" Fix "full-width-character",
        "homoglyph" Fix "homoglyph",
        "odd-space" Fix "odd-space",
        "odd-hyphen" Fix "odd-hyphen",
        "ligature" Fix "ligature",
        "leftover-markup" Fix "leftover-markup";
    "marks":
        "reversed-quote" Fix "reversed-quote",
        "foreign-quote" Fix "foreign-quote",
        "mixed-quote" Fix "mixed-quote",
        "space-in-quote" Fix "space-in-quote",
        "unclosed-quote" Note "unclosed-quote",
        "space-before-mark" Fix "space-before-mark",
        "missing-space-after-mark" Fix "missing-space-after-mark",
        "space-in-bracket" Fix "space-in-bracket",
        "doubled-mark" Fix "doubled-mark",
        "split-hyphen" Fix "split-hyphen",
        "split-apostrophe" Fix "split-apostrophe",
        "odd-apostrophe" Fix "odd-apostrophe";
    "seams":
        "glued-words" Fix "glued-words",
        "glued-quote" Fix "glued-quote",
        "stray-capital" Fix "stray-capital",
        "lost-comma" Fix "lost-comma",
        "lost-stop" Fix "lost-stop",
        "lower-case-start" Fix "lower-case-start";
    "repeats":
        "doubled-word" Fix "doubled-word",
        "repeated-phrase" Fix "repeated-phrase";
    "words":
        "wrong-article" Fix "wrong-article",
        "lost-apostrophe" Fix "lost-apostrophe",
        "lone-i" Fix "lone-i";
    "numbers":
        "decimal-comma" Fix "decimal-comma",
        "thousands-dot" Fix "thousands-dot",
        "thousands-space" Fix "thousands-space",
        "misplaced-currency" Fix "misplaced-currency",
        "split-currency" Fix "split-currency",
        "spelled-digit" Fix "spelled-digit",
        "split-percent" Fix "split-percent",
        "split-figure" Fix "split-figure",
        "ordinal-stop" Fix "ordinal-stop";
    "names":
        "misspelled-name" Fix "misspelled-name",
        "translated-name" Fix "translated-name",
        "spun-words" Fix "spun-words",
        "acronym-case" Fix "acronym-case",
        "garbled-term" Fix "garbled-term",
        "pattern" Fix "pattern";
    "consistency":
        "name-variant" Fix "name-variant";
    "foreign":
        "foreign-text" Note "foreign-text";
    "style":
        "house-style" Fix "house-style";
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.name == name)
}
