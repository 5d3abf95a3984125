//! `&amp;quot;` → `"`, `&#8217;` → `’`, once or twice escaped.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

const RULE: &str = "escaped-entity";

/// Longest escape looked at, in bytes.
const LONGEST: usize = 48;

/// Proposes the character that an escape stands for.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.count('&') == 0 || marks.count(';') == 0 {
        return;
    }
    let bytes = document.text().as_bytes();
    let mut proposed = Vec::new();
    for at in memchr::memchr_iter(b'&', bytes) {
        match entity(document.text(), at) {
            Some((end, character)) => proposed.push((Span::new(at, end), character)),
            None => leave(document, at, out),
        }
    }
    if proposed.is_empty() {
        return;
    }
    if talks_of_entities(document) {
        for (span, _) in proposed {
            out.left(RULE, span, || "the text speaks of markup, and shows its escapes on purpose");
        }
        return;
    }
    for (span, character) in proposed {
        let right = if is_space(&character) { spaced(document, span) } else { character };
        let escape = document.slice(span);
        let reason = Reason::new(format!("“{escape}” is an escape of markup left in the text"));
        out.push(Edit::fix(span, right, RULE, reason));
    }
}

/// An ampersand that begins no escape is an ampersand; one that has its semicolon may be taken for an escape.
fn leave(document: &Document<'_>, at: usize, out: &mut Proposals) {
    let body = &document.text()[at + 1..];
    let length = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if length > 0 && body[length..].starts_with(';') {
        let span = Span::new(at, at + 1 + length + 1);
        out.left(RULE, span, || "no character has this name, or to write it out would make a tag of markup");
    }
}

fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// A space, unless there is one already.
fn spaced(document: &Document<'_>, span: Span) -> String {
    let white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if white(document.before(span.start())) || white(document.after(span.end())) { String::new() } else { " ".to_owned() }
}

/// The end of the escape that begins at `at`, and its character. Translation systems put spaces into it: `& quot ;`.
fn entity(text: &str, at: usize) -> Option<(usize, String)> {
    let mut limit = (at + LONGEST).min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let tail = &text[at..limit];
    let mut name = tail[1..].trim_start_matches(' ');
    // "&amp;amp;quot;": what is escaped twice
    while let Some(rest) = name.strip_prefix("amp").map(|r| r.trim_start_matches(' ')).and_then(|r| r.strip_prefix(';')) {
        let inner = rest.trim_start_matches(' ');
        let length = name_length(inner);
        if length == 0 {
            return Some((limit - rest.len(), "&".to_owned()));
        }
        name = inner;
    }
    let gap = name.len() != tail.len() - 1;
    let hash = name.starts_with('#');
    let body = if hash { name[1..].trim_start_matches(' ') } else { name };
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = body[length..].trim_start_matches(' ').strip_prefix(';')?;
    let loose = gap || rest.len() + 1 != body.len() - length || (hash && body.len() + 1 != name.len());
    let body = &body[..length];
    // With spaces inside, only escapes that nothing else reads as.
    if length == 0
        || (loose
            && !hash
            && !matches!(
                body,
                "quot" | "amp" | "apos" | "lt" | "gt" | "nbsp" | "rsquo" | "lsquo" | "ldquo" | "rdquo" | "ndash" | "mdash"
            ))
    {
        return None;
    }
    let escape = if hash { format!("&#{body};") } else { format!("&{body};") };
    let decoded = htmlize::unescape(escape.as_str());
    if decoded == escape
        || decoded.chars().any(|c| c.is_control() || c == '\u{fffd}')
        || &*decoded == "<" && opens_tag(&text[limit - rest.len()..])
        || &*decoded == ">" && closes_tag(&text[..at])
    {
        return None;
    }
    Some((limit - rest.len(), decoded.into_owned()))
}

/// Bytes of the rest of an escape, `quot;` or `#39;`, at the start of `text`; 0 if none is there.
fn name_length(text: &str) -> usize {
    let body = text.trim_start_matches('#');
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if length > 0 && length < 10 && body[length..].trim_start_matches(' ').starts_with(';') {
        text.len() - body.len() + length
    } else {
        0
    }
}

/// `&lt;b&gt;`: decoding it would make a tag.
fn opens_tag(after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
}

/// `&lt;b&gt;`, read from its end.
fn closes_tag(before: &str) -> bool {
    let near: &[u8] = &before.as_bytes()[before.len().saturating_sub(200)..];
    let line = near.rsplit(|b| *b == b'\n').next().unwrap_or(near);
    line.contains(&b'<') || memchr::memmem::find(line, b"&lt;").is_some()
}

/// A text about markup shows its escapes on purpose.
fn talks_of_entities(document: &Document<'_>) -> bool {
    ["HTML", "XML", "html", "entities", "ampersand", "ampersands"].iter().any(|w| document.survey().find(w).is_some())
}
