//! Lossy misreading: of each three-byte mark only the first byte came through, so that ONE odd letter stands for every
//! apostrophe, quotation mark and dash of the text (`OpenAIās`, `āonā`). The document decides: the letter must stand where
//! marks stand, never as a letter of a word; each is put back by its place. Proposed under the rule `mojibake`.

use std::sync::LazyLock;

use super::pages::PAGES;
use super::scan::{letters_after, letters_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::lexicon;
use crate::proposals::Proposals;

const RULE: &str = "mojibake";

/// The byte that begins the UTF-8 form of every mark from U+2000 to U+2FFF, and the one that follows it in all of punctuation.
const LEAD: u8 = 0xe2;
const SECOND: u8 = 0x80;

/// What the tables show for the lead byte, with what they show for the second.
static LEADS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut leads: Vec<(char, char)> = PAGES.iter().map(|p| (p.char(LEAD), p.char(SECOND))).collect();
    leads.push(('\u{fffd}', '\u{fffd}'));
    leads.sort_unstable();
    leads.dedup_by_key(|l| l.0);
    leads
});

/// The place of one odd letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Apostrophe,
    Opening,
    Closing,
    Dash,
}

struct Found {
    span: Span,
    place: Place,
    sure: bool,
}

/// Proposes the marks that an odd letter stands for.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.count('?') > 0 {
        question_marks(document, out);
    }
    if marks.is_ascii() {
        return;
    }
    for &(letter, second) in LEADS.iter() {
        if letter.is_ascii() || marks.count(letter) == 0 || !(letter.is_alphabetic() || letter == '\u{fffd}') {
            continue;
        }
        let found = match places(document, letter, second) {
            Ok(found) => found,
            Err(at) => {
                out.left(RULE, Span::new(at, at + letter.len_utf8()), || {
                    format!("“{letter}” could stand for lost marks, but here it is a letter of a word")
                });
                continue;
            }
        };
        let sure = found.iter().filter(|f| f.sure).count();
        let pair = found.iter().any(|f| f.place == Place::Opening) && found.iter().any(|f| f.place == Place::Closing);
        let witness = found.iter().find(|f| f.sure).or(found.first()).map(|f| f.span);
        if sure == 0 && (!pair || letter == '\u{fffd}') {
            for f in &found {
                out.left(RULE, f.span, || format!("nowhere in the text is “{letter}” a mark for certain"));
            }
            continue;
        }
        for f in &found {
            if letter == '\u{fffd}' && !f.sure {
                out.left(RULE, f.span, || "which mark was lost here cannot be told");
                continue;
            }
            let mark = match f.place {
                Place::Apostrophe => "’",
                Place::Opening => "“",
                Place::Closing => "”",
                Place::Dash => "–",
            };
            let mut reason = Reason::new(format!("“{letter}” stands only where marks stand in this text; here it is “{mark}”"));
            if let Some(span) = witness.filter(|w| *w != f.span) {
                reason = reason.witness(span);
            }
            out.push(Edit::fix(f.span, mark, RULE, reason));
        }
    }
}

/// Every place of `letter`, or the first where it is a letter of a word.
fn places(document: &Document<'_>, letter: char, second: char) -> Result<Vec<Found>, usize> {
    let text = document.text();
    let mut found: Vec<Found> = Vec::new();
    // No other letter past ASCII: the text is not in the language that this one belongs to.
    let plain =
        document.survey().marks().beyond_ascii().all(|(c, _)| !c.is_alphabetic() || c == 'é' || LEADS.iter().any(|l| l.0 == c));
    let mut open = false;
    let mut needle = [0; 4];
    let needle = letter.encode_utf8(&mut needle).as_bytes();
    let mut skip = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), needle) {
        if at < skip {
            continue;
        }
        let mut end = at + letter.len_utf8();
        let whole = document.after(end) == Some(second);
        if whole {
            end += second.len_utf8();
        }
        skip = end;
        // Greek letters stand for themselves beside Latin ones (TGFβ).
        if ('\u{370}'..='\u{3ff}').contains(&letter) && !whole {
            return Err(at);
        }
        let stem = letters_before(text, at);
        let tail = letters_after(text, end);
        let (before, after) = (document.before(at), document.after(end));
        let known =
            |word: &str| !word.contains(letter) && (lexicon::class(word).is_known() || word.chars().all(char::is_numeric));
        let capital = |word: &str| word.starts_with(char::is_uppercase) && !word.contains(letter);
        let ends = |c: Option<char>| {
            c.is_none_or(|c| {
                c.is_whitespace() || (c.is_ascii_punctuation() && c != '-') || matches!(c, '’' | '”' | '…' | '—' | '–')
            })
        };
        let begins = |c: Option<char>| {
            c.is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '-' | '—' | '–' | '"' | '“' | '‘' | '\'' | '/' | ':' | ',')
            })
        };
        // A letter of another script glued to a Latin word.
        let latin = |w: &str| w.bytes().any(|b| b.is_ascii_alphabetic());
        let foreign = u32::from(letter) > 0x24f && (latin(stem) || latin(tail)) && letter != '\u{fffd}';
        let (place, sure) = if !stem.is_empty() && !tail.is_empty() {
            let ending = matches!(tail, "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
            let negation = tail != "t" || stem.ends_with('n');
            if ending && negation && (known(stem) || capital(stem)) {
                let lasting = stem.chars().count() > 2 || matches!(stem, "I" | "we" | "he" | "it" | "It" | "We" | "He");
                let shape = stem.chars().skip(1).any(char::is_uppercase) || plain;
                (Place::Apostrophe, (lasting && known(stem)) || (shape && stem.is_ascii() && stem.len() > 2) || foreign)
            } else if known(stem) && known(tail) && stem.chars().count() > 2 && tail.chars().count() > 2 && capital(tail) {
                // A quotation glued to the word before it or behind it.
                (if open { Place::Closing } else { Place::Opening }, true)
            } else {
                return Err(at);
            }
        } else if !tail.is_empty() || after.is_some_and(|c| c.is_ascii_digit() || matches!(c, '$' | '£' | '€')) {
            let word = known(tail) || capital(tail) || tail.is_empty();
            if !word || !begins(before) {
                return Err(at);
            }
            (Place::Opening, (capital(tail) && letter.is_lowercase()) || foreign || surplus(document, at, '”', '“'))
        } else if before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace) {
            (Place::Dash, false)
        } else if before.is_none_or(char::is_whitespace) && after.is_some_and(|c| matches!(c, '\'' | '.' | '…')) {
            (Place::Opening, false)
        } else if !stem.is_empty() {
            if !(known(stem) || capital(stem)) || !ends(after) {
                return Err(at);
            }
            let plural = stem.ends_with('s') && !open && after == Some(' ');
            let english = plain && known(stem) && stem.len() > 3 && (plural || stem.chars().all(char::is_lowercase));
            let sure = english || foreign || surplus(document, at, '“', '”');
            (if plural { Place::Apostrophe } else { Place::Closing }, sure)
        } else if ends(after)
            && before.is_some_and(|c| {
                c.is_ascii_digit() || matches!(c, '.' | ',' | '!' | '?' | '%' | ')' | ';' | ':' | '…' | '\'' | '’')
            })
        {
            (Place::Closing, before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?')))
        } else {
            return Err(at);
        };
        match place {
            Place::Opening => open = true,
            Place::Closing => open = false,
            _ => {}
        }
        found.push(Found { span: Span::new(at, end), place, sure: sure || whole });
    }
    Ok(found)
}

/// Does the paragraph around `at` have more of one quotation mark than of its partner?
fn surplus(document: &Document<'_>, at: usize, more: char, fewer: char) -> bool {
    let line = crate::passes::marks::around::line_of(document, at);
    let count = |mark| document.slice(line).chars().filter(|c| *c == mark).count();
    count(more) > count(fewer)
}

/// `don?t`, `OpenAI?s`: a question mark stands for what a narrow table did not have.
fn question_marks(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for at in memchr::memchr_iter(b'?', text.as_bytes()) {
        let tail = text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        if !tail.is_ascii_lowercase() || !document.before(at).is_some_and(char::is_alphabetic) {
            continue;
        }
        let (stem, tail) = (letters_before(text, at), letters_after(text, at + 1));
        let end = at + 1 + tail.len();
        let ends = document
            .after(end)
            .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '"' | '”' | ')'));
        let contraction = match tail {
            "t" => stem.ends_with('n'),
            "s" | "re" | "ve" | "ll" => lexicon::class(stem).is_known() || stem.starts_with(char::is_uppercase),
            _ => false,
        };
        let span = Span::new(at, at + 1);
        if !ends || !contraction || stem.len() < 2 {
            out.left(RULE, span, || format!("“{stem}” and “{tail}” make no contraction whose apostrophe was lost"));
            continue;
        }
        let reason = Reason::new(format!("the question mark in “{stem}?{tail}” stands for an apostrophe that was lost"));
        out.push(Edit::fix(span, "'", RULE, reason));
    }
}
