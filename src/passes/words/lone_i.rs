//! `i am` → `I am`.

use crate::document::Document;
use crate::edit::{Edit, Reason};
use crate::passes::marks::around::in_english;
use crate::proposals::Proposals;

const RULE: &str = "lone-i";

/// What follows the pronoun and hardly ever a letter or a figure.
const AFTER: &[&str] = &[
    "am", "was", "have", "had", "will", "would", "can", "could", "should", "do", "did", "don", "didn", "think", "thought",
    "know", "knew", "want", "wanted", "need", "feel", "felt", "love", "hope", "believe", "guess", "see", "saw", "said", "say",
    "got", "get", "just", "also", "still", "never", "always", "really", "may", "might", "must", "mean", "like", "m", "ve", "ll",
    "d",
];

/// Looks at each small "i".
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let Some(small) = survey.find_id("i") else { return };
    let habit = survey.find("I").map_or(0, |f| f.count);
    for (index, pair) in survey.words().windows(2).enumerate() {
        let [word, next] = pair else { continue };
        if word.form() != small {
            continue;
        }
        if !AFTER.contains(&document.word(*next)) {
            out.left(RULE, word.span(), || "no verb that goes with the pronoun follows: it may be a letter or a sign");
            continue;
        }
        let gap = &document.text()[word.span().end()..next.span().start()];
        let short = ["m", "ve", "ll", "d"].contains(&document.word(*next));
        let stands = matches!(document.before(word.span().start()), None | Some(' ' | '\n' | '“' | '"' | '(' | '‘'));
        if !stands || if short { gap != "'" && gap != "’" } else { gap != " " } || !in_english(document, index) {
            out.left(RULE, word.span(), || "it does not stand by itself in an English sentence");
            continue;
        }
        // "a, e and i": a row of letters.
        if index >= 2
            && survey.words()[index - 2].span().len() == 1
            && ["and", "or"].contains(&document.word(survey.words()[index - 1]))
        {
            out.left(RULE, word.span(), || "it is one of a row of letters");
            continue;
        }
        if document.habits().chat().is_some() {
            out.left(RULE, word.span(), || "the text is a chat, where people write so");
            continue;
        }
        let reason = Reason::new("the pronoun is written with a capital");
        let edit = Edit::suggest(word.span(), "I", RULE, reason);
        out.push(match habit {
            0 => edit,
            n => edit.raised(format_args!("the text writes it so elsewhere ({n})")),
        });
    }
}
