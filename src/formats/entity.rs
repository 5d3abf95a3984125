//! Entities of HTML (`&rsquo;`, `&#8217;`, `&amp`) and XML, one by one with their places.

use std::ops::Range;

/// Longest entity that has a name, with its `&` and `;`.
const LONGEST: usize = 34;

/// The text in parts, each with its place: as it stands, or an entity and what it means.
pub(super) fn parts(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < from {
            continue;
        }
        if let Some((len, meaning)) = entity(&text[at..]) {
            if from < at {
                out.push((from..at, None));
            }
            out.push((at..at + len, Some(meaning)));
            from = at + len;
        }
    }
    if from < text.len() {
        out.push((from..text.len(), None));
    }
    out
}

/// The entity that `text` begins with: its length, and what it means.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text[1..].bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count() + 1;
    let closed = text.as_bytes().get(end) == Some(&b';');
    let whole = &text[..end + usize::from(closed)];
    let meaning = htmlize::unescape(whole);
    if meaning == whole {
        return None;
    }
    if closed && !meaning.ends_with(';') {
        return Some((whole.len(), meaning.into_owned()));
    }
    // Old entities need no semicolon: “&copyfoo” is “©foo”.
    let length = (2..=whole.len()).find(|&n| {
        let (entity, rest) = whole.split_at(n);
        let decoded = htmlize::unescape(entity);
        decoded != entity
            && decoded.len() + rest.len() == meaning.len()
            && meaning.starts_with(&*decoded)
            && meaning.ends_with(rest)
    })?;
    // Its semicolon is part of it.
    let length = length
        + usize::from(
            text.as_bytes().get(length) == Some(&b';')
                && htmlize::unescape(&text[..length + 1]) == htmlize::unescape(&text[..length]),
        );
    Some((length, htmlize::unescape(&text[..length]).into_owned()))
}

/// Does the file write all beyond ASCII as entities?
pub(super) fn is_ascii(text: &str) -> bool {
    text.is_ascii() && parts(text).iter().any(|(_, meaning)| meaning.as_ref().is_some_and(|m| !m.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_one_by_one() {
        let read = |text: &str| -> String {
            parts(text).iter().map(|(r, m)| format!("[{}={}]", &text[r.clone()], m.as_deref().unwrap_or("_"))).collect()
        };
        assert_eq!(
            read("a&rsquo;b &#8217;&#x2019; AT&T R&D & so"),
            "[a=_][&rsquo;=’][b =_][&#8217;=’][&#x2019;=’][ AT&T R&D & so=_]"
        );
        assert_eq!(read("&copyfoo &amp &nosuch; &amp;"), "[&copy=©][foo =_][&amp=&][ &nosuch; =_][&amp;=&]");
        for text in ["&copyfoo; &notin; &notit; &ltx &#0; &#x110000; &#55296; &;&#;&#x;", "&&amp;&", "&fjlig;"] {
            let whole: String = parts(text).iter().map(|(r, m)| m.clone().unwrap_or(text[r.clone()].to_owned())).collect();
            assert_eq!(whole, htmlize::unescape(text), "{text}");
        }
    }
}
