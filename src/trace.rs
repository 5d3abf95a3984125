//! How the text came from what the user gave: hunks, each with every rule that took part.
//!
//! The trace is the one place where bytes of the source and bytes of the current text meet. Diffs, JSON and pages are
//! rendered from its hunks and never re-guessed by comparing texts.

use crate::edit::{Edit, Reason, Span};

/// Bytes `start..end` of what the user gave. Only [`Trace`] makes them, and the formats that lift them out of prose into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceSpan {
    start: usize,
    end: usize,
}

impl SourceSpan {
    /// Bytes `start..end` of a file, for what a format lifts out of its prose.
    pub(crate) fn of(range: std::ops::Range<usize>) -> Self {
        debug_assert!(range.start <= range.end, "a span runs forward: {range:?}");
        SourceSpan { start: range.start, end: range.end }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// The span as a range to index the source with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The same place, `by` bytes further on: for a text that is a window of a longer one.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        SourceSpan { start: self.start + by, end: self.end + by }
    }
}

/// One rule's part in a change, with its evidence as places of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the rule.
    pub rule: &'static str,
    /// One sentence.
    pub reason: String,
    /// Dictionary entry, `file:line`.
    pub entry: Option<String>,
    /// What in the source justifies it.
    pub evidence: Vec<SourceSpan>,
}

/// Another reading of a part of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alternative {
    span: Span,
    text: String,
}

/// A stretch of the source and what stands in its place now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    source: SourceSpan,
    current: Span,
    parts: Vec<Part>,
    alternatives: Vec<Alternative>,
}

impl Hunk {
    /// Where it stands in what the user gave.
    pub fn source(&self) -> SourceSpan {
        self.source
    }

    /// Where it stands in the current text.
    pub fn current(&self) -> Span {
        self.current
    }

    /// The rules that took part, first to last.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whole other readings of the hunk, given the current text.
    pub fn alternatives(&self, text: &str) -> Vec<String> {
        let whole = self.current;
        let reading =
            |a: &Alternative| [&text[whole.start()..a.span.start()], &a.text, &text[a.span.end()..whole.end()]].concat();
        self.alternatives.iter().map(reading).collect()
    }
}

/// The hunks that lead from the source to the current text, in order, neither overlapping nor touching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    hunks: Vec<Hunk>,
}

impl Trace {
    /// The hunks in order of place.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// The rules that took part so far, each once.
    pub fn rules(&self) -> Vec<&'static str> {
        let mut rules: Vec<&'static str> = self.hunks.iter().flat_map(|h| h.parts.iter().map(|p| p.rule)).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Is the current text the source?
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// Folds in edits that were selected for the current text: in order of place, not overlapping.
    pub fn record(&mut self, edits: &[Edit]) {
        let edits: Vec<&Edit> = edits.iter().filter(|e| e.replacement().is_some()).collect();
        if edits.is_empty() {
            return;
        }
        let parts: Vec<Part> = edits.iter().map(|e| self.part(e)).collect();
        let old = std::mem::take(&mut self.hunks);
        let mut merge = Merge { hunks: old.into_iter().peekable(), out: Vec::new(), source_lead: 0, shift: 0 };
        for (edit, part) in edits.into_iter().zip(parts) {
            merge.edit(edit, part);
        }
        self.hunks = merge.finish();
    }

    /// The part an edit of the current text plays, its witnesses mapped to the source.
    pub(crate) fn part(&self, edit: &Edit) -> Part {
        self.part_of(edit.rule(), edit.reason())
    }

    /// The part of `rule`, with what it says of the current text.
    pub(crate) fn part_of(&self, rule: &'static str, reason: &Reason) -> Part {
        Part {
            rule,
            reason: reason.text().to_owned(),
            entry: reason.entry_name().map(str::to_owned),
            evidence: reason.witnesses().iter().map(|&w| self.source_span(w)).collect(),
        }
    }

    /// The source bytes that a span of the current text stands for; grown to whole hunks where it cuts one.
    pub fn source_span(&self, span: Span) -> SourceSpan {
        let grown = self.grow(span);
        SourceSpan { start: self.source_offset(grown.start(), false), end: self.source_offset(grown.end(), true) }
    }

    /// `span` grown so that it cuts no hunk.
    pub fn grow(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start(), span.end());
        let from = self.hunks.partition_point(|h| h.current.end() < start);
        for hunk in &self.hunks[from..] {
            let now = hunk.current;
            if now.start() > end {
                break;
            }
            let inside = now.start() < end && start < now.end();
            if inside || (now.is_empty() && now.start() >= start && now.start() <= end) {
                start = start.min(now.start());
                end = end.max(now.end());
            }
        }
        Span::new(start, end)
    }

    /// The source offset of a current offset that cuts no hunk. At a hunk's border `after` takes the far side of a hunk that ends here.
    fn source_offset(&self, at: usize, after: bool) -> usize {
        let done = self
            .hunks
            .partition_point(|h| if after { h.current.end() <= at } else { h.current.end() <= at && h.current.start() != at });
        match done.checked_sub(1).map(|i| &self.hunks[i]) {
            Some(h) => h.source.end + (at - h.current.end()),
            None => at,
        }
    }

    /// The current text, made again from the source and the hunks. `text` is the current text, for the hunks' contents.
    pub fn replay(&self, source: &str, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for hunk in &self.hunks {
            out.push_str(&source[at..hunk.source.start]);
            out.push_str(&text[hunk.current.range()]);
            at = hunk.source.end;
        }
        out.push_str(&source[at..]);
        out
    }
}

/// The one walk that folds a round's edits into the hunks of the rounds before.
struct Merge {
    hunks: std::iter::Peekable<std::vec::IntoIter<Hunk>>,
    out: Vec<Hunk>,
    /// Source offset minus old current offset, behind the hunks passed so far.
    source_lead: isize,
    /// New current offset minus old current offset, behind the edits made so far.
    shift: isize,
}

impl Merge {
    fn edit(&mut self, edit: &Edit, part: Part) {
        let span = edit.span();
        while let Some(hunk) = self.hunks.next_if(|h| h.current.end() < span.start()) {
            self.pass(hunk);
        }
        let new = edit.replacement().unwrap_or_default();
        let before = self.shift;
        self.shift += new.len() as isize - span.len() as isize;
        let made = Span::new(add(span.start(), before), add(span.start(), before) + new.len());
        let mut old_end = span.end();
        let mut hunk = match self.out.pop_if(|last| last.current.end() >= made.start()) {
            Some(last) => {
                old_end = old_end.max(add(last.current.end(), -before));
                let moved = self.shift - before;
                let alternatives = last.alternatives.into_iter().filter_map(|a| {
                    if a.span.end() <= made.start() {
                        Some(a)
                    } else if add(a.span.start(), -before) >= span.end() {
                        Some(Alternative { span: shift(a.span, moved), ..a })
                    } else {
                        None
                    }
                });
                Hunk { alternatives: alternatives.collect(), ..last }
            }
            None => Hunk {
                source: SourceSpan { start: add(span.start(), self.source_lead), end: 0 },
                current: made,
                parts: Vec::new(),
                alternatives: Vec::new(),
            },
        };
        while let Some(old) = self.hunks.next_if(|h| h.current.start() <= span.end()) {
            self.source_lead = old.source.end as isize - old.current.end() as isize;
            if old.current.start() <= span.start() {
                hunk.source.start = hunk.source.start.min(old.source.start);
                let start = add(old.current.start(), before).min(hunk.current.start());
                hunk.current = Span::new(start, hunk.current.end().max(start));
            }
            old_end = old_end.max(old.current.end());
            for a in old.alternatives {
                if a.span.end() <= span.start() {
                    hunk.alternatives.push(Alternative { span: shift(a.span, before), ..a });
                } else if a.span.start() >= span.end() {
                    hunk.alternatives.push(Alternative { span: shift(a.span, self.shift), ..a });
                }
            }
            hunk.parts.extend(old.parts);
        }
        hunk.source.end = add(old_end, self.source_lead);
        hunk.current = Span::new(hunk.current.start(), add(old_end, self.shift));
        hunk.parts.push(part);
        hunk.alternatives.extend(edit.others().iter().map(|text| Alternative { span: made, text: text.clone() }));
        self.out.push(hunk);
    }

    fn pass(&mut self, hunk: Hunk) {
        self.source_lead = hunk.source.end as isize - hunk.current.end() as isize;
        let moved = Hunk {
            current: shift(hunk.current, self.shift),
            alternatives: hunk.alternatives.into_iter().map(|a| Alternative { span: shift(a.span, self.shift), ..a }).collect(),
            ..hunk
        };
        self.out.push(moved);
    }

    fn finish(mut self) -> Vec<Hunk> {
        while let Some(hunk) = self.hunks.next() {
            self.pass(hunk);
        }
        self.out
    }
}

fn add(offset: usize, by: isize) -> usize {
    offset.checked_add_signed(by).expect("offsets stay within the text")
}

fn shift(span: Span, by: isize) -> Span {
    Span::new(add(span.start(), by), add(span.end(), by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Reason, apply};

    /// Makes each round of edits `(start, end, new)`, checks replay after each, and gives the hunks as (source, now).
    fn run(source: &str, rounds: &[&[(usize, usize, &str)]]) -> Vec<(String, String)> {
        let (mut text, mut trace) = (source.to_owned(), Trace::default());
        for round in rounds {
            let edits: Vec<Edit> =
                round.iter().map(|&(s, e, new)| Edit::fix(Span::new(s, e), new, "test", Reason::default())).collect();
            trace.record(&edits);
            text = apply(&text, &edits);
            assert_eq!(trace.replay(source, &text), text);
        }
        trace.hunks().iter().map(|h| (source[h.source().range()].to_owned(), text[h.current().range()].to_owned())).collect()
    }

    #[test]
    fn rounds_that_touch_fold_into_one_hunk() {
        let hunks = run("town: In depththe lab", &[&[(9, 17, "depth, the")], &[(6, 14, "DeepSeek")]]);
        assert_eq!(hunks, [("In depththe".to_owned(), "DeepSeek, the".to_owned())]);
    }

    #[test]
    fn rounds_that_lie_apart_stay_apart() {
        let hunks = run("a b c d", &[&[(0, 1, "xx"), (6, 7, "")], &[(3, 4, "yyy")]]);
        let now: Vec<&str> = hunks.iter().map(|h| h.1.as_str()).collect();
        assert_eq!(now, ["xx", "yyy", ""]);
    }

    #[test]
    fn one_edit_may_swallow_several_hunks() {
        let hunks = run("abcdefgh", &[&[(1, 2, "11"), (3, 4, "33"), (6, 7, "66")], &[(0, 6, "Z")]]);
        assert_eq!(hunks[0], ("abcd".to_owned(), "Z".to_owned()));
        assert_eq!(hunks.len(), 2);
    }

    #[test]
    fn a_span_is_mapped_back_over_earlier_changes() {
        let mut trace = Trace::default();
        trace.record(&[Edit::fix(Span::new(0, 1), "xyz", "test", Reason::default())]);
        assert_eq!(trace.source_span(Span::new(5, 6)).range(), 3..4);
        assert_eq!(trace.source_span(Span::new(1, 2)).range(), 0..1);
    }
}
