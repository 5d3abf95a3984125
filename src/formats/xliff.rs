//! XLIFF 1.2 and 2.x: the targets, a document each file in it. Inline codes are known seams, those that stand for content are
//! something that no repair goes over. A unit without a target, and what is not to be translated, stays.

use std::ops::Range;

use super::Problem;
use super::prose::Prose;
use super::xml::{Gatherer, Tag, Token, read};

/// Codes that begin or end something, with what they hold.
const PAIRED: &[&str] = &["bx", "ex", "bpt", "ept", "it", "sc", "ec", "sm", "em"];

/// Around text.
const AROUND: &[&str] = &["g", "pc", "mrk"];

/// The prose of the files in it.
pub(super) fn proses(text: &str) -> Result<Vec<Prose>, Problem> {
    let mut reader = Xliff { gatherer: Gatherer::new(text), levels: Vec::new(), target: None, proses: Vec::new(), joins: false };
    read(text, "xliff", "XLIFF", |token, range| {
        match token {
            Token::Start(tag) => reader.start(&tag, range),
            Token::End(name) => reader.end(name, range),
            Token::Text => reader.words(|g| g.words(range)),
            Token::Cdata => reader.words(|g| g.section(range)),
            Token::Entity(known) => reader.words(|g| g.entity(known, range)),
        }
        Ok(())
    })?;
    Ok(reader.proses)
}

/// What holds in an element and is handed down.
#[derive(Clone)]
struct Level<'t> {
    name: &'t str,
    translated: bool,
    english: bool,
    preserves: bool,
}

/// The target being read.
struct Target {
    /// Elements around it.
    depth: usize,
    /// The code that is passed over, with all it holds: its depth, its beginning, and does it stand for content?
    code: Option<(usize, usize, Code)>,
    /// Elements whose text stays, with where it begins in the prose.
    stays: Vec<(usize, usize)>,
    /// Where text that stays begins, without an element around it (`sm` to `em`).
    marked: Option<usize>,
    /// Where the target begins in the prose.
    from: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Code {
    Opens,
    Closes,
    Line,
    Content,
}

struct Xliff<'t> {
    gatherer: Gatherer<'t>,
    levels: Vec<Level<'t>>,
    target: Option<Target>,
    proses: Vec<Prose>,
    /// Does the next target go on in the paragraph of the last one?
    joins: bool,
}

/// Is a text in that language read?
pub(super) fn is_english(language: &str) -> bool {
    let main = language.split(['-', '_']).next().unwrap_or_default().trim();
    main.is_empty() || main.eq_ignore_ascii_case("en") || main.eq_ignore_ascii_case("eng")
}

impl<'t> Xliff<'t> {
    fn start(&mut self, tag: &Tag<'t>, range: Range<usize>) {
        let above = self.levels.last();
        let mut level = Level {
            name: tag.name,
            translated: above.is_none_or(|l| l.translated),
            english: above.is_none_or(|l| l.english),
            preserves: above.is_some_and(|l| l.preserves),
        };
        if self.target.is_some() {
            self.inside(tag, range);
            return self.levels.push(level);
        }
        if let Some(translate) = tag.attribute("translate") {
            level.translated = translate != "no";
        }
        if let Some(space) = tag.attribute("space") {
            level.preserves = space == "preserve";
        }
        let language = match tag.name {
            "xliff" => tag.attribute("trgLang"),
            "file" => tag.attribute("target-language"),
            "target" => tag.attribute("lang"),
            _ => None,
        };
        if let Some(language) = language {
            level.english = is_english(&language);
        }
        let parent = above.map_or("", |l| l.name);
        match tag.name {
            "file" | "unit" | "trans-unit" => self.joins = false,
            "target" if matches!(parent, "trans-unit" | "segment" | "ignorable") && level.translated && level.english => {
                // Segments of a unit are one paragraph, if they stand in the order of the file.
                let joins = self.joins && tag.attribute("order").is_none();
                self.joins = parent != "trans-unit";
                self.gatherer.preserves = level.preserves;
                if joins {
                    self.gatherer.goes_on()
                } else {
                    self.gatherer.broken()
                }
                let from = self.gatherer.builder.len();
                self.target = Some(Target { depth: self.levels.len(), code: None, stays: Vec::new(), marked: None, from });
            }
            _ => {}
        }
        self.levels.push(level);
    }

    /// An element in a target.
    fn inside(&mut self, tag: &Tag<'t>, range: Range<usize>) {
        let depth = self.levels.len();
        let Some(target) = self.target.as_mut().filter(|t| t.code.is_none()) else { return };
        let closes = tag.attribute("pos").is_some_and(|p| p == "close");
        let untranslated = tag.attribute("translate").is_some_and(|t| t == "no")
            || tag.name == "mrk" && tag.attribute("mtype").is_some_and(|t| t == "protected" || t == "x-protected");
        if AROUND.contains(&tag.name) {
            if tag.name == "mrk" && tag.attribute("mtype").is_some_and(|t| t == "seg") {
                self.gatherer.goes_on();
            } else {
                self.gatherer.opens(range);
            }
            if untranslated {
                target.stays.push((depth, self.gatherer.builder.len()));
            }
            return;
        }
        let is_line = || {
            let is = |name: &str, value: &str| tag.attribute(name).is_some_and(|v| v == value);
            is("ctype", "lb") || is("subType", "xlf:lb")
        };
        let code = match tag.name {
            "ex" | "ept" | "ec" | "em" => Code::Closes,
            "it" if closes => Code::Closes,
            name if PAIRED.contains(&name) => Code::Opens,
            _ if is_line() => Code::Line,
            _ => Code::Content,
        };
        if let Some(from) = target.marked.take_if(|_| tag.name == "em") {
            self.gatherer.builder.fix(from);
        }
        target.code = Some((depth, range.start, code));
        if tag.name == "sm" && untranslated {
            self.gatherer.settle();
            target.marked = Some(self.gatherer.builder.len());
        }
    }

    fn end(&mut self, name: &'t str, range: Range<usize>) {
        self.levels.pop();
        let depth = self.levels.len();
        if name == "file" && self.target.is_none() {
            self.finish();
        }
        let Some(target) = &mut self.target else { return };
        if let Some((_, start, code)) = target.code.take_if(|(d, ..)| *d == depth) {
            let whole = start..range.end;
            match code {
                Code::Opens => self.gatherer.opens(whole),
                Code::Closes => self.gatherer.closes(whole),
                Code::Line => self.gatherer.line(whole),
                Code::Content => self.gatherer.content(whole),
            }
            return;
        }
        if target.code.is_some() {
            return;
        }
        if depth > target.depth {
            self.gatherer.closes(range);
            if let Some((_, from)) = target.stays.pop_if(|(d, _)| *d == depth) {
                self.gatherer.builder.fix(from);
            }
            return;
        }
        if let Some(from) = target.marked {
            self.gatherer.builder.fix(from);
        }
        let from = target.from;
        self.gatherer.builder.fix_codes(from);
        self.target = None;
    }

    /// Text, if it is a target's own.
    fn words(&mut self, take: impl FnOnce(&mut Gatherer<'t>)) {
        if self.target.as_ref().is_some_and(|t| t.code.is_none()) {
            take(&mut self.gatherer);
        }
    }

    /// A file in it ends.
    fn finish(&mut self) {
        let gatherer = self.gatherer.another();
        let gatherer = std::mem::replace(&mut self.gatherer, gatherer);
        self.proses.extend(gatherer.finish());
    }
}
