//! What a pass proposes: edits, each with its tier and its reason; and the two functions that decide which of them
//! take effect ([`select`]) and write them ([`apply`]). Nothing else in the program changes text.

use std::borrow::Cow;
use std::fmt::Display;

use crate::profiles::Style;

/// Bytes `start..end` of the text a pass is shown (never of the user's file: see [`crate::trace::SourceSpan`]), which is
/// shorter than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The empty one at the start.
    pub(crate) const NONE: Span = Span { start: 0, end: 0 };

    /// Bytes `start..end`; `start <= end`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The first byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Bytes covered.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// A place between two bytes, covering none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range to index text with.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// Do the two share a byte, or does one lie strictly inside the other? Spans that only touch do not.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        (self.start < other.end && other.start < self.end) || (self == other && self.is_empty())
    }

    /// Does every byte of `other` lie in this span?
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same span `by` bytes further on.
    #[must_use]
    #[inline]
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }
}

/// What a finding promises its reader. The order is that of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Something is wrong here, and the text alone does not say what.
    Note,
    /// Probably right; a person should look.
    Suggest,
    /// A careful editor would make it without seeing the original.
    Fix,
}

impl Tier {
    /// The word that the command line and JSON use.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Note => "note",
            Tier::Suggest => "suggest",
            Tier::Fix => "fix",
        }
    }
}

/// Why an edit is proposed, in words that a person can check.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reason {
    text: Cow<'static, str>,
    entry: Option<String>,
    witnesses: Vec<Span>,
}

impl Reason {
    /// One sentence, without a full stop.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Reason { text: text.into(), entry: None, witnesses: Vec::new() }
    }

    /// Names the dictionary entry, as `file:line`.
    #[must_use]
    pub fn entry(mut self, at: impl Into<String>) -> Self {
        self.entry = Some(at.into());
        self
    }

    /// Adds a span of the same text that justifies the edit.
    #[must_use]
    pub fn witness(mut self, span: Span) -> Self {
        self.witnesses.push(span);
        self
    }

    /// The sentence.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The dictionary entry, `file:line`.
    pub fn entry_name(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// Spans of the text the pass was shown.
    pub fn witnesses(&self) -> &[Span] {
        &self.witnesses
    }
}

impl From<&'static str> for Reason {
    fn from(text: &'static str) -> Self {
        Reason::new(text)
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Reason::new(text)
    }
}

/// One proposal: what to put in place of `span`, or (a note) that something is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    span: Span,
    replacement: Option<String>,
    alternatives: Vec<String>,
    rule: &'static str,
    tier: Tier,
    reason: Reason,
    restyles: bool,
}

impl Edit {
    /// A repair at the given tier (not [`Tier::Note`]). `rule` is a name of [`crate::rule::RULES`].
    /// The span is the unit a reader would name: the whole term, the whole mark; not just the letters that differ.
    pub fn new(tier: Tier, span: Span, replacement: impl Into<String>, rule: &'static str, reason: Reason) -> Self {
        debug_assert!(tier != Tier::Note, "a note has no replacement");
        Edit { span, replacement: Some(replacement.into()), alternatives: Vec::new(), rule, tier, reason, restyles: false }
    }

    /// A certain repair.
    pub fn fix(span: Span, replacement: impl Into<String>, rule: &'static str, reason: Reason) -> Self {
        Edit::new(Tier::Fix, span, replacement, rule, reason)
    }

    /// A probable repair.
    pub fn suggest(span: Span, replacement: impl Into<String>, rule: &'static str, reason: Reason) -> Self {
        Edit::new(Tier::Suggest, span, replacement, rule, reason)
    }

    /// One right form put for another, as a house writes it; it may change a known name.
    pub fn restyle(span: Span, replacement: impl Into<String>, rule: &'static str, reason: Reason) -> Self {
        Edit { restyles: true, ..Edit::fix(span, replacement, rule, reason) }
    }

    /// The same proposal with every form it puts there as a house writes it.
    #[must_use]
    pub fn styled(mut self, style: &Style) -> Self {
        for text in self.replacement.iter_mut().chain(&mut self.alternatives) {
            if let Some(new) = style.respelled(text) {
                *text = new;
            }
        }
        self
    }

    /// Something is wrong at `span`.
    pub fn note(span: Span, rule: &'static str, reason: Reason) -> Self {
        Edit { span, replacement: None, alternatives: Vec::new(), rule, tier: Tier::Note, reason, restyles: false }
    }

    /// Other readings of the same span, best first.
    #[must_use]
    pub fn alternatives(mut self, others: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.alternatives.extend(others.into_iter().map(Into::into));
        self
    }

    /// A probable repair made certain by what the text shows; the reason says by what. A fix stays as it is.
    #[must_use]
    pub fn raised(self, because: impl Display) -> Self {
        self.moved(Tier::Suggest, Tier::Fix, format_args!("raised to a fix: {because}"))
    }

    /// A certain repair made doubtful by what the text shows; the reason says by what. A suggestion stays as it is.
    #[must_use]
    pub fn lowered(self, because: impl Display) -> Self {
        self.moved(Tier::Fix, Tier::Suggest, format_args!("lowered to a suggestion: {because}"))
    }

    fn moved(mut self, from: Tier, to: Tier, why: std::fmt::Arguments<'_>) -> Self {
        if self.tier == from {
            self.tier = to;
            self.reason.text = format!("{}; {why}", self.reason.text).into();
        }
        self
    }

    /// What it covers.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands there afterwards; `None` for a note.
    pub fn replacement(&self) -> Option<&str> {
        self.replacement.as_deref()
    }

    /// Other readings.
    pub fn others(&self) -> &[String] {
        &self.alternatives
    }

    /// The rule's name.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Its promise.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// Its reason.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// Of the edits proposed for `text`, those that take effect: no no-ops, nothing that touches a protected span or changes a
/// shielded one (a known name, whose text must come through whole), and of edits that overlap only the leftmost-longest.
/// The result is in order of place and overlaps nowhere. `protected` and `shields` are sorted and do not overlap among themselves.
pub fn select(text: &str, mut edits: Vec<Edit>, protected: &[Span], shields: &[Span]) -> Vec<Edit> {
    edits.retain(|e| match &e.replacement {
        Some(new) => {
            text[e.span.range()] != **new
                && !touches(protected, e.span)
                && (e.restyles || keeps_shields(text, shields, e.span, new))
        }
        None => true,
    });
    edits.sort_by(|a, b| (a.span.start, b.span.end, b.tier, a.rule).cmp(&(b.span.start, a.span.end, a.tier, b.rule)));
    let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let free = kept.last().is_none_or(|last| {
            last.span.end < edit.span.start
                || (last.span.end == edit.span.start && !(last.span.is_empty() || edit.span.is_empty()))
        });
        if free {
            kept.push(edit);
        }
    }
    kept
}

/// Does `span` share a byte with one of the sorted `spans`, or (an insertion) lie strictly inside one?
pub fn touches(spans: &[Span], span: Span) -> bool {
    overlapping(spans, span).next().is_some()
}

/// Those of the sorted, disjoint `spans` that overlap `span`.
pub fn overlapping(spans: &[Span], span: Span) -> impl Iterator<Item = Span> + '_ {
    let from = spans.partition_point(|s| s.end <= span.start);
    spans[from..].iter().copied().take_while(move |s| s.start < span.end.max(span.start + 1)).filter(move |s| s.overlaps(span))
}

fn keeps_shields(text: &str, shields: &[Span], span: Span, new: &str) -> bool {
    overlapping(shields, span).all(|shield| span.contains(shield) && new.contains(&text[shield.range()]))
}

/// `text` with the selected `edits` made; it is copied once. Notes write nothing.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        if let Some(new) = &edit.replacement {
            out.push_str(&text[at..edit.span.start()]);
            out.push_str(new);
            at = edit.span.end();
        }
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, new: &str) -> Edit {
        Edit::fix(Span::new(start, end), new, "test", Reason::new("test"))
    }

    #[test]
    fn the_leftmost_longest_of_an_overlap_is_kept() {
        let kept = select("abcdef", vec![fix(1, 2, "x"), fix(1, 4, "y"), fix(3, 5, "z"), fix(5, 6, "w")], &[], &[]);
        assert_eq!(apply("abcdef", &kept), "ayew");
    }

    #[test]
    fn a_no_op_is_dropped_and_protected_text_is_left_alone() {
        let edits = vec![fix(0, 1, "a"), fix(2, 3, "x"), fix(3, 3, "y"), fix(1, 1, "z")];
        let kept = select("abcdef", edits, &[Span::new(2, 5)], &[]);
        assert_eq!(apply("abcdef", &kept), "azbcdef");
    }

    #[test]
    fn a_shielded_name_may_be_moved_but_not_changed() {
        let shield = [Span::new(2, 4)];
        assert!(select("ab NO", vec![fix(2, 4, "xy")], &[], &shield).is_empty());
        assert_eq!(select("abNOc", vec![fix(1, 5, "b NO c")], &[], &shield).len(), 1);
    }

    #[test]
    fn a_raise_and_a_lowering_are_said_in_the_reason() {
        let raised = Edit::suggest(Span::new(0, 1), "x", "test", Reason::new("why")).raised("so it is");
        assert_eq!((raised.tier(), raised.reason().text()), (Tier::Fix, "why; raised to a fix: so it is"));
        let lowered = fix(0, 1, "x").raised("never said").lowered("so it is not");
        assert_eq!((lowered.tier(), lowered.reason().text()), (Tier::Suggest, "test; lowered to a suggestion: so it is not"));
    }

    #[test]
    fn an_insertion_beside_another_edit_waits_for_the_next_round() {
        let kept = select("abcd", vec![fix(1, 2, "x"), fix(2, 2, " "), fix(2, 3, "y")], &[], &[]);
        assert_eq!(apply("abcd", &kept), "axyd");
    }
}
