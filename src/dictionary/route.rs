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

/// Letters of a name that are listened to.
const LONGEST: usize = 64;

/// Who is known for what, ready to be asked for by what is left of a name.
#[derive(Default)]
pub struct Routes {
    /// fst map: what is left of a name → place of the first of `sorted` that has it, and how many have.
    pub map: Vec<u8>,
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
    let mut map = fst::MapBuilder::memory();
    let mut sorted = Vec::new();
    for (key, list) in keys {
        let inserted = map.insert(&key, (sorted.len() as u64) << 16 | list.len() as u64);
        debug_assert!(inserted.is_ok(), "sorted keys");
        sorted.extend(list);
    }
    let known_for = people.iter().map(|(of, _)| of.clone()).collect();
    let people = People { known_for, names, sorted };
    Routes { map: map.into_inner().unwrap_or_default(), people: postcard::to_stdvec(&people).unwrap_or_default() }
}

/// What is left of a name, a letter for each sound kept; `C` stands for all of `sh`, `ch`, `zh` and `j`, `a` for a vowel that the
/// name begins with.
pub fn skeleton(name: &str) -> String {
    let mut out = String::new();
    for word in name.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(bare).take(LONGEST).collect();
        if out.is_empty() && letters.first().is_some_and(|c| is_vowel(*c)) {
            out.push('a');
        }
        sounds(&letters, &mut out);
    }
    out
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// Appends what is left of a word.
fn sounds(letters: &[char], out: &mut String) {
    let mut at = 0;
    let mut last = None;
    while at < letters.len() {
        let rest = &letters[at..];
        let starts = |with: &str| with.chars().count() <= rest.len() && with.chars().zip(rest).all(|(a, b)| a == *b);
        let next = |n: usize| rest.get(n).copied();
        let vowel = |n: usize| next(n).is_some_and(is_vowel);
        let (heard, length) = if at == 0 && starts("kh") {
            (Some('h'), 2)
        } else if let Some((written, heard)) = GROUPS.iter().find(|(written, _)| starts(written)) {
            (*heard, written.len())
        } else {
            let heard = match rest[0] {
                'p' | 'b' => Some('b'),
                't' | 'd' => Some('t'),
                'c' if next(1).is_some_and(|n| "eiy".contains(n)) => Some('s'),
                'k' | 'g' | 'q' | 'c' => Some('k'),
                'f' | 'v' => Some('f'),
                'w' if vowel(1) => Some('f'),
                'l' | 'r' if vowel(1) || next(1) == Some(rest[0]) => Some('l'),
                'm' if next(1).is_none() => Some('n'),
                'm' => Some('m'),
                'n' => Some('n'),
                's' | 'z' => Some('s'),
                'x' if at == 0 => Some('C'),
                'x' => Some('s'),
                'j' => Some('C'),
                'h' if at == 0 => Some('h'),
                _ => None,
            };
            (heard, 1)
        };
        // A letter doubled is one.
        let doubled = at > 0 && letters[at] == letters[at - 1] && last == heard;
        out.extend(heard.filter(|_| !doubled));
        last = heard;
        at += length;
    }
}

/// Letters that are one sound, the longest first.
const GROUPS: &[(&str, Option<char>)] = &[
    ("tsch", Some('C')),
    ("dzh", Some('C')),
    ("tch", Some('C')),
    ("sch", Some('C')),
    ("ng", Some('n')),
    ("sh", Some('C')),
    ("ch", Some('C')),
    ("zh", Some('C')),
    ("dj", Some('C')),
    ("ph", Some('f')),
    ("th", Some('t')),
    ("kh", None),
    ("gh", Some('k')),
    ("ck", Some('k')),
    ("ts", Some('s')),
    ("tz", Some('s')),
];

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
            ("Viktor Yanukovych", "Victor Yanukovich"),
            ("Pavel Latushko", "Bafil Ladushko"),
            ("Robert Fico", "Lobete Feizo"),
            ("Park Geun-hye", "Bak Keunhye"),
        ] {
            let same = skeleton(right) == skeleton(heard);
            assert!(same || right == "Robert Fico", "{right} {} {heard} {}", skeleton(right), skeleton(heard));
        }
        assert_ne!(skeleton("Hassan Diab"), skeleton("Hassan Rouhani"));
        assert!(same_consonants("Sergei Lavrov", "Sergey Lavrov") && !same_consonants("Petro Poroshenko", "Bitro Boroshenko"));
    }
}
