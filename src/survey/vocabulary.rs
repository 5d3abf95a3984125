//! What is known of the words of a run, each looked up once.

use hashbrown::HashTable;

use super::form::Lists;
use super::head::{Head, hash_long, hash_short};
use super::{Shape, Survey};
use crate::dictionary::Opening;
use crate::lexicon::{self, WordClass};

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    open: Box<Open<'d>>,
    /// The words met last, each at the place that its hash gives: most words of a text are found here at one look.
    recent: Box<[Recent]>,
    /// In the order they were met, so that the usual ones lie close together.
    known: Vec<Known>,
    /// Where each stood last.
    standings: Vec<Standing>,
    index: HashTable<u32>,
    /// The words longer than a [`Head`] holds, one behind the other, with a line feed behind each.
    letters: String,
    /// What words lead to in the dictionaries, word by word.
    openings: Vec<Opening>,
    /// Number of the text that was begun last, and how many forms it has.
    text: u32,
    forms: u32,
    /// Surveys that are done with, for their room.
    spare: Vec<Survey<'static>>,
}

/// Adds to the list what a word leads to in the dictionaries, and says what else they know of it.
type Open<'d> = dyn Fn(&str, &mut Vec<Opening>) -> Part + 'd;

/// The part that a word plays in the dictionaries, besides beginning a form.
#[derive(Clone, Copy, Default)]
pub(crate) struct Part {
    /// A pattern waits for it.
    pub(crate) key: bool,
    /// It stands in a name that has one word left open.
    pub(crate) near: bool,
}

/// A word of the vocabulary.
struct Known {
    head: u64,
    tail: u64,
    /// Where its letters lie, if head and tail do not have them all.
    letters: u32,
    facts: Facts,
    /// What rules have found out of it, see [`super::Verdict`].
    verdicts: u8,
}

/// What is known of a word.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    /// Its number in the vocabulary.
    pub(super) id: u32,
    /// Where its openings begin, and how many they are.
    pub(super) opening: u32,
    pub(super) layers: u8,
    length: u16,
    pub(super) shape: Shape,
    pub(super) class: WordClass,
    /// The lists that it is in, see [`Lists`].
    pub(super) lists: u8,
    /// Does it stand in a name that has one word left open?
    pub(super) near: bool,
}

/// A word that was met lately: which form of which text it was last, and what is known of it.
#[derive(Clone, Copy)]
struct Recent {
    head: u64,
    tail: u64,
    text: u32,
    form: u32,
    facts: Facts,
}

impl Recent {
    /// No word.
    const NONE: Recent = Recent { head: 0, tail: 0, text: 0, form: 0, facts: Facts::NONE };
}

impl Facts {
    /// Of no word.
    const NONE: Facts =
        Facts { id: 0, opening: 0, layers: 0, length: 0, shape: Shape::Lower, class: WordClass::UNKNOWN, lists: 0, near: false };
}

/// How many recent words are held; a power of two. They stay in a core's own cache.
const RECENT: usize = 1 << 12;

/// The last text that had a word, and its form there.
#[derive(Clone, Copy)]
struct Standing {
    text: u32,
    form: u32,
}

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

impl<'d> Vocabulary<'d> {
    /// An empty one; `open` adds what a word leads to in the dictionaries and says what else they know of it.
    pub(crate) fn new(open: impl Fn(&str, &mut Vec<Opening>) -> Part + 'd) -> Self {
        Vocabulary {
            open: Box::new(open),
            recent: vec![Recent::NONE; RECENT].into(),
            known: Vec::new(),
            standings: Vec::new(),
            index: HashTable::new(),
            letters: String::new(),
            openings: Vec::new(),
            text: 0,
            forms: 0,
            spare: Vec::new(),
        }
    }

    /// Begins a new text, whose forms are numbered from 0.
    pub(super) fn begin(&mut self) {
        if self.known.len() > MOST_WORDS || self.text == u32::MAX {
            self.letters.clear();
            self.openings.clear();
            self.known.clear();
            self.index.clear();
            self.standings.clear();
            self.recent.fill(Recent::NONE);
            self.text = 0;
        }
        self.text += 1;
        self.forms = 0;
    }

    /// Takes back a survey that is done with: the next is made in its room.
    pub(crate) fn reclaim(&mut self, survey: Survey<'_>) {
        // Of a text before the last clearing the numbers mean other words.
        if survey.number == self.text {
            for (id, verdicts) in survey.settled() {
                self.known[id as usize].verdicts |= verdicts;
            }
        }
        self.spare.push(survey.emptied());
    }

    /// An empty survey, with the room of one that is done with if there is one.
    pub(super) fn spare(&mut self) -> Survey<'static> {
        self.spare.pop().unwrap_or_default()
    }

    /// The form of the text being read that a word of it is; with what is known of the word where it is new there, to be entered
    /// as that form.
    #[inline(always)]
    pub(super) fn meet(&mut self, head: &Head, text: &str) -> (u32, Option<Facts>) {
        let recent = &self.recent[head.place(RECENT)];
        let same =
            (recent.head == head.head) & (recent.tail == head.tail) & (usize::from(recent.facts.length) == head.span().len());
        if same & (head.span().len() <= Head::LONGEST) {
            if recent.text == self.text {
                return (recent.form, None);
            }
            let facts = recent.facts;
            return self.stand(head, facts);
        }
        let id = self.id(head, text);
        self.stand(head, self.known[id as usize].facts)
    }

    /// The form that a word is in this text; it is remembered as met lately.
    fn stand(&mut self, head: &Head, facts: Facts) -> (u32, Option<Facts>) {
        let standing = &mut self.standings[facts.id as usize];
        let new = standing.text != self.text;
        if new {
            *standing = Standing { text: self.text, form: self.forms };
            self.forms += 1;
        }
        let Standing { text, form } = *standing;
        self.recent[head.place(RECENT)] = Recent { head: head.head, tail: head.tail, text, form, facts };
        (form, new.then_some(facts))
    }

    /// The number of a word of `text`, which is learnt if it is new.
    fn id(&mut self, head: &Head, text: &str) -> u32 {
        let (letters, known, length) = (&self.letters, &self.known, head.length());
        let found = self.index.find(head.hash, |&id| {
            let k = &known[id as usize];
            let whole = usize::from(length) <= Head::LONGEST;
            k.head == head.head
                && k.tail == head.tail
                && k.facts.length == length
                && (whole || long(letters, k) == &text[head.span().range()])
        });
        match found {
            Some(&id) => id,
            None => self.learn(head, &text[head.span().range()]),
        }
    }

    /// What rules have found out of word `id` in the texts before.
    pub(super) fn verdicts(&self, id: u32) -> u8 {
        self.known[id as usize].verdicts
    }

    /// The number of the text that was begun last, and how many forms it has.
    pub(super) fn text(&self) -> (u32, usize) {
        (self.text, self.forms as usize)
    }

    /// What a word leads to in the dictionaries.
    #[inline]
    pub(super) fn openings(&self, facts: &Facts) -> &[Opening] {
        &self.openings[facts.opening as usize..][..usize::from(facts.layers)]
    }

    #[cold]
    fn learn(&mut self, head: &Head, word: &str) -> u32 {
        let id = self.known.len() as u32;
        let start = self.letters.len() as u32;
        if word.len() > Head::LONGEST {
            self.letters.push_str(word);
            self.letters.push('\n');
        }
        let opening = self.openings.len() as u32;
        let Part { key, near } = (self.open)(word, &mut self.openings);
        let layers = (self.openings.len() as u32 - opening) as u8;
        let (shape, class) = (shape(word), lexicon::class(word));
        let lists = Lists::of(word, shape) | if key { Lists::KEY } else { 0 } | if layers > 0 { Lists::BEGINNING } else { 0 };
        let facts = Facts { id, opening, layers, length: head.length(), shape, class, lists, near };
        self.known.push(Known { head: head.head, tail: head.tail, letters: start, facts, verdicts: 0 });
        self.standings.push(Standing { text: 0, form: 0 });
        let (letters, known) = (&self.letters, &self.known);
        self.index.insert_unique(head.hash, id, |&id| {
            let k = &known[id as usize];
            let length = usize::from(k.facts.length);
            if length > Head::LONGEST { hash_long(long(letters, k).as_bytes()) } else { hash_short(k.head, k.tail, length) }
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
