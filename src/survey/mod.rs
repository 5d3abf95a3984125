//! What a text is like: one scan, shared by every pass. It finds the words and counts the marks; passes ask it first and
//! return at once when nothing of their kind is there. Habits (quote style, spacing) are read off its counts.

mod carry;
mod form;
mod head;
mod letter_map;
mod marks;
pub(crate) mod order;
mod read;
mod table;
mod tags;
mod vocabulary;

use std::cell::OnceCell;

pub(crate) use form::Verdict;
pub use form::{Form, Shape, Word};
pub use marks::Marks;
pub(crate) use vocabulary::Part;
pub use vocabulary::Vocabulary;

use crate::dictionary::Opening;
use crate::edit::Span;
use form::Lists;
use head::Head;
use read::Reader;
use table::Table;
use tags::{Tag, tagged};

/// One scan of a text.
#[derive(Clone, Debug, Default)]
pub struct Survey<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// What each of them is, see [`Tag`].
    tags: Vec<u8>,
    /// The words of the run, and the number that this text has there.
    table: Table,
    number: u32,
    /// The forms of this text, by their numbers in the table, as they were met.
    present: Vec<u32>,
    marks: Marks,
    paragraphs: Vec<Span>,
    /// Where the signs stand that are not plain, see [`Survey::signs`].
    signs: Vec<u32>,
    /// Indexes of the words at which some dictionary form does stand, once that is known.
    standing: OnceCell<Vec<u32>>,
    /// Indexes of words that may end a repetition, see [`Survey::echoes`].
    echoes: Vec<Echo>,
    /// The forms that no list knows, or that have digits among letters.
    odd: Vec<u32>,
    /// Indexes of the forms that have one capital, and of those that some pattern waits for.
    capital_forms: Vec<u32>,
    keys: Vec<u32>,
    reader: Reader,
}

/// A word that stood a few words before in its line, as did the word before it; or the word before it over again.
#[derive(Clone, Copy, Debug)]
pub struct Echo {
    /// Index of the word.
    pub word: usize,
    /// How many words before it stood.
    pub distance: usize,
}

impl<'t> Survey<'t> {
    /// No form or word has this number.
    const NONE: u32 = u32::MAX;

    /// Scans `text` by itself. Many texts are read faster with one [`Vocabulary`].
    pub fn of(text: &'t str) -> Self {
        Survey::with(text, &mut Vocabulary::new(|_, _| Part::default()))
    }

    /// Scans `text` (at most 4 GiB; the pipeline cuts longer ones into windows), asking `vocabulary` what is known of its words.
    pub fn with(text: &'t str, vocabulary: &mut Vocabulary<'_>) -> Self {
        let mut survey = Survey { text, ..vocabulary.begin() };
        survey.words.reserve(text.len() / 5);
        survey.signs.reserve(text.len() / 20);
        survey.scan(0, text.len(), vocabulary);
        survey
    }

    /// An empty survey with the room that this one has.
    fn emptied(self) -> Survey<'static> {
        fn room<T>(mut list: Vec<T>) -> Vec<T> {
            list.clear();
            list
        }
        Survey {
            words: room(self.words),
            tags: room(self.tags),
            present: room(self.present),
            paragraphs: room(self.paragraphs),
            signs: room(self.signs),
            echoes: room(self.echoes),
            odd: room(self.odd),
            capital_forms: room(self.capital_forms),
            keys: room(self.keys),
            reader: self.reader.emptied(),
            ..Survey::default()
        }
    }

    /// The words in order of place.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Indexes of the words that have a capital first and only there.
    pub fn capitals(&self) -> impl Iterator<Item = usize> + '_ {
        tagged(&self.tags, Tag::CAPITAL, 0)
    }

    /// Indexes of the words that are digits only.
    pub fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        tagged(&self.tags, Tag::NUMBER, 0)
    }

    /// Indexes of the words `a`, `an`, `A` and `An`.
    pub fn articles(&self) -> impl Iterator<Item = usize> + '_ {
        tagged(&self.tags, Tag::ARTICLE, 0)
    }

    /// Indexes of the words whose order tells (see [`order`]) where another such word follows, or, of those that end nothing, no
    /// word does one space behind them.
    pub(crate) fn meetings(&self) -> impl Iterator<Item = usize> + '_ {
        tagged(&self.tags, Tag::MEETING, 0)
    }

    /// The words that begin some form of a dictionary and stand before one that goes on with it.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = (u32, Word)> + '_ {
        self.beginnings_from(0)
    }

    /// Those of them that lie in `span`.
    pub(crate) fn beginnings_in(&self, span: Span) -> impl Iterator<Item = (u32, Word)> + '_ {
        self.beginnings_from(self.word_at(span.start())).take_while(move |(_, word)| word.start() < span.end())
    }

    fn beginnings_from(&self, index: usize) -> impl Iterator<Item = (u32, Word)> + '_ {
        tagged(&self.tags, Tag::BEGINNING, index).map(|i| (i as u32, self.words[i]))
    }

    /// Told which of the beginnings may have a form: what is carried over an edit need not be tried in vain again.
    pub(crate) fn narrow(&self, standing: Vec<u32>) {
        self.standing.get_or_init(|| standing);
    }

    /// What a word leads to in the dictionaries, layer by layer.
    pub(crate) fn openings(&self, word: Word) -> &[Opening] {
        self.table.openings(self.form(word))
    }

    /// The words at which something may stand for the second time: each that has the form of the word before it, and each
    /// that stood up to twelve words before and followed there, in the same line, the same word as here.
    pub fn echoes(&self) -> &[Echo] {
        &self.echoes
    }

    /// The distinct forms with their numbers, in no order.
    pub fn forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.listed(&self.present)
    }

    /// The form of that number.
    pub fn form_at(&self, id: usize) -> &Form {
        &self.table.forms[id]
    }

    /// The forms that no list knows and those of letters and digits, with their numbers, in no order.
    pub fn odd_forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.listed(&self.odd)
    }

    /// Those of which `verdict` has not been found out.
    pub(crate) fn unsettled(&self, verdict: Verdict) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.odd_forms().filter(move |(_, form)| form.verdicts.get() & verdict as u8 == 0)
    }

    /// The forms that have a capital first and only there, with their numbers, in no order.
    pub(crate) fn capital_forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.listed(&self.capital_forms)
    }

    /// The forms that some pattern of the dictionaries waits for, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Form> + '_ {
        self.listed(&self.keys).map(|(_, form)| form)
    }

    /// Those that (still) stand in the text.
    fn listed<'s>(&'s self, forms: &'s [u32]) -> impl Iterator<Item = (usize, &'s Form)> + 's {
        forms.iter().map(|&id| (id as usize, &self.table.forms[id as usize])).filter(|(_, form)| form.count > 0)
    }

    /// Has this been found out of form `id`, here or in a text before?
    pub(crate) fn is_settled(&self, id: usize, verdict: Verdict) -> bool {
        self.table.forms[id].verdicts.get() & verdict as u8 != 0
    }

    /// Keeps what has been found out of form `id`, if no list knows it. It must hold in every text.
    pub(crate) fn settle(&self, id: usize, verdict: Verdict) {
        let form = &self.table.forms[id];
        if form.lists & Lists::ODD != 0 {
            form.verdicts.set(form.verdicts.get() | verdict as u8);
        }
    }

    /// The form of a word.
    #[inline]
    pub fn form(&self, word: Word) -> &Form {
        &self.table.forms[word.form as usize]
    }

    /// What is counted of `form`, exactly as written, if it stands in the text.
    pub fn find(&self, form: &str) -> Option<&Form> {
        self.find_id(form).map(|id| &self.table.forms[id])
    }

    /// The number of `form`, if it stands in the text.
    pub fn find_id(&self, form: &str) -> Option<usize> {
        let id = self.table.id(Head::of(form.as_bytes(), 0, form.len()), form)? as usize;
        let Form { text, count, .. } = self.table.forms[id];
        (text == self.number && count > 0).then_some(id)
    }

    /// The words of that form, with their indexes, in order of place. Only what stands behind the first is looked through.
    pub(crate) fn places(&self, form: &Form) -> impl Iterator<Item = (usize, Word)> + '_ {
        let from = self.word_at(form.first.start());
        let capitals = form.shape == Shape::Capitalised;
        let (tags, others) = if capitals { (&self.tags[..], 0..0) } else { (&[][..], from..self.words.len()) };
        let id = self.words.get(from).map(|word| word.form);
        let all = tagged(tags, Tag::CAPITAL, from).chain(others).map(|i| (i, self.words[i]));
        all.filter(move |(_, word)| Some(word.form) == id).take(form.count as usize)
    }

    /// Index of the first word that starts at or after `offset`.
    pub fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|w| w.start() < offset)
    }

    /// Offsets of the characters that are no letters, digits or (ASCII) white space, in order; without the plain ones, which
    /// are most: a mark `, . ; : ! ?` right behind a letter or digit and before white space, where neither a small letter
    /// follows a stop nor a digit stands on both sides.
    pub fn signs(&self) -> impl Iterator<Item = usize> + '_ {
        self.signs.iter().map(|&at| at as usize)
    }

    /// Offsets of those of the signs that begin with one of these bytes.
    pub fn signs_of<const N: usize>(&self, bytes: [u8; N]) -> impl Iterator<Item = usize> + '_ {
        let text = self.text.as_bytes();
        self.signs().filter(move |&at| bytes.contains(&text[at]))
    }

    /// Counts of marks.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The lines that have text, without the white space around them. In news text a line is a paragraph.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// The paragraph that holds `offset`.
    pub fn paragraph_at(&self, offset: usize) -> Option<Span> {
        let i = self.paragraphs.partition_point(|p| p.end() <= offset);
        self.paragraphs.get(i).copied().filter(|p| p.start() <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes_and_counts() {
        let survey = Survey::of("The OpenAI o1 is The model, isn’t it? 2025 GPU.");
        let shapes: Vec<(u32, Shape)> = survey.forms().map(|(_, f)| (f.count, f.shape)).take(4).collect();
        assert_eq!(shapes, [(2, Shape::Capitalised), (1, Shape::Mixed), (1, Shape::Alphanumeric), (1, Shape::Lower)]);
        assert_eq!(survey.find("GPU").map(|f| f.shape), Some(Shape::Upper));
        assert_eq!(survey.find("2025").map(|f| f.shape), Some(Shape::Number));
        assert_eq!(survey.marks().count('’'), 1);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let text = "one\r\n\n  two \nthree";
        let lines: Vec<&str> = Survey::of(text).paragraphs().iter().map(|p| &text[p.range()]).collect();
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn an_edited_survey_is_that_of_the_edited_text() {
        use crate::edit::{Edit, Reason, apply};
        let old = "One two “three”, three.\r\nFour 5 five\n\nsix: Seven's é end\nlast line";
        let edit = |s: usize, e: usize, new: &str| Edit::fix(Span::new(s, e), new, "test", Reason::default());
        let at = |what: &str| old.find(what).unwrap();
        let cases = [
            vec![edit(at("two"), at("two") + 3, "deux dix")],
            vec![edit(0, 0, "Zero, "), edit(at("five"), at("five") + 4, ""), edit(old.len(), old.len(), " more\nand more")],
            vec![edit(at("\n\nsix"), at("six"), " ")],
            vec![edit(at("last"), at("last") + 4, "a\nb\n\nc")],
            vec![edit(at(" line"), old.len(), "")],
        ];
        for edits in cases {
            let mut vocabulary = Vocabulary::new(|_, _| Part::default());
            let before = Survey::with(old, &mut vocabulary);
            let text = apply(old, &edits);
            let after = before.edited(&edits, &text, &mut vocabulary);
            let fresh = Survey::with(&text, &mut vocabulary);
            let words = |s: &Survey<'_>| s.words().iter().map(|w| (w.span(), s.form(*w).count)).collect::<Vec<_>>();
            assert_eq!(words(&after), words(&fresh), "{text:?}");
            assert_eq!(after.paragraphs(), fresh.paragraphs(), "{text:?}");
            assert_eq!(after.marks(), fresh.marks(), "{text:?}");
            assert!(after.signs().eq(fresh.signs()), "{text:?}");
            assert_eq!(format!("{:?}", after.echoes()), format!("{:?}", fresh.echoes()), "{text:?}");
            assert_eq!(after.forms().count(), fresh.forms().count(), "{text:?}");
            assert_eq!(after.capitals().collect::<Vec<_>>(), fresh.capitals().collect::<Vec<_>>());
            assert_eq!(after.find("three").map(|f| f.first), fresh.find("three").map(|f| f.first));
        }
    }
}
