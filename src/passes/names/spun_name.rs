//! `spun-words` in names and titles that no dictionary has: in a text that went through a spinner, a capitalised run with a word
//! that spinners put is suggested with the word that it was put for.

use crate::dictionary::scene::Scene;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

/// Words that spinners put and that names have so often that they say nothing.
const USUAL: &str = "group international global company firm agency city sea ocean film north south northern southern western \
    west sport life world house street avenue kids children prize golden normal basic energy news safety army \
    military internet town middle heart gallery i information research insurance jail highway image photos \
    motor movie money journal school soccer panel services providers stream pond planet moon sun meals \
    medicine community enterprise";

/// What stands behind the name of whoever heads it.
const OFFICES: &[&str] = &["Administration", "Cabinet", "Government", "Team", "Campaign"];

/// A run has at least and at most so many words.
const RUN: std::ops::RangeInclusive<usize> = 2..=5;

/// Looks at each run of capitalised words, if the text shows or showed spun phrases.
pub(super) fn spun_names(document: &Document<'_>, out: &mut Proposals) {
    let shown = || document.names().iter().any(|m| m.is_certainly_spun());
    if !out.wants_suggestions() || !document.was_repaired_by(&["spun-words"]) && !shown() {
        return;
    }
    let words = document.survey().words();
    let mut at = 0;
    while at < words.len() {
        let end = run_end(document, words, at);
        if RUN.contains(&(end - at)) {
            out.extend(unspun(document, &words[at..end]));
        }
        at = end.max(at + 1);
    }
}

/// The index past the capitalised words from `at` on that stand one space apart.
fn run_end(document: &Document<'_>, words: &[Word], at: usize) -> usize {
    let capital = |w: &Word| matches!(document.survey().form(*w).shape, Shape::Capitalised | Shape::Upper);
    let mut end = at;
    while end < words.len() && capital(&words[end]) {
        end += 1;
        let next = words.get(end).map(|w| w.span().start());
        if next.is_none_or(|next| document.text().get(words[end - 1].span().end()..next) != Some(" ")) {
            break;
        }
    }
    end
}

fn unspun(document: &Document<'_>, run: &[Word]) -> Option<Edit> {
    let scene = Scene { text: document.text(), survey: document.survey() };
    let span = Span::new(run.first()?.span().start(), run.last()?.span().end());
    // “Quiet Marvel”: a spun word may be a name too; it does not shield what it was put into.
    let spun = |at: Span| at != span && !document.dictionary().unspun(&document.slice(at).to_lowercase()).is_empty();
    if document.names().iter().any(|m| m.span().overlaps(span) && !spun(m.span())) || scene.in_title_case(span) {
        return None;
    }
    // “the Harding Administration”: what somebody heads.
    if let [head, office] = run
        && document.survey().form(*head).class.name
        && OFFICES.contains(&document.word(*office))
    {
        return None;
    }
    let mut new = Vec::new();
    let mut others = Vec::new();
    for (i, word) in run.iter().enumerate() {
        let found = document.word(*word);
        let folded = found.to_lowercase();
        let rights = if USUAL.split(' ').any(|w| w == folded) { &[] } else { document.dictionary().unspun(&folded) };
        if let [first, more @ ..] = rights {
            others.extend(more.iter().map(|right| (i, capitalised(right))));
            new.push(capitalised(first));
        } else {
            new.push(found.to_owned());
        }
    }
    let replacement = new.join(" ");
    if replacement == document.slice(span) {
        return None;
    }
    let other = |(i, right): &(usize, String)| {
        let mut words = new.clone();
        words[*i].clone_from(right);
        words.join(" ")
    };
    let alternatives: Vec<String> = others.iter().take(4).map(other).collect();
    let reason = Reason::new(format!("the text went through a thesaurus, which puts such words for those of “{replacement}”"));
    Some(Edit::new(Tier::Suggest, span, replacement, "spun-words", reason).alternatives(alternatives))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
