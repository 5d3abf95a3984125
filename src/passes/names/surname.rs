//! A surname alone follows the full name: where `Tim Cuisinier` is Tim Cook, the `Cuisinier` of the next sentence is Cook too.

use std::collections::HashSet;

use crate::dictionary::Kind;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::lexicon::{self, Commonness};
use crate::proposals::Proposals;

/// Looks at each full name of a person that a dictionary repairs, and at the other places of its last word.
pub(super) fn surnames(document: &Document<'_>, out: &mut Proposals) {
    // A name that stands a thousand times is followed once.
    let mut done: HashSet<(&str, String)> = HashSet::new();
    for name in document.names().iter().filter(|m| m.kind() == Kind::Person) {
        let Some(proposal) = name.repair() else { continue };
        let right = proposal.replacement.as_deref().and_then(surname);
        let (Some(wrong), Some(right)) = (surname(document.slice(name.span())), right) else { continue };
        if wrong == right || is_common(document, wrong) || !wrong.starts_with(char::is_uppercase) {
            continue;
        }
        if !done.insert((wrong, right.to_owned())) {
            continue;
        }
        let places = alone(document, wrong);
        out.extend(places.into_iter().map(|span| {
            let why = format!("“{wrong}” is short for “{}”, which stands for “{}”", document.slice(name.span()), right);
            let reason = Reason::new(why).entry(proposal.entry.clone()).witness(name.span());
            Edit::new(proposal.tier, span, right, proposal.rule, reason)
        }));
    }
}

/// Is it a word that the sentence may have for its own sake: one of the commonest, or one that the text writes small, too?
fn is_common(document: &Document<'_>, word: &str) -> bool {
    lexicon::class(word).commonness == Commonness::Core || document.survey().find(&word.to_lowercase()).is_some()
}

/// The last word of a name of several.
fn surname(name: &str) -> Option<&str> {
    name.trim_end_matches(['’', '\'']).rsplit_once(' ').map(|(_, last)| last).filter(|last| last.len() > 3)
}

/// The other places of `surname`, if it stands by itself at each of them: behind another first name it is another person's.
fn alone(document: &Document<'_>, surname: &str) -> Vec<Span> {
    let names = document.names();
    let in_name = |span: Span| {
        let from = names.partition_point(|m| m.span().end() <= span.start());
        names.get(from).is_some_and(|m| m.span().overlaps(span))
    };
    let survey = document.survey();
    let mut places = Vec::new();
    for (index, word) in survey.words().iter().enumerate() {
        let start = word.span().start();
        let text = document.slice(word.span());
        let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        let span = Span::new(start, start + stem.len());
        if stem != surname || in_name(span) {
            continue;
        }
        let before = index.checked_sub(1).map(|i| survey.words()[i].span());
        let beside = before.filter(|b| document.text().get(b.end()..start) == Some(" ")).map(|b| document.slice(b));
        let title = |w: &str| lexicon::class(w).is_usual();
        if beside.is_some_and(|w| w.starts_with(char::is_uppercase) && !title(w)) {
            return Vec::new();
        }
        places.push(span);
    }
    places
}
