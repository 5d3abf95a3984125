//! What people read of findings in a file that writes it otherwise: so a person who types another text begins with words, not markup.

use super::item::{Item, Readable, Sheet};
use crate::formats::{Field, Format, Typing};

/// A finding, by its place in the list of those told, and the number of its reading.
type Told = (usize, usize);

/// Times a file is read with readings put into it, for the findings at the same place and their other readings.
const ROUNDS: usize = 12;

impl Sheet {
    /// Tells of each finding what people read of it, where the file, which is of that format, writes it otherwise.
    pub fn tell_readings(&mut self, format: Format, fields: &[Field]) {
        let escaped = |text: &str| text.contains(['<', '&', '\\', '"', '\n', '*', '_', '`', '[', '~']);
        let marked = |i: &Item| {
            let texts = i.replacement.iter().chain(&i.alternatives).map(String::as_str);
            texts.chain([&self.text[i.source.clone()]]).any(escaped)
        };
        let wanted: Vec<usize> = (0..self.items.len()).filter(|&i| marked(&self.items[i])).collect();
        if wanted.is_empty() {
            return;
        }
        let Ok(file) = Typing::of(&self.text, format, fields) else { return };
        if file.writes_as_read() {
            return;
        }
        let mut found: Vec<(usize, Readable)> = Vec::new();
        for &number in &wanted {
            let item = &self.items[number];
            if let Some(original) = file.read(&item.source) {
                let (replacement, alternatives) = (item.replacement.clone(), item.alternatives.clone());
                found.push((number, Readable { original: original.to_owned(), replacement, alternatives }));
            }
        }
        // The readings that are still to be told: finding, number of the reading.
        let of = |(i, read): (usize, &(usize, Readable))| {
            let first = usize::from(read.1.replacement.is_none());
            (first..=read.1.alternatives.len()).map(move |n| (i, n)).collect::<Vec<_>>()
        };
        let mut left: Vec<Told> = found.iter().enumerate().flat_map(of).collect();
        for _ in 0..ROUNDS {
            let (now, later) = self.apart(&found, &left);
            if now.is_empty() {
                break;
            }
            self.told(&mut found, &now, &file, format, fields);
            left = later;
        }
        for (number, read) in found {
            self.items[number].set_read(read);
        }
    }

    /// Readings that can be put into the file together, and the others.
    fn apart(&self, found: &[(usize, Readable)], left: &[Told]) -> (Vec<Told>, Vec<Told>) {
        let (mut now, mut later, mut end) = (Vec::new(), Vec::new(), None);
        for &(i, n) in left {
            let source = &self.items[found[i].0].source;
            if end.is_none_or(|end| source.start > end) {
                end = Some(source.end);
                now.push((i, n));
            } else {
                later.push((i, n));
            }
        }
        (now, later)
    }

    /// Puts readings into the file and reads it again.
    fn told(&self, found: &mut [(usize, Readable)], now: &[Told], file: &Typing<'_>, format: Format, fields: &[Field]) {
        let (mut text, mut at, mut places) = (String::with_capacity(self.text.len()), 0, Vec::new());
        for &(i, n) in now {
            let item = &self.items[found[i].0];
            let new = if n == 0 { item.replacement.as_deref() } else { item.alternatives.get(n - 1).map(String::as_str) };
            let new = new.unwrap_or_default();
            if let Some(cell) = file.in_cell(&item.source, new) {
                put(&mut found[i].1, n, cell);
                continue;
            }
            text.push_str(&self.text[at..item.source.start]);
            places.push((i, n, text.len()..text.len() + new.len()));
            text.push_str(new);
            at = item.source.end;
        }
        text.push_str(&self.text[at..]);
        if places.is_empty() {
            return;
        }
        let Ok(again) = Typing::of(&text, format, fields) else { return };
        for (i, n, place) in places {
            if let Some(read) = again.read(&place).map(str::to_owned) {
                put(&mut found[i].1, n, read);
            }
        }
    }
}

fn put(read: &mut Readable, number: usize, text: String) {
    match number {
        0 => read.replacement = Some(text),
        n => {
            if let Some(other) = read.alternatives.get_mut(n - 1) {
                *other = text;
            }
        }
    }
}
