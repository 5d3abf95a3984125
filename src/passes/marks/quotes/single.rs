//! Single marks turned inside out: `’word‘`. A single closing mark is an apostrophe too, so only a whole pair is certain.

use crate::document::Document;
use crate::edit::Span;

/// How many bytes back the opening mark is looked for.
const REACH: usize = 120;

/// The pairs of marks that stand as `’…‘` on one line, with nothing but apostrophes between.
pub(crate) fn inside_out(document: &Document<'_>) -> Vec<(Span, Span)> {
    let marks = document.survey().marks();
    if marks.count('‘') == 0 || marks.count('’') == 0 {
        return Vec::new();
    }
    let text = document.text();
    let mut floor = 0;
    let mut out = Vec::new();
    for (at, mark) in text.match_indices('‘') {
        let closes = document.before(at).is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '!' | '?'))
            && document
                .after(at + mark.len())
                .is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
        if closes && let Some(open) = opening(document, floor, at) {
            out.push((Span::new(open, open + '’'.len_utf8()), Span::new(at, at + mark.len())));
        }
        floor = at + mark.len();
    }
    out
}

/// The `’` that stands like an opening mark between `floor` and `end`, nearest to `end`; none if the line ends before.
fn opening(document: &Document<'_>, floor: usize, end: usize) -> Option<usize> {
    for (back, c) in document.text()[floor..end].char_indices().rev() {
        let at = floor + back;
        if c == '\n' || end - at > REACH {
            return None;
        }
        if c == '’' {
            let opens = document.before(at).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"'));
            if opens {
                return document.after(at + c.len_utf8()).is_some_and(char::is_alphabetic).then_some(at);
            }
        }
    }
    None
}
