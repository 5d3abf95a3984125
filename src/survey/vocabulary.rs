//! What is known of the words of a run, each looked up once.

use super::form::Lists;
use super::head::{Head, hash_long, hash_short, tag};
use super::{Shape, Survey};
use crate::dictionary::{Before, Lead, Opening};
use crate::lexicon::{self, WordClass};

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    open: Box<Open<'d>>,
    /// In the order they were met, so that the usual ones lie close together.
    known: Vec<Known>,
    /// A hash table of them, half of its places free; their number is a power of two.
    index: Vec<Slot>,
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
type Open<'d> = dyn Fn(&str, &mut Vec<Opening>) -> Part + Send + 'd;

/// The part that a word plays in the dictionaries.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    /// A pattern waits for it.
    pub(crate) key: bool,
    /// It stands in a name that has one word left open.
    pub(crate) near: bool,
    /// What a form that begins with it may go on to.
    pub(crate) lead: Lead,
    /// What begins forms that go on to it.
    pub(crate) before: Before,
}

impl Default for Part {
    fn default() -> Self {
        Part { key: false, near: false, lead: Lead::NONE, before: Before::default() }
    }
}

/// A word of the vocabulary. The words of a text lie scattered: each look-up should fetch one line of memory.
#[repr(align(64))]
struct Known {
    head: u64,
    tail: u64,
    /// The last text that had it, and its form there.
    text: u32,
    form: u32,
    /// Where its letters lie, if head and tail do not have them all.
    letters: u32,
    facts: Facts,
    /// What rules have found out of it, see [`super::Verdict`].
    verdicts: u8,
}

const _: () = assert!(size_of::<Known>() == 64);

/// What is known of a word.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    /// Where its openings begin, and how many they are.
    pub(super) opening: u32,
    pub(super) layers: u8,
    length: u16,
    pub(super) shape: Shape,
    pub(super) class: WordClass,
    /// The lists that it is in, see [`Lists`].
    pub(super) lists: u8,
    /// What it leads to behind it and from before it, see [`Part`].
    pub(super) lead: Lead,
    pub(super) before: Before,
}

/// A place of the index: a part of a word's hash, and its number.
#[derive(Clone, Copy)]
struct Slot {
    tag: u32,
    id: u32,
}

impl Slot {
    const FREE: Slot = Slot { tag: 0, id: u32::MAX };
}

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

/// Places of the index at first.
const FIRST_PLACES: usize = 1 << 12;

impl<'d> Vocabulary<'d> {
    /// An empty one; `open` adds what a word leads to in the dictionaries and says what else they know of it.
    pub(crate) fn new(open: impl Fn(&str, &mut Vec<Opening>) -> Part + Send + 'd) -> Self {
        Vocabulary {
            open: Box::new(open),
            known: Vec::new(),
            index: vec![Slot::FREE; FIRST_PLACES],
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
            self.index.fill(Slot::FREE);
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
        self.put_away(survey);
    }

    /// Takes back the room alone of a survey that is done with.
    pub(super) fn put_away(&mut self, survey: Survey<'_>) {
        self.spare.push(survey.emptied());
    }

    /// An empty survey, with the room of one that is done with if there is one.
    pub(super) fn spare(&mut self) -> Survey<'static> {
        self.spare.pop().unwrap_or_default()
    }

    /// Puts the numbers of words of `text` into `ids`; those that are new are learnt.
    pub(super) fn recognise(&mut self, heads: &[Head], text: &str, ids: &mut Vec<u32>) {
        // The first place of each is looked at without a branch, so that the waits for memory overlap.
        let last = self.index.len() - 1;
        ids.clear();
        ids.extend(heads.iter().map(|head| self.index[head.hash as usize & last].id));
        for (head, id) in heads.iter().zip(ids) {
            if !self.known.get(*id as usize).is_some_and(|known| known.is(head, text, &self.letters)) {
                *id = self.id(head, text);
            }
        }
    }

    /// The number of a word of `text`, which is learnt if it is new.
    fn id(&mut self, head: &Head, text: &str) -> u32 {
        let (last, tag) = (self.index.len() - 1, head.tag());
        let mut at = head.hash as usize;
        loop {
            let slot = self.index[at & last];
            if slot.id == Slot::FREE.id {
                return self.learn(head, &text[head.span().range()]);
            }
            if slot.tag == tag && self.known[slot.id as usize].is(head, text, &self.letters) {
                return slot.id;
            }
            at += 1;
        }
    }

    /// The form that word `id` is in the text being read, and, where it is new there, what is known of it.
    #[inline(always)]
    pub(super) fn form(&mut self, id: u32) -> (u32, Option<Facts>) {
        let known = &mut self.known[id as usize];
        if known.text == self.text {
            return (known.form, None);
        }
        (known.text, known.form) = (self.text, self.forms);
        self.forms += 1;
        (known.form, Some(known.facts))
    }

    /// What rules have found out of word `id` in the texts before.
    pub(super) fn verdicts(&self, id: u32) -> u8 {
        self.known[id as usize].verdicts
    }

    /// The number of the text that was begun last, and how many forms it has.
    pub(super) fn text(&self) -> (u32, usize) {
        (self.text, self.forms as usize)
    }

    /// What word `id` leads to in the dictionaries.
    #[inline]
    pub(super) fn openings(&self, id: u32) -> &[Opening] {
        let Facts { opening, layers, .. } = self.known[id as usize].facts;
        &self.openings[opening as usize..][..usize::from(layers)]
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
        let Part { key, near, lead, before } = (self.open)(word, &mut self.openings);
        let layers = (self.openings.len() as u32 - opening) as u8;
        let (shape, class) = (shape(word), lexicon::class(word));
        let lists = Lists::of(word, shape) | if key { Lists::KEY } else { 0 } | if near { Lists::NEAR } else { 0 };
        let facts = Facts { opening, layers, length: head.length(), shape, class, lists, lead, before };
        let Head { head: first, tail, .. } = *head;
        self.known.push(Known { head: first, tail, text: 0, form: 0, letters: start, facts, verdicts: 0 });
        if self.known.len() * 2 > self.index.len() {
            self.index = vec![Slot::FREE; self.index.len() * 4];
            for known in 0..id {
                self.enter(known, self.known[known as usize].hash(&self.letters));
            }
        }
        self.enter(id, head.hash);
        id
    }

    /// Puts a word into the index.
    fn enter(&mut self, id: u32, hash: u64) {
        let last = self.index.len() - 1;
        let mut at = hash as usize;
        while self.index[at & last].id != Slot::FREE.id {
            at += 1;
        }
        self.index[at & last] = Slot { tag: tag(hash), id };
    }
}

impl Known {
    /// Is it the word that begins at `head` in `text`?
    #[inline(always)]
    fn is(&self, head: &Head, text: &str, letters: &str) -> bool {
        let same = (self.head == head.head) & (self.tail == head.tail) & (self.facts.length == head.length());
        same && (head.span().len() <= Head::LONGEST || long(letters, self) == &text[head.span().range()])
    }

    /// The hash of its [`Head`].
    fn hash(&self, letters: &str) -> u64 {
        let length = usize::from(self.facts.length);
        if length > Head::LONGEST { hash_long(long(letters, self).as_bytes()) } else { hash_short(self.head, self.tail, length) }
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
