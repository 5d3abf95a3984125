//! The names beside a name: two spellings beside the same given name or surname are one, beside different ones two.

use crate::document::Document;
use crate::survey::{Form, Shape};

/// What the names beside two spellings say of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// One of them stands beside both.
    Shared,
    /// Both have some, and none of them in common: two people, two places.
    Different,
    /// The first has none, the second has: a person is introduced once by the full name.
    Introduced,
    /// They tell nothing.
    Silent,
}

/// Compares the names beside `a` with those beside `b`. Reads the text, so ask only of a pair that is alike.
pub(super) fn compare(document: &Document<'_>, a: &Form, b: &Form) -> Neighbours {
    let (mine, theirs) = (beside(document, a), beside(document, b));
    if mine.iter().any(|n| theirs.contains(n)) {
        return Neighbours::Shared;
    }
    match (mine.is_empty(), theirs.is_empty()) {
        (false, false) => Neighbours::Different,
        (true, false) => Neighbours::Introduced,
        _ => Neighbours::Silent,
    }
}

/// The names right before (`true`) and right behind a form, wherever it stands. Titles and other common words are no names.
fn beside<'t>(document: &Document<'t>, form: &Form) -> Vec<(bool, &'t str)> {
    let (survey, text) = (document.survey(), document.text());
    let words = survey.words();
    let mut out = Vec::new();
    for (index, word) in survey.places(form) {
        let name = |at: usize| {
            let other = words.get(at)?;
            let shape = survey.form(*other);
            let (left, right) = if at < index { (*other, word) } else { (word, *other) };
            let joined = text.get(left.span().end()..right.span().start())? == " ";
            let named = matches!(shape.shape, Shape::Capitalised | Shape::Mixed) && (!shape.class.is_usual() || shape.class.name);
            (joined && named).then(|| document.word(*other))
        };
        out.extend(index.checked_sub(1).and_then(name).map(|n| (true, n)));
        out.extend(name(index + 1).map(|n| (false, n)));
    }
    out
}
