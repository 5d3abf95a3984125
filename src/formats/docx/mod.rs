//! DOCX: the paragraphs of a Word document, of its headers, footers, notes and comments, read as one text with an empty line between
//! paragraphs. A change goes into the runs that it falls in; all other members of the file, and all else in these, stay byte for
//! byte.

mod archive;
mod by_text;
mod words;

use std::ops::Range;

use self::archive::Archive;
use self::words::{Uncounted, Words};
use super::lift::{MARKUP, Rewrite, lower, replaced};
use super::xml::{Token, read};
use super::{Problem, Prose};
use crate::outcome::{Finding, Outcome};
use crate::pipeline::Reader;

/// Content types whose text is read, in the order in which it is read.
const PARTS: &[&str] = &["document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml"];

/// Most bytes of XML that are read of one file; more is no text that somebody wrote.
const MOST: u64 = 256 << 20;

/// Changes of one file that are tried one by one where not all can be written.
const TRIED: usize = 500;

/// A DOCX file. Its text is that of its paragraphs; the places of what is said of it are bytes of that text.
#[derive(Debug)]
pub struct Docx {
    archive: Archive,
    /// The members that are read, one after another.
    xml: String,
    members: Vec<Member>,
    prose: Option<Prose>,
    words: Words,
}

/// A member that is read.
#[derive(Debug)]
struct Member {
    name: String,
    /// In the archive.
    number: usize,
    /// Its bytes of all the XML.
    range: Range<usize>,
}

/// A place in the XML of a member, and what is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The member's name.
    pub member: String,
    /// The first byte of its XML.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What these bytes become; `None`: nothing is proposed.
    pub xml: Option<String>,
}

impl Docx {
    /// Reads a file.
    ///
    /// # Errors
    /// It is none, or one that is encrypted or signed, or too large; the words say which.
    pub fn read(bytes: Vec<u8>) -> Result<Docx, Problem> {
        let archive = Archive::read(bytes)?;
        let mut left = MOST;
        let types = archive.text("[Content_Types].xml", &mut left)?;
        let Some(types) = types else { return Err(Problem::new("it is no DOCX: it has no [Content_Types].xml")) };
        if archive.names().any(|name| name.starts_with("_xmlsignatures/")) {
            return Err(Problem::new("it is signed, and any change would break the signature; save a copy without it"));
        }
        let mut parts = parts(&types)?;
        parts.sort();
        if parts.first().is_none_or(|p| p.0 > 0) {
            return Err(Problem::new("it is no DOCX: no member of it is a Word document"));
        }
        let (mut xml, mut members) = (String::new(), Vec::new());
        for (_, name) in parts {
            let Some(number) = archive.number(&name) else { continue };
            let start = xml.len();
            xml.push_str(&archive.text(&name, &mut left)?.unwrap_or_default());
            members.push(Member { name, number, range: start..xml.len() });
        }
        let (prose, words) = words::read(&xml, members.iter().map(|m| (m.name.as_str(), m.range.clone())))?;
        Ok(Docx { archive, xml, members, prose, words })
    }

    /// The file as it was read.
    pub fn bytes(&self) -> &[u8] {
        self.archive.bytes()
    }

    /// The text of its paragraphs.
    pub fn text(&self) -> &str {
        self.prose.as_ref().map_or("", Prose::text)
    }

    /// Corrects the text. A change that would leave a run without its words, or can't be written, is a suggestion.
    pub fn correct(&self, reader: &mut Reader<'_>) -> Outcome {
        let Some(prose) = &self.prose else { return Outcome::default() };
        let mut outcome = reader.run(prose.text(), prose.layout());
        self.lower(&mut outcome, |f| self.is_sure(prose, f));
        if self.rewritten(&edits(&outcome), &outcome.text).is_none() {
            // Each by itself, if they are not too many to try.
            let tried = outcome.changes.len() <= TRIED;
            let sound = |f: &Finding| {
                let edit = (f.source.range(), f.replacement.clone().unwrap_or_default());
                let edit = std::slice::from_ref(&edit);
                tried && self.rewritten(edit, &replaced(prose.text(), edit)).is_some()
            };
            self.lower(&mut outcome, sound);
            if self.rewritten(&edits(&outcome), &outcome.text).is_none() {
                self.lower(&mut outcome, |_| false);
            }
        }
        outcome
    }

    fn is_sure(&self, prose: &Prose, f: &Finding) -> bool {
        let (span, new) = (f.source.range(), f.replacement.as_deref().unwrap_or_default());
        prose.rewrite(&self.xml, prose.grown(span.clone()), &prose.whole(&span, new)).sure
    }

    /// Makes suggestions of the changes that are not `sound`.
    fn lower(&self, outcome: &mut Outcome, sound: impl Fn(&Finding) -> bool) {
        let (kept, mut lowered): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut outcome.changes).into_iter().partition(sound);
        outcome.changes = kept;
        if !lowered.is_empty() {
            lowered.iter_mut().for_each(|f| lower(f, MARKUP));
            outcome.suggestions.extend(lowered);
            outcome.suggestions.sort_by_key(|f| f.source);
            outcome.text = replaced(self.text(), &edits(outcome));
        }
    }

    /// The bytes of the file with what was corrected.
    pub fn corrected(&self, outcome: &Outcome) -> Option<Vec<u8>> {
        self.write(&edits(outcome), &outcome.text)
    }

    /// The bytes of the file with these edits, whose places are bytes of the text, which then is `text`. What is put in the place of
    /// words in one run stays in that run.
    pub fn with_edits(&self, edits: &[(Range<usize>, String)], text: &str) -> Option<Vec<u8>> {
        let written = self.rewritten_by(edits, text, Prose::put, Uncounted::Stay).or_else(|| self.rewritten(edits, text));
        match written {
            Some(changed) => self.archived(changed),
            None => self.with_text(text),
        }
    }

    /// The bytes of the file with another text, which has the same lines; `None`: it does not, or a change has no place.
    pub fn with_text(&self, text: &str) -> Option<Vec<u8>> {
        let (old, new): (Vec<&str>, Vec<&str>) = (self.text().split('\n').collect(), text.split('\n').collect());
        if old.len() != new.len() {
            return None;
        }
        // Word by word, as changes are made; but a word may run over two runs of which one has all that changes, and what is put in
        // between two may belong to either. Spaces that do not count go only where all else fails.
        let ways = [by_text::words, by_text::letters, by_text::as_one];
        [Uncounted::Stay, Uncounted::Go].iter().flat_map(|uncounted| ways.map(|way| (way, *uncounted))).find_map(
            |(way, uncounted)| {
                let mut edits = Vec::new();
                let mut at = 0;
                for (&old, &new) in old.iter().zip(&new) {
                    if old != new {
                        way(old, new, at, &mut edits);
                    }
                    at += old.len() + 1;
                }
                self.archived(self.rewritten_by(&edits, text, Prose::rewrite, uncounted)?)
            },
        )
    }

    /// Where the words of a span stand in the XML, and what is written there for `new`.
    pub fn written(&self, span: Range<usize>, new: Option<&str>) -> Written {
        let Some(prose) = &self.prose else { return Written { member: String::new(), start: 0, end: 0, xml: None } };
        let mut cover = prose.file_span(span.clone());
        let mut edits = Vec::new();
        if let Some(new) = new {
            edits = prose.rewrite(&self.xml, prose.grown(span.clone()), &prose.whole(&span, new)).edits;
            let ranges = edits.iter().map(|e| e.0.clone());
            cover = ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(cover);
        }
        let member = self.members.iter().find(|m| m.range.contains(&cover.start));
        let start = member.map_or(0, |m| m.range.start);
        let local: Vec<(Range<usize>, String)> =
            edits.into_iter().map(|(r, s)| (r.start - cover.start..r.end - cover.start, s)).collect();
        Written {
            member: member.map(|m| m.name.clone()).unwrap_or_default(),
            start: cover.start - start,
            end: cover.end - start,
            xml: new.map(|_| replaced(&self.xml[cover], &local)),
        }
    }

    /// The bytes of the file with the edits, whose places are bytes of the text, which then is `wanted`.
    fn write(&self, edits: &[(Range<usize>, String)], wanted: &str) -> Option<Vec<u8>> {
        self.archived(self.rewritten(edits, wanted)?)
    }

    /// The bytes of the file with these members changed.
    fn archived(&self, changed: Vec<(usize, String)>) -> Option<Vec<u8>> {
        if changed.is_empty() { Some(self.bytes().to_vec()) } else { self.archive.with(&changed) }
    }

    /// The members that the edits change, by number, with their new XML.
    fn rewritten(&self, edits: &[(Range<usize>, String)], wanted: &str) -> Option<Vec<(usize, String)>> {
        self.rewritten_by(edits, wanted, Prose::rewrite, Uncounted::Stay)
    }

    fn rewritten_by(
        &self,
        edits: &[(Range<usize>, String)],
        wanted: &str,
        write: impl Fn(&Prose, &str, Range<usize>, &str) -> Rewrite,
        uncounted: Uncounted,
    ) -> Option<Vec<(usize, String)>> {
        let prose = self.prose.as_ref().filter(|_| !edits.is_empty());
        let Some(prose) = prose else { return (wanted == self.text()).then(Vec::new) };
        let mut made: Vec<(Range<usize>, String)> = edits
            .iter()
            .flat_map(|(span, new)| write(prose, &self.xml, prose.grown(span.clone()), &prose.whole(span, new)).edits)
            .filter(|(range, new)| self.xml[range.clone()] != **new)
            .collect();
        made.sort_by_key(|(range, _)| (range.start, range.end));
        if made.windows(2).any(|w| w[0].0.end > w[1].0.start) {
            return None;
        }
        made = self.words.preserving(&self.xml, made, uncounted)?;
        let mut changed = Vec::new();
        let mut xml = String::with_capacity(self.xml.len() + 1024);
        let mut members = Vec::new();
        for member in &self.members {
            let own = made.iter().filter(|(r, _)| member.range.start <= r.start && r.end <= member.range.end);
            let own: Vec<(Range<usize>, String)> =
                own.map(|(r, s)| (r.start - member.range.start..r.end - member.range.start, s.clone())).collect();
            let new = replaced(&self.xml[member.range.clone()], &own);
            let start = xml.len();
            xml.push_str(&new);
            members.push((member.name.as_str(), start..xml.len()));
            if !own.is_empty() {
                changed.push((member.number, new));
            }
        }
        // The proof: read again, it is the text that it was to become.
        let (now, _) = words::read(&xml, members.into_iter()).ok()?;
        (now.as_ref().map_or("", Prose::text) == wanted).then_some(changed)
    }
}

fn edits(outcome: &Outcome) -> Vec<(Range<usize>, String)> {
    outcome.changes.iter().map(|c| (c.source.range(), c.replacement.clone().unwrap_or_default())).collect()
}

/// The members whose text is read, with the order of their kind.
fn parts(types: &str) -> Result<Vec<(usize, String)>, Problem> {
    let mut parts = Vec::new();
    let within = |p: Problem| Problem::new(format!("[Content_Types].xml: {p}"));
    read(types, "Types", "list of content types", |token, _| {
        if let Token::Start(tag) = token
            && let (Some(name), Some(kind)) = (tag.attribute("PartName"), tag.attribute("ContentType"))
        {
            let kind = kind.to_ascii_lowercase();
            // A document with macros, or a template, is one too.
            let main = kind.ends_with(".main+xml") && (kind.contains("wordprocessingml") || kind.contains("ms-word"));
            let wanted = kind.contains("wordprocessingml").then(|| PARTS.iter().position(|p| kind.ends_with(&format!(".{p}"))));
            if let Some(order) = if main { Some(0) } else { wanted.flatten() } {
                parts.push((order, name.trim_start_matches('/').to_owned()));
            }
        }
        Ok(())
    })
    .map_err(within)?;
    Ok(parts)
}
