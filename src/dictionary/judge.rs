//! What an entry says of one place in the text: it stands right, it is to be repaired, or why not.

use std::fmt;

use rapidfuzz::distance::indel;

use super::alone::{self, Spelled, Written, plain};
use super::compile::FormKind;
use super::entry::{Case, Entry, EntryTier, Gate, Kind};
use super::find::Hit;
use super::gate::Unmet;
use super::scene::Scene;
use super::spun::Spun;
use super::{case, doubt, gate, near};
use crate::edit::{Span, Tier};
use crate::lexicon::{self, Commonness};

/// A repair that an entry proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its promise.
    pub tier: Tier,
    /// What stands there afterwards; `None`: it is only pointed out.
    pub replacement: Option<String>,
    /// Other readings.
    pub alternatives: Vec<String>,
    /// The rule it belongs to.
    pub rule: &'static str,
    /// One sentence.
    pub reason: String,
    /// The entry, `file:line`.
    pub entry: String,
    /// What in the text justifies it.
    pub witnesses: Vec<Span>,
    /// Does it rest on the text having gone through a spinner?
    pub spun: Spun,
}

/// What an entry says of a form that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement<'a> {
    /// It is a right form.
    Right,
    /// It is to be repaired.
    Repair(Box<Proposal>),
    /// It is left alone, and why.
    Leave(Leave<'a>),
}

/// Why a form is left alone. It is worded only where somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave<'a> {
    /// For what the form is.
    Because(&'static str),
    /// For what the text around it does not show.
    Unmet(Unmet<'a>),
}

impl fmt::Display for Leave<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Leave::Because(why) => f.write_str(why),
            Leave::Unmet(demand) => demand.fmt(f),
        }
    }
}

impl Judgement<'_> {
    pub(super) fn leave(why: &'static str) -> Self {
        Judgement::Leave(Leave::Because(why))
    }
}

/// Judges a hit by one of its entries.
pub(super) fn judge<'a>(entry: &'a Entry, kind: FormKind, hit: Hit, scene: Scene<'a>) -> Judgement<'a> {
    let found = &scene.text[hit.span.range()];
    let suffix = &scene.text[hit.span.end()..hit.end];
    let written = Written { text: &scene.text[hit.span.start()..hit.end], end: hit.span.len() };
    if let Some(judgement) = alone::judge(entry, kind, written) {
        return judgement;
    }
    match kind {
        FormKind::Right | FormKind::Also => {
            let verdict = case::case_form(entry, &plain(found), scene, hit.span);
            by_rule(entry, verdict, suffix, scene, hit.span, "in other capitals")
        }
        FormKind::Split => {
            let verdict = case::split_form(entry, &plain(found), scene, hit.span);
            by_rule(entry, verdict, suffix, scene, hit.span, "broken in two")
        }
        FormKind::Spun => thesaurus(entry, found, suffix, hit.span, scene, Spun::Name),
        FormKind::Loose => thesaurus(entry, found, suffix, hit.span, scene, Spun::Phrase),
        FormKind::Wrong => typed(entry, found, suffix, hit.span, scene),
    }
}

fn by_rule<'a>(entry: &Entry, verdict: case::Verdict, suffix: &str, scene: Scene<'a>, span: Span, how: &str) -> Judgement<'a> {
    match verdict {
        Err(why) => Judgement::leave(why),
        Ok(tier) => Judgement::Repair(Box::new(Proposal {
            tier,
            replacement: Some(format!("{}{suffix}", entry.right)),
            alternatives: Vec::new(),
            rule: "misspelled-name",
            reason: format!("“{}” is the name “{}” {how}", &scene.text[span.range()], entry.right),
            entry: entry.place(),
            witnesses: scene.elsewhere(&entry.right, span).into_iter().collect(),
            spun: Spun::No,
        })),
    }
}

/// A name or set term with words put through a thesaurus: certain where its form is one that no name has.
fn thesaurus(entry: &Entry, found: &str, suffix: &str, span: Span, scene: Scene<'_>, whole: Spun) -> Judgement<'static> {
    if scene.text[..span.start()].ends_with(['-', '‑', '/', '@', '#', '_']) {
        return Judgement::leave("it is joined to the word before");
    }
    let small = |words: &str| words.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    let (spun, right) = if entry.kind == Kind::Term {
        (Spun::Phrase, follow(found, &entry.right))
    } else {
        let more = small(found).saturating_sub(small(&entry.right));
        let words = |s: &str| s.split_whitespace().count();
        let grown = words(found).saturating_sub(words(&entry.right));
        if !found.starts_with(char::is_uppercase) || more > grown || !found.chars().any(char::is_lowercase) {
            return Judgement::leave("it is not written as a name");
        }
        (if more > 0 && grown > 0 && whole == Spun::Name { Spun::Certain } else { whole }, entry.right.clone())
    };
    Judgement::Repair(Box::new(Proposal {
        tier: if spun == Spun::Name { Tier::Suggest } else { Tier::Fix },
        replacement: Some(format!("{right}{suffix}")),
        alternatives: Vec::new(),
        rule: "spun-words",
        reason: format!("“{found}” is “{}” with its words put through a thesaurus", entry.right),
        entry: entry.place(),
        witnesses: Vec::new(),
        spun,
    }))
}

fn typed<'a>(entry: &'a Entry, found: &str, suffix: &str, span: Span, scene: Scene<'a>) -> Judgement<'a> {
    let found = plain(found);
    let Spelled { exact, raised } = Spelled::of(entry, &found);
    let followed = entry.case == Case::Follow;
    if scene.text[..span.start()].ends_with(['-', '‑', '/', '@', '#', '_']) {
        return Judgement::leave("it is joined to the word before");
    }
    if scene.text[span.end() + suffix.len()..].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
        return Judgement::leave("it is joined to the name behind");
    }
    let witnesses = match gate::open(&entry.when, scene, span) {
        Ok(witnesses) => witnesses,
        Err(demand) => return Judgement::Leave(Leave::Unmet(demand)),
    };
    let mut tier = match entry.tier {
        EntryTier::Fix => Tier::Fix,
        EntryTier::Suggest => Tier::Suggest,
        EntryTier::Note => Tier::Note,
    };
    if entry.when.is_open() && entry.kind != Kind::Term && !found.contains(' ') {
        let class = lexicon::class(&found);
        if class.commonness >= Commonness::Uncommon {
            return Judgement::leave("it is a common word, and the entry asks for no evidence");
        }
        if class.name {
            tier = tier.min(Tier::Suggest);
        }
    }
    let adapt = |right: &str| {
        let cased = match entry.kind {
            _ if followed || (!exact && raised) => follow(&found, right),
            Kind::Person if entry.tier == EntryTier::Fix => as_accented(&found, right),
            _ => right.to_owned(),
        };
        format!("{cased}{suffix}")
    };
    let doubted = doubt::doubt(entry, &found, span, scene);
    if doubted.is_some() {
        tier = tier.min(Tier::Suggest);
    }
    let mut reason = match &entry.note {
        Some(note) => format!("“{found}” stands for “{}”: {note}", entry.right),
        None if entry.kind == Kind::Term => format!("“{found}” is a garbled form of “{}”", entry.right),
        None => format!("“{found}” is a wrong form of the name “{}”", entry.right),
    };
    if let Some(why) = doubted {
        reason = format!("{reason}, {why}");
    }
    Judgement::Repair(Box::new(Proposal {
        tier,
        replacement: (tier != Tier::Note).then(|| adapt(&entry.right)),
        alternatives: entry.alternatives.iter().map(|a| adapt(a)).collect(),
        rule: rule_of(entry, &found),
        reason,
        entry: entry.place(),
        witnesses,
        spun: spun(entry),
    }))
}

/// The rule that a form of an entry belongs to.
pub(super) fn rule(entry: &Entry, kind: FormKind, found: &str) -> &'static str {
    match kind {
        _ if entry.find.is_some() => "pattern",
        FormKind::Right | FormKind::Also | FormKind::Split => "misspelled-name",
        FormKind::Spun | FormKind::Loose => "spun-words",
        FormKind::Wrong => rule_of(entry, found),
    }
}

/// How a typed form bears on its text having gone through a spinner.
fn spun(entry: &Entry) -> Spun {
    match entry.spun {
        false => Spun::No,
        true if entry.when.spun => Spun::Word,
        true if entry.when.is_open() || entry.when == (Gate { position: entry.when.position, ..Gate::default() }) => {
            Spun::Certain
        }
        true => Spun::Name,
    }
}

/// Terms are garbled; names are translated where the wrong form shares little with the right one, else misspelled.
fn rule_of(entry: &Entry, found: &str) -> &'static str {
    if entry.spun {
        return "spun-words";
    }
    if entry.kind == Kind::Term {
        return "garbled-term";
    }
    // Twice the letters that both have in the same order, as a part of all letters.
    let ratio = |a: &str, b: &str| indel::normalized_similarity(a.to_lowercase().chars(), b.to_lowercase().chars());
    let words = |s: &str| s.split(' ').count();
    let other_word = words(found) == words(&entry.right)
        && words(found) > 1
        && entry.kind != Kind::Person
        && found.split(' ').zip(entry.right.split(' ')).any(|(a, b)| ratio(a, b) < 0.75);
    let far = ratio(found, &entry.right) < if found.contains(' ') { 0.8 } else { 0.5 };
    if far || other_word { "translated-name" } else { "misspelled-name" }
}

/// `right` word by word, but those words as they stand that only lack its accents: papers write names without them, too.
fn as_accented(found: &str, right: &str) -> String {
    let words = |s: &str| s.split(' ').count();
    if right.is_ascii() || words(found) != words(right) {
        return right.to_owned();
    }
    let kept = |(mine, theirs)| if near::is_same_unaccented(mine, theirs) { mine } else { theirs };
    found.split(' ').zip(right.split(' ')).map(kept).collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `right` in the case of `found`: all capitals, or a capital first, or as it is.
fn follow(found: &str, right: &str) -> String {
    let several = found.chars().filter(|c| c.is_alphabetic()).count() > 1;
    if several && !found.chars().any(char::is_lowercase) {
        right.to_uppercase()
    } else if found.chars().next().is_some_and(char::is_uppercase) {
        capitalised(right)
    } else {
        right.to_owned()
    }
}
