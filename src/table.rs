//! A read-only hash table from words to a byte, laid out by the build script and used as it lies in the program.
//!
//! A slot is eight bytes: 56 bits of the word's hash and the byte. Words are told apart by those bits alone: with some
//! 200,000 words a word that is not in the table is taken for one that is once in 10^11 look-ups. An empty slot is zero.
//!
//! Compiled into the program and into its build script alike.

/// A word's hash: FNV-1a, with its bits mixed once more so that the low ones serve as a place in the table. Fixed for all time
/// and machines: the table is made on one and read on another.
fn hash(word: impl Iterator<Item = u8>) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in word {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// Lays the words out; a word's byte must not be zero.
pub fn build(words: &[(String, u64)]) -> Vec<u8> {
    build_wide(words, 8)
}

/// The same with numbers of so many bits, none of them zero. Fewer bits of the hash are left to tell words apart.
pub fn build_wide(words: &[(String, u64)], bits: u32) -> Vec<u8> {
    build_hashed(words.iter().map(|(word, value)| (hash(word.bytes()), *value)), words.len(), bits)
}

/// The same of so many hashes; none of them comes twice.
pub fn build_hashed(hashes: impl Iterator<Item = (u64, u64)>, count: usize, bits: u32) -> Vec<u8> {
    let own = (1 << bits) - 1;
    let slots = (count * 2).next_power_of_two().max(2);
    let mut table = vec![0u64; slots];
    for (h, value) in hashes {
        let mut at = h as usize & (slots - 1);
        while table[at] != 0 {
            at = (at + 1) & (slots - 1);
        }
        table[at] = h & !own | value & own;
    }
    table.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

/// The byte of `word`, if it is in the table.
pub fn get(table: &[u8], word: &str) -> Option<u8> {
    find(table, hash(word.bytes()), 8).map(|byte| byte as u8)
}

/// The number of `word` in a table of numbers of so many bits.
pub fn get_wide(table: &[u8], word: &str, bits: u32) -> Option<u64> {
    find(table, hash(word.bytes()), bits)
}

/// The same of a word that is spelled byte by byte.
pub fn get_spelled(table: &[u8], bytes: impl Iterator<Item = u8>, bits: u32) -> Option<u64> {
    find(table, hash(bytes), bits)
}

/// The byte of `word` in lower case.
pub fn get_lower(table: &[u8], word: &str) -> Option<u8> {
    if word.is_ascii() {
        find(table, hash(word.bytes().map(|b| b.to_ascii_lowercase())), 8).map(|byte| byte as u8)
    } else {
        get(table, &word.to_lowercase())
    }
}

/// The number that stands for a hash in a table of numbers of so many bits.
#[inline]
pub fn find(table: &[u8], h: u64, bits: u32) -> Option<u64> {
    let own = (1 << bits) - 1;
    let slots = table.len() / 8;
    let mut at = h as usize & (slots - 1);
    loop {
        let bytes = table.get(at * 8..at * 8 + 8)?;
        let slot = u64::from_le_bytes(bytes.try_into().ok()?);
        if slot == 0 {
            return None;
        }
        if slot & !own == h & !own {
            return Some(slot & own);
        }
        at = (at + 1) & (slots - 1);
    }
}
