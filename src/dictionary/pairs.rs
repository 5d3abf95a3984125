//! Which two words begin forms side by side: a Bloom filter over the pairs, asked before a form is followed through the map.
//!
//! Nearly every word that begins some form (`New`, `the`) stands before another one than that form has. The filter never says
//! no to a pair that is there; with sixteen bits a pair it says yes to about one in seventy that is not.
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
    // Digits have that bit already, and letters differ by it in case alone.
    u64::from_le_bytes(eight) | 0x2020_2020_2020_2020
}

/// The filter of these pairs of first and second key.
pub fn build(pairs: &[(u64, u64)]) -> Vec<u8> {
    let bits = (pairs.len() * BITS).next_power_of_two().max(64);
    let mut filter = vec![0; bits / 8];
    for &(first, second) in pairs {
        for bit in places(first, second, bits) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// May the pair be one of those the filter was built of?
pub fn may_have(filter: &[u8], first: u64, second: u64) -> bool {
    places(first, second, filter.len() * 8).into_iter().all(|bit| filter[bit / 8] & 1 << (bit % 8) != 0)
}

/// The two bits of a pair among `bits`, a power of two.
fn places(first: u64, second: u64, bits: usize) -> [usize; 2] {
    let mixed = u128::from(first ^ 0x9e37_79b9_7f4a_7c15) * u128::from(second ^ 0xf39c_c060_5ced_c835);
    let hash = (mixed >> 64) as u64 ^ mixed as u64;
    [hash as usize & (bits - 1), (hash >> 32) as usize & (bits - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

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
