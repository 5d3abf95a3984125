//! Marks of one single-byte table read by another: `donÕt`, `ìquoteî`, `donÆt`. Each mark has a letter of its own. A contraction that
//! only such a letter can have spoiled says which table it was; then its letters are put back where marks stand, never inside
//! words. Proposed under the rule `mojibake`.

use super::scan::{letters_after, letters_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::lexicon;
use crate::proposals::Proposals;

const RULE: &str = "mojibake";

/// What a pair of tables makes of the marks, in the order ’ ‘ “ ” – — …
const TABLES: [[char; 7]; 3] = [
    // Mac Roman read as windows-1252
    ['Õ', 'Ô', 'Ò', 'Ó', 'Ð', 'Ñ', 'É'],
    // windows-1252 read as Mac Roman
    ['í', 'ë', 'ì', 'î', 'ñ', 'ó', 'Ö'],
    // windows-1252 read as the page of the old consoles (437, 850)
    ['Æ', 'æ', 'ô', 'ö', 'û', 'ù', 'à'],
];
const MARKS: [&str; 7] = ["’", "‘", "“", "”", "–", "—", "…"];

/// Proposes the marks.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    for table in &TABLES {
        if marks.count(table[0]) == 0 {
            continue;
        }
        let Some(witness) = places(document, table[0]).find(|&at| is_contraction(document, at, table[0])) else { continue };
        let witness = Span::new(witness, witness + table[0].len_utf8());
        for (&letter, mark) in table.iter().zip(MARKS) {
            for at in places(document, letter).filter(|&at| stands_for(document, at, letter, mark)) {
                let span = Span::new(at, at + letter.len_utf8());
                let mut reason = Reason::new(format!("“{letter}” is “{mark}” read by the wrong table of characters"));
                if span != witness {
                    reason = reason.witness(witness);
                }
                out.push(Edit::fix(span, mark, RULE, reason));
            }
        }
    }
}

fn places<'d>(document: &Document<'d>, letter: char) -> impl Iterator<Item = usize> + use<'d> {
    let bytes = document.text().as_bytes();
    let mut room = [0; 4];
    let length = letter.encode_utf8(&mut room).len();
    // Letters past ASCII share their first byte.
    let last = memchr::memchr_iter(room[length - 1], bytes);
    last.filter(move |&last| bytes[..=last].ends_with(&room[..length])).map(move |last| last + 1 - length)
}

/// `donÕt`, `theyÕre`: known without the letter, unknown with it.
fn is_contraction(document: &Document<'_>, at: usize, letter: char) -> bool {
    let text = document.text();
    let (stem, tail) = (letters_before(text, at), letters_after(text, at + letter.len_utf8()));
    match tail {
        "t" => stem.ends_with('n') && lexicon::class(stem).is_known(),
        "s" | "re" | "ve" | "ll" => stem.is_ascii() && stem.len() > 1 && lexicon::class(stem).is_usual(),
        _ => false,
    }
}

/// Does `letter` stand where the mark would?
fn stands_for(document: &Document<'_>, at: usize, letter: char, mark: &str) -> bool {
    let text = document.text();
    let end = at + letter.len_utf8();
    let (stem, tail) = (letters_before(text, at), letters_after(text, end));
    let (before, after) = (document.before(at), document.after(end));
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let known = |w: &str| w.is_empty() || lexicon::class(w).is_known() || w.starts_with(char::is_uppercase);
    match mark {
        "’" if !tail.is_empty() => {
            let ending = matches!(tail, "t" | "s" | "re" | "ve" | "ll" | "m" | "d");
            ending && !stem.is_empty() && known(stem) && free(document.after(end + tail.len()))
        }
        "’" | "”" => !space(before) && free(after) && known(stem) && (stem.is_empty() || stem.len() > 1),
        "“" | "‘" => free(before) && after.is_some_and(char::is_alphanumeric) && known(tail),
        "…" => space(after) && !space(before) && known(stem) && stem.len() > 1,
        _ => space(before) && space(after),
    }
}
