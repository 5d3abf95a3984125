//! SRT and WebVTT: the text of the cues. A sentence may run over several of them; the break between two lines or two cues is a
//! space that stays. Numbers, times, settings and tags stay, and so do notes, styles and regions.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::prose::{Builder, Prose};
use super::writing::Writing;
use super::{Format, Problem, entity};

/// Bytes of a paragraph that goes on over cues though a quotation in it is not closed.
const LONGEST: usize = 1500;

/// Bytes of one in which no sentence ever ends, as in captions that a machine heard.
const UNENDING: usize = 10_000;

/// Milliseconds of silence that end a paragraph.
const SILENCE: u64 = 4000;

static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let time = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})";
    Regex::new(&format!(r"^[ \t]*{time}[ \t]*-->[ \t]*{time}(?:[ \t].*)?$")).ok()
});

/// Tags of SRT; what is in braces and begins with a backslash places the text.
static TAGS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)</?(?:i|b|u|s|em|strong|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}|\{/?[ibus]\}").ok());

/// A cue: when it begins and ends, in milliseconds, and its lines.
struct Cue {
    begins: u64,
    ends: u64,
    lines: Vec<Range<usize>>,
}

/// The prose of all cues; `None`: there is none.
pub(super) fn prose(text: &str, format: Format) -> Result<Option<Prose>, Problem> {
    let lines = lines(text);
    let cues = if format == Format::Vtt { vtt(text, &lines)? } else { srt(text, &lines)? };
    let writing = if format == Format::Vtt { Writing::Html { ascii: false } } else { Writing::Plain };
    let builder = Builder::new(text, writing);
    let mut reader = Reader { text, format, builder, space: None, end: 0, paragraph: 0, voice: None };
    for (i, cue) in cues.iter().enumerate() {
        reader.cue(cue, i.checked_sub(1).map(|i| &cues[i]));
    }
    Ok(reader.builder.finish())
}

/// Lines without their ends, which are of any kind.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
        if at < from {
            continue;
        }
        out.push(from..at);
        from = at + if text[at..].starts_with("\r\n") { 2 } else { 1 };
    }
    if from < text.len() {
        out.push(from..text.len());
    }
    out
}

/// When a cue begins and ends, if the line says so.
fn times(line: &str) -> Option<(u64, u64)> {
    let found = TIMES.as_ref()?.captures(line)?;
    let number = |i: usize| found.get(i).map_or(Some(0), |m| m.as_str().parse::<u64>().ok());
    let time = |i: usize| {
        let fraction = found.get(i + 3)?.as_str();
        let milliseconds = fraction.parse::<u64>().ok()? * 10_u64.pow(3 - fraction.len() as u32);
        Some(((number(i)? * 60 + number(i + 1)?) * 60 + number(i + 2)?) * 1000 + milliseconds)
    };
    Some((time(1)?, time(5)?))
}

/// Reads a line with an arrow as times.
fn timed(text: &str, line: &Range<usize>, name: &str) -> Result<Cue, Problem> {
    let said = format!("it is no {name}: these are no times of a cue, as 00:01:02,345 --> 00:01:04,567");
    let (begins, ends) = times(&text[line.clone()]).ok_or_else(|| Problem::at(text, line.start, said))?;
    Ok(Cue { begins, ends, lines: Vec::new() })
}

fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t', '\u{feff}']).is_empty()
}

fn srt(text: &str, lines: &[Range<usize>]) -> Result<Vec<Cue>, Problem> {
    let mut cues: Vec<Cue> = Vec::new();
    let is_number =
        |line: &str| !is_blank(line) && line.trim().trim_start_matches('\u{feff}').bytes().all(|b| b.is_ascii_digit());
    let has_times = |i: usize| lines.get(i).is_some_and(|l| text[l.clone()].contains("-->"));
    let mut blank = true;
    for (i, line) in lines.iter().enumerate() {
        let words = &text[line.clone()];
        if words.contains("-->") {
            cues.push(timed(text, line, "SRT")?);
        } else if is_blank(words) {
            blank = true;
            continue;
        } else if blank && is_number(words) && has_times(i + 1) {
            // The number of the next cue.
        } else if let Some(cue) = cues.last_mut() {
            // Text behind an empty line is the cue's still.
            cue.lines.push(line.clone());
        } else {
            let said = "it is no SRT: a cue begins with its number and, on a line of their own, its times";
            return Err(Problem::at(text, line.start, said));
        }
        blank = false;
    }
    Ok(cues)
}

fn vtt(text: &str, lines: &[Range<usize>]) -> Result<Vec<Cue>, Problem> {
    let head = lines.first().map_or("", |l| text[l.clone()].trim_start_matches('\u{feff}'));
    if !head.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return Err(Problem::at(text, 0, "it is no WebVTT: its first line is not WEBVTT"));
    }
    let mut cues: Vec<Cue> = Vec::new();
    let blocks = lines.split(|l| text[l.clone()].is_empty()).filter(|b| !b.is_empty());
    for block in blocks {
        let has = |i: usize| block.get(i).is_some_and(|l| text[l.clone()].contains("-->"));
        // What is no cue is a note, a style, a region or the head; a name may stand before the times.
        let Some(at) = (0..2).find(|&i| has(i)) else { continue };
        let mut cue = timed(text, &block[at], "WebVTT")?;
        cue.lines = block[at + 1..].iter().filter(|l| !is_blank(&text[(*l).clone()])).cloned().collect();
        // An arrow begins the next cue, with an empty line before it or not.
        if let Some(line) = cue.lines.iter().find(|l| text[(*l).clone()].contains("-->")) {
            return Err(Problem::at(text, line.start, "it is no WebVTT: an empty line is missing before these times"));
        }
        cues.push(cue);
    }
    Ok(cues)
}

/// Space that counts if something follows it.
struct Space {
    start: usize,
    end: usize,
    /// Is it the break between two lines or cues?
    is_break: bool,
}

struct Reader<'t> {
    text: &'t str,
    format: Format,
    builder: Builder<'t>,
    space: Option<Space>,
    /// Where the last text or tag ended in the file.
    end: usize,
    /// Where the paragraph began in the prose.
    paragraph: usize,
    /// Who speaks, as far as that is said.
    voice: Option<&'t str>,
}

impl<'t> Reader<'t> {
    fn cue(&mut self, cue: &Cue, before: Option<&Cue>) {
        if let Some(before) = before {
            // Captions that roll up show each line twice.
            let (first, last) = (cue.lines.first(), before.lines.last());
            let rolls = first.zip(last).is_some_and(|(a, b)| self.bare(a) == self.bare(b));
            if rolls || cue.begins > before.ends + SILENCE || cue.begins < before.begins || self.is_done() {
                self.broken();
            }
        }
        for line in &cue.lines {
            self.line(line.clone());
        }
    }

    /// Does the paragraph end with a sentence, and with no quotation open?
    fn is_done(&self) -> bool {
        let text = self.builder.since(self.paragraph);
        if !text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':', '♪']) {
            return text.len() > UNENDING;
        }
        let count = |c: char| text.matches(c).count();
        let quoted = count('"') % 2 == 1 || count('“') > count('”');
        !quoted || text.len() > LONGEST
    }

    fn broken(&mut self) {
        self.builder.broken();
        self.space = None;
        self.paragraph = self.builder.len();
    }

    /// A line without its tags.
    fn bare(&self, line: &Range<usize>) -> String {
        let line = &self.text[line.clone()];
        let mut out = String::new();
        let mut at = 0;
        for tag in self.tags(line) {
            out.push_str(&line[at..tag.start]);
            at = tag.end;
        }
        (out + &line[at..]).trim().to_owned()
    }

    fn tags(&self, line: &str) -> Vec<Range<usize>> {
        if self.format == Format::Srt {
            return TAGS.iter().flat_map(|r| r.find_iter(line)).map(|m| m.range()).collect();
        }
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(start) = memchr::memchr(b'<', &line.as_bytes()[at..]).map(|i| at + i) {
            at = memchr::memchr(b'>', &line.as_bytes()[start..]).map_or(line.len(), |i| start + i + 1);
            out.push(start..at);
        }
        out
    }

    fn line(&mut self, line: Range<usize>) {
        let text: &'t str = self.text;
        let words = &text[line.clone()];
        // Somebody else speaks.
        if self.bare(&line).starts_with(['-', '–', '—', '‐', '♪']) {
            self.broken();
        }
        let mut at = 0;
        for tag in self.tags(words) {
            self.words(line.start + at..line.start + tag.start);
            at = tag.end;
            self.tag(&words[tag.clone()], line.start + tag.start..line.start + tag.end);
        }
        self.words(line.start + at..line.end);
        let start = self.space.as_ref().map_or(self.end, |s| s.start);
        self.space = Some(Space { start, end: line.end, is_break: true });
    }

    fn tag(&mut self, tag: &'t str, range: Range<usize>) {
        let name = tag.trim_start_matches(['<', '/']).split([' ', '\t', '.', '>']).next().unwrap_or_default();
        if name == "v" && !tag.starts_with("</") && self.voice.replace(tag).is_some_and(|voice| voice != tag) {
            self.broken();
        }
        self.settle(range.start);
        if tag.starts_with("</") {
            self.builder.closes(range.end);
        } else {
            self.builder.opens(range.start);
        }
        if ["i", "b", "u", "em", "strong"].iter().any(|n| name.eq_ignore_ascii_case(n)) {
            self.builder.edge();
        }
        self.end = range.end;
    }

    /// Text without tags.
    fn words(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        let bare = words.trim_start_matches([' ', '\t']);
        let lead = range.start + words.len() - bare.len();
        if lead > range.start && self.space.is_none() {
            self.space = Some(Space { start: range.start, end: lead, is_break: false });
        }
        let bare = bare.trim_end_matches([' ', '\t']);
        if bare.is_empty() {
            return;
        }
        self.settle(lead);
        let end = lead + bare.len();
        if self.format == Format::Srt {
            self.builder.verbatim(lead..end);
        } else {
            for (part, meaning) in entity::parts(bare) {
                let place = lead + part.start..lead + part.end;
                match meaning {
                    Some(meaning) => self.builder.decoded(&meaning, place),
                    None => self.builder.verbatim(place),
                }
            }
        }
        self.end = end;
        if end < range.end {
            self.space = Some(Space { start: end, end: range.end, is_break: false });
        }
    }

    /// The space before what comes now, at `at` of the file.
    fn settle(&mut self, at: usize) {
        let Some(space) = self.space.take().filter(|_| !self.builder.is_spaced()) else { return };
        if space.is_break {
            self.builder.kept(" ", space.start..at);
        } else {
            self.builder.verbatim(space.start..space.end);
        }
    }
}
