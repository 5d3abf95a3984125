//! What a word is recognised by.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::edit::Span;

/// A word of a text: its place, its first and last eight bytes and its hash. Nearly every word is compared and hashed as two
/// numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    span: Span,
    pub(super) head: u64,
    pub(super) tail: u64,
    pub(super) hash: u64,
}

impl Head {
    /// Bytes of a number.
    const HALF: usize = 8;

    /// A word of up to so many bytes is all in its head and tail.
    pub(super) const LONGEST: usize = 2 * Head::HALF;

    /// Of the word `text[start..end]`.
    #[inline(always)]
    pub(super) fn of(text: &[u8], start: usize, end: usize) -> Head {
        let length = end - start;
        let head = match text[start..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight) & (u64::MAX >> (8 * Head::HALF.saturating_sub(length))),
            None => last_bytes(&text[start..end]),
        };
        let tail = match text[start..end].last_chunk() {
            Some(eight) if length > Head::HALF => u64::from_le_bytes(*eight),
            _ => 0,
        };
        let hash = if length > Head::LONGEST { hash_long(&text[start..end]) } else { hash_short(head, tail, length) };
        Head { span: Span::new(start, end), head, tail, hash }
    }

    /// Where the word stands.
    pub(super) fn span(self) -> Span {
        self.span
    }

    /// Its length, as [`Known`] has it.
    pub(super) fn length(self) -> u16 {
        self.span.len().try_into().unwrap_or(u16::MAX)
    }
}

/// The part of a hash that does not say where in an index it lies.
pub(super) fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The first eight bytes of a word near the end of the text.
#[cold]
fn last_bytes(word: &[u8]) -> u64 {
    let mut eight = [0; Head::HALF];
    let short = word.len().min(Head::HALF);
    eight[..short].copy_from_slice(&word[..short]);
    u64::from_le_bytes(eight)
}

#[inline(always)]
pub(super) fn hash_short(head: u64, tail: u64, length: usize) -> u64 {
    let (a, b) = (head ^ 0x9e37_79b9_7f4a_7c15, tail ^ 0xf39c_c060_5ced_c835 ^ (length as u64) << 56);
    let mixed = u128::from(a) * u128::from(b);
    (mixed >> 64) as u64 ^ mixed as u64
}

pub(super) fn hash_long(word: &[u8]) -> u64 {
    FixedState::with_seed(0).hash_one(word)
}
