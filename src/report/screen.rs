//! Paragraphs of styled text set into the width of a window.

use std::fmt::Write as _;

use anstyle::Style as Ansi;
use unicode_width::UnicodeWidthStr;

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the window.
    pub width: usize,
    /// With colour.
    pub color: bool,
}

pub(super) const DIM: Ansi = Ansi::new().dimmed();
pub(super) const BOLD: Ansi = Ansi::new().bold();
pub(super) const PLAIN: Ansi = Ansi::new();

/// One run of text in one style.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Ansi,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, style: Ansi) -> Self {
        Piece { text: text.into(), style }
    }
}

/// Text being set into the window.
pub(super) struct Screen<'a> {
    out: &'a mut String,
    style: Style,
}

impl<'a> Screen<'a> {
    pub(super) fn new(out: &'a mut String, style: Style) -> Self {
        Screen { out, style }
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Sets the pieces as one paragraph: lines of at most the window's width, broken at spaces.
    pub(super) fn line(&mut self, pieces: &[Piece], first: usize, hanging: usize) {
        let width = self.style.width.max(20);
        let mut column = first;
        self.out.push_str(&" ".repeat(first));
        for piece in pieces {
            let mut open = false;
            for word in piece.text.split_inclusive(' ') {
                let bare = word.trim_end_matches(' ');
                if column > hanging && column + bare.width() > width {
                    if open {
                        self.close(piece.style);
                        open = false;
                    }
                    while self.out.ends_with(' ') {
                        self.out.pop();
                    }
                    self.out.push('\n');
                    self.out.push_str(&" ".repeat(hanging));
                    column = hanging;
                }
                if !open {
                    self.open(piece.style);
                    open = true;
                }
                self.out.push_str(word);
                column += word.width();
            }
            if open {
                self.close(piece.style);
            }
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    fn open(&mut self, style: Ansi) {
        if self.style.color {
            let _ = write!(self.out, "{}", style.render());
        }
    }

    fn close(&mut self, style: Ansi) {
        if self.style.color {
            let _ = write!(self.out, "{}", style.render_reset());
        }
    }
}
