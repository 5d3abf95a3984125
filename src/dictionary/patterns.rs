//! Pattern entries: regular expressions that run only where the literals stand that they begin and end with.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;
use regex::Regex;

use super::entry::{Entry, EntryTier};
use super::gate;
use super::judge::{Judgement, Leave, Proposal};
use super::layer::Layer;
use super::literals::{self, PatternStart};
use super::scene::Scene;
use super::spun::Spun;
use crate::edit::{Span, Tier};

/// The patterns of all layers, each read when a word that tells of it first turns up, and compiled when its literals do.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    /// The number of each layer's first.
    from: Vec<usize>,
    /// Finds the literals that matches begin with, in a text for which many patterns wait; and whose each is.
    literals: OnceLock<Option<(AhoCorasick, Vec<usize>)>>,
}

#[derive(Debug)]
struct Pattern {
    layer: usize,
    /// Its number in the layer.
    number: usize,
    start: OnceLock<Start>,
    regex: OnceLock<Option<Regex>>,
}

/// What a text must have for a pattern to match in it.
#[derive(Debug)]
struct Start {
    entry: u32,
    literals: Vec<String>,
    /// What its matches end with, if that is looked for.
    ends: Vec<String>,
    /// What a text must have for each of its literals to stand in it; empty: it always runs.
    anchors: Vec<Anchor>,
    /// The marks that each of its literals has.
    marks: Vec<char>,
    /// What its literals have in common, if it tells something; else empty.
    common: String,
}

/// Signs that a literal may stand in a text, asked of the survey before the text is read.
#[derive(Debug)]
struct Anchor {
    words: Vec<String>,
    marks: Vec<char>,
}

impl Anchor {
    /// The part of the text that the literal, of so many bytes, can't stand outside of; `None`: it does not stand in the text.
    fn range(&self, length: usize, scene: Scene<'_>) -> Option<Range<usize>> {
        if self.marks.iter().any(|&m| scene.survey.marks().count(m) == 0) {
            return None;
        }
        let (mut from, mut to) = (0, scene.text.len());
        for word in &self.words {
            let form = scene.survey.find(word)?;
            from = from.max(form.first.start().saturating_sub(length));
            if form.count == 1 {
                to = to.min(form.first.end() + length);
            }
        }
        (from < to).then_some(from..to)
    }
}

impl Start {
    fn of(known: PatternStart) -> Start {
        let anchor = |literal: &String| Anchor {
            words: known.words(literal).into_iter().map(str::to_owned).collect(),
            marks: literal.chars().filter(|&c| literals::is_rare(c)).collect(),
        };
        let anchors: Vec<Anchor> = known.literals.iter().map(anchor).collect();
        let (first, others) = anchors.split_first().map_or((&[] as &[char], &[] as &[Anchor]), |(f, o)| (&f.marks, o));
        let marks = first.iter().copied().filter(|m| others.iter().all(|a| a.marks.contains(m))).collect();
        let PatternStart { entry, literals, common, ends, .. } = known;
        Start { entry, literals, common, ends, anchors, marks }
    }

    /// Does the survey tell that it may match? One literal by itself is looked for where it may stand.
    fn may_match(&self, scene: Scene<'_>) -> bool {
        if self.marks.iter().any(|&m| scene.survey.marks().count(m) == 0) {
            return false;
        }
        match self.literals.len() {
            0 => true,
            1 => self.begins_in(scene),
            _ => self.standing(scene).next().is_some(),
        }
    }

    /// The literals that may stand in the text, and where.
    fn standing<'s>(&'s self, scene: Scene<'s>) -> impl Iterator<Item = (&'s str, Range<usize>)> {
        self.literals.iter().zip(&self.anchors).filter_map(move |(l, a)| Some((l.as_str(), a.range(l.len(), scene)?)))
    }

    fn begins_in(&self, scene: Scene<'_>) -> bool {
        self.standing(scene).any(|(literal, range)| stands(literal, &scene.text.as_bytes()[range]))
    }

    /// Do the pieces stand in the text that every match has? To look for them costs less than to compile the pattern.
    fn is_worth_compiling(&self, scene: Scene<'_>) -> bool {
        (self.common.is_empty() || stands(&self.common, scene.text.as_bytes()) && self.begins_in(scene))
            && (self.ends.is_empty() || self.ends.iter().any(|end| stands(end, scene.text.as_bytes())))
    }
}

fn stands(literal: &str, text: &[u8]) -> bool {
    memmem::find(text, literal.as_bytes()).is_some()
}

/// Up to so many patterns are looked for one by one; of more, the literals are looked for all at once.
const FEW: usize = 24;

impl Patterns {
    pub(super) fn of(layers: &[Layer]) -> Patterns {
        let mut patterns = Patterns::default();
        for (layer, l) in layers.iter().enumerate() {
            patterns.from.push(patterns.list.len());
            let pattern = |number| Pattern { layer, number, start: OnceLock::new(), regex: OnceLock::new() };
            patterns.list.extend((0..l.patterns.len()).map(pattern));
        }
        patterns
    }

    fn start(&self, layers: &[Layer], number: usize) -> &Start {
        let pattern = &self.list[number];
        pattern.start.get_or_init(|| Start::of(layers[pattern.layer].patterns.get(pattern.number)))
    }

    /// Made when first asked for; too large an automaton is none, and then each pattern looks for itself.
    fn literals(&self, layers: &[Layer]) -> Option<&(AhoCorasick, Vec<usize>)> {
        let made = || {
            let all = (0..self.list.len()).flat_map(|i| self.start(layers, i).literals.iter().map(move |l| (i, l)));
            let (owners, literals): (Vec<usize>, Vec<&String>) = all.unzip();
            Some((AhoCorasick::new(literals).ok()?, owners))
        };
        self.literals.get_or_init(made).as_ref()
    }

    /// Which patterns may have a match, in order.
    fn due(&self, layers: &[Layer], scene: Scene<'_>) -> Vec<usize> {
        let mut due: Vec<usize> = Vec::new();
        for (layer, from) in layers.iter().zip(&self.from) {
            let told = scene.survey.keys().flat_map(|form| layer.patterns.waiting_for(&scene.text[form.first.range()]));
            due.extend(told.chain(layer.patterns.unkeyed()).map(|number| from + number));
        }
        due.sort_unstable();
        due.dedup();
        due.retain(|&i| self.start(layers, i).may_match(scene));
        if due.len() > FEW
            && let Some((literals, owners)) = self.literals(layers)
        {
            due.retain(|&i| self.start(layers, i).anchors.is_empty());
            due.extend(literals.find_overlapping_iter(scene.text).map(|hit| owners[hit.pattern().as_usize()]));
            due.sort_unstable();
            due.dedup();
        }
        due
    }

    /// What each pattern that has a match says of it.
    pub(super) fn judge<'l>(&self, layers: &'l [Layer], scene: Scene<'l>) -> Vec<(Span, &'l Entry, Judgement<'l>)> {
        let mut out = Vec::new();
        for number in self.due(layers, scene) {
            let (pattern, start) = (&self.list[number], self.start(layers, number));
            if pattern.regex.get().is_none() && !start.is_worth_compiling(scene) {
                continue;
            }
            let entry = layers[pattern.layer].entry(start.entry);
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
