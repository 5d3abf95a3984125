//! An accent, a prime or a turned mark that stands for an apostrophe: `don´t`, `I`ll`, `it‘s`.

use super::around::{word_after, word_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

const RULE: &str = "odd-apostrophe";

/// The signs that get typed for an apostrophe, or that a program turned the wrong way.
const SIGNS: [char; 6] = ['`', '´', '′', '‘', '‛', '‚'];

/// Proposes an apostrophe.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if !marks.any(&SIGNS) {
        return;
    }
    let right = if marks.count('\'') > marks.count('’') { "'" } else { "’" };
    let typed = !marks.any(&['‘', '’', '“', '”']);
    for at in document.survey().signs_of([b'`', 0xc2, 0xe2]) {
        let Some(sign) = document.after(at).filter(|c| SIGNS.contains(c)) else { continue };
        let span = Span::new(at, at + sign.len_utf8());
        let (Some(left), Some(tail)) = (word_before(document, at), word_after(document, span.end())) else { continue };
        if stands_for_apostrophe(document, left, tail, sign) {
            let right = if typed { "'" } else { right };
            let reason = format!("“{sign}” stands for the apostrophe of “{}{right}{}”", document.word(left), document.word(tail));
            out.push(Edit::fix(span, right, RULE, Reason::new(reason)));
        } else {
            out.left(
                RULE,
                span,
                || "what stands beside it makes no contraction, genitive or name: it is a letter, a prime or a mark",
            );
        }
    }
}

/// Is it a contraction, a genitive, a name like O’Neill? In Arabic and Hawaiian names `‘` is a letter of its own.
fn stands_for_apostrophe(document: &Document<'_>, left: Word, tail: Word, sign: char) -> bool {
    let (stem, ending) = (document.word(left), document.word(tail));
    let form = document.survey().form(left);
    let pronoun =
        matches!(stem, "I" | "you" | "he" | "she" | "it" | "we" | "they" | "You" | "He" | "She" | "It" | "We" | "They" | "who");
    match ending {
        "t" => stem.ends_with('n') && form.class.is_known(),
        "m" => stem == "I",
        "d" => pronoun,
        "re" | "ve" | "ll" => pronoun || form.class.is_usual() && stem.len() > 2,
        // 5´s and 6′s are minutes and feet.
        "s" => form.shape != Shape::Number && (form.class.is_known() || form.shape == Shape::Capitalised && sign != '‘'),
        _ => {
            let capital = document.survey().form(tail).shape == Shape::Capitalised;
            capital && (matches!(stem, "O") || sign != '‘' && matches!(stem, "D" | "L" | "d" | "l"))
        }
    }
}
