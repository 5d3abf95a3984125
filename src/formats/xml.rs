//! XML, read as a stream with the places of what it finds, and what the formats written in it have in common: text with its entities
//! and sections, codes within it. Entities that a file declares are not expanded: each stands for something that nobody knows.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::reader::Reader;

use super::prose::{Builder, Prose};
use super::writing::Writing;
use super::{Problem, entity};

/// What the reader of a format is told, in the order of the file.
pub(super) enum Token<'t> {
    /// An element begins.
    Start(Tag<'t>),
    /// An element ends; its name without prefix.
    End(&'t str),
    /// Text without entities.
    Text,
    /// The text of a CDATA section.
    Cdata,
    /// An entity, and what it means if that is known.
    Entity(Option<char>),
}

/// The tag that an element begins with.
pub(super) struct Tag<'t> {
    start: BytesStart<'t>,
    /// Its name without prefix.
    pub(super) name: &'t str,
}

impl Tag<'_> {
    /// The attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
            let value: &str = a.value.as_ref();
            quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |v| v.into_owned())
        })
    }
}

/// Reads `text`, whose root must be named `root`; an empty element begins and ends.
///
/// # Errors
/// It is not well-formed, or something else than `what`; or what `each` says.
pub(super) fn read<'t>(
    text: &'t str,
    root: &str,
    what: &str,
    mut each: impl FnMut(Token<'t>, Range<usize>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    // The reader passes over a byte-order mark without counting it.
    let lead = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&text[lead..]);
    reader.config_mut().enable_all_checks(true);
    let mut open: Vec<(&'t str, usize)> = Vec::new();
    let mut rooted = false;
    loop {
        let start = lead + reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|e| {
            let at = lead + reader.error_position() as usize;
            Problem::at(text, at, format!("it is no XML: {e}"))
        })?;
        let range = start..lead + reader.buffer_position() as usize;
        let outside = |what: &str| Err(Problem::at(text, start, format!("it is no XML: {what} outside of its root element")));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = local(text, &range, tag.name());
                if open.is_empty() && std::mem::replace(&mut rooted, true) {
                    return outside("an element");
                }
                if open.is_empty() && name != root {
                    return Err(Problem::at(text, start, format!("it is no {what}: its root is <{name}>, not <{root}>")));
                }
                if let Some(e) = tag.attributes().find_map(Result::err) {
                    return Err(Problem::at(text, start, format!("it is no XML: {e}")));
                }
                let empty = text[range.clone()].ends_with("/>");
                each(Token::Start(Tag { start: tag, name }), range.clone())?;
                if empty {
                    each(Token::End(name), range)?;
                } else {
                    open.push((name, start));
                }
            }
            Event::End(_) => {
                let name = open.pop().map_or("", |(name, _)| name);
                each(Token::End(name), range)?;
            }
            Event::Text(_) if open.is_empty() => {
                if !text[range].trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
                    return outside("text");
                }
            }
            Event::Text(_) => each(Token::Text, range)?,
            Event::CData(_) | Event::GeneralRef(_) if open.is_empty() => return outside("text"),
            Event::CData(_) => each(Token::Cdata, range)?,
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    Ok(None) => predefined(&text[range.start + 1..range.end - 1]),
                    Err(e) => return Err(Problem::at(text, start, format!("it is no XML: {e}"))),
                };
                each(Token::Entity(known), range)?;
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some((name, start)) = open.pop() {
        return Err(Problem::at(text, start, format!("it is no XML: <{name}> is never closed")));
    }
    if rooted { Ok(()) } else { Err(Problem::new(format!("it is no {what}: it has no element"))) }
}

/// The name without its prefix, in the file's own bytes.
fn local<'t>(text: &'t str, tag: &Range<usize>, name: QName<'_>) -> &'t str {
    let end = tag.start + 1 + name.into_inner().len();
    text.get(end - name.local_name().into_inner().len()..end).unwrap_or_default()
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// The encoding that a file declares, if it begins as XML does.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let end = memchr::memmem::find(head, b"?>")?;
    let declaration = std::str::from_utf8(head.strip_prefix(b"<?xml").and(head.get(..end))?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}

/// Stands in prose for content that is not text: an image, a variable.
pub(super) const CONTENT: &str = "\u{fffc}";

/// Prose being gathered out of XML.
pub(super) struct Gatherer<'t> {
    text: &'t str,
    pub(super) builder: Builder<'t>,
    plain: Writing,
    /// Space that counts if something follows it.
    space: Option<Range<usize>>,
    /// Does every space and line end count?
    pub(super) preserves: bool,
    /// Does space not count before something else has come?
    leading: bool,
}

impl<'t> Gatherer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let narrow = declared(text.as_bytes()).is_some_and(|name| !name.to_lowercase().starts_with("utf"));
        Self::writing(text, Writing::Html { ascii: narrow || entity::is_ascii(text) })
    }

    /// Another one of the same file, which is not looked through again.
    pub(super) fn another(&self) -> Self {
        Self::writing(self.text, self.plain)
    }

    fn writing(text: &'t str, plain: Writing) -> Self {
        Gatherer { text, builder: Builder::new(text, plain), plain, space: None, preserves: false, leading: false }
    }

    /// Text as it stands.
    pub(super) fn words(&mut self, range: Range<usize>) {
        if self.preserves {
            self.settle();
            return self.builder.verbatim(range);
        }
        let text = &self.text[range.clone()];
        let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let mut at = 0;
        while at < text.len() {
            let word = text[at..].find(space).unwrap_or(text.len() - at);
            if word > 0 {
                self.settle();
                self.builder.verbatim(range.start + at..range.start + at + word);
            }
            at += word;
            let run = text[at..].find(|c| !space(c)).unwrap_or(text.len() - at);
            if run > 0 && !self.leading {
                let (from, to) = (range.start + at, range.start + at + run);
                let from = self.space.take().filter(|s| s.end == from).map_or(from, |s| s.start);
                self.space = Some(from..to);
            }
            at += run;
        }
    }

    /// The text of a CDATA section, where nothing is escaped.
    pub(super) fn section(&mut self, range: Range<usize>) {
        let inner = range.start + "<![CDATA[".len()..range.end - "]]>".len();
        self.builder.turns(Writing::Plain);
        self.words(inner);
        self.settle();
        self.builder.turns(self.plain);
    }

    /// An entity.
    pub(super) fn entity(&mut self, known: Option<char>, range: Range<usize>) {
        match known {
            Some(c) => {
                self.settle();
                self.builder.decoded(c.encode_utf8(&mut [0; 4]), range);
            }
            None => self.content(range),
        }
    }

    /// Something that stands for content and stays.
    pub(super) fn content(&mut self, range: Range<usize>) {
        self.settle();
        self.builder.fixed(CONTENT, range);
    }

    /// A line end.
    pub(super) fn line(&mut self, range: Range<usize>) {
        self.space = None;
        if self.builder.len() > 0 {
            self.builder.fixed("\n", range);
        }
    }

    /// A code that begins something.
    pub(super) fn opens(&mut self, range: Range<usize>) {
        self.settle();
        self.builder.opens(range.start);
        self.builder.edge();
    }

    /// A code that ends something.
    pub(super) fn closes(&mut self, range: Range<usize>) {
        self.settle();
        self.builder.closes(range.end);
        self.builder.edge();
    }

    /// A paragraph ends here.
    pub(super) fn broken(&mut self) {
        self.space = None;
        self.builder.broken();
    }

    /// What follows goes on in the paragraph if a space parts it from what came before.
    pub(super) fn goes_on(&mut self) {
        self.settle();
        if !self.builder.is_spaced() {
            self.builder.broken();
        }
    }

    /// A text begins whose space at both ends counts only if it preserves it.
    pub(super) fn begins_text(&mut self, preserves: bool) {
        (self.preserves, self.leading) = (preserves, !preserves);
    }

    /// It ends.
    pub(super) fn ends_text(&mut self) {
        (self.space, self.leading) = (None, false);
    }

    /// The space before what comes now.
    pub(super) fn settle(&mut self) {
        self.leading = false;
        if let Some(space) = self.space.take()
            && !self.builder.is_spaced()
        {
            self.builder.decoded(" ", space);
        }
    }

    pub(super) fn finish(self) -> Option<Prose> {
        self.builder.finish()
    }
}
