//! `lost-stop`: a sentence ended here, and its full stop went with the space behind it or with a translated link.

use super::grammar::is_pronoun;
use super::words::{AUXILIARIES, DETERMINERS, MODALS, is};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon::{self, Commonness};
use crate::passes::marks::around::in_english;
use crate::passes::marks::odd_marks::Oddity;
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

const RULE: &str = "lost-stop";

/// Looks at each comma between two names that no space follows: `Eugene,Oregon They will move`.
pub(in crate::passes) fn lost_stop(document: &Document<'_>, out: &mut Proposals) {
    let (survey, text) = (document.survey(), document.text());
    for at in document.odd_marks(Oddity::Glued).filter(|&at| text.as_bytes()[at] == b',') {
        let glued = text[at + 1..].starts_with(|c: char| c.is_uppercase()) && text[..at].ends_with(char::is_alphabetic);
        if !glued {
            continue;
        }
        let index = survey.word_at(at + 1);
        let Some([place, first, verb]) = survey.words().get(index..index + 3) else { continue };
        let span = Span::new(place.span().end(), first.span().start());
        match sentence(document, *place, *first, *verb) {
            Ok(()) if index > 0 && is_name(document, survey.words()[index - 1]) && in_english(document, index) => {
                let (name, new) = (document.word(*place), document.word(*first));
                let why = format!(
                    "a sentence ends behind “{name}”, and “{new}” begins one; the stop is lost, as is a space before the name"
                );
                out.push(Edit::fix(span, ". ", RULE, Reason::new(why)));
            }
            Ok(()) => {}
            Err(why) => out.left(RULE, Span::new(at, at + 1), || why),
        }
    }
    if out.explains() {
        leave(document, out);
    }
}

/// Says why no stop comes back where a comma has its space.
fn leave(document: &Document<'_>, out: &mut Proposals) {
    let words = document.survey().words();
    for place in document.survey().capitals().filter_map(|i| words.get(i..i + 2)) {
        let span = Span::new(place[0].span().end(), place[1].span().start());
        let behind = document.text()[..place[0].span().start()].ends_with(", ");
        if behind && document.slice(span) == " " && document.survey().form(place[1]).shape == Shape::Capitalised {
            out.left(RULE, span, || "the comma before the name has its space: nothing shows that a stop was lost with one");
        }
    }
}

/// Is the word a name, and nothing else?
fn is_name(document: &Document<'_>, word: Word) -> bool {
    let form = document.survey().form(word);
    form.shape == Shape::Capitalised && form.class.name && !form.class.is_usual()
}

/// May `first` begin a sentence behind the name `place`, with `verb` as its verb? A pronoun is part of no name; a
/// plural may be, like the Oregon Ducks.
fn sentence(document: &Document<'_>, place: Word, first: Word, verb: Word) -> Result<(), &'static str> {
    let gap = |a: Word, b: Word| &document.text()[a.span().end()..b.span().start()];
    if !is_name(document, place) || gap(place, first) != " " || document.survey().form(first).shape != Shape::Capitalised {
        return Err("no sentence begins behind it: there are no two words with a capital");
    }
    let lower = document.word(first).to_lowercase();
    if !is_pronoun(&lower) {
        return Err("what follows the name may be part of it");
    }
    let finite = document.word(verb);
    let tells = is(AUXILIARIES, finite) || is(MODALS, finite);
    if gap(first, verb) != " " || !tells {
        return Err("no verb follows that would make it a sentence");
    }
    Ok(())
}

/// Does `right`, glued to `left`, begin a sentence whose stop is lost: `the companyThe next day, shares fell`? Then what stands
/// there with it, as a suggestion: without the stop it may be a link.
pub(super) fn glued(document: &Document<'_>, word: Word, left: &str, right: &str) -> Option<Edit> {
    let span = word.span();
    let lower = right.to_lowercase();
    let opens = is(DETERMINERS, &lower) || is_pronoun(&lower) || is(OPENING, &lower);
    let noun = left.starts_with(char::is_lowercase) && left.len() >= 3 && lexicon::class(left).commonness >= Commonness::Uncommon;
    if !right.starts_with(char::is_uppercase) || !opens || !noun || is(DETERMINERS, left) {
        return None;
    }
    // The sentence that would begin has a comma behind its opening, or a verb.
    let rest = document.text()[span.end()..].split(['.', '\n', '?', '!', ';', ':']).next().unwrap_or_default();
    let verb = |w: &str| is(AUXILIARIES, w) || is(MODALS, w) || is(SAYING, w) || w.len() > 4 && w.ends_with("ed");
    if !rest.split([' ', ',']).take(12).any(verb) && !rest.contains(", ") {
        return None;
    }
    let why = format!("“{left}” and “{right}” are glued; with its capital “{right}” may begin a sentence, whose stop is lost");
    let edit = Edit::new(Tier::Suggest, span, format!("{left}. {right}"), RULE, Reason::new(why));
    Some(edit.alternatives([format!("{left}, {lower}"), format!("{left} {lower}")]))
}

const OPENING: &[&str] =
    &["in", "at", "but", "however", "meanwhile", "after", "before", "when", "while", "if", "since", "although", "then", "there"];

const SAYING: &[&str] = &["said", "says", "told", "fell", "rose", "came", "went", "took", "made", "gave", "became", "began"];
