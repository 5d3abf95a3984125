//! What a text is like: one scan, shared by every pass. It finds the words and counts the marks; passes ask it first and
//! return at once when nothing of their kind is there. Habits (quote style, spacing) are read off its counts.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::edit::Span;
use crate::lexicon::{self, WordClass};

/// A word of the text: a run of letters, digits and combining marks. "isn't" is two words, "co-founder" two, "R1" one.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    start: u32,
    end: u32,
    form: u32,
}

impl Word {
    /// Where it stands.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Index of its form in [`Survey::forms`]: the same form, the same number.
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

/// A distinct word form of the text.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it stands first.
    pub first: Span,
    /// How often it stands.
    pub count: u32,
    /// How it is written.
    pub shape: Shape,
    /// What the lexicon says of it.
    pub class: WordClass,
    /// Which dictionary layers have a form that begins with it: a bit a layer.
    pub(crate) begins: u8,
}

/// Counts of marks, one for each kind that some pass asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    counts: HashMap<char, u32, FixedState>,
    ascii: AsciiCounts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct AsciiCounts([u32; 128]);

impl Default for AsciiCounts {
    fn default() -> Self {
        AsciiCounts([0; 128])
    }
}

impl Marks {
    /// How often the character stands in the text; counted for every character but ASCII letters and digits.
    pub fn count(&self, c: char) -> u32 {
        if c.is_ascii() { self.ascii.0[c as usize] } else { self.counts.get(&c).copied().unwrap_or(0) }
    }

    fn count_other(&mut self, c: char) {
        *self.counts.entry(c).or_default() += 1;
    }

    /// Is one of these in the text?
    pub fn any(&self, chars: &[char]) -> bool {
        chars.iter().any(|&c| self.count(c) > 0)
    }

    /// The characters past ASCII that the text has, in no order.
    pub fn beyond_ascii(&self) -> impl Iterator<Item = (char, u32)> + '_ {
        self.counts.iter().map(|(&c, &n)| (c, n))
    }

    /// Is every character ASCII?
    pub fn is_ascii(&self) -> bool {
        self.counts.is_empty()
    }
}

/// One scan of a text.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    words: Vec<Word>,
    forms: Vec<Form>,
    /// The forms' letters, one after the other; form `i` ends at `ends[i]`.
    letters: String,
    ends: Vec<u32>,
    index: HashTable<u32>,
    marks: Marks,
    paragraphs: Vec<Span>,
    /// Indexes of the words that begin some dictionary form, that have one capital, that are numbers.
    beginnings: Vec<u32>,
    capitals: Vec<u32>,
    numbers: Vec<u32>,
}

impl Survey {
    /// Scans `text` by itself. Many texts are read faster with one [`Vocabulary`].
    pub fn of(text: &str) -> Self {
        Survey::with(text, &mut Vocabulary::new(|_| 0))
    }

    /// Scans `text` (at most 4 GiB; the pipeline cuts longer ones into windows), asking `vocabulary` what is known of its words.
    pub fn with(text: &str, vocabulary: &mut Vocabulary<'_>) -> Self {
        vocabulary.next_text();
        let mut survey = Survey { words: Vec::with_capacity(text.len() / 5), ..Survey::default() };
        let bytes = text.as_bytes();
        let (mut at, mut line) = (0, 0);
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() || byte >= 0x80 && text[at..].starts_with(is_word_char) {
                let end = word_end(text, at);
                survey.word(text, at, end, vocabulary);
                at = end;
            } else if byte < 0x80 {
                survey.marks.ascii.0[usize::from(byte)] += 1;
                if byte == b'\n' {
                    survey.paragraph(text, line, at);
                    line = at + 1;
                }
                at += 1;
            } else {
                let c = text[at..].chars().next().unwrap_or_default();
                survey.marks.count_other(c);
                at += c.len_utf8();
            }
        }
        survey.paragraph(text, line, text.len());
        survey
    }

    fn word(&mut self, text: &str, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let form = &text[start..end];
        if !form.is_ascii() {
            form.chars().filter(|c| !c.is_ascii()).for_each(|c| self.marks.count_other(c));
        }
        let now = vocabulary.text;
        let known = vocabulary.look_up(form);
        if known.text != now {
            known.text = now;
            known.form = self.forms.len() as u32;
            let Known { shape, class, begins, hash, .. } = *known;
            self.letters.push_str(form);
            self.ends.push(self.letters.len() as u32);
            self.forms.push(Form { first: Span::new(start, end), count: 0, shape, class, begins });
            self.index.insert_unique(hash, self.forms.len() as u32 - 1, |&id| hash_of(spelling(&self.letters, &self.ends, id)));
        }
        let (id, shape, begins) = (known.form, known.shape, known.begins);
        self.forms[id as usize].count += 1;
        let index = self.words.len() as u32;
        if begins != 0 {
            self.beginnings.push(index);
        }
        match shape {
            Shape::Capitalised => self.capitals.push(index),
            Shape::Number => self.numbers.push(index),
            _ => {}
        }
        self.words.push(Word { start: start as u32, end: end as u32, form: id });
    }

    fn paragraph(&mut self, text: &str, start: usize, end: usize) {
        let line = &text[start..end];
        let body = line.trim();
        if !body.is_empty() {
            let lead = line.len() - line.trim_start().len();
            self.paragraphs.push(Span::new(start + lead, start + lead + body.len()));
        }
    }

    /// The words in order of place.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Indexes of the words that have a capital first and only there.
    pub fn capitals(&self) -> impl Iterator<Item = usize> + '_ {
        self.capitals.iter().map(|&i| i as usize)
    }

    /// Indexes of the words that are digits only.
    pub fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.numbers.iter().map(|&i| i as usize)
    }

    /// The words that begin some form of a dictionary.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = Word> + '_ {
        self.beginnings.iter().map(|&i| self.words[i as usize])
    }

    /// The distinct forms, in order of their first place.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The form of a word.
    pub fn form(&self, word: Word) -> &Form {
        &self.forms[word.form as usize]
    }

    /// What is counted of `form`, exactly as written, if it stands in the text.
    pub fn find(&self, form: &str) -> Option<&Form> {
        let id = self.index.find(hash_of(form), |&id| spelling(&self.letters, &self.ends, id) == form)?;
        Some(&self.forms[*id as usize])
    }

    /// Index of the first word that starts at or after `offset`.
    pub fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|w| (w.start as usize) < offset)
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

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    begins: Box<dyn Fn(&str) -> u8 + 'd>,
    letters: String,
    known: Vec<Known>,
    index: HashTable<u32>,
    /// Number of the text being scanned.
    text: u32,
}

/// A word of the vocabulary.
#[derive(Clone, Copy)]
struct Known {
    start: u32,
    end: u32,
    hash: u64,
    shape: Shape,
    class: WordClass,
    begins: u8,
    /// The last text that had it, and its form's number there.
    text: u32,
    form: u32,
}

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

impl<'d> Vocabulary<'d> {
    /// An empty one; `begins` says of a word which dictionary layers have a form that begins with it.
    pub fn new(begins: impl Fn(&str) -> u8 + 'd) -> Self {
        Vocabulary { begins: Box::new(begins), letters: String::new(), known: Vec::new(), index: HashTable::new(), text: 0 }
    }

    fn next_text(&mut self) {
        self.text += 1;
        if self.known.len() > MOST_WORDS || self.text == u32::MAX {
            self.letters.clear();
            self.known.clear();
            self.index.clear();
            self.text = 1;
        }
    }

    fn look_up(&mut self, word: &str) -> &mut Known {
        let hash = hash_of(word);
        let letters = &self.letters;
        let known = &self.known;
        let found = self.index.find(hash, |&id| {
            let k = &known[id as usize];
            &letters[k.start as usize..k.end as usize] == word
        });
        let id = match found {
            Some(&id) => id,
            None => {
                let id = self.known.len() as u32;
                let start = self.letters.len() as u32;
                self.letters.push_str(word);
                let end = self.letters.len() as u32;
                let (class, begins) = (lexicon::class(word), (self.begins)(word));
                self.known.push(Known { start, end, hash, shape: shape(word), class, begins, text: 0, form: 0 });
                let known = &self.known;
                self.index.insert_unique(hash, id, |&id| known[id as usize].hash);
                id
            }
        };
        &mut self.known[id as usize]
    }
}

fn spelling<'a>(letters: &'a str, ends: &[u32], id: u32) -> &'a str {
    let start = id.checked_sub(1).map_or(0, |i| ends[i as usize] as usize);
    &letters[start..ends[id as usize] as usize]
}

fn hash_of(word: &str) -> u64 {
    FixedState::with_seed(0).hash_one(word)
}

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at == bytes.len() || bytes[at] < 0x80 {
            return at;
        }
        match text[at..].chars().next() {
            Some(c) if is_word_char(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes_and_counts() {
        let survey = Survey::of("The OpenAI o1 is The model, isn’t it? 2025 GPU.");
        let shapes: Vec<(u32, Shape)> = survey.forms().iter().map(|f| (f.count, f.shape)).take(4).collect();
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
}
