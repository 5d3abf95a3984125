//! Offsets in a document and positions of the protocol. A position is a line, from 0, and units from its beginning: bytes or units
//! of UTF-16, as client and server agreed. Lines end with `\n`, `\r\n` or `\r`.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// Bytes between two marks of a [`Positions`].
const STEP: usize = 1 << 10;

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, unless something else is agreed on.
    Utf16,
}

impl Encoding {
    /// Bytes if the client can count them (no text has to be counted through then), else what every client can.
    pub fn agreed(offered: &[PositionEncodingKind]) -> Encoding {
        if offered.contains(&PositionEncodingKind::UTF8) { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// The units of some bytes of UTF-8, wherever they are cut: a character counts at its first byte.
    fn units(self, bytes: &[u8]) -> usize {
        match self {
            Encoding::Utf8 => bytes.len(),
            Encoding::Utf16 => bytes.iter().map(|b| usize::from(b & 0xC0 != 0x80) + usize::from(*b >= 0xF0)).sum(),
        }
    }

    fn units_of(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

/// The offset in `text` of a position. One behind the end of its line is the end of the line, one behind the last line the end of
/// the text, one inside a character its beginning.
pub fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match line_end(text, start) {
            (_, Some(next)) => start = next,
            (_, None) => return text.len(),
        }
    }
    let (end, _) = line_end(text, start);
    let (mut at, mut units) = (start, 0);
    for c in text[start..end].chars() {
        units += encoding.units_of(c);
        if units > position.character as usize {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// Where the line that begins at `start` ends, and where the next one begins.
fn line_end(text: &str, start: usize) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    match memchr::memchr2(b'\n', b'\r', &bytes[start..]) {
        None => (text.len(), None),
        Some(i) => {
            let pair = bytes[start + i] == b'\r' && bytes.get(start + i + 1) == Some(&b'\n');
            (start + i, Some(start + i + if pair { 2 } else { 1 }))
        }
    }
}

/// The positions of a text, which is counted through once: a line may be as long as the text.
#[derive(Debug)]
pub struct Positions {
    encoding: Encoding,
    starts: Vec<usize>,
    /// Units before each multiple of [`STEP`].
    marks: Vec<usize>,
}

impl Positions {
    /// Of `text`.
    pub fn of(text: &str, encoding: Encoding) -> Positions {
        let mut starts = vec![0];
        while let (_, Some(next)) = line_end(text, starts[starts.len() - 1]) {
            starts.push(next);
        }
        let mut marks = vec![0];
        for block in text.as_bytes().chunks(STEP) {
            marks.push(marks[marks.len() - 1] + encoding.units(block));
        }
        Positions { encoding, starts, marks }
    }

    /// The position of an offset in the same `text`.
    pub fn at(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let character = self.units(text, offset) - self.units(text, self.starts[line]);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: small(line), character: small(character) }
    }

    /// The range of a stretch of the same `text`.
    pub fn range(&self, text: &str, stretch: &std::ops::Range<usize>) -> Range {
        Range { start: self.at(text, stretch.start), end: self.at(text, stretch.end) }
    }

    fn units(&self, text: &str, offset: usize) -> usize {
        let block = offset / STEP;
        self.marks[block] + self.encoding.units(&text.as_bytes()[block * STEP..offset])
    }
}

/// A stretch and its replacement, widened so that it begins and ends where a position can stand: not inside `\r\n`.
pub fn expressible(text: &str, mut stretch: std::ops::Range<usize>, new: &str) -> (std::ops::Range<usize>, String) {
    let bytes = text.as_bytes();
    let inside = |at: usize| at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
    let mut new = new.to_owned();
    if inside(stretch.end) {
        stretch.end += 1;
        new.push('\n');
    }
    if inside(stretch.start) {
        stretch.start -= 1;
        new.insert(0, '\r');
    }
    (stretch, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\r\nb𝄞é\rlast\n\nend";

    #[test]
    fn positions_and_offsets_answer_each_other() {
        let long = format!("{}{TEXT}{}", "é𝄞x".repeat(700), "ü".repeat(2000));
        for text in [TEXT, "", "\n", &long] {
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let positions = Positions::of(text, encoding);
                for (at, _) in text.char_indices().chain([(text.len(), 'x')]) {
                    // A place inside `\r\n` has no position of its own.
                    let wanted = if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at };
                    assert_eq!(offset(text, positions.at(text, at), encoding), wanted, "{encoding:?} {at}");
                }
            }
        }
    }

    #[test]
    fn positions_out_of_the_text_are_brought_into_it() {
        let at = |line, character| offset(TEXT, Position { line, character }, Encoding::Utf16);
        assert_eq!((at(0, 99), at(9, 0), at(u32::MAX, u32::MAX)), (1, TEXT.len(), TEXT.len()));
        // Half of a pair of units.
        assert_eq!(at(1, 2), 4);
        assert_eq!((at(1, 3), at(1, 4), at(1, 5)), (8, 10, 10));
    }

    #[test]
    fn no_edit_begins_or_ends_inside_a_line_end() {
        assert_eq!(expressible("a\r\nb", 0..2, "x"), (0..3, "x\n".to_owned()));
        assert_eq!(expressible("a\r\nb", 2..4, "\nc"), (1..4, "\r\nc".to_owned()));
    }
}
