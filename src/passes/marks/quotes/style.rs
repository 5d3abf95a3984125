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

    /// The style of a mark that is sound as it stands, in its role.
    pub fn of(token: &Token, role: Role) -> Option<Style> {
        match (token.foreign || token.doubled, token.glyph, role) {
            (false, Glyph::Straight, _) => Some(Style::Straight),
            (false, Glyph::Open, Role::Open) | (false, Glyph::Close, Role::Close) => Some(Style::Curly),
            _ => None,
        }
    }

    /// The style most of the sound marks have; without any, that of the single marks and apostrophes.
    pub fn of_article(document: &Document<'_>, tokens: &[Token], readings: &[Reading], partners: &[Option<usize>]) -> Style {
        let count = |style| tokens.iter().zip(readings).filter(|(t, r)| Style::of(t, r.role) == Some(style)).count();
        let (curly, straight) = (count(Style::Curly), count(Style::Straight));
        if curly + straight > 0 {
            return if straight > curly { Style::Straight } else { Style::Curly };
        }
        if tokens.iter().any(|t| !t.foreign) {
            return Style::Curly;
        }
        let marks = document.survey().marks();
        if marks.count('‘') >= 2 && partners.iter().all(Option::is_some) {
            return Style::British;
        }
        if marks.count('\'') > marks.count('’') { Style::Straight } else { Style::Curly }
    }
}
