//! `acronym-case`: a bracketed acronym in the wrong case, behind the words that spell it.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;
use crate::survey::Shape;

const RULE: &str = "acronym-case";

/// Bytes that eight letters have at most, and a mark behind them.
const LONGEST: usize = 8 * 4 + 1;

const SMALL: &[&str] = &["of", "the", "for", "and", "in", "on", "to", "at", "de", "la", "du", "des"];

/// Looks at each `(Word)` whose letters the capitalised words before it spell.
pub(super) fn acronym_case(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    if survey.marks().count('(') == 0 {
        return;
    }
    for bracket in survey.signs_of([b'(']).filter(|&at| may_hold_acronym(&document.text().as_bytes()[at + 1..])) {
        let index = survey.word_at(bracket);
        let Some(&word) = survey.words().get(index).filter(|w| survey.form(**w).shape == Shape::Capitalised) else { continue };
        let span = word.span();
        let form = document.word(word);
        if !(2..=8).contains(&form.chars().count())
            || document.before(span.start()) != Some('(')
            || document.after(span.end()) != Some(')')
        {
            continue;
        }
        let wanted = form.to_uppercase();
        // A house that writes Nato and Ofcom uses the word so again; a British one may.
        if survey.form(word).count > 1 {
            out.left(RULE, span, || "the text writes it so elsewhere too: it is a word, or the style of its house");
            continue;
        }
        let Some(words) = spelled_by(document, index, &wanted) else {
            out.left(RULE, span, || format!("the words before the bracket do not spell {wanted}"));
            continue;
        };
        let reason = Reason::new(format!("the words before the bracket spell {wanted}")).witness(words);
        let edit = Edit::fix(span, wanted, RULE, reason);
        out.push(match document.habits().british() {
            Some(sign) => edit.lowered(format_args!("“{}” is British, where papers write so", document.slice(sign))),
            None => edit,
        });
    }
}

/// May what stands behind a bracket be one word with a capital first, of up to eight letters, and the bracket's end? Most brackets
/// hold more. Where no letter stands there, more is to be asked.
fn may_hold_acronym(behind: &[u8]) -> bool {
    let Some(&first) = behind.first() else { return false };
    !first.is_ascii_alphanumeric() || first.is_ascii_uppercase() && behind[..behind.len().min(LONGEST)].contains(&b')')
}

/// The words before word `index` whose initials are `letters`: each of them capitalised, small words passed over.
fn spelled_by(document: &Document<'_>, index: usize, letters: &str) -> Option<Span> {
    let words = document.survey().words();
    let mut wanted: Vec<char> = letters.chars().collect();
    let end = words.get(index.checked_sub(1)?)?.span().end();
    let mut start = end;
    let mut at = index;
    while let Some(&letter) = wanted.last() {
        at = at.checked_sub(1)?;
        let span = words[at].span();
        let text = document.slice(span);
        let next = words[at + 1].span().start();
        let between = document.text().get(span.end()..next)?;
        if between.contains(['\n', '.', ';', '!', '?']) || (at + 1 < index && between.contains(['(', ')', ':'])) {
            return None;
        }
        let upper = text.chars().all(char::is_uppercase) && text.chars().count() > 1;
        if upper && wanted.len() >= text.chars().count() && wanted.ends_with(&text.chars().collect::<Vec<_>>()) {
            wanted.truncate(wanted.len() - text.chars().count());
        } else if text.starts_with(letter) {
            wanted.pop();
        } else if SMALL.contains(&text) && start != end {
            continue;
        } else {
            return None;
        }
        start = span.start();
    }
    Some(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::may_hold_acronym;

    #[test]
    fn a_bracket_with_one_short_word_is_looked_at() {
        assert!(["Nato) x", "Abcdefgh)", "Ééééééé)", "É)", "(Nato)", " Nato)"].iter().all(|b| may_hold_acronym(b.as_bytes())));
        assert!(["", "nato)", "2025)", "Who said so, and why, nobody knew)"].iter().all(|b| !may_hold_acronym(b.as_bytes())));
    }
}
