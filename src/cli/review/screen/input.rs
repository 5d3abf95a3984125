//! A line of text being typed, by what a reader takes for letters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A line of text and where the cursor stands in it.
#[derive(Clone, Debug, Default)]
pub struct Input {
    text: String,
    at: usize,
}

impl Input {
    /// Begins with this text, the cursor behind it.
    pub fn new(text: &str) -> Input {
        Input { text: text.to_owned(), at: text.len() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Columns before the cursor, when the text is shown as `shown` shows it.
    pub fn column(&self, shown: impl Fn(&str) -> String) -> usize {
        shown(&self.text[..self.at]).width()
    }

    /// Puts text in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.at, text);
        self.at += text.len();
    }

    /// Takes out the letter before the cursor.
    pub fn backspace(&mut self) {
        let start = self.before();
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    /// Takes out the letter behind the cursor.
    pub fn delete(&mut self) {
        let end = self.after();
        self.text.replace_range(self.at..end, "");
    }

    /// Takes out the word before the cursor.
    pub fn delete_word(&mut self) {
        let kept = self.text[..self.at].trim_end();
        let start = kept.rfind(' ').map_or(0, |i| i + 1);
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    /// Takes out all that stands before the cursor.
    pub fn delete_line(&mut self) {
        self.text.replace_range(..self.at, "");
        self.at = 0;
    }

    /// Moves the cursor a letter.
    pub fn left(&mut self) {
        self.at = self.before();
    }

    /// Moves the cursor a letter.
    pub fn right(&mut self) {
        self.at = self.after();
    }

    /// Moves the cursor to the beginning.
    pub fn home(&mut self) {
        self.at = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.at = self.text.len();
    }

    fn before(&self) -> usize {
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(i, _)| i)
    }

    fn after(&self) -> usize {
        self.at + self.text[self.at..].graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_readers_take_for_them() {
        let mut input = Input::new("cafe\u{301} 東京");
        input.left();
        input.left();
        input.left();
        input.backspace();
        assert_eq!(input.text(), "caf 東京");
        input.end();
        assert_eq!(input.column(str::to_owned), 8);
        input.delete_word();
        assert_eq!(input.text(), "caf ");
        input.home();
        input.delete();
        input.insert("K");
        input.right();
        input.delete_line();
        assert_eq!(input.text(), "f ");
    }
}
