//! Pattern entries: regular expressions that run only where the literal they begin with stands.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;
use memchr::memmem::Finder;
use regex::Regex;

use super::entry::{Entry, EntryTier};
use super::gate;
use super::judge::{Judgement, Leave, Proposal};
use super::layer::Layer;
use super::literals::{self, PatternStart};
use super::scene::Scene;
use super::spun::Spun;
use crate::edit::{Span, Tier};
use crate::lexicon;
use crate::survey::Form;

/// The patterns of all layers, each compiled when its literal first turns up.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    /// Which patterns can only match where a word stands, by that word; and those that no word tells of.
    keyed: HashMap<String, Vec<usize>, FixedState>,
    unkeyed: Vec<usize>,
    /// Finds the literals, in a text for which many patterns wait; the number of a literal is an index into `owners`.
    literals: OnceLock<Option<AhoCorasick>>,
    owners: Vec<usize>,
}

#[derive(Debug)]
struct Pattern {
    layer: usize,
    entry: u32,
    /// What a text must have for each of its literals to stand in it; empty: it always runs.
    anchors: Vec<Anchor>,
    /// The marks that each of its literals has.
    marks: Vec<char>,
    /// The literal that begins every match, if there is one alone.
    only: Option<Finder<'static>>,
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
        let pieces: Vec<&str> = literal.split(|c: char| !c.is_alphanumeric()).collect();
        let whole = pieces.get(usize::from(!at_border)..pieces.len() - 1).unwrap_or_default();
        let is_word = |w: &&&str| !w.is_empty();
        Anchor {
            words: whole.iter().filter(is_word).map(|w| (*w).to_owned()).collect(),
            marks: literal.chars().filter(|&c| literals::is_rare(c)).collect(),
        }
    }

    /// Its rarest word.
    fn key(&self) -> Option<&String> {
        self.words.iter().min_by_key(|w| (lexicon::class(w).commonness, Reverse(w.len())))
    }

    fn stands_in(&self, scene: Scene<'_>) -> bool {
        self.marks.iter().all(|&m| scene.survey.marks().count(m) > 0) && self.words.iter().all(|w| scene.survey.find(w).is_some())
    }
}

/// Up to so many patterns are run one by one; of more, the literals are looked for first, all at once.
const FEW: usize = 24;

impl Patterns {
    pub(super) fn of(layers: &[Layer]) -> Patterns {
        let mut patterns = Patterns::default();
        for (layer, l) in layers.iter().enumerate() {
            for PatternStart { entry, at_border, literals } in &l.patterns {
                patterns.owners.extend(literals.iter().map(|_| patterns.list.len()));
                let anchors: Vec<Anchor> = literals.iter().map(|l| Anchor::of(l, *at_border)).collect();
                let (first, others) = anchors.split_first().map_or((&[] as &[char], &[] as &[Anchor]), |(f, o)| (&f.marks, o));
                let marks = first.iter().copied().filter(|m| others.iter().all(|a| a.marks.contains(m))).collect();
                let only = if let [literal] = literals.as_slice() { Some(Finder::new(literal).into_owned()) } else { None };
                patterns.list.push(Pattern { layer, entry: *entry, anchors, marks, only, regex: OnceLock::new() });
            }
        }
        for (number, pattern) in patterns.list.iter().enumerate() {
            let keys: Option<Vec<&String>> = pattern.anchors.iter().map(Anchor::key).collect();
            match keys.filter(|keys| !keys.is_empty()) {
                Some(mut keys) => {
                    keys.sort_unstable();
                    keys.dedup();
                    keys.into_iter().for_each(|k| patterns.keyed.entry(k.clone()).or_default().push(number));
                }
                None => patterns.unkeyed.push(number),
            }
        }
        patterns
    }

    /// Is it the word that some pattern waits for?
    pub(super) fn is_key(&self, word: &str) -> bool {
        self.keyed.contains_key(word)
    }

    /// Made when first asked for; too large an automaton is none, and then each pattern looks for itself.
    fn literals(&self, layers: &[Layer]) -> Option<&AhoCorasick> {
        let all = || layers.iter().flat_map(|l| &l.patterns).flat_map(|p| &p.literals);
        self.literals.get_or_init(|| AhoCorasick::new(all()).ok()).as_ref()
    }

    /// Which patterns may have a match, in order.
    fn due(&self, layers: &[Layer], scene: Scene<'_>) -> Vec<usize> {
        let text = scene.text.as_bytes();
        let may_match = |&(i, met, end): &(usize, usize, usize)| {
            let Pattern { anchors, marks, only, .. } = &self.list[i];
            if marks.iter().any(|&m| scene.survey.marks().count(m) == 0) {
                return false;
            }
            match only {
                // It stands nowhere but where the word does that it is kept by.
                Some(literal) => {
                    let length = literal.needle().len();
                    literal.find(&text[met.saturating_sub(length)..end.saturating_add(length).min(text.len())]).is_some()
                }
                None => anchors.is_empty() || anchors.iter().any(|a| a.stands_in(scene)),
            }
        };
        // Of each the places between which its word stands; where that is not known, all of the text.
        let end = |form: &Form| if form.count == 1 { form.first.end() } else { text.len() };
        let keyed = |form: &Form| Some((self.keyed.get(&scene.text[form.first.range()])?, form.first.start(), end(form)));
        let met = scene.survey.keys().filter_map(keyed).flat_map(|(list, first, end)| list.iter().map(move |&i| (i, first, end)));
        let mut waiting: Vec<(usize, usize, usize)> = met.chain(self.unkeyed.iter().map(|&i| (i, 0, text.len()))).collect();
        waiting.sort_unstable();
        waiting.dedup_by_key(|(i, ..)| *i);
        let mut due: Vec<usize> = waiting.iter().filter(|w| may_match(w)).map(|(i, ..)| *i).collect();
        if due.len() > FEW
            && let Some(literals) = self.literals(layers)
        {
            due.retain(|&i| self.list[i].anchors.is_empty());
            due.extend(literals.find_overlapping_iter(scene.text).map(|hit| self.owners[hit.pattern().as_usize()]));
            due.sort_unstable();
            due.dedup();
        }
        due
    }

    /// What each pattern that has a match says of it.
    pub(super) fn judge<'l>(&self, layers: &'l [Layer], scene: Scene<'l>) -> Vec<(Span, &'l Entry, Judgement<'l>)> {
        let mut out = Vec::new();
        for pattern in self.due(layers, scene).into_iter().map(|i| &self.list[i]) {
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
                        spun: Spun::No,
                    })),
                };
                out.push((span, entry, judgement));
            }
        }
        out
    }
}
