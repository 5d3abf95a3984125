//! From entries to the structure that text is matched against: a table of what folded forms begin with, and their postings.
//!
//! Compiled into the program (for the user's dictionaries) and into its build script (for the built-in ones).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::entry::{Case, Entry, Kind, Substitution};
use super::prefix::{Found, Prefix, Reading};
use super::{pairs, spin};

/// How a form stands to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum FormKind {
    /// The right form, up to case.
    Right = 0,
    /// Another right form, up to case.
    Also = 1,
    /// A typed wrong form.
    Wrong = 2,
    /// The right form with a space or hyphen at an inner capital, or with space and hyphen exchanged.
    Split = 3,
    /// The right form with some of its words put through a thesaurus.
    Spun = 4,
    /// So too, with words that names have as well.
    Loose = 5,
}

impl FormKind {
    /// The inverse of `as u8`.
    pub fn from_bits(bits: u32) -> FormKind {
        match bits {
            0 => FormKind::Right,
            1 => FormKind::Also,
            2 => FormKind::Wrong,
            3 => FormKind::Split,
            4 => FormKind::Spun,
            _ => FormKind::Loose,
        }
    }
}

/// Folded forms, ready to be looked for in a text.
pub struct Compiled {
    /// Table of what forms begin with, up to each border of a word, and of the forms themselves: see [`Found`].
    pub prefixes: Vec<u8>,
    /// Table of the words that stand second in forms, see `pairs`. A pair matters in small letters unless it is a name of two
    /// words, as most are.
    pub seconds: Vec<u8>,
    /// Of each form, where [`Found::form`] says, a count and that many entries packed as `entry << 3 | kind`.
    pub postings: Vec<u32>,
}

/// Folds a form to its key: lower case, one plain space between words, plain apostrophes.
pub fn fold(form: &str) -> String {
    let mut key = String::with_capacity(form.len());
    for c in form.trim().chars() {
        fold_char(c, &mut key);
    }
    key
}

/// Folds one character onto the end of a key.
pub fn fold_char(c: char, key: &mut String) {
    match c {
        '’' | '‘' => key.push('\''),
        c if c.is_whitespace() => {
            if !key.ends_with(' ') {
                key.push(' ');
            }
        }
        c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
        c => key.extend(c.to_lowercase()),
    }
}

/// The letters and digits that a key begins with.
pub fn first_word(key: &str) -> &str {
    key.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Is the key two words and a space between them, and nothing else?
fn is_two_words(key: &str) -> bool {
    key.split(' ').count() == 2 && key.chars().all(|c| c.is_alphanumeric() || c == ' ')
}

/// The keys of the two words that a form's key begins with, if one space parts them.
fn first_pair(key: &str) -> Option<(Prefix, u64)> {
    let first = first_word(key);
    let second = first_word(key[first.len()..].strip_prefix(' ')?);
    Some((Prefix::of(first), pairs::second_key(second.as_bytes())))
}

/// Takes note of what the key, a form whose postings lie at `offset`, begins with.
fn note_prefixes(key: &str, offset: u32, prefixes: &mut BTreeMap<Prefix, Found>) {
    let mut reading = Reading::from(Prefix::NONE);
    let mut found = |prefix: Prefix, tell: &dyn Fn(Found) -> Found| {
        let known = prefixes.entry(prefix).or_default();
        *known = tell(*known);
    };
    let mut bytes = [0; 4];
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        c.encode_utf8(&mut bytes).bytes().for_each(|byte| reading.push(byte));
        match chars.peek() {
            None => found(reading.prefix(), &|known| known.ending(offset)),
            Some(&next) if c != ' ' && !(c.is_alphanumeric() && next.is_alphanumeric()) => {
                found(reading.prefix(), &|known| known.going_on(next))
            }
            _ => {}
        }
    }
}

/// The forms with a break at each inner capital of a word (`You Tube`, `You-Tube`), and with hyphens and spaces exchanged.
fn split_forms(right: &str) -> Vec<String> {
    let chars: Vec<char> = right.chars().collect();
    let mut broken = String::new();
    let mut breaks = 0;
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let lower_then_upper = before.is_some_and(|b| b.is_lowercase()) && c.is_uppercase();
        let upper_then_word =
            before.is_some_and(|b| b.is_uppercase()) && c.is_uppercase() && chars.get(i + 1).is_some_and(|n| n.is_lowercase());
        if lower_then_upper || upper_then_word {
            broken.push(' ');
            breaks += 1;
        }
        broken.push(c);
    }
    let mut out = Vec::new();
    if breaks > 0 {
        out.push(broken.replace(' ', "-"));
        out.push(broken);
    }
    if right.contains('-') && right.chars().all(|c| c.is_alphanumeric() || c == '-') {
        out.push(right.replace('-', " "));
    }
    out
}

/// May a form that stands in small letters throughout be more than a common phrase: is it written so, or matched in any case?
fn is_small(entry: &Entry, form: &str) -> bool {
    entry.kind == Kind::Term || entry.case == Case::Follow || !form.starts_with(char::is_uppercase)
}

/// The folded forms of an entry with their kinds.
fn forms(entry: &Entry) -> Vec<(String, FormKind)> {
    let mut out = Vec::new();
    if entry.find.is_some() || entry.off {
        return out;
    }
    if entry.kind != Kind::Term || entry.plain {
        out.push((fold(&entry.right), FormKind::Right));
    }
    out.extend(entry.also.iter().map(|f| (fold(f), FormKind::Also)));
    out.extend(entry.wrong.iter().map(|f| (fold(f), FormKind::Wrong)));
    if entry.plain && entry.kind != Kind::Term {
        out.extend(split_forms(&entry.right).iter().map(|f| (fold(f), FormKind::Split)));
    }
    out
}

/// Shortest word of a name that is known by itself, in characters.
const SHORTEST_WORD: usize = 4;

/// The right forms that have letters past ASCII, and their words that do, a line each.
pub fn accented(entries: &[Entry]) -> String {
    let beyond = |s: &str| s.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let mut lines = BTreeSet::new();
    for name in entries.iter().flat_map(|e| std::iter::once(&e.right).chain(&e.also)).filter(|n| beyond(n)) {
        let long = |w: &&str| w.len() < name.len() && beyond(w) && w.chars().count() >= SHORTEST_WORD;
        lines.extend(name.split(' ').filter(long));
        lines.insert(name.as_str());
    }
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

/// Compiles entries; the index of an entry in `entries` is its number in the postings.
pub fn compile(entries: &[Entry], substitutions: &[Substitution]) -> Compiled {
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut small: HashSet<String> = HashSet::new();
    let spinner = spin::Spinner::of(substitutions, entries);
    for (i, entry) in entries.iter().enumerate() {
        let kind = |loose| if loose { FormKind::Loose } else { FormKind::Spun };
        let spun = spinner.forms(entry).into_iter().map(|(key, loose)| (key, kind(loose)));
        let written = std::iter::once(&entry.right).chain(&entry.also).chain(&entry.wrong);
        small.extend(written.filter(|form| is_small(entry, form)).map(|form| fold(form)));
        for (key, kind) in forms(entry).into_iter().chain(spun) {
            if kind == FormKind::Loose || kind == FormKind::Spun && entry.kind == Kind::Term {
                small.insert(key.clone());
            }
            let list = keys.entry(key).or_default();
            let packed = (i as u32) << 3 | kind as u32;
            if !list.contains(&packed) {
                list.push(packed);
            }
        }
    }
    let longer = |key: &str| first_pair(key).is_some_and(|_| !is_two_words(key));
    let seconds = pairs::seconds(keys.keys().filter_map(|k| {
        let (first, second) = first_pair(k)?;
        Some((first, second, longer(k) || small.contains(k)))
    }));
    let mut postings = Vec::new();
    let mut prefixes = BTreeMap::new();
    for (key, mut list) in keys {
        list.sort_by_key(|p| (p & 7, *p));
        note_prefixes(&key, postings.len() as u32, &mut prefixes);
        postings.push(list.len() as u32);
        postings.extend(list);
    }
    let numbers = prefixes.iter().map(|(prefix, found)| (prefix.number(), found.to_bits()));
    Compiled { prefixes: super::table::build_hashed(numbers, prefixes.len(), Found::BITS), seconds, postings }
}
