//! `word ,` → `word,`

use super::around::{is_closing, is_foreign, is_space, spaces_after, spaces_before, word_after, word_before};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const RULE: &str = "space-before-mark";

/// Proposes to take the space before a mark away.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    for at in document.odd_marks(Oddity::SpaceBefore) {
        // Nearly every mark follows a letter or digit.
        let spaced = match at.checked_sub(1).map(|i| bytes[i]) {
            Some(b' ') => true,
            Some(0x80..) => document.before(at).is_some_and(|c| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')),
            _ => false,
        };
        if spaced {
            let span = Span::new(spaces_before(document.text(), at), at + 1);
            out.decide(RULE, span, one(document, at, char::from(bytes[at])));
        }
    }
}

/// The edit for the mark at `at`, which a space stands before.
fn one(document: &Document<'_>, at: usize, mark: char) -> Decision {
    let text = document.text();
    let start = spaces_before(text, at);
    let Some(before) = document.before(start) else { return Err("the text begins with it") };
    let end = match mark {
        '!' | '?' => at + text[at..].bytes().take_while(|b| matches!(b, b'!' | b'?')).count(),
        _ => at + 1,
    };
    if !(before.is_alphanumeric()
        || matches!(before, ')' | ']' | '"' | '”' | '’' | '\'' | '»' | '%' | '€' | '$' | '£' | '*' | '_'))
    {
        return Err("no word stands before the space: the mark belongs to what follows, or to a row of marks");
    }
    let after = document.after(end);
    let next = after.filter(|c| !is_space(*c) && !c.is_whitespace());
    match next {
        None => {}
        // "word ,word": the space stands on the wrong side. A stop before a capital may belong to a name (.NET).
        Some(c) if c.is_alphabetic() && matches!(mark, ',' | ';') => {
            if word_before(document, start).is_none() {
                return Err("no word stands before the space");
            }
        }
        Some(c) if is_closing(c) => {
            // ": )" and ";)" are faces; `?"` closes a quotation; a quotation may open right after the mark.
            if matches!(c, ')' | '*') && matches!(mark, ':' | ';') {
                return Err("it is a face");
            }
            let behind = document.after(end + c.len_utf8());
            // ":')" and ":'(" too
            if matches!(mark, ':' | ';') && matches!(c, '\'' | '’') && matches!(behind, Some('(' | ')')) {
                return Err("it is a face");
            }
            if !matches!(c, ')' | ']') && behind.is_some_and(char::is_alphanumeric) {
                return Err("a quotation opens right behind the mark");
            }
        }
        Some(c) if matches!(c, '«' | '„') && mark == ':' => {}
        _ => return Err("the mark is part of what follows (.NET, .5) or of a row of marks"),
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let beyond = spaces_after(text, end);
    let odd = match mark {
        // "2 : 1", and a face, ": D".
        ':' => {
            let face = word_after(document, beyond).is_some_and(|w| matches!(document.word(w), "D" | "P" | "O" | "p" | "o"));
            face || (digit(Some(before)) && digit(document.after(beyond)))
        }
        // "J . K . Rowling", ". . ."
        '.' => {
            document.after(beyond) == Some('.')
                || word_before(document, start)
                    .is_some_and(|w| w.span().len() == 1 && document.survey().form(w).shape != Shape::Number)
        }
        ',' => digit(Some(before)) && digit(next),
        // "x = y ? 1 : 0": a choice of a program.
        '?' => text[end..].split('\n').next().is_some_and(|rest| rest.starts_with(' ') && rest.contains(" : ")),
        _ => false,
    };
    if matches!(mark, '.' | ',') && digit(Some(before)) && is_inside_number(document, start, mark, beyond) {
        return Err("it stands inside a number that was taken apart");
    }
    let name_of_mark = word_before(document, start).is_some_and(|w| {
        let word = document.word(w);
        matches!(word, "a" | "the" | "an" | "character" | "characters" | "symbol") && mark != '.' && mark != ','
    }) || word_after(document, beyond).is_some_and(|w| matches!(document.word(w), "character" | "symbol"));
    if odd {
        return Err("it stands between figures or initials, is a face or part of a program");
    }
    if name_of_mark {
        return Err("the mark is spoken of, not used");
    }
    if is_foreign(document, at) {
        return Err("the line reads as French, which spaces its marks so");
    }
    let marks = &text[at..end];
    Ok(Edit::fix(Span::new(start, end), marks, RULE, Reason::new(format!("no space stands before “{marks}” in English"))))
}

/// `3 . 5 billion`, `2 , 000 towns`; not `in 2019 . 20 people`, `1 , 2 and 3`.
fn is_inside_number(document: &Document<'_>, start: usize, mark: char, beyond: usize) -> bool {
    let (Some(whole), Some(rest)) = (word_before(document, start), word_after(document, beyond)) else { return false };
    let number = |w| document.survey().form(w).shape == Shape::Number;
    number(whole) && number(rest) && whole.span().len() <= 3 && (mark == '.' || rest.span().len() == 3)
}
