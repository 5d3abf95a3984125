//! A survey carried over an edit: what stands in lines that did not change is taken over, the rest is read again. Forms keep
//! their places; those whose words are all gone stay behind with a count of zero.

use super::tags::Tag;
use super::{Echo, Survey, Vocabulary};
use crate::edit::{Edit, Span};

impl Survey<'_> {
    /// The survey of `text`, which `edits` made of this one's: only the lines that they changed are read again.
    pub fn edited<'n>(mut self, edits: &[Edit], text: &'n str, vocabulary: &mut Vocabulary<'_>) -> Survey<'n> {
        // The words that are carried over keep their numbers while others are read.
        self.reserve(most_new(edits));
        let table = std::mem::take(&mut self.table);
        let mut survey = Survey { text, marks: self.marks.clone(), table, number: self.number, ..vocabulary.spare() };
        survey.words.reserve(self.words.len() + 64);
        // What is known of the forms holds on.
        std::mem::swap(&mut survey.present, &mut self.present);
        std::mem::swap(&mut survey.odd, &mut self.odd);
        std::mem::swap(&mut survey.capital_forms, &mut self.capital_forms);
        std::mem::swap(&mut survey.keys, &mut self.keys);
        for &id in &survey.present {
            survey.table.forms[id as usize].last = Survey::NONE;
        }
        let mut carried = Carried { old: &self, next: Next::default(), shift: 0 };
        let mut edits = edits.iter().filter_map(|e| e.replacement().map(|new| (e.span(), new.len()))).peekable();
        let mut unchanged = None;
        while let Some((span, length)) = edits.next() {
            // The lines that this edit and those on the same lines stand in.
            let start = self.text[..span.start()].rfind('\n').map_or(0, |i| i + 1);
            let mut end = line_end(self.text, span.end());
            let mut growth = length as isize - span.len() as isize;
            while let Some((span, length)) = edits.next_if(|(next, _)| next.start() <= end) {
                end = end.max(line_end(self.text, span.end()));
                growth += length as isize - span.len() as isize;
            }
            carried.up_to(start, &mut survey);
            unchanged.get_or_insert((start, survey.words.len()));
            survey.marks.forget(&self.text[start..end]);
            carried.pass(end, &mut survey);
            let from = moved(start, carried.shift);
            carried.shift += growth;
            survey.scan(from, moved(end, carried.shift), vocabulary);
        }
        carried.up_to(self.text.len() + 1, &mut survey);
        let (start, word) = unchanged.unwrap_or((text.len(), survey.words.len()));
        survey.place_forms(start, word);
        vocabulary.put_away(self);
        survey
    }

    /// Finds the first places anew of the forms that stand nowhere before `start`, where word `index` begins.
    fn place_forms(&mut self, start: usize, index: usize) {
        for word in self.words[index..].iter().rev() {
            let form = &mut self.table.forms[word.form as usize];
            if form.first.start() >= start {
                form.first = word.span();
            }
        }
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
    standing: usize,
    echo: usize,
    sign: usize,
    paragraph: usize,
}

impl Carried<'_, '_> {
    /// Takes over what stands before the old offset `end`.
    fn up_to(&mut self, end: usize, survey: &mut Survey<'_>) {
        let (old, shift, next) = (self.old, self.shift, self.next_at(end));
        let lead = (survey.words.len() as u32).wrapping_sub(self.next.word as u32);
        let by = shift as u32;
        survey.words.extend(old.words[self.next.word..next.word].iter().map(|word| word.moved(by)));
        let tags = old.tags[self.next.word..next.word].iter();
        if let Some(standing) = old.standing.get() {
            // What was tried in vain need not be tried again.
            survey.tags.extend(tags.map(|tag| tag & !Tag::BEGINNING));
            let standing = standing[self.next.standing..next.standing].iter();
            standing.for_each(|at| survey.tags[at.wrapping_add(lead) as usize] |= Tag::BEGINNING);
        } else {
            survey.tags.extend(tags);
        }
        survey.signs.extend(old.signs[self.next.sign..next.sign].iter().map(|at| at.wrapping_add(by)));
        let echoes = old.echoes[self.next.echo..next.echo].iter();
        survey.echoes.extend(echoes.map(|e| Echo { word: (e.word as u32).wrapping_add(lead) as usize, ..*e }));
        let lines = old.paragraphs[self.next.paragraph..next.paragraph].iter();
        survey.paragraphs.extend(lines.map(|p| Span::new(moved(p.start(), shift), moved(p.end(), shift))));
        self.next = next;
    }

    /// What stands next at the old offset `end`.
    fn next_at(&self, end: usize) -> Next {
        let (old, from) = (self.old, &self.next);
        let word = from.word + old.words[from.word..].partition_point(|w| w.start() < end);
        let standing = old.standing.get().map_or(&[][..], Vec::as_slice);
        Next {
            word,
            standing: from.standing + standing[from.standing..].partition_point(|&i| (i as usize) < word),
            echo: from.echo + old.echoes[from.echo..].partition_point(|e| e.word < word),
            sign: from.sign + old.signs[from.sign..].partition_point(|&at| (at as usize) < end),
            paragraph: from.paragraph + old.paragraphs[from.paragraph..].partition_point(|p| p.start() < end),
        }
    }

    /// Passes over what stands before the old offset `end`: its words are gone.
    fn pass(&mut self, end: usize, survey: &mut Survey<'_>) {
        let next = self.next_at(end);
        for word in &self.old.words[self.next.word..next.word] {
            survey.table.forms[word.form as usize].count -= 1;
        }
        self.next = next;
    }
}

/// More words than these can't be new in a text that the edits have changed: those in what they put there, and at its ends.
fn most_new(edits: &[Edit]) -> usize {
    edits.iter().filter_map(Edit::replacement).map(|new| new.len() / 2 + 2).sum()
}

fn moved(offset: usize, by: isize) -> usize {
    offset.saturating_add_signed(by)
}

fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |i| from + i)
}
