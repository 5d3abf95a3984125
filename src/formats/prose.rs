//! The text that people read in a file of some format, and where each letter of it stands in the file.
//!
//! Prose is the file's text but for its *knots*: markup, which people do not see; escapes, which stand for other letters; breaks
//! between paragraphs, which no edit may touch or cross. Between two knots both run on letter for letter.

use std::ops::Range;

use super::codes;
use super::writing::Writing;
use crate::edit::Span;
use crate::layout::Layout;

/// What stands between two paragraphs of prose.
pub(super) const BREAK: &str = "\n\n";

/// A place where prose and file part ways.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knot {
    /// Where it stands in the prose, and the bytes of prose that it makes: none for markup.
    pub(super) at: usize,
    pub(super) len: usize,
    /// The bytes of the file.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Markup: where in the file what is put between the words before and behind it belongs.
    pub(super) point: usize,
    /// How letters are written in the file behind it.
    pub(super) writing: Writing,
    /// Does it stay, whatever is written in the place of what it stands for?
    pub(super) kept: bool,
}

impl Knot {
    pub(super) fn prose_end(&self) -> usize {
        self.at + self.len
    }

    pub(super) fn is_markup(&self) -> bool {
        self.len == 0
    }
}

/// The prose of a file, or of a part of it that is read by itself.
#[derive(Clone, Debug)]
pub struct Prose {
    text: String,
    layout: Layout,
    /// In order of place in the prose; the first is where the prose begins.
    knots: Vec<Knot>,
    /// From this knot on the prose stands in the markup of what comes before.
    asides: usize,
}

impl Prose {
    /// What people read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where inline markup begins and ends, and what no edit may touch.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The knots from the one in force at `at`, and those behind it. At a knot's own place it is in force.
    pub(super) fn knots_from(&self, at: usize) -> &[Knot] {
        let next = self.knots.partition_point(|k| k.at <= at);
        &self.knots[next.saturating_sub(1)..]
    }

    /// The last knot that begins before `at`, if any.
    pub(super) fn knot_before(&self, at: usize) -> Option<&Knot> {
        self.knots[..self.knots.partition_point(|k| k.at < at)].last()
    }

    /// The markup at `at`, if any stands there.
    pub(super) fn markup_at(&self, at: usize) -> Option<&Knot> {
        let first = self.knots.partition_point(|k| k.at < at);
        self.knots[first..].iter().take_while(|k| k.at == at).find(|k| k.is_markup() && k.at > 0)
    }

    /// Does markup stand in the span, or at its ends?
    pub(super) fn has_markup(&self, span: &Range<usize>) -> bool {
        self.knots_from(span.start)
            .iter()
            .take_while(|k| k.at <= span.end)
            .any(|k| k.is_markup() && k.at > 0 && k.at >= span.start)
    }

    /// Does prose that is read behind the rest stand between the bytes of the file that `cover` begins and ends with?
    pub(super) fn has_aside(&self, cover: &Range<usize>) -> bool {
        self.knots[self.asides..].iter().any(|k| !k.is_markup() && cover.contains(&k.end))
    }

    /// The offset in the file of the letter that begins at `at`.
    pub(super) fn file_start(&self, at: usize) -> usize {
        match self.knots_from(at).first() {
            Some(k) if at < k.prose_end() => k.start,
            Some(k) => k.end + (at - k.prose_end()),
            None => at,
        }
    }

    /// The offset in the file behind the letter that ends at `at`.
    pub(super) fn file_end(&self, at: usize) -> usize {
        match self.knot_before(at) {
            Some(k) if at < k.prose_end() => k.end,
            Some(k) => k.end + (at - k.prose_end()),
            None => self.file_start(at),
        }
    }

    /// Its knots, and the number of the first one of what is read behind the rest.
    pub(super) fn knots(&self) -> (&[Knot], usize) {
        (&self.knots, self.asides)
    }

    /// How letters are written in the file at `at`.
    pub(super) fn writing_at(&self, at: usize) -> Writing {
        self.knot_before(at).or(self.knots.first()).map_or(Writing::Plain, |k| k.writing)
    }

    /// The bytes of the file that a span of the prose stands for, the markup inside it too.
    pub(super) fn file_span(&self, span: Range<usize>) -> Range<usize> {
        if span.is_empty() {
            let at = if span.start == 0 { self.file_start(0) } else { self.file_end(span.start) };
            // A place in the middle of an escape is the whole escape.
            return match self.knot_before(span.start) {
                Some(k) if span.start < k.prose_end() => k.start..k.end,
                _ => at..at,
            };
        }
        let (start, end) = (self.file_start(span.start), self.file_end(span.end));
        start.min(end)..start.max(end)
    }
}

/// Prose being gathered out of a file, in order of place but for what stands between two breaks.
#[derive(Debug)]
pub(super) struct Builder<'f> {
    file: &'f str,
    text: String,
    edges: Vec<usize>,
    fixed: Vec<Span>,
    knots: Vec<Knot>,
    writing: Writing,
    /// Where the file stands behind the prose gathered so far.
    at: usize,
    broken: bool,
    point: Point,
    asides: Option<usize>,
}

/// Where new text between two words goes, as far as the markup between them tells.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Point {
    Unknown,
    /// Behind what has ended so far.
    Behind(usize),
    /// Something has begun.
    Before(usize),
}

impl<'f> Builder<'f> {
    pub(super) fn new(file: &'f str, writing: Writing) -> Self {
        Builder {
            file,
            text: String::new(),
            edges: Vec::new(),
            fixed: Vec::new(),
            knots: Vec::new(),
            writing,
            at: 0,
            broken: false,
            point: Point::Unknown,
            asides: None,
        }
    }

    /// So many bytes of prose may come.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Letters that the file has as people read them.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.go(range.start);
        self.text.push_str(&self.file[range.clone()]);
        self.at = range.end;
    }

    /// What the bytes of the file stand for.
    pub(super) fn decoded(&mut self, meaning: &str, range: Range<usize>) {
        if self.file[range.clone()] == *meaning {
            return self.verbatim(range);
        }
        if meaning.is_empty() {
            return;
        }
        self.go(range.start);
        self.knot(meaning, range.clone());
        self.at = range.end;
    }

    /// The same, and no edit may touch it.
    pub(super) fn fixed(&mut self, meaning: &str, range: Range<usize>) {
        self.go(range.start);
        let start = self.text.len();
        self.decoded(meaning, range);
        self.fix(start);
    }

    /// The same; it stays, and what is put in the place of words on both sides of it is parted by it.
    pub(super) fn kept(&mut self, meaning: &str, range: Range<usize>) {
        self.go(range.start);
        self.knot(meaning, range.clone());
        self.at = range.end;
        if let Some(knot) = self.knots.last_mut() {
            knot.kept = true;
        }
    }

    /// The prose from an offset of it on.
    pub(super) fn since(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default()
    }

    /// No edit may touch what was gathered behind the offset `start` of the prose.
    pub(super) fn fix(&mut self, start: usize) {
        if start < self.text.len() {
            self.fixed.push(Span::new(start, self.text.len()));
        }
    }

    /// A link or emphasis begins or ends here.
    pub(super) fn edge(&mut self) {
        self.edges.push(self.text.len());
    }

    /// Inline markup that begins something stands at `start` of the file.
    pub(super) fn opens(&mut self, start: usize) {
        if !matches!(self.point, Point::Before(_)) {
            self.point = match self.point {
                Point::Behind(end) => Point::Before(end),
                _ => Point::Before(start),
            };
        }
    }

    /// Inline markup that ends something ends at `end` of the file.
    pub(super) fn closes(&mut self, end: usize) {
        if !matches!(self.point, Point::Before(_)) {
            self.point = Point::Behind(end);
        }
    }

    /// A paragraph ends here.
    pub(super) fn broken(&mut self) {
        self.broken = true;
    }

    /// Bytes of prose so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Does a space say nothing here: at the beginning of a paragraph, behind another space or a line end?
    pub(super) fn is_spaced(&self) -> bool {
        self.broken || self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }

    /// How letters are written from here on.
    pub(super) fn writes(&mut self, writing: Writing) {
        if self.writing != writing {
            self.writing = writing;
            // What is written otherwise stands elsewhere: behind a break, whose knot tells.
            self.broken = true;
        }
    }

    /// The markup before what follows changes how letters are written.
    pub(super) fn turns(&mut self, writing: Writing) {
        self.writing = writing;
    }

    /// No edit may touch the codes of programs in what was gathered behind the offset `start` of the prose.
    pub(super) fn fix_codes(&mut self, start: usize) {
        let Some(text) = self.text.get(start..) else { return };
        self.fixed.extend(codes::places(text).into_iter().map(|r| Span::new(start + r.start, start + r.end)));
    }

    /// What follows stands in the markup of what came before.
    pub(super) fn aside(&mut self) {
        self.asides.get_or_insert(self.knots.len());
        self.broken = true;
    }

    /// Moves on in the file to `start`.
    fn go(&mut self, start: usize) {
        let point = std::mem::replace(&mut self.point, Point::Unknown);
        if self.text.is_empty() && self.knots.is_empty() {
            self.knots.push(Knot { at: 0, len: 0, start, end: start, point: start, writing: self.writing, kept: false });
            self.at = start;
        } else if self.broken {
            let span = Span::new(self.text.len(), self.text.len() + BREAK.len());
            // Its bytes are nobody's: nothing in it is ever looked up.
            let knot = Knot { len: BREAK.len(), ..self.markup(start, start) };
            self.knots.push(knot);
            self.text.push_str(BREAK);
            self.fixed.push(span);
        } else if start != self.at {
            let point = match point {
                Point::Behind(at) | Point::Before(at) if (self.at..=start).contains(&at) => at,
                _ => self.at,
            };
            self.knots.push(self.markup(start, point));
        }
        self.broken = false;
        self.at = start;
    }

    fn knot(&mut self, meaning: &str, range: Range<usize>) {
        let knot = Knot {
            at: self.text.len(),
            len: meaning.len(),
            start: range.start,
            end: range.end,
            point: range.start,
            writing: self.writing,
            kept: false,
        };
        self.knots.push(knot);
        self.text.push_str(meaning);
    }

    /// What stands between the prose so far and what begins at `start` of the file.
    fn markup(&self, start: usize, point: usize) -> Knot {
        Knot { at: self.text.len(), len: 0, start: self.at, end: start, point, writing: self.writing, kept: false }
    }

    /// The prose; `None` if there is none.
    pub(super) fn finish(self) -> Option<Prose> {
        let Builder { text, edges, fixed, knots, asides, .. } = self;
        let asides = asides.unwrap_or(knots.len());
        (!text.is_empty()).then(|| Prose { text, layout: Layout::new(edges, fixed), knots, asides })
    }
}
