//! The starts of a layer's patterns, as the build script laid them out or as they were made of a user's file.

use std::borrow::Cow;

use super::layer::{bytes, word};
use super::literals::{self, Clue, PatternStart};
use crate::lexicon;

/// The patterns of a layer, by the pieces of a text that tell of them. Each is decoded when it is asked for.
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

    /// Does the piece of a text, a word or a mark, tell of some pattern, with what stands before it or by itself?
    pub(super) fn is_key(&self, piece: &str) -> bool {
        literals::place(&self.keys, piece).is_some()
    }

    /// What the piece of a text tells: a word, or a mark as [`literals::pieces`] give it.
    pub(super) fn told_by(&self, piece: &str) -> impl Iterator<Item = Clue> + '_ {
        let place = literals::place(&self.keys, piece);
        let (from, count) = place.map_or((0, 0), |place| (place + 1, word(&self.lists, place) as usize));
        (0..count)
            .map(move |i| from + i * Clue::SIZE)
            .map(|at| Clue::unpacked([word(&self.lists, at), word(&self.lists, at + 1)]))
    }

    /// Those of which nothing tells.
    pub(super) fn unkeyed(&self) -> impl Iterator<Item = usize> + '_ {
        (1..=word(&self.lists, 0) as usize).map(|i| word(&self.lists, i) as usize)
    }
}
