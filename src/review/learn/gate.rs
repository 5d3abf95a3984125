//! Evidence in the words around: what tells the places where a change was wanted from those where it was not.

use std::collections::{BTreeMap, BTreeSet};

use super::quoted;
use crate::review::decision::Decision;

/// The words around a place, as gates see them: in small letters, without marks.
#[derive(Clone, Debug)]
pub(super) struct Context {
    before: Vec<String>,
    after: Vec<String>,
    /// The text on either side as it stands, for tests.
    left: String,
    right: String,
}

impl Context {
    pub(super) fn of(d: &Decision) -> Context {
        let trimmed = |side: &str| side.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect();
        // What the original has beside its words belongs to what stands around them.
        let core = super::core(&d.original);
        let (lead, tail) = d.original.split_once(core).unwrap_or_default();
        Context {
            before: trimmed(&d.before),
            after: trimmed(&d.after),
            left: format!("{}{lead}", d.before),
            right: format!("{tail}{}", d.after),
        }
    }

    fn has(&self, word: &str) -> bool {
        self.before.iter().chain(&self.after).any(|w| w == word)
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// A gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    key: &'static str,
    words: Vec<String>,
}

/// Words of a gate; more would be learnt by heart and not understood.
const MOST: usize = 4;

/// The simplest gate that lets every place of `wanted` through and none of `left`: a neighbour that the others have and these
/// have not, a neighbour that these share, words nearby. One place alone shows nothing.
pub(super) fn tell(wanted: &[Context], left: &[Context]) -> Option<Evidence> {
    if wanted.len() < 2 || left.is_empty() {
        return None;
    }
    let last = |c: &Context| c.before.last().cloned();
    let first = |c: &Context| c.after.first().cloned();
    for (key, word) in [("not_before", &last as &dyn Fn(&Context) -> Option<String>), ("not_after", &first)] {
        let theirs: Option<BTreeSet<String>> = left.iter().map(word).collect();
        let own: BTreeSet<String> = wanted.iter().filter_map(word).collect();
        if let Some(words) = theirs.filter(|t| left.len() > 1 && t.len() * 2 <= left.len() && t.is_disjoint(&own)) {
            return Some(Evidence { key, words: words.into_iter().collect() });
        }
    }
    for (key, word) in [("before", &last as &dyn Fn(&Context) -> Option<String>), ("after", &first)] {
        let own: Option<BTreeSet<String>> = wanted.iter().map(word).collect();
        let theirs: BTreeSet<String> = left.iter().filter_map(word).collect();
        if let Some(words) = own.filter(|o| o.len() * 2 <= wanted.len() && o.is_disjoint(&theirs)) {
            return Some(Evidence { key, words: words.into_iter().collect() });
        }
    }
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for context in wanted {
        let here: BTreeSet<&str> = context.before.iter().chain(&context.after).map(String::as_str).collect();
        here.into_iter()
            .filter(|w| says_something(w) && !left.iter().any(|l| l.has(w)))
            .for_each(|w| *words.entry(w).or_default() += 1);
    }
    // Of words that stand at as many places, the first in order: the same decisions teach the same.
    let mut open: Vec<&Context> = wanted.iter().collect();
    let mut chosen: Vec<String> = Vec::new();
    while !open.is_empty() && chosen.len() < MOST {
        let covers = |word: &str| open.iter().filter(|c| c.has(word)).count();
        let best = words.iter().filter(|(_, n)| **n > 1).map(|(w, _)| (covers(w), std::cmp::Reverse(*w))).max()?;
        if best.0 == 0 {
            return None;
        }
        let word = best.1.0;
        open.retain(|c| !c.has(word));
        chosen.push(word.to_owned());
    }
    chosen.sort();
    open.is_empty().then_some(Evidence { key: "near", words: chosen })
}

/// Small words stand near everything.
fn says_something(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "about", "after", "also", "been", "before", "being", "could", "does", "from", "have", "having", "into", "more", "most",
        "much", "only", "other", "over", "said", "says", "should", "some", "such", "than", "that", "their", "them", "then",
        "there", "these", "they", "this", "those", "under", "very", "were", "what", "when", "where", "which", "while", "will",
        "with", "would", "your",
    ];
    word.chars().count() > 3 && word.chars().all(char::is_alphabetic) && !SMALL.contains(&word)
}

/// Tests that an entry is given at most, of each kind.
const TESTS: usize = 3;

impl Evidence {
    /// The keys of an entry: its gate, and tests of the places it was learnt from.
    pub(super) fn toml(&self, form: &str, new: &str, wanted: &[Context], left: &[Context]) -> String {
        let words: Vec<String> = self.words.iter().map(|w| quoted(w)).collect();
        format!("when  = {{ {} = [{}] }}\n{}", self.key, words.join(", "), tests(form, new, wanted, left))
    }
}

/// The key of an entry that holds tests of the places it was learnt from.
pub(super) fn tests(form: &str, new: &str, wanted: &[Context], left: &[Context]) -> String {
    let place = |c: &Context, what: &str| quoted(&format!("{}{what}{}", c.left, c.right));
    let mends = wanted.iter().take(TESTS).map(|c| format!("[{}, {}]", place(c, form), place(c, new)));
    let keeps = left.iter().take(TESTS).map(|c| format!("[{}, \"=\"]", place(c, form)));
    let tests: Vec<String> = mends.chain(keeps).collect();
    format!("test  = [\n  {},\n]\n", tests.join(",\n  "))
}
