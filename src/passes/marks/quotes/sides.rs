//! What stands left and right of a quotation mark, on its line.

use super::tokens::glyph;

/// What stands on one side of a mark, on the same line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    /// White space stands between.
    pub gap: bool,
    /// What stands there, past the white space.
    pub kind: Kind,
    /// The white space parts a single and a double mark, as printers do.
    pub loose: bool,
}

/// The character beside a mark, as far as it matters for quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The line begins or ends.
    Edge,
    /// A letter of a script with case; scripts without do not part their words.
    Letter,
    /// A digit.
    Digit,
    /// `. ! ? …` that ends something (on the right: not the dots that begin an omission, nor `.5`).
    Stop,
    /// `, ;`
    Comma,
    /// `:`
    Colon,
    /// Opening bracket, or a single mark that opens.
    Opener,
    /// Closing bracket.
    Closer,
    /// A dash or slash, which may stand on either side.
    Dash,
    /// Another double quotation mark.
    Quote,
    /// Anything else (`$ % @ #` an emoji).
    Other,
}

/// What a letter, a digit or a mark is that has one work only.
#[inline]
fn plain(byte: u8) -> Option<Kind> {
    Some(match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'0'..=b'9' => Kind::Digit,
        b'!' | b'?' => Kind::Stop,
        b';' => Kind::Comma,
        b':' => Kind::Colon,
        b')' => Kind::Closer,
        _ => return None,
    })
}

/// Where the white space before a mark begins, and what is left of it; `before`: its line up to the mark.
#[inline]
pub(super) fn left_side(before: &str) -> (usize, Side) {
    // Nearly always something plain stands there, and nothing or one space between.
    let (near, gap) = match before.as_bytes() {
        [near @ .., b' '] => (near, true),
        near => (near, false),
    };
    let kind = match *near {
        [.., b'.'] => Some(Kind::Stop),
        [.., b','] if gap => Some(Kind::Comma),
        [.., b'a'..=b'z', b','] => Some(Kind::Comma),
        [.., byte] => plain(byte),
        [] => None,
    };
    match kind {
        Some(kind) => (near.len(), Side { gap, kind, loose: false }),
        None => odd_left_side(before),
    }
}

fn odd_left_side(before: &str) -> (usize, Side) {
    let body = before.trim_end();
    let gap = body.len() < before.len();
    let mut chars = body.chars().rev().peekable();
    let kind = match chars.next() {
        None => Kind::Edge,
        Some('‘') => Kind::Opener,
        // `"a","b"` is a list of a machine.
        Some(',') if !gap && chars.peek().is_some_and(|&c| glyph(c).is_some()) => Kind::Dash,
        Some('\'' | '’') => match chars.peek() {
            None => Kind::Opener,
            Some(c) if c.is_whitespace() && !gap => Kind::Opener,
            _ => Kind::Letter,
        },
        Some(c) => kind(c),
    };
    (body.len(), side(gap, kind, body.chars().next_back(), before[body.len()..].chars().next()))
}

/// How long the white space behind a mark is, and what is right of it; `after`: its line from there on.
#[inline]
pub(super) fn right_side(after: &str) -> (usize, Side) {
    let (near, gap) = match after.as_bytes() {
        [b' ', near @ ..] => (near, true),
        near => (near, false),
    };
    let kind = match *near {
        [b'.'] | [b'.', b' ', ..] => Some(Kind::Stop),
        [b',', ..] => Some(Kind::Comma),
        [byte, ..] => plain(byte),
        [] => None,
    };
    match kind {
        Some(kind) => (usize::from(gap), Side { gap, kind, loose: false }),
        None => odd_right_side(after),
    }
}

fn odd_right_side(after: &str) -> (usize, Side) {
    let body = after.trim_start();
    let lead = after.len() - body.len();
    let mut chars = body.chars();
    let kind = match chars.next() {
        None => Kind::Edge,
        Some('.') if body.starts_with("..") || chars.next().is_some_and(|c| c.is_ascii_digit()) => Kind::Other,
        Some('…' | '‘') => Kind::Other,
        Some('’' | '\'') => match chars.next() {
            Some(c) if c.is_alphanumeric() => Kind::Other,
            _ => Kind::Closer,
        },
        Some(c) => kind(c),
    };
    (lead, side(lead > 0, kind, body.chars().next(), after.chars().next()))
}

/// A space between a single and a double mark may be a printer's habit.
fn side(gap: bool, kind: Kind, beyond: Option<char>, space: Option<char>) -> Side {
    let between_marks =
        matches!(space, Some(' ' | '\u{a0}' | '\u{2009}' | '\u{200a}' | '\u{202f}')) && matches!(beyond, Some('\'' | '‘' | '’'));
    Side { gap, kind, loose: gap && between_marks }
}

fn kind(c: char) -> Kind {
    match c {
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => Kind::Stop,
        ',' | ';' | '，' | '；' => Kind::Comma,
        ':' | '：' => Kind::Colon,
        '(' | '[' | '{' | '<' | '（' => Kind::Opener,
        ')' | ']' | '}' | '>' | '）' => Kind::Closer,
        '-' | '–' | '—' | '―' | '‑' | '‐' | '/' | '=' | '*' | '_' | '|' | '−' => Kind::Dash,
        c if glyph(c).is_some() => Kind::Quote,
        c if c.is_numeric() => Kind::Digit,
        c if c.is_lowercase() || c.is_uppercase() => Kind::Letter,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_what_it_is_among_all() {
        let signs: Vec<char> = (' '..='~').chain(['\u{a0}', '’', '‘', '…', 'é', '“']).collect();
        for (one, two) in signs.iter().flat_map(|one| signs.iter().map(move |two| (one, two))) {
            for beside in [format!("{one}{two}"), format!("{one}{two} "), format!(" {one}{two}"), format!("{one}")] {
                assert_eq!(left_side(&beside), odd_left_side(&beside), "{beside:?}");
                assert_eq!(right_side(&beside), odd_right_side(&beside), "{beside:?}");
            }
        }
        assert_eq!((left_side(""), right_side("")), (odd_left_side(""), odd_right_side("")));
    }
}
