//! What is known of the words of a run, each looked up once.

use std::cell::Cell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::form::{Form, Lists};
use super::head::{Head, tag};
use super::{Shape, Survey, Word};
use crate::dictionary::{Before, Lead, Opening};
use crate::edit::Span;
use crate::lexicon;

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    open: Box<Open<'d>>,
    /// The words; a survey has them while it lives, and [`Vocabulary::reclaim`] takes them back.
    table: Table,
    /// Number of the text that was begun last.
    text: u32,
    /// Surveys that are done with, for their room.
    spare: Vec<Survey<'static>>,
}

/// The words of a run, by their letters and by their numbers.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// In the order they were met, so that the usual ones lie close together.
    pub(super) forms: Vec<Form>,
    /// A hash table of them, half of its places free; their number is a power of two. See [`Table::slot`].
    index: Vec<u32>,
    /// The words longer than a [`Head`] holds, one behind the other, with a line feed behind each.
    letters: String,
    /// What words lead to in the dictionaries, word by word.
    openings: Vec<Opening>,
    /// What begins forms that go on to a word, each once; the first is that of words that nothing goes on to.
    pub(super) befores: Vec<Before>,
    /// Where in that list each lies.
    places: HashMap<Before, u32, FixedState>,
}

/// Adds to the list what a word leads to in the dictionaries, and says what else they know of it.
pub(super) type Open<'d> = dyn Fn(&str, &mut Vec<Opening>) -> Part + Send + 'd;

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

/// A place of the index that no word has.
const FREE: u32 = u32::MAX;

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

/// Places of the index at first.
const FIRST_PLACES: usize = 1 << 12;

impl<'d> Vocabulary<'d> {
    /// An empty one; `open` adds what a word leads to in the dictionaries and says what else they know of it.
    pub(crate) fn new(open: impl Fn(&str, &mut Vec<Opening>) -> Part + Send + 'd) -> Self {
        Vocabulary { open: Box::new(open), table: Table::default(), text: 0, spare: Vec::new() }
    }

    /// What tells of a word that is new.
    pub(super) fn open(&self) -> &Open<'d> {
        &self.open
    }

    /// Begins a new text: an empty survey, with the words of the run.
    pub(super) fn begin(&mut self) -> Survey<'static> {
        if self.table.forms.len() > MOST_WORDS || self.text == u32::MAX {
            self.table.clear();
            self.text = 0;
        }
        self.text += 1;
        Survey { table: std::mem::take(&mut self.table), number: self.text, ..self.spare() }
    }

    /// Takes back a survey that is done with, and the words of the run: the next is made in its room.
    pub(crate) fn reclaim(&mut self, mut survey: Survey<'_>) {
        // Of a text before the last clearing the numbers mean other texts.
        if survey.number == self.text {
            self.table = std::mem::take(&mut survey.table);
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
}

impl Default for Table {
    fn default() -> Self {
        let befores = vec![Before::default()];
        let places = HashMap::from_iter([(Before::default(), 0)]);
        Table { forms: Vec::new(), index: Vec::new(), letters: String::new(), openings: Vec::new(), befores, places }
    }
}

impl Table {
    /// Forgets every word.
    fn clear(&mut self) {
        self.forms.clear();
        self.index.fill(FREE);
        self.letters.clear();
        self.openings.clear();
        self.befores.truncate(1);
        self.places.retain(|_, place| *place == 0);
    }

    /// Gives `words` of `text` their numbers; those that are new are learnt.
    pub(super) fn recognise(&mut self, words: &mut [Word], heads: &[Head], text: &str, open: &Open<'_>) {
        if self.index.is_empty() {
            self.index = vec![FREE; FIRST_PLACES];
        }
        // The first place of each is looked at without a branch, so that the waits for memory overlap.
        let (index, last) = (&self.index[..], self.index.len() - 1);
        for (word, head) in words.iter_mut().zip(heads) {
            word.form = index[head.hash() as usize & last] & last as u32;
        }
        for (word, &head) in words.iter_mut().zip(heads) {
            if self.forms.get(word.form()).is_none_or(|form| form.head != head || head.is_long()) {
                word.form = self.look_up(head, &text[word.span().range()], open);
            }
        }
    }

    #[inline(never)]
    fn look_up(&mut self, head: Head, word: &str, open: &Open<'_>) -> u32 {
        self.id(head, word).unwrap_or_else(|| self.learn(head, word, open))
    }

    /// The number of a word, if it was met.
    pub(super) fn id(&self, head: Head, word: &str) -> Option<u32> {
        let last = self.index.len().checked_sub(1)?;
        let hash = head.hash();
        let mut at = hash as usize;
        loop {
            let slot = self.index[at & last];
            if slot == FREE {
                return None;
            }
            let id = slot & last as u32;
            if slot == self.slot(id, hash) && self.forms[id as usize].is(head, word, &self.letters) {
                return Some(id);
            }
            at += 1;
        }
    }

    /// What stands in the index for a word: its number, which is below half the number of places, in the low bits, and bits of its
    /// hash that do not say where it lies in those above.
    #[inline]
    fn slot(&self, id: u32, hash: u64) -> u32 {
        let last = self.index.len() as u32 - 1;
        (tag(hash) & !last) | id
    }

    /// What a word leads to in the dictionaries, layer by layer.
    #[inline]
    pub(super) fn openings(&self, form: &Form) -> &[Opening] {
        &self.openings[form.opening as usize..][..usize::from(form.layers)]
    }

    #[cold]
    fn learn(&mut self, head: Head, word: &str, open: &Open<'_>) -> u32 {
        let id = self.forms.len() as u32;
        let letters = self.letters.len() as u32;
        if head.is_long() {
            self.letters.push_str(word);
            self.letters.push('\n');
        }
        let opening = self.openings.len() as u32;
        let Part { key, near, lead, before } = open(word, &mut self.openings);
        let layers = (self.openings.len() as u32 - opening) as u8;
        let (shape, class) = (shape(word), lexicon::class(word));
        let odd = !class.is_known() || shape == Shape::Alphanumeric;
        let (small, english) = (shape == Shape::Lower, class.is_word());
        // Whether longer forms go on from a form is not asked: it stands anyway.
        let alone = lead == Lead::ALONE;
        let lead = if alone { Lead::NONE } else { lead };
        let told = [
            (key, Lists::KEY),
            (near, Lists::NEAR),
            (odd, Lists::ODD),
            (small, Lists::SMALL),
            (english, Lists::WORD),
            (alone, Lists::ALONE),
        ];
        let lists = told.iter().fold(Lists::of(word, shape), |lists, &(is, list)| if is { lists | list } else { lists });
        let before = *self.places.entry(before).or_insert_with(|| {
            self.befores.push(before);
            self.befores.len() as u32 - 1
        });
        self.forms.push(Form {
            head,
            letters,
            text: 0,
            first: Span::new(0, 0),
            count: 0,
            last: Survey::NONE,
            shape,
            class,
            layers,
            opening,
            lists,
            lead,
            before,
            ascii: word.is_ascii(),
            verdicts: Cell::new(0),
            named: Cell::new(None),
        });
        if self.forms.len() * 2 > self.index.len() {
            self.index = vec![FREE; self.index.len() * 4];
            for known in 0..id {
                self.enter(known, self.forms[known as usize].head.hash());
            }
        }
        self.enter(id, head.hash());
        id
    }

    /// Puts a word into the index.
    fn enter(&mut self, id: u32, hash: u64) {
        let last = self.index.len() - 1;
        let mut at = hash as usize;
        while self.index[at & last] != FREE {
            at += 1;
        }
        self.index[at & last] = self.slot(id, hash);
    }
}

impl Form {
    /// Is it this word?
    fn is(&self, head: Head, word: &str, letters: &str) -> bool {
        self.head == head
            && (!head.is_long() || letters[self.letters as usize..].strip_prefix(word).is_some_and(|rest| rest.starts_with('\n')))
    }
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
