//! What a format knows of its prose beside the words: where links and emphasis begin and end, and what no edit may touch.

use std::ops::Range;

use crate::edit::{Edit, Span};

/// Places of a text, in its bytes. Empty for plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    edges: Vec<usize>,
    fixed: Vec<Span>,
}

impl Layout {
    /// `edges`: where inline markup begins or ends; `fixed`: what stays as it is. Both in any order.
    pub fn new(mut edges: Vec<usize>, mut fixed: Vec<Span>) -> Self {
        edges.sort_unstable();
        edges.dedup();
        fixed.sort_unstable();
        Layout { edges, fixed: joined(fixed) }
    }

    /// Where inline markup begins or ends: sorted.
    pub fn edges(&self) -> &[usize] {
        &self.edges
    }

    /// What no edit may touch: sorted, disjoint.
    pub fn fixed(&self) -> &[Span] {
        &self.fixed
    }

    /// Is nothing known beside the words?
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty() && self.fixed.is_empty()
    }

    /// The part that lies in `window`, its places counted from there.
    #[must_use]
    pub fn within(&self, window: Range<usize>) -> Layout {
        if self.is_empty() {
            return Layout::default();
        }
        let first = self.edges.partition_point(|&e| e < window.start);
        let edges = self.edges[first..].iter().take_while(|&&e| e < window.end).map(|e| e - window.start).collect();
        let cut = |s: &Span| {
            let (start, end) = (s.start().max(window.start), s.end().min(window.end));
            (start < end).then(|| Span::new(start - window.start, end - window.start))
        };
        let first = self.fixed.partition_point(|s| s.end() <= window.start);
        let fixed = self.fixed[first..].iter().take_while(|s| s.start() < window.end).filter_map(cut).collect();
        Layout { edges, fixed }
    }

    /// The places in the text that `edits` made of `text`. An edge in the middle of what was rewritten is no edge any more.
    #[must_use]
    pub(crate) fn edited(&self, text: &str, edits: &[Edit]) -> Layout {
        if self.is_empty() {
            return Layout::default();
        }
        let mut layout = Layout::default();
        let (mut edges, mut fixed) = (self.edges.iter().peekable(), self.fixed.iter().peekable());
        let mut shift = 0_isize;
        let moved = |at: usize, by: isize| at.saturating_add_signed(by);
        for edit in edits {
            let (span, Some(new)) = (edit.span(), edit.replacement()) else { continue };
            // No edit overlaps what is fixed.
            while let Some(s) = fixed.next_if(|s| s.start() < span.start() || s.end() <= span.start()) {
                layout.fixed.push(Span::new(moved(s.start(), shift), moved(s.end(), shift)));
            }
            while let Some(&edge) = edges.next_if(|e| **e <= span.start()) {
                layout.edges.push(moved(edge, shift));
            }
            let old = &text[span.range()];
            let same = |a: &str, b: &str| a.len() >= b.len() && a.starts_with(b);
            while let Some(&edge) = edges.next_if(|e| **e < span.end()) {
                let (before, after) = old.split_at(edge - span.start());
                if same(new, before) {
                    layout.edges.push(moved(edge, shift));
                } else if new.ends_with(after) {
                    layout.edges.push(moved(span.start(), shift) + new.len() - after.len());
                }
            }
            shift += new.len() as isize - span.len() as isize;
        }
        layout.fixed.extend(fixed.map(|s| Span::new(moved(s.start(), shift), moved(s.end(), shift))));
        layout.edges.extend(edges.map(|&e| moved(e, shift)));
        // Where a doubled word goes, the edge behind its first half may come to stand behind the one before its second.
        layout.edges.sort_unstable();
        layout.edges.dedup();
        layout
    }

    /// `spans`, sorted and disjoint, with what is fixed.
    pub(crate) fn guarding(&self, spans: Vec<Span>) -> Vec<Span> {
        if self.fixed.is_empty() {
            return spans;
        }
        let mut all = spans;
        all.extend_from_slice(&self.fixed);
        all.sort_unstable();
        joined(all)
    }
}

/// Sorted spans, those that overlap made one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if last.end() > span.start() => *last = Span::new(last.start(), last.end().max(span.end())),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Reason;

    #[test]
    fn places_move_with_the_text() {
        let layout = Layout::new(vec![8, 15], vec![Span::new(20, 22)]);
        let text = "In depththe lab who\n\nEnd";
        let edit = |s, e, new| Edit::fix(Span::new(s, e), new, "test", Reason::default());
        let now = layout.edited(text, &[edit(3, 11, "depth, the"), edit(16, 19, "that")]);
        assert_eq!(now, Layout::new(vec![8, 17], vec![Span::new(23, 25)]));
        let doubled = Layout::new(vec![3, 4], Vec::new()).edited("the the end", &[edit(0, 7, "the")]);
        assert_eq!(doubled, Layout::new(vec![0, 3], Vec::new()));
        assert_eq!(layout.within(10..21), Layout::new(vec![5], vec![Span::new(10, 11)]));
    }
}
