//! Paragraphs of styled text set into the width of a window.

use std::fmt::Write as _;

use anstyle::Style as Ansi;
use unicode_width::UnicodeWidthStr;

use super::uri::file_uri;

/// Words kept on either side of a change, unless something else is asked for.
pub const CONTEXT: usize = 8;

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the window.
    pub width: usize,
    /// With colour.
    pub color: bool,
}

/// How a diff is shown.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Window and colour.
    pub style: Style,
    /// Words kept on either side of a change.
    pub context: usize,
    /// Names of files are links (OSC 8), which the terminal opens.
    pub links: bool,
}

impl View {
    /// With the usual context and no links.
    pub fn of(style: Style) -> View {
        View { style, context: CONTEXT, links: false }
    }

    /// Where the name of a file leads; `None`: nowhere.
    pub(super) fn link(&self, path: &str) -> Option<String> {
        // A name that is no UTF-8 is shown with other characters than it has.
        if !self.links || path == "-" || path.contains('\u{fffd}') {
            return None;
        }
        std::path::absolute(path).ok().map(|path| file_uri(&path))
    }
}

pub(super) const DIM: Ansi = Ansi::new().dimmed();
pub(super) const BOLD: Ansi = Ansi::new().bold();
pub(super) const PLAIN: Ansi = Ansi::new();

/// One run of text in one style.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Ansi,
    /// What it leads to: a URI.
    link: Option<String>,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, style: Ansi) -> Self {
        Piece { text: text.into(), style, link: None }
    }

    pub(super) fn linked(mut self, link: Option<String>) -> Self {
        self.link = link;
        self
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
                        self.close(piece);
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
                    self.open(piece);
                    open = true;
                }
                self.out.push_str(word);
                column += word.width();
            }
            if open {
                self.close(piece);
            }
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    /// Sets the pieces as one line of the window, whatever their width.
    pub(super) fn row(&mut self, pieces: &[Piece]) {
        for piece in pieces.iter().filter(|p| !p.text.is_empty()) {
            self.open(piece);
            self.out.push_str(&piece.text);
            self.close(piece);
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    fn open(&mut self, piece: &Piece) {
        if self.style.color {
            let _ = write!(self.out, "{}", piece.style.render());
            if let Some(uri) = &piece.link {
                let _ = write!(self.out, "\u{1b}]8;;{uri}\u{1b}\\");
            }
        }
    }

    fn close(&mut self, piece: &Piece) {
        if self.style.color {
            if piece.link.is_some() {
                self.out.push_str("\u{1b}]8;;\u{1b}\\");
            }
            let _ = write!(self.out, "{}", piece.style.render_reset());
        }
    }
}
