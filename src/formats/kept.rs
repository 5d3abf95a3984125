//! Changes of words that something stands between which stays, such as the break between two lines of a subtitle.

use std::ops::Range;

use super::align::{Prefer, align};
use super::lift::Rewrite;
use super::prose::{Knot, Prose};

impl Prose {
    /// Does something that stays stand in the span?
    pub(super) fn keeps(&self, span: &Range<usize>) -> bool {
        self.kept_in(span).next().is_some()
    }

    fn kept_in(&self, span: &Range<usize>) -> impl Iterator<Item = &Knot> {
        let (start, end) = (span.start, span.end);
        self.knots_from(start)
            .iter()
            .take_while(move |k| k.at < end)
            .filter(move |k| k.kept && k.at >= start && k.prose_end() <= end)
    }

    /// Parts `new` at what stays, and writes each part where it belongs. Not sure: words were joined over it, or nothing is left on one
    /// side of it.
    pub(super) fn around_kept(&self, file: &str, span: Range<usize>, new: &str) -> Rewrite {
        let first = self.around(file, &span, new, Prefer::Late);
        if first.sure {
            return first;
        }
        Some(self.around(file, &span, new, Prefer::Early)).filter(|r| r.sure).unwrap_or(first)
    }

    fn around(&self, file: &str, span: &Range<usize>, new: &str, prefer: Prefer) -> Rewrite {
        let gaps: Vec<Range<usize>> = self.kept_in(span).map(|k| k.at..k.prose_end()).collect();
        let starts = [span.start].into_iter().chain(gaps.iter().map(|g| g.end));
        let ends = gaps.iter().map(|g| g.start).chain([span.end]);
        let segments: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
        let (mut old, mut places) = (Vec::new(), Vec::new());
        for segment in &segments {
            places.push(old.len());
            old.extend(self.text()[segment.clone()].chars());
        }
        places.remove(0);
        let fresh: Vec<char> = new.chars().collect();
        let Some(aligned) = align(&old, &places, &fresh, prefer) else { return Rewrite { edits: Vec::new(), sure: false } };
        let cuts: Vec<usize> = [0].into_iter().chain(aligned.markup).chain([fresh.len()]).collect();
        let mut whole = Rewrite { edits: Vec::new(), sure: aligned.sure };
        let last = segments.len() - 1;
        for (i, segment) in segments.into_iter().enumerate() {
            let part: String = fresh[cuts[i]..cuts[i + 1].max(cuts[i])].iter().collect();
            // What stays is the space there.
            let part = if i > 0 { part.trim_start() } else { &part };
            let part = if i < last { part.trim_end() } else { part };
            if i > 0 {
                let at = cuts[i];
                let space = |at: Option<usize>| at.and_then(|at| fresh.get(at)).is_none_or(|c| c.is_whitespace());
                whole.sure &= space(at.checked_sub(1)) || space(Some(at));
            }
            if part.is_empty() {
                whole.sure &= i == 0 && self.goes_before(segment.start) || i == last && self.goes_behind(segment.end);
            }
            if part != &self.text()[segment.clone()] {
                let edited = self.rewrite(file, segment, part);
                whole.sure &= edited.sure;
                whole.edits.extend(edited.edits);
            }
        }
        whole.sure &= !whole.edits.is_empty();
        whole
    }

    /// Does the line have words before `at`?
    fn goes_before(&self, at: usize) -> bool {
        let before = self.text()[..at].trim_end_matches(' ');
        let line = self.knot_before(at).filter(|k| k.kept || k.len > 1).map_or(0, Knot::prose_end);
        before.len() > line
    }

    /// Does the line have words behind `at`?
    fn goes_behind(&self, at: usize) -> bool {
        let next = self.text()[at..].chars().find(|c| *c != ' ');
        let end = self.knots_from(at).iter().find(|k| k.at >= at && (k.kept || k.len > 1)).map_or(self.text().len(), |k| k.at);
        next.is_some_and(|c| c != '\n') && !self.text()[at..end.max(at)].trim().is_empty()
    }
}
