//! Markup that was translated along with the text: `< p >`, `< / P >`, `{that a}`.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::lexicon;
use crate::passes::marks::around::{is_space, spaces_before};
use crate::proposals::Proposals;

const RULE: &str = "leftover-markup";

/// Tags of running text. Those of the first row begin a paragraph or a line.
const BLOCKS: &[&str] = &["p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "table", "section"];
const INLINE: &[&str] = &["b", "i", "u", "em", "strong", "span", "a", "font", "sup", "sub"];

/// Longest tag looked at, in bytes.
const LONGEST: usize = 12;

/// What translation systems set before a piece of text that begins a word (SentencePiece).
const PIECE: char = '▁';
/// What they set behind a piece that goes on (subword-nmt).
const JOINT: &str = "@@ ";
/// What they write for a word they do not know.
const UNKNOWN: &str = "<unk>";

/// Proposes to take the remains of markup away.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.count('<') > 0 && marks.count('>') > 0 {
        tags(document, out);
        unknown(document, out);
    }
    if marks.count('{') > 0 && marks.count('}') > 0 {
        braces(document, out);
    }
    if marks.count(PIECE) > 0 {
        pieces(document, out);
    }
    if marks.count('@') > 1 {
        joints(document, out);
    }
}

/// Tags with spaces inside, which no one writes; a row of them is one edit.
fn tags(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    let mut from = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        if at < from {
            continue;
        }
        let (mut end, mut block) = (at, false);
        let mut next = at;
        while let Some((stop, begins)) = tag(text, next) {
            end = stop;
            block |= begins;
            next = stop + spaces(&text[stop..]);
        }
        if end == at {
            leave(text, at, out);
            continue;
        }
        from = end;
        out.push(row(document, at, end, block));
    }
}

/// A tag as people write it, or a comparison.
fn leave(text: &str, at: usize, out: &mut Proposals) {
    let inner = &text[at + 1..];
    if let Some(close) = inner.find(['>', '<', '\n']).filter(|i| inner[*i..].starts_with('>') && *i < LONGEST) {
        out.left(RULE, Span::new(at, at + 1 + close + 1), || "it has no space inside as translated tags have, or it compares");
    }
}

fn spaces(text: &str) -> usize {
    text.chars().take_while(|c| is_space(*c)).map(char::len_utf8).sum()
}

/// The edit for a row of tags, with the spaces around it and, where a paragraph began, the capital that it had.
fn row(document: &Document<'_>, at: usize, end: usize, block: bool) -> Edit {
    let text = document.text();
    let lead: usize = text[..at].chars().rev().take_while(|c| is_space(*c)).map(char::len_utf8).sum();
    let (start, mut stop) = (at - lead, end + spaces(&text[end..]));
    let before = document.before(start).filter(|c| *c != '\n');
    let next = document.after(stop).filter(|c| *c != '\n');
    let closes = next.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”'));
    let mut right = String::from(if before.is_none() || next.is_none() || closes { "" } else { " " });
    let sentence = before.is_none_or(|c| matches!(c, '.' | '!' | '?' | '”' | '"'));
    if let Some(c) = next.filter(|c| block && sentence && c.is_lowercase()) {
        right.extend(c.to_uppercase());
        stop += c.len_utf8();
    }
    let reason = Reason::new(format!("“{}” is a tag of markup left in the text", &text[at..end]));
    Edit::fix(Span::new(start, stop), right, RULE, reason)
}

/// The end of the tag that begins at `at`, and whether it begins a block; it must have a space inside its brackets.
fn tag(text: &str, at: usize) -> Option<(usize, bool)> {
    let inner = text[at..].strip_prefix('<')?;
    let close = inner.find(['>', '<', '\n']).filter(|i| inner[*i..].starts_with('>') && *i < LONGEST)?;
    let body = &inner[..close];
    let name: String = body.chars().filter(|c| !is_space(*c) && *c != '/').flat_map(char::to_lowercase).collect();
    let spaced = body.starts_with(is_space) || body.ends_with(is_space);
    let block = BLOCKS.contains(&name.as_str());
    // "a < b > c" compares: a tag of one letter does not follow a word.
    let follows = text[..at].trim_end_matches(is_space).ends_with(char::is_alphanumeric);
    let compares = name.len() == 1 && !body.contains('/') && follows;
    (spaced && !compares && (block || INLINE.contains(&name.as_str()))).then_some((at + 1 + close + 1, block))
}

/// Braces around a few plain words, as rewriting programs leave them: `{that a}`. One word in braces is a placeholder.
fn braces(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        let inner = &text[at + 1..];
        let Some(close) = inner.find(['}', '{', '\n', '|']).filter(|i| inner[*i..].starts_with('}')) else { continue };
        let words: Vec<&str> = inner[..close].split(' ').collect();
        let plain = |w: &&str| !w.is_empty() && w.chars().all(char::is_alphabetic) && lexicon::class(w).is_word();
        let end = at + 1 + close + 1;
        let free = |c: Option<char>| {
            c.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '“' | '”' | '"'))
        };
        let span = Span::new(at, end);
        if !(2..=5).contains(&words.len()) || !words.iter().all(plain) {
            out.left(RULE, span, || "braces around one word, or around no plain words, are a placeholder or code");
            continue;
        }
        if !free(document.before(at)) || !free(document.after(end)) {
            out.left(RULE, span, || "the braces are part of something longer");
            continue;
        }
        let reason = Reason::new("braces around plain words are left from a program that rewrote the text");
        out.push(Edit::fix(span, &inner[..close], RULE, reason));
    }
}

/// `to ▁ Dagat` → `to Dagat`: the sign stands for a space, beside one that is written.
fn pieces(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for (at, sign) in text.match_indices(PIECE) {
        let (start, end) = (spaces_before(text, at), at + sign.len() + spaces(&text[at + sign.len()..]));
        let (before, after) = (document.before(start), document.after(end));
        // Bars are drawn with rows of it.
        if before == Some(PIECE) || after == Some(PIECE) || !after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let opens = before.is_none_or(|c| c == '\n' || matches!(c, '“' | '‘'));
        let reason = Reason::new(format!("“{PIECE}” is how a translation system writes the space before a word"));
        out.push(Edit::fix(Span::new(start, end), if opens { "" } else { " " }, RULE, reason));
    }
}

/// `de@@ velop` → `develop`
fn joints(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for (at, joint) in text.match_indices(JOINT) {
        let end = at + joint.len();
        if document.before(at).is_some_and(char::is_alphabetic) && document.after(end).is_some_and(char::is_alphabetic) {
            let reason = Reason::new("“@@” is how a translation system parts the pieces of a word");
            out.push(Edit::fix(Span::new(at, end), "", RULE, reason));
        }
    }
}

/// `<unk>`: there was a word, and nobody knows which.
fn unknown(document: &Document<'_>, out: &mut Proposals) {
    for (at, sign) in document.text().match_indices(UNKNOWN) {
        let reason = Reason::new("“<unk>” stands for a word that a translation system did not know: it is missing");
        out.push(Edit::note(Span::new(at, at + sign.len()), RULE, reason));
    }
}
