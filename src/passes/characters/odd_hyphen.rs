//! A typographic look-alike of the hyphen inside a word: `cloud‑based`, `stop−start`.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{word_after, word_before};
use crate::survey::Shape;

const RULE: &str = "odd-hyphen";

/// Proposes the plain hyphen in a compound.
pub(super) fn run(document: &Document<'_>, out: &mut Vec<Edit>) {
    let marks = document.survey().marks();
    if marks.is_ascii() {
        return;
    }
    let text = document.text();
    for odd in ['\u{2010}', '\u{2011}', '\u{2212}', '\u{2013}', '\u{2012}'] {
        let n = marks.count(odd);
        if n == 0 {
            continue;
        }
        let mut needle = [0; 4];
        for at in memchr::memmem::find_iter(text.as_bytes(), odd.encode_utf8(&mut needle).as_bytes()) {
            let span = Span::new(at, at + odd.len_utf8());
            out.extend(one(document, span, odd));
        }
    }
}

fn one(document: &Document<'_>, span: Span, odd: char) -> Option<Edit> {
    let (left, right) = (word_before(document, span.start())?, word_after(document, span.end())?);
    let survey = document.survey();
    let letters = |s: Shape| !matches!(s, Shape::Number | Shape::Caseless);
    let (a, b) = (survey.form(left), survey.form(right));
    if !letters(b.shape) || (!letters(a.shape) && odd == '\u{2212}') {
        return None;
    }
    let whole = format!("{}-{}", document.word(left), document.word(right));
    let text = document.text();
    let plain = memchr::memmem::find(text.as_bytes(), whole.as_bytes());
    // Dashes belong between words of equal rank (Paris–Dakar); there only the plain spelling of the same compound decides.
    let dash = matches!(odd, '\u{2013}' | '\u{2012}');
    // One kind of hyphen throughout is a habit; among plain ones the odd one is damage.
    let n = survey.marks().count(odd);
    let habit = n > 2 && n > plain_hyphens(text);
    let names = a.shape == Shape::Capitalised && b.shape == Shape::Capitalised;
    if (dash && (plain.is_none() || names)) || (!dash && plain.is_none() && habit && odd != '\u{2212}') {
        return None;
    }
    let mut reason = Reason::new(format!("“{whole}” is written with U+{:04X} in place of the hyphen", u32::from(odd)));
    if let Some(at) = plain {
        reason = reason.witness(Span::new(at, at + whole.len()));
    }
    Some(Edit::fix(Span::new(left.span().start(), right.span().end()), whole, RULE, reason))
}

/// Plain hyphens inside words.
fn plain_hyphens(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let inside =
        |at: usize| at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    memchr::memchr_iter(b'-', bytes).filter(|at| inside(*at)).count() as u32
}
