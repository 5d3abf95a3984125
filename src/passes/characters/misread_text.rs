//! A text that was misread as a whole: every character past ASCII that it has is a piece of UTF-8 shown by one table, once or twice
//! over. One such row alone may be chance (see [`super::mojibake`]); when all of them decode it is none, so no row needs to be
//! trusted by itself. Proposed under the rule `mojibake`, word by word.

use super::mojibake::{RULE, sequence, visible};
use super::pages::{PAGES, Page};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};

/// How many times over a text is believed to have been misread.
const DEPTH: usize = 3;

/// A row of characters past ASCII, as it stands and as it is read so far.
struct Row {
    span: Span,
    read: String,
}

/// The repairs of a text that was misread as a whole; none if it was not.
pub(super) fn repairs(document: &Document<'_>, rows: &[Span]) -> Vec<Edit> {
    let mut rows: Vec<Row> = rows.iter().map(|&span| Row { span, read: document.slice(span).to_owned() }).collect();
    let mut depth = 0;
    while depth < DEPTH {
        // Several tables may read a row; the right one reads the most, and makes of it what news is written with.
        let Some((_, best)) = PAGES.iter().filter_map(|page| decode_all(page, &rows)).max_by_key(|d| d.0) else { break };
        for (row, read) in rows.iter_mut().zip(best) {
            if let Some(read) = read {
                row.read = read;
            }
        }
        depth += 1;
    }
    if depth == 0 {
        return Vec::new();
    }
    words(document, &rows)
}

/// Every row as `page` reads it, if it is the table by which they were shown: all rows decode, or all but a few that lost a byte.
/// Before them, how much of it is usual in news.
fn decode_all(page: &Page, rows: &[Row]) -> Option<(usize, Vec<Option<String>>)> {
    let (mut failed, mut sequences, mut marks, mut usual) = (0, 0, 0, 0);
    let mut decoded = Vec::with_capacity(rows.len());
    for row in rows {
        let read = decode(page, &row.read);
        match &read {
            Some(read) => {
                sequences += read.chars().count();
                marks += read.chars().filter(|c| ('\u{2010}'..='\u{2044}').contains(c)).count();
                usual += read.chars().filter(|c| matches!(*c, '\u{a0}'..='\u{17f}' | '–' | '—' | '‘'..='„' | '…' | '€')).count();
            }
            None => {
                failed += 1;
                if failed > 3 + sequences {
                    return None;
                }
            }
        }
        decoded.push(read);
    }
    let whole = failed == 0 && sequences > 1;
    let nearly = marks > 1 && failed < sequences;
    (whole || nearly).then_some((usual, decoded))
}

/// What `shown` is if `page` showed it; every character must belong to a sequence that means something.
fn decode(page: &Page, shown: &str) -> Option<String> {
    let chars: Vec<(usize, char)> = shown.char_indices().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let (taken, c) = sequence(page, &chars[at..])?;
        if !is_plausible(c) {
            return None;
        }
        out.push(c);
        at += taken;
    }
    Some(out)
}

/// A letter or mark that news has, or (of a text that was misread twice) what such a one shows as.
fn is_plausible(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0x24f | 0x2b0..=0x3ff | 0x400..=0x4ff | 0x1e00..=0x1eff | 0x2000..=0x206f | 0x20a0..=0x22ff
        | 0x2500..=0x27bf | 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xfb00..=0xfb06 | 0xfeff | 0xff00..=0xffef
        | 0x1f000..=0x1faff)
}

/// One edit for each word (between spaces) that has such rows.
fn words(document: &Document<'_>, rows: &[Row]) -> Vec<Edit> {
    let text = document.text();
    let bytes = text.as_bytes();
    let mut out: Vec<Edit> = Vec::new();
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let start = bytes[..first.span.start()].iter().rposition(u8::is_ascii_whitespace).map_or(0, |i| i + 1);
        let end = bytes[first.span.end()..].iter().position(u8::is_ascii_whitespace).map_or(text.len(), |i| first.span.end() + i);
        let count = rest.iter().take_while(|r| r.span.end() <= end).count();
        let mut right = String::new();
        let mut at = start;
        for row in &rest[..count] {
            right.push_str(&text[at..row.span.start()]);
            right.push_str(&row.read);
            at = row.span.end();
        }
        right.push_str(&text[at..end]);
        rest = &rest[count..];
        if right != text[start..end] {
            let reason =
                format!("“{}” is “{}” read by the wrong table of characters", visible(&text[start..end]), visible(&right));
            out.push(Edit::fix(Span::new(start, end), right, RULE, Reason::new(reason)));
        }
    }
    out
}
