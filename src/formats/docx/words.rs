//! WordprocessingML: the text of its runs, a paragraph each `w:p`.

use std::ops::Range;

use super::super::Problem;
use super::super::prose::Prose;
use super::super::xml::{Gatherer, Tag, Token, read as read_xml};

/// Where text stands in the XML.
#[derive(Debug, Default)]
pub(super) struct Words {
    texts: Vec<Text>,
}

/// A `w:t`.
#[derive(Debug)]
struct Text {
    /// Behind the name in its tag, where an attribute goes.
    tag: usize,
    content: Range<usize>,
    /// Do spaces at its ends count?
    preserves: bool,
}

/// Reads the members, given by name and place, one after another.
pub(super) fn read<'t>(
    xml: &str,
    members: impl Iterator<Item = (&'t str, Range<usize>)>,
) -> Result<(Option<Prose>, Words), Problem> {
    let mut reader = Reader {
        gatherer: Gatherer::new(xml),
        xml,
        words: Words::default(),
        prefix: "",
        depth: 0,
        passed: None,
        text: None,
        fields: Vec::new(),
        link_ended: false,
    };
    for (name, range) in members {
        let base = range.start;
        let text = &xml[range];
        let root = root(text);
        reader.prefix = root.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        reader.fields.clear();
        reader.gatherer.broken();
        let local = root.rsplit(':').next().unwrap_or_default();
        read_xml(text, local, "member of a DOCX", |token, place| {
            let place = base + place.start..base + place.end;
            match token {
                Token::Start(tag) => {
                    reader.start(&tag, place);
                    reader.depth += 1;
                }
                Token::End(name) => {
                    reader.depth -= 1;
                    reader.end(name, place);
                }
                Token::Text => reader.words(place.clone(), |g| g.words(place)),
                Token::Cdata => reader.words(place.clone(), |g| g.section(place)),
                Token::Entity(known) => reader.words(place.clone(), |g| g.entity(known, place)),
            }
            Ok(())
        })
        .map_err(|p| Problem::new(format!("{name}: {p}")))?;
    }
    Ok((reader.gatherer.finish(), reader.words))
}

/// The name of the first element, with its prefix.
fn root(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len())];
        }
    }
    ""
}

/// What is passed over.
#[derive(Clone, Copy, PartialEq)]
enum Passed {
    /// Nothing that people see.
    Unseen,
    /// Something that stands for content.
    Content,
}

/// A field: its instruction so far, and where its result begins.
struct Field {
    instruction: String,
    result: Option<usize>,
}

struct Reader<'t> {
    xml: &'t str,
    gatherer: Gatherer<'t>,
    words: Words,
    /// That of the elements of WordprocessingML.
    prefix: &'t str,
    depth: usize,
    /// The element that is passed over, with all it holds: its depth and beginning.
    passed: Option<(usize, usize, Passed)>,
    /// The text element being read: its depth, and is it an instruction?
    text: Option<(usize, bool)>,
    fields: Vec<Field>,
    /// What comes next is put behind a link that has ended, not into it.
    link_ended: bool,
}

impl<'t> Reader<'t> {
    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if self.passed.is_some() {
            return;
        }
        if tag.name == "oMath" || tag.name == "oMathPara" {
            self.passed = Some((self.depth, range.start, Passed::Content));
            return;
        }
        if !self.is_own(&range) {
            return;
        }
        match tag.name {
            "p" => self.gatherer.broken(),
            "t" | "instrText" => {
                let preserves = tag.attribute("space").is_some_and(|v| v == "preserve");
                self.text = Some((self.depth, tag.name == "instrText"));
                self.gatherer.begins_text(preserves);
                if tag.name == "t" && !self.xml[range.clone()].ends_with("/>") {
                    let tag_end = range.start + 1 + tag.name.len() + self.prefix.len() + usize::from(!self.prefix.is_empty());
                    self.words.texts.push(Text { tag: tag_end, content: range.end..range.end, preserves });
                    if std::mem::take(&mut self.link_ended) {
                        self.gatherer.builder.opens(range.end);
                    }
                }
            }
            "tab" | "ptab" => self.gatherer.builder.fixed("\t", range),
            "br" | "cr" => self.gatherer.line(range),
            "noBreakHyphen" => self.gatherer.builder.fixed("\u{2011}", range),
            "sym" => self.gatherer.content(range),
            "hyperlink" => self.gatherer.builder.edge(),
            "fldSimple" => {
                let instruction = tag.attribute("instr").unwrap_or_default();
                self.fields.push(Field { instruction, result: Some(self.gatherer.builder.len()) });
            }
            "fldChar" => self.field(&tag.attribute("fldCharType").unwrap_or_default()),
            // Tabs of a paragraph's properties are no letters; what was taken out or moved away is not there.
            "pPr" | "rPr" | "sectPr" | "tblPr" | "del" | "moveFrom" | "rt" => {
                self.passed = Some((self.depth, range.start, Passed::Unseen));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let depth = self.depth;
        if let Some((_, start, passed)) = self.passed.take_if(|p| p.0 == depth) {
            if passed == Passed::Content {
                self.gatherer.content(start..range.end);
            }
            return;
        }
        if self.passed.is_some() {
            return;
        }
        if self.text.take_if(|t| t.0 == depth).is_some_and(|t| !t.1) {
            // Space at its end does not count, unless it is said to.
            self.gatherer.ends_text();
            if let Some(text) = self.words.texts.last_mut().filter(|t| t.content.start <= range.start) {
                text.content.end = range.start;
            }
            return;
        }
        match name {
            _ if !self.is_own(&range) => {}
            "p" => self.gatherer.broken(),
            "hyperlink" => {
                self.gatherer.builder.edge();
                self.link_ended = true;
            }
            "fldSimple" => self.field("end"),
            _ => {}
        }
    }

    fn field(&mut self, kind: &str) {
        let here = self.gatherer.builder.len();
        match kind {
            "begin" => self.fields.push(Field { instruction: String::new(), result: None }),
            "separate" => self.fields.last_mut().into_iter().for_each(|f| f.result = Some(here)),
            "end" => {
                let Some(Field { instruction, result }) = self.fields.pop() else { return };
                let name = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
                // The text of a link, and of a table of contents, was written; the rest is made anew by Word.
                if let Some(from) = result.filter(|_| !matches!(name.as_str(), "HYPERLINK" | "TOC")) {
                    self.gatherer.builder.fix(from);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, range: Range<usize>, take: impl FnOnce(&mut Gatherer<'t>)) {
        match self.text.filter(|_| self.passed.is_none()) {
            Some((_, false)) => take(&mut self.gatherer),
            Some((_, true)) => self.fields.last_mut().into_iter().for_each(|f| f.instruction.push_str(&self.xml[range.clone()])),
            None => {}
        }
    }

    /// Is the tag there one of WordprocessingML?
    fn is_own(&self, tag: &Range<usize>) -> bool {
        let name = self.xml[tag.clone()].trim_start_matches(['<', '/']);
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
        name[..end].rsplit_once(':').map_or("", |(prefix, _)| prefix) == self.prefix
    }
}

/// What becomes of spaces at the ends of a text that do not count, where what is written there makes them count.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Uncounted {
    /// They are there to stay: such edits can't be written.
    Stay,
    /// They go.
    Go,
}

impl Words {
    /// The edits, with the attribute without which Word would drop a space that one puts at the end of a text. `None`: one falls
    /// outside of text, or can't be written so.
    pub(super) fn preserving(
        &self,
        xml: &str,
        edits: Vec<(Range<usize>, String)>,
        uncounted: Uncounted,
    ) -> Option<Vec<(Range<usize>, String)>> {
        let mut out = Vec::with_capacity(edits.len());
        let mut edits = edits.into_iter().peekable();
        while let Some(first) = edits.next() {
            let at = self.texts.partition_point(|t| t.content.end < first.0.start);
            // An empty text may end where the next begins only with a tag between them.
            let text = self.texts.get(at).filter(|t| t.content.start <= first.0.start && first.0.end <= t.content.end)?;
            let mut own = vec![first];
            while let Some(next) = edits.next_if(|(r, _)| r.end <= text.content.end) {
                own.push(next);
            }
            let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
            let content = &xml[text.content.clone()];
            let start = text.content.end - content.trim_start_matches(space).len();
            let counted = if text.preserves { text.content.clone() } else { start..start + content.trim_matches(space).len() };
            let within = own.iter().all(|(r, _)| counted.start <= r.start && r.end <= counted.end);
            let counted = if within { counted } else { text.content.clone() };
            let local = own.iter().map(|(r, s)| (r.start - counted.start..r.end - counted.start, s.clone()));
            let new = super::replaced(&xml[counted.clone()], &local.collect::<Vec<_>>());
            if !text.preserves && (new.starts_with(space) || new.ends_with(space)) {
                if counted != text.content && uncounted == Uncounted::Stay {
                    return None;
                }
                out.push((text.tag..text.tag, " xml:space=\"preserve\"".to_owned()));
                let ends = [text.content.start..counted.start, counted.end..text.content.end];
                let [before, behind] = ends.map(|end| (!end.is_empty()).then(|| (end, String::new())));
                out.extend(before.into_iter().chain(own).chain(behind));
            } else {
                out.extend(own);
            }
        }
        Some(out)
    }
}
