//! HTML: the text between tags, across inline tags one paragraph; `alt` and `title` of attributes. Scripts, styles, code and what is
//! set as it is typed stay, comments and all other attributes too.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, StartTag, Token, Tokenizer};

use super::entity;
use super::prose::{Builder, Prose};
use super::writing::Writing;

/// Elements within a paragraph. All others begin and end one.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Inline elements that hold no text: a letter before and behind them may be of one word.
const EMPTY: &[&str] = &["img", "input", "wbr"];

/// Inline elements whose text is read with its sentence and stays as it is.
const FIXED: &[&str] = &["code", "kbd", "samp", "sub", "sup", "tt", "var"];

/// Elements that are passed over with all they hold.
const CLOSED: &[&str] = &[
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "pre",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "xmp",
];

/// The prose of a page; `None`: it has none.
pub(super) fn prose(text: &str) -> Option<Prose> {
    let ascii = entity::is_ascii(text);
    let mut page = Page {
        text,
        ascii,
        builder: Builder::new(text, Writing::Html { ascii }),
        space: None,
        stays: None,
        attributes: Vec::new(),
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&tag),
            Token::String(string) => page.string(string.span.start..string.span.end, &string.value),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

/// A page being read.
struct Page<'t> {
    text: &'t str,
    ascii: bool,
    builder: Builder<'t>,
    /// Space that counts if something follows it.
    space: Option<Range<usize>>,
    /// The element whose text stays as it is.
    stays: Option<Stays>,
    /// What stands in `alt` and `title`, with its quotation marks; read behind the text.
    attributes: Vec<(Range<usize>, Option<char>)>,
}

struct Stays {
    name: Vec<u8>,
    /// How many of that name are open.
    depth: usize,
    /// Passed over, or read with its sentence from this offset of the prose on?
    read: Option<usize>,
}

fn is(list: &[&str], name: &[u8]) -> bool {
    list.iter().any(|n| n.as_bytes() == name)
}

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if let Some(stays) = &mut self.stays {
            stays.depth += usize::from(stays.name == name);
            return;
        }
        let Some(range) = self.tag(tag.span.start, tag.span.end) else { return };
        self.attributes(tag, range.clone());
        if name == b"br" {
            self.space = None;
            if self.builder.len() > 0 {
                self.builder.fixed("\n", range);
            }
            return;
        }
        let inline = is(INLINE, name);
        if inline {
            self.settle();
            self.builder.opens(range.start);
            if !is(EMPTY, name) && !is(FIXED, name) {
                self.builder.edge();
            }
        } else {
            self.space = None;
            self.builder.broken();
        }
        let untranslated = tag.attributes.get(&b"translate"[..]).is_some_and(|v| v.eq_ignore_ascii_case(b"no"));
        if is(CLOSED, name) || is(FIXED, name) || untranslated && !is(EMPTY, name) {
            let read = (inline || untranslated).then(|| self.builder.len());
            self.stays = Some(Stays { name: name.to_vec(), depth: 1, read });
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name: &[u8] = &tag.name;
        let ended = match &mut self.stays {
            Some(stays) if stays.name == name && stays.depth > 1 => {
                stays.depth -= 1;
                return;
            }
            Some(stays) if stays.name != name => return,
            stays => stays.take(),
        };
        if let Some(from) = ended.and_then(|s| s.read) {
            self.builder.fix(from);
        }
        let Some(range) = self.tag(tag.span.start, tag.span.end) else { return };
        if is(INLINE, name) {
            self.settle();
            self.builder.closes(range.end);
            if !is(FIXED, name) {
                self.builder.edge();
            }
        } else {
            self.space = None;
            self.builder.broken();
        }
    }

    /// A tag's bytes, if they are what they should be.
    fn tag(&self, start: usize, end: usize) -> Option<Range<usize>> {
        self.text.get(start..end).filter(|t| t.starts_with('<') && t.ends_with('>')).map(|_| start..end)
    }

    fn string(&mut self, range: Range<usize>, value: &[u8]) {
        if self.stays.as_ref().is_some_and(|s| s.read.is_none()) {
            return;
        }
        let Some(raw) = self.text.get(range.clone()) else { return };
        let parts = entity::parts(raw);
        if !agrees(raw, &parts, value) {
            self.space = None;
            self.builder.broken();
            return;
        }
        for (part, meaning) in parts {
            let place = range.start + part.start..range.start + part.end;
            match meaning {
                Some(meaning) => {
                    self.settle();
                    self.builder.decoded(&meaning, place);
                }
                None => self.words(&raw[part], place.start),
            }
        }
    }

    /// Text without entities: a run of spaces and line ends is one space.
    fn words(&mut self, text: &str, start: usize) {
        let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut at = 0;
        while at < text.len() {
            let word = text[at..].find(space).unwrap_or(text.len() - at);
            if word > 0 {
                self.settle();
                self.builder.verbatim(start + at..start + at + word);
            }
            at += word;
            let run = text[at..].find(|c| !space(c)).unwrap_or(text.len() - at);
            if run > 0 {
                let from = self.space.take().filter(|s| s.end == start + at).map_or(start + at, |s| s.start);
                self.space = Some(from..start + at + run);
            }
            at += run;
        }
    }

    /// The space before what comes now.
    fn settle(&mut self) {
        if let Some(space) = self.space.take()
            && !self.builder.is_spaced()
        {
            self.builder.decoded(" ", space);
        }
    }

    /// Notes where the attributes that people read stand in a tag.
    fn attributes(&mut self, tag: &StartTag<usize>, range: Range<usize>) {
        if is(&["link", "style", "meta", "script"], &tag.name) {
            return;
        }
        for name in ["alt", "title"] {
            let Some(value) = tag.attributes.get(name.as_bytes()).filter(|v| !v.value.is_empty()) else { continue };
            if let Some((place, quote)) = attribute(&self.text[range.clone()], name) {
                let place = range.start + place.start..range.start + place.end;
                let raw = &self.text[place.clone()];
                if agrees(raw, &entity::parts(raw), &value.value) {
                    self.attributes.push((place, quote));
                }
            }
        }
    }

    fn finish(mut self) -> Option<Prose> {
        if let Some(from) = self.stays.and_then(|s| s.read) {
            self.builder.fix(from);
        }
        let attributes = std::mem::take(&mut self.attributes);
        for (place, quote) in attributes {
            self.builder.writes(Writing::Attribute { quote, ascii: self.ascii });
            self.builder.aside();
            let raw = &self.text[place.clone()];
            for (part, meaning) in entity::parts(raw) {
                let at = place.start + part.start..place.start + part.end;
                match meaning {
                    Some(meaning) => self.builder.decoded(&meaning, at),
                    None => self.builder.verbatim(at),
                }
            }
        }
        self.builder.finish()
    }
}

/// Are the parts what the tokenizer has read? What is understood otherwise is not touched.
fn agrees(raw: &str, parts: &[(Range<usize>, Option<String>)], value: &[u8]) -> bool {
    let understood: String = parts.iter().map(|(r, meaning)| meaning.as_deref().unwrap_or(&raw[r.clone()])).collect();
    understood.replace("\r\n", "\n").replace('\r', "\n").as_bytes() == value
}

/// Where the value of an attribute stands in a tag, without its quotation marks, and those.
fn attribute(tag: &str, wanted: &str) -> Option<(Range<usize>, Option<char>)> {
    let bytes = tag.as_bytes();
    let skip = |mut at: usize, what: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|b| what(*b)) {
            at += 1;
        }
        at
    };
    let mut at = skip(1, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'));
    loop {
        at = skip(at, |b| b.is_ascii_whitespace() || b == b'/');
        let name = at..skip(at + 1, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'/' | b'>'));
        if bytes.get(at).is_none_or(|b| *b == b'>') {
            return None;
        }
        at = skip(name.end, |b| b.is_ascii_whitespace());
        let mut found = None;
        if bytes.get(at) == Some(&b'=') {
            at = skip(at + 1, |b| b.is_ascii_whitespace());
            found = Some(match bytes.get(at)? {
                quote @ (b'"' | b'\'') => {
                    let end = at + 1 + memchr::memchr(*quote, &bytes[at + 1..])?;
                    let value = at + 1..end;
                    at = end + 1;
                    (value, Some(char::from(*quote)))
                }
                _ => {
                    let end = skip(at, |b| !b.is_ascii_whitespace() && b != b'>');
                    let value = at..end;
                    at = end;
                    (value, None)
                }
            });
        }
        if tag[name].eq_ignore_ascii_case(wanted) {
            return found;
        }
    }
}
