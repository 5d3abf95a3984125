//! Names that went through another script and came back by ear: what is left of a name when everything is dropped that Chinese,
//! Arabic, Russian, Japanese or Korean letters cannot keep.
//!
//! Vowels go, and so do an `h` inside a word, and `l` and `r` before another consonant. Letters fall together that one of those
//! scripts writes alike: `p` and `b` (Arabic, Korean), `t` and `d`, `g` and `k`, `f` and `v` (Arabic), `l` and `r` (Chinese, Japanese),
//! `sh`, `ch`, `zh` and `j`, `m` and `n` at the end, `n` and `ng` (Chinese). Where a name is parted into words is lost too. So little
//! is kept that it proves nothing by itself: the text has to speak of what the name is known for.
//!
//! Compiled into the program and into its build script alike.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::near::bare;

/// Letters of a word that are listened to.
const LONGEST: usize = 24;

/// Who is known for what, ready to be asked for by what is left of a name.
#[derive(Default)]
pub struct Routes {
    /// fst map: what is left of a name → place of the first of `sorted` that has it, and how many have.
    pub map: Vec<u8>,
    /// A bit for the hash of each key: most of what is asked for is not there.
    pub filter: Vec<u8>,
    /// The rest, encoded.
    pub people: Vec<u8>,
}

/// The people, and the words of which a text must have one to speak of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// What they are known for: a country, a company, a body, by its names.
    pub known_for: Vec<Vec<String>>,
    /// Their names, in order of `known_for`.
    pub names: Vec<Person>,
    /// Numbers of names in order of what is left of them.
    pub sorted: Vec<u32>,
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The right form.
    pub name: String,
    /// The name as Chinese reads its characters, if it is written with them at home; else empty.
    pub reading: String,
    /// What it is known for: an index into `known_for`.
    pub of: u32,
}

/// Takes what files say of people, each with the words of what they are known for: `Name`, or `Name = Reading`.
pub fn compile(people: &[(Vec<String>, Vec<String>)]) -> Routes {
    let mut names = Vec::new();
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (of, (_, holders)) in people.iter().enumerate() {
        for holder in holders {
            let (name, reading) = holder.split_once(" = ").unwrap_or((holder, ""));
            for written in [name, reading].iter().filter(|w| !w.is_empty()) {
                keys.entry(skeleton(written)).or_default().push(names.len() as u32);
            }
            names.push(Person { name: name.to_owned(), reading: reading.to_owned(), of: of as u32 });
        }
    }
    // Words are kept too, with a mark before them: most words of a text stand in no such name, and are done with at once.
    let words: Vec<String> = names.iter().flat_map(|p: &Person| [p.name.as_str(), p.reading.as_str()]).flat_map(words).collect();
    for word in words {
        keys.entry(word).or_default();
    }
    let mut map = fst::MapBuilder::memory();
    let mut sorted = Vec::new();
    let mut filter = vec![0; if keys.is_empty() { 0 } else { FILTER / 8 }];
    for (key, list) in keys {
        let bit = hash(&key);
        filter[bit / 8] |= 1 << (bit % 8);
        let inserted = map.insert(&key, (sorted.len() as u64) << 16 | list.len() as u64);
        debug_assert!(inserted.is_ok(), "sorted keys");
        sorted.extend(list);
    }
    let known_for = people.iter().map(|(of, _)| of.clone()).collect();
    let people = People { known_for, names, sorted };
    Routes { map: map.into_inner().unwrap_or_default(), filter, people: postcard::to_stdvec(&people).unwrap_or_default() }
}

/// Bits of the filter.
const FILTER: usize = 1 << 18;

fn hash(key: &str) -> usize {
    let hash = key.bytes().fold(0u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize % FILTER
}

/// May the key be one of those that the filter was made of?
pub fn may_have(filter: &[u8], key: &str) -> bool {
    let bit = hash(key);
    filter.get(bit / 8).is_some_and(|byte| byte & 1 << (bit % 8) != 0)
}

/// The keys of the words of a name, each with one vowel less and more, too.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = name.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect();
    // Names of few syllables may be Chinese, and be parted in another way: Changpeng Zhao, Zhao Changpeng, Chang Pengzhao.
    let parts: Vec<String> = words.iter().flat_map(|w| syllables(w)).collect();
    if (2..=4).contains(&parts.len()) {
        let around = |at: usize| [at, (at + 1) % parts.len()].map(|i| parts[i].as_str()).concat();
        words.extend((0..parts.len()).map(around));
        words.extend(parts.iter().cloned());
    }
    words.into_iter().filter(|w| !w.is_empty()).flat_map(|word| {
        let count = vowels(&word);
        (count.saturating_sub(1)..=count + 1).map(move |count| key_of(&word, count))
    })
}

/// A word parted before each consonant, or two that are one sound, with a vowel behind and one before it somewhere.
fn syllables(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let vowel = |i: usize| letters.get(i).is_some_and(|c| is_vowel(bare(c.to_ascii_lowercase())));
    let mut parts = vec![String::new()];
    let (mut seen, mut joined) = (false, false);
    for (i, &letter) in letters.iter().enumerate() {
        let two = letters.get(i + 1) == Some(&'h') && vowel(i + 2);
        if !vowel(i) && !joined && seen && (vowel(i + 1) || two) {
            parts.push(String::new());
            seen = false;
        }
        joined = two;
        seen |= vowel(i);
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts
}

/// The key of a single word of names: what is left of it, and how many vowels it has.
pub fn word_key(word: &str) -> String {
    key_of(word, vowels(word))
}

fn key_of(word: &str, vowels: usize) -> String {
    let mut key = String::with_capacity(16);
    key.push('=');
    sounds(Letters::of(word).all(), &mut key);
    key.push(char::from(b'0' + vowels.min(9) as u8));
    key
}

/// How many vowels or runs of them a name has.
pub fn vowels(name: &str) -> usize {
    let mut last = false;
    let mut count = 0;
    for c in name.chars() {
        let vowel = is_vowel(bare(c.to_ascii_lowercase()));
        count += usize::from(vowel && !last);
        last = vowel;
    }
    count
}

/// What is left of a name, a letter for each sound kept; `C` stands for all of `sh`, `ch`, `zh` and `j`, `a` for a vowel that the
/// name begins with.
pub fn skeleton(name: &str) -> String {
    let mut out = String::with_capacity(16);
    let mut letters = Letters::default();
    for c in name.chars().chain(std::iter::once(' ')) {
        if letters.push(c) {
            continue;
        }
        if out.is_empty() && letters.all().first().is_some_and(|c| is_vowel(*c)) {
            out.push('a');
        }
        sounds(letters.all(), &mut out);
        letters.length = 0;
    }
    out
}

/// The letters of one word, small and without accents, on the stack.
struct Letters {
    letters: [char; LONGEST],
    length: usize,
}

impl Default for Letters {
    fn default() -> Self {
        Letters { letters: [' '; LONGEST], length: 0 }
    }
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters::default();
        for c in word.chars() {
            letters.push(c);
        }
        letters
    }

    /// Takes a letter; `false` of what is none.
    fn push(&mut self, c: char) -> bool {
        let letter = match c {
            c if c.is_ascii_alphabetic() => c.to_ascii_lowercase(),
            c if c.is_ascii() || !c.is_alphabetic() => return false,
            c => bare(c.to_lowercase().next().unwrap_or(c)),
        };
        if self.length < LONGEST {
            self.letters[self.length] = letter;
            self.length += 1;
        }
        true
    }

    fn all(&self) -> &[char] {
        &self.letters[..self.length]
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Appends what is left of a word.
fn sounds(letters: &[char], out: &mut String) {
    let mut at = 0;
    let mut last = None;
    while at < letters.len() {
        let rest = &letters[at..];
        let next = rest.get(1).copied().unwrap_or(' ');
        let (heard, length) = together(rest, at == 0).unwrap_or_else(|| (alone(rest[0], next, at), 1));
        // A letter doubled is one.
        let doubled = at > 0 && letters[at] == letters[at - 1] && last == heard;
        out.extend(heard.filter(|_| !doubled));
        last = heard;
        at += length;
    }
}

/// Letters that are one sound, and how many of them there are.
fn together(rest: &[char], first: bool) -> Option<(Option<char>, usize)> {
    Some(match rest {
        ['t', 's', 'c', 'h', ..] => (Some('C'), 4),
        ['t', 'c', 'h', ..] | ['s', 'c', 'h', ..] | ['d', 'z', 'h', ..] => (Some('C'), 3),
        ['s' | 'c' | 'z', 'h', ..] | ['d', 'j', ..] => (Some('C'), 2),
        ['n', 'g', ..] => (Some('n'), 2),
        ['p', 'h', ..] => (Some('f'), 2),
        ['t', 'h', ..] => (Some('t'), 2),
        ['k', 'h', ..] => (first.then_some('h'), 2),
        ['g', 'h', ..] | ['c', 'k', ..] => (Some('k'), 2),
        ['t', 's' | 'z', ..] => (Some('s'), 2),
        _ => return None,
    })
}

/// What is heard of a letter before `next`; `at`: how many stand before it in its word.
fn alone(letter: char, next: char, at: usize) -> Option<char> {
    Some(match letter {
        'p' | 'b' => 'b',
        't' | 'd' => 't',
        'c' if matches!(next, 'e' | 'i' | 'y') => 's',
        'k' | 'g' | 'q' | 'c' => 'k',
        'f' | 'v' => 'f',
        'w' if is_vowel(next) => 'f',
        'l' | 'r' if is_vowel(next) || next == letter => 'l',
        'm' if next == ' ' => 'n',
        'm' => 'm',
        'n' => 'n',
        's' | 'z' => 's',
        'x' if at > 0 => 's',
        'x' | 'j' => 'C',
        'h' if at == 0 => 'h',
        _ => return None,
    })
}

/// Do two names have the same consonants as they are written? Then only vowels differ, as they do between two ways of writing one
/// name in Latin letters.
pub fn same_consonants(a: &str, b: &str) -> bool {
    let consonants = |s: &str| {
        let letters = s.chars().flat_map(char::to_lowercase).map(bare).filter(|c| c.is_alphabetic() && !is_vowel(*c));
        letters.map(|c| if c == 'c' { 'k' } else { c }).collect::<String>()
    };
    consonants(a) == consonants(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_script_keeps() {
        for (right, heard) in [
            ("Petro Poroshenko", "Bitro Boroshenko"),
            ("Viktor Yanukovych", "Fiktor Yanukovich"),
            ("Robert Fico", "Lobete Feiko"),
            ("Park Geun-hye", "Bak Keun-hye"),
            ("Changpeng Zhao", "Zhang Bengjao"),
        ] {
            assert_eq!(skeleton(right), skeleton(heard), "{right} {heard}");
        }
        assert_ne!(skeleton("Hassan Diab"), skeleton("Hassan Rouhani"));
        assert!(same_consonants("Sergei Lavrov", "Sergey Lavrov") && !same_consonants("Petro Poroshenko", "Bitro Boroshenko"));
    }
}
