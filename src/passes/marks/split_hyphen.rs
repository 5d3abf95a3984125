//! `co -founder`, `21- hour`, `large - scale` → one word

use super::around::{form, spaces_after, spaces_before, word_after, word_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::survey::{Shape, Word};

const RULE: &str = "split-hyphen";

/// First halves that hardly stand before a dash: `co -founder`, `ex - husband`.
const PREFIXES: &[&str] = &[
    "co", "pre", "non", "anti", "ex", "semi", "multi", "mid", "sub", "inter", "intra", "ultra", "pro", "neo", "quasi", "vice",
    "cross", "self", "bi", "tri", "eco", "cyber", "Co", "Pre", "Non", "Anti", "Ex", "Semi", "Multi", "Mid", "Inter", "Self",
    "Pro",
];

/// Second halves that make a compound of nearly any word before them.
const SUFFIXES: &[&str] = &[
    "based",
    "led",
    "backed",
    "born",
    "controlled",
    "owned",
    "style",
    "related",
    "level",
    "term",
    "scale",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "mile",
    "metre",
    "meter",
    "old",
    "founder",
    "founded",
    "speaking",
    "sized",
    "size",
    "wide",
    "friendly",
    "funded",
    "sponsored",
    "run",
    "made",
    "held",
    "type",
    "like",
    "free",
    "long",
    "time",
    "round",
    "team",
    "profile",
    "quality",
    "ranking",
    "ranked",
    "rated",
    "class",
    "range",
    "party",
    "up",
    "off",
    "out",
    "in",
    "down",
    "by",
    "over",
    "election",
    "elect",
    "chair",
    "president",
    "minister",
    "driven",
    "powered",
    "listed",
    "looking",
    "going",
    "growing",
    "paying",
    "winning",
    "making",
    "kilometre",
    "kilometer",
    "foot",
    "inch",
    "ton",
    "storey",
    "story",
    "member",
    "seat",
    "point",
    "page",
    "strong",
    "quarters",
    "thirds",
    "fold",
    "plus",
    "fi",
    "tech",
    "end",
    "rise",
    "speed",
    "risk",
    "income",
    "cost",
    "emission",
    "carbon",
    "host",
    "author",
    "operation",
    "pilot",
    "star",
    "place",
    "half",
    "quarter",
    "degree",
    "person",
    "man",
    "woman",
    "part",
    "way",
    "hand",
    "page",
    "line",
    "of",
    "to",
    "and",
    "the",
];

/// First halves that count or rank.
const COUNTS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred", "one", "single", "double", "first", "second", "third", "fourth", "fifth",
    "sixth", "seventh", "eighth", "ninth", "tenth", "high", "low", "long", "short", "large", "small", "full", "part", "half",
    "well", "ill", "best", "top", "early", "late", "hard", "deep", "old", "new", "free", "next", "last", "all", "near", "far",
    "fast", "slow", "wide", "open", "higher", "lower", "longer",
];

/// Words that begin or end a clause around a dash and no compound.
const SMALL: &[&str] = &[
    "the", "a", "an", "and", "or", "but", "who", "which", "that", "he", "she", "it", "they", "we", "you", "I", "is", "are",
    "was", "were", "has", "have", "had", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "if", "when", "while",
    "where", "not", "so", "his", "her", "their", "its", "this", "these", "those", "there", "then", "what", "how", "why", "even",
    "also", "because", "said", "says", "will", "would", "can", "could", "may", "might", "than", "be", "been", "some", "such",
    "no", "nor", "do", "does", "did", "my", "our", "your", "me", "him", "them", "us", "only", "just", "now", "after", "before",
    "since", "until",
];

/// What is counted: `21- hour`, `4-year -old`.
const UNITS: &[&str] = &[
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "mile",
    "metre",
    "meter",
    "foot",
    "page",
    "scale",
    "term",
    "level",
    "round",
    "team",
    "old",
    "inch",
    "kilometre",
    "kilometer",
    "seat",
    "point",
    "member",
    "storey",
    "story",
    "man",
    "woman",
    "person",
];

/// What is made of the word before: `cloud - based services`.
const MADE: &[&str] =
    &["based", "led", "backed", "born", "owned", "controlled", "speaking", "related", "style", "sized", "funded", "sponsored"];

/// How the gap lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Before,
    After,
    Both,
}

struct Candidate {
    left: Word,
    right: Word,
    sure: bool,
}

/// Proposes to close the gap at a hyphen.
pub(super) fn run(document: &Document<'_>, out: &mut Vec<Edit>) {
    if document.survey().marks().count('-') == 0 {
        return;
    }
    let bytes = document.text().as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'-', bytes) {
        let spaced = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(|b| *b == b' ' || *b == 0xa0);
        if spaced(at.checked_sub(1)) || spaced(Some(at + 1)) || bytes.get(at + 1) == Some(&0xc2) {
            found.extend(candidate(document, at));
        }
    }
    if found.is_empty() {
        return;
    }
    for c in found {
        let span = Span::new(c.left.span().start(), c.right.span().end());
        let whole = format!("{}-{}", document.word(c.left), document.word(c.right));
        let reason = Reason::new(format!("“{whole}” is one word, and its hyphen has no space beside it"));
        let tier = if c.sure { Tier::Fix } else { Tier::Suggest };
        out.push(Edit::new(tier, span, whole, RULE, reason));
    }
}

fn candidate(document: &Document<'_>, at: usize) -> Option<Candidate> {
    let text = document.text();
    let start = spaces_before(text, at);
    let end = spaces_after(text, at + 1);
    if document.is_guarded(Span::new(at, at + 1)) {
        return None;
    }
    let gap = match (start < at, end > at + 1) {
        (true, true) => Gap::Both,
        (true, false) => Gap::Before,
        (false, true) => Gap::After,
        (false, false) => return None,
    };
    let (left, right) = (word_before(document, start)?, word_after(document, end)?);
    let (a, b) = (document.word(left), document.word(right));
    let has = |list: &[&str], word: &str| list.contains(&word);
    let next = next_word(document, right).unwrap_or("");
    // "pre- and post-war", "short- to medium-term"
    if gap == Gap::After
        && matches!(b, "and" | "or" | "to" | "but" | "nor" | "as" | "through" | "versus" | "vs" | "und" | "if" | "rather")
    {
        return None;
    }
    let joined = elsewhere(document, a, b);
    let left_form = form(document, left);
    let right_form = form(document, right);
    let number = left_form.shape == Shape::Number || has(COUNTS, a);
    let plain = left_form.shape != Shape::Number || right_form.shape == Shape::Lower;
    if !plain || right_form.shape == Shape::Number || right_form.shape == Shape::Alphanumeric {
        return (joined && gap != Gap::Both).then_some(Candidate { left, right, sure: true });
    }
    let lower = right_form.shape == Shape::Lower;
    let prefix = has(PREFIXES, a) && (lower || gap == Gap::Before);
    let participle = lower && right_form.class.is_word() && is_participle(b);
    let small = has(SMALL, b) || (has(SMALL, a) && !prefix && !(a == "so" && b == "called"));
    let aged = b == "old" && has(UNITS, a) && document.before(left.span().start()) == Some('-');
    if aged {
        return Some(Candidate { left, right, sure: true });
    }
    if small {
        return None;
    }
    // A flag of a command: "-rf".
    if gap == Gap::Before && b.len() < 3 && !has(SUFFIXES, b) {
        return None;
    }
    let dashes = dash_like(document, at, gap);
    let counted = number && lower && (left_form.shape != Shape::Number || has(UNITS, b));
    let likely = joined || counted || prefix;
    let sure = match gap {
        Gap::Both => {
            let made =
                has(MADE, b) && !matches!(next, "on" | "in" | "by" | "at" | "of" | "to" | "for" | "from" | "with" | "" | "and");
            let bound = prefix && (participle || !matches!(a, "self" | "pro" | "vice" | "cross" | "Pro" | "Self"));
            let counted = number && (has(UNITS, b) || b.ends_with("est"));
            let letters = left_form.shape != Shape::Number;
            lower && ((joined && !pair_of_dashes(document, at)) || counted || (made && letters) || bound)
        }
        Gap::Before => likely || (!dashes && lower && left_form.class.is_word()),
        Gap::After => {
            likely || (!dashes && (has(SUFFIXES, b) || (participle && !b.ends_with("ing") && left_form.class.is_word())))
        }
    };
    if !sure && (gap == Gap::Both || dashes) {
        return None;
    }
    Some(Candidate { left, right, sure })
}

/// `hit`, `sprayed`, `searching`; not what goes on a sentence after a dash.
fn is_participle(word: &str) -> bool {
    let continues = matches!(
        word,
        "saying"
            | "adding"
            | "including"
            | "according"
            | "being"
            | "having"
            | "making"
            | "leaving"
            | "meaning"
            | "bringing"
            | "following"
            | "during"
            | "thing"
            | "something"
            | "nothing"
            | "anything"
            | "everything"
            | "need"
            | "indeed"
            | "based"
            | "compared"
    );
    word.len() > 4 && !continues && (word.ends_with("ed") || word.ends_with("ing"))
        || matches!(word, "hit" | "held" | "made" | "born")
}

fn next_word<'d>(document: &Document<'d>, word: Word) -> Option<&'d str> {
    let survey = document.survey();
    let index = survey.word_at(word.span().end());
    let next = survey.words().get(index)?;
    let between = &document.text()[word.span().end()..next.span().start()];
    (between == " ").then(|| document.word(*next))
}

/// Does the compound stand whole somewhere in the text?
fn elsewhere(document: &Document<'_>, a: &str, b: &str) -> bool {
    let whole = format!("{a}-{b}");
    let finder = memchr::memmem::Finder::new(&whole);
    let text = document.text();
    finder.find_iter(text.as_bytes()).any(|at| {
        !document.before(at).is_some_and(char::is_alphanumeric)
            && !document.after(at + whole.len()).is_some_and(char::is_alphanumeric)
    })
}

/// Another spaced hyphen in the same line: the two stand for a pair of dashes.
fn pair_of_dashes(document: &Document<'_>, at: usize) -> bool {
    let line = super::around::line_of(document, at);
    document.slice(line).match_indices(" - ").any(|(i, _)| line.start() + i + 1 != at)
}

/// Another hyphen with a space on just one side in the same line: dashes set carelessly, "the man -a neighbour- said".
fn dash_like(document: &Document<'_>, at: usize, gap: Gap) -> bool {
    let line = super::around::line_of(document, at);
    let text = document.slice(line).as_bytes();
    memchr::memchr_iter(b'-', text).any(|i| {
        let before = i.checked_sub(1).and_then(|j| text.get(j)) == Some(&b' ');
        let after = text.get(i + 1).is_some_and(|b| matches!(b, b' ' | b',' | b'.'));
        let other = match gap {
            Gap::Before => !before && after,
            Gap::After => before && !after,
            Gap::Both => false,
        };
        line.start() + i != at && other
    })
}
