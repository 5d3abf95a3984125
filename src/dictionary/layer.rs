//! One compiled dictionary: the built-in one, mapped from the program, or a file of the user's, compiled when it is loaded.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::compile::{self, FormKind};
use super::entry::{Entry, EntryTier, Substitution};
use super::literals::PatternStart;
use super::prefix::{Found, Prefix};
use super::starts::Starts;
use super::{near, pairs, parse, route, slips};
use crate::table;

/// Compiled entries, ready to match.
pub(super) struct Layer {
    prefixes: Cow<'static, [u8]>,
    seconds: Cow<'static, [u8]>,
    postings: Cow<'static, [u8]>,
    near: Cow<'static, [u8]>,
    near_words: Cow<'static, [u8]>,
    near_slips: Cow<'static, [u8]>,
    near_postings: Cow<'static, [u8]>,
    routes: fst::Map<Cow<'static, [u8]>>,
    route_filter: Cow<'static, [u8]>,
    encoded_people: Cow<'static, [u8]>,
    people: OnceLock<route::People>,
    accented: Cow<'static, str>,
    entries: Entries,
    pub(super) patterns: Starts,
    substitutions: OnceLock<Vec<Substitution>>,
}

/// Entries that are kept together: of most groups a run asks for none.
type Group = Box<[OnceLock<Box<Entry>>]>;

/// Entries in a group.
const GROUP: usize = 64;

enum Entries {
    /// Decoded one by one when they are first asked for.
    Encoded {
        offsets: &'static [u8],
        blob: &'static [u8],
        decoded: Vec<OnceLock<Group>>,
    },
    Loaded(Vec<Entry>),
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Layer of {} entries", self.len())
    }
}

pub(super) fn word(bytes: &[u8], index: usize) -> u32 {
    bytes.get(index * 4..index * 4 + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

pub(super) fn bytes(words: &[u32]) -> Cow<'static, [u8]> {
    Cow::Owned(words.iter().flat_map(|w| w.to_le_bytes()).collect())
}

impl Layer {
    /// What the build script prepared.
    pub(super) fn builtin() -> Layer {
        let offsets: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.offsets"));
        let blob: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.entries"));
        let postings: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.postings"));
        let routes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/routes.fst"));
        let mut decoded = Vec::new();
        decoded.resize_with((offsets.len() / 4).div_ceil(GROUP), OnceLock::new);
        Layer {
            prefixes: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/names.prefixes"))),
            seconds: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/names.seconds"))),
            postings: Cow::Borrowed(postings),
            near: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/near.patterns"))),
            near_words: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/near.words"))),
            near_slips: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/near.slips"))),
            near_postings: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/near.postings"))),
            routes: fst::Map::new(Cow::Borrowed(routes)).expect("the build script writes a sound map"),
            route_filter: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/routes.filter"))),
            encoded_people: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/routes.people"))),
            people: OnceLock::new(),
            accented: Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/names.accented"))),
            entries: Entries::Encoded { offsets, blob, decoded },
            patterns: Starts::builtin(),
            substitutions: OnceLock::new(),
        }
    }

    /// Compiles what a file holds.
    pub(super) fn of(parsed: parse::Parsed) -> Layer {
        let compiled = compile::compile(&parsed.entries, &parsed.substitutions);
        let near = near::compile(&parsed.entries);
        let routes = route::compile(&parsed.people);
        let pattern = |(i, e): (usize, &Entry)| PatternStart::of(i as u32, e.tier == EntryTier::Fix, e.find.as_ref()?).ok();
        let patterns: Vec<PatternStart> = parsed.entries.iter().enumerate().filter_map(pattern).collect();
        Layer {
            prefixes: Cow::Owned(compiled.prefixes),
            seconds: Cow::Owned(compiled.seconds),
            postings: bytes(&compiled.postings),
            near: Cow::Owned(near.patterns),
            near_words: Cow::Owned(near.words),
            near_slips: Cow::Owned(near.slips),
            near_postings: bytes(&near.postings),
            routes: fst::Map::new(Cow::Owned(routes.map)).expect("just built"),
            route_filter: Cow::Owned(routes.filter),
            encoded_people: Cow::Owned(routes.people),
            people: OnceLock::new(),
            accented: Cow::Owned(compile::accented(&parsed.entries)),
            entries: Entries::Loaded(parsed.entries),
            patterns: Starts::of(&patterns),
            substitutions: OnceLock::from(parsed.substitutions),
        }
    }

    /// Was it read from a file of the user's?
    pub(super) fn is_loaded(&self) -> bool {
        matches!(self.entries, Entries::Loaded(_))
    }

    /// Words put for words; the built-in ones are decoded when they are first asked for.
    pub(super) fn substitutions(&self) -> &[Substitution] {
        let builtin = include_bytes!(concat!(env!("OUT_DIR"), "/names.substitutions"));
        self.substitutions.get_or_init(|| postcard::from_bytes(builtin).unwrap_or_default())
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        match &self.entries {
            Entries::Encoded { offsets, .. } => (offsets.len() / 4).saturating_sub(1),
            Entries::Loaded(list) => list.len(),
        }
    }

    /// The entry of that number.
    pub(super) fn entry(&self, number: u32) -> &Entry {
        match &self.entries {
            Entries::Loaded(list) => &list[number as usize],
            Entries::Encoded { offsets, blob, decoded } => {
                let (group, place) = (number as usize / GROUP, number as usize % GROUP);
                decoded[group].get_or_init(|| std::iter::repeat_with(OnceLock::new).take(GROUP).collect())[place].get_or_init(
                    || {
                        let (from, to) = (word(offsets, number as usize) as usize, word(offsets, number as usize + 1) as usize);
                        Box::new(postcard::from_bytes(&blob[from..to]).expect("the build script writes sound entries"))
                    },
                )
            }
        }
    }

    /// What forms there are that begin so.
    #[inline]
    pub(super) fn found(&self, prefix: Prefix) -> Option<Found> {
        table::find(&self.prefixes, prefix.number(), Found::BITS).map(Found::from_bits)
    }

    /// Which words begin forms before this one, given by its key?
    pub(super) fn before(&self, second: u64) -> pairs::Before {
        pairs::before(&self.seconds, second)
    }

    /// The right forms that have letters past ASCII, and their words that do.
    pub(super) fn accented(&self) -> impl Iterator<Item = &str> {
        self.accented.lines()
    }

    /// The entries of a form, by where [`Found::form`] says that they lie.
    pub(super) fn postings(&self, form: u32) -> impl Iterator<Item = (u32, FormKind)> + '_ {
        let at = form as usize;
        let count = word(&self.postings, at) as usize;
        (at + 1..at + 1 + count).map(|i| {
            let packed = word(&self.postings, i);
            (packed >> 3, FormKind::from_bits(packed & 7))
        })
    }

    /// Does some name with one word left open have this word, in whatever case it is written?
    pub(super) fn is_near_word(&self, word: &str) -> bool {
        table::get_lower(&self.near_words, word).is_some()
    }

    /// May the word be one slip away from the word left open in some name, or sound like it?
    pub(super) fn is_near_slip(&self, word: &str) -> bool {
        slips::may_be(&self.near_slips, word)
    }

    /// Has some name these words before and after the one left open, and may that begin with `letter`?
    pub(super) fn may_be_near(&self, before: &[u8], after: &[u8], place: usize, letter: u32) -> bool {
        near::offset_around(&self.near, before, after)
            .is_some_and(|at| self.near_at(at).any(|packed| near::unpack(packed, letter).is_some_and(|(_, own)| own == place)))
    }

    /// The candidates that lie there, packed.
    fn near_at(&self, at: usize) -> impl ExactSizeIterator<Item = u32> + '_ {
        (0..word(&self.near_postings, at) as usize).map(move |i| word(&self.near_postings, at + 1 + i))
    }

    /// How many names have a pattern with one word left open, and those of them whose word may begin with `letter` (see [`near`]):
    /// number of the entry and place of that word.
    pub(super) fn near(&self, pattern: &str, letter: u32) -> (usize, impl Iterator<Item = (u32, usize)> + '_) {
        let packed = near::offset(&self.near, pattern).map(|at| self.near_at(at));
        let count = packed.as_ref().map_or(0, |packed| packed.len());
        (count, packed.into_iter().flatten().filter_map(move |p| near::unpack(p, letter)))
    }

    /// The people of this layer, decoded when they are first asked for.
    pub(super) fn people(&self) -> &route::People {
        self.people.get_or_init(|| postcard::from_bytes(&self.encoded_people).unwrap_or_default())
    }

    /// The people of whose names this is left (see [`route`]), with the words of what they are known for.
    pub(super) fn by_route(&self, skeleton: &str) -> impl Iterator<Item = (&route::Person, &[String])> {
        let may = route::may_have(&self.route_filter, skeleton);
        let found =
            may.then(|| self.routes.get(skeleton)).flatten().map(|packed| ((packed >> 16) as usize, (packed & 0xffff) as usize));
        found.into_iter().flat_map(move |(from, count)| {
            let people = self.people();
            let person = |&i: &u32| &people.names[i as usize];
            people.sorted[from..from + count].iter().map(person).map(|p| (p, people.known_for[p.of as usize].as_slice()))
        })
    }

    /// Is this left of a word of some name (see [`route::word_key`])?
    pub(super) fn has_route(&self, key: &str) -> bool {
        route::may_have(&self.route_filter, key) && self.routes.contains_key(key)
    }

    /// The people who are known for what has this name.
    pub(super) fn known_for(&self, word: &str) -> impl Iterator<Item = (&route::Person, &[String])> {
        let people = self.people();
        let all = people.names.iter().map(|p| (p, people.known_for[p.of as usize].as_slice()));
        all.filter(move |(_, of)| of.iter().any(|w| w == word))
    }

    /// Where the entries lie whose folded form is exactly `key`.
    pub(super) fn find(&self, key: &str) -> Option<u32> {
        self.found(Prefix::of(key))?.form()
    }
}
