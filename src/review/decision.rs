//! One decision, as it is kept: what was decided, and of which place.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::around::Around;
use crate::Tier;

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// What was proposed is to stand there.
    Accept,
    /// One of the other readings is.
    Alternative,
    /// A text that the person typed is.
    Typed,
    /// The place stays as it is.
    Reject,
    /// The place stays as it is, and its words are right wherever they stand.
    NeverForm,
    /// The place stays as it is, and the dictionary entry is to be switched off.
    NeverEntry,
}

impl Verdict {
    /// Does it change the text?
    pub fn changes(self) -> bool {
        matches!(self, Verdict::Accept | Verdict::Alternative | Verdict::Typed)
    }

    /// The word that files and messages use.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Alternative => "alternative",
            Verdict::Typed => "typed",
            Verdict::Reject => "reject",
            Verdict::NeverForm => "never-form",
            Verdict::NeverEntry => "never-entry",
        }
    }
}

/// A decision on one finding, with what its place is known by: the rules, what stands there, the words around.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The file, as it was named.
    pub path: String,
    /// The line the place stood in, from 1: where to look first, and what people are told.
    pub line: usize,
    /// What was decided.
    pub decision: Verdict,
    /// The tier of what was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// What stands there.
    pub original: String,
    /// What is to stand there, as the file writes it (of a text that was typed, as people read it); of a decision that changes
    /// nothing, null.
    #[serde(default)]
    pub text: Option<String>,
    /// What was proposed; null for a note.
    #[serde(default)]
    pub proposed: Option<String>,
    /// The rules that took part.
    pub rules: Vec<String>,
    /// The dictionary entry, `file:line`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The right form of that entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<String>,
    /// The words before the place.
    pub before: String,
    /// The words behind it.
    pub after: String,
    /// Which one it is, from 1, of how many places in the file with the same words around.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<(usize, usize)>,
    /// A hash of the rules, the original and the words around, as 16 hexadecimal digits.
    pub key: String,
}

impl Decision {
    /// The words around its place.
    pub fn around(&self) -> Around {
        Around { before: self.before.clone(), after: self.after.clone() }
    }

    /// What is to stand there, if it is to change.
    pub fn new_text(&self) -> Option<&str> {
        self.text.as_deref().filter(|_| self.decision.changes())
    }

    /// The same decision, on what stands at `place` of `text`.
    pub(super) fn at(&self, text: &str, place: &Range<usize>) -> Decision {
        let Around { before, after } = Around::of(text, place);
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..place.start]).count() + 1;
        let mut moved = Decision { line, before, after, nth: None, ..self.clone() };
        moved.key = moved.true_key();
        moved
    }

    /// Is it a decision on the same place?
    pub fn same_place(&self, other: &Decision) -> bool {
        self.key == other.key && self.nth == other.nth && self.path == other.path
    }

    /// Does it say the same?
    pub fn same_verdict(&self, other: &Decision) -> bool {
        self.decision == other.decision && self.text == other.text
    }

    /// The key that belongs to its rules, original and words.
    pub fn true_key(&self) -> String {
        let rules: Vec<&str> = self.rules.iter().map(String::as_str).collect();
        key(&rules, &self.original, &self.before, &self.after)
    }

    /// What is wrong with it as it was read, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        let named = |what: &str| format!("a decision {:?} needs {what}", self.decision.name());
        match (self.decision.changes(), &self.text) {
            (true, None) => return Some(named("\"text\": what is to stand there")),
            (false, Some(_)) => return Some(format!("{}, so it can have no \"text\"", named("the place to stay as it is"))),
            _ => {}
        }
        if self.decision == Verdict::NeverEntry && self.right.is_none() {
            return Some(named("\"right\": the right form of the entry that is switched off"));
        }
        if self.rules.is_empty() {
            return Some("\"rules\" is empty; it names the rules whose finding this is".to_owned());
        }
        if self.line == 0 || self.nth.is_some_and(|(n, of)| n == 0 || n > of) {
            return Some("\"line\" and \"nth\" count from 1".to_owned());
        }
        let key = self.true_key();
        (key != self.key).then(|| {
            format!(
                "\"key\" is {:?} and belongs to other rules, original or words around ({key:?} to these); change \"decision\" and \"text\" alone",
                self.key
            )
        })
    }
}

/// What a place is known by, as 16 hexadecimal digits. It is the same on every machine and in every version of the format.
pub(super) fn key(rules: &[&str], original: &str, before: &str, after: &str) -> String {
    // FNV-1a, 64 bits, with a byte between the fields that no text has.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    rules.iter().for_each(|rule| take(rule));
    [original, before, after].into_iter().for_each(&mut take);
    format!("{hash:016x}")
}
