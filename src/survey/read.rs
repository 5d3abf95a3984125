//! The scan: lines are cut into words and signs, and what is found is put into the lists of the survey.

use super::form::{Form, Lists, Word};
use super::head::Head;
use super::letter_map::LetterMap;
use super::tags::Tag;
use super::vocabulary::Vocabulary;
use super::{Echo, Survey};
use crate::dictionary::{Lead, folded};
use crate::edit::Span;

/// What the scan notes of the lines that it reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    letters: LetterMap,
    /// The letters of the words that it has met.
    met: Vec<Head>,
    /// How many words those are at the end of each line that has some.
    lines: Vec<usize>,
}

/// The word before, in a line that is being read.
struct Last {
    lists: u16,
    /// What it leads to, if that is not settled yet.
    lead: Lead,
    span: Span,
    /// How far before it its form stood last in the line; 0: nowhere near.
    distance: u32,
    /// The letters that it begins with, in whatever case.
    folded: u64,
}

impl Last {
    /// Its tag, now that the word behind it has told whether a dictionary form may begin at it, and whether small words meet there.
    #[inline(always)]
    fn tag(&self, begins: bool, meets: bool) -> u8 {
        let told = |so: bool, bit: u8| if so { bit } else { 0 };
        Lists::tag(self.lists) | told(begins, Tag::BEGINNING) | told(meets, Tag::MEETING)
    }
}

/// A list that is being filled: what is not wanted is written over by the next.
struct Filling<'l> {
    list: &'l mut [u32],
    /// How long the list is now.
    filled: usize,
}

impl<'l> Filling<'l> {
    /// Behind what stands in `list`, with room for so many.
    fn of(list: &'l mut Vec<u32>, room: usize) -> Self {
        let filled = list.len();
        list.resize(filled + room, 0);
        Filling { list, filled }
    }

    #[inline(always)]
    fn push_if(&mut self, value: u32, wanted: bool) {
        if let Some(place) = self.list.get_mut(self.filled) {
            *place = value;
        }
        self.filled += usize::from(wanted);
    }
}

/// Repetitions are looked for this many words back.
const MEMORY: u32 = 12;

impl Reader {
    /// Notes a word, whose number is not known yet.
    #[inline(always)]
    fn meet(&mut self, bytes: &[u8], start: usize, end: usize) -> Word {
        self.met.push(Head::of(bytes, start, end));
        Word::new(Span::new(start, end), 0)
    }

    /// Notes that a line is at its end.
    fn end_line(&mut self) {
        if self.lines.last().copied().unwrap_or_default() < self.met.len() {
            self.lines.push(self.met.len());
        }
    }

    /// One that has read nothing, with the room that this one has.
    pub(super) fn emptied(mut self) -> Reader {
        self.letters.clear();
        self.met.clear();
        self.lines.clear();
        self
    }
}

impl Survey<'_> {
    /// Reads the lines from `start` to `end`, which is a line's end.
    pub(super) fn scan(&mut self, start: usize, end: usize, vocabulary: &mut Vocabulary<'_>) {
        let mut reader = std::mem::take(&mut self.reader).emptied();
        let (word, form) = (self.words.len(), self.present.len());
        self.cut(start, end, &mut reader);
        // Each is done for all words before the next, so that the waits for memory overlap.
        self.recognise(word, &reader.met, vocabulary.open());
        self.take_in(word, &reader);
        self.list(form);
        self.reader = reader;
    }

    /// Cuts the lines into words and signs.
    fn cut(&mut self, start: usize, end: usize, reader: &mut Reader) {
        let text = self.text;
        let bytes = &text.as_bytes()[..end];
        reader.letters.read(&bytes[start..]);
        let (mut at, mut line) = (start, start);
        let mut spaces = 0;
        while let Some(&byte) = bytes.get(at) {
            let border = start + reader.letters.end(at - start);
            if border > at && bytes.get(border).is_none_or(u8::is_ascii) {
                self.words.push(reader.meet(bytes, at, border));
                at = border;
                if bytes.get(at) == Some(&b' ') {
                    // What stands behind most words.
                    spaces += 1;
                    at += 1;
                }
            } else if border > at || byte >= 0x80 && text[at..].starts_with(is_word_char) {
                let end = word_end(text, at);
                text[at..end].chars().filter(|c| !c.is_ascii()).for_each(|c| self.marks.count_other(c));
                self.words.push(reader.meet(bytes, at, end));
                at = end;
            } else if byte < 0x80 {
                self.marks.count_ascii(byte);
                if byte > b' ' {
                    if !is_plain(bytes, at) {
                        self.signs.push(at as u32);
                    }
                } else if byte == b'\n' {
                    self.paragraph(line, at);
                    reader.end_line();
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
        self.paragraph(line, end);
        reader.end_line();
    }

    /// Lists those of the forms behind the first `known` that have to be.
    fn list(&mut self, known: usize) {
        for &id in &self.present[known..] {
            let lists = self.table.forms[id as usize].lists;
            if lists & Lists::FORMS != 0 {
                let listed =
                    [(Lists::CAPITAL, &mut self.capital_forms), (Lists::KEY, &mut self.keys), (Lists::ODD, &mut self.odd)];
                listed.into_iter().filter(|(list, _)| lists & list != 0).for_each(|(_, to)| to.push(id));
            }
        }
    }

    /// Takes in the words from `word` on, line by line. What a word is can't be foreseen: what is found is put down without branches
    /// on it.
    fn take_in(&mut self, word: usize, reader: &Reader) {
        let (bytes, own) = (self.text.as_bytes(), self.number);
        self.tags.resize(self.words.len(), 0);
        let mut present = Filling::of(&mut self.present, reader.met.len());
        let (forms, befores) = (&mut self.table.forms[..], &self.table.befores[..]);
        let mut begin = 0;
        for &end in &reader.lines {
            let (line, range) = ((word + begin) as u32, word + begin..word + end);
            let (words, tags) = (&self.words[range.clone()], &mut self.tags[range]);
            let mut before = Last { lists: 0, lead: Lead::NONE, span: Span::NONE, distance: 0, folded: 0 };
            for (number, (word, head)) in words.iter().zip(&reader.met[begin..end]).enumerate() {
                let (span, index) = (word.span(), line + number as u32);
                let form = &mut forms[word.form()];
                let Form { lists, lead, before: words, .. } = *form;
                let new = form.text != own;
                let count = if new { 0 } else { form.count };
                let last = if new { Survey::NONE } else { form.last };
                (form.text, form.count, form.last) = (own, count + 1, index);
                form.first = if count == 0 { span } else { form.first };
                present.push_if(word.form() as u32, new);
                let joined = (span.start() == before.span.end() + 1) & (bytes[before.span.end()] == b' ');
                let goes_on = if joined { 0 } else { Lists::GOES_ON };
                let meets = before.lists & (lists | goes_on) & (Lists::TELLS | goes_on) != 0;
                // Small letters of which nothing can come are not followed.
                let words = befores[words as usize];
                let follows =
                    !joined | before.lead.is_in(if Lists::are_common(before.lists, lists) { words.small } else { words.any });
                if let Some(tag) = tags.get_mut(number.wrapping_sub(1)) {
                    *tag = before.tag((before.lead != Lead::NONE) & follows, meets);
                }
                let distance = index.wrapping_sub(last);
                let mut distance = if distance <= MEMORY.min(number as u32) { distance } else { 0 };
                // "The the": the same word in another case.
                let folded = folded(head.head);
                let same = |span: Span| bytes[before.span.range()].eq_ignore_ascii_case(&bytes[span.range()]);
                if folded == before.folded && same(span) {
                    distance = 1;
                }
                if (distance == 1) | ((distance > 0) & (distance == before.distance)) {
                    self.echoes.push(Echo { word: index as usize, distance: distance as usize });
                }
                before = Last { lists, lead, span, distance, folded };
            }
            if let Some(tag) = tags.last_mut() {
                // What goes on from it is no word.
                *tag = before.tag(before.lead != Lead::NONE, before.lists & Lists::GOES_ON != 0);
            }
            begin = end;
        }
        let present = present.filled;
        self.present.truncate(present);
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
    let rest = &text[start..];
    start + rest.find(|c| !is_word_char(c)).unwrap_or(rest.len())
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
