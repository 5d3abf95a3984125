//! What comes of a text: the corrected text, the changes with their reasons, suggestions, notes.

use crate::edit::Tier;
use crate::explain::LeftAlone;
use crate::trace::{Part, SourceSpan};

/// One finding, placed in what the user gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its promise.
    pub tier: Tier,
    /// The source bytes it replaces (or, a note, points at).
    pub source: SourceSpan,
    /// What stands there afterwards; `None` for a note.
    pub replacement: Option<String>,
    /// Other whole replacements of `source`, best first.
    pub alternatives: Vec<String>,
    /// The rules that took part, with their reasons and evidence.
    pub parts: Vec<Part>,
}

/// What comes of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The corrected text.
    pub text: String,
    /// What was changed, in order of place; disjoint. Replacing each `source` by its `replacement` gives `text`.
    pub changes: Vec<Finding>,
    /// What was proposed and not applied, in order of place.
    pub suggestions: Vec<Finding>,
    /// What is wrong and was not repaired.
    pub notes: Vec<Finding>,
    /// What rules looked at and left alone, in order of place; empty unless [`explain`](crate::Options::explain) asks for it.
    pub left: Vec<LeftAlone>,
    /// The rules that still disagreed after the last round; `text` is then the source as it was.
    pub disagreeing: Vec<&'static str>,
}

impl Outcome {
    /// Did the rounds come to rest?
    pub fn stable(&self) -> bool {
        self.disagreeing.is_empty()
    }

    pub(crate) fn append(&mut self, window: Outcome, at: usize) {
        let window = window.shifted(at);
        self.text.push_str(&window.text);
        self.changes.extend(window.changes);
        self.suggestions.extend(window.suggestions);
        self.notes.extend(window.notes);
        self.left.extend(window.left);
        self.disagreeing.extend(window.disagreeing);
    }

    /// The same, of a text that stands `at` bytes behind the beginning of a longer one.
    pub(crate) fn shifted(mut self, at: usize) -> Outcome {
        let shifted = |part: &mut Part| part.evidence.iter_mut().for_each(|e| *e = e.shifted(at));
        for f in self.changes.iter_mut().chain(&mut self.suggestions).chain(&mut self.notes) {
            f.source = f.source.shifted(at);
            f.parts.iter_mut().for_each(shifted);
        }
        for l in &mut self.left {
            l.source = l.source.shifted(at);
            shifted(&mut l.part);
        }
        self
    }
}
