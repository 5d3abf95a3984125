//! Decisions and files: reading a decisions file, telling which decisions are on which file, carrying them out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use copydesk::Tier;
use copydesk::desk::journal::New;
use copydesk::desk::{self, Change, Replacer, Source, Trouble};
use copydesk::formats::{self, Field, Format, Typing};
use copydesk::review::{Applied, Decision, Decisions, Rest, Sheet, Verdict, apply_to};

use super::flags::TierFlag;
use super::work::Done;

/// Reads a decisions file.
pub fn read(path: &Path) -> anyhow::Result<Decisions> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: the decisions can't be read", path.display()))?;
    Decisions::read(&text).map_err(|fault| anyhow!("{}:{fault}", path.display()))
}

/// Decisions by the file they are on.
pub struct Book {
    files: BTreeMap<String, Vec<Decision>>,
    real: HashMap<PathBuf, String>,
    used: HashSet<String>,
}

impl Book {
    /// `beside`: the folder of the decisions file, to which its paths may be relative too.
    pub fn new(decisions: Decisions, beside: &Path) -> Book {
        let mut files: BTreeMap<String, Vec<Decision>> = BTreeMap::new();
        decisions.into_list().into_iter().for_each(|d| files.entry(d.path.clone()).or_default().push(d));
        let mut real = HashMap::new();
        for path in files.keys() {
            for place in [PathBuf::from(path), beside.join(path)] {
                if let Ok(place) = std::fs::canonicalize(place) {
                    real.entry(place).or_insert_with(|| path.clone());
                }
            }
        }
        Book { files, real, used: HashSet::new() }
    }

    /// The decisions on a file: by its path as it was named, by where it lies, or (of a copy elsewhere) by the end of its path.
    pub fn on(&mut self, path: &Path) -> &[Decision] {
        let shown = path.display().to_string();
        let plain = shown.strip_prefix("./").unwrap_or(&shown);
        let found = [shown.as_str(), plain].into_iter().find(|p| self.files.contains_key(*p)).map(str::to_owned);
        let found = found.or_else(|| self.real.get(&std::fs::canonicalize(path).ok()?).cloned()).or_else(|| self.alike(path));
        match found {
            Some(name) => {
                self.used.insert(name.clone());
                &self.files[&name]
            }
            None => &[],
        }
    }

    /// Of the paths that lie nowhere here, the one that shares the longest end with `path`, if one does.
    fn alike(&self, path: &Path) -> Option<String> {
        let shared = |other: &str| {
            let (own, other) = (path.components().rev(), Path::new(other).components().rev());
            own.zip(other).take_while(|(a, b)| a == b).count()
        };
        let present: HashSet<&String> = self.real.values().collect();
        let absent = self.files.keys().filter(|p| !present.contains(p));
        let mut best: Vec<(usize, &String)> = absent.map(|p| (shared(p), p)).filter(|(n, _)| *n > 0).collect();
        best.sort_by(|a, b| b.cmp(a));
        match best.as_slice() {
            [(first, _), (second, _), ..] if first == second => None,
            [(_, path), ..] => Some((*path).clone()),
            [] => None,
        }
    }

    /// How many decisions are on files that were not asked for.
    pub fn left(&self) -> usize {
        self.files.iter().filter(|(path, _)| !self.used.contains(*path)).map(|(_, d)| d.len()).sum()
    }
}

/// What was done with decisions on files.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Files that were changed.
    pub changed: usize,
    /// Decisions carried out.
    pub made: usize,
    /// Those that had been before.
    pub done: usize,
    /// Places kept.
    pub kept: usize,
    /// Fixes made because nobody decided on them.
    pub by_default: usize,
    /// Decisions that could not be carried out, and fixes held back for their sake.
    pub failed: usize,
}

/// Carries out decisions on a file and, with a replacer, writes it; `said` takes what could not be done.
pub fn carry_out(
    source: &Source,
    fields: &[Field],
    decisions: &[&Decision],
    rest: Rest<'_>,
    replacer: Option<&mut Replacer>,
    tally: &mut Tally,
    said: &mut Vec<String>,
) -> Result<Applied, Trouble> {
    let text = &source.decoded.text;
    let taken_apart =
        decisions.iter().any(|d| d.decision == Verdict::Typed) || matches!(source.format, Format::Csv | Format::Tsv);
    let file = if taken_apart { Typing::of(text, source.format, fields) } else { Ok(Typing::plain(text)) };
    let file = file.map_err(|problem| Trouble::refused(&source.path, problem.to_string()))?;
    let applied = apply_to(&file, decisions, rest);
    let path = source.path.display();
    if applied.text != source.decoded.text {
        formats::stays(&source.decoded.text, &applied.text, source.format)
            .map_err(|problem| Trouble::refused(&source.path, format!("with these decisions it would be broken: {problem}")))?;
        let new = encoded(source, &applied)?;
        if let Some(replacer) = replacer {
            let old = source.decoded.bytes().into_owned();
            let how = New::of(&old, &new, Vec::new());
            replacer.replace_one(Change::replace(&source.path, old, new, how)?)?;
        }
        tally.changed += 1;
    }
    for &(number, lost) in &applied.lost {
        let d = decisions[number];
        said.push(format!("{path}:{}: “{}” {}; nothing was changed there", d.line, d.original, lost.reason()));
    }
    for &number in &applied.overruled {
        let d = decisions[number];
        said.push(format!("{path}:{}: “{}” stands in another change that was made; this one was not", d.line, d.original));
    }
    if applied.withheld > 0 {
        said.push(format!("{path}: {} fixes were left: a rejection that has no place may mean them", applied.withheld));
    }
    tally.made += applied.made.len();
    tally.done += applied.done.len();
    tally.kept += applied.kept.len();
    tally.by_default += applied.by_default;
    tally.failed += applied.lost.len() + applied.overruled.len() + applied.withheld;
    Ok(applied)
}

/// What was decided as bytes of the file.
fn encoded(source: &Source, applied: &Applied) -> Result<Vec<u8>, Trouble> {
    let encoded = source.decoded.encode_edited(&applied.edits, &applied.text).map(|bytes| bytes.into_owned());
    encoded.ok_or_else(|| Trouble::refused(&source.path, source.decoded.refusal(&applied.text)))
}

/// The findings of a file that are to be decided on: all of them, or those of the tier asked for and above.
pub fn sheet(done: &Done, tier: Option<TierFlag>, fields: &[Field]) -> Sheet {
    let path = done.source.path.display().to_string();
    let mut sheet = Sheet::new(&path, &done.source.decoded.text, &done.outcome);
    sheet.items.retain(|item| match tier {
        None => true,
        Some(TierFlag::Suggest) => item.replacement.is_some(),
        Some(TierFlag::Fix) => item.tier == Tier::Fix,
    });
    sheet.tell_readings(done.source.format, fields);
    sheet
}

/// Replaces a file of the program's own (decisions, a page) whole or not at all, or makes it.
pub fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut temporary = desk::new_beside(path)?;
    temporary.write_all(text.as_bytes())?;
    temporary.persist(path).map_err(|e| e.error)?;
    Ok(())
}
