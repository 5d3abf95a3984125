//! What forms begin with, as numbers: a text is followed along the forms of a dictionary by one look into a table for each of its
//! words, without spelling them out.
//!
//! A prefix of a folded form is taken in pieces: up to eight letters or digits of ASCII at once, every other byte by itself. The
//! number of each piece is mixed into that of the pieces before it. Words lie in the survey of a text as two such pieces.
//! Different prefixes have the same number by chance alone, as do words in a [`super::table`].
//!
//! Compiled into the program (for the user's dictionaries) and into its build script (for the built-in ones).

/// The number of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefix(u64);

impl Prefix {
    /// What every form begins with.
    pub const NONE: Prefix = Prefix(0xcbf2_9ce4_8422_2325);

    /// Of a whole key.
    pub fn of(key: &str) -> Prefix {
        let mut reading = Reading::from(Prefix::NONE);
        key.bytes().for_each(|byte| reading.push(byte));
        reading.prefix()
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// This and a piece more.
    #[inline]
    fn with(self, piece: u64) -> Prefix {
        let mixed = u128::from(self.0 ^ piece) * 0x9e37_79b9_7f4a_7c15;
        Prefix((mixed >> 64) as u64 ^ mixed as u64)
    }

    /// This and a byte that is no letter or digit of ASCII.
    #[inline]
    pub fn with_mark(self, mark: u8) -> Prefix {
        self.with(u64::from(mark))
    }

    /// This and a word.
    #[inline]
    pub fn with_letters(self, word: Letters) -> Prefix {
        let prefix = self.with(word.first);
        if word.rest == 0 { prefix } else { prefix.with(word.rest) }
    }
}

/// The letters and digits of a word of ASCII, sixteen at most, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    first: u64,
    rest: u64,
}

impl Letters {
    /// Of the first eight letters as a little-endian number, in whatever case, and of those behind them: zeros behind a shorter word.
    #[inline]
    pub fn of(first: u64, rest: u64) -> Letters {
        Letters { first: folded(first), rest: if rest == 0 { 0 } else { folded(rest) } }
    }
}

/// Up to eight letters or digits as a little-endian number with zeros behind, in lower case and with spaces behind.
#[inline]
pub fn folded(eight: u64) -> u64 {
    // Digits have that bit already, and letters differ by it in case alone.
    eight | 0x2020_2020_2020_2020
}

/// A prefix of which byte after byte is read, all of them folded.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    before: Prefix,
    /// Letters and digits that have not filled a piece, and how many.
    eight: u64,
    held: u32,
}

impl Reading {
    /// Goes on from a prefix that does not end within a word.
    pub fn from(before: Prefix) -> Reading {
        Reading { before, eight: 0, held: 0 }
    }

    /// One byte more.
    pub fn push(&mut self, byte: u8) {
        if !byte.is_ascii_alphanumeric() {
            *self = Reading::from(self.prefix().with_mark(byte));
            return;
        }
        self.eight |= u64::from(byte) << (8 * self.held);
        self.held += 1;
        if self.held == 8 {
            *self = Reading::from(self.prefix());
        }
    }

    /// What has been read.
    pub fn prefix(self) -> Prefix {
        if self.held == 0 { self.before } else { self.before.with(folded(self.eight)) }
    }
}

/// What the table of prefixes tells of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found(u32);

impl Found {
    /// Bits of it.
    pub const BITS: u32 = 28;

    const SPACED: u32 = 1;
    const OTHERWISE: u32 = 2;

    /// A form goes on from it with `next`, a folded character.
    pub fn going_on(self, next: char) -> Found {
        Found(self.0 | if next == ' ' { Found::SPACED } else { Found::OTHERWISE })
    }

    /// It is a form, whose postings lie at `offset`.
    pub fn ending(self, offset: u32) -> Found {
        debug_assert!(offset + 1 < 1 << (Found::BITS - 2), "room for all offsets");
        Found(self.0 | (offset + 1) << 2)
    }

    /// The same, but no form itself.
    pub fn going_on_only(self) -> Found {
        Found(self.0 & (Found::SPACED | Found::OTHERWISE))
    }

    /// Where the postings of the form lie that the prefix is, if it is one.
    #[inline]
    pub fn form(self) -> Option<u32> {
        (self.0 >> 2).checked_sub(1)
    }

    /// Does a form go on from it with a space?
    #[inline]
    pub fn goes_on_spaced(self) -> bool {
        self.0 & Found::SPACED != 0
    }

    /// Does one go on from it with another mark?
    #[inline]
    pub fn goes_on_otherwise(self) -> bool {
        self.0 & Found::OTHERWISE != 0
    }

    /// Does one go on from it at all?
    #[inline]
    pub fn goes_on(self) -> bool {
        self.0 & (Found::SPACED | Found::OTHERWISE) != 0
    }

    /// As the table has it.
    pub fn to_bits(self) -> u64 {
        u64::from(self.0)
    }

    /// The inverse.
    #[inline]
    pub fn from_bits(bits: u64) -> Found {
        Found(bits as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_taken_whole_and_byte_by_byte_are_the_same_prefix() {
        for word in ["a", "york", "business", "washington", "accountability", "responsibilities"] {
            let mut letters = [0; 16];
            letters[..word.len()].copy_from_slice(word.to_uppercase().as_bytes());
            let half = |from: usize| letters[from..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            let whole = Prefix::of("new ").with_letters(Letters::of(half(0), half(8)));
            assert_eq!(whole, Prefix::of(&format!("new {word}")), "{word}");
        }
    }

    #[test]
    fn every_byte_counts() {
        let prefixes =
            ["new york", "new yorks", "newyork", "new-york", "new york ", "york new", "new  york", "new yórk", "new yòrk"];
        let mut numbers = prefixes.map(|p| Prefix::of(p).number());
        numbers.sort_unstable();
        assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
