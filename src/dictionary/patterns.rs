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
}

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
        if let Some(literals) = &self.literals {
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
