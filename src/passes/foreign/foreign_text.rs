//! `foreign-text`: paragraphs in another language.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span, overlapping};
use crate::proposals::Proposals;

const RULE: &str = "foreign-text";

/// How much of the first paragraph a note points at, in words.
const SHOWN: usize = 5;

/// Notes each run of foreign paragraphs at its first words.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    if !out.wants_suggestions() {
        return;
    }
    for run in document.habits().foreign() {
        let what = match run.paragraphs {
            1 => "this paragraph reads".to_owned(),
            n => format!("{n} paragraphs from here read"),
        };
        let language = run.language.as_deref().unwrap_or("another language than English");
        let reason = Reason::new(format!("{what} as {language}: nothing is changed there that takes English to know"));
        out.push(Edit::note(beginning(document, run.span), RULE, reason));
    }
}

/// The first words of a paragraph, up to an address or the like.
fn beginning(document: &Document<'_>, run: Span) -> Span {
    let survey = document.survey();
    let line = survey.paragraph_at(run.start()).unwrap_or(run);
    let guarded = overlapping(document.protected(), line).next().map_or(line.end(), |p| p.start());
    let first = survey.word_at(line.start());
    let words = survey.words()[first..].iter().take(SHOWN).map(|w| w.span().end());
    let end = words.take_while(|&end| end <= guarded).last().unwrap_or(line.end());
    Span::new(line.start(), end)
}
