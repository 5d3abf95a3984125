//! What a text is like: one scan, shared by every pass. It finds the words and counts the marks; passes ask it first and
//! return at once when nothing of their kind is there. Habits (quote style, spacing) are read off its counts.

use std::collections::HashMap;

use foldhash::fast::FixedState;

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
    /// How often the character stands in the text; counted for every character that is not an ASCII letter or digit.
    pub fn count(&self, c: char) -> u32 {
        if c.is_ascii() { self.ascii.0[c as usize] } else { self.counts.get(&c).copied().unwrap_or(0) }
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
    index: HashMap<Box<str>, u32, FixedState>,
    marks: Marks,
    paragraphs: Vec<Span>,
}

impl Survey {
    /// Scans `text` (at most 4 GiB; the pipeline cuts longer ones into windows).
    pub fn of(text: &str) -> Self {
        let mut survey = Survey::default();
        let mut word: Option<usize> = None;
        let mut line = 0;
        for (at, c) in text.char_indices() {
            let part_of_word = if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_word_char(c) };
            match (word, part_of_word) {
                (None, true) => word = Some(at),
                (Some(start), false) => {
                    survey.word(text, start, at);
                    word = None;
                }
                _ => {}
            }
            if c.is_ascii() {
                survey.marks.ascii.0[c as usize] += 1;
            } else {
                *survey.marks.counts.entry(c).or_default() += 1;
            }
            if c == '\n' {
                survey.paragraph(text, line, at);
                line = at + 1;
            }
        }
        if let Some(start) = word {
            survey.word(text, start, text.len());
        }
        survey.paragraph(text, line, text.len());
        for form in &mut survey.forms {
            form.class = lexicon::class(&text[form.first.range()]);
        }
        survey
    }

    fn word(&mut self, text: &str, start: usize, end: usize) {
        let form = &text[start..end];
        let id = match self.index.get(form) {
            Some(&id) => {
                self.forms[id as usize].count += 1;
                id
            }
            None => {
                let id = self.forms.len() as u32;
                self.forms.push(Form { first: Span::new(start, end), count: 1, shape: shape(form), class: WordClass::UNKNOWN });
                self.index.insert(form.into(), id);
                id
            }
        };
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
        self.index.get(form).map(|&id| &self.forms[id as usize])
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
