//! `it ’s` → `it’s`; `do n't` → `don't`; `country' s` → `country's`

use super::around::{is_space, spaces_after, spaces_before, word_after, word_before};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::proposals::{Decision, Proposals};
use crate::survey::{Shape, Word};

const RULE: &str = "split-apostrophe";

/// Proposes to close the gap at an apostrophe.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    for mark in ['\'', '’'] {
        for at in document.odd_marks(Oddity::SpacedApostrophe).filter(|&at| document.after(at) == Some(mark)) {
            one(document, Span::new(at, at + mark.len_utf8()), out);
        }
    }
}

fn one(document: &Document<'_>, mark: Span, out: &mut Proposals) {
    if let Some(decision) = decide(document, mark) {
        out.decide(RULE, mark, decision);
    }
}

/// What is decided about the mark; nothing if no gap is beside it.
fn decide(document: &Document<'_>, mark: Span) -> Option<Decision> {
    let text = document.text();
    let gap_before = document.before(mark.start()).is_some_and(is_space);
    let gap_after = document.after(mark.end()).is_some_and(is_space);
    let cut_off = text[..mark.start()].ends_with(" n");
    if !gap_before && !gap_after && !cut_off {
        return None;
    }
    let start = spaces_before(text, mark.start());
    let end = spaces_after(text, mark.end());
    let (Some(left), Some(right)) = (word_before(document, start), word_after(document, end)) else {
        return (gap_before && gap_after).then_some(Err("it does not stand between two words"));
    };
    let (stem, tail) = (document.word(left), document.word(right));
    if let Some(not) = negation(document, left, mark, right) {
        return Some(Ok(not));
    }
    if !gap_before && !gap_after {
        return None;
    }
    // What follows must be the whole ending, not the first letter of something longer ('s-Hertogenbosch, 's Gravenhage).
    if matches!(document.after(right.span().end()), Some('-' | '\'' | '’' | '.')) && tail != "s" {
        return Some(Err("what follows is no ending: it goes on"));
    }
    let tier = match tail {
        "s" => match possessive(document, left, right, gap_before, gap_after) {
            Some(tier) => tier,
            None => return Some(Err("the s belongs to a Dutch name, or to a letter or number that is spoken of")),
        },
        "ve" if matches!(stem, "I" | "We" | "You" | "They" | "Who" | "would" | "could" | "should" | "might" | "must")
            || is_pronoun(stem) =>
        {
            Tier::Fix
        }
        "re" | "ll" if is_pronoun(stem) => Tier::Fix,
        "ve" | "ll" | "re" => Tier::Suggest,
        "m" if stem == "I" => Tier::Fix,
        "d" if is_pronoun(stem) => Tier::Fix,
        // An opening or closing mark, or the plural's own apostrophe.
        _ => return Some(Err("what follows is no ending: the mark opens or closes a quotation, or ends a plural")),
    };
    let closed = [stem, document.slice(mark), tail].concat();
    Some(Ok(edit(tier, Span::new(left.span().start(), right.span().end()), closed)))
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "I" | "i"
            | "we"
            | "We"
            | "you"
            | "You"
            | "he"
            | "He"
            | "she"
            | "She"
            | "it"
            | "It"
            | "they"
            | "They"
            | "who"
            | "Who"
            | "that"
            | "That"
            | "there"
            | "There"
            | "what"
            | "What"
    )
}

/// `country 's`, `country' s`, `country ' s`: an `s` that stands by itself is an ending.
fn possessive(document: &Document<'_>, left: Word, right: Word, gap_before: bool, gap_after: bool) -> Option<Tier> {
    let after = document.after(right.span().end());
    if after == Some('-') || matches!(after, Some('\'' | '’')) {
        return None;
    }
    let name_follows = gap_before && !gap_after && {
        let next = spaces_after(document.text(), right.span().end());
        // ’s Hertogenbosch, ’s Gravenhage, after a small word: "in 's Hertogenbosch".
        word_after(document, next).is_some_and(|w| document.word(w).starts_with(['H', 'G']))
            && matches!(document.word(left), "in" | "of" | "from" | "to" | "at" | "near" | "and" | "the" | "for")
    };
    let letter = document.word(left).chars().count() == 1 && !matches!(document.word(left), "I" | "X");
    let number = document.survey().form(left).shape == Shape::Number;
    if name_follows || letter || (number && !gap_after) {
        return None;
    }
    Some(Tier::Fix)
}

/// `do n't`, `don 't`, `don' t`, `don ' t`.
fn negation(document: &Document<'_>, left: Word, mark: Span, right: Word) -> Option<Edit> {
    let (stem, tail) = (document.word(left), document.word(right));
    if tail != "t" {
        return None;
    }
    let verb = |w: &str| {
        matches!(
            w.to_ascii_lowercase().as_str(),
            "do" | "does"
                | "did"
                | "is"
                | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "had"
                | "ca"
                | "wo"
                | "could"
                | "would"
                | "should"
                | "need"
                | "must"
                | "might"
                | "ai"
                | "sha"
        )
    };
    if stem == "n" {
        // "do n't" and "do n' t"
        let gap = spaces_before(document.text(), left.span().start());
        let front = word_before(document, gap).filter(|w| gap < left.span().start() && verb(document.word(*w)))?;
        let closed = [document.word(front), "n", document.slice(mark), "t"].concat();
        return Some(edit(Tier::Fix, Span::new(front.span().start(), right.span().end()), closed));
    }
    let stem_is_verb = stem.strip_suffix('n').is_some_and(verb) || matches!(stem, "can" | "Can" | "won" | "Won" | "shan" | "ain");
    stem_is_verb.then(|| {
        let closed = [stem, document.slice(mark), "t"].concat();
        edit(Tier::Fix, Span::new(left.span().start(), right.span().end()), closed)
    })
}

fn edit(tier: Tier, span: Span, closed: String) -> Edit {
    let reason = Reason::new(format!("“{closed}” is one word, and its apostrophe has no space beside it"));
    Edit::new(tier, span, closed, RULE, reason)
}
