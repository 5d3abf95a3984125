//! Do the words of a document stand in an order at all? Broken systems give out words in heaps: “the of to in with was”. What
//! grammar says of such a place (a capital, an article, a word that stands twice) says nothing there.

use crate::document::Document;

/// Small words that English hardly ever puts behind the first of each row.
const NEVER: &[(&str, &[&str])] = &[
    ("the", WITHIN),
    ("a", WITHIN),
    ("an", WITHIN),
    ("of", &["to", "is", "are", "was", "with", "from", "will", "be", "has"]),
    ("to", &["of", "is", "are", "was", "has", "will"]),
    ("for", &["of", "is", "are", "was", "with"]),
    ("with", &["of", "is", "are", "was"]),
    ("from", &["of", "is", "are", "was"]),
    ("by", &["of", "is", "are", "was"]),
    ("at", &["of", "is", "are", "was", "to"]),
    ("is", &["was", "are", "has", "will"]),
    ("will", &["of", "is", "are", "was", "in"]),
];

/// What stands behind no article.
const WITHIN: &[&str] = &[
    "of", "and", "is", "in", "to", "at", "was", "are", "that", "for", "with", "by", "from", "will", "be", "has", "had", "a", "an",
];

/// Words that end no sentence and no part of one.
const GOES_ON: &[&str] = &["the", "a", "an", "of", "and"];

/// So many odd places are enough, the second number in a text of some length …
const ENOUGH: (usize, usize) = (3, 2);

/// … and one in so many words.
const EVERY: usize = 100;

/// Of so many words.
const LONG: usize = 60;

/// Do the words stand in no order that a sentence has?
pub(super) fn scrambled(document: &Document<'_>) -> bool {
    let (survey, text) = (document.survey(), document.text());
    let words = survey.words();
    // By form: what the few words that tell are; all others are passed over.
    let mut roles = vec![Role::default(); survey.form_bound()];
    let mut role = |word: &str, tell: &mut dyn FnMut(&mut Role)| survey.find_id(word).into_iter().for_each(|id| tell(&mut roles[id]));
    for (row, (word, behind)) in NEVER.iter().enumerate() {
        role(word, &mut |r| r.before |= 1 << row);
        behind.iter().for_each(|word| role(word, &mut |r| r.behind |= 1 << row));
    }
    GOES_ON.iter().for_each(|word| role(word, &mut |r| r.goes_on = true));
    let (mut pairs, mut ends) = (0, 0);
    for pair in words.windows(2) {
        let [first, second] = [roles[pair[0].form()], roles[pair[1].form()]];
        let never = first.before & second.behind != 0;
        if !never && !first.goes_on {
            continue;
        }
        let [before, behind] = [pair[0].span(), pair[1].span()];
        let between = &text[before.end()..behind.start()];
        if text[..before.start()].ends_with('-') {
            continue;
        }
        if between == " " {
            // “the in-house paper”, “the to-do list”
            pairs += usize::from(never && !text[behind.end()..].starts_with('-'));
        } else {
            ends += usize::from(first.goes_on && [". ", ", ", ".\n"].contains(&between));
        }
    }
    let enough = if words.len() < LONG { ENOUGH.0 } else { ENOUGH.1 };
    pairs > 0 && pairs + ends >= enough && (pairs + ends) * EVERY >= words.len()
}

/// What a word tells of the order of words: the rows of [`NEVER`] that it begins, and those that it may not stand behind, a bit
/// each; and is it one of [`GOES_ON`]?
#[derive(Clone, Copy, Default)]
struct Role {
    before: u16,
    behind: u16,
    goes_on: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn is_scrambled(text: &str) -> bool {
        let dictionary = Dictionary::default();
        scrambled(&Document::new(text, &dictionary))
    }

    #[test]
    fn a_heap_of_words_is_told_from_sentences() {
        assert!(is_scrambled("Of the to harvest in a of was seldom the, from of the. The in market to of was the road."));
        assert!(!is_scrambled(
            "The in-house to-do list, what it is made of, and the talks it came in for, are the best of the the lot."
        ));
    }
}
