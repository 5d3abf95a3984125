//! Pattern entries: regular expressions that run only where the literal they begin with stands.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::entry::{Entry, EntryTier};
use super::gate;
use super::judge::{Judgement, Leave, Proposal};
use super::layer::Layer;
use super::literals::{self, PatternStart};
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
    /// What a text must have for each of its literals to stand in it; empty: it always runs.
    anchors: Vec<Anchor>,
    regex: OnceLock<Option<Regex>>,
}

/// Signs that a literal may stand in a text, asked of the survey before the text is read.
#[derive(Debug, Default)]
struct Anchor {
    words: Vec<String>,
    marks: Vec<char>,
}

impl Anchor {
    /// Of a literal; `at_border`: it begins where a word does.
    fn of(literal: &str, at_border: bool) -> Anchor {
        // The last word may go on beyond the literal, and the first before it.
        let pieces: Vec<&str> = literal.split(' ').collect();
        let whole = pieces.get(usize::from(!at_border)..pieces.len() - 1).unwrap_or_default();
        let is_word = |w: &&&str| !w.is_empty() && w.chars().all(char::is_alphanumeric);
        Anchor {
            words: whole.iter().filter(is_word).map(|w| (*w).to_owned()).collect(),
            marks: literal.chars().filter(|&c| literals::is_rare(c)).collect(),
        }
    }

    fn stands_in(&self, scene: Scene<'_>) -> bool {
        self.marks.iter().all(|&m| scene.survey.marks().count(m) > 0) && self.words.iter().all(|w| scene.survey.find(w).is_some())
    }
}

/// Up to so many patterns are run one by one; of more, the literals are looked for first, all at once.
const FEW: usize = 8;

impl Patterns {
    pub(super) fn of(layers: &[Layer]) -> Patterns {
        let mut patterns = Patterns::default();
        let mut all: Vec<&str> = Vec::new();
        for (layer, l) in layers.iter().enumerate() {
            for PatternStart { entry, at_border, literals } in &l.patterns {
                patterns.owners.extend(literals.iter().map(|_| patterns.list.len()));
                let anchors = literals.iter().map(|l| Anchor::of(l, *at_border)).collect();
                patterns.list.push(Pattern { layer, entry: *entry, anchors, regex: OnceLock::new() });
                all.extend(literals.iter().map(String::as_str));
            }
        }
        if patterns.list.len() > FEW && !all.is_empty() {
            // Too large an automaton is none: then each pattern looks for itself.
            patterns.literals = AhoCorasick::new(all).ok();
        }
        patterns
    }

    /// Which patterns may have a match.
    fn due(&self, scene: Scene<'_>) -> Vec<bool> {
        let may_match = |p: &Pattern| p.anchors.is_empty() || p.anchors.iter().any(|a| a.stands_in(scene));
        let mut due: Vec<bool> = self.list.iter().map(may_match).collect();
        if let Some(literals) = self.literals.as_ref().filter(|_| due.iter().filter(|due| **due).count() > FEW) {
            due = self.list.iter().map(|p| p.anchors.is_empty()).collect();
            for hit in literals.find_overlapping_iter(scene.text) {
                due[self.owners[hit.pattern().as_usize()]] = true;
            }
        }
        due
    }

    /// What each pattern that has a match says of it.
    pub(super) fn judge<'l>(&self, layers: &'l [Layer], scene: Scene<'l>) -> Vec<(Span, &'l Entry, Judgement<'l>)> {
        let mut out = Vec::new();
        for (pattern, _) in self.list.iter().zip(self.due(scene)).filter(|(_, due)| *due) {
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
                    Err(demand) => Judgement::Leave(Leave::Unmet(demand)),
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
