//! What a word is recognised by.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

/// The letters of a word as two numbers: of up to sixteen bytes each number has eight, zeros behind the last; of a longer word the
/// first has the first eight, and the second is made of all. Nearly every word is compared and hashed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) head: u64,
    pub(super) tail: u64,
}

/// Which bytes of the numbers a word of that length has.
const MASKS: [[u64; 2]; Head::LONGEST + 1] = {
    let mut masks = [[0; 2]; Head::LONGEST + 1];
    let mut length = 1;
    while length <= Head::LONGEST {
        let last = length - 1;
        masks[length] = masks[last];
        masks[length][last / Head::HALF] |= 0xFF << (8 * (last % Head::HALF));
        length += 1;
    }
    masks
};

impl Head {
    /// That of no word.
    pub(super) const NONE: Head = Head { head: 0, tail: 0 };

    /// Bytes of a number.
    pub(super) const HALF: usize = 8;

    /// A word of up to so many bytes is all in its head.
    pub(super) const LONGEST: usize = 2 * Head::HALF;

    /// Of the word `text[start..end]`.
    #[inline(always)]
    pub(super) fn of(text: &[u8], start: usize, end: usize) -> Head {
        let rest = &text[start..];
        match (rest.first_chunk(), MASKS.get(end - start)) {
            (Some(bytes), Some(mask)) => Head::masked(bytes, mask),
            _ => Head::long(&rest[..end - start]),
        }
    }

    #[inline(always)]
    fn masked(bytes: &[u8; Head::LONGEST], mask: &[u64; 2]) -> Head {
        let both = u128::from_le_bytes(*bytes);
        Head { head: both as u64 & mask[0], tail: (both >> 64) as u64 & mask[1] }
    }

    /// Of a long word, or one near the end of the text.
    #[cold]
    fn long(word: &[u8]) -> Head {
        let mut bytes = [0; Head::LONGEST];
        let short = word.len().min(Head::LONGEST);
        bytes[..short].copy_from_slice(&word[..short]);
        let head = Head::masked(&bytes, &[u64::MAX; 2]);
        // No letter is zero: the tail of no shorter word has a zero first and others behind it.
        let tail = || FixedState::with_seed(0).hash_one(word) << 8 | 1 << 8;
        if word.len() > Head::LONGEST { Head { tail: tail(), ..head } } else { head }
    }

    /// Is it of a word that has letters past the sixteenth byte?
    #[inline(always)]
    pub(super) fn is_long(self) -> bool {
        self.tail as u8 == 0 && self.tail != 0
    }

    /// How many bytes the word has, unless it is long.
    pub(super) fn length(self) -> Option<usize> {
        let (last, before) = if self.tail == 0 { (self.head, 0) } else { (self.tail, Head::HALF) };
        (!self.is_long()).then(|| before + Head::HALF - last.leading_zeros() as usize / 8)
    }

    #[inline(always)]
    pub(super) fn hash(self) -> u64 {
        let mixed = u128::from(self.head ^ 0x9e37_79b9_7f4a_7c15) * u128::from(self.tail ^ 0xf39c_c060_5ced_c835);
        (mixed >> 64) as u64 ^ mixed as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_has_its_own_head() {
        let text = [b'a'; 40];
        let heads: Vec<Head> = (0..40).map(|length| Head::of(&text, 0, length)).collect();
        for (length, head) in heads.iter().enumerate() {
            assert_eq!(heads.iter().filter(|h| *h == head).count(), 1, "{length}");
            assert_eq!(head.length(), (length <= Head::LONGEST).then_some(length));
            assert_eq!(*head, Head::of(&text[..length], 0, length), "at the end of the text");
            assert_eq!(head.is_long(), length > Head::LONGEST);
        }
    }
}
