//! From TOML to entries, with errors that name file, line and cause.
//!
//! Compiled into the program and into its build script alike.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::entry::{Case, Entry, EntryTier, Gate, Kind, Substitution};

/// Something wrong in a dictionary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as given.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is wrong and what to do.
    pub message: String,
    /// The text of that line.
    pub source_line: String,
    /// Which characters of that line are meant.
    pub mark: Range<usize>,
}

impl Problem {
    fn at(file: &str, text: &str, span: Range<usize>, message: impl Into<String>) -> Problem {
        let start = span.start.min(text.len());
        let begin = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let chars = |range: Range<usize>| text.get(range).map_or(0, |s| s.chars().count());
        let column = chars(begin..start);
        let length = chars(start..span.end.clamp(start, end)).max(1);
        Problem {
            file: file.to_owned(),
            line: line_of(text, start),
            column: column as u32 + 1,
            message: message.into(),
            source_line: text[begin..end].to_owned(),
            mark: column..column + length,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for Problem {}

fn line_of(text: &str, offset: usize) -> u32 {
    Lines::of(text).at(offset)
}

/// Where the lines of a text end, found once: a list may have a hundred thousand entries.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of an offset, from 1.
    fn at(&self, offset: usize) -> u32 {
        self.0.partition_point(|&end| end < offset) as u32 + 1
    }
}

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Names, terms and patterns, in order of their lines.
    pub entries: Vec<Entry>,
    /// Words put for words.
    pub substitutions: Vec<Substitution>,
    /// People, with the words of what they are known for.
    pub people: Vec<(Vec<String>, Vec<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    #[serde(default)]
    spellings: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    also: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    entry: Vec<Spanned<RawEntry>>,
    #[serde(default)]
    pattern: Vec<Spanned<RawPattern>>,
    #[serde(default)]
    terms: Vec<Spanned<String>>,
    #[serde(default)]
    phrases: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    substitutions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    loose: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    of: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    right: String,
    #[serde(default)]
    wrong: Vec<String>,
    kind: Option<Kind>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    alternatives: Vec<String>,
    #[serde(default)]
    tier: EntryTier,
    #[serde(default)]
    case: Case,
    note: Option<String>,
    #[serde(default)]
    when: Gate,
    #[serde(default)]
    test: Vec<(String, String)>,
    #[serde(default)]
    off: bool,
    #[serde(default)]
    spun: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    find: Spanned<String>,
    right: String,
    #[serde(default)]
    alternatives: Vec<String>,
    #[serde(default)]
    tier: EntryTier,
    note: Option<String>,
    #[serde(default)]
    when: Gate,
    #[serde(default)]
    test: Vec<(String, String)>,
}

/// Reads the text of one dictionary file. `check_pattern` says what is wrong with a regular expression.
pub fn parse(file: &str, text: &str, check_pattern: impl Fn(&str) -> Result<(), String>) -> Result<Parsed, Problem> {
    let raw: File =
        toml::from_str(text).map_err(|e| Problem::at(file, text, e.span().unwrap_or(0..0), e.message().to_owned()))?;
    let _ = raw.field;
    let lines = Lines::of(text);
    let mut entries = Vec::new();
    let blank = |what: &str, span: Range<usize>| {
        Problem::at(file, text, span, format!("{what} is empty; write the form, or leave it out"))
    };
    let mut plain: BTreeMap<String, usize> = BTreeMap::new();
    for (right, wrong) in raw.spellings {
        let span = right.span();
        if right.get_ref().trim().is_empty() {
            return Err(blank("the right form", span));
        }
        if wrong.get_ref().iter().any(|w| w.trim().is_empty()) {
            return Err(blank("a wrong form", wrong.span()));
        }
        plain.insert(right.get_ref().clone(), entries.len());
        entries.push(Entry {
            line: lines.at(span.start),
            right: right.into_inner(),
            wrong: wrong.into_inner(),
            kind: raw.kind,
            plain: true,
            ..Entry::default()
        });
    }
    for name in raw.names {
        let span = name.span();
        let right = name.into_inner();
        if right.trim().is_empty() {
            return Err(blank("a name", span));
        }
        if plain.insert(right.clone(), entries.len()).is_some() {
            return Err(Problem::at(file, text, span, format!("{right:?} stands twice in this file")));
        }
        entries.push(Entry { line: lines.at(span.start), right, kind: raw.kind, plain: true, ..Entry::default() });
    }
    for term in raw.terms {
        let line = lines.at(term.span().start);
        let right = term.into_inner();
        if plain.insert(right.clone(), entries.len()).is_some() {
            return Err(Problem::at(file, text, 0..0, format!("line {line}: {right:?} stands twice in this file")));
        }
        let case = Case::Follow;
        entries.push(Entry { line, right, kind: Kind::Term, case, spun: true, ..Entry::default() });
    }
    for (right, wrong) in raw.phrases {
        let line = lines.at(right.span().start);
        if wrong.get_ref().iter().any(|w| w.trim().is_empty()) {
            return Err(blank("a wrong form", wrong.span()));
        }
        let (right, wrong) = (right.into_inner(), wrong.into_inner());
        entries.push(Entry { line, right, wrong, kind: Kind::Term, case: Case::Follow, spun: true, ..Entry::default() });
    }
    for (right, also) in raw.also {
        let index = *plain.entry(right.get_ref().clone()).or_insert_with(|| {
            let line = lines.at(right.span().start);
            entries.push(Entry { line, right: right.get_ref().clone(), kind: raw.kind, plain: true, ..Entry::default() });
            entries.len() - 1
        });
        entries[index].also = also.into_inner();
    }
    for spanned in raw.entry {
        let span = spanned.span();
        let e = spanned.into_inner();
        if e.right.trim().is_empty() {
            return Err(blank("`right`", span));
        }
        if e.wrong.iter().any(|w| w.trim().is_empty()) {
            return Err(blank("a form in `wrong`", span));
        }
        entries.push(Entry {
            right: e.right,
            wrong: e.wrong,
            find: None,
            also: e.also,
            alternatives: e.alternatives,
            kind: e.kind.unwrap_or(raw.kind),
            tier: e.tier,
            case: e.case,
            note: e.note,
            when: e.when,
            tests: e.test,
            file: String::new(),
            line: lines.at(span.start),
            plain: false,
            off: e.off,
            spun: e.spun,
        });
    }
    for spanned in raw.pattern {
        let line = lines.at(spanned.span().start);
        let p = spanned.into_inner();
        check_pattern(p.find.get_ref()).map_err(|why| Problem::at(file, text, p.find.span(), why))?;
        entries.push(Entry {
            right: p.right,
            find: Some(p.find.into_inner()),
            alternatives: p.alternatives,
            kind: Kind::Term,
            tier: p.tier,
            note: p.note,
            when: p.when,
            tests: p.test,
            line,
            ..Entry::default()
        });
    }
    entries.sort_by_key(|e| e.line);
    for entry in &mut entries {
        entry.file = file.to_owned();
    }
    let substitutions = raw.substitutions.into_iter().map(|s| (s, false)).chain(raw.loose.into_iter().map(|s| (s, true)));
    let substitutions = substitutions.map(|((right, wrong), loose)| Substitution { right, wrong, loose }).collect();
    let words = |list: String| list.split(',').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
    let people = raw.of.into_iter().map(|(of, people)| (words(of), people)).collect();
    Ok(Parsed { entries, substitutions, people })
}
