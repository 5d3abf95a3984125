//! PO catalogues of gettext: the translations, plural forms too, each a paragraph. The header, what is obsolete and what is
//! commented out stay; strings are not wrapped anew.

use std::ops::Range;

use super::Problem;
use super::prose::{Builder, Prose};
use super::writing::Writing;
use super::xliff::is_english;

const KEYWORDS: &[&str] = &["msgctxt", "msgid_plural", "msgid", "msgstr"];

/// What a piece of a string means.
enum Piece {
    Verbatim,
    Letter(char),
    /// A line end in the text.
    Line,
    /// A byte by its number, or what nobody knows.
    Unknown,
}

/// The message being read: the strings of its keywords.
#[derive(Default)]
struct Message {
    context: bool,
    id: String,
    strings: Vec<Vec<Range<usize>>>,
}

/// The prose of a catalogue; `None`: it has none, or is in another language than English.
pub(super) fn prose(text: &str) -> Result<Option<Prose>, Problem> {
    let mut builder = Builder::new(text, Writing::Po);
    let mut message = Message::default();
    let mut keyword = "";
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (from, words) = (start, line.trim());
        start += line.len();
        let at = from + line.len() - line.trim_start().len();
        if words.is_empty() || words.starts_with('#') {
            keyword = if words.starts_with("#~") { "" } else { keyword };
            continue;
        }
        let mut string = at..at + words.len();
        if !words.starts_with('"') {
            let Some(&found) = KEYWORDS.iter().find(|k| words.starts_with(**k)) else {
                return Err(Problem::at(text, at, "it is no PO: neither a keyword (msgid, msgstr …) nor a string nor a comment"));
            };
            let begins = found == "msgctxt" || found == "msgid" && keyword != "msgctxt";
            if begins && !take(text, &std::mem::take(&mut message), &mut builder) {
                return Ok(None);
            }
            keyword = found;
            message.context |= keyword == "msgctxt";
            let Some(quote) = words.find('"') else {
                return Err(Problem::at(text, at, format!("it is no PO: no string behind {found}")));
            };
            let index = words[found.len()..quote].trim();
            let number =
                index.strip_prefix('[').and_then(|i| i.strip_suffix(']')).is_some_and(|i| i.trim().parse::<u8>().is_ok());
            if !(index.is_empty() || number && found == "msgstr") {
                return Err(Problem::at(text, at + found.len(), format!("it is no PO: {index} behind {found}")));
            }
            if keyword == "msgstr" {
                message.strings.push(Vec::new());
            }
            string.start = at + quote;
        } else if keyword.is_empty() {
            return Err(Problem::at(text, at, "it is no PO: a string without a keyword before it"));
        }
        let inner = quoted(text, string)?;
        match keyword {
            "msgid" => message.id.push_str(&text[inner]),
            "msgstr" => message.strings.last_mut().into_iter().for_each(|s| s.push(inner.clone())),
            _ => {}
        }
    }
    if !take(text, &message, &mut builder) {
        return Ok(None);
    }
    Ok(builder.finish())
}

/// What stands between the quotation marks.
fn quoted(text: &str, string: Range<usize>) -> Result<Range<usize>, Problem> {
    let bytes = text[string.clone()].as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' if at + 1 == bytes.len() => return Ok(string.start + 1..string.end - 1),
            b'"' => return Err(Problem::at(text, string.start + at, "it is no PO: a quotation mark without \\ in a string")),
            _ => {}
        }
        at += 1;
    }
    Err(Problem::at(text, string.start, "it is no PO: the string is not closed on its line"))
}

/// Gathers the strings of a message; does the catalogue go on, in English?
fn take(text: &str, message: &Message, builder: &mut Builder<'_>) -> bool {
    if message.id.is_empty() && !message.context {
        let header: String = message.strings.iter().flatten().map(|r| &text[r.clone()]).collect();
        let language = header.split("\\n").find_map(|line| line.strip_prefix("Language:"));
        return language.is_none_or(is_english);
    }
    for string in &message.strings {
        let mut pieces: Vec<(Range<usize>, Piece)> = string.iter().flat_map(|r| taken_apart(text, r)).collect();
        let is_space = |(range, piece): &(Range<usize>, Piece)| match piece {
            Piece::Verbatim => text[range.clone()].trim().is_empty(),
            Piece::Letter(c) => c.is_whitespace(),
            Piece::Line => true,
            Piece::Unknown => false,
        };
        // What gettext wants alike in both languages, at the beginning and end, is not read.
        while pieces.pop_if(|p| is_space(p)).is_some() {}
        let lead = pieces.iter().take_while(|p| is_space(p)).count();
        builder.broken();
        let from = builder.len();
        for (range, piece) in pieces.drain(lead..) {
            match piece {
                Piece::Verbatim => builder.verbatim(range),
                Piece::Letter(c) => builder.decoded(c.encode_utf8(&mut [0; 4]), range),
                Piece::Line => builder.kept("\n", range),
                Piece::Unknown => builder.fixed(super::xml::CONTENT, range),
            }
        }
        builder.fix_codes(from);
    }
    true
}

/// A string by its escapes.
fn taken_apart(text: &str, string: &Range<usize>) -> Vec<(Range<usize>, Piece)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = string.start;
    while at < string.end {
        let escape = memchr::memchr(b'\\', &bytes[at..string.end]).map_or(string.end, |i| at + i);
        if at < escape {
            out.push((at..escape, Piece::Verbatim));
        }
        if escape + 1 >= string.end {
            break;
        }
        let more =
            |most: usize, keep: fn(&u8) -> bool| bytes[escape + 2..string.end].iter().take(most).take_while(|b| keep(b)).count();
        let (length, piece) = match bytes[escape + 1] {
            b'n' => (2, Piece::Line),
            b't' => (2, Piece::Letter('\t')),
            b'"' => (2, Piece::Letter('"')),
            b'\\' => (2, Piece::Letter('\\')),
            b'0'..=b'7' => (2 + more(2, |b| (b'0'..=b'7').contains(b)), Piece::Unknown),
            b'x' => (2 + more(2, u8::is_ascii_hexdigit), Piece::Unknown),
            _ => (1 + text[escape + 1..].chars().next().map_or(0, char::len_utf8), Piece::Unknown),
        };
        out.push((escape..escape + length, piece));
        at = escape + length;
    }
    out
}

/// The character set that the header names.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(head, b"charset=")? + "charset=".len();
    let name: String = head[at..]
        .iter()
        .take_while(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b';'))
        .map(|b| char::from(*b))
        .collect();
    Some(name)
}
