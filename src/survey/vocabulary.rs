//! The words of a run and the room of its surveys, handed from text to text.

use super::Survey;
use super::table::Table;
use crate::dictionary::{Before, Lead, Opening};

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

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 17;

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
        if self.table.count > MOST_WORDS || self.text == u32::MAX {
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
