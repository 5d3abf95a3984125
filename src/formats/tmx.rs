//! TMX translation memories: the English variants that are not the source, each a document. Inline codes are known seams, those that
//! stand for content are something that no repair goes over.

use std::ops::Range;

use super::Problem;
use super::prose::Prose;
use super::xliff::is_english;
use super::xml::{Gatherer, Tag, Token, read};

/// The prose of the variants.
pub(super) fn proses(text: &str) -> Result<Vec<Prose>, Problem> {
    let mut reader = Tmx {
        empty: Gatherer::new(text),
        depth: 0,
        header: None,
        unit: None,
        wanted: false,
        segment: None,
        code: None,
        proses: Vec::new(),
    };
    read(text, "tmx", "TMX", |token, range| {
        match token {
            Token::Start(tag) => {
                reader.start(&tag, range);
                reader.depth += 1;
            }
            Token::End(name) => {
                reader.depth -= 1;
                reader.end(name, range);
            }
            Token::Text => reader.words(|g| g.words(range)),
            Token::Cdata => reader.words(|g| g.section(range)),
            Token::Entity(known) => reader.words(|g| g.entity(known, range)),
        }
        Ok(())
    })?;
    Ok(reader.proses)
}

struct Tmx<'t> {
    /// What each segment begins as.
    empty: Gatherer<'t>,
    depth: usize,
    /// The source language of the memory, and of the unit if it has its own.
    header: Option<String>,
    unit: Option<String>,
    /// Is the variant one that is read?
    wanted: bool,
    segment: Option<Gatherer<'t>>,
    /// The code that is passed over, with all it holds: its depth, its beginning, and is it `Some(true)` one that begins something,
    /// `Some(false)` one that ends something, or content?
    code: Option<(usize, usize, Option<bool>)>,
    proses: Vec<Prose>,
}

impl<'t> Tmx<'t> {
    fn start(&mut self, tag: &Tag<'t>, range: Range<usize>) {
        if let Some(segment) = &mut self.segment {
            if self.code.is_some() {
                return;
            }
            if tag.name == "hi" {
                return segment.opens(range);
            }
            let closes = tag.attribute("pos").is_some_and(|p| p == "end");
            let ends = match tag.name {
                "bpt" => Some(true),
                "ept" => Some(false),
                "it" => Some(!closes),
                _ => None,
            };
            self.code = Some((self.depth, range.start, ends));
            return;
        }
        match tag.name {
            "header" => self.header = tag.attribute("srclang"),
            "tu" => self.unit = tag.attribute("srclang"),
            "tuv" => {
                let language = tag.attribute("lang").unwrap_or_default();
                let source = self.unit.as_ref().or(self.header.as_ref()).map_or("", String::as_str);
                self.wanted = !language.is_empty() && is_english(&language) && !is_source(&language, source);
            }
            "seg" if self.wanted => self.segment = Some(self.empty.another()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let depth = self.depth;
        if let Some((_, start, begins)) = self.code.take_if(|c| c.0 == depth) {
            let Some(segment) = &mut self.segment else { return };
            let whole = start..range.end;
            return match begins {
                Some(true) => segment.opens(whole),
                Some(false) => segment.closes(whole),
                None => segment.content(whole),
            };
        }
        if self.code.is_some() {
            return;
        }
        match name {
            "hi" => self.segment.iter_mut().for_each(|s| s.closes(range.clone())),
            "seg" => {
                if let Some(mut segment) = self.segment.take() {
                    segment.builder.fix_codes(0);
                    self.proses.extend(segment.finish());
                }
            }
            "tuv" => self.wanted = false,
            _ => {}
        }
    }

    fn words(&mut self, take: impl FnOnce(&mut Gatherer<'t>)) {
        if let Some(segment) = self.segment.as_mut().filter(|_| self.code.is_none()) {
            take(segment);
        }
    }
}

/// Is a variant in this language the source? `en-GB` is not, where `en-US` is; both are, where `en` is.
fn is_source(language: &str, source: &str) -> bool {
    let (language, source) = (language.to_lowercase().replace('_', "-"), source.to_lowercase().replace('_', "-"));
    language == source
        || !source.is_empty() && language.strip_prefix(&source).is_some_and(|rest| rest.starts_with('-'))
        || source.strip_prefix(&language).is_some_and(|rest| rest.starts_with('-'))
}
