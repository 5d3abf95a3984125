//! Runs of styled text set into lines of a width.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A run of text to be set.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Nothing in it can steer a terminal.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Is it what the reader is to see first?
    pub focus: bool,
}

impl Piece {
    /// A run of text.
    pub fn new(text: impl Into<String>, style: Style) -> Piece {
        Piece { text: text.into(), style, focus: false }
    }
}

/// Sets pieces into lines of at most `width` columns, broken at spaces or, where there are none, between letters; gives the
/// lines, and which of them hold the focus. Lines behind the first begin with `hanging` spaces.
pub fn wrap(pieces: &[Piece], width: usize, hanging: usize) -> (Vec<Line<'static>>, Option<(usize, usize)>) {
    let width = width.max(hanging + 2);
    let mut setter = Setter { width, hanging, lines: Vec::new(), spans: Vec::new(), column: 0 };
    let mut focus: Option<(usize, usize)> = None;
    for (number, piece) in pieces.iter().enumerate() {
        let mut words = piece.text.split_inclusive(' ').peekable();
        while let Some(word) = words.next() {
            // A word may go on in the next piece, and is not torn from it.
            let tail = if words.peek().is_none() && !word.ends_with(' ') { joined(&pieces[number + 1..]) } else { 0 };
            let bare = word.trim_end_matches(' ').width();
            setter.room(bare + if bare + tail <= width - hanging { tail } else { 0 });
            let first = setter.lines.len();
            setter.put(word, piece.style);
            if piece.focus {
                let from = focus.map_or(first, |(from, _)| from);
                focus = Some((from, setter.lines.len()));
            }
        }
    }
    setter.turn();
    (setter.lines, focus)
}

/// Columns of the pieces up to the first space.
fn joined(pieces: &[Piece]) -> usize {
    let mut columns = 0;
    for piece in pieces {
        match piece.text.find(' ') {
            Some(at) => return columns + piece.text[..at].width(),
            None => columns += piece.text.width(),
        }
        if columns > 40 {
            return columns;
        }
    }
    columns
}

struct Setter {
    width: usize,
    hanging: usize,
    lines: Vec<Line<'static>>,
    spans: Vec<Span<'static>>,
    column: usize,
}

impl Setter {
    /// Makes room for a word of `columns`.
    fn room(&mut self, columns: usize) {
        let begun = if self.lines.is_empty() { 0 } else { self.hanging };
        if self.column > begun && self.column + columns > self.width {
            self.turn();
            self.indent();
        }
    }

    fn put(&mut self, word: &str, style: Style) {
        let mut part = String::new();
        for letter in word.graphemes(true) {
            let columns = letter.width();
            if self.column + columns > self.width {
                if letter == " " {
                    continue;
                }
                self.spans.push(Span::styled(std::mem::take(&mut part), style));
                self.turn();
                self.indent();
            }
            part.push_str(letter);
            self.column += columns;
        }
        if !part.is_empty() {
            self.spans.push(Span::styled(part, style));
        }
    }

    fn indent(&mut self) {
        if self.hanging > 0 {
            self.spans.push(Span::raw(" ".repeat(self.hanging)));
            self.column = self.hanging;
        }
    }

    fn turn(&mut self) {
        self.lines.push(Line::from(std::mem::take(&mut self.spans)));
        self.column = 0;
    }
}

/// `text` cut to `width` columns, with an ellipsis where something is lost.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut columns = 0;
    for letter in text.graphemes(true) {
        if columns + letter.width() + 1 > width {
            break;
        }
        out.push_str(letter);
        columns += letter.width();
    }
    if width > 0 {
        out.push('…');
    }
    out
}

/// The same, with the beginning lost: of a path, the end tells more.
pub fn fit_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut columns = 1;
    for letter in text.graphemes(true).rev() {
        if columns + letter.width() > width {
            break;
        }
        kept.push(letter);
        columns += letter.width();
    }
    kept.reverse();
    if width > 0 { format!("…{}", kept.concat()) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(pieces: &[&str], width: usize) -> Vec<String> {
        let pieces: Vec<Piece> = pieces.iter().map(|t| Piece::new(*t, Style::new())).collect();
        let (lines, _) = wrap(&pieces, width, 0);
        lines.iter().map(|l| l.spans.iter().map(|s| s.content.as_ref()).collect::<String>().trim_end().to_owned()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_words_stay_whole_across_pieces() {
        assert_eq!(plain(&["one two ", "three", " four"], 9), ["one two", "three", "four"]);
        assert_eq!(plain(&["one tw", "o", "x, and"], 8), ["one", "twox,", "and"]);
        assert_eq!(plain(&["abcdefghij kl"], 4), ["abcd", "efgh", "ij", "kl"]);
    }

    #[test]
    fn wide_letters_take_two_columns_and_marks_none() {
        assert_eq!(plain(&["東京東京東京"], 5), ["東京", "東京", "東京"]);
        assert_eq!(plain(&["e\u{301}e\u{301}e\u{301} x"], 3), ["e\u{301}e\u{301}e\u{301}", "x"]);
        assert_eq!((fit("東京東京", 5), fit_end("a/東京.txt", 7)), ("東京…".to_owned(), "…京.txt".to_owned()));
    }
}
