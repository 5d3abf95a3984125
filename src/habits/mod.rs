//! What a document shows of its own ways: how it writes numbers, which house's English it is. Rules ask here before they
//! raise a doubtful finding or lower a certain one. Nothing is looked for until it is asked, so a clean text pays nothing.

mod house;
mod numbers;

use std::cell::OnceCell;

pub(crate) use numbers::Numbers;

use crate::document::Document;
use crate::edit::Span;

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

    /// What shows that the English is British (a pound, `colour`, `Nato`), if it is.
    pub fn british(self) -> Option<Span> {
        *self.known.british.get_or_init(|| house::british(self.document))
    }
}
