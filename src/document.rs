//! The text a pass is shown, with what is known about it: survey, protected spans, known names, link edges.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::dictionary::{Dictionary, NameMatch};
use crate::edit::{Edit, Span};
use crate::habits::{Habits, Known};
use crate::layout::Layout;
use crate::passes::marks::odd_marks::{OddMarks, Oddity};
use crate::passes::marks::quotes::Plan;
use crate::profiles::{Expectation, Profile, Style};
use crate::protect;
use crate::survey::{Survey, Vocabulary, Word};

/// A text and what is known about it. Offsets are bytes of [`Document::text`].
pub struct Document<'a> {
    text: &'a str,
    dictionary: &'a Dictionary,
    survey: Survey<'a>,
    protected: Vec<Span>,
    layout: Layout,
    repaired: Vec<&'static str>,
    names: OnceCell<Vec<NameMatch>>,
    shields: OnceCell<Vec<Span>>,
    quotes: OnceCell<Plan>,
    odd_marks: OnceCell<OddMarks>,
    known: Known,
    style: Option<&'static Style>,
}

impl<'a> Document<'a> {
    /// Scans `text`. `dictionary` tells its names.
    pub fn new(text: &'a str, dictionary: &'a Dictionary) -> Self {
        Document::with(text, dictionary, &mut dictionary.vocabulary())
    }

    /// Scans `text` with the vocabulary of a run.
    pub fn with(text: &'a str, dictionary: &'a Dictionary, vocabulary: &mut Vocabulary<'_>) -> Self {
        Document::surveyed(text, dictionary, Survey::with(text, vocabulary))
    }

    /// The document whose text `edits` made of this one's.
    #[must_use]
    pub fn edited<'n>(self, edits: &[Edit], text: &'n str, vocabulary: &mut Vocabulary<'_>) -> Document<'n>
    where
        'a: 'n,
    {
        Document {
            known: self.habits().lasting(),
            style: self.style,
            ..Document::surveyed(text, self.dictionary, self.survey.edited(edits, text, vocabulary))
        }
        .laid_out(self.layout.edited(self.text, edits))
    }

    /// The same document, told what its format knows of it.
    #[must_use]
    pub fn laid_out(mut self, layout: Layout) -> Self {
        if !layout.is_empty() {
            self.protected = layout.guarding(self.protected);
            self.layout = layout;
        }
        self
    }

    fn surveyed(text: &'a str, dictionary: &'a Dictionary, survey: Survey<'a>) -> Self {
        let protected = protect::spans(text, &survey);
        Document {
            text,
            dictionary,
            survey,
            protected,
            layout: Layout::default(),
            repaired: Vec::new(),
            names: OnceCell::new(),
            shields: OnceCell::new(),
            quotes: OnceCell::new(),
            odd_marks: OnceCell::new(),
            known: Known::default(),
            style: None,
        }
    }

    /// The same document, told where it came from and in which style it is to be.
    #[must_use]
    pub fn asked(mut self, from: Option<&'static Profile>, style: Option<&'static Style>) -> Self {
        if let Some(language) = from {
            self.known = Known::from(Expectation::of(language));
        }
        self.style = style;
        self
    }

    /// The house style that is asked for.
    pub fn style(&self) -> Option<&'static Style> {
        self.style
    }

    /// Its survey, when the document is done with.
    pub(crate) fn into_survey(self) -> Survey<'a> {
        self.survey
    }

    /// The same document, told which rules have repaired it already: damage that was certain is evidence still.
    #[must_use]
    pub fn repaired_by(mut self, rules: Vec<&'static str>) -> Self {
        self.repaired = rules;
        self
    }

    /// The first of these rules that has repaired this text. Only what is suggested may turn on it: a second run does not
    /// know.
    pub fn repaired_with(&self, rules: &[&str]) -> Option<&'static str> {
        self.repaired.iter().copied().find(|r| rules.contains(r))
    }

    /// Has one of these rules repaired this text?
    pub fn was_repaired_by(&self, rules: &[&str]) -> bool {
        self.repaired_with(rules).is_some()
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The dictionaries in force.
    pub fn dictionary(&self) -> &'a Dictionary {
        self.dictionary
    }

    /// What the text is like.
    pub fn survey(&self) -> &Survey<'a> {
        &self.survey
    }

    /// What no edit may touch (addresses, handles, paths, code, `[sic]`): sorted, disjoint.
    pub fn protected(&self) -> &[Span] {
        &self.protected
    }

    /// Where links and emphasis begin and end in the source format (known seams): sorted. Empty in plain text.
    pub fn edges(&self) -> &[usize] {
        self.layout.edges()
    }

    /// What its format knows of it.
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Every place where a right or wrong form of a dictionary name stands, in order of place; matched once a text.
    pub fn names(&self) -> &[NameMatch] {
        self.names.get_or_init(|| self.dictionary.find(self.text, &self.survey, self.was_repaired_by(&["spun-words"])))
    }

    /// The places where a right form stands (known names, whose text no edit may change): sorted, disjoint.
    pub fn shields(&self) -> &[Span] {
        self.shields.get_or_init(|| right_spans(self.names()))
    }

    /// The shields in the lines that `edits` touch; the rest of the text is not searched for names if it was not before.
    pub(crate) fn shields_near(&self, edits: &[Edit]) -> Cow<'_, [Span]> {
        if self.names.get().is_some() {
            return Cow::Borrowed(self.shields());
        }
        let mut places: Vec<Span> = edits.iter().map(Edit::span).collect();
        places.sort_unstable();
        let mut lines: Vec<Span> = Vec::new();
        for place in places {
            if lines.last().is_none_or(|line| line.end() < place.end()) {
                let (before, after) = (&self.text[..place.start()], &self.text.as_bytes()[place.end()..]);
                let end = place.end() + memchr::memchr(b'\n', after).unwrap_or(after.len());
                let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |i| i + 1);
                lines.push(Span::new(start.max(lines.last().map_or(0, |line| line.end())), end));
            }
        }
        Cow::Owned(right_spans(&self.dictionary.find_in(self.text, &self.survey, &lines)))
    }

    /// What the document shows of its own ways.
    pub(crate) fn habits(&self) -> Habits<'_, 'a> {
        Habits::of(self, &self.known)
    }

    /// Does the span lie in a paragraph that is not English?
    pub(crate) fn is_foreign(&self, span: Span) -> bool {
        self.habits()
            .foreign()
            .iter()
            .any(|run| run.span.start() < span.end().max(span.start() + 1) && span.start() < run.span.end())
    }

    /// What is to be done about the quotation marks; the whole text is read for it once.
    pub(crate) fn quotes(&self) -> &Plan {
        self.quotes.get_or_init(|| Plan::of(self))
    }

    /// Where the marks stand that may be odd so; the signs are looked at for all oddities once.
    pub(crate) fn odd_marks(&self, oddity: Oddity) -> impl Iterator<Item = usize> + '_ {
        self.odd_marks.get_or_init(|| OddMarks::of(self.text, &self.survey)).places(oddity)
    }

    /// The text of a word.
    pub fn word(&self, word: Word) -> &'a str {
        &self.text[word.span().range()]
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// The character before `offset`.
    pub fn before(&self, offset: usize) -> Option<char> {
        self.text[..offset].chars().next_back()
    }

    /// The character at `offset`.
    pub fn after(&self, offset: usize) -> Option<char> {
        self.text[offset..].chars().next()
    }

    /// Is a byte of the span protected or part of a known name?
    pub fn is_guarded(&self, span: Span) -> bool {
        crate::edit::touches(&self.protected, span) || crate::edit::touches(self.shields(), span)
    }
}

/// The places of right forms, those that overlap joined.
fn right_spans(names: &[NameMatch]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(names.len());
    for m in names.iter().filter(|m| m.is_right()) {
        match spans.last_mut() {
            Some(last) if last.end() > m.span().start() => {
                *last = Span::new(last.start(), last.end().max(m.span().end()));
            }
            _ => spans.push(m.span()),
        }
    }
    spans
}
