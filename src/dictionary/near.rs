//! Names with one word left open: how a name is found of which one word is spelled by ear.
//!
//! `Satya Nadella` is kept as `satya *` and as `* nadella`, and a coined name of one word by its sound. Whether what
//! stands in the text is near enough to the word left open is asked elsewhere.
//!
//! Compiled into the program and into its build script alike.

use std::collections::BTreeMap;

use super::compile::fold;
use super::entry::{Entry, Kind};
use super::slips;

/// Words that say nothing of which name they stand in.
const SMALL: &[&str] = &["the", "of", "and", "de", "la", "le", "du", "al", "el", "van", "von", "der", "da", "di", "bin", "&"];

/// Names of more words are told by their other words well enough to be typed.
const MOST: usize = 3;

/// Bits of an offset into the postings.
const OFFSET: u32 = 24;

/// Letters of a word that are listened to.
const LONGEST: usize = 24;

/// The patterns of names and the words in them.
pub struct Near {
    /// Table of the patterns: the number that follows the offset into `postings`.
    pub patterns: Vec<u8>,
    /// Table of the words that stand in patterns, lower case.
    pub words: Vec<u8>,
    /// At each offset a count and that many packed candidates, see [`pack`].
    pub postings: Vec<u32>,
    /// What words are alike to those left open, see [`slips`].
    pub slips: Vec<u8>,
}

/// An entry, the place in its name of the word left open, and with what letter that begins.
fn pack(entry: usize, place: usize, letter: u32) -> u32 {
    (entry as u32) << 8 | letter << 2 | place as u32
}

/// Where the candidates of a pattern lie in the postings.
pub fn offset(patterns: &[u8], pattern: &str) -> Option<usize> {
    super::table::get_wide(patterns, pattern, OFFSET).map(|number| number as usize - 1)
}

/// The same of the pattern that has these letters of ASCII, in whatever case, before and after the word left open.
pub fn offset_around(patterns: &[u8], before: &[u8], after: &[u8]) -> Option<usize> {
    let bytes = before.iter().chain(b"*").chain(after).map(u8::to_ascii_lowercase);
    super::table::get_spelled(patterns, bytes, OFFSET).map(|number| number as usize - 1)
}

/// The entry and the place of a packed candidate, if its word may begin with this letter.
pub fn unpack(packed: u32, letter: u32) -> Option<(u32, usize)> {
    let own = packed >> 2 & 63;
    (own == letter || own == 0 || letter == 0).then_some((packed >> 8, (packed & 3) as usize))
}

/// The number of the letter that a word begins with, in whatever case; 0 for any but the 26.
pub fn letter(word: &str) -> u32 {
    word.bytes().next().filter(u8::is_ascii_alphabetic).map_or(0, |b| u32::from(b.to_ascii_lowercase() - b'a') + 1)
}

/// Takes the patterns of all entries; the index of an entry in `entries` is its number in the postings.
pub fn compile(entries: &[Entry]) -> Near {
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut opened: Vec<&str> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        for (key, place) in patterns(entry) {
            words.extend(key.split(' ').filter(|w| *w != "*" && !w.starts_with('=')).map(|w| (w.to_owned(), 1)));
            opened.extend(entry.right.split(' ').nth(place));
            let open = fold(&entry.right).split(' ').nth(place).map_or(0, letter);
            keys.entry(key).or_default().push(pack(number, place, open));
        }
    }
    let mut patterns = Vec::new();
    let mut postings = Vec::new();
    for (key, list) in keys {
        patterns.push((key, postings.len() as u64 + 1));
        postings.push(list.len() as u32);
        postings.extend(list);
    }
    debug_assert!(postings.len() < 1 << OFFSET, "room for all offsets");
    let words: Vec<(String, u64)> = words.into_iter().collect();
    Near {
        patterns: super::table::build_wide(&patterns, OFFSET),
        words: super::table::build(&words),
        postings,
        slips: slips::build(opened.into_iter()),
    }
}

/// The patterns of one entry, each with the place of the word left open.
fn patterns(entry: &Entry) -> Vec<(String, usize)> {
    if !entry.plain || entry.kind == Kind::Term || entry.off {
        return Vec::new();
    }
    let folded = fold(&entry.right);
    let words: Vec<&str> = folded.split(' ').collect();
    let lettered = |w: &str| w.chars().all(char::is_alphabetic);
    if let [word] = words[..]
        && let Some((letters, number)) = word.split_once('-')
        && letters.len() >= NUMBERED
        && lettered(letters)
        && number.chars().all(|c| c.is_ascii_digit())
    {
        return vec![(numbered(number), 0)];
    }
    if let [word] = words[..] {
        let coined = matches!(entry.kind, Kind::Company | Kind::Product | Kind::Organisation);
        return if coined && lettered(word) && word.chars().count() >= 6 { vec![(sounded(word), 0)] } else { Vec::new() };
    }
    let hyphened = |w: &str| w.split('-').all(|part| !part.is_empty() && lettered(part));
    if words.len() > MOST || !words.iter().all(|w| hyphened(w) || SMALL.contains(w)) {
        return Vec::new();
    }
    let open = |place: &usize| words[*place].chars().count() >= 4 && lettered(words[*place]) && !SMALL.contains(&words[*place]);
    (0..words.len()).filter(open).map(|place| (pattern(&words, place), place)).collect()
}

/// The words with the one at `place` left open.
pub fn pattern(words: &[&str], place: usize) -> String {
    let shown: Vec<&str> = words.iter().enumerate().map(|(i, w)| if i == place { "*" } else { w }).collect();
    shown.join(" ")
}

/// Letters before the number of a name at least, if they are left open.
pub const NUMBERED: usize = 5;

/// The pattern of a name that ends with a number behind a hyphen.
pub fn numbered(number: &str) -> String {
    format!("*-{number}")
}

/// The pattern of a name of one word.
pub fn sounded(word: &str) -> String {
    format!("={}", sound(word))
}

/// What a word sounds like to somebody who writes it down by ear: doubled letters are one, and letters that are read alike
/// are the same (`ph` and `f`, `c` and `k`, `y` and `i`, `w` and `v`, `z` and `s`, `tch` and `ch`, `sch` and `sh`, `ou` and `u`).
pub fn sound(word: &str) -> String {
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    for letter in word.chars().flat_map(char::to_lowercase).take(LONGEST) {
        letters[length] = bare(letter);
        length += 1;
    }
    let mut out = String::with_capacity(word.len());
    let (mut at, mut last) = (0, '\0');
    while at < length {
        let (heard, read) = heard(&letters[at..length], at == 0);
        for c in heard.chars() {
            if c != last {
                out.push(c);
            }
            last = c;
        }
        at += read;
    }
    if out.len() > 3 && out.ends_with('e') {
        out.pop();
    }
    out
}

/// What is heard of the letters that `rest` begins with, and how many of them are read as one; `first`: they begin the word.
fn heard(rest: &[char], first: bool) -> (&'static str, usize) {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    match rest {
        ['t', 's', 'c', 'h', ..] => ("C", 4),
        ['t', 'c', 'h', ..] => ("C", 3),
        ['s', 'c', 'h', ..] => ("S", 3),
        ['c', 'h', ..] => ("C", 2),
        ['s', 'h', ..] => ("S", 2),
        ['k', 'h', ..] | ['c', 'k', ..] => ("k", 2),
        ['t', 'h', ..] => ("t", 2),
        ['p', 'h', ..] => ("f", 2),
        ['g', 'h', ..] => ("g", 2),
        ['r', 'h', ..] => ("r", 2),
        ['q', 'u', ..] => ("kv", 2),
        ['d', 'j', ..] | ['e', 'e' | 'y' | 'i', ..] | ['i', 'e', ..] => ("i", 2),
        ['o', 'u' | 'o', ..] | ['u', 'e', ..] => ("u", 2),
        ['o', 'e', ..] => ("o", 2),
        ['a', 'e', ..] => ("e", 2),
        ['c', 'e' | 'i' | 'y', ..] | ['z', ..] => ("s", 1),
        ['c' | 'q', ..] => ("k", 1),
        ['w', ..] => ("v", 1),
        ['y' | 'j', ..] => ("i", 1),
        ['x', ..] => ("ks", 1),
        ['h', ..] if !first => ("", 1),
        [letter @ 'a'..='z', ..] => (&LETTERS[*letter as usize - 'a' as usize..][..1], 1),
        _ => ("", 1),
    }
}

/// Do the two differ by their accents alone, an o with a stroke or a d with one being accented, too?
pub fn is_same_unaccented(a: &str, b: &str) -> bool {
    a == b || a.chars().flat_map(char::to_lowercase).map(bare).eq(b.chars().flat_map(char::to_lowercase).map(bare))
}

/// The letter without its accent, as far as names in the news have them.
pub(crate) fn bare(letter: char) -> char {
    const ACCENTED: &[(&str, char)] = &[
        ("áàâäãåāăą", 'a'),
        ("éèêëēėęě", 'e'),
        ("íìîïīįı", 'i'),
        ("óòôöõøōő", 'o'),
        ("úùûüūůűų", 'u'),
        ("çćč", 'c'),
        ("ñńň", 'n'),
        ("śšşș", 's'),
        ("źżž", 'z'),
        ("ł", 'l'),
        ("ğ", 'g'),
        ("řŕ", 'r'),
        ("ťţț", 't'),
        ("ďđð", 'd'),
        ("ýÿ", 'y'),
    ];
    if letter.is_ascii() {
        return letter;
    }
    ACCENTED.iter().find(|(written, _)| written.contains(letter)).map_or(letter, |(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelled_by_ear_sounds_alike() {
        for (a, b) in [
            ("Nadella", "Nadela"),
            ("Zuckerberg", "Zukerberg"),
            ("Pichai", "Pitchai"),
            ("Schwarzenegger", "Shwarzeneger"),
            ("Medvedev", "Medwedew"),
            ("Loukachenko", "Lukachenko"),
            ("Şimşek", "Simsek"),
            ("Joseph", "Josef"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        for (a, b) in [("Cook", "Cork"), ("Hubei", "Hebei"), ("Gates", "Bates"), ("Chang", "Zhang")] {
            assert_ne!(sound(a), sound(b), "{a} {b}");
        }
    }
}
