//! Where grammar alone says that a word is no name: a verb behind "to" or a pronoun, a participle behind a form of "be" or
//! "have", a word that no name is made of.

use super::words::is;
use crate::lexicon::{self, Commonness};

const PRONOUNS: &[&str] = &["he", "she", "they", "we", "who", "you", "it", "i"];

const MODALS: &[&str] =
    &["to", "will", "would", "can", "could", "should", "may", "might", "must", "cannot", "not", "help", "let"];

const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "not", "also", "already", "still", "just", "never",
    "often", "always", "gets", "got", "get",
];

/// Words of closed classes that no name of one word is, and that lead no name of more.
const CLOSED: &[&str] = &[
    "those",
    "these",
    "another",
    "ever",
    "ahead",
    "across",
    "throughout",
    "already",
    "never",
    "always",
    "often",
    "almost",
    "several",
    "many",
    "every",
    "each",
    "some",
    "any",
    "even",
    "being",
    "doing",
    "having",
    "both",
    "than",
    "during",
    "their",
    "his",
    "her",
    "its",
    "my",
    "they",
    "them",
    "could",
    "would",
    "should",
    "might",
    "must",
    "have",
    "has",
    "had",
    "were",
    "been",
    "are",
    "was",
    "because",
    "although",
    "while",
    "until",
    "since",
    "before",
    "behind",
    "between",
    "among",
    "despite",
    "against",
    "towards",
    "toward",
    "according",
    "including",
    "following",
    "whether",
    "whose",
    "which",
    "him",
    "ago",
    "themselves",
    "himself",
    "herself",
    "itself",
    "not",
    "if",
    "about",
    "around",
    "such",
    "other",
    "others",
    "same",
    "own",
    "enough",
    "rather",
    "quite",
    "instead",
    "therefore",
    "however",
    "thus",
    "perhaps",
    "maybe",
    "again",
    "together",
    "apart",
    "away",
    "too",
    "back",
    "just",
    "like",
    "more",
];

/// Words that stand small inside names and titles too, and tell only when something else of their run does.
const WITHIN: &[&str] = &["for", "with", "from", "and", "of", "out", "over", "part", "what", "when", "that", "your"];

const COUNTS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds"];

/// Words of closed classes that begin no sentence.
const NEVER_FIRST: &[&str] = &[
    "than",
    "ago",
    "ever",
    "of",
    "which",
    "whose",
    "whom",
    "who",
    "are",
    "was",
    "were",
    "is",
    "has",
    "have",
    "had",
    "been",
    "own",
    "same",
    "him",
    "them",
    "themselves",
    "himself",
    "herself",
    "itself",
    "enough",
    "too",
    "away",
    "said",
    "told",
    "called",
    "made",
    "taken",
    "known",
    "held",
    "sent",
    "became",
    "being",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "every", "each", "no",
    "some", "any", "another", "such", "very", "more", "most", "too", "as", "so", "than", "or", "and", "but",
];

/// May a sentence have ended at `before`, its stop lost, and a new one begin with the lower-case `word`?
pub(super) fn may_begin(before: &str, word: &str) -> bool {
    let goes_on = is(DETERMINERS, before)
        || is(super::words::BINDING, before)
        || is(MODALS, before)
        || is(AUXILIARIES, before)
        || is(PRONOUNS, before) && !is(&["you", "it"], before);
    let opens = is_closed(word) || is(WITHIN, word) || is(PRONOUNS, word) || is(super::words::LEADING, word) || word == "based";
    !goes_on && opens && !is(NEVER_FIRST, word)
}

/// Is the lower-case `word` a pronoun that is the subject of a sentence?
pub(in crate::passes) fn is_pronoun(word: &str) -> bool {
    is(PRONOUNS, word)
}

/// Is the lower-case `word` no noun and no adjective: a preposition, conjunction, auxiliary, pronoun, or a form of a verb that
/// is hardly anything else?
pub(in crate::passes) fn is_small(word: &str) -> bool {
    is_closed(word)
        || is(super::words::BINDING, word)
        || is(super::words::LEADING, word)
        || is(super::words::DOUBTFUL, word)
        || is(MODALS, word)
        || is(AUXILIARIES, word)
        || is(PRONOUNS, word)
        || is_past(word)
}

/// Is the lower-case `word` one of a closed class, of which no name is made?
pub(super) fn is_closed(word: &str) -> bool {
    is(CLOSED, word)
}

/// May `run`, in small letters, stand behind `before` as no name could? `onward`: the sentence goes on with a small letter.
pub(super) fn demands(before: &str, run: &[String], onward: bool) -> bool {
    let Some(first) = run.first().map(String::as_str) else { return false };
    if run.iter().any(|w| is_closed(w)) || onward && (is(WITHIN, first) || run.len() == 1 && is(COUNTS, first)) {
        return true;
    }
    if is(&["a", "an", "two", "three", "four", "five", "several", "many"], before) && run.len() == 1 && is_usual(first) {
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

/// `scoring`, `covered`, `sent`.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() >= 5 && word.ends_with("ing") && is_usual(word) || is_past(word)
}

/// Is the lower-case `word` a past tense, the third person of a verb, or a small word: what comes after a subject? Not what
/// names end in too (Manchester United).
pub(super) fn tells(word: &str) -> bool {
    const NAMED: &[&str] = &[
        "united",
        "limited",
        "allied",
        "associated",
        "advanced",
        "applied",
        "combined",
        "inspired",
        "incorporated",
        "affiliated",
        "no",
        "hundred",
        "met",
        "made",
    ];
    !is(NAMED, word)
        && (is_past(word) || is(&["is", "says", "has", "takes", "mourns", "wants", "plans"], word) || is_closed(word))
}

/// Is the word, the last before a glued "the", no verb or preposition that the article could follow?
pub(super) fn is_no_verb(word: &str) -> bool {
    word.len() >= 4
        && is_usual(word)
        && !(is_verb(word) || is_past(word) || is_third_person(word) || word.ends_with("ing") || is_closed(word))
}

fn is_usual(word: &str) -> bool {
    let class = lexicon::class(word);
    class.is_usual() && !class.name
}

/// A verb in its plain form: English has its "-ing" form.
fn is_verb(word: &str) -> bool {
    is_usual(word) && is_verb_form(word)
}

/// The same, of a word that may be a name too.
pub(super) fn is_verb_form(word: &str) -> bool {
    let known = |form: String| lexicon::class(&form).commonness >= Commonness::Uncommon;
    let stem = word.strip_suffix('e').unwrap_or(word);
    let last = word.chars().next_back().unwrap_or('e');
    lexicon::class(word).is_usual()
        && word.is_ascii()
        && word.len() >= 3
        && (known(format!("{word}ing")) || stem != word && known(format!("{stem}ing")) || known(format!("{word}{last}ing")))
}

/// A past tense or participle, regular or not.
fn is_past(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "said",
        "told",
        "made",
        "given",
        "taken",
        "seen",
        "known",
        "held",
        "sent",
        "found",
        "became",
        "gave",
        "took",
        "saw",
        "knew",
        "went",
        "came",
        "brought",
        "bought",
        "built",
        "caught",
        "chosen",
        "chose",
        "done",
        "drawn",
        "driven",
        "fallen",
        "felt",
        "fought",
        "forgotten",
        "got",
        "gone",
        "grown",
        "heard",
        "hidden",
        "hurt",
        "kept",
        "led",
        "left",
        "lost",
        "meant",
        "met",
        "paid",
        "risen",
        "run",
        "sold",
        "shown",
        "spent",
        "spoken",
        "stood",
        "stolen",
        "struck",
        "taught",
        "thought",
        "thrown",
        "understood",
        "won",
        "worn",
        "written",
        "wrote",
        "begun",
        "began",
        "broken",
        "shot",
        "set",
        "put",
        "cut",
        "hit",
    ];
    is(IRREGULAR, word) || word.len() >= 5 && word.ends_with("ed") && is_usual(word)
}

/// `wants`, `reaches`: a verb with the ending that follows "he".
fn is_third_person(word: &str) -> bool {
    word.strip_suffix("es").is_some_and(is_verb) || word.strip_suffix('s').is_some_and(is_verb)
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
    fn what_it_leaves_open() {
        assert!(!demands("the", &runs("pandemic"), false) && !demands("in", &runs("sale"), false));
        assert!(!demands("to", &runs("congress"), true) && !demands("the", &runs("godfather"), true));
        assert!(!demands("is", &runs("senior vice"), true) && !demands("the", &runs("four"), false));
    }
}
