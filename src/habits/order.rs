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
    // The few words that tell, by form: all others are passed over.
    let mut telling = vec![false; survey.form_bound()];
    let told = NEVER.iter().map(|(word, _)| *word).chain(GOES_ON.iter().copied());
    told.filter_map(|word| survey.find_id(word)).for_each(|id| telling[id] = true);
    let (mut pairs, mut ends) = (0, 0);
    for pair in words.windows(2).filter(|pair| telling[pair[0].form()]) {
        let [first, second] = [pair[0].span(), pair[1].span()];
        if text[..first.start()].ends_with('-') {
            continue;
        }
        let (word, between) = (document.word(pair[0]), &text[first.end()..second.start()]);
        if between == " " {
            // “the in-house paper”, “the to-do list”
            pairs += usize::from(never(word, document.word(pair[1])) && !text[second.end()..].starts_with('-'));
        } else {
            ends += usize::from([". ", ", ", ".\n"].contains(&between) && GOES_ON.contains(&word));
        }
    }
    let enough = if words.len() < LONG { ENOUGH.0 } else { ENOUGH.1 };
    pairs > 0 && pairs + ends >= enough && (pairs + ends) * EVERY >= words.len()
}

fn never(first: &str, second: &str) -> bool {
    NEVER.iter().any(|(word, behind)| *word == first && behind.contains(&second))
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
