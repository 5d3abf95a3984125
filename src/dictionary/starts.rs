//! The starts of a layer's patterns, as the build script laid them out or as they were made of a user's file.

use std::borrow::Cow;

use super::layer::{bytes, word};
use super::literals::{self, PatternStart};
use crate::lexicon;

/// The patterns of a layer, by the words that tell of them. Each is decoded when it is asked for.
pub(super) struct Starts {
    keys: Cow<'static, [u8]>,
    lists: Cow<'static, [u8]>,
    offsets: Cow<'static, [u8]>,
    encoded: Cow<'static, [u8]>,
}

impl Starts {
    /// What the build script prepared.
    pub(super) fn builtin() -> Starts {
        Starts {
            keys: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/patterns.keys"))),
            lists: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/patterns.lists"))),
            offsets: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/patterns.offsets"))),
            encoded: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/patterns.starts"))),
        }
    }

    /// Of the patterns of a file.
    pub(super) fn of(patterns: &[PatternStart]) -> Starts {
        let made = literals::Starts::of(patterns, |word| lexicon::class(word).commonness as u8);
        Starts {
            keys: Cow::Owned(made.keys),
            lists: bytes(&made.lists),
            offsets: bytes(&made.offsets),
            encoded: Cow::Owned(made.encoded),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        (self.offsets.len() / 4).saturating_sub(1)
    }

    /// The pattern of that number.
    pub(super) fn get(&self, number: usize) -> PatternStart {
        let (from, to) = (word(&self.offsets, number) as usize, word(&self.offsets, number + 1) as usize);
        postcard::from_bytes(self.encoded.get(from..to).unwrap_or_default()).unwrap_or_default()
    }

    /// Is it the word that some pattern waits for?
    pub(super) fn is_key(&self, word: &str) -> bool {
        literals::place(&self.keys, word).is_some()
    }

    /// Those that wait for the word.
    pub(super) fn waiting_for(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        literals::place(&self.keys, word).into_iter().flat_map(|place| self.list(place))
    }

    /// Those that no word tells of.
    pub(super) fn unkeyed(&self) -> impl Iterator<Item = usize> + '_ {
        self.list(0)
    }

    fn list(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let count = word(&self.lists, place) as usize;
        (place + 1..place + 1 + count).map(|i| word(&self.lists, i) as usize)
    }
}
