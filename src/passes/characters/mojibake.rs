//! Text that was decoded by the wrong table: `â€™` for `’`, `Ã©` for `é`, once or twice over.
//!
//! A UTF-8 character past ASCII is a lead byte and one to three bytes of a narrow range; read by a one-byte table it shows as
//! a row of two to four odd characters. Each row is turned back into bytes and decoded; what may also stand in sound text
//! is taken only beside letters it cannot stand beside.

use super::misread_text;
use super::pages::{PAGES, Page, windows};
use super::scan::beyond_ascii;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

pub(super) const RULE: &str = "mojibake";

/// How many times over a text is believed to have been misread.
const DEPTH: usize = 3;

/// Signs that news is written with, of which no table makes a sequence: a text, or a row, that has no others was not misread.
const EVERYDAY: [char; 7] = ['‘', '’', '“', '”', '–', '—', '…'];

/// Proposes what the bytes meant.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.beyond_ascii().all(|(c, _)| EVERYDAY.contains(&c)) {
        return;
    }
    let text = document.text();
    let bytes = text.as_bytes();
    let mut at = 0;
    let (mut singles, mut rows) = (0, Vec::new());
    while let Some(start) = beyond_ascii(bytes, at) {
        let run: usize = bytes[start..].iter().position(|b| *b < 0x80).map_or(bytes.len(), |n| start + n);
        at = run;
        // A single character (é, ’) is what nearly every run is.
        let (long, control) = match bytes[start..run] {
            [0xc2, second] => (false, second < 0xa0),
            [..=0xdf, _] | [0xe0..=0xef, _, _] | [0xf0..=0xff, _, _, _] => (false, false),
            _ => (true, false),
        };
        if long || control {
            rows.push(Span::new(start, run));
        } else {
            singles += 1;
        }
    }
    if rows.is_empty() {
        return lone_lead(document, out);
    }
    if singles < rows.len() {
        let repairs = misread_text::repairs(document, &rows);
        if !repairs.is_empty() {
            out.extend(repairs);
            return;
        }
    }
    let odd = |row: &&Span| !document.slice(**row).chars().all(|c| EVERYDAY.contains(&c));
    for row in rows.iter().filter(odd) {
        decode_run(document, row.start(), row.end(), out);
    }
    lone_lead(document, out);
}

/// The misread sequences of one run of characters past ASCII.
fn decode_run(document: &Document<'_>, start: usize, end: usize, out: &mut Proposals) {
    let text = document.text();
    let chars: Vec<(usize, char)> = text[start..end].char_indices().map(|(i, c)| (start + i, c)).collect();
    if let Some(edit) = double_byte(document, start, end) {
        out.push(edit);
        return;
    }
    let mut i = 0;
    while i < chars.len() {
        let from = chars[i].0;
        let Some((mut taken, mut decoded)) = rows(text, &chars[i..], end) else {
            if let Some((to, mark)) = cut_short(text, from) {
                out.push(lost(text, Span::new(from, to), mark));
                i += 1;
            } else if out.explains() && PAGES.iter().any(|page| sequence(page, &chars[i..]).is_some()) {
                let span = Span::new(from, chars.get(i + 1).map_or(end, |c| c.0));
                out.left(RULE, span, || "it could be half of a misread character, but stands as it does in sound text");
            }
            i += 1;
            continue;
        };
        // Twice over: of a closing mark that lost its last byte, half a no-break space is left.
        if decoded.ends_with("â€") {
            decoded.truncate(decoded.len() - "â€".len());
            // The last mark was a closing one itself, shown for the last byte of a dash; or half a space is left of it.
            let dash = chars.get(i + taken).is_some_and(|c| c.1 == 'â') && chars.get(i + taken + 1).is_some_and(|c| c.1 == '€');
            decoded.push(if dash { '—' } else { '”' });
            taken += if dash { 2 } else { usize::from(chars.get(i + taken).is_some_and(|c| c.1 == 'Â')) };
        }
        let to = chars.get(i + taken).map_or(end, |c| c.0);
        for _ in 1..DEPTH {
            match again(&decoded) {
                Some(deeper) => decoded = deeper,
                None => break,
            }
        }
        let reason = format!("“{}” is “{}” read by the wrong table of characters", visible(&text[from..to]), visible(&decoded));
        out.push(Edit::fix(Span::new(from, to), decoded, RULE, Reason::new(reason)));
        i += taken;
    }
}

/// `â€` whose third character is gone: windows-1252 has none for the last byte of `”`. A question mark or a box may stand in its
/// place; where the third was a quotation mark and was made straight, a dash is meant. Gives the end, and the mark.
fn cut_short(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let rest = text[at..].strip_prefix("â€")?;
    let end = text.len() - rest.len();
    let mut chars = rest.chars();
    let (third, after) = (chars.next(), chars.next());
    let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    Some(match third {
        Some('"') if text[..at].ends_with(' ') && after == Some(' ') => (end + 1, "–"),
        Some('"') if after.is_some_and(char::is_alphanumeric) => (end + 1, "—"),
        Some(box_ @ ('?' | '\u{fffd}')) if ends(after) => (end + box_.len_utf8(), "”"),
        c if ends(c) => (end, "”"),
        _ => return None,
    })
}

fn lost(text: &str, span: Span, mark: &str) -> Edit {
    let reason = format!("“{}” is what a wrong table of characters left of “{mark}”", &text[span.range()]);
    Edit::fix(span, mark, RULE, Reason::new(reason))
}

/// Text with its invisible characters named.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || c == '\u{a0}' { format!("U+{:04X}", u32::from(c)) } else { c.to_string() })
        .collect()
}

/// Characters taken, and what they mean: the row of misread sequences that starts `chars`, by the first table that reads it.
fn rows(text: &str, chars: &[(usize, char)], end: usize) -> Option<(usize, String)> {
    if let Some(c) = windows(chars[0].1) {
        return Some((1, c.to_string()));
    }
    PAGES.iter().find_map(|page| {
        let mut decoded = String::new();
        let (mut taken, mut sure) = (0, false);
        let mut count = 0;
        while let Some((n, c)) = sequence(page, &chars[taken..]) {
            let before = text[..chars[taken].0].chars().next_back();
            let stop = chars.get(taken + n).map_or(end, |c| c.0);
            let after = text[stop..].chars().next();
            // What goes on a mark that was misread twice needs no trust of its own.
            let inside = decoded.ends_with("â€");
            let trust = if inside { Trust::Row } else { trust(&chars[taken..taken + n], c, before, after) };
            if trust == Trust::None {
                break;
            }
            sure |= trust == Trust::Sure;
            decoded.push(c);
            taken += n;
            count += 1;
        }
        (taken > 0 && (sure || count > 1)).then_some((taken, decoded))
    })
}

/// One UTF-8 sequence at the start of `chars`, as `page` shows it.
pub(super) fn sequence(page: &Page, chars: &[(usize, char)]) -> Option<(usize, char)> {
    let lead = page.byte(chars.first()?.1)?;
    let len = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for (i, slot) in bytes.iter_mut().enumerate().take(len).skip(1) {
        *slot = page.byte(chars.get(i)?.1).filter(|b| (0x80..0xc0).contains(b))?;
    }
    let c = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some((len, c))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It may stand in sound text.
    None,
    /// Only in a row of its like.
    Row,
    Sure,
}

fn trust(shown: &[(usize, char)], meant: char, before: Option<char>, after: Option<char>) -> Trust {
    let lead = shown[0].1;
    let second = shown[1].1;
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let quote = matches!(second, '“' | '”' | '‘' | '’' | '‚' | '„' | '…' | '–' | '—' | '»' | '«' | '›' | '‹');
    match u32::from(meant) {
        // Marks: three odd characters in a row.
        0x2010..=0x203f | 0x20a0..=0x20bf | 0x2100..=0x22ff | 0x25a0..=0x27bf => Trust::Sure,
        0xfeff | 0xfffd => Trust::Sure,
        // é, £, no-break space.
        0xa0..=0xff => match lead {
            'Ã' | 'Â' if quote => {
                if latin(after) || lower(before) {
                    Trust::Sure
                } else {
                    Trust::None
                }
            }
            'Ã' | 'Â' | '¬' => Trust::Sure,
            // Another table: there must be a sign among the letters, inside a Latin word.
            _ if !second.is_alphabetic() && (latin(before) || latin(after)) && !quote => Trust::Sure,
            _ if latin(before) && latin(after) => Trust::Sure,
            _ => Trust::None,
        },
        // ł, š, ğ: a capital inside a word written small.
        0x100..=0x24f => match lead {
            'Ä' | 'Å' | 'Æ' | 'È' if lower(before) || (lower(after) && !quote) => Trust::Sure,
            _ if lower(before) && lower(after) && !second.is_alphabetic() => Trust::Sure,
            _ => Trust::None,
        },
        0x370..=0x6ff if meant.is_alphabetic() && !quote => Trust::Row,
        0x300..=0x36f => {
            if latin(before) {
                Trust::Sure
            } else {
                Trust::None
            }
        }
        0x1e00..=0x1eff if latin(before) || latin(after) => Trust::Sure,
        0x2000..=0x200f => Trust::Sure,
        0x0900..=0x0fff | 0x3000..=0xd7ff | 0xff00..=0xffef if !quote => Trust::Row,
        0x1f000..=0x1faff => Trust::Sure,
        _ => Trust::None,
    }
}

/// Decoded text that is itself misread.
fn again(text: &str) -> Option<String> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    if chars.len() < 2 {
        return None;
    }
    let (taken, decoded) = rows(text, &chars, text.len())?;
    (taken == chars.len()).then_some(decoded)
}

/// UTF-8 read by a table of two-byte characters (`鈥檚` for `’s`), or the other way round (`¡°` for `“`).
fn double_byte(document: &Document<'_>, start: usize, end: usize) -> Option<Edit> {
    let run = &document.text()[start..end];
    let ascii = |c: Option<char>| c.is_none_or(|c| c.is_ascii());
    if !ascii(document.before(start)) || !ascii(document.after(end)) || run.chars().count() > 8 {
        return None;
    }
    let decoded = if run.chars().all(|c| ('\u{2e80}'..='\u{9fff}').contains(&c)) {
        [encoding_rs::GBK, encoding_rs::SHIFT_JIS, encoding_rs::BIG5, encoding_rs::EUC_KR].into_iter().find_map(|table| {
            let (bytes, _, lossy) = table.encode(run);
            (!lossy).then(|| String::from_utf8(bytes.into_owned()).ok()).flatten()
        })?
    } else if run.starts_with('¡') {
        let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(run);
        let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
        (!lossy).then(|| text.into_owned())?
    } else {
        return None;
    };
    let plausible = |c: char| {
        c.is_ascii_alphabetic() || c == ' ' || ('\u{a0}'..='\u{17f}').contains(&c) || ('\u{2010}'..='\u{2026}').contains(&c)
    };
    (decoded.chars().all(plausible) && !decoded.is_ascii()).then(|| {
        let reason = format!("“{run}” is “{}” read by the wrong table of characters", visible(&decoded));
        Edit::fix(Span::new(start, end), decoded, RULE, Reason::new(reason))
    })
}

/// `Â ` where a no-break space was: the second half has become a plain space.
fn lone_lead(document: &Document<'_>, out: &mut Proposals) {
    if document.survey().marks().count('Â') == 0 {
        return;
    }
    let text = document.text();
    for at in memchr::memmem::find_iter(text.as_bytes(), "Â ") {
        let before = document.before(at);
        let end = at + "Â ".len();
        if before.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) {
            out.left(RULE, Span::new(at, end), || "“Â” ends a word in capitals");
            continue;
        }
        let spaced = before.is_none_or(char::is_whitespace) || document.after(end).is_none_or(char::is_whitespace);
        let reason = Reason::new("“Â” is half of a no-break space read by the wrong table of characters");
        out.push(Edit::fix(Span::new(at, end), if spaced { "" } else { " " }, RULE, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_signs_alone_are_no_sequence() {
        let rows = EVERYDAY.iter().flat_map(|&one| EVERYDAY.iter().flat_map(move |&two| EVERYDAY.map(|last| [one, two, last])));
        for row in rows {
            let chars: Vec<(usize, char)> = row.into_iter().chain(row).enumerate().collect();
            assert!(windows(row[0]).is_none() && PAGES.iter().all(|page| sequence(page, &chars).is_none()), "{row:?}");
        }
    }
}
