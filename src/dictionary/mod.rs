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
mod decide;
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

pub use decide::{Explanation, NameMatch};
pub use entry::{Case, Entry, EntryTier, Gate, Kind, Position, Substitution};
pub use gate::Unmet;
pub use judge::{Judgement, Leave, Proposal};
pub use parse::Problem;
pub use spun::Spun;

pub(crate) use find::{Lead, Opening};
pub(crate) use pairs::Before;
pub(crate) use prefix::{Letters, folded};

use crate::survey::{Part, Vocabulary};
use crate::table;
use accented::Accented;
use alone::Written;
use compile::FormKind;
use layer::Layer;
use patterns::Patterns;

/// The dictionaries in force: the built-in ones and the user's on top.
#[derive(Debug)]
pub struct Dictionary {
    layers: Vec<Layer>,
    patterns: Patterns,
    off: HashSet<String>,
    accented: OnceLock<Accented>,
    unspun: OnceLock<HashMap<String, Vec<String>>>,
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

    /// Is there a name whose words before and after that of number `place` are these, with the spaces beside it, and whose word there
    /// may begin as `word` does? Of ASCII, in whatever case.
    pub(crate) fn may_be_near(&self, before: &[u8], after: &[u8], place: usize, word: &str) -> bool {
        let letter = near::letter(word);
        self.layers.iter().any(|l| l.may_be_near(before, after, place, letter))
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
