//! A typographic look-alike of the hyphen inside a word: `cloud‑based`, `stop−start`.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{word_after, word_before};
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const RULE: &str = "odd-hyphen";

/// Compounds as pairs of word forms, with the first place of each.
type Compounds = HashMap<(usize, usize), usize>;

/// Proposes the plain hyphen in a compound.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.is_ascii() {
        return;
    }
    let text = document.text();
    let plain = OnceCell::new();
    for odd in ['\u{2010}', '\u{2011}', '\u{2212}', '\u{2013}', '\u{2012}'] {
        let n = marks.count(odd);
        if n == 0 {
            continue;
        }
        let mut needle = [0; 4];
        for at in memchr::memmem::find_iter(text.as_bytes(), odd.encode_utf8(&mut needle).as_bytes()) {
            let span = Span::new(at, at + odd.len_utf8());
            if let Some(decision) = one(document, span, odd, &plain) {
                out.decide(RULE, span, decision);
            }
        }
    }
}

fn one(document: &Document<'_>, span: Span, odd: char, plain: &OnceCell<Compounds>) -> Option<Decision> {
    let (left, right) = (word_before(document, span.start())?, word_after(document, span.end())?);
    let survey = document.survey();
    let letters = |s: Shape| !matches!(s, Shape::Number | Shape::Caseless);
    let (a, b) = (survey.form(left), survey.form(right));
    if !letters(b.shape) || (!letters(a.shape) && odd == '\u{2212}') {
        return Some(Err("it stands between figures, where a dash or a minus belongs"));
    }
    let whole = format!("{}-{}", document.word(left), document.word(right));
    let compounds = plain.get_or_init(|| plain_compounds(document));
    let plain = compounds.get(&(left.form(), right.form())).copied();
    // Dashes belong between words of equal rank (Paris–Dakar); there only the plain spelling of the same compound decides.
    let dash = matches!(odd, '\u{2013}' | '\u{2012}');
    // One kind of hyphen throughout is a habit; among plain ones the odd one is damage.
    let n = survey.marks().count(odd);
    let habit = n > 2 && n as usize > compounds.len();
    let names = a.shape == Shape::Capitalised && b.shape == Shape::Capitalised;
    if dash && plain.is_none() {
        return Some(Err("a dash joins words of equal rank, and the same compound stands nowhere with a hyphen"));
    }
    if dash && names {
        return Some(Err("a dash joins two names"));
    }
    if !dash && plain.is_none() && habit && odd != '\u{2212}' {
        return Some(Err("most hyphens of the text are of this kind: it is its habit"));
    }
    let mut reason = Reason::new(format!("“{whole}” is written with U+{:04X} in place of the hyphen", u32::from(odd)));
    if let Some(at) = plain {
        reason = reason.witness(Span::new(at, at + whole.len()));
    }
    Some(Ok(Edit::fix(Span::new(left.span().start(), right.span().end()), whole, RULE, reason)))
}

/// The compounds that stand with a plain hyphen.
fn plain_compounds(document: &Document<'_>) -> Compounds {
    let mut found = HashMap::new();
    for at in memchr::memchr_iter(b'-', document.text().as_bytes()) {
        if let (Some(left), Some(right)) = (word_before(document, at), word_after(document, at + 1)) {
            found.entry((left.form(), right.form())).or_insert(left.span().start());
        }
    }
    found
}
