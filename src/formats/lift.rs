//! What came of prose, placed in its file: each change becomes the smallest change of the file's own bytes, markup stays where it is.

use std::ops::Range;

use super::align::{Prefer, align};
use super::prose::{Knot, Prose};
use crate::edit::Tier;
use crate::outcome::{Finding, Outcome};
use crate::trace::SourceSpan;

/// What a new reading makes of the file.
pub(super) struct Rewrite {
    /// Disjoint, in order of place.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// Does all markup stay where it was, with something in it?
    pub(super) sure: bool,
}

/// Why a change is left to a person.
pub(super) const MARKUP: &str = "markup stands in the middle of it";
const KEPT: &str = "a line end that stays stands in the middle of it";

impl Prose {
    /// Places in `file` what came of the prose. A change that markup stands in the way of becomes a suggestion. The text of the outcome
    /// is what the prose becomes without those.
    pub fn lift(&self, file: &str, outcome: Outcome) -> Outcome {
        let Outcome { text, changes, suggestions, notes, mut left, disagreeing } = outcome;
        let mut lifted = Outcome { text, disagreeing, ..Outcome::default() };
        let before: Vec<(Range<usize>, String)> =
            changes.iter().map(|c| (c.source.range(), c.replacement.clone().unwrap_or_default())).collect();
        let mut kept = Vec::new();
        for (change, edit) in changes.into_iter().zip(before) {
            let (mut finding, main) = self.place(file, change);
            if main.sure {
                kept.push(edit);
                lifted.changes.extend(self.split(file, finding, main));
            } else if finding.tier == Tier::Note {
                lifted.notes.push(finding);
            } else {
                lower(&mut finding, MARKUP);
                lifted.suggestions.push(finding);
            }
        }
        if lifted.suggestions.is_empty() && lifted.notes.is_empty() {
            debug_assert_eq!(lifted.text, replaced(self.text(), &kept), "the changes are the outcome");
        } else {
            lifted.text = replaced(self.text(), &kept);
        }
        let placed = suggestions.into_iter().chain(notes).map(|f| self.place(file, f).0);
        let (notes, suggestions): (Vec<Finding>, Vec<Finding>) = placed.partition(|f| f.tier == Tier::Note);
        lifted.suggestions.extend(suggestions);
        lifted.notes.extend(notes);
        for l in &mut left {
            l.source = self.source(l.source);
            l.part.evidence.iter_mut().for_each(|e| *e = self.source(*e));
        }
        lifted.left = left;
        lifted
    }

    fn source(&self, span: SourceSpan) -> SourceSpan {
        SourceSpan::of(self.file_span(span.range()))
    }

    /// A change, in pieces if other prose stands in the markup that it goes over: a title, the text of an image.
    fn split(&self, file: &str, change: Finding, main: Rewrite) -> Vec<Finding> {
        let cover = change.source.range();
        if main.edits.len() < 2 || !self.has_aside(&cover) {
            return vec![change];
        }
        let piece = |(range, new): (Range<usize>, String)| Finding {
            source: SourceSpan::of(range),
            replacement: Some(new),
            alternatives: Vec::new(),
            ..change.clone()
        };
        main.edits.into_iter().filter(|(range, new)| file[range.clone()] != **new).map(piece).collect()
    }

    /// The finding in the file, and what its replacement makes of the file.
    fn place(&self, file: &str, mut finding: Finding) -> (Finding, Rewrite) {
        for part in &mut finding.parts {
            part.evidence.iter_mut().for_each(|e| *e = self.source(*e));
        }
        let found = finding.source.range();
        let span = self.grown(found.clone());
        let mut cover = self.file_span(span.clone());
        let Some(new) = finding.replacement.take() else {
            finding.source = SourceSpan::of(cover);
            return (finding, Rewrite { edits: Vec::new(), sure: true });
        };
        let whole = |new: &str| self.whole(&found, new);
        let main = self.rewrite(file, span.clone(), &whole(&new));
        let others: Vec<Rewrite> = finding.alternatives.iter().map(|a| self.rewrite(file, span.clone(), &whole(a))).collect();
        let keeps = self.keeps(&span);
        let others: Vec<Rewrite> = others.into_iter().filter(|r| !keeps || r.sure).collect();
        if keeps && !main.sure {
            // Nobody may take it as it is: what stays would be gone.
            lower(&mut finding, KEPT);
            finding.tier = Tier::Note;
            finding.alternatives.clear();
            finding.source = SourceSpan::of(cover);
            return (finding, main);
        }
        let ranges = || [&main].into_iter().chain(&others).flat_map(|r| r.edits.iter().map(|e| e.0.clone()));
        if keeps || span.is_empty() || self.has_markup(&span) {
            // What is replaced is what is written, and the markup between.
            cover = ranges().next().unwrap_or(cover);
        }
        cover = ranges().fold(cover, |c, r| c.start.min(r.start)..c.end.max(r.end));
        finding.replacement = Some(over(file, &cover, &main.edits));
        finding.alternatives = others.iter().map(|r| over(file, &cover, &r.edits)).collect();
        finding.source = SourceSpan::of(cover);
        (finding, main)
    }

    /// The span with the whole of an escape that it cuts.
    pub(super) fn grown(&self, span: Range<usize>) -> Range<usize> {
        let cut = |at: usize| self.knot_before(at).filter(|k| at < k.prose_end());
        cut(span.start).map_or(span.start, |k| k.at)..cut(span.end).map_or(span.end, |k| k.prose_end())
    }

    /// What the grown span becomes when `span` becomes `new`.
    pub(super) fn whole(&self, span: &Range<usize>, new: &str) -> String {
        let grown = self.grown(span.clone());
        [&self.text()[grown.start..span.start], new, &self.text()[span.end..grown.end]].concat()
    }

    /// Writes `new` for the whole of a span: where no markup stands in the middle of it, between that at its ends.
    pub(super) fn put(&self, file: &str, span: Range<usize>, new: &str) -> Rewrite {
        let inside = |k: &Knot| k.is_markup() && span.start < k.at && k.at < span.end;
        if span.is_empty() || self.keeps(&span) || self.knots_from(span.start).iter().take_while(|k| k.at < span.end).any(inside)
        {
            return self.rewrite(file, span, new);
        }
        Rewrite { edits: vec![self.segment(file, span, new)], sure: true }
    }

    pub(super) fn rewrite(&self, file: &str, span: Range<usize>, new: &str) -> Rewrite {
        if self.keeps(&span) {
            return self.around_kept(file, span, new);
        }
        let mut markup: Vec<usize> = Vec::new();
        let mut escapes = false;
        for knot in self.knots_from(span.start).iter().take_while(|k| k.at <= span.end) {
            if !knot.is_markup() {
                escapes |= knot.prose_end() > span.start && knot.at < span.end.max(span.start + 1);
            } else if knot.at > 0 && knot.at >= span.start {
                markup.push(knot.at);
            }
        }
        if markup.is_empty() {
            let written = self.writing_at(span.end).written(new);
            let plain = span.is_empty() || !escapes && written == new;
            let edit = if plain { (self.file_span(span), written) } else { self.segment(file, span, new) };
            return Rewrite { edits: vec![edit], sure: true };
        }
        let first = self.parts(file, &span, &markup, new, Prefer::Late);
        if first.sure {
            first
        } else {
            Some(self.parts(file, &span, &markup, new, Prefer::Early)).filter(|r| r.sure).unwrap_or(first)
        }
    }

    /// Parts `new` at the markup in `span`, and writes each part into its segment of the file.
    fn parts(&self, file: &str, span: &Range<usize>, markup: &[usize], new: &str, prefer: Prefer) -> Rewrite {
        let old = &self.text()[span.clone()];
        let (letters, fresh): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let places: Vec<usize> = markup.iter().map(|at| old[..at - span.start].chars().count()).collect();
        let aligned = align(&letters, &places, &fresh, prefer);
        let mut sure = aligned.as_ref().is_some_and(|a| a.sure);
        let cuts = aligned.map_or_else(|| vec![fresh.len(); markup.len()], |a| a.markup);
        let text = |from: usize, to: usize| fresh[from..to].iter().collect::<String>();
        let bounds: Vec<usize> = [span.start].into_iter().chain(markup.iter().copied()).chain([span.end]).collect();
        let mut edits = Vec::new();
        let mut from = 0;
        for (i, range) in bounds.windows(2).enumerate() {
            let segment = &self.text()[range[0]..range[1]];
            let to = cuts.get(i).copied().unwrap_or(fresh.len());
            let mut part = text(from, to.max(from));
            from = to.max(from);
            // What separates two words is part of neither: it goes between what ends and what begins.
            let mut between = String::new();
            if i < markup.len() {
                if !segment.ends_with(is_separator) {
                    let word = part.trim_end_matches(is_separator).len();
                    between = part.split_off(word);
                }
                let next = &self.text()[bounds[i + 1]..bounds[i + 2]];
                if !next.starts_with(is_separator) {
                    let limit = cuts.get(i + 1).copied().unwrap_or(fresh.len());
                    let lead = fresh[from..limit.max(from)].iter().take_while(|c| is_separator(**c)).count();
                    between += &text(from, from + lead);
                    from += lead;
                }
            }
            let whole = i > 0 && i < markup.len();
            sure &= !(whole && part.trim().is_empty() && !segment.trim().is_empty());
            let (before, behind) = (i.checked_sub(1).map(|i| markup[i]), markup.get(i).copied());
            if range[0] == range[1] && !part.is_empty() {
                let behind = behind.and_then(|at| self.markup_at(at)).map(|k| k.start);
                let at = behind.or_else(|| Some(self.markup_at(before?)?.end)).unwrap_or_else(|| self.file_end(range[0]));
                edits.push((at..at, self.writing_at(range[0]).written(&part)));
            } else if part != segment {
                edits.push(self.segment(file, range[0]..range[1], &part));
            }
            if let Some(knot) = behind.and_then(|at| self.markup_at(at)).filter(|_| !between.is_empty()) {
                edits.push((knot.point..knot.point, self.writing_at(bounds[i + 1]).written(&between)));
            }
        }
        Rewrite { edits, sure }
    }

    /// Writes `new` in place of a stretch of prose without markup inside; letters that stay keep their bytes.
    fn segment(&self, file: &str, span: Range<usize>, new: &str) -> (Range<usize>, String) {
        let writing = self.writing_at(span.end);
        let old = &self.text()[span.clone()];
        let (letters, fresh): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let mut out = String::with_capacity(new.len());
        match align(&letters, &[], &fresh, Prefer::Late) {
            Some(aligned) => {
                let places: Vec<usize> = old.char_indices().map(|(at, _)| span.start + at).collect();
                let mut written: Option<usize> = None;
                for (c, from) in fresh.iter().zip(aligned.letters) {
                    let bytes = from.and_then(|i| self.letter(places[i], *c));
                    match bytes {
                        // One escape may stand for several letters: all of them, or each anew.
                        Some(range) if written != Some(range.start) => {
                            out.push_str(&file[range.clone()]);
                            written = Some(range.start);
                        }
                        _ => writing.write(c.encode_utf8(&mut [0; 4]), &mut out),
                    }
                }
            }
            None => writing.write(new, &mut out),
        }
        (self.file_start(span.start)..self.file_end(span.end), out)
    }

    /// The bytes of the file that are letter `c` at `at`, if they are no other letter too.
    fn letter(&self, at: usize, c: char) -> Option<Range<usize>> {
        match self.knots_from(at).first() {
            Some(k) if at < k.prose_end() => (k.at == at && k.len == c.len_utf8()).then_some(k.start..k.end),
            _ => {
                let start = self.file_start(at);
                Some(start..start + c.len_utf8())
            }
        }
    }
}

/// What stands between words.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '!' | '?')
}

/// The bytes of `cover` with the edits made.
pub(super) fn over(file: &str, cover: &Range<usize>, edits: &[(Range<usize>, String)]) -> String {
    let mut out = String::new();
    let mut at = cover.start;
    for (range, new) in edits {
        out.push_str(&file[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out + &file[at..cover.end]
}

/// `text` with the edits made, which are in order of place.
pub(super) fn replaced(text: &str, edits: &[(Range<usize>, String)]) -> String {
    over(text, &(0..text.len()), edits)
}

/// The bytes of `old` from the first letter that differs to the last, and what stands there in `new`.
pub(super) fn differing<'n>(old: &str, new: &'n str) -> (Range<usize>, &'n str) {
    let lead: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let rest = old[lead..].chars().rev().zip(new[lead..].chars().rev());
    let tail: usize = rest.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    (lead..old.len() - tail, &new[lead..new.len() - tail])
}

/// Makes a change a suggestion.
pub(super) fn lower(finding: &mut Finding, why: &str) {
    finding.tier = Tier::Suggest;
    if let Some(part) = finding.parts.last_mut() {
        part.reason = format!("{}; lowered to a suggestion: {why}", part.reason);
    }
}
