//! From a place of the file back to the prose that stands there.

use std::ops::Range;

use super::prose::{BREAK, Knot, Prose};
use crate::edit::Span;

impl Prose {
    /// The bytes of the file between its first letter and its last.
    pub(super) fn extent(&self) -> Range<usize> {
        let (knots, _) = self.knots();
        let start = knots.iter().map(|k| k.end).min().unwrap_or_default();
        let ends = (0..knots.len()).map(|n| self.stretches(knots, n)[1].0.end);
        start..ends.max().unwrap_or(start)
    }

    /// The span of the prose that stands at a place of the file; `None`: none does, or a break, or what no edit may touch, is in it.
    pub(super) fn span_of(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let (knots, asides) = self.knots();
        let (main, aside) = (self.covering(place, 0..asides), self.covering(place, asides..knots.len()));
        let found = main.or(aside)?;
        let span = Span::new(found.start, found.end);
        (!self.layout().fixed().iter().any(|fixed| fixed.overlaps(span))).then_some(found)
    }

    /// The same, of what is gathered from some of the knots on.
    fn covering(&self, place: &Range<usize>, numbers: Range<usize>) -> Option<Range<usize>> {
        let (knots, _) = self.knots();
        let mut found: Option<Range<usize>> = None;
        for number in numbers {
            for (file, prose) in self.stretches(knots, number) {
                let meets = if place.is_empty() {
                    found.is_none() && file.start <= place.start && place.start <= file.end
                } else {
                    file.start < place.end && place.start < file.end && !prose.is_empty()
                };
                if !meets {
                    continue;
                }
                let exact = file.len() == prose.len();
                let behind = if place.start == file.end { prose.end } else { prose.start };
                let start = if exact { prose.start + place.start.saturating_sub(file.start) } else { behind.min(prose.end) };
                let start = if exact || place.is_empty() { start } else { prose.start };
                let end = if exact { prose.start + place.end.min(file.end) - file.start } else { prose.end };
                let end = if place.is_empty() { start } else { end };
                found = Some(found.map_or(start..end, |f| f.start.min(start)..f.end.max(end)));
            }
        }
        found
    }

    /// The escape or markup that a knot is, and the letters behind it: bytes of the file, bytes of the prose.
    fn stretches(&self, knots: &[Knot], number: usize) -> [(Range<usize>, Range<usize>); 2] {
        let knot = &knots[number];
        let next = knots.get(number + 1).map_or(self.text().len(), |k| k.at);
        let letters = (knot.end..knot.end + (next - knot.prose_end()), knot.prose_end()..next);
        let own = knot.at..knot.prose_end();
        // The bytes of a break are nobody's.
        let is_break = &self.text()[own.clone()] == BREAK;
        let escape = if is_break { (knot.end..knot.end, own.end..own.end) } else { (knot.start..knot.end, own) };
        [escape, letters]
    }
}
