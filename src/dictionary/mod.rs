//! Names and terms: what the dictionaries hold, how they are read and checked, and where their forms stand in a text.
//!
//! The built-in dictionaries are prepared by the build script ([`Dictionary::builtin`] opens them at no cost); the
//! user's files are read by a [`Builder`] and layered on top: the last one that knows a place decides.

pub(crate) mod accented;
mod alone;
mod case;
mod check;
mod compile;
mod date;
mod doubt;
mod entry;
mod find;
mod gate;
mod judge;
mod layer;
mod literals;
pub(crate) mod near;
mod pairs;
mod parse;
mod patterns;
mod prefix;
pub(crate) mod route;
pub(crate) mod scene;
mod slips;
mod spin;
mod spun;
mod starts;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

pub use entry::{Case, Entry, EntryTier, Gate, Kind, Position, Substitution};
pub use gate::Unmet;
pub use judge::{Judgement, Leave, Proposal};
pub use parse::Problem;
pub use spun::Spun;

pub(crate) use find::{Lead, Opening};
pub(crate) use pairs::Before;
pub(crate) use prefix::{Letters, folded};

use crate::edit::{Span, Tier};
use crate::survey::{Part, Survey, Vocabulary, Word};
use crate::table;
use accented::Accented;
use alone::{Always, Written};
use compile::FormKind;
use find::Searched;
use layer::Layer;
use patterns::Patterns;
use scene::Scene;

/// The dictionaries in force: the built-in ones and the user's on top.
#[derive(Debug)]
pub struct Dictionary {
    layers: Vec<Layer>,
    patterns: Patterns,
    off: HashSet<String>,
    accented: OnceLock<Accented>,
    unspun: OnceLock<HashMap<String, Vec<String>>>,
}

/// A place where a form that the dictionaries know stands.
#[derive(Clone, Debug)]
pub struct NameMatch {
    span: Span,
    kind: Kind,
    repair: Option<Box<Proposal>>,
}

impl NameMatch {
    /// Where, a plural's `s` included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What kind of thing it names.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Is it a right form (as against one to be repaired)?
    pub fn is_right(&self) -> bool {
        self.repair.is_none()
    }

    /// Is it a form that only a text spinner writes?
    pub fn is_certainly_spun(&self) -> bool {
        self.repair.as_deref().is_some_and(|p| p.spun == Spun::Certain)
    }

    /// What to do about it.
    pub fn repair(&self) -> Option<&Proposal> {
        self.repair.as_deref()
    }
}

/// What one entry says of one place, for `copydesk explain`.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// Where its form stands.
    pub span: Span,
    /// The rule that its repairs are made under.
    pub rule: &'static str,
    /// The entry, `file:line`.
    pub entry: String,
    /// Its right form.
    pub right: &'a str,
    /// What it says.
    pub judgement: Judgement<'a>,
}

impl Dictionary {
    /// The built-in dictionaries.
    pub fn builtin() -> Self {
        Dictionary::builder().build()
    }

    /// The built-in dictionaries, to add to.
    pub fn builder() -> Builder {
        Builder { layers: vec![Layer::builtin()] }
    }

    /// No dictionary at all, to add to.
    pub fn empty() -> Builder {
        Builder { layers: Vec::new() }
    }

    /// A vocabulary for texts that are to be matched with these dictionaries.
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        self.vocabulary_with(false)
    }

    /// One for texts that are to be explained: also names in small letters are looked for that can only be left alone.
    pub fn explaining_vocabulary(&self) -> Vocabulary<'_> {
        self.vocabulary_with(true)
    }

    fn vocabulary_with(&self, every: bool) -> Vocabulary<'_> {
        Vocabulary::new(move |word, openings| {
            // Who reads an explanation wants to hear of every form, whatever comes of it.
            let always = |layer: &Layer, written: Written<'_>, form| if every { None } else { self.always(layer, written, form) };
            let lead = find::open(&self.layers, word, openings, always);
            let before = find::before(&self.layers, word, every);
            Part { key: self.layers.iter().any(|l| l.patterns.is_key(word)), near: self.is_near_word(word), lead, before }
        })
    }

    /// Every entry, layer by layer, in order of file and line.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.layers.iter().flat_map(|l| (0..l.len() as u32).map(|i| l.entry(i)))
    }

    /// The right forms that have letters past ASCII, and their words that do; gathered when they are first asked for.
    pub(crate) fn accented(&self) -> &Accented {
        self.accented.get_or_init(|| Accented::of(self.layers.iter().flat_map(|l| l.accented()).map(str::to_owned)))
    }

    /// The words that a spinner may have put `word` (lower case) for, the likeliest first.
    pub fn unspun(&self, word: &str) -> &[String] {
        let unspun = self.unspun.get_or_init(|| {
            let mut map: HashMap<String, Vec<String>> = HashMap::new();
            for substitution in self.layers.iter().flat_map(Layer::substitutions) {
                for wrong in &substitution.wrong {
                    map.entry(wrong.clone()).or_default().push(substitution.right.clone());
                }
            }
            // A word that may itself have been put for another tells nothing.
            let keys: HashSet<String> = map.keys().cloned().collect();
            map.values_mut().for_each(|rights| rights.retain(|r| !keys.contains(r)));
            map
        });
        unspun.get(word).map_or(&[], Vec::as_slice)
    }

    /// The entry whose right form (or other accepted form) is exactly `form`.
    pub fn right(&self, form: &str) -> Option<&Entry> {
        let key = compile::fold(form);
        self.layers.iter().rev().find_map(|l| {
            let found = l.find(&key)?;
            l.postings(found)
                .filter(|(_, kind)| matches!(kind, FormKind::Right | FormKind::Also))
                .map(|(number, _)| l.entry(number))
                .find(|e| e.right == form || e.also.iter().any(|a| a == form))
        })
    }

    /// Does some name with one word left open have this word, in whatever case it is written?
    pub(crate) fn is_near_word(&self, word: &str) -> bool {
        self.layers.iter().any(|l| l.is_near_word(word))
    }

    /// May the word be one slip away from the word left open in some name, or sound like it? The same for every text.
    pub(crate) fn is_near_slip(&self, word: &str) -> bool {
        self.layers.iter().any(|l| l.is_near_slip(word))
    }

    /// How many names have a pattern with one word left open (see [`near`]), and those of them whose word may begin as `word`
    /// does, each with the place of that word.
    pub(crate) fn near(&self, pattern: &str, word: &str) -> (usize, Vec<(&Entry, usize)>) {
        let letter = near::letter(word);
        let mut found = Vec::new();
        let mut count = 0;
        for layer in &self.layers {
            let (all, likely) = layer.near(pattern, letter);
            count += all;
            found
                .extend(likely.map(|(number, place)| (layer.entry(number), place)).filter(|(e, _)| !self.off.contains(&e.right)));
        }
        (count, found)
    }

    /// The people who are known for something, by name.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().flat_map(|l| l.people().names.iter().map(|p| p.name.as_str()))
    }

    /// The people of whose names `skeleton` is left (see [`route`]), each with the words of what they are known for.
    pub(crate) fn by_route(&self, skeleton: &str) -> Vec<(&route::Person, &[String])> {
        let all = self.layers.iter().rev().flat_map(|l| l.by_route(skeleton));
        all.filter(|(p, _)| !self.off.contains(&p.name)).collect()
    }

    /// May a word stand in the name of one of the people when it went through another script?
    pub(crate) fn is_route_word(&self, word: &str) -> bool {
        let key = route::word_key(word);
        self.layers.iter().any(|l| l.has_route(&key))
    }

    /// The people who are known for what has this name.
    pub(crate) fn known_for(&self, word: &str) -> Vec<(&route::Person, &[String])> {
        let all = self.layers.iter().rev().flat_map(|l| l.known_for(word));
        all.filter(|(p, _)| !self.off.contains(&p.name)).collect()
    }

    /// Every place in `text` where a right form stands, or one that is to be repaired: in order of place, disjoint.
    /// `survey` must come from [`Dictionary::vocabulary`]. `spun`: phrases that a spinner wrote were repaired in it already.
    pub fn find(&self, text: &str, survey: &Survey<'_>, spun: bool) -> Vec<NameMatch> {
        let mut standing = Vec::new();
        let mut found = self.find_from(text, survey, || survey.beginnings(), &mut standing);
        if self.layers.len() > 1 {
            standing.sort_unstable();
            standing.dedup();
        }
        survey.narrow(standing);
        spun::settle(text, &mut found, spun);
        found
    }

    /// Those of the places that [`Dictionary::find`] gives which lie in `lines`: whole lines, in order of place.
    pub(crate) fn find_in(&self, text: &str, survey: &Survey<'_>, lines: &[Span]) -> Vec<NameMatch> {
        self.find_from(text, survey, || lines.iter().flat_map(|&line| survey.beginnings_in(line)), &mut Vec::new())
    }

    fn find_from<W: Iterator<Item = (u32, Word)>>(
        &self,
        text: &str,
        survey: &Survey<'_>,
        words: impl Fn() -> W,
        standing: &mut Vec<u32>,
    ) -> Vec<NameMatch> {
        let scene = Scene { text, survey };
        let mut found: Vec<NameMatch> = Vec::new();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let mut own = Vec::new();
            find::walk(Searched { number, layer }, text, survey, words(), standing, |hits| {
                let decided = self.decide_all(layer, hits, scene);
                let settled = decided.as_ref().map_or(0, |m: &NameMatch| m.span.end());
                own.extend(decided);
                settled
            });
            own.retain(|m: &NameMatch| !found.iter().any(|f| f.span.overlaps(m.span)));
            found.extend(own);
        }
        if self.layers.len() > 1 {
            found.sort_by_key(|m| m.span);
        }
        found
    }

    /// What is decided of a form, as it is written, whatever stands around it.
    fn always(&self, layer: &Layer, written: Written<'_>, form: u32) -> Option<Always> {
        let mut open = false;
        for (number, kind) in layer.postings(form) {
            let entry = layer.entry(number);
            if self.is_off(layer, entry) {
                continue;
            }
            match alone::judge(entry, kind, written) {
                Some(Judgement::Right) => return Some(Always::Right(entry.kind)),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(Always::Left)
    }

    /// Did a later dictionary switch an entry of the layer off?
    fn is_off(&self, layer: &Layer, entry: &Entry) -> bool {
        self.off.contains(&entry.right) && !std::ptr::eq(layer, &self.layers[self.layers.len() - 1])
    }

    /// The longest hit that an entry knows what to do with; where it would only suggest something, a certain repair of a
    /// shorter one comes first.
    fn decide_all(&self, layer: &Layer, hits: &[find::Hit], scene: Scene<'_>) -> Option<NameMatch> {
        let mut decided = hits.iter().filter_map(|&hit| self.decide(layer, hit, scene));
        let loose = |m: &NameMatch| m.repair().is_some_and(|p| p.spun.needs_company());
        let certain = |m: &NameMatch| m.repair().is_some_and(|p| p.tier == Tier::Fix) && !loose(m);
        let first = decided.next()?;
        if first.is_right() || certain(&first) {
            return Some(first);
        }
        let other = decided.find(|m| certain(m) || loose(&first) && m.is_right());
        Some(other.unwrap_or(first))
    }

    fn decide(&self, layer: &Layer, hit: find::Hit, scene: Scene<'_>) -> Option<NameMatch> {
        let span = Span::new(hit.span.start(), hit.end);
        if let Some(kind) = hit.right {
            return Some(NameMatch { span, kind, repair: None });
        }
        let mut repair: Option<(&Entry, Box<Proposal>)> = None;
        let mut left: Vec<&str> = Vec::new();
        for (number, kind) in layer.postings(hit.form) {
            let entry = layer.entry(number);
            if self.is_off(layer, entry) {
                continue;
            }
            let judgement = judge::judge(entry, kind, hit, scene);
            match (judgement, &mut repair) {
                (Judgement::Right, _) => return Some(NameMatch { span, kind: entry.kind, repair: None }),
                (Judgement::Repair(mut proposal), None) => {
                    if matches!(kind, FormKind::Spun | FormKind::Loose) && left.contains(&entry.right.as_str()) {
                        // An entry knows the form and asks for evidence that is not there.
                        proposal.spun = Spun::Phrase;
                        proposal.tier = Tier::Fix;
                    }
                    repair = Some((entry, proposal));
                }
                // What follows by rule may be certain where the typed form is not.
                (Judgement::Repair(other), Some((first, proposal)))
                    if first.right == entry.right && other.spun == Spun::No && other.tier > proposal.tier =>
                {
                    *proposal = other;
                }
                // A typed form that follows from the thesaurus too is evidence of a spinner.
                (Judgement::Repair(_), Some((first, proposal)))
                    if matches!(kind, FormKind::Spun | FormKind::Loose)
                        && first.right == entry.right
                        && proposal.spun == Spun::No =>
                {
                    proposal.rule = "spun-words";
                    proposal.spun = if first.when.is_open() { Spun::Certain } else { Spun::Name };
                }
                (Judgement::Leave(_), _) if kind == FormKind::Wrong => left.push(&entry.right),
                _ => {}
            }
        }
        repair.map(|(entry, proposal)| NameMatch { span, kind: entry.kind, repair: Some(proposal) })
    }

    /// What the pattern entries propose for `text`.
    pub fn find_patterns(&self, text: &str, survey: &Survey<'_>) -> Vec<(Span, Proposal)> {
        let judged = self.patterns.judge(&self.layers, Scene { text, survey });
        judged.into_iter().filter_map(|(span, _, j)| if let Judgement::Repair(p) = j { Some((span, *p)) } else { None }).collect()
    }

    /// What every entry that has a form or a match in `text` says of it, also those that leave it alone: in order of place.
    /// `survey` must come from [`Dictionary::explaining_vocabulary`].
    pub fn explain<'a>(&'a self, text: &'a str, survey: &'a Survey<'a>) -> Vec<Explanation<'a>> {
        let scene = Scene { text, survey };
        let mut out: Vec<Explanation<'a>> = Vec::new();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            find::walk(Searched { number, layer }, text, survey, survey.beginnings(), &mut Vec::new(), |hits| {
                for &hit in hits {
                    for (number, kind) in layer.postings(hit.form) {
                        let entry = layer.entry(number);
                        let span = Span::new(hit.span.start(), hit.end);
                        let judgement = if self.off.contains(&entry.right) {
                            Judgement::Leave(Leave::Because("the entry is switched off"))
                        } else {
                            judge::judge(entry, kind, hit, scene)
                        };
                        let rule = judge::rule(entry, kind, &text[span.range()]);
                        out.push(Explanation { span, rule, entry: entry.place(), right: &entry.right, judgement });
                    }
                }
                0
            });
        }
        let judged = self.patterns.judge(&self.layers, scene);
        out.extend(judged.into_iter().map(|(span, e, judgement)| Explanation {
            span,
            rule: "pattern",
            entry: e.place(),
            right: &e.right,
            judgement,
        }));
        out.sort_by(|a, b| (a.span, &a.entry).cmp(&(b.span, &b.entry)));
        out.dedup_by(|a, b| a.span == b.span && a.entry == b.entry && a.judgement == b.judgement);
        out
    }
}

/// Dictionaries being put together; each file added counts for more than those before it.
#[derive(Debug)]
pub struct Builder {
    layers: Vec<Layer>,
}

impl Builder {
    /// Adds a dictionary's text; `file` is its name in messages and reasons.
    ///
    /// # Errors
    /// [`Problem`] names line, column and cause: not TOML, an unknown key, an empty form, a pattern that does not compile.
    pub fn add(mut self, file: &str, text: &str) -> Result<Self, Problem> {
        let check = |p: &str| literals::prefixes(p).and_then(|_| regex::Regex::new(p).map(drop).map_err(|e| e.to_string()));
        self.layers.push(Layer::of(parse::parse(file, text, check)?));
        Ok(self)
    }

    /// Adds entries that are at hand.
    #[must_use]
    pub fn add_entries(mut self, entries: Vec<Entry>) -> Self {
        self.layers.push(Layer::of(parse::Parsed { entries, ..parse::Parsed::default() }));
        self
    }

    /// The dictionaries, ready to use.
    pub fn build(self) -> Dictionary {
        let patterns = Patterns::of(&self.layers);
        // The built-in layer switches nothing off, and looking through it would decode every entry.
        let loaded = self.layers.iter().filter(|l| l.is_loaded());
        let off =
            loaded.flat_map(|l| (0..l.len() as u32).map(|i| l.entry(i))).filter(|e| e.off).map(|e| e.right.clone()).collect();
        Dictionary { layers: self.layers, patterns, off, accented: OnceLock::new(), unspun: OnceLock::new() }
    }
}

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary::builtin()
    }
}
