//! Where grammar alone says that a word is no name: a verb behind "to" or a pronoun, a participle behind a form of "be" or
//! "have", a word that no name is made of.

use super::verbs::{is_past, is_third_person, is_usual, is_verb};
use super::words::{
    AUXILIARIES, BINDING, CLOSED, COUNTS, DETERMINERS, DOUBTFUL, LEADING, MODALS, NEVER_FIRST, PRONOUNS, WITHIN, is,
};
use crate::passes::list::{Lengths, List};

/// May a sentence have ended at `before`, its stop lost, and a new one begin with the lower-case `word`?
pub(super) fn may_begin(before: &str, word: &str) -> bool {
    let opens = is_closed(word) || is(WITHIN, word) || is(PRONOUNS, word) || is(LEADING, word) || word == "based";
    !is_led(before) && opens && !is(NEVER_FIRST, word)
}

/// Can no sentence have ended at `before`: an article, a preposition, an auxiliary, a subject?
pub(super) fn is_led(before: &str) -> bool {
    is(DETERMINERS, before)
        || is(BINDING, before)
        || is(MODALS, before)
        || is(AUXILIARIES, before)
        || is(PRONOUNS, before) && !is(&["you", "it"], before)
}

/// Is the lower-case `word` a pronoun that is the subject of a sentence?
pub(in crate::passes) fn is_pronoun(word: &str) -> bool {
    is(PRONOUNS, word)
}

/// Is the lower-case `word` no noun and no adjective: a preposition, conjunction, auxiliary, pronoun, or a form of a verb that
/// is hardly anything else?
pub(in crate::passes) fn is_small(word: &str) -> bool {
    is_closed(word)
        || is(BINDING, word)
        || is(LEADING, word)
        || is(DOUBTFUL, word)
        || is(MODALS, word)
        || is(AUXILIARIES, word)
        || is(PRONOUNS, word)
        || is_past(word)
}

/// Is the lower-case `word` one of a closed class, of which no name is made?
pub(super) fn is_closed(word: &str) -> bool {
    is(CLOSED, word)
}

/// What one thing follows, or several: a noun, and no name.
const COUNTED: &List = &List::of(&["a", "an", "two", "three", "four", "five", "several", "many"]);

/// May [`demands`] hold behind `before`, whatever follows?
pub(super) fn may_demand(before: &str) -> bool {
    const DEMANDING: [&List; 4] = [COUNTED, MODALS, PRONOUNS, AUXILIARIES];
    const LENGTHS: &Lengths = &Lengths::of(&DEMANDING);
    LENGTHS.may_have(before.as_bytes()) && DEMANDING.iter().any(|list| is(*list, before))
}

/// May [`demands`] hold of a run that has `word`, whatever stands before it, as far as the first letter and the length of the word
/// tell? It is written in whatever case.
pub(super) fn may_be_demanded(word: &[u8]) -> bool {
    const LENGTHS: &Lengths = &Lengths::of(&[CLOSED, WITHIN, COUNTS]);
    // Past ASCII small letters can be of another length.
    LENGTHS.may_have(word) || !word.is_ascii()
}

/// May `run`, in small letters, stand behind `before` as no name could? `onward`: the sentence goes on with a small letter.
pub(super) fn demands(before: &str, run: &[String], onward: bool) -> bool {
    let Some(first) = run.first().map(String::as_str) else { return false };
    if run.iter().any(|w| is_closed(w)) || onward && (is(WITHIN, first) || run.len() == 1 && is(COUNTS, first)) {
        return true;
    }
    if is(COUNTED, before) && run.len() == 1 && is_usual(first) {
        return true;
    }
    if is(MODALS, before) && is_verb(first) {
        return true;
    }
    if is(PRONOUNS, before) && (is_verb(first) || is_past(first) || is_third_person(first)) {
        return true;
    }
    is(AUXILIARIES, before) && (is_past(first) || first.ends_with("ing") && is_usual(first))
}

/// Is the word behind `before`, if it is no adjective, a noun: behind an article, a possessive or an adjective?
pub(super) fn has_noun_next(before: &str) -> bool {
    const ENDS: &[&str] = &["ic", "al", "ous", "ful", "able", "ible", "ary"];
    let article = is(DETERMINERS, before)
        && !is(&["that", "no", "more", "most", "very", "too", "as", "so", "than", "or", "and", "but"], before);
    article
        || is(&["same", "last", "next", "first", "own", "other", "new"], before)
        || before.len() >= 5 && is_usual(before) && ENDS.iter().any(|e| before.ends_with(e))
}

/// Do `next` and the words `onward` begin a clause with a subject and a verb in the singular: what “and” has a comma before?
pub(super) fn has_subject<'w>(next: &str, mut onward: impl Iterator<Item = &'w str>) -> bool {
    const SINGULAR: &[&str] = &["is", "was", "has", "does", "says", "isn’t", "wasn’t", "hasn’t"];
    let first = next.split(['\'', '’']).next().unwrap_or("").to_lowercase();
    if first != "who" && is_pronoun(&first) || is(&["if", "there", "then"], &first) {
        return true;
    }
    // “, and that’s why”, against “said that he left and that he was ill”
    if first == "that" {
        return next.contains(['\'', '’']) || onward.next().is_some_and(|verb| is(SINGULAR, verb));
    }
    let article = is(&["the", "a", "an", "his", "her", "its", "their", "our", "my", "this"], &first);
    let named = next.starts_with(char::is_uppercase);
    match (onward.next(), onward.next(), onward.next()) {
        (Some(verb), ..) if named => is(SINGULAR, verb) || is(&["told", "said"], verb),
        (Some(_), Some(verb), more) if article => is(SINGULAR, verb) || more.is_some_and(|verb| is(SINGULAR, verb)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(words: &str) -> Vec<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn what_grammar_decides() {
        assert!(demands("to", &runs("explain"), true) && demands("he", &runs("stressed"), false));
        assert!(demands("was", &runs("discovered"), true) && demands("who", &runs("wants"), true));
        assert!(demands("the", &runs("found with those"), true));
    }

    #[test]
    fn what_is_asked_first_misses_nothing() {
        let firsts = ["Explain", "Stressed", "Wants", "Found", "Three", "With", "Those", "Being", "Kelvin", "Discovered", "Man"];
        for before in ["to", "he", "was", "who", "the", "a", "several", "never", "in", "company"] {
            for (first, onward) in firsts.iter().flat_map(|first| [(first, true), (first, false)]) {
                let run = runs(&first.to_lowercase());
                let asked = may_demand(before) || may_be_demanded(first.as_bytes());
                assert!(asked || !demands(before, &run, onward), "{before} {first}");
            }
        }
        assert!(!may_demand("the") && !may_be_demanded(b"Discovered"));
    }

    #[test]
    fn what_it_leaves_open() {
        assert!(!demands("the", &runs("pandemic"), false) && !demands("in", &runs("sale"), false));
        assert!(!demands("to", &runs("congress"), true) && !demands("the", &runs("godfather"), true));
        assert!(!demands("is", &runs("senior vice"), true) && !demands("the", &runs("four"), false));
    }
}
