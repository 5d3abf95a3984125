//! Every double quotation mark of a text: which way its glyph points, and what stands left and right of it on its line.
//! Single marks are looked through, since an apostrophe cannot be told from one; marks in protected text are not seen.

use crate::document::Document;
use crate::edit::Span;

use super::twins;

/// Which way the glyph points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// `“ „ ‟ « 『 「 《`
    Open,
    /// `” » 』 」 》`
    Close,
    /// `"` points nowhere.
    Straight,
}

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

/// One quotation mark, or a run of adjacent ones that can only be one mark written twice (`."”`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// The marks, without the space around them.
    pub span: Span,
    /// Which way it points.
    pub glyph: Glyph,
    /// Not a mark of English.
    pub foreign: bool,
    /// Written twice.
    pub doubled: bool,
    /// What is left of it.
    pub left: Side,
    /// What is right of it.
    pub right: Side,
    /// Where the white space left of it begins.
    pub gap_start: usize,
    /// Where the white space right of it ends.
    pub gap_end: usize,
    /// Number of its line among those that have text.
    pub line: usize,
}

/// The double quotation marks that are looked at.
const MARKS: [char; 12] = ['"', '“', '”', '„', '‟', '«', '»', '『', '』', '「', '」', '《'];

/// Is there one of them in the text, or two signs that stand for one?
pub(crate) fn any(document: &Document<'_>) -> bool {
    let marks = document.survey().marks();
    marks.any(&MARKS) || twins::any(document)
}

fn glyph(c: char) -> Option<(Glyph, bool)> {
    Some(match c {
        '"' => (Glyph::Straight, false),
        '“' => (Glyph::Open, false),
        '”' => (Glyph::Close, false),
        '„' | '‟' | '«' | '『' | '「' | '《' => (Glyph::Open, true),
        '»' | '』' | '」' | '》' => (Glyph::Close, true),
        _ => return None,
    })
}

/// Where a mark may stand.
fn starts(document: &Document<'_>) -> Vec<usize> {
    let text = document.text().as_bytes();
    let mut doubled = false;
    // “ ” „ ‟ are E2 80 9C to 9F, « and » C2 AB and C2 BB, the CJK marks E3 80 8A to 8F.
    let single = document.survey().signs().filter(|&i| match text[i..] {
        [b'"', ..] => true,
        [sign @ (b'\'' | b',' | b'<'), next, ..] => {
            doubled |= sign == next;
            false
        }
        [0xe2, 0x80, last, ..] => (0x9c..=0x9f).contains(&last),
        [0xe3, 0x80, last, ..] => (0x8a..=0x8f).contains(&last),
        [0xc2, last, ..] => matches!(last, 0xab | 0xbb),
        _ => false,
    });
    let mut starts: Vec<usize> = single.collect();
    if doubled && twins::any(document) {
        starts.extend(twins::starts(document));
        starts.sort_unstable();
    }
    starts
}

/// The tokens of the text in order of place.
pub(crate) fn tokens(document: &Document<'_>) -> Vec<Token> {
    let text = document.text();
    let lines = document.survey().paragraphs();
    let starts = starts(document);
    let mut out: Vec<Token> = Vec::with_capacity(starts.len());
    let mut line = 0;
    let mut protected = document.protected();
    let mut at = 0;
    for start in starts {
        let Some(c) = text[at.max(start)..].chars().next().filter(|_| start >= at) else { continue };
        let twin = twins::glyph(c);
        let Some((mut glyph_, mut foreign)) = twin.or_else(|| glyph(c)) else { continue };
        at = start + c.len_utf8() + usize::from(twin.is_some());
        let (mut end, mut doubled) = (at, twin.is_some() && !foreign);
        while let Some((next, (g, f))) = text[end..].chars().next().and_then(|n| Some((n, glyph(n)?))) {
            if !(glyph_ == Glyph::Straight || g == Glyph::Straight || g == glyph_) {
                break;
            }
            if g != Glyph::Straight {
                glyph_ = g;
            }
            foreign |= f;
            doubled = true;
            end += next.len_utf8();
        }
        at = end;
        while protected.first().is_some_and(|p| p.end() <= start) {
            protected = &protected[1..];
        }
        if protected.first().is_some_and(|p| p.start() < end) {
            continue;
        }
        while lines.get(line).is_some_and(|l| l.end() <= start) {
            line += 1;
        }
        let Some(bounds) = lines.get(line) else { break };
        let before = &text[bounds.start()..start];
        let after = &text[end..bounds.end()];
        if before.ends_with('\\') {
            continue;
        }
        let (gap_start, left) = left_side(before);
        let (gap_end, right) = right_side(after);
        if doubled && left.gap && right.gap && text[start..end].bytes().all(|b| b == b'"') {
            continue;
        }
        out.push(Token {
            span: Span::new(start, end),
            glyph: glyph_,
            foreign,
            doubled,
            left,
            right,
            gap_start: bounds.start() + gap_start,
            gap_end: end + gap_end,
            line,
        });
    }
    drop_arrows(&mut out);
    out
}

/// `Home » News » Sport`: guillemets of one kind alone on their line, with a space on either side, point along a path.
fn drop_arrows(tokens: &mut Vec<Token>) {
    let apart = |side: Side| side.gap || side.kind == Kind::Edge;
    let arrow = |t: &Token| t.foreign && apart(t.left) && apart(t.right);
    if tokens.iter().filter(|t| arrow(t)).nth(1).is_none() {
        return;
    }
    let arrows: Vec<usize> = tokens
        .chunk_by(|a, b| a.line == b.line)
        .filter(|line| {
            line.iter().all(|t| !t.foreign || arrow(t) && Some(t.glyph) == line.iter().find(|t| t.foreign).map(|t| t.glyph))
        })
        .filter(|line| line.iter().filter(|t| t.foreign).nth(1).is_some())
        .map(|line| line[0].line)
        .collect();
    tokens.retain(|t| !t.foreign || arrows.binary_search(&t.line).is_err());
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

#[inline]
fn left_side(before: &str) -> (usize, Side) {
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

#[inline]
fn right_side(after: &str) -> (usize, Side) {
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
