//! A letter and its accent as two characters → one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::Document;
use crate::edit::{Edit, Reason};
use crate::proposals::Proposals;

const RULE: &str = "decomposed-letter";

/// Proposes the composed form of letters whose accent stands apart.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    if survey.marks().is_ascii() || !survey.marks().beyond_ascii().any(|(c, _)| is_accent(c)) {
        return;
    }
    for word in survey.words() {
        let text = document.word(*word);
        if text.is_ascii() || !text.contains(is_accent) {
            continue;
        }
        let composed = compose(text);
        if composed.len() == text.len() {
            out.left(RULE, word.span(), || "letter and accent have no character in common: there is nothing to compose");
            continue;
        }
        let reason = Reason::new(format!("an accent of “{composed}” is a character by itself"));
        out.push(Edit::fix(word.span(), composed, RULE, reason));
    }
}

/// Accents of European scripts; other scripts compose by their own rules.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Each letter with accents behind it, composed; the rest as it is.
fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut group = String::new();
    let flush = |group: &mut String, out: &mut String| {
        if group.contains(is_accent) {
            out.extend(group.nfc())
        } else {
            out.push_str(group)
        }
        group.clear();
    };
    for c in text.chars() {
        if !is_combining_mark(c) {
            flush(&mut group, &mut out);
        }
        group.push(c);
    }
    flush(&mut group, &mut out);
    out
}
