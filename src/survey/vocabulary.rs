//! What is known of the words of a run, each looked up once.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::Shape;
use crate::dictionary::Opening;
use crate::lexicon::{self, WordClass};

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    open: Box<dyn Fn(&str, &mut Vec<Opening>) + 'd>,
    /// In the order they were met, so that the usual ones lie close together.
    known: Vec<Known>,
    index: HashTable<u32>,
    /// The words longer than a [`Head`], one behind the other, with a line feed behind each.
    letters: String,
    /// What words lead to in the dictionaries; the first is of those that lead nowhere.
    openings: Vec<Box<[Opening]>>,
    /// Number of the text whose forms have numbers, and the next of these.
    text: u32,
    forms: u32,
}

/// A word of the vocabulary.
#[derive(Clone, Copy)]
pub(super) struct Known {
    head: u64,
    /// Where its letters lie, if the head does not have them all.
    letters: u32,
    /// The last text that had it, and its form's number there.
    text: u32,
    form: u32,
    /// Index of its openings.
    pub(super) opening: u32,
    length: u16,
    pub(super) shape: Shape,
    pub(super) class: WordClass,
}

// The words of a text lie scattered in the table: each look-up should fetch one line of memory.
const _: () = assert!(size_of::<Known>() <= 32);

/// The first eight bytes of a word, its length and its hash: most words are compared and hashed as a number.
#[derive(Clone, Copy)]
pub(super) struct Head {
    bytes: u64,
    length: u16,
    hash: u64,
}

impl Head {
    const LONGEST: usize = 8;

    /// Of the word `text[start..end]`.
    #[inline(always)]
    pub(super) fn of(text: &str, start: usize, end: usize) -> Head {
        let length = end - start;
        let bytes = match text.as_bytes()[start..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight) & (u64::MAX >> (8 * Head::LONGEST.saturating_sub(length))),
            None => last_bytes(&text.as_bytes()[start..end]),
        };
        let hash = hash(bytes, &text[start..end]);
        Head { bytes, length: length.try_into().unwrap_or(u16::MAX), hash }
    }

    /// Half of its hash.
    pub(super) fn half(self) -> u32 {
        self.hash as u32
    }
}

/// The first eight bytes of a word near the end of the text.
#[cold]
fn last_bytes(word: &[u8]) -> u64 {
    let mut eight = [0; Head::LONGEST];
    let short = word.len().min(Head::LONGEST);
    eight[..short].copy_from_slice(&word[..short]);
    u64::from_le_bytes(eight)
}

#[inline(always)]
fn hash(bytes: u64, word: &str) -> u64 {
    if word.len() > Head::LONGEST {
        return FixedState::with_seed(0).hash_one(word);
    }
    let mixed = u128::from(bytes ^ (word.len() as u64) << 59).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    (mixed >> 64) as u64 ^ mixed as u64
}

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

impl<'d> Vocabulary<'d> {
    /// An empty one; `open` adds what a word leads to in the dictionaries.
    pub(crate) fn new(open: impl Fn(&str, &mut Vec<Opening>) + 'd) -> Self {
        Vocabulary {
            open: Box::new(open),
            known: Vec::new(),
            index: HashTable::new(),
            letters: String::new(),
            openings: vec![Box::default()],
            text: 0,
            forms: 0,
        }
    }

    /// Begins a new text, whose forms are numbered from 0.
    pub(super) fn begin(&mut self) {
        if self.known.len() > MOST_WORDS || self.text == u32::MAX {
            self.letters.clear();
            self.openings.truncate(1);
            self.known.clear();
            self.index.clear();
            self.text = 0;
        }
        self.text += 1;
        self.forms = 0;
    }

    /// The number that a word's form has in this text, and what is known of it.
    #[inline]
    pub(super) fn look_up(&mut self, head: Head, word: &str) -> (u32, &Known) {
        let (letters, known) = (&self.letters, &self.known);
        let found = self.index.find(head.hash, |&id| {
            let k = &known[id as usize];
            k.head == head.bytes && k.length == head.length && (word.len() <= Head::LONGEST || long(letters, k) == word)
        });
        let id = match found {
            Some(&id) => id,
            None => self.learn(head, word),
        };
        let known = &mut self.known[id as usize];
        if known.text != self.text {
            (known.text, known.form) = (self.text, self.forms);
            self.forms += 1;
        }
        (known.form, known)
    }

    /// The number of the text that was begun last.
    pub(super) fn text(&self) -> u32 {
        self.text
    }

    /// What a word with this index of openings leads to.
    #[inline]
    pub(super) fn openings(&self, opening: u32) -> &[Opening] {
        &self.openings[opening as usize]
    }

    #[cold]
    fn learn(&mut self, head: Head, word: &str) -> u32 {
        let id = self.known.len() as u32;
        let start = self.letters.len() as u32;
        if word.len() > Head::LONGEST {
            self.letters.push_str(word);
            self.letters.push('\n');
        }
        let mut openings = Vec::new();
        (self.open)(word, &mut openings);
        let opening = if openings.is_empty() { 0 } else { self.openings.len() as u32 };
        if !openings.is_empty() {
            self.openings.push(openings.into());
        }
        let (shape, class) = (shape(word), lexicon::class(word));
        let Head { bytes, length, hash } = head;
        self.known.push(Known { head: bytes, letters: start, text: 0, form: 0, opening, length, shape, class });
        let (letters, known) = (&self.letters, &self.known);
        self.index.insert_unique(hash, id, |&id| {
            let k = &known[id as usize];
            let short = usize::from(k.length) <= Head::LONGEST;
            // Of a short word only the length is asked.
            self::hash(k.head, if short { &"        "[..usize::from(k.length)] } else { long(letters, k) })
        });
        id
    }
}

/// The letters of a word longer than its head.
fn long<'l>(letters: &'l str, known: &Known) -> &'l str {
    let rest = &letters[known.letters as usize..];
    &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
}

fn shape(form: &str) -> Shape {
    let (mut upper, mut lower, mut digit, mut other, mut inner_upper) = (0, 0, 0, 0, 0);
    for (i, c) in form.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            inner_upper += usize::from(i > 0);
        } else if c.is_lowercase() {
            lower += 1;
        } else if c.is_numeric() {
            digit += 1;
        } else {
            other += 1;
        }
    }
    match (upper, lower, digit) {
        (0, 0, 0) => Shape::Caseless,
        (0, 0, _) if other == 0 => Shape::Number,
        (_, _, 1..) => Shape::Alphanumeric,
        (0, _, _) => Shape::Lower,
        (1, 0, _) if other == 0 => Shape::Capitalised,
        (_, 0, _) => Shape::Upper,
        _ if inner_upper == 0 => Shape::Capitalised,
        _ => Shape::Mixed,
    }
}

