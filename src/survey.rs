//! What a text is like: one scan, shared by every pass. It finds the words and counts the marks; passes ask it first and
//! return at once when nothing of their kind is there. Habits (quote style, spacing) are read off its counts.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::dictionary::Opening;
use crate::edit::{Edit, Span};
use crate::lexicon::{self, WordClass};

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
    /// How many layers of the dictionaries have forms that begin with it, and where the survey's openings have the first.
    layers: u8,
    opening: u32,
    /// Its number in the vocabulary, and half of its hash.
    known: u32,
    hash: u32,
}

impl Form {
    /// Does some form of the dictionaries begin with it?
    pub(crate) fn is_in_dictionary(&self) -> bool {
        self.layers > 0
    }
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

    /// Takes back what was counted of `text`.
    fn forget(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii() {
                if !c.is_ascii_alphanumeric() {
                    self.ascii.0[c as usize] -= 1;
                }
            } else if let Some(count) = self.counts.get_mut(&c) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&c);
                }
            }
        }
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
pub struct Survey<'t> {
    text: &'t str,
    words: Vec<Word>,
    forms: Vec<Form>,
    /// Forms by their hash; made when a form is first asked for.
    index: OnceCell<HashTable<u32>>,
    marks: Marks,
    paragraphs: Vec<Span>,
    /// Where the characters stand that are neither letters, digits nor white space.
    signs: Vec<u32>,
    /// Indexes of the words that begin some dictionary form, that have one capital, that are numbers.
    beginnings: Vec<u32>,
    capitals: Vec<u32>,
    numbers: Vec<u32>,
    /// What the words that begin dictionary forms lead to.
    openings: Vec<Opening>,
    /// Indexes of words that may end a repetition, see [`Survey::echoes`].
    echoes: Vec<Echo>,
    /// Indexes of the forms that no list knows, or that have digits among letters.
    odd: Vec<u32>,
    reader: Reader,
}

/// What the scan remembers of the line it is in.
#[derive(Clone, Debug, Default)]
struct Reader {
    /// Index of the word that had each form last.
    last: Vec<u32>,
    /// Index of the first word of the line.
    line: u32,
    /// How far before the last word its form stood last in the line; 0: nowhere near.
    distance: u32,
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
    /// Scans `text` by itself. Many texts are read faster with one [`Vocabulary`].
    pub fn of(text: &'t str) -> Self {
        Survey::with(text, &mut Vocabulary::new(|_, _| {}))
    }

    /// Scans `text` (at most 4 GiB; the pipeline cuts longer ones into windows), asking `vocabulary` what is known of its words.
    pub fn with(text: &'t str, vocabulary: &mut Vocabulary<'_>) -> Self {
        vocabulary.make_room();
        vocabulary.text += 1;
        let mut survey = Survey { text, words: Vec::with_capacity(text.len() / 5), ..Survey::default() };
        survey.scan(0, text.len(), vocabulary);
        survey
    }

    /// The survey of `text`, which `edits` made of this one's: only the lines that they changed are read again.
    pub fn edited<'n>(&self, edits: &[Edit], text: &'n str, vocabulary: &mut Vocabulary<'_>) -> Survey<'n> {
        vocabulary.text += 1;
        let mut survey =
            Survey { text, words: Vec::with_capacity(self.words.len() + 64), marks: self.marks.clone(), ..Survey::default() };
        let mut forms = vec![u32::MAX; self.forms.len()];
        let mut carried = Carried { old: self, next: Next::default(), shift: 0 };
        let mut edits = edits.iter().filter_map(|e| e.replacement().map(|new| (e.span(), new.len()))).peekable();
        while let Some((span, length)) = edits.next() {
            // The lines that this edit and those on the same lines stand in.
            let start = self.text[..span.start()].rfind('\n').map_or(0, |i| i + 1);
            let mut end = line_end(self.text, span.end());
            let mut growth = length as isize - span.len() as isize;
            while let Some((span, length)) = edits.next_if(|(next, _)| next.start() <= end) {
                end = end.max(line_end(self.text, span.end()));
                growth += length as isize - span.len() as isize;
            }
            carried.up_to(start, &mut survey, &mut forms, vocabulary);
            survey.marks.forget(&self.text[start..end]);
            let from = moved(start, carried.shift);
            carried.shift += growth;
            survey.scan(from, moved(end, carried.shift), vocabulary);
            carried.pass(end);
        }
        carried.up_to(self.text.len() + 1, &mut survey, &mut forms, vocabulary);
        survey
    }

    /// Reads the lines from `start` to `end`, which is a line's end.
    fn scan(&mut self, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let text = self.text;
        let bytes = &text.as_bytes()[..end];
        let (mut at, mut line) = (start, start);
        self.reader.line = self.words.len() as u32;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() || byte >= 0x80 && text[at..].starts_with(is_word_char) {
                let end = word_end(text, at);
                self.word(at, end, vocabulary);
                at = end;
            } else if byte < 0x80 {
                self.marks.ascii.0[usize::from(byte)] += 1;
                if byte > b' ' {
                    self.signs.push(at as u32);
                } else if byte == b'\n' {
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
        self.paragraph(line, end);
    }

    fn word(&mut self, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let form = &self.text[start..end];
        if !form.is_ascii() {
            form.chars().filter(|c| !c.is_ascii()).for_each(|c| self.marks.count_other(c));
        }
        let id = vocabulary.look_up(self.text, start, end);
        let form = self.enter(id, Span::new(start, end), vocabulary);
        self.push(Word { span: Span::new(start, end), form });
    }

    /// The number that a word of the vocabulary, which stands at `span`, has among the forms of this text.
    fn enter(&mut self, id: u32, span: Span, vocabulary: &mut Vocabulary<'_>) -> u32 {
        let now = vocabulary.text;
        let known = &mut vocabulary.known[id as usize];
        if known.text == now {
            return known.form;
        }
        let form = self.forms.len() as u32;
        (known.text, known.form) = (now, form);
        let openings = &vocabulary.openings[known.opening as usize];
        let (layers, opening) = (openings.len() as u8, self.openings.len() as u32);
        self.openings.extend_from_slice(openings);
        let Known { shape, class, hash, .. } = *known;
        if !class.is_known() || shape == Shape::Alphanumeric {
            self.odd.push(form);
        }
        self.forms.push(Form { first: span, count: 0, shape, class, layers, opening, known: id, hash });
        self.reader.last.push(u32::MAX);
        form
    }

    /// Takes in the next word of a line that is being read.
    fn push(&mut self, word: Word) {
        let index = self.words.len() as u32;
        let form = &mut self.forms[word.form as usize];
        form.count += 1;
        if form.layers > 0 {
            self.beginnings.push(index);
        }
        match form.shape {
            Shape::Capitalised => self.capitals.push(index),
            Shape::Number => self.numbers.push(index),
            _ => {}
        }
        let reader = &mut self.reader;
        let last = std::mem::replace(&mut reader.last[word.form as usize], index);
        let mut distance = if last >= reader.line && last < index { index - last } else { 0 };
        // "The the": the same word in another case.
        if let Some(before) = self.words.last().filter(|b| b.form != word.form && b.span.len() == word.span.len()) {
            let spelled = |w: &Word| &self.text[w.span.range()];
            if index > reader.line && spelled(before).eq_ignore_ascii_case(spelled(&word)) {
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
        self.reader.line = self.words.len() as u32;
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

    /// The words that begin some form of a dictionary.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = Word> + '_ {
        self.beginnings.iter().map(|&i| self.words[i as usize])
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

    /// The distinct forms, in order of their first place.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The forms that no list knows and those of letters and digits, with their index in [`Survey::forms`].
    pub fn odd_forms(&self) -> impl Iterator<Item = (usize, &Form)> + '_ {
        self.odd.iter().map(|&id| (id as usize, &self.forms[id as usize]))
    }

    /// The form of a word.
    pub fn form(&self, word: Word) -> &Form {
        &self.forms[word.form as usize]
    }

    /// What is counted of `form`, exactly as written, if it stands in the text.
    pub fn find(&self, form: &str) -> Option<&Form> {
        let spelled = |id: u32| &self.text[self.forms[id as usize].first.range()];
        let index = self.index.get_or_init(|| {
            let mut index = HashTable::with_capacity(self.forms.len());
            for id in 0..self.forms.len() as u32 {
                index.insert_unique(spread(self.forms[id as usize].hash), id, |&id| spread(self.forms[id as usize].hash));
            }
            index
        });
        let hash = Head::of(form, 0, form.len()).hash(form);
        let id = index.find(spread(hash as u32), |&id| spelled(id) == form)?;
        Some(&self.forms[*id as usize])
    }

    /// Index of the first word that starts at or after `offset`.
    pub fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|w| w.span.start() < offset)
    }

    /// Offsets of the characters that are no letters, digits or (ASCII) white space, in order.
    pub fn signs(&self) -> impl Iterator<Item = usize> + '_ {
        self.signs.iter().map(|&at| at as usize)
    }

    /// Offsets of the characters that begin with one of these bytes, none of them a letter, digit or white space.
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

/// The words met so far in a run, with what the lists say of them, so that each is looked up once and not once a text.
pub struct Vocabulary<'d> {
    open: Box<dyn Fn(&str, &mut Vec<Opening>) + 'd>,
    known: Vec<Known>,
    index: HashTable<u32>,
    /// The words longer than a [`Head`], one behind the other.
    letters: String,
    /// What words lead to in the dictionaries; the first is of those that lead nowhere.
    openings: Vec<Box<[Opening]>>,
    /// Number of the text being scanned.
    text: u32,
}

/// A word of the vocabulary.
#[derive(Clone, Copy)]
struct Known {
    head: Head,
    /// Where its letters lie, if the head does not have them all.
    letters: u32,
    /// The last text that had it, and its form's number there.
    text: u32,
    form: u32,
    /// Index of its openings.
    opening: u32,
    hash: u32,
    shape: Shape,
    class: WordClass,
}

/// The first eight bytes of a word and its length: most words whole, compared and hashed as a number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Head {
    bytes: u64,
    length: u32,
}

/// A thousand words of a text are looked up in this table; it should stay in the cache.
const _: () = assert!(size_of::<Known>() <= 48 && size_of::<Form>() <= 36);

impl Head {
    const LONGEST: usize = 8;

    /// Of the word `text[start..end]`.
    fn of(text: &str, start: usize, end: usize) -> Head {
        let length = end - start;
        let bytes = match text.as_bytes().get(start..start + Head::LONGEST) {
            Some(eight) => {
                let whole = eight.try_into().map_or(0, u64::from_le_bytes);
                if length < Head::LONGEST { whole & ((1 << (8 * length)) - 1) } else { whole }
            }
            None => {
                let mut eight = [0; Head::LONGEST];
                let short = length.min(Head::LONGEST);
                eight[..short].copy_from_slice(&text.as_bytes()[start..start + short]);
                u64::from_le_bytes(eight)
            }
        };
        Head { bytes, length: length as u32 }
    }

    fn hash(self, word: &str) -> u64 {
        if word.len() > Head::LONGEST {
            return hash_of(word);
        }
        let mixed = u128::from(self.bytes ^ u64::from(self.length) << 59).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        (mixed >> 64) as u64 ^ mixed as u64
    }
}

/// A vocabulary with more words than this is begun anew, so that memory stays bounded.
const MOST_WORDS: usize = 1 << 18;

impl<'d> Vocabulary<'d> {
    /// An empty one; `open` adds what a word leads to in the dictionaries.
    pub(crate) fn new(open: impl Fn(&str, &mut Vec<Opening>) + 'd) -> Self {
        Vocabulary {
            open: Box::new(open),
            known: Vec::new(),
            index: HashTable::new(),
            letters: String::new(),
            openings: vec![Box::default()],
            text: 0,
        }
    }

    /// Forgets everything if it has grown too large. Surveys made before can't be carried over an edit any more.
    fn make_room(&mut self) {
        if self.known.len() > MOST_WORDS || self.text > u32::MAX / 2 {
            self.letters.clear();
            self.openings.truncate(1);
            self.known.clear();
            self.index.clear();
            self.text = 0;
        }
    }

    /// The word `text[start..end]`.
    fn look_up(&mut self, text: &str, start: usize, end: usize) -> u32 {
        let head = Head::of(text, start, end);
        let word = &text[start..end];
        let hash = head.hash(word);
        let (letters, known) = (&self.letters, &self.known);
        let found = self.index.find(hash, |&id| {
            let k = &known[id as usize];
            k.head == head && (word.len() <= Head::LONGEST || letters[k.letters as usize..].starts_with(word))
        });
        match found {
            Some(&id) => id,
            None => self.learn(word, head, hash),
        }
    }

    #[cold]
    fn learn(&mut self, word: &str, head: Head, hash: u64) -> u32 {
        let id = self.known.len() as u32;
        let letters = self.letters.len() as u32;
        if word.len() > Head::LONGEST {
            self.letters.push_str(word);
        }
        let mut openings = Vec::new();
        (self.open)(word, &mut openings);
        let opening = if openings.is_empty() { 0 } else { self.openings.len() as u32 };
        if !openings.is_empty() {
            self.openings.push(openings.into());
        }
        self.known.push(Known { head, letters, text: 0, form: 0, opening, hash: hash as u32, shape: shape(word), class: lexicon::class(word) });
        let (letters, known) = (&self.letters, &self.known);
        self.index.insert_unique(hash, id, |&id| {
            let k = &known[id as usize];
            let long = k.head.length as usize > Head::LONGEST;
            let from = k.letters as usize;
            k.head.hash(if long { &letters[from..from + k.head.length as usize] } else { "" })
        });
        id
    }
}

/// A survey whose words are being carried over an edit.
struct Carried<'o, 't> {
    old: &'o Survey<'t>,
    next: Next,
    /// New offset minus old offset.
    shift: isize,
}

/// How far the lists of a survey have been carried over.
#[derive(Default)]
struct Next {
    word: usize,
    capital: usize,
    number: usize,
    beginning: usize,
    echo: usize,
    sign: usize,
    paragraph: usize,
}

impl Carried<'_, '_> {
    /// Takes over what stands before the old offset `end`. `forms` holds the new number of each old form, once it has one.
    fn up_to(&mut self, end: usize, survey: &mut Survey<'_>, forms: &mut [u32], vocabulary: &mut Vocabulary<'_>) {
        let (old, shift, next) = (self.old, self.shift, self.next_at(end));
        let lead = (survey.words.len() as u32).wrapping_sub(self.next.word as u32);
        for word in &old.words[self.next.word..next.word] {
            let span = Span::new(moved(word.span.start(), shift), moved(word.span.end(), shift));
            let form = &mut forms[word.form as usize];
            if *form == u32::MAX {
                *form = survey.enter(old.forms[word.form as usize].known, span, vocabulary);
            }
            survey.forms[*form as usize].count += 1;
            survey.words.push(Word { span, form: *form });
        }
        let index = |&i: &u32| i.wrapping_add(lead);
        survey.capitals.extend(old.capitals[self.next.capital..next.capital].iter().map(index));
        survey.numbers.extend(old.numbers[self.next.number..next.number].iter().map(index));
        survey.beginnings.extend(old.beginnings[self.next.beginning..next.beginning].iter().map(index));
        let echoes = old.echoes[self.next.echo..next.echo].iter();
        survey.echoes.extend(echoes.map(|e| Echo { word: index(&(e.word as u32)) as usize, ..*e }));
        survey.signs.extend(old.signs[self.next.sign..next.sign].iter().map(|&at| moved(at as usize, shift) as u32));
        let lines = old.paragraphs[self.next.paragraph..next.paragraph].iter();
        survey.paragraphs.extend(lines.map(|p| Span::new(moved(p.start(), shift), moved(p.end(), shift))));
        self.next = next;
    }

    /// What stands next at the old offset `end`.
    fn next_at(&self, end: usize) -> Next {
        let (old, from) = (self.old, &self.next);
        let word = from.word + old.words[from.word..].partition_point(|w| w.span.start() < end);
        let listed = |list: &[u32], from: usize| from + list[from..].partition_point(|&i| (i as usize) < word);
        Next {
            word,
            capital: listed(&old.capitals, from.capital),
            number: listed(&old.numbers, from.number),
            beginning: listed(&old.beginnings, from.beginning),
            echo: from.echo + old.echoes[from.echo..].partition_point(|e| e.word < word),
            sign: from.sign + old.signs[from.sign..].partition_point(|&at| (at as usize) < end),
            paragraph: from.paragraph + old.paragraphs[from.paragraph..].partition_point(|p| p.start() < end),
        }
    }

    /// Passes over what stands before the old offset `end`.
    fn pass(&mut self, end: usize) {
        self.next = self.next_at(end);
    }
}

fn moved(offset: usize, by: isize) -> usize {
    offset.saturating_add_signed(by)
}

fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |i| from + i)
}

/// Half a hash, made whole.
fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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

    #[test]
    fn an_edited_survey_is_that_of_the_edited_text() {
        use crate::edit::{Reason, apply};
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
            let mut vocabulary = Vocabulary::new(|_, _| {});
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
            assert_eq!(after.forms().len(), fresh.forms().len(), "{text:?}");
            assert_eq!(after.capitals().collect::<Vec<_>>(), fresh.capitals().collect::<Vec<_>>());
            assert_eq!(after.find("three").map(|f| f.first), fresh.find("three").map(|f| f.first));
        }
    }
}
