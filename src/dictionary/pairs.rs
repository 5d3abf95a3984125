//! Which two words begin forms side by side, asked while a text is scanned, before any form is followed.
//!
//! Nearly every word that begins some form (`New`, `the`) stands before another one than that form has. Of each word the
//! table of second words tells what may stand before it, so that the scan passes over the others. It never says no to words that
//! are there.
//!
//! Compiled into the program (for the user's dictionaries) and into its build script (for the built-in ones).

use super::prefix::{Prefix, folded};

/// What stands for an ASCII word in second place: its first eight letters or digits in lower case.
pub fn second_key(word: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let short = word.len().min(8);
    eight[..short].copy_from_slice(&word[..short]);
    folded(u64::from_le_bytes(eight))
}

/// Of a word in second place, which words begin forms before it: a bit for all that share it (see [`bit`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Before {
    /// Words that begin some form.
    pub any: u64,
    /// Those that begin one that matters where both words stand in small letters.
    pub small: u64,
}

/// The number of the bit, of 64, that stands for a word in first place.
pub fn bit(first: Prefix) -> u8 {
    (first.number() >> 58) as u8
}

/// Bytes of a place in the table of second words: key, any, small.
const PLACE: usize = 24;

/// A table of the words in second place: `pairs` are first word, second key, and whether the pair matters in small letters.
pub fn seconds(pairs: impl Iterator<Item = (Prefix, u64, bool)>) -> Vec<u8> {
    let mut words: std::collections::BTreeMap<u64, Before> = std::collections::BTreeMap::new();
    for (first, second, small) in pairs {
        let word = words.entry(second).or_default();
        word.any |= 1 << bit(first);
        word.small |= u64::from(small) << bit(first);
    }
    let places = (words.len() * 2).next_power_of_two().max(2);
    let mut table = vec![[0u64; 3]; places];
    for (key, Before { any, small }) in words {
        let mut at = home(key, places);
        while table[at][0] != 0 {
            at = (at + 1) & (places - 1);
        }
        table[at] = [key, any, small];
    }
    table.iter().flatten().flat_map(|number| number.to_le_bytes()).collect()
}

/// What the table says of a word, given by its key.
pub fn before(table: &[u8], second: u64) -> Before {
    let places = table.len() / PLACE;
    let mut at = home(second, places);
    loop {
        let number = |i: usize| table[at * PLACE + i * 8..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        match number(0) {
            0 => return Before::default(),
            key if key == second => return Before { any: number(1), small: number(2) },
            _ => at = (at + 1) & (places - 1),
        }
    }
}

/// Where a word lies in a table of so many places, a power of two, or behind that.
fn home(second: u64, places: usize) -> usize {
    (second.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (places - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_word_tells_what_may_stand_before_it() {
        let key = |w: &str| second_key(w.as_bytes());
        let table = seconds(
            [("new", "york", false), ("bank", "of", true), ("new", "of", false)]
                .iter()
                .map(|&(a, b, small)| (Prefix::of(a), key(b), small)),
        );
        let has = |a: &str, b: &str| {
            let Before { any, small } = before(&table, key(b));
            let bit = 1 << bit(Prefix::of(a));
            (any & bit != 0, small & bit != 0)
        };
        assert_eq!([has("new", "york"), has("new", "of"), has("bank", "of")], [(true, false), (true, false), (true, true)]);
        assert_eq!(has("new", "times"), (false, false));
    }

    #[test]
    fn only_eight_letters_of_a_second_word_count() {
        assert_eq!(second_key(b"York"), second_key(b"york"));
        assert_eq!(second_key(b"International"), second_key(b"internationals"));
    }
}
