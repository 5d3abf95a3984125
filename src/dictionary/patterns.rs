//! Pattern entries: regular expressions that run only where the literal they begin with stands.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use regex::Regex;

use super::entry::{Entry, EntryTier};
use super::gate;
use super::judge::{Judgement, Proposal};
use super::layer::Layer;
use super::scene::Scene;
use crate::edit::{Span, Tier};

/// The patterns of all layers, each compiled when its literal first turns up.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    /// Finds the literals; the number of a literal is an index into `owners`.
    literals: Option<AhoCorasick>,
    owners: Vec<usize>,
    /// What a text must have for any literal to stand in it.
    anchors: Vec<Anchor>,
}

/// A cheap sign that a literal may stand in a text, asked of the survey before the text is read.
#[derive(Debug)]
enum Anchor {
    /// A whole word of the literal, in small letters and with a capital.
    Word(String, String),
    /// A mark of it.
    Mark(char),
    /// There is none.
    Any,
}

impl Anchor {
    fn of(literal: &str) -> Anchor {
        if let Some(mark) = literal.chars().find(|c| c.is_ascii_punctuation() && !".,'-\"".contains(*c)) {
            return Anchor::Mark(mark);
        }
        // The first and last words may go on beyond the literal; what stands between spaces is whole.
        let pieces: Vec<&str> = literal.split(' ').collect();
        let inner = pieces.get(1..pieces.len().saturating_sub(1)).unwrap_or_default();
        match inner
            .iter()
            .filter(|w| !w.is_empty() && w.chars().all(char::is_alphanumeric))
            .min_by_key(|w| (COMMON.contains(w), w.len()))
        {
            Some(word) => {
                let mut chars = word.chars();
                let capital = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
                Anchor::Word((*word).to_owned(), capital)
            }
            None => Anchor::Any,
        }
    }

    fn stands_in(&self, scene: Scene<'_>) -> bool {
        match self {
            Anchor::Word(lower, capital) => scene.survey.find(lower).is_some() || scene.survey.find(capital).is_some(),
            Anchor::Mark(mark) => scene.survey.marks().count(*mark) > 0,
            Anchor::Any => true,
        }
    }
}

/// Words that nearly every text has, and so tell nothing.
const COMMON: &[&str] =
    &["the", "a", "an", "of", "to", "in", "on", "and", "as", "we", "is", "it", "his", "her", "by", "for", "with"];

#[derive(Debug)]
struct Pattern {
    layer: usize,
    entry: u32,
    always: bool,
    regex: OnceLock<Option<Regex>>,
}

impl Patterns {
    pub(super) fn of(layers: &[Layer]) -> Patterns {
        let mut patterns = Patterns::default();
        let mut words: Vec<&str> = Vec::new();
        for (layer, l) in layers.iter().enumerate() {
            for (entry, literals) in &l.patterns {
                let number = patterns.list.len();
                patterns.list.push(Pattern { layer, entry: *entry, always: literals.is_empty(), regex: OnceLock::new() });
                patterns.anchors.extend(literals.iter().map(|l| Anchor::of(l)));
                words.extend(literals.iter().map(String::as_str));
                patterns.owners.extend(literals.iter().map(|_| number));
            }
        }
        if !words.is_empty() {
            let builder = AhoCorasickBuilder::new().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(words);
            match builder {
                Ok(automaton) => patterns.literals = Some(automaton),
                Err(_) => patterns.list.iter_mut().for_each(|p| p.always = true),
            }
        }
        patterns
    }

    /// What each pattern that has a match says of it.
    pub(super) fn judge<'l>(&self, layers: &'l [Layer], scene: Scene<'_>) -> Vec<(Span, &'l Entry, Judgement)> {
        let mut due: Vec<bool> = self.list.iter().map(|p| p.always).collect();
        let possible = self.anchors.iter().any(|anchor| anchor.stands_in(scene));
        if let Some(literals) = self.literals.as_ref().filter(|_| possible) {
            for hit in literals.find_overlapping_iter(scene.text) {
                due[self.owners[hit.pattern().as_usize()]] = true;
            }
        }
        let mut out = Vec::new();
        for (pattern, _) in self.list.iter().zip(due).filter(|(_, due)| *due) {
            let entry = layers[pattern.layer].entry(pattern.entry);
            let compiled = pattern.regex.get_or_init(|| entry.find.as_deref().and_then(|f| Regex::new(f).ok()));
            let Some(regex) = compiled else { continue };
            for captures in regex.captures_iter(scene.text) {
                let Some(whole) = captures.get(0).filter(|m| !m.is_empty()) else { continue };
                let span = Span::new(whole.start(), whole.end());
                let expand = |template: &str| {
                    let mut new = String::new();
                    captures.expand(template, &mut new);
                    new
                };
                let judgement = match gate::open(&entry.when, scene, span) {
                    Err(why) => Judgement::Leave(why),
                    Ok(witnesses) => Judgement::Repair(Box::new(Proposal {
                        tier: match entry.tier {
                            EntryTier::Fix => Tier::Fix,
                            EntryTier::Suggest => Tier::Suggest,
                            EntryTier::Note => Tier::Note,
                        },
                        replacement: (entry.tier != EntryTier::Note).then(|| expand(&entry.right)),
                        alternatives: entry.alternatives.iter().map(|a| expand(a)).collect(),
                        rule: "pattern",
                        reason: entry
                            .note
                            .clone()
                            .unwrap_or_else(|| format!("“{}” matches a pattern of the dictionary", whole.as_str())),
                        entry: entry.place(),
                        witnesses,
                    })),
                };
                out.push((span, entry, judgement));
            }
        }
        out
    }
}
