//! `co -founder`, `21- hour`, `large - scale` → one word

use super::around::{form, spaces_after, spaces_before, word_after, word_before};
use super::compounds::{COUNTS, MADE, PREFIXES, SMALL, SUFFIXES, UNITS};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::list::is;
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

const RULE: &str = "split-hyphen";

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
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    let mut found = Vec::new();
    for at in document.odd_marks(Oddity::SpacedHyphen) {
        let spaced = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(|b| *b == b' ' || *b == 0xa0);
        if spaced(at.checked_sub(1)) || spaced(Some(at + 1)) || bytes.get(at + 1) == Some(&0xc2) {
            match candidate(document, at) {
                Ok(candidate) => found.push(candidate),
                Err(why) => out.left(RULE, Span::new(at, at + 1), || why),
            }
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

fn candidate(document: &Document<'_>, at: usize) -> Result<Candidate, &'static str> {
    let text = document.text();
    let start = spaces_before(text, at);
    let end = spaces_after(text, at + 1);
    let gap = match (start < at, end > at + 1) {
        (true, true) => Gap::Both,
        (true, false) => Gap::Before,
        (false, true) => Gap::After,
        (false, false) => return Err("no space stands beside it"),
    };
    let (Some(left), Some(right)) = (word_before(document, start), word_after(document, end)) else {
        return Err("it does not stand between two words");
    };
    let (a, b) = (document.word(left), document.word(right));
    let next = next_word(document, right).unwrap_or("");
    // "pre- and post-war", "short- to medium-term"
    if gap == Gap::After
        && matches!(b, "and" | "or" | "to" | "but" | "nor" | "as" | "through" | "versus" | "vs" | "und" | "if" | "rather")
    {
        return Err("the first of two compounds that share their second half keeps its hyphen");
    }
    let joined = || is_joined(document, left, right);
    let left_form = form(document, left);
    let right_form = form(document, right);
    let number = left_form.shape == Shape::Number || is(COUNTS, a);
    let plain = left_form.shape != Shape::Number || right_form.shape == Shape::Lower;
    if !plain || right_form.shape == Shape::Number || right_form.shape == Shape::Alphanumeric {
        // "Covid- 19"
        let named = || {
            let name = format!("{a}-{b}");
            let dictionary = document.dictionary();
            left_form.shape != Shape::Number
                && (dictionary.right(&name).is_some() || dictionary.right(&name.to_uppercase()).is_some())
        };
        if gap == Gap::Both || !(joined() || named()) {
            return Err("it stands at a figure: a score, a range, a minus or a number in a list");
        }
        return Ok(Candidate { left, right, sure: true });
    }
    let lower = right_form.shape == Shape::Lower;
    let prefix = is(PREFIXES, a) && (lower || gap == Gap::Before);
    let participle = lower && right_form.class.is_word() && is_participle(b);
    let small = is(SMALL, b) || (is(SMALL, a) && !prefix && !(a == "so" && b == "called"));
    let aged = b == "old" && is(UNITS, a) && document.before(left.span().start()) == Some('-');
    if aged {
        return Ok(Candidate { left, right, sure: true });
    }
    // "mother -in-law", "passers -by"
    let kin = b == "in" && document.text()[right.span().end()..].starts_with("-law");
    if gap == Gap::Before && (kin || (b == "by" && matches!(a, "passers" | "passer" | "standers" | "stander"))) {
        return Ok(Candidate { left, right, sure: true });
    }
    if small {
        return Err("a word beside it begins or ends a clause: it is a dash");
    }
    // A flag of a command: "-rf".
    if gap == Gap::Before && b.len() < 3 && !is(SUFFIXES, b) {
        return Err("it begins the flag of a command, or what follows is too short for half a compound");
    }
    let dashes = gap != Gap::Both && dash_like(document, at, gap);
    let counted = number && lower && (left_form.shape != Shape::Number || is(UNITS, b));
    let likely = || counted || prefix || joined();
    let sure = match gap {
        Gap::Both => {
            let made =
                is(MADE, b) && !matches!(next, "on" | "in" | "by" | "at" | "of" | "to" | "for" | "from" | "with" | "" | "and");
            let bound = prefix && (participle || !matches!(a, "self" | "pro" | "vice" | "cross" | "Pro" | "Self"));
            let counted = number && (is(UNITS, b) || b.ends_with("est"));
            let letters = left_form.shape != Shape::Number;
            lower && (counted || (made && letters) || bound || (joined() && !pair_of_dashes(document, at)))
        }
        Gap::Before => likely() || (!dashes && lower && left_form.class.is_word()),
        Gap::After => {
            likely() || (!dashes && (is(SUFFIXES, b) || (participle && !b.ends_with("ing") && left_form.class.is_word())))
        }
    };
    // “non- Kantian” and “Akufo -Addo”, against “the solution- housing” and “the election of Edo -Professor”
    let bound = is(PREFIXES, &a.to_lowercase()) || a.len() == 1;
    let named = gap == Gap::Before
        && [left_form, right_form].iter().all(|f| f.shape == Shape::Capitalised)
        && !(left_form.class.is_word() || right_form.class.is_word());
    if !sure && (gap == Gap::Both || dashes || !bound && !named) {
        return Err("the two words make no compound known to go so: it is a dash");
    }
    Ok(Candidate { left, right, sure })
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

/// Do the two stand as one compound somewhere in the text?
fn is_joined(document: &Document<'_>, left: Word, right: Word) -> bool {
    let (text, a, b) = (document.text(), document.word(left), document.word(right));
    // Here the two stand apart: as one they stand for the second time.
    if [left, right].iter().any(|w| form(document, *w).count < 2) {
        return false;
    }
    let same = |word: Option<Word>, own: Word| word.is_some_and(|w| w.form() == own.form());
    document.survey().signs_of([b'-']).any(|at| {
        let spelled = text[..at].ends_with(a) && text[at + 1..].starts_with(b);
        spelled && same(word_before(document, at), left) && same(word_after(document, at + 1), right)
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
