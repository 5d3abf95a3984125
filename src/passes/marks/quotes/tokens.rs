//! Every double quotation mark of a text: which way its glyph points, and what stands left and right of it on its line.
//! Single marks are looked through, since an apostrophe cannot be told from one; marks in protected text are not seen.

use crate::document::Document;
use crate::edit::Span;

use super::sides::{Kind, Side, left_side, right_side};
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

/// Which way a double quotation mark points, and whether it is none of English.
pub(super) fn glyph(c: char) -> Option<(Glyph, bool)> {
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
