//! Does a relative clause end with a verb, so that the same verb may stand right behind it as that of the sentence: “those who voted
//! voted for it”, “what he did did not help”?

use crate::document::Document;
use crate::passes::seams::grammar::{is_pronoun, is_small};
use crate::passes::seams::verbs::{is_past, is_third_person, is_verb};

/// Words that open a relative clause.
const OPENERS: &[&str] = &["who", "whoever", "whom", "whose", "what", "whatever", "which", "whichever", "that"];

/// Words that need none behind them: “all he did did not help”.
const BARE: &[&str] = &["all", "everything", "anything", "nothing", "something"];

/// What a relative clause of one verb is said of: “those who can can help”, “all that was was lost”.
#[rustfmt::skip]
const ANYBODY: &[&str] = &[
    "those", "all", "everyone", "everybody", "everything", "anyone", "anybody", "anything", "nobody", "nothing", "people", "one",
    "ones", "he", "they", "few", "many",
];

/// What “that” begins a statement behind, if no verb: “it is clear that”, “and that”.
const STATING: &[&str] = &["and", "or", "but", "so", "such", "is", "was", "sure", "clear", "likely", "possible", "true", "now"];

const AUXILIARIES: &[&str] = &["is", "are", "was", "were", "has", "have", "had", "do", "does", "did"];

const MODALS: &[&str] = &["can", "could", "will", "would", "shall", "should", "may", "might", "must"];

/// Words that stand among the parts of a verb.
#[rustfmt::skip]
const WITHIN: &[&str] = &["not", "t", "to", "been", "being", "be", "never", "ever", "also", "already", "still", "just", "only", "then"];

/// Past tenses that [`is_past`] does not have.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "ran", "fell", "rose", "spoke", "drove", "grew", "drew", "flew", "ate", "drank", "sang", "sat", "lay", "swam", "sought",
    "wore", "threw", "blew", "hid", "rode", "woke", "stuck", "swore", "tore", "fed", "fled", "dealt", "read", "shut", "split",
    "spread", "let", "lent", "rang", "sank", "slept", "stole", "swept", "wept", "shook", "broke", "forgot", "lit", "died",
];

/// Participles that are no past tense: none is the verb of a sentence.
#[rustfmt::skip]
const PARTICIPLES: &[&str] = &[
    "done", "gone", "seen", "known", "given", "taken", "drawn", "driven", "fallen", "forgotten", "grown", "hidden", "risen", "shown",
    "spoken", "stolen", "thrown", "worn", "written", "begun", "broken", "chosen",
];

/// So many words at most is a relative clause long.
const LONGEST: usize = 12;

/// Is `word` a verb by itself: one that helps another, or that asks?
pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word) || MODALS.contains(&word)
}

/// May a relative clause end at word `index`, or with the phrase that it begins (`phrase`)? Its verb stands there, and none between
/// it and the word that opens the clause.
pub(super) fn may_end(document: &Document<'_>, index: usize, phrase: bool) -> bool {
    let words = document.survey().words();
    let lower = |i: usize| document.word(words[i]).to_lowercase();
    let joined = |i: usize| matches!(&document.text()[words[i].span().end()..words[i + 1].span().start()], " " | "'" | "’");
    let verb = lower(index);
    if PARTICIPLES.contains(&&*verb) {
        return false;
    }
    let tensed = is_auxiliary(&verb) || is_tensed(&verb);
    if !tensed && is_small(&verb) {
        return false;
    }
    let plain = !tensed && !is_third_person(&verb);
    let mut group = true;
    for i in (index.saturating_sub(LONGEST)..index).rev() {
        if !joined(i) {
            return false;
        }
        let word = lower(i);
        let opens = OPENERS.contains(&&*word);
        // A verb without an ending is one only behind what such a verb follows.
        let leads = opens || is_pronoun(&word) || WITHIN.contains(&&*word) || MODALS.contains(&&*word);
        if i + 1 == index && plain && !(leads && is_verb(&verb)) {
            return false;
        }
        let before = i.checked_sub(1).filter(|&b| joined(b)).map(lower);
        // “the firm, which failed failed”: a clause that a comma parts ends with one.
        if opens && document.text()[..words[i].span().start()].ends_with(", ") {
            return false;
        }
        if opens {
            let next = lower(i + 1);
            // “those who wish to leave are are bound”: the clause has its verb.
            if word == "who" && i + 1 < index && !plain && (is_verb(&next) || is_third_person(&next)) {
                return false;
            }
            let said = |w: &String| STATING.contains(&&**w) || is_tensed(w) || is_third_person(w);
            let short = i + 1 == index && is_auxiliary(&verb) && !phrase;
            return match &before {
                Some(before) if word == "that" && said(before) => false,
                Some(before) if short => ANYBODY.contains(&&**before) || word.starts_with("what") || word.ends_with("ever"),
                None if short => word.starts_with("what") || word.ends_with("ever"),
                // “what the matter was was”, “all that he has has”; not “that a man has has been found”
                _ if AUXILIARIES.contains(&&*verb) && !phrase => word.starts_with("what") || is_pronoun(&lower(index - 1)),
                _ => true,
            };
        }
        if i + 1 < index && is_pronoun(&lower(i + 1)) && BARE.contains(&&*word) {
            return true;
        }
        group &= WITHIN.contains(&&*word) || is_auxiliary(&word) || word.ends_with("ly");
        if !group && (is_auxiliary(&word) || is_tensed(&word)) {
            return false;
        }
    }
    false
}

/// Is the word a past tense, or a third person and nothing else?
fn is_tensed(word: &str) -> bool {
    is_past(word) || PAST.contains(&word) || matches!(word, "says" | "goes" | "comes" | "takes" | "makes")
}
