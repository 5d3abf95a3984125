//! How letters are written in a format.

use std::fmt::Write as _;

/// The escaping in force at a place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Every letter stands for itself.
    Plain,
    /// In a JSON string; `ascii`: the file writes all beyond ASCII as `\u….`.
    Json { ascii: bool },
    /// In a cell of a table between quotation marks.
    Quoted,
    /// In a paragraph of Markdown.
    Markdown,
    /// In a string of PO.
    Po,
    /// In the text of HTML and XML; `ascii`: the file writes all beyond ASCII as entities.
    Html { ascii: bool },
    /// In an attribute of HTML, between these quotation marks (`None`: between none).
    Attribute { quote: Option<char>, ascii: bool },
}

impl Writing {
    /// Writes `text` into `out` as the format does.
    pub(super) fn write(self, text: &str, out: &mut String) {
        match self {
            Writing::Plain => out.push_str(text),
            Writing::Json { ascii } => text.chars().for_each(|c| json(c, ascii, out)),
            Writing::Quoted => out.push_str(&text.replace('"', "\"\"")),
            Writing::Markdown => text.chars().for_each(|c| markdown(c, out)),
            Writing::Po => text.chars().for_each(|c| match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                c => out.push(c),
            }),
            Writing::Html { ascii } => text.chars().for_each(|c| html(c, "<>", ascii, out)),
            Writing::Attribute { quote: Some('"'), ascii } => text.chars().for_each(|c| html(c, "\"", ascii, out)),
            Writing::Attribute { quote: Some(_), ascii } => text.chars().for_each(|c| html(c, "'", ascii, out)),
            Writing::Attribute { quote: None, ascii } => text.chars().for_each(|c| html(c, "\"'`=<> \t\n", ascii, out)),
        }
    }

    /// `text` as the format writes it.
    pub(super) fn written(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.write(text, &mut out);
        out
    }
}

fn json(c: char, ascii: bool, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c < ' ' || ascii && !c.is_ascii() => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.push(c),
    }
}

/// `&`, those of `marks`, and what is beyond ASCII if the file has none of it, as entities.
fn html(c: char, marks: &str, ascii: bool, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' if marks.contains(c) => out.push_str("&lt;"),
        '>' if marks.contains(c) => out.push_str("&gt;"),
        '"' if marks.contains(c) => out.push_str("&quot;"),
        c if marks.contains(c) || ascii && !c.is_ascii() => {
            let _ = write!(out, "&#{};", u32::from(c));
        }
        c => out.push(c),
    }
}

/// What would begin markup is escaped.
fn markdown(c: char, out: &mut String) {
    if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|') {
        out.push('\\');
    }
    out.push(c);
}
