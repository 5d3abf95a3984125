//! Do the words of a document stand in an order at all? Broken systems give out words in heaps: “the of to in with was”. What
//! grammar says of such a place (a capital, an article, a word that stands twice) says nothing there.

use crate::document::Document;
use crate::survey::Shape;
use crate::survey::order::{goes_on, never};

/// So many odd places are enough, the second number in a text of some length …
const ENOUGH: (usize, usize) = (3, 2);

/// … and one in so many words.
const EVERY: usize = 100;

/// Of so many words.
const LONG: usize = 60;

/// Where one word in so many is no English at all, an odd place in so many words is enough, though one more in a short text.
const BROKEN: (usize, usize) = (20, 150);

/// Do the words stand in no order that a sentence has?
pub(super) fn scrambled(document: &Document<'_>) -> bool {
    let (survey, text) = (document.survey(), document.text().as_bytes());
    let words = survey.words();
    let (mut pairs, mut ends) = (0, 0);
    for pair in survey.meetings().filter_map(|index| words.get(index..index + 2)) {
        let [first, second] = [pair[0].span(), pair[1].span()];
        // “the in-house paper”, “the to-do list”
        let hyphen = |at: Option<usize>| at.and_then(|at| text.get(at)) == Some(&b'-');
        if hyphen(first.start().checked_sub(1)) {
            continue;
        }
        match &text[first.end()..second.start()] {
            b" " => {
                let odd = !hyphen(Some(second.end())) && never(document.word(pair[0]), document.word(pair[1]));
                pairs += usize::from(odd);
            }
            b". " | b", " | b".\n" => ends += usize::from(goes_on(document.word(pair[0]))),
            _ => {}
        }
    }
    let enough = if words.len() < LONG { ENOUGH.0 } else { ENOUGH.1 };
    let odd = pairs + ends;
    pairs > 0 && odd >= enough && odd * EVERY >= words.len()
        || odd >= enough - 1 && odd * BROKEN.1 >= words.len() && is_broken(document)
}

/// Is one word in so many a small one that no list has, as where a system puts words together from pieces (“the juice andliva”)? A text
/// that has paragraphs of another language has such words there.
fn is_broken(document: &Document<'_>) -> bool {
    let survey = document.survey();
    let unknown =
        survey.odd_forms().filter(|(_, f)| f.shape == Shape::Lower && !f.class.is_known()).map(|(_, f)| f.count as usize);
    let words = survey.words().len();
    unknown.sum::<usize>() * BROKEN.0 >= words && document.habits().foreign().is_empty()
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
        assert!(is_scrambled(
            "A heap, a of town theark gather not for strimer when the, harvest plocked long olbes and grew. Farmers river stodil went up no late."
        ));
        assert!(!is_scrambled(
            "They spoke of the, well, strimer and the plocker in the olbes, which the farmers of the town had put by the river long ago."
        ));
        assert!(!is_scrambled(
            "The in-house to-do list, what it is made of, and the talks it came in for, are the best of the the lot."
        ));
    }
}
