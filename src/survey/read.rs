//! The scan: lines are cut into words and signs, and what is found is put into the lists of the survey.

use super::form::{Form, Lists, Word};
use super::head::Head;
use super::vocabulary::Vocabulary;
use super::{Echo, Survey};
use crate::dictionary::Lead;
use crate::edit::Span;

/// What the scan remembers of the line it is in.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    /// The words met in the line, and their numbers in the vocabulary.
    met: Vec<Head>,
    ids: Vec<u32>,
}

/// The word before, in a line that is being read.
struct Last {
    lists: u16,
    /// What it leads to, if that is not settled yet.
    lead: Lead,
    /// Where it ends.
    end: usize,
    /// How far before it its form stood last in the line; 0: nowhere near.
    distance: u32,
    /// The letters that it begins with, in whatever case.
    folded: u64,
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

/// The bit of each byte by which capitals and small letters differ.
const FOLD: u64 = 0x2020_2020_2020_2020;

/// Repetitions are looked for this many words back.
const MEMORY: u32 = 12;

impl Reader {
    /// One that has read nothing, with the room that this one has.
    pub(super) fn emptied(mut self) -> Reader {
        self.met.clear();
        Reader { met: self.met, ids: self.ids }
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

    /// Takes in the words of the line that has been read. What a word is can't be foreseen: the lists are filled without
    /// branches on it.
    fn flush(&mut self, vocabulary: &Vocabulary<'_>) {
        if self.reader.met.is_empty() {
            return;
        }
        let (mut met, mut ids) = (std::mem::take(&mut self.reader.met), std::mem::take(&mut self.reader.ids));
        self.table.recognise(&met, self.text, vocabulary.open(), &mut ids);
        let bytes = self.text.as_bytes();
        let line = self.words.len() as u32;
        self.words.extend(met.iter().zip(&ids).map(|(head, &id)| Word::new(head.span(), id)));
        let mut present = Filling::of(&mut self.present, met.len());
        let mut special = Filling::of(&mut self.special, met.len());
        let mut beginnings = Filling::of(&mut self.beginnings, 2 * met.len() + 1);
        let mut meetings = Filling::of(&mut self.meetings, met.len() + 1);
        let mut capitals = Filling::of(&mut self.capitals, met.len());
        let mut before = Last { lists: 0, lead: Lead::NONE, end: 0, distance: 0, folded: 0 };
        for (index, (head, &id)) in (line..).zip(met.iter().zip(&ids)) {
            let span = head.span();
            let form = &mut self.table.forms[id as usize];
            let Form { lists, lead, before: words, .. } = *form;
            let new = form.text != self.number;
            let count = if new { 0 } else { form.count };
            let last = if new { Survey::NONE } else { form.last };
            (form.text, form.count, form.last) = (self.number, count + 1, index);
            form.first = if count == 0 { span } else { form.first };
            present.push_if(id, new);
            special.push_if(id, new & (lists & Lists::FORMS != 0));
            capitals.push_if(index, lists & Lists::CAPITAL != 0);
            if lists & Lists::RARE != 0 {
                let to = if lists & Lists::NUMBER != 0 { &mut self.numbers } else { &mut self.articles };
                to.push(index);
            }
            let joined = (span.start() == before.end + 1) & (bytes[before.end] == b' ');
            let goes_on = if joined { 0 } else { Lists::GOES_ON };
            meetings.push_if(index.wrapping_sub(1), before.lists & (lists | goes_on) & (Lists::TELLS | goes_on) != 0);
            // Small letters of which nothing can come are not followed.
            let common = lists & before.lists & Lists::SMALL & Lists::of_words(lists | before.lists) != 0;
            let words = self.table.before(words);
            let follows = !joined | before.lead.is_in(if common { words.small } else { words.any });
            beginnings.push_if(index.wrapping_sub(1), (before.lead != Lead::NONE) & follows);
            let alone = lead == Lead::ALONE;
            beginnings.push_if(index, alone);
            let mut distance = if (last >= line) & (last < index) { index - last } else { 0 };
            // "The the": the same word in another case.
            let folded = head.head | FOLD;
            if folded == before.folded {
                let spelled = |w: Word| &bytes[w.span().range()];
                let (first, second) = (self.words[index as usize - 1], self.words[index as usize]);
                if spelled(first).eq_ignore_ascii_case(spelled(second)) {
                    distance = 1;
                }
            }
            if (distance == 1) | ((distance > 0) & (distance <= MEMORY) & (distance == before.distance)) {
                self.echoes.push(Echo { word: index as usize, distance: distance as usize });
            }
            before = Last { lists, lead: if alone { Lead::NONE } else { lead }, end: span.end(), distance, folded };
        }
        let last = line + met.len() as u32 - 1;
        // What goes on from it is no word.
        beginnings.push_if(last, before.lead != Lead::NONE);
        meetings.push_if(last, before.lists & Lists::GOES_ON != 0);
        let (present, special, beginnings) = (present.filled, special.filled, beginnings.filled);
        let (meetings, capitals) = (meetings.filled, capitals.filled);
        self.present.truncate(present);
        self.special.truncate(special);
        self.beginnings.truncate(beginnings);
        self.meetings.truncate(meetings);
        self.capitals.truncate(capitals);
        for id in self.special.drain(..) {
            let lists = self.table.forms[id as usize].lists;
            let listed = [(Lists::CAPITAL, &mut self.capital_forms), (Lists::KEY, &mut self.keys), (Lists::ODD, &mut self.odd)];
            listed.into_iter().filter(|(list, _)| lists & list != 0).for_each(|(_, to)| to.push(id));
        }
        met.clear();
        (self.reader.met, self.reader.ids) = (met, ids);
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
