//! What a text is like: one scan, shared by every pass. It finds the words and counts the marks; passes ask it first and
//! return at once when nothing of their kind is there. Habits (quote style, spacing) are read off its counts.

mod carry;
mod marks;
mod vocabulary;

use std::cell::OnceCell;

pub use marks::Marks;
pub use vocabulary::Vocabulary;

use crate::dictionary::Opening;
use crate::edit::Span;
use crate::lexicon::WordClass;
use vocabulary::{Head, Known};

/// A word of the text: a run of letters, digits and combining marks. "isn't" is two words, "co-founder" two, "R1" one.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    span: Span,
    form: u32,
}

impl Word {
    /// Where it stands.
    pub fn span(self) -> Span {
        self.span
    }

    /// The number of its form, see [`Survey::forms`]: the same form, the same number.
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
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Where it stands first.
    pub first: Span,
    /// How often it stands.
    pub count: u32,
    /// How it is written.
    pub shape: Shape,
    /// What the lexicon says of it.
    pub class: WordClass,
    /// How many layers of the dictionaries have forms that begin with it, and where the survey's openings have the first.
    layers: u8,
    opening: u32,
    /// Half of its hash.
    hash: u32,
    /// Index of the word that had it last.
    last: u32,
    /// The lists of words that it is in, see [`Lists`].
    lists: u8,
}

/// The lists of a survey that a word may be in, a bit each.
struct Lists;

impl Lists {
    const BEGINNING: u8 = 1;
    const CAPITAL: u8 = 2;
    const NUMBER: u8 = 4;
    const ARTICLE: u8 = 8;
    /// Some pattern waits for it. Its form is listed, not each of its places.
    const KEY: u8 = 16;

    /// Those of a word, but for the beginnings, which depend on the dictionaries.
    fn of(word: &str, shape: Shape) -> u8 {
        let article = if matches!(word, "a" | "an" | "A" | "An") { Lists::ARTICLE } else { 0 };
        article
            | match shape {
                Shape::Capitalised => Lists::CAPITAL,
                Shape::Number => Lists::NUMBER,
                _ => 0,
            }
    }
}

impl Form {
    /// Does some form of the dictionaries begin with it?
    pub(crate) fn is_in_dictionary(&self) -> bool {
        self.layers > 0
    }
}

/// One scan of a text.
#[derive(Clone, Debug, Default)]
pub struct Survey<'t> {
    text: &'t str,
    words: Vec<Word>,
    forms: Vec<Form>,
    /// The vocabulary's number of this text.
    number: u32,
    /// Forms by their hash; made when a form is first asked for.
    index: OnceCell<Vec<u32>>,
    marks: Marks,
    paragraphs: Vec<Span>,
    /// Where the signs stand that are not plain, see [`Survey::signs`].
    signs: Vec<u32>,
    /// Indexes of the words that begin some dictionary form, that have one capital, that are numbers, that are `a` or `an`.
    beginnings: Vec<u32>,
    /// Those of them at which some form does stand, once that is known.
    standing: OnceCell<Vec<u32>>,
    capitals: Vec<u32>,
    numbers: Vec<u32>,
    articles: Vec<u32>,
    /// What the words that begin dictionary forms lead to.
    openings: Vec<Opening>,
    /// Indexes of words that may end a repetition, see [`Survey::echoes`].
    echoes: Vec<Echo>,
    /// Indexes of the forms that no list knows, or that have digits among letters.
    odd: Vec<u32>,
    /// Indexes of the forms that some pattern waits for.
    keys: Vec<u32>,
    reader: Reader,
}

/// What the scan remembers of the line it is in.
#[derive(Clone, Debug, Default)]
struct Reader {
    words: LineWords,
    /// Index of the first word of the line.
    line: u32,
    /// How far before the last word its form stood last in the line; 0: nowhere near.
    distance: u32,
}

/// The words met in the line, and their numbers in the vocabulary.
#[derive(Clone, Debug, Default)]
struct LineWords {
    met: Vec<Head>,
    ids: Vec<u32>,
}

/// A word that stood a few words before in its line, as did the word before it; or the word before it over again.
#[derive(Clone, Copy, Debug)]
pub struct Echo {
    /// Index of the word.
    pub word: usize,
    /// How many words before it stood.
    pub distance: usize,
}

/// Repetitions are looked for this many words back.
const MEMORY: u32 = 12;

impl<'t> Survey<'t> {
    /// No form or word has this number.
    const NONE: u32 = u32::MAX;

    /// Scans `text` by itself. Many texts are read faster with one [`Vocabulary`].
    pub fn of(text: &'t str) -> Self {
        Survey::with(text, &mut Vocabulary::new(|_, _| false))
    }

    /// Scans `text` (at most 4 GiB; the pipeline cuts longer ones into windows), asking `vocabulary` what is known of its words.
    pub fn with(text: &'t str, vocabulary: &mut Vocabulary<'_>) -> Self {
        vocabulary.begin();
        let mut survey = Survey { text, number: vocabulary.text().0, ..vocabulary.spare() };
        survey.words.reserve(text.len() / 5);
        survey.signs.reserve(text.len() / 20);
        survey.scan(0, text.len(), vocabulary);
        survey
    }

    /// An empty survey with the room that this one has.
    fn emptied(self) -> Survey<'static> {
        let Survey { mut words, mut forms, mut paragraphs, mut signs, mut beginnings, .. } = self;
        let Survey { mut capitals, mut numbers, mut articles, mut openings, mut echoes, mut odd, .. } = self;
        let Survey { mut keys, mut reader, .. } = self;
        (words.clear(), forms.clear(), paragraphs.clear(), signs.clear(), beginnings.clear());
        (capitals.clear(), numbers.clear(), articles.clear(), openings.clear(), echoes.clear(), odd.clear(), keys.clear());
        reader.words.met.clear();
        let reader = Reader { words: reader.words, ..Reader::default() };
        let lists = Survey { words, forms, paragraphs, signs, beginnings, ..Survey::default() };
        Survey { capitals, numbers, articles, openings, echoes, odd, keys, reader, ..lists }
    }

    /// Reads the lines from `start` to `end`, which is a line's end.
    fn scan(&mut self, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let text = self.text;
        let bytes = &text.as_bytes()[..end];
        let (mut at, mut line) = (start, start);
        while let Some(&byte) = bytes.get(at) {
            let letters = alphanumerics(&bytes[at..]);
            if letters > 0 && bytes.get(at + letters).is_none_or(u8::is_ascii) {
                self.reader.words.met.push(Head::of(bytes, at, at + letters));
                at += letters;
            } else if letters > 0 || byte >= 0x80 && text[at..].starts_with(is_word_char) {
                let end = word_end(text, at);
                text[at..end].chars().filter(|c| !c.is_ascii()).for_each(|c| self.marks.count_other(c));
                self.reader.words.met.push(Head::of(bytes, at, end));
                at = end;
            } else if byte < 0x80 {
                self.marks.count_ascii(byte);
                if byte > b' ' {
                    if !is_plain(bytes, at) {
                        self.signs.push(at as u32);
                    }
                } else if byte == b'\n' {
                    self.flush(vocabulary);
                    self.paragraph(line, at);
                    line = at + 1;
                }
                at += 1;
            } else {
                let c = text[at..].chars().next().unwrap_or_default();
                self.marks.count_other(c);
                self.signs.push(at as u32);
                at += c.len_utf8();
            }
        }
        self.flush(vocabulary);
        self.paragraph(line, end);
    }

    /// Takes in the words of the line that has been read.
    fn flush(&mut self, vocabulary: &mut Vocabulary<'_>) {
        self.reader.line = self.words.len() as u32;
        let LineWords { mut met, mut ids } = std::mem::take(&mut self.reader.words);
        vocabulary.recognise(&met, self.text, &mut ids);
        for (head, &id) in met.iter().zip(&ids) {
            let form = match vocabulary.form(id) {
                Ok(form) => form,
                Err(form) => self.enter(form, head, vocabulary.known(id), vocabulary),
            };
            self.push(Word { span: head.span(), form });
        }
        met.clear();
        self.reader.words = LineWords { met, ids };
    }

    /// Takes a form in that this text did not have so far, at the place that the vocabulary gives it.
    fn enter(&mut self, id: u32, head: &Head, known: &Known, vocabulary: &Vocabulary<'_>) -> u32 {
        debug_assert_eq!(id as usize, self.forms.len(), "the vocabulary counts the forms of one text");
        let Known { shape, class, lists, .. } = *known;
        let openings = vocabulary.openings(known.opening);
        let (layers, opening) = (openings.len() as u8, self.openings.len() as u32);
        self.openings.extend_from_slice(openings);
        if !class.is_known() || shape == Shape::Alphanumeric {
            self.odd.push(id);
        }
        if lists & Lists::KEY != 0 {
            self.keys.push(id);
        }
        let lists = lists | if layers > 0 { Lists::BEGINNING } else { 0 };
        let (first, hash) = (head.span(), head.half());
        self.forms.push(Form { first, count: 0, shape, class, layers, opening, hash, last: Survey::NONE, lists });
        id
    }

    /// Takes in the next word of a line that is being read.
    #[inline]
    fn push(&mut self, word: Word) {
        let index = self.words.len() as u32;
        let form = &mut self.forms[word.form as usize];
        if form.count == 0 {
            form.first = word.span;
        }
        form.count += 1;
        // Most words are in none of the lists.
        if form.lists != 0 {
            let lists = form.lists;
            let listed = |list: u8, to: &mut Vec<u32>| {
                if lists & list != 0 {
                    to.push(index);
                }
            };
            listed(Lists::BEGINNING, &mut self.beginnings);
            listed(Lists::CAPITAL, &mut self.capitals);
            listed(Lists::NUMBER, &mut self.numbers);
            listed(Lists::ARTICLE, &mut self.articles);
        }
        let last = std::mem::replace(&mut form.last, index);
        let reader = &mut self.reader;
        let mut distance = if last >= reader.line && last < index { index - last } else { 0 };
        // "The the": the same word in another case.
        if let Some(before) = self.words.last().filter(|b| b.form != word.form && b.span.len() == word.span.len()) {
            let bytes = self.text.as_bytes();
            let first_alike = bytes[before.span.start()].eq_ignore_ascii_case(&bytes[word.span.start()]);
            let spelled = |w: &Word| &bytes[w.span.range()];
            if first_alike && index > reader.line && spelled(before).eq_ignore_ascii_case(spelled(&word)) {
                distance = 1;
            }
        }
        if distance == 1 || (distance > 0 && distance <= MEMORY && distance == reader.distance) {
            self.echoes.push(Echo { word: index as usize, distance: distance as usize });
        }
        reader.distance = distance;
        self.words.push(word);
    }

    fn paragraph(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
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

    /// Indexes of the words `a`, `an`, `A` and `An`.
    pub fn articles(&self) -> impl Iterator<Item = usize> + '_ {
        self.articles.iter().map(|&i| i as usize)
    }

    /// The words that begin some form of a dictionary.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = (u32, Word)> + '_ {
        self.beginnings.iter().map(|&i| (i, self.words[i as usize]))
    }

    /// Those of them that lie in `span`.
    pub(crate) fn beginnings_in(&self, span: Span) -> impl Iterator<Item = (u32, Word)> + '_ {
        let place = |offset: usize| self.beginnings.partition_point(|&i| self.words[i as usize].span.start() < offset);
        self.beginnings[place(span.start())..place(span.end())].iter().map(|&i| (i, self.words[i as usize]))
    }

    /// Told which of the beginnings may have a form: what is carried over an edit need not be tried in vain again.
    pub(crate) fn narrow(&self, standing: Vec<u32>) {
        self.standing.get_or_init(|| standing);
    }

    /// What a word leads to in the dictionaries, layer by layer.
    pub(crate) fn openings(&self, word: Word) -> &[Opening] {
        let Form { opening, layers, .. } = *self.form(word);
        &self.openings[opening as usize..opening as usize + usize::from(layers)]
    }

    /// The words at which something may stand for the second time: each that has the form of the word before it, and each
    /// that stood up to twelve words before and followed there, in the same line, the same word as here.
    pub fn echoes(&self) -> &[Echo] {
        &self.echoes
    }

    /// The distinct forms with their numbers, in no order.
    pub fn forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.forms.iter().enumerate().filter(|(_, form)| form.count > 0)
    }

    /// The form of that number.
    pub fn form_at(&self, id: usize) -> &Form {
        &self.forms[id]
    }

    /// Every form's number is below this.
    pub fn form_bound(&self) -> usize {
        self.forms.len()
    }

    /// The forms that no list knows and those of letters and digits, with their numbers, in no order.
    pub fn odd_forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.odd.iter().map(|&id| (id as usize, &self.forms[id as usize])).filter(|(_, form)| form.count > 0)
    }

    /// The forms that some pattern of the dictionaries waits for, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Form> + '_ {
        self.keys.iter().map(|&id| &self.forms[id as usize]).filter(|form| form.count > 0)
    }

    /// The form of a word.
    pub fn form(&self, word: Word) -> &Form {
        &self.forms[word.form as usize]
    }

    /// What is counted of `form`, exactly as written, if it stands in the text.
    pub fn find(&self, form: &str) -> Option<&Form> {
        self.find_id(form).map(|id| &self.forms[id])
    }

    /// The number of `form`, if it stands in the text.
    pub fn find_id(&self, form: &str) -> Option<usize> {
        let spelled = |id: u32| &self.text[self.forms[id as usize].first.range()];
        let index = self.index.get_or_init(|| self.indexed());
        let mut at = Head::of(form.as_bytes(), 0, form.len()).half() as usize;
        loop {
            match index[at & (index.len() - 1)] {
                Survey::NONE => return None,
                id if spelled(id) == form => return Some(id as usize),
                _ => at += 1,
            }
        }
    }

    /// The forms by their hash: each lies at its hash or at the next free place behind it. Half of the places are free.
    fn indexed(&self) -> Vec<u32> {
        let mut index = vec![Survey::NONE; (self.forms.len() * 2).next_power_of_two().max(2)];
        let last = index.len() - 1;
        for (id, form) in self.forms() {
            let mut at = form.hash as usize & last;
            while index[at] != Survey::NONE {
                at = (at + 1) & last;
            }
            index[at] = id as u32;
        }
        index
    }

    /// Index of the first word that starts at or after `offset`.
    pub fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|w| w.span.start() < offset)
    }

    /// Offsets of the characters that are no letters, digits or (ASCII) white space, in order; without the plain ones, which
    /// are most: a mark `, . ; : ! ?` right behind a letter or digit and before white space, no small letter following a stop.
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

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        at += alphanumerics(&bytes[at..]);
        if bytes.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        match text[at..].chars().next() {
            Some(c) if is_word_char(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// How many ASCII letters and digits `bytes` begins with: eight are looked at together, since where a word ends can't be
/// foreseen.
#[inline]
fn alphanumerics(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let raw = u64::from_le_bytes(*eight);
        let low = raw & !HIGH;
        // The high bit of a byte says of it: not below `from`.
        let reaches = |bytes: u64, from: u8| bytes + ONES * u64::from(0x80 - from);
        let small = low | (ONES * 0x20);
        let letter = reaches(small, b'a') & !reaches(small, b'z' + 1);
        let digit = reaches(low, b'0') & !reaches(low, b'9' + 1);
        let other = !((letter | digit) & !raw) & HIGH;
        if other != 0 {
            return at + other.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count()
}

/// Is the mark at `at` one that nobody would look at twice, see [`Survey::signs`]?
#[inline]
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let stop = match bytes[at] {
        b',' | b';' | b':' => false,
        b'.' | b'!' | b'?' => true,
        _ => return false,
    };
    let behind_word = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    behind_word
        && match bytes.get(at + 1) {
            Some(b' ') => !(stop && bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase)),
            Some(b'\n') | None => true,
            _ => false,
        }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
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
    fn eight_bytes_are_read_like_one() {
        for byte in 0..=255 {
            let text = [b'a', b'Z', byte, b'0', b'9', b'z', b'A', b'm', b'5', byte];
            let one_by_one = text.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            assert_eq!(alphanumerics(&text), one_by_one, "{byte}");
        }
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
            let mut vocabulary = Vocabulary::new(|_, _| false);
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
