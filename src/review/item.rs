//! A file's findings as they are decided on.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::around::Around;
use super::decision::{Decision, Verdict, key};
use crate::Tier;
use crate::dictionary::Dictionary;
use crate::outcome::{Finding, Outcome};
use crate::report::Said;

/// One finding. Offsets are bytes of the sheet's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its promise.
    pub tier: Tier,
    /// What it would replace (or, a note, points at).
    pub source: Range<usize>,
    /// What is proposed; `None` for a note.
    pub replacement: Option<String>,
    /// Other whole replacements, best first.
    pub alternatives: Vec<String>,
    /// The rules that took part.
    pub rules: Vec<&'static str>,
    /// Why, in a sentence.
    pub reason: String,
    /// The dictionary entry, `file:line`.
    pub entry: Option<String>,
    /// What in the text justifies it.
    pub evidence: Vec<Range<usize>>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    around: Around,
    key: String,
    nth: Option<(usize, usize)>,
    read: Option<Box<Readable>>,
}

/// What people read of a finding, without markup and escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    /// What stands there.
    pub original: String,
    /// What is proposed.
    pub replacement: Option<String>,
    /// The other readings.
    pub alternatives: Vec<String>,
}

impl Item {
    /// The hash that the place is known by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Which one it is, from 1, of how many that have everything in common.
    pub fn nth(&self) -> Option<(usize, usize)> {
        self.nth
    }

    /// The words around its place.
    pub fn around(&self) -> &Around {
        &self.around
    }

    /// What people read of it, where the file writes that otherwise; see [`Sheet::tell_readings`].
    pub fn read(&self) -> Option<&Readable> {
        self.read.as_deref()
    }

    pub(super) fn set_read(&mut self, read: Readable) {
        self.read = Some(Box::new(read));
    }

    /// The same, followed by `:2` for the second of several places in the file that have everything in common.
    pub fn fingerprint(&self) -> String {
        match self.nth {
            Some((nth, _)) if nth > 1 => format!("{}:{nth}", self.key),
            _ => self.key.clone(),
        }
    }

    /// What is decided on it, as it is kept. `right` is the right form of its entry.
    pub fn decision(&self, sheet: &Sheet, verdict: Verdict, text: Option<String>, right: Option<String>) -> Decision {
        Decision {
            path: sheet.path.clone(),
            line: self.line,
            decision: verdict,
            tier: Some(self.tier),
            original: sheet.text[self.source.clone()].to_owned(),
            text,
            proposed: self.replacement.clone(),
            rules: self.rules.iter().map(|r| (*r).to_owned()).collect(),
            entry: self.entry.clone(),
            right,
            before: self.around.before.clone(),
            after: self.around.after.clone(),
            nth: self.nth,
            key: self.key.clone(),
        }
    }
}

/// A file on the desk: its text and its findings, in order of place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file, as it was named.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was found in it.
    pub items: Vec<Item>,
}

impl Sheet {
    /// The findings of an outcome; `text` is what the pipeline was given, in the coordinates of its findings.
    pub fn new(path: &str, text: &str, outcome: &Outcome) -> Sheet {
        let mut findings: Vec<&Finding> = outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes).collect();
        findings.sort_by_key(|f| (f.source.start(), f.source.end(), std::cmp::Reverse(f.tier)));
        let mut place = crate::report::LineColumn::of(text);
        let mut items: Vec<Item> = findings.into_iter().map(|f| item(text, f, place.at(f.source.start()))).collect();
        number(&mut items);
        Sheet { path: path.to_owned(), text: text.to_owned(), items }
    }

    /// The paragraph that holds `place`: from line end to line end.
    pub fn paragraph(&self, place: &Range<usize>) -> Range<usize> {
        let start = self.text[..place.start].rfind('\n').map_or(0, |i| i + 1);
        let end = self.text[place.end..].find('\n').map_or(self.text.len(), |i| place.end + i);
        start..end
    }
}

fn item(text: &str, finding: &Finding, (line, column): (usize, usize)) -> Item {
    let source = finding.source.range();
    let Said { rules, reason, entry } = Said::of(finding);
    let around = Around::of(text, &source);
    Item {
        tier: finding.tier,
        key: key(&rules, &text[source.clone()], &around.before, &around.after),
        source,
        replacement: finding.replacement.clone().filter(|_| finding.tier != Tier::Note),
        alternatives: finding.alternatives.clone(),
        rules,
        reason,
        entry,
        evidence: finding.parts.iter().flat_map(|p| p.evidence.iter().map(|e| e.range())).collect(),
        line,
        column,
        around,
        nth: None,
        read: None,
    }
}

/// Tells apart findings that have everything in common.
fn number(items: &mut [Item]) {
    let mut of: HashMap<&str, usize> = HashMap::new();
    items.iter().for_each(|i| *of.entry(&i.key).or_default() += 1);
    let several: HashMap<String, usize> = of.into_iter().filter(|(_, n)| *n > 1).map(|(k, n)| (k.to_owned(), n)).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for item in items {
        if let Some(&of) = several.get(&item.key) {
            let nth = seen.entry(item.key.clone()).or_default();
            *nth += 1;
            item.nth = Some((*nth, of));
        }
    }
}

/// The right forms at each place (`file:line`) that `items` name: a line of a dictionary may hold many.
pub(super) fn right_forms<'i>(dictionary: &Dictionary, items: impl Iterator<Item = &'i Item>) -> HashMap<String, Vec<String>> {
    let wanted: HashSet<&str> = items.filter_map(|i| i.entry.as_deref()).collect();
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    if wanted.is_empty() {
        return out;
    }
    for entry in dictionary.entries().filter(|e| e.find.is_none()) {
        let place = entry.place();
        if wanted.contains(place.as_str()) {
            out.entry(place).or_default().push(entry.right.clone());
        }
    }
    out
}

/// The right form by which an entry of its line proposes what the item does: the longest one in the proposal.
pub(super) fn right_of(item: &Item, forms: &HashMap<String, Vec<String>>) -> Option<String> {
    let here = forms.get(item.entry.as_deref()?)?;
    let said = item.replacement.iter().chain(&item.alternatives);
    let spoken = said.flat_map(|new| here.iter().filter(move |right| new.contains(right.as_str())));
    spoken.max_by_key(|right| right.len()).or(here.first().filter(|_| here.len() == 1)).cloned()
}
