//! The words of a text and their distinct forms.

use std::cell::Cell;

use super::head::Head;
use super::order;
use super::tags::Tag;
use crate::dictionary::{Lead, Letters};
use crate::edit::Span;
use crate::lexicon::WordClass;

/// A word of the text: a run of letters, digits and combining marks. "isn't" is two words, "co-founder" two, "R1" one.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    // A survey reads at most 4 GiB, and has a great many of them.
    start: u32,
    end: u32,
    pub(super) form: u32,
}

impl Word {
    /// The word of that form at `span`.
    #[inline]
    pub(super) fn new(span: Span, form: u32) -> Self {
        Word { start: span.start() as u32, end: span.end() as u32, form }
    }

    /// The same word so many bytes on (modulo 2^32, so that it may move back).
    #[inline]
    pub(super) fn moved(self, by: u32) -> Word {
        Word { start: self.start.wrapping_add(by), end: self.end.wrapping_add(by), ..self }
    }

    /// Where it stands.
    #[inline]
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Where it begins.
    #[inline]
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    /// The number of its form, see [`super::Survey::forms`]: the same form, the same number.
    pub fn form(self) -> usize {
        self.form as usize
    }
}

/// How a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `word`
    Lower,
    /// `Word`, also `I`
    Capitalised,
    /// `WORD` (two letters or more)
    Upper,
    /// `OpenAI`, `iPhone`, `McDonald`
    Mixed,
    /// `R1`, `60th`, `2GW`: letters and digits
    Alphanumeric,
    /// `2025`
    Number,
    /// Letters without case (Chinese, Arabic …)
    Caseless,
}

/// A distinct word form: what is known of it for the whole run, and what the text that was read last has of it. Nearly every word
/// of a text asks for its form, and forms lie scattered: each is one line of memory, found by its letters' hash.
#[repr(align(64))]
#[derive(Clone, Debug)]
pub struct Form {
    /// Its letters, and where they lie if those are not all.
    pub(super) head: Head,
    pub(super) letters: u32,
    /// Number of the last text that had it; what follows is of that text.
    pub(super) text: u32,
    /// Where it stands first.
    pub first: Span,
    /// How often it stands.
    pub count: u32,
    /// Index of the word that had it last.
    pub(super) last: u32,
    /// How it is written.
    pub shape: Shape,
    /// What the lexicon says of it.
    pub class: WordClass,
    /// How many layers of the dictionaries have forms that begin with it, and where the table has the openings.
    pub(super) layers: u8,
    pub(super) opening: u32,
    /// What is known of it for good, see [`Lists`].
    pub(super) lists: u16,
    /// What longer forms that begin with it may go on to, and where the table has what begins forms that go on to it.
    pub(super) lead: Lead,
    pub(super) before: u32,
    /// Are its letters ASCII?
    pub(super) ascii: bool,
    /// What rules have found out of it, see [`Verdict`].
    pub(super) verdicts: Cell<u8>,
}

const _: () = assert!(size_of::<Form>() == 64);

/// What a rule has found out of a word that no list knows, whatever text it stands in: kept for the whole run, so that it need
/// not be found out again.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Verdict {
    /// It is no two words without the space between them.
    Unglued = 1,
    /// It sounds like no coined name of the dictionaries.
    Unheard = 2,
    /// It is no known name or word written with look-alikes.
    Unmasked = 4,
    /// No name that went through another script can have it.
    Unrouted = 8,
    /// Some such name may have it.
    Routed = 16,
    /// It is nothing like a word of some name.
    Unlike = 32,
    /// It may be like one.
    Alike = 64,
    /// It is no contraction or genitive without its apostrophe.
    Whole = 128,
}

/// What is known of a form for good, a bit each: its [`Tag`] in the lower byte, and what else the scan and the rules ask.
pub(super) struct Lists;

impl Lists {
    pub(super) const CAPITAL: u16 = Tag::CAPITAL as u16;
    /// It is a dictionary form by itself.
    pub(super) const ALONE: u16 = Tag::BEGINNING as u16;
    /// Some pattern waits for it. Its form is listed, not each of its places.
    pub(super) const KEY: u16 = 1 << 8;
    /// It stands in a name that has one word left open.
    pub(super) const NEAR: u16 = 1 << 9;
    /// It is a small word whose order tells; and one of those that end nothing, see [`super::order`].
    pub(super) const TELLS: u16 = 1 << 10;
    pub(super) const GOES_ON: u16 = 1 << 11;
    /// No list of words knows it, or it has digits among letters. Its form is listed.
    pub(super) const ODD: u16 = 1 << 12;
    /// It is in small letters; and, the next bit, a word of English.
    pub(super) const SMALL: u16 = 1 << 13;
    pub(super) const WORD: u16 = 1 << 14;
    /// Those whose forms are listed.
    pub(super) const FORMS: u16 = Lists::CAPITAL | Lists::KEY | Lists::ODD;

    /// The tag of each of its words, as far as it does not depend on their neighbours.
    #[inline]
    pub(super) fn tag(lists: u16) -> u8 {
        lists as u8
    }

    /// Are these two forms in small letters, and is one of them a word of English?
    #[inline]
    pub(super) fn are_common(first: u16, second: u16) -> bool {
        first & second & (first | second) >> 1 & Lists::SMALL != 0
    }

    /// Those of a word that do not depend on the dictionaries.
    pub(super) fn of(word: &str, shape: Shape) -> u16 {
        let article = if matches!(word, "a" | "an" | "A" | "An") { Tag::ARTICLE } else { 0 };
        let tells = if order::tells(word) { Lists::TELLS } else { 0 };
        let goes_on = if order::goes_on(word) { Lists::GOES_ON } else { 0 };
        let shaped = match shape {
            Shape::Capitalised => Tag::CAPITAL,
            Shape::Number => Tag::NUMBER,
            _ => 0,
        };
        u16::from(article | shaped) | tells | goes_on
    }
}

impl Form {
    /// What stands where there is none.
    pub(super) fn free() -> Form {
        Form {
            head: Head::NONE,
            letters: 0,
            text: 0,
            first: Span::NONE,
            count: 0,
            last: 0,
            shape: Shape::Caseless,
            class: WordClass::UNKNOWN,
            layers: 0,
            opening: 0,
            lists: 0,
            lead: Lead::NONE,
            before: 0,
            ascii: false,
            verdicts: Cell::new(0),
        }
    }

    /// Is it none?
    pub(super) fn is_free(&self) -> bool {
        self.head == Head::NONE
    }

    /// Does some name of the dictionaries, with one word left open, have it (in whatever case)?
    pub(crate) fn is_near_word(&self) -> bool {
        self.lists & Lists::NEAR != 0
    }

    /// Its letters, and those without an `s` at its end, as the forms of the dictionaries are followed by them; `None`: they are
    /// too many, or not ASCII.
    #[inline]
    pub(crate) fn letters(&self) -> Option<(Letters, Option<Letters>)> {
        let Head { head, tail } = self.head;
        let letters = self.head.length().filter(|_| self.ascii)?;
        let (last, before) = if tail == 0 { (head, 1) } else { (tail, Head::HALF + 1) };
        let bits = 8 * letters.checked_sub(before)?;
        let short = last & !(0xff << bits);
        let stem = (last >> bits) as u8 == b's' && (tail != 0 || short != 0);
        let stem = stem.then(|| if tail == 0 { Letters::of(short, 0) } else { Letters::of(head, short) });
        Some((Letters::of(head, tail), stem))
    }

    /// Does some form of the dictionaries begin with it?
    pub(crate) fn is_in_dictionary(&self) -> bool {
        self.layers > 0
    }
}
