//! Which two words begin forms side by side, asked before a form is followed through the map.
//!
//! Nearly every word that begins some form (`New`, `the`) stands before another one than that form has. Of each word the
//! table of second words tells what may stand before it, so that the scan passes over the others; Bloom filters over the pairs
//! and over the first three words ask more closely. None of them ever says no to words that are there; with sixteen bits a
//! pair a filter says yes to about one in fifty that is not.
//!
//! Compiled into the program (for the user's dictionaries) and into its build script (for the built-in ones).

/// Bits for each pair.
const BITS: usize = 16;

/// What stands for a word of a key (lower case): its hash, never zero.
pub fn first_key(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)) | 1
}

/// What stands for an ASCII word in second place: its first eight letters or digits in lower case.
pub fn second_key(word: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let short = word.len().min(8);
    eight[..short].copy_from_slice(&word[..short]);
    folded(u64::from_le_bytes(eight))
}

/// The same of the first eight letters or digits as a little-endian number, zeros behind a shorter word.
pub fn folded(eight: u64) -> u64 {
    // Digits have that bit already, and letters differ by it in case alone.
    eight | 0x2020_2020_2020_2020
}

/// What stands for two words in the first place.
pub fn joined_key(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The filter of these pairs of first and second key.
pub fn build(pairs: &[(u64, u64)]) -> Vec<u8> {
    let words = (pairs.len() * BITS).next_power_of_two().max(64) / 64;
    let mut filter = vec![0u64; words];
    for &(first, second) in pairs {
        let (word, bits) = place(first, second, words);
        filter[word] |= bits;
    }
    filter.iter().flat_map(|word| word.to_le_bytes()).collect()
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
pub fn bit(first: u64) -> u8 {
    (first.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as u8
}

/// Bytes of a place in the table of second words: key, any, small.
const PLACE: usize = 24;

/// A table of the words in second place: `pairs` are first key, second key, and whether the pair matters in small letters.
pub fn seconds(pairs: impl Iterator<Item = (u64, u64, bool)>) -> Vec<u8> {
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

/// May the pair be one of those the filter was built of?
pub fn may_have(filter: &[u8], first: u64, second: u64) -> bool {
    let (word, bits) = place(first, second, filter.len() / 8);
    let stored = filter[word * 8..].first_chunk().map_or(u64::MAX, |eight| u64::from_le_bytes(*eight));
    stored & bits == bits
}

/// Which of the filter's words, a power of two, has the bits of a pair, and which two they are: one look at memory tells.
fn place(first: u64, second: u64, words: usize) -> (usize, u64) {
    let mixed = u128::from(first ^ 0x9e37_79b9_7f4a_7c15) * u128::from(second ^ 0xf39c_c060_5ced_c835);
    let hash = (mixed >> 64) as u64 ^ mixed as u64;
    (hash as usize & (words - 1), 1 << (hash >> 32 & 63) | 1 << (hash >> 40 & 63))
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
                .map(|&(a, b, small)| (first_key(a), key(b), small)),
        );
        let has = |a: &str, b: &str| {
            let Before { any, small } = before(&table, key(b));
            let bit = 1 << bit(first_key(a));
            (any & bit != 0, small & bit != 0)
        };
        assert_eq!([has("new", "york"), has("new", "of"), has("bank", "of")], [(true, false), (true, false), (true, true)]);
        assert_eq!(has("new", "times"), (false, false));
    }

    #[test]
    fn a_pair_that_is_there_is_never_denied() {
        let words = ["new", "york", "times", "bank", "of", "international", "r1"];
        let all: Vec<(u64, u64)> =
            words.iter().flat_map(|a| words.iter().map(|b| (first_key(a), second_key(b.as_bytes())))).collect();
        let (kept, left) = all.split_at(all.len() / 2);
        let filter = build(kept);
        assert!(kept.iter().all(|&(a, b)| may_have(&filter, a, b)));
        assert!(left.iter().filter(|&&(a, b)| may_have(&filter, a, b)).count() < 5);
        assert_eq!(second_key(b"York"), second_key(b"york"));
        assert_eq!(second_key(b"International"), second_key(b"internationals"));
    }
}
