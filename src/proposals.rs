//! What the rules make of a text: the edits they propose and, of a text that is to be explained, the places they looked at
//! and left alone. In a normal run the second costs one test of a flag at each such place: no reason is worded, nothing is kept.

use crate::edit::{Edit, Reason, Span, Tier};

/// Where the rules put what they find.
#[derive(Debug, Default)]
pub struct Proposals {
    edits: Vec<Edit>,
    left: Vec<Left>,
    explains: bool,
    only_fixes: bool,
}

/// A place that a rule looked at and left alone. Its reason says why, as an edit's says why it is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Bytes of the text the rule was shown.
    pub span: Span,
    /// Its name.
    pub rule: &'static str,
    /// Why nothing is to be done.
    pub reason: Reason,
}

impl Proposals {
    /// Collects edits; what is left alone too if `explains`.
    pub fn new(explains: bool) -> Self {
        Proposals { explains, ..Proposals::default() }
    }

    /// Told whether anybody wants to know what is not certain.
    #[must_use]
    pub fn only_fixes(self, only: bool) -> Self {
        Proposals { only_fixes: only, ..self }
    }

    /// Is something that is but suggested wanted? Else a rule that only suggests has nothing to look for, and what is proposed as
    /// less than a fix is not kept.
    pub fn wants_suggestions(&self) -> bool {
        !self.only_fixes
    }

    /// Proposes an edit.
    pub fn push(&mut self, edit: Edit) {
        if edit.tier() == Tier::Fix || !self.only_fixes {
            self.edits.push(edit);
        }
    }

    /// Says that `rule` looked at `span`, which has the pattern that the rule is after, and leaves it for `reason`. The reason
    /// is only asked for when the text is to be explained; it goes on from “left alone: …”.
    #[inline]
    pub fn left<R: Into<Reason>>(&mut self, rule: &'static str, span: Span, reason: impl FnOnce() -> R) {
        if self.explains {
            self.left.push(Left { span, rule, reason: reason().into() });
        }
    }

    /// Takes a rule's decision about `span`: the edit, or why there is none.
    #[inline]
    pub fn decide(&mut self, rule: &'static str, span: Span, decision: Decision) {
        match decision {
            Ok(edit) => self.push(edit),
            Err(reason) => self.left(rule, span, || reason),
        }
    }

    /// How many edits have been proposed so far.
    pub fn count(&self) -> usize {
        self.edits.len()
    }

    /// Takes back all edits but the first `kept`, for `reason`.
    pub fn withdraw(&mut self, kept: usize, reason: &'static str) {
        for edit in self.edits.split_off(kept) {
            self.left(edit.rule(), edit.span(), || reason);
        }
    }

    /// Is the text to be explained? Then a rule may look at places for the reasons alone.
    #[inline]
    pub fn explains(&self) -> bool {
        self.explains
    }

    /// Has `rule` proposed an edit that overlaps `span`?
    pub fn proposes(&self, rule: &str, span: Span) -> bool {
        self.edits.iter().any(|e| e.rule() == rule && e.span().overlaps(span))
    }

    /// The edits, and what was left alone (nothing unless the text was to be explained).
    pub fn into_parts(self) -> (Vec<Edit>, Vec<Left>) {
        (self.edits, self.left)
    }
}

/// The edit, or why the place is left alone.
pub(crate) type Decision = Result<Edit, &'static str>;

impl Extend<Edit> for Proposals {
    fn extend<I: IntoIterator<Item = Edit>>(&mut self, edits: I) {
        edits.into_iter().for_each(|edit| self.push(edit));
    }
}
