//! The article's own marks: curly or straight, “…” or British ‘…’. A mark that is put right takes the style of its
//! partner, or else of the article; a sound quotation is never restyled.

use crate::document::Document;

use super::solve::{Reading, Role};
use super::tokens::{Glyph, Token};

/// A way to write quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `"…"`
    Straight,
    /// `“…”`
    Curly,
    /// `‘…’`
    British,
}

impl Style {
    /// The mark that plays `role`.
    pub fn mark(self, role: Role) -> &'static str {
        match (self, role) {
            (Style::Straight, _) => "\"",
            (Style::Curly, Role::Open) => "“",
            (Style::Curly, _) => "”",
            (Style::British, Role::Open) => "‘",
            (Style::British, _) => "’",
        }
    }

    /// The style of a mark that is sound as it stands.
    pub fn of(token: &Token, reading: &Reading) -> Option<Style> {
        match (token.foreign || token.doubled, token.glyph, reading.role) {
            (false, Glyph::Straight, _) => Some(Style::Straight),
            (false, Glyph::Open, Role::Open) | (false, Glyph::Close, Role::Close) => Some(Style::Curly),
            _ => None,
        }
    }
}

/// The style most of the sound marks have; without any, that of the apostrophes.
pub(crate) fn of_article(document: &Document<'_>, tokens: &[Token], readings: &[Reading]) -> Style {
    let marks = document.survey().marks();
    let count = |style| tokens.iter().zip(readings).filter(|(t, r)| Style::of(t, r) == Some(style)).count();
    let (curly, straight) = (count(Style::Curly), count(Style::Straight));
    if curly == 0 && straight == 0 {
        // Only foreign marks, or all of them turned round.
        let english = tokens.iter().any(|t| !t.foreign);
        if !english && marks.count('‘') >= 2 {
            return Style::British;
        }
        if !english && marks.count('\'') > marks.count('’') {
            return Style::Straight;
        }
        return Style::Curly;
    }
    if straight > curly { Style::Straight } else { Style::Curly }
}
