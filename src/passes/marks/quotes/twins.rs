//! Two signs typed for one quotation mark: `''word''`, ` ``word'' `, `,,word''`, `<<word>>`. Each half has work of its own (apostrophes,
//! commas, arrows), so a pair counts only where nothing else can be meant.

use memchr::memmem;

use super::tokens::Glyph;
use crate::document::Document;

/// The first half of a twin, and what the twin is.
pub(super) fn glyph(c: char) -> Option<(Glyph, bool)> {
    Some(match c {
        '\'' => (Glyph::Straight, false),
        '`' => (Glyph::Open, false),
        ',' | '<' => (Glyph::Open, true),
        '>' => (Glyph::Close, true),
        _ => return None,
    })
}

/// May there be one in the text?
pub(super) fn any(document: &Document<'_>) -> bool {
    let marks = document.survey().marks();
    let bytes = document.text().as_bytes();
    // The signs have every apostrophe and angle, and every comma beside another.
    let first = |sign: u8| document.survey().signs_of([sign]).find(|at| bytes.get(at + 1) == Some(&sign));
    (marks.count('\'') > 1 && first(b'\'').is_some())
        || (marks.count(',') > 1 && first(b',').is_some_and(|at| starts_quotation(document, at)))
        || (marks.count('<') > 1 && marks.count('>') > 1 && first(b'<').is_some())
}

/// Where the twins stand.
pub(super) fn starts(document: &Document<'_>) -> Vec<usize> {
    let bytes = document.text().as_bytes();
    let mut found: Vec<usize> = memmem::find_iter(bytes, b"''").filter(|&at| is_alone(bytes, at)).collect();
    if !found.is_empty() {
        found.extend(memmem::find_iter(bytes, b"``").filter(|&at| is_alone(bytes, at) && starts_quotation(document, at)));
    }
    found.extend(memmem::find_iter(bytes, b",,").filter(|&at| is_alone(bytes, at) && starts_quotation(document, at)));
    for open in memmem::find_iter(bytes, b"<<").filter(|&at| is_alone(bytes, at)) {
        let body = &bytes[open + 2..];
        // Shift signs and arrows stand before numbers as well.
        if !document.text()[open + 2..].trim_start().starts_with(char::is_alphabetic) {
            continue;
        }
        let end = memchr::memchr3(b'<', b'>', b'\n', body).filter(|&end| body[end..].starts_with(b">>") && end > 2);
        if let Some(end) = end.filter(|&end| is_alone(bytes, open + 2 + end)) {
            found.extend([open, open + 2 + end]);
        }
    }
    found
}

/// Is it a pair, and no longer row?
fn is_alone(bytes: &[u8], at: usize) -> bool {
    let sign = bytes[at];
    at.checked_sub(1).and_then(|i| bytes.get(i)) != Some(&sign) && bytes.get(at + 2) != Some(&sign)
}

/// Does it stand before a word, with nothing or a space behind its back?
fn starts_quotation(document: &Document<'_>, at: usize) -> bool {
    document.before(at).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'))
        && document.after(at + 2).is_some_and(char::is_alphanumeric)
}
