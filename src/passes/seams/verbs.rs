//! Which words are verbs, and in which form, as far as their spelling and the lexicon tell.

use super::grammar::is_closed;
use super::words::is;
use crate::lexicon::{self, Commonness};
use crate::passes::list::List;

/// `scoring`, `covered`, `sent`.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() >= 5 && word.ends_with("ing") && is_usual(word) || is_past(word)
}

/// Is the lower-case `word` a past tense, the third person of a verb, or a small word: what comes after a subject? Not what
/// names end in too (Manchester United).
pub(super) fn tells(word: &str) -> bool {
    #[rustfmt::skip]
    const NAMED: &[&str] = &[
        "united", "limited", "allied", "associated", "advanced", "applied", "combined", "inspired", "incorporated",
        "affiliated", "no", "hundred", "met", "made",
    ];
    !is(NAMED, word)
        && (is_past(word) || is(&["is", "says", "has", "takes", "mourns", "wants", "plans"], word) || is_closed(word))
}

pub(super) fn is_usual(word: &str) -> bool {
    let class = lexicon::class(word);
    class.is_usual() && !class.name
}

/// A verb in its plain form: English has its "-ing" form.
pub(in crate::passes) fn is_verb(word: &str) -> bool {
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
pub(in crate::passes) fn is_past(word: &str) -> bool {
    #[rustfmt::skip]
    const IRREGULAR: &List = &List::of(&[
        "said", "told", "made", "given", "taken", "seen", "known", "held", "sent", "found", "became", "gave", "took", "saw",
        "knew", "went", "came", "brought", "bought", "built", "caught", "chosen", "chose", "done", "drawn", "driven", "fallen",
        "felt", "fought", "forgotten", "got", "gone", "grown", "heard", "hidden", "hurt", "kept", "led", "left", "lost",
        "meant", "met", "paid", "risen", "run", "sold", "shown", "spent", "spoken", "stood", "stolen", "struck", "taught",
        "thought", "thrown", "understood", "won", "worn", "written", "wrote", "begun", "began", "broken", "shot", "set", "put",
        "cut", "hit",
    ]);
    is(IRREGULAR, word) || word.len() >= 5 && word.ends_with("ed") && is_usual(word)
}

/// `wants`, `reaches`: a verb with the ending that follows "he".
pub(in crate::passes) fn is_third_person(word: &str) -> bool {
    word.strip_suffix("es").is_some_and(is_verb) || word.strip_suffix('s').is_some_and(is_verb)
}

/// Is the word, the last before a glued "the", no verb or preposition that the article could follow?
pub(super) fn is_no_verb(word: &str) -> bool {
    word.len() >= 4
        && is_usual(word)
        && !(is_verb(word) || is_past(word) || is_third_person(word) || word.ends_with("ing") || is_closed(word))
}
