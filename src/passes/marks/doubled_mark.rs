//! `,,` → `,`; `..` → `.`; `,.` → `.`; `. ,` → `,`

use std::cell::OnceCell;

use memchr::memmem;

use super::around::{is_abbreviation, is_closing, is_space, word_before};
use super::odd_marks::Oddity;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const RULE: &str = "doubled-mark";

/// Proposes one mark where two stand.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    let ellipsis = OnceCell::new();
    for at in document.odd_marks(Oddity::Doubled) {
        let mark = |i: &usize| matches!(bytes[*i], b',' | b'.' | b';');
        let Some(first) = [1, 2].iter().filter_map(|&back| at.checked_sub(back)).find(mark) else { continue };
        let right = match &bytes[first..=at] {
            // A row of dots is a mark of its own.
            b".." if bytes.get(at + 1) == Some(&b'.') || first > 0 && bytes[first - 1] == b'.' => continue,
            b",," | b", ," | b".," | b". ," => ",",
            b".." | b". ." | b",." | b", ." => ".",
            b";;" => ";",
            _ => continue,
        };
        let span = Span::new(first, at + 1);
        out.decide(RULE, span, one(document, span, right, &ellipsis));
    }
}

fn one(document: &Document<'_>, span: Span, right: &'static str, ellipsis: &OnceCell<bool>) -> Decision {
    let pair = document.slice(span);
    let Some(before) = document.before(span.start()) else { return Err("the text begins with it") };
    let after = document.after(span.end());
    let is_mark = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '…' | '-' | '/' | '\\');
    if before.is_whitespace() || is_mark(before) || before == '(' || after.is_some_and(is_mark) {
        return Err("it is part of a longer row of marks or of a path, or begins something");
    }
    let beyond = document.text()[span.end()..].trim_start_matches(is_space).chars().next();
    if beyond == Some('.') || beyond == Some(',') {
        return Err("more such marks follow: it is a row of them");
    }
    let left = word_before(document, span.start());
    let short = left.is_some_and(|w| {
        let form = document.survey().form(w);
        // "s.r.o.,", "Calif.,", "et al.,": a stop that ends an abbreviation.
        form.shape != Shape::Lower || document.word(w).chars().count() < 4 || !form.class.is_usual()
    });
    if pair == ". ," {
        return stop_and_comma(document, span, short, beyond);
    }
    let ends = after.is_none_or(|c| c.is_whitespace() || is_closing(c));
    let begins = beyond.is_none_or(|c| {
        c == '\n' || c == '\r' || c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '«' | '„' | '(') || is_closing(c)
    });
    let glued = after.is_some_and(char::is_alphabetic);
    let (tier, replacement) = match pair {
        // ",,Wort" opens a German quotation; it stands after a space and was dropped above.
        ",," | ";;" if glued => (Tier::Fix, format!("{right} ")),
        ",," | ";;" | ", ," if ends => (Tier::Fix, right.to_owned()),
        ".." | ". ." if ends && begins && !(before.is_ascii_digit() && beyond.is_some_and(|c| c.is_ascii_digit())) => {
            (if pair == ". ." && short { Tier::Suggest } else { Tier::Fix }, right.to_owned())
        }
        ",." | ", ." if ends && begins => (Tier::Fix, right.to_owned()),
        ",." | ", ." if ends => (Tier::Suggest, right.to_owned()),
        ".," if ends && !short && left.is_some() => (Tier::Suggest, right.to_owned()),
        ".," => return Err("a stop ends an abbreviation, and a comma may follow it"),
        ".." | ". ." => return Err("the sentence goes on: the dots are an omission or a range"),
        _ => return Err("neither a word nor the end of something follows"),
    };
    let reason = Reason::new(format!("two marks stand where one is meant: “{pair}”"));
    let edit = Edit::new(tier, span, replacement, RULE, reason);
    let dots = matches!(pair, ".." | ". .") && *ellipsis.get_or_init(|| dots_elsewhere(document));
    Ok(if dots { edit.lowered("the text has two dots inside sentences too") } else { edit })
}

/// `reported. , according`: the sentence goes on behind the comma, so no stop was meant, but for that of an abbreviation. Before a
/// capital either of the two may be the one.
fn stop_and_comma(document: &Document<'_>, span: Span, short: bool, beyond: Option<char>) -> Decision {
    let left = word_before(document, span.start());
    let closed = document.before(span.start()).is_some_and(|c| matches!(c, ')' | ']' | '”' | '"'));
    let (small, capital) = (beyond.is_some_and(char::is_lowercase), beyond.is_some_and(char::is_uppercase));
    if document.after(span.end()) != Some(' ') || !(small || capital) || left.is_none() && !closed {
        return Err("no sentence goes on behind the comma");
    }
    let reason = Reason::new("a stop and a comma stand where one mark is meant");
    if left.is_some_and(|w| is_abbreviation(document.word(w))) {
        let reason = Reason::new("no space stands between the stop of an abbreviation and a comma");
        return Ok(Edit::new(if small { Tier::Fix } else { Tier::Suggest }, span, ".,", RULE, reason));
    }
    let edit = Edit::new(if small && !(short && left.is_some()) { Tier::Fix } else { Tier::Suggest }, span, ",", RULE, reason);
    Ok(if small { edit.alternatives([".,"]) } else { edit.alternatives(["."]) })
}

/// Does the text use two dots as an ellipsis, with the sentence going on after them?
fn dots_elsewhere(document: &Document<'_>) -> bool {
    let text = document.text();
    memmem::find_iter(text.as_bytes(), "..").any(|at| {
        let tail = text[at + 2..].trim_start_matches(' ');
        !text[..at].ends_with('.')
            && text[at + 2..].starts_with(|c: char| c == ' ' || c.is_alphabetic())
            && tail.starts_with(char::is_lowercase)
    })
}
