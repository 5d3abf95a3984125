//! Names and terms: loading, checking, matching.

use crate::edit::Span;
use crate::survey::Survey;

/// The dictionaries in force: the built-in ones and the user's on top.
#[derive(Debug, Default)]
pub struct Dictionary {}

impl Dictionary {
    /// The built-in dictionaries.
    pub fn builtin() -> Self {
        Dictionary::default()
    }

    /// Every place in `text` where a form of a name or term stands.
    pub fn find(&self, text: &str, survey: &Survey) -> Vec<NameMatch> {
        let _ = (text, survey);
        Vec::new()
    }
}

/// A place where a form that the dictionaries know stands.
#[derive(Clone, Copy, Debug)]
pub struct NameMatch {
    span: Span,
    right: bool,
}

impl NameMatch {
    /// Where.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Is it a right form (as against one to be repaired)?
    pub fn is_right(&self) -> bool {
        self.right
    }
}
