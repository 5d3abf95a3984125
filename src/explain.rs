//! What was left alone, placed in what the user gave: gathered while the rounds run, and only when a text is to be explained.

use crate::document::Document;
use crate::edit::{Edit, Reason, overlapping};
use crate::outcome::Finding;
use crate::proposals::Left;
use crate::trace::{Part, SourceSpan, Trace};

/// A place that a rule looked at and left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The source bytes.
    pub source: SourceSpan,
    /// The rule, and why it did nothing.
    pub part: Part,
}

/// What the rounds have gathered so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Edits that another one, a protected place or a known name stood in the way of.
    lost: Vec<LeftAlone>,
    /// What each stage left alone when it last ran: of the text as it stands.
    left: Vec<Left>,
}

impl Gathered {
    /// The edits of `proposed` that are not among the `kept`, and why.
    pub fn lose(&mut self, document: &Document<'_>, trace: &Trace, proposed: &[Edit], kept: &[Edit]) {
        let lost = proposed.iter().filter(|e| !kept.contains(e)).filter_map(|edit| {
            let reason = obstacle(document, edit, kept)?;
            Some(Left { span: edit.span(), rule: edit.rule(), reason })
        });
        self.lost.extend(lost.map(|l| place(trace, &l)));
    }

    /// What the stages left alone of the text as it stands; takes the place of what was said of an earlier one.
    pub fn settle(&mut self, left: Vec<Left>) {
        self.left = left;
    }

    /// All of it in order of place, without what was repaired in the end.
    pub fn finish<'f>(self, trace: &Trace, findings: impl Iterator<Item = &'f Finding> + Clone) -> Vec<LeftAlone> {
        let repaired = |l: &LeftAlone| {
            findings.clone().any(|f| {
                f.parts.iter().any(|p| p.rule == l.part.rule)
                    && f.source.start() <= l.source.end()
                    && l.source.start() <= f.source.end()
            })
        };
        let mut all: Vec<LeftAlone> = self.lost.into_iter().filter(|l| !repaired(l)).collect();
        // What stands in a place that was rewritten is the program's own text.
        let own = |l: &&Left| trace.hunks().iter().any(|h| !l.span.is_empty() && h.current().contains(l.span));
        all.extend(self.left.iter().filter(|l| !own(l)).map(|l| place(trace, l)));
        let key = |l: &LeftAlone| (l.source, l.part.rule, l.part.reason.clone());
        all.sort_by_cached_key(key);
        all.dedup_by_key(|l| key(l));
        all
    }
}

fn place(trace: &Trace, left: &Left) -> LeftAlone {
    LeftAlone { source: trace.source_span(left.span), part: trace.part_of(left.rule, &left.reason) }
}

/// What stood in the way of an edit that was not selected; `None`: it changes nothing.
fn obstacle(document: &Document<'_>, edit: &Edit, kept: &[Edit]) -> Option<Reason> {
    if edit.replacement() == Some(document.slice(edit.span())) {
        return None;
    }
    let proposal = edit.replacement().map_or(String::new(), |new| format!("“{new}” would stand here, but "));
    if let Some(place) = overlapping(document.protected(), edit.span()).next() {
        return Some(Reason::new(format!("{proposal}“{}” is protected", document.slice(place))));
    }
    if let Some(winner) = kept.iter().find(|k| k.span().overlaps(edit.span()) || meet(k, edit)) {
        return Some(Reason::new(match winner.replacement() {
            Some(new) => format!("{proposal}{} makes “{}” of “{}”", winner.rule(), new, document.slice(winner.span())),
            None => format!("{proposal}{} has a note here", winner.rule()),
        }));
    }
    let name = overlapping(document.shields(), edit.span()).next()?;
    Some(Reason::new(format!("{proposal}“{}” is a known name", document.slice(name))))
}

/// Of an insertion and what it touches only one is made in a round.
fn meet(a: &Edit, b: &Edit) -> bool {
    (a.span().is_empty() || b.span().is_empty()) && a.span().start() <= b.span().end() && b.span().start() <= a.span().end()
}
