//! `ﬁ` → `fi`

use crate::document::Document;
use crate::edit::{Edit, Reason};
use crate::proposals::Proposals;

const RULE: &str = "ligature";

/// The presentation forms of Latin ligatures, with their letters (Unicode, Alphabetic Presentation Forms).
const LIGATURES: [(char, &str); 7] = [
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
    ('\u{fb05}', "st"),
    ('\u{fb06}', "st"),
];

/// Proposes plain letters for typeset ones.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    if survey.marks().is_ascii() || !LIGATURES.iter().any(|l| survey.marks().count(l.0) > 0) {
        return;
    }
    for word in survey.words() {
        let text = document.word(*word);
        if text.is_ascii() || !text.contains(|c| ('\u{fb00}'..='\u{fb06}').contains(&c)) {
            continue;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match LIGATURES.iter().find(|l| l.0 == c) {
                Some(l) => plain.push_str(l.1),
                None => plain.push(c),
            }
        }
        let reason = Reason::new(format!("“{plain}” is written with a ligature, which searching and sorting do not find"));
        out.push(Edit::fix(word.span(), plain, RULE, reason));
    }
}
