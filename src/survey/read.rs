//! The scan: lines are cut into words and signs, and what is found is put into the lists of the survey.

use super::form::{Form, Lists, Word};
use super::head::Head;
use super::vocabulary::Vocabulary;
use super::{Echo, Shape, Survey};
use crate::dictionary::Lead;
use crate::edit::Span;

/// What the scan remembers of the line it is in.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    /// The words met in the line, and their numbers in the vocabulary.
    met: Vec<Head>,
    ids: Vec<u32>,
    /// Index of the first word of the line.
    line: u32,
    /// How far before the last word its form stood last in the line; 0: nowhere near.
    distance: u32,
    /// The lists of the last word of the line, and where it ends.
    lists: u8,
    end: usize,
    /// What the last word leads to, if that is not settled yet.
    begun: Option<Begun>,
}

/// A word that begins some form, if the next one goes on with it.
#[derive(Clone, Copy, Debug)]
struct Begun {
    lead: Lead,
    /// Is it in small letters, and then a word of English?
    small: bool,
    word: bool,
}

/// The bit of each byte by which capitals and small letters differ.
const FOLD: u64 = 0x2020_2020_2020_2020;

/// Repetitions are looked for this many words back.
const MEMORY: u32 = 12;

impl Reader {
    /// One that has read nothing, with the room that this one has.
    pub(super) fn emptied(mut self) -> Reader {
        self.met.clear();
        Reader { met: self.met, ids: self.ids, ..Reader::default() }
    }
}

impl Survey<'_> {
    /// Reads the lines from `start` to `end`, which is a line's end.
    pub(super) fn scan(&mut self, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let text = self.text;
        let bytes = &text.as_bytes()[..end];
        let (mut at, mut line) = (start, start);
        let mut spaces = 0;
        while let Some(&byte) = bytes.get(at) {
            let letters = alphanumerics(&bytes[at..]);
            if letters > 0 && bytes.get(at + letters).is_none_or(u8::is_ascii) {
                self.reader.met.push(Head::of(bytes, at, at + letters));
                at += letters;
                if bytes.get(at) == Some(&b' ') {
                    // What stands behind most words.
                    spaces += 1;
                    at += 1;
                }
            } else if letters > 0 || byte >= 0x80 && text[at..].starts_with(is_word_char) {
                let end = word_end(text, at);
                text[at..end].chars().filter(|c| !c.is_ascii()).for_each(|c| self.marks.count_other(c));
                self.reader.met.push(Head::of(bytes, at, end));
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
        self.marks.count_spaces(spaces);
        self.flush(vocabulary);
        self.paragraph(line, end);
    }

    /// Takes in the words of the line that has been read.
    fn flush(&mut self, vocabulary: &mut Vocabulary<'_>) {
        self.reader.line = self.words.len() as u32;
        let (mut met, mut ids) = (std::mem::take(&mut self.reader.met), std::mem::take(&mut self.reader.ids));
        self.table.recognise(&met, self.text, vocabulary.open(), &mut ids);
        self.words.reserve(met.len());
        let mut before = 0;
        for (head, &id) in met.iter().zip(&ids) {
            // "The the": the same word in another case.
            let folded = head.head | FOLD;
            self.push(Word::new(head.span(), id), folded == before);
            before = folded;
        }
        if self.reader.begun.take().is_some() {
            // What goes on from it is no word.
            self.beginnings.push(self.words.len() as u32 - 1);
        }
        if self.reader.lists & Lists::GOES_ON != 0 {
            self.meetings.push(self.words.len() as u32 - 1);
        }
        self.reader.lists = 0;
        met.clear();
        (self.reader.met, self.reader.ids) = (met, ids);
    }

    /// Takes in the next word of a line that is being read; `alike`: it begins with the letters of the word before, in whatever
    /// case.
    #[inline]
    fn push(&mut self, word: Word, alike: bool) {
        let index = self.words.len() as u32;
        self.words.push(word);
        let form = &mut self.table.forms[word.form as usize];
        if form.text != self.number || form.count == 0 {
            if form.text != self.number {
                (form.text, form.count, form.last) = (self.number, 0, Survey::NONE);
                self.present.push(word.form);
                if form.lists & Lists::FORMS != 0 {
                    let listed =
                        [(Lists::CAPITAL, &mut self.capital_forms), (Lists::KEY, &mut self.keys), (Lists::ODD, &mut self.odd)];
                    listed.into_iter().filter(|(list, _)| form.lists & list != 0).for_each(|(_, to)| to.push(word.form));
                }
            }
            form.first = word.span();
        }
        form.count += 1;
        let last = std::mem::replace(&mut form.last, index);
        let Form { shape, lists, lead, class, before, .. } = *form;
        // Most words are in none of the lists.
        if lists & Lists::PLACES != 0 {
            let listed = |list: u8, to: &mut Vec<u32>| {
                if lists & list != 0 {
                    to.push(index);
                }
            };
            listed(Lists::CAPITAL, &mut self.capitals);
            listed(Lists::NUMBER, &mut self.numbers);
            listed(Lists::ARTICLE, &mut self.articles);
        }
        let joined = word.start() == self.reader.end + 1 && self.text.as_bytes()[self.reader.end] == b' ';
        let both = self.reader.lists & (lists | if joined { 0 } else { Lists::GOES_ON });
        if both & (Lists::TELLS | if joined { 0 } else { Lists::GOES_ON }) != 0 {
            self.meetings.push(index - 1);
        }
        (self.reader.lists, self.reader.end) = (lists, word.span().end());
        let small = shape == Shape::Lower;
        if let Some(begun) = self.reader.begun.take() {
            // Small letters of which nothing can come are not followed.
            let common = small && begun.small && (begun.word || class.is_word());
            let before = self.table.before(before);
            if !joined || begun.lead.is_in(if common { before.small } else { before.any }) {
                self.beginnings.push(index - 1);
            }
        }
        match lead {
            Lead::NONE => {}
            Lead::ALONE => self.beginnings.push(index),
            lead => self.reader.begun = Some(Begun { lead, small, word: class.is_word() }),
        }
        let line = self.reader.line;
        let mut distance = if last >= line && last < index { index - last } else { 0 };
        if alike && index > line {
            let spelled = |w: Word| &self.text.as_bytes()[w.span().range()];
            if spelled(self.words[index as usize - 1]).eq_ignore_ascii_case(spelled(word)) {
                distance = 1;
            }
        }
        if distance == 1 || (distance > 0 && distance <= MEMORY && distance == self.reader.distance) {
            self.echoes.push(Echo { word: index as usize, distance: distance as usize });
        }
        self.reader.distance = distance;
    }

    fn paragraph(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let body = line.trim();
        if !body.is_empty() {
            let lead = line.len() - line.trim_start().len();
            self.paragraphs.push(Span::new(start + lead, start + lead + body.len()));
        }
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
    let Some(before) = at.checked_sub(1).map(|i| bytes[i]).filter(u8::is_ascii_alphanumeric) else { return false };
    match bytes.get(at + 1) {
        Some(b' ') => bytes
            .get(at + 2)
            .is_none_or(|next| !(stop && next.is_ascii_lowercase() || before.is_ascii_digit() && next.is_ascii_digit())),
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
    fn eight_bytes_are_read_like_one() {
        for byte in 0..=255 {
            let text = [b'a', b'Z', byte, b'0', b'9', b'z', b'A', b'm', b'5', byte];
            let one_by_one = text.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            assert_eq!(alphanumerics(&text), one_by_one, "{byte}");
        }
    }
}
