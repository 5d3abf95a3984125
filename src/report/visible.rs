//! Text as it may be shown on a terminal.

use std::borrow::Cow;

/// `text` with control characters, direction marks and other invisible characters written out, so that no file and no
/// dictionary can steer the terminal. Tabs and line ends become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            c if (c as u32) < 0x20 => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('?')),
            c if is_unseen(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A record as one line of JSON, in which such characters are escaped: it reads back the same.
///
/// # Errors
/// The record can't be written as JSON; none of ours is such.
pub fn json_line<T: serde::Serialize>(record: &T) -> serde_json::Result<String> {
    Ok(escape_unseen(serde_json::to_string(record)?))
}

/// JSON in which no control character or other invisible one stands as it is.
pub(super) fn escape_unseen(line: String) -> String {
    if !line.chars().any(is_unseen) {
        return line;
    }
    let mut out = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        // Such characters stand in strings alone, and none of them needs two units of UTF-16.
        if is_unseen(c) {
            out.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_comes_through() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}"), "a␛[31mb␇");
        assert_eq!(visible("x\u{202e}y\u{9b}"), "x<U+202E>y<U+009B>");
        assert_eq!(visible("plain ünï"), "plain ünï");
        let hostile = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{feff}é";
        let line = json_line(&hostile).unwrap();
        assert!(!line.chars().any(is_unseen), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), hostile);
    }
}
