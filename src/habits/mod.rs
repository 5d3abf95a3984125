//! What a document shows of its own ways: how it writes numbers, which house's English it is. Rules ask here before they
//! raise a doubtful finding or lower a certain one. Nothing is looked for until it is asked, so a clean text pays nothing.

mod chat;
mod foreign;
mod house;
mod numbers;
mod order;

use std::cell::OnceCell;

pub(crate) use foreign::{Foreign, may_repair};
pub(crate) use numbers::Numbers;

use crate::document::Document;
use crate::edit::Span;
use crate::profiles::{Expectation, Profile};

/// A thing that the document shows: how often, and where first.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// How often.
    pub count: usize,
    /// Where first.
    pub first: Option<Span>,
}

impl Tally {
    /// Counts one more.
    fn add(&mut self, span: Span) {
        self.count += 1;
        self.first.get_or_insert(span);
    }

    /// `3 decimal commas`, `1 decimal comma`.
    pub fn of(self, thing: &str) -> String {
        format!("{} {thing}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

/// What has been found out so far.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: OnceCell<Numbers>,
    british: OnceCell<Option<Span>>,
    foreign: OnceCell<Vec<Foreign>>,
    chat: OnceCell<Option<Span>>,
    scrambled: OnceCell<bool>,
    expectation: OnceCell<Expectation>,
    /// What the text was expected to show before repairs took away the marks that told where it came from.
    before: Vec<Expectation>,
}

impl Known {
    /// Of a text that is said to come from a language.
    pub fn from(expectation: Expectation) -> Self {
        Known { expectation: OnceCell::from(expectation), ..Known::default() }
    }
}

/// The ways of one document.
#[derive(Clone, Copy)]
pub(crate) struct Habits<'d, 't> {
    document: &'d Document<'t>,
    known: &'d Known,
}

impl<'d, 't> Habits<'d, 't> {
    /// Of `document`, which remembers what was found out in `known`.
    pub fn of(document: &'d Document<'t>, known: &'d Known) -> Self {
        Habits { document, known }
    }

    /// How numbers are written.
    pub fn numbers(self) -> &'d Numbers {
        self.known.numbers.get_or_init(|| Numbers::of(self.document))
    }

    /// The language that the text came from, as far as it is said or its marks tell.
    fn expectation(self) -> &'d Expectation {
        self.known.expectation.get_or_init(|| Expectation::guess(self.document))
    }

    /// Why a finding is the surer if the language that the text came from does `habit`: “the text is said to come from German,
    /// which {habit}”.
    pub fn expected(self, habit: &str, does: impl Fn(&Profile) -> bool + Copy) -> Option<String> {
        let before = self.known.before.iter().find_map(|e| e.because(habit, does));
        before.or_else(|| self.expectation().because(habit, does))
    }

    /// What is known of the same text when it has been edited. Marks that told where it came from may be gone, and others tell
    /// more clearly now: a second run must not know more than the last round of this one.
    pub fn lasting(self) -> Known {
        let now = self.expectation();
        if now.is_said() {
            return Known::from(now.clone());
        }
        let mut before = self.known.before.clone();
        if now.is_any() && !before.contains(now) {
            before.push(now.clone());
        }
        Known { before, ..Known::default() }
    }

    /// The runs of paragraphs that are not English.
    pub fn foreign(self) -> &'d [Foreign] {
        self.known.foreign.get_or_init(|| foreign::foreign(self.document))
    }

    /// Why a number with one or two digits behind a comma is one with decimals, if the document shows that.
    pub fn decimal_commas(self) -> Option<String> {
        let numbers = self.numbers();
        match numbers.decimal_commas.count {
            0 => numbers.continental(),
            _ => Some(format!("the text shows {}", numbers.decimal_commas.of("decimal comma"))),
        }
        .or_else(|| self.expected("writes decimals after a comma", |p| p.decimal == ','))
    }

    /// Why a dot before three digits parts thousands, if the document shows that.
    pub fn thousands_dots(self) -> Option<String> {
        let numbers = self.numbers();
        match numbers.thousands_dots.count {
            0 => numbers.continental(),
            _ => Some(format!("the text shows {}", numbers.thousands_dots.of("thousands dot"))),
        }
        .or_else(|| self.expected("parts thousands with a dot", |p| p.thousands.contains(&'.')))
    }

    /// What shows that people chat here, if they do: small letters and dropped apostrophes are their way then.
    pub fn chat(self) -> Option<Span> {
        *self.known.chat.get_or_init(|| chat::chat(self.document))
    }

    /// Do the words stand in no order that a sentence has?
    pub fn scrambled(self) -> bool {
        *self.known.scrambled.get_or_init(|| order::scrambled(self.document))
    }

    /// What shows that the English is British (a pound, `colour`, `Nato`), if it is.
    pub fn british(self) -> Option<Span> {
        *self.known.british.get_or_init(|| house::british(self.document))
    }
}
