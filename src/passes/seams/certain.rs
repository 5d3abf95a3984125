//! Which capitals are none for certain: words that no name is made of. Where only fixes are wanted, no other capital needs a look, but
//! for those that the damage of a text decides about.

use std::borrow::Cow;

use super::DAMAGE;
use super::grammar::{may_be_demanded, may_demand};
use super::run::is_common;
use super::stray_capital::LONGEST;
use super::words::{BINDING, CLOSED, LEADING};
use crate::document::Document;
use crate::passes::list::{Lengths, List};
use crate::survey::Word;

/// A text without seams of which only fixes are wanted.
pub(super) struct Narrow<'d, 't> {
    document: &'d Document<'t>,
    words: &'d [Word],
    text: &'t [u8],
    /// It was damaged elsewhere.
    damaged: bool,
    /// There a capital that the text has only once is none for certain.
    linked: bool,
}

impl<'d, 't> Narrow<'d, 't> {
    /// What is known of it.
    pub(super) fn of(document: &'d Document<'t>) -> Self {
        let (words, text) = (document.survey().words(), document.text().as_bytes());
        let linked = !document.edges().is_empty() || document.was_repaired_by(&["stray-capital"]);
        Narrow { document, words, text, damaged: document.was_repaired_by(DAMAGE), linked }
    }

    /// May the capital at `index` be mended for certain, as far as the words beside it tell? It stands behind a word in small letters
    /// (in a damaged text where no name can stand) or it is by itself a word that no name is made of, and the sentence goes on in
    /// small letters. A capital that is passed over changes nothing for the next: behind a capital nothing is mended for certain.
    #[inline]
    pub(super) fn may_be_fixed(&self, index: usize) -> bool {
        let word = self.words[index];
        let (before, behind) = (&self.text[..word.span().start()], &self.text[word.span().end()..]);
        // Past ASCII may be anything: the rest is asked of the words.
        let led = matches!(before, [.., b'a'..=b'z' | 0x80.., b' ']);
        let onward = matches!(behind, [b' ', b'a'..=b'z' | b' ' | b'-' | 0x80.., ..]);
        let alone = || onward && may_be_certain(&self.text[word.span().range()]);
        led && (self.damaged || alone())
            && is_common(self.document.survey().form(word), word)
            && (onward && is_certain(self.document.word(word)) || self.damaged && self.may_be_decided(index))
    }

    /// May the damage elsewhere decide about the run of capitals at `index`?
    fn may_be_decided(&self, index: usize) -> bool {
        let run = self.words[index..].iter().take(LONGEST).map(|w| self.document.word(*w));
        self.linked
            || may_demand(self.document.word(self.words[index - 1]))
            || run.take_while(|w| !w.starts_with(|c: char| c.is_ascii_lowercase())).any(|w| may_be_demanded(w.as_bytes()))
    }
}

/// Forms of verbs that no name is made of.
pub(super) const VERBS: &List = &List::of(&[
    "used", "based", "said", "told", "called", "made", "given", "taken", "seen", "known", "held", "sent", "found", "added",
    "became",
]);

/// Is no name made of the word alone: a function word, a form of a verb?
pub(super) fn is_certain(word: &str) -> bool {
    // A sign past ASCII may have a small letter in ASCII.
    let lower = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
    let word = &*lower;
    let small = || [LEADING, BINDING, VERBS].iter().any(|list| list.has_in_small(word));
    CLOSED.has_in_small(word) || word.len() >= 3 && small() && !NEVER.has_in_small(word)
}

/// Words of those lists that names are made of.
const NEVER: &List = &List::of(&[
    "will", "the", "a", "an", "our", "your", "this", "that", "who", "when", "then", "what", "via", "did", "does", "through",
    "could", "where", "us", "it",
]);

/// May [`is_certain`] hold of `word`, as far as its length and its first letter tell?
fn may_be_certain(word: &[u8]) -> bool {
    const LENGTHS: &Lengths = &Lengths::of(&[LEADING, BINDING, VERBS, CLOSED]);
    // Past ASCII small letters can be of another length.
    LENGTHS.may_have(word) || !word.is_ascii()
}
