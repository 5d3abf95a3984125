//! Doubts about a typed wrong form that asks for no evidence: may it be the name of somebody, or of something, else?
//! A doubt lowers the repair to a suggestion, and the reason says it.

use super::entry::{Entry, Kind, Position};
use super::scene::Scene;
use crate::edit::Span;
use crate::lexicon;

/// Words behind which a place stands, and a surname hardly.
const PLACING: &[&str] = &[
    "in", "from", "to", "near", "at", "of", "outside", "around", "across", "between", "through", "towards", "toward", "into",
    "via", "over", "left", "leave", "leaving", "reached", "visited", "visiting", "visit", "capital", "city",
];

/// Why the form may stand as it should; `None`: nothing speaks for it.
pub(super) fn doubt(entry: &Entry, found: &str, span: Span, scene: Scene<'_>) -> Option<&'static str> {
    let several = found.contains(' ');
    match entry.kind {
        Kind::Person if several && entry.when.is_open() => {
            if goes_on(span, scene) {
                Some("but a longer name goes on behind it")
            } else {
                is_namesake(entry, found, span, scene).then_some("but somebody else may have this name")
            }
        }
        Kind::Term | Kind::Place if entry.when.position == Some(Position::Alone) && !several => {
            let plain = found.is_ascii() || lexicon::class(found).is_known();
            (plain && !is_placed(found, span, scene)).then_some("but nothing shows that it is a place and not a surname")
        }
        Kind::Term => None,
        _ if several && entry.when.is_open() => {
            let common = found.split([' ', '-']).all(|w| lexicon::class(w).is_usual());
            (common && scene.in_title_case(span)).then_some("but in a line in title case its words may be common ones")
        }
        _ => None,
    }
}

/// Does it stand where places do and surnames hardly, here or elsewhere in the text?
fn is_placed(found: &str, span: Span, scene: Scene<'_>) -> bool {
    let here = scene.text[..span.start()].ends_with(' ') && scene.word_before(span.start()).is_some_and(|w| PLACING.contains(&w));
    here || PLACING.iter().any(|w| scene.elsewhere(&format!("{w} {found}"), span).is_some())
}

/// Does another name stand behind it, so that it is the head of a longer one: Steven Gerard Smith, Bill Gaits-Howe?
fn goes_on(span: Span, scene: Scene<'_>) -> bool {
    let behind = &scene.text[span.end()..];
    let Some(next) = scene.word_after(span.end()).filter(|w| w.starts_with(char::is_uppercase)) else { return false };
    let class = lexicon::class(next);
    behind.starts_with('-') || behind.starts_with(' ') && class.name && !class.is_usual()
}

/// Is every word of it a name that people have, while the text has the right word nowhere?
fn is_namesake(entry: &Entry, found: &str, span: Span, scene: Scene<'_>) -> bool {
    let small = |w: &str| w.starts_with(char::is_lowercase);
    found.split([' ', '-']).all(|w| small(w) || lexicon::class(w).borne)
        && entry
            .right
            .split([' ', '-'])
            .zip(found.split([' ', '-']))
            .all(|(right, mine)| right == mine || scene.elsewhere(right, span).is_none())
}
