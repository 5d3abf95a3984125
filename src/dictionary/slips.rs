//! Which words are one slip of the hand away from a word of some name, or sound like it: asked of an odd word once, before any
//! name is looked for that it may stand in. Most odd words are nothing alike, and are done with for good.
//!
//! Of each word of a name the filter has the word, the word without each of its letters together with the place of the letter,
//! and its sound. A slip that leaves the first letter alone and does more than change the end leads from one to the other: the
//! other slips make another name. The filter never says no to a word that is alike; it says yes to one in a hundred that is not.
//!
//! Compiled into the program (for the user's dictionaries) and into its build script (for the built-in ones).

use super::near::sound;

/// Bits for each key, and letters of a word that sounds like a name at least.
const BITS: usize = 24;
const HEARD: usize = 5;

/// Longer words are not looked at closely.
const LONGEST: usize = 48;

/// What a key stands for, mixed into its hash.
const WHOLE: u64 = 0;
const SOUND: u64 = 1 << 32;

/// The filter of these words of names.
pub fn build<'w>(words: impl Iterator<Item = &'w str>) -> Vec<u8> {
    let mut keys: Vec<u64> = Vec::new();
    for word in words {
        let letters = Letters::of(word);
        if word.chars().count() >= HEARD {
            keys.push(heard(word));
        }
        keys.push(key(letters.whole(), WHOLE));
        keys.extend((1..letters.count).map(|at| key(letters.without(at), at as u64)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut filter = vec![0u64; (keys.len() * BITS).next_power_of_two().max(64) / 64];
    let last = filter.len() - 1;
    for key in keys {
        filter[key as usize & last] |= bits(key);
    }
    filter.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// May the word be alike to one that the filter was built of?
pub fn may_be(filter: &[u8], word: &str) -> bool {
    if !word.is_ascii() || word.len() + 1 >= LONGEST {
        return true;
    }
    let has = |key: u64| {
        let at = (key as usize & (filter.len() / 8).saturating_sub(1)) * 8;
        let stored = filter.get(at..at + 8).and_then(|eight| eight.first_chunk());
        stored.is_none_or(|eight| u64::from_le_bytes(*eight) & bits(key) == bits(key))
    };
    let letters = Letters::of(word);
    let whole = letters.whole();
    // One letter less than the name has; another one there, two letters swapped, one more.
    let less = |at: usize| has(key(whole, at as u64));
    let other = |at: usize| {
        let without = letters.without(at);
        has(key(without, at as u64)) || has(key(without, at as u64 + 1)) || has(key(without, WHOLE))
    };
    has(heard(word)) || (1..letters.count).any(|at| less(at) || at + 1 < letters.count && other(at))
}

/// The letters of a word in lower case, so that it is quickly told what is left without one.
struct Letters {
    count: usize,
    /// The hash of what stands before each place: each letter counts by its own place, as a digit does.
    before: [u64; LONGEST + 1],
}

/// What a letter counts at one place more than at the one before it, and the same from behind.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
const BACK: u64 = 0xf1de_83e1_9937_733d;
const _: () = assert!(BASE.wrapping_mul(BACK) == 1);

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters { count: 0, before: [0; LONGEST + 1] };
        let mut power: u64 = 1;
        for letter in word.chars().take(LONGEST).map(lower) {
            letters.before[letters.count + 1] = letters.before[letters.count].wrapping_add(letter.wrapping_mul(power));
            letters.count += 1;
            power = power.wrapping_mul(BASE);
        }
        letters
    }

    /// The hash of them all.
    fn whole(&self) -> u64 {
        self.before[self.count]
    }

    /// Of all but the one at that place.
    fn without(&self, at: usize) -> u64 {
        self.before[at].wrapping_add(self.whole().wrapping_sub(self.before[at + 1]).wrapping_mul(BACK))
    }
}

/// A letter in lower case: one for one.
fn lower(letter: char) -> u64 {
    if letter.is_ascii() { letter.to_ascii_lowercase().into() } else { letter.to_lowercase().next().map_or(0, u64::from) }
}

/// The key of a word's sound; what is alike begins with the same letter.
fn heard(word: &str) -> u64 {
    let first = word.chars().next().map_or(0, lower);
    key(Letters::of(&sound(word)).whole(), SOUND | first)
}

fn key(hash: u64, what: u64) -> u64 {
    let mixed = u128::from(hash ^ 0xf39c_c060_5ced_c835) * u128::from((what << 1 | 1).wrapping_mul(0xd6e8_feb8_6659_fd93));
    let mixed = (mixed >> 64) as u64 ^ mixed as u64;
    (mixed ^ mixed >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Four bits of a word of the filter.
fn bits(key: u64) -> u64 {
    [58, 52, 46, 40].iter().fold(0, |bits, by| bits | 1 << (key >> by & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_is_never_denied() {
        let filter = build(["Nadella", "Zuckerberg", "Pichai", "Orban"].into_iter());
        for alike in [
            "Nadela",
            "Nadlla",
            "Naddella",
            "Nadlela",
            "Nadelal",
            "NADELLA",
            "Zukerberg",
            "Zuckerbreg",
            "Pitchai",
            "Orbna",
            "Orbaan",
            "Oban",
        ] {
            assert!(may_be(&filter, alike), "{alike}");
        }
        let others =
            ["Herbert", "Madella", "Nadelle", "Nadellas", "Adella", "Zuckermann", "Picha", "Orbank", "Tusk", "Merkel", "Johnson"];
        assert!(others.iter().filter(|w| may_be(&filter, w)).count() < 2);
    }
}
