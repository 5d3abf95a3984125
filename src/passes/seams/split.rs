//! Where an unknown word parts into two that are known, one of them a function word.

use super::verbs::{is_past, is_verb};
use super::words::{BINDING, DOUBTFUL, LEADING, LOOSE, TRAILING, is};
use crate::edit::Tier;
use crate::lexicon::{self, Commonness};

/// How sure a parting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// A person should look.
    Doubtful,
    /// Right in a text that is damaged elsewhere too.
    Damaged,
    Sure,
}

impl Trust {
    pub(super) fn tier(self) -> Tier {
        if self == Trust::Sure { Tier::Fix } else { Tier::Suggest }
    }
}

/// A word parted in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Bytes of the first part.
    pub(super) at: usize,
    pub(super) trust: Trust,
    /// How common the parts are; the higher the better.
    pub(super) weight: usize,
}

/// Parts a lower-case or capitalised word. `is_name` says of a capitalised first part that the dictionaries know it.
pub(super) fn split(word: &str, is_name: impl Fn(&str) -> bool) -> Option<Split> {
    let capital = word.starts_with(char::is_uppercase);
    let splits = word.char_indices().map(|(at, _)| at).filter(|&at| at >= 2 && word.len() - at >= 2);
    let mut best: Option<Split> = None;
    for at in
        splits.chain((word.len() > 4).then(|| word.len() - 1).filter(|&at| word.is_char_boundary(at) && word.ends_with('a')))
    {
        let (left, right) = word.split_at(at);
        let trust = if capital { capitalised(left, right, &is_name) } else { lower(left, right) };
        let Some(trust) = trust else { continue };
        let weight =
            lexicon::class(left).commonness as usize * left.len() + lexicon::class(right).commonness as usize * right.len();
        let split = Split { at, trust, weight };
        if best.is_none_or(|b| (split.trust, split.weight) > (b.trust, b.weight)) {
            best = Some(split);
        }
    }
    best
}

/// Where `word` begins or ends with a function word that glue is made of, whatever the rest is.
pub(super) fn function_word(word: &str) -> Option<usize> {
    let mut borders = word.char_indices().map(|(at, _)| at).filter(|&at| at >= 2 && word.len() - at >= 3);
    borders.find(|&at| is(LEADING, &word[at..]) || at >= 3 && is(TRAILING, &word[..at].to_lowercase()))
}

/// What a comma and a subject follow at the start of a sentence, and days.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "However", "Earlier", "Later", "Meanwhile", "Instead", "Today", "Yesterday", "Afterwards", "Therefore", "Moreover",
    "Furthermore", "Additionally", "Nevertheless", "Consequently", "Finally", "Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday",
];

/// Small words that names and foreign words end in too.
pub(super) const RISKY: &[&str] = &["and", "by", "to", "for", "of", "our", "what", "did", "had"];

fn common(word: &str) -> bool {
    lexicon::class(word).commonness >= Commonness::Common
}

fn lower(left: &str, right: &str) -> Option<Trust> {
    // “suggestor”, “preventor”: who does it.
    if right == "or" && is_verb(left) {
        return None;
    }
    let trailing = is(TRAILING, left);
    let leading = is(LEADING, right);
    let doubtful = is(DOUBTFUL, right);
    if !trailing && !leading && !doubtful {
        return None;
    }
    if leading && (trailing || is(DOUBTFUL, left)) || leading && left.len() >= 4 && common(left) {
        return Some(Trust::Sure);
    }
    if leading && right.len() >= 3 && !is(RISKY, right) {
        let class = lexicon::class(left);
        // A rarer word, or a short one that everybody knows: “declamationwhich”, “oldbut”.
        if left.len() >= 6 && class.is_usual() || right.len() >= 4 && left.len() >= 5 && class.is_word() {
            return Some(Trust::Sure);
        }
        if left.len() == 3 && class.commonness == Commonness::Core {
            return Some(Trust::Damaged);
        }
    }
    if right == "and" && left.len() == 3 && lexicon::class(left).commonness == Commonness::Core {
        return Some(Trust::Damaged);
    }
    // “thereis”, “whichare”, not “the reis”.
    if is(&["is", "are", "was", "has"], right) && is(&["there", "here", "this", "that", "what", "which", "where", "it"], left) {
        return Some(Trust::Sure);
    }
    if leading && left.len() >= 6 && lexicon::class(left).is_usual() {
        return Some(Trust::Damaged);
    }
    if trailing && right.len() >= 4 && common(right) {
        return Some(if left.len() >= 3 || left == "of" { Trust::Sure } else { Trust::Doubtful });
    }
    if trailing && doubtful && left.len() >= 3 {
        return Some(Trust::Sure);
    }
    if !doubtful || left.len() < 4 || !common(left) {
        return None;
    }
    // “discussa”, “removeda”: a verb and the article of its object.
    if right == "a" && left.len() >= 5 && (is_past(left) || is_verb(left) || left.ends_with("ing")) {
        return Some(Trust::Damaged);
    }
    if is(LOOSE, right) {
        return Some(Trust::Damaged);
    }
    (left.len() >= 5 && lexicon::class(left).commonness == Commonness::Core).then_some(Trust::Doubtful)
}

fn capitalised(left: &str, right: &str, is_name: &impl Fn(&str) -> bool) -> Option<Trust> {
    const SENTENCE_STARTS: [&str; 14] = [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "When",
        "While",
        "With",
        "From",
        "They",
        "Their",
        "However",
        "After",
        "According",
    ];
    // “Inthe”, “Ifthe”: an article behind a small word with a capital.
    if matches!(right, "the" | "this" | "their" | "these")
        && (is(TRAILING, &left.to_lowercase()) || is(BINDING, &left.to_lowercase()))
    {
        return Some(Trust::Sure);
    }
    if SENTENCE_STARTS.contains(&left) && (common(right) && right.len() >= 4 || is(LEADING, right)) {
        return Some(Trust::Sure);
    }
    // “Howevera panel”, “Fridaya group”: an article behind an adverb or a day.
    if matches!(right, "a" | "an") && is(OPENERS, left) {
        return Some(Trust::Sure);
    }
    if left.len() >= 5 && is(LOOSE, right) && common(left) && !lexicon::class(left).name {
        return Some(Trust::Damaged);
    }
    if left.len() < 4 || !is(LEADING, right) {
        return None;
    }
    let class = lexicon::class(left);
    if !class.name && class.commonness < Commonness::Common && !is_name(left) {
        return None;
    }
    let plural = || right == "of" && left.len() >= 6 && left.ends_with('s') && common(left) && !class.name;
    Some(match is(RISKY, right) {
        // “Friendsof the park”
        true if plural() => Trust::Damaged,
        // “Minato” is a city.
        true if is_name(left) => Trust::Damaged,
        true => Trust::Doubtful,
        false => Trust::Sure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Option<(&str, &str, Trust)> {
        split(word, |_| false).map(|s| (&word[..s.at], &word[s.at..], s.trust))
    }

    #[test]
    fn glue_is_parted_at_the_function_word() {
        assert_eq!(parts("withthe"), Some(("with", "the", Trust::Sure)));
        assert_eq!(parts("picksincluding"), Some(("picks", "including", Trust::Sure)));
        assert_eq!(parts("thecapsule"), Some(("the", "capsule", Trust::Sure)));
        assert_eq!(parts("Israelwas"), Some(("Israel", "was", Trust::Sure)));
        assert_eq!(parts("Thecompany"), Some(("The", "company", Trust::Sure)));
        assert_eq!(parts("depththe"), Some(("depth", "the", Trust::Sure)));
    }

    #[test]
    fn words_that_only_look_so_stand() {
        for word in
            ["Marchand", "Goethe", "formbook", "roomwear", "upskill", "overtourism", "Holland", "androgen", "Copeland", "Inman"]
        {
            assert!(parts(word).is_none_or(|p| p.2 < Trust::Sure), "{word}: {:?}", parts(word));
        }
    }
}
