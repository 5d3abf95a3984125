//! `lower-case-start`: a sentence that begins with a small letter, behind the end of another.

use super::grammar::is_pronoun;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon::Commonness;
use crate::proposals::Proposals;
use crate::survey::Shape;

const RULE: &str = "lower-case-start";

/// What begins a sentence far more often than it goes on behind a stray stop or exclamation mark, beside pronouns.
const STARTS: &[&str] = &[
    "the", "this", "that", "these", "those", "there", "what", "how", "why", "when", "where", "my", "your", "our", "his", "their",
    "its", "yes", "no", "if", "just", "now", "then", "so", "please", "maybe", "thank", "thanks", "let", "even", "all",
];

/// Looks at each lower-case common word behind `. `, `! ` or `? `.
pub(super) fn lower_case_start(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    let words = document.survey().words();
    let marks = document.survey().marks();
    // Behind a full stop a capital is but suggested.
    let stops = out.wants_suggestions();
    if !stops && !marks.any(&['?', '!']) {
        return;
    }
    for stop in document.survey().signs_of([b'?', b'!', if stops { b'.' } else { b'?' }]) {
        // Nearly every sentence goes on with a capital, and is passed over at this look.
        let rest = text[stop + 1..].trim_start_matches(['”', ' ']);
        if !rest.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let next = document.survey().word_at(stop);
        let Some(pair) = next.checked_sub(1).and_then(|i| words.get(i..i + 2)) else { continue };
        let (before, word) = (pair[0].span(), pair[1].span());
        let between = &text[before.end()..word.start()];
        let mark = match between {
            "? " | "?” " | "! " => between.as_bytes()[0],
            ". " | ".” " => b'.',
            _ => continue,
        };
        let form = document.survey().form(pair[1]);
        if form.shape != Shape::Lower || form.class.commonness != Commonness::Core || word.len() < 2 {
            out.left(RULE, word, || "it is no everyday word: it may be a name that is written small, or part of one");
            continue;
        }
        let previous = document.survey().form(pair[0]);
        let ends_word = previous.shape == Shape::Lower && previous.class.commonness >= Commonness::Uncommon && before.len() >= 4
            || previous.shape == Shape::Capitalised && previous.class.is_known() && before.len() >= 6
            || previous.shape == Shape::Capitalised && touches(document.shields(), before);
        if !ends_word {
            out.left(RULE, word, || "the stop may end an abbreviation or a name, and no sentence");
            continue;
        }
        if between.contains('”') {
            out.left(RULE, word, || "a quotation that ends in its own mark may go on: “Why?” he asked");
            continue;
        }
        if is_piece(text, word) {
            out.left(RULE, word, || "it is part of something longer");
            continue;
        }
        if document.habits().chat().is_some() {
            out.left(RULE, word, || "the text is a chat, where people write so");
            continue;
        }
        let lower = document.slice(word);
        let mut chars = lower.chars();
        let Some(capital) = chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()) else { continue };
        if in_title(text, before, word) {
            out.left(RULE, word, || "within quotation marks or brackets a question may stand inside its sentence");
            continue;
        }
        // Yahoo! news, Live! with Kelly: behind a name the mark is a part of it.
        if mark == b'!' && previous.shape != Shape::Lower {
            out.left(RULE, word, || "the exclamation mark may be part of the name before it");
            continue;
        }
        let begins = is_pronoun(lower) || STARTS.contains(&lower);
        // “within two years. or the next three”, “to my absolute! lay knowledge”: the mark is the stray one.
        if mark != b'?' && !begins {
            out.left(RULE, word, || "the sentence may go on across the stop: the word seldom begins one");
            continue;
        }
        let tier = if mark == b'.' { Tier::Suggest } else { Tier::Fix };
        let reason = Reason::new(format!("“{lower}” begins a sentence and has no capital"));
        out.push(Edit::new(tier, word, capital, RULE, reason));
    }
}

fn is_piece(text: &str, word: Span) -> bool {
    text[word.end()..].starts_with(['-', '.', '@', '/', '_'])
}

/// Within quotation marks or brackets a question may stand inside its sentence.
fn in_title(text: &str, before: Span, word: Span) -> bool {
    let line = text[..word.start()].rfind('\n').map_or(0, |i| i + 1);
    let open = text[line..before.start()].chars().filter(|c| "“\"(".contains(*c)).count();
    let close = text[line..before.start()].chars().filter(|c| "”\")".contains(*c)).count();
    open != close || text[line..word.start()].contains('"')
}
