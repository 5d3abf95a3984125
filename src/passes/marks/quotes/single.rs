//! Single quotation marks. A single closing mark is an apostrophe too, so a mark alone says little: what is mended is a pair on
//! one line, its first mark standing like one that opens and its last like one that closes. `’word‘`, `‘word‘` and `’word’` are
//! turned, `‚word‘` and `‹word›` are of another language, `‘word'` is mixed, and `` `word' `` and `´word´` are typed with accents.

use crate::document::Document;
use crate::edit::{Span, Tier, touches};
use crate::lexicon;

use super::english::is_foreign_line;
use super::mend::{Fault, Mend};
use super::solve::Role;

/// How many bytes a quotation in single marks is long at most.
const REACH: usize = 400;

/// Words that begin with an apostrophe of their own.
const ELISIONS: [&str; 21] = [
    "n",
    "s",
    "t",
    "d",
    "em",
    "til",
    "till",
    "tis",
    "twas",
    "twere",
    "cause",
    "cos",
    "cuz",
    "bout",
    "round",
    "neath",
    "nuff",
    "fraid",
    "fore",
    "Ndrangheta",
    "Ndranghetista",
];

/// A single mark that stands like one of a quotation.
#[derive(Clone, Copy)]
struct Mark {
    span: Span,
    glyph: char,
    opens: bool,
    closes: bool,
    /// It closes, or is the apostrophe of a plural (`the workers’ money`).
    doubtful: bool,
}

/// The repairs of single marks.
pub(super) fn mends(document: &Document<'_>, out: &mut Vec<Mend>) {
    let marks = document.survey().marks();
    if !marks.any(&['‘', '’', '‚', '‹', '›', '`', '´']) {
        return;
    }
    let straight = marks.count('\'') > 0;
    let found: Vec<Mark> = document
        .survey()
        .signs_of([b'\'', b'`', 0xc2, 0xe2])
        .filter(|&at| straight || document.text().as_bytes()[at] != b'\'')
        .filter_map(|at| mark(document, at))
        .collect();
    if found.iter().all(|m| m.glyph == '\'') {
        return;
    }
    let mut open: Option<Mark> = None;
    // What was last found of a line: where it ends, and whether it reads as another language.
    let mut line = (0, false);
    for (i, &mark) in found.iter().enumerate() {
        let on = |o: &Mark| goes_on(document, o.span.end(), mark.span.start());
        match open.filter(on) {
            Some(first) if mark.closes && !(mark.doubtful && closes_later(document, mark, &found[i + 1..])) => {
                if mark.span.start() >= line.0 {
                    let end = document.survey().paragraph_at(mark.span.start()).map_or(0, Span::end);
                    line = (end, is_foreign_line(document, mark.span.start()));
                }
                if !line.1 {
                    pair(document, first, mark, out);
                }
                open = None;
            }
            _ if mark.opens => open = Some(mark),
            kept => open = kept,
        }
    }
}

/// The mark at `at`, if it stands like one of a quotation.
fn mark(document: &Document<'_>, at: usize) -> Option<Mark> {
    let glyph = document.after(at).filter(|c| matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‚' | '‹' | '›'))?;
    let span = Span::new(at, at + glyph.len_utf8());
    let (before, after) = (document.before(at), document.after(span.end()));
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '«' | '—' | '–'));
    let opens =
        free && after.is_some_and(char::is_alphanumeric) && !(matches!(glyph, '’' | '\'') && is_elision(document, span.end()));
    let word = before.is_some_and(char::is_alphanumeric);
    let closes = (word || before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…' | ')' | '%' | '”')))
        && after.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '"' | '—' | '–' | '-' | '/')
        });
    if !opens && !closes || touches(document.protected(), span) {
        return None;
    }
    let letter = word && at.checked_sub(2).is_some_and(|i| !document.text().as_bytes()[i].is_ascii_alphanumeric());
    let doubtful = matches!(glyph, '’' | '\'') && (letter || before == Some('s') && after == Some(' '));
    Some(Mark { span, glyph, opens, closes, doubtful })
}

/// `’90s`, `’til`: the apostrophe is the word's.
fn is_elision(document: &Document<'_>, at: usize) -> bool {
    let rest = &document.text()[at..];
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    word.starts_with(|c: char| c.is_ascii_digit()) || ELISIONS.iter().any(|e| e.eq_ignore_ascii_case(word))
}

/// Does the line go on from `start` to `end`, near enough for one quotation?
fn goes_on(document: &Document<'_>, start: usize, end: usize) -> bool {
    end - start <= REACH && !document.slice(Span::new(start, end)).contains('\n')
}

/// Does a surer closing mark follow before another one opens?
fn closes_later(document: &Document<'_>, from: Mark, rest: &[Mark]) -> bool {
    let near = rest.iter().take(6).take_while(|m| goes_on(document, from.span.end(), m.span.start()));
    near.take_while(|m| !m.opens).any(|m| m.closes && !m.doubtful)
}

/// What is to be done about the two marks of a quotation.
fn pair(document: &Document<'_>, first: Mark, last: Mark, out: &mut Vec<Mend>) {
    let marks = document.survey().marks();
    let sure = !last.doubtful;
    let (open, close) = match (first.glyph, last.glyph) {
        ('’', '‘') => (Some(Fault::Reversed), Some(Fault::Reversed)),
        ('‘', '‘') if ends_a_word(document, last) => (None, Some(Fault::Reversed)),
        ('’', '’') if sure => (Some(Fault::Reversed), None),
        ('‘', '\'') if sure => (None, Some(Fault::Mixed)),
        ('\'', '’') if sure => (Some(Fault::Mixed), None),
        ('‚', '‘' | '\'') => (Some(Fault::Foreign), Some(Fault::Foreign)),
        ('‚', '’') => (Some(Fault::Foreign), None),
        ('‹', '›') | ('›', '‹') => (Some(Fault::Foreign), Some(Fault::Foreign)),
        ('`', '\'' | '`' | '´') | ('´', '´') if sure => (Some(Fault::Mixed), Some(Fault::Mixed)),
        _ => return,
    };
    let typed = matches!(first.glyph, '`' | '´') && !marks.any(&['‘', '’', '“', '”']);
    let (opening, closing) = if typed { ("'", "'") } else { ("‘", "’") };
    for (mark, other, fault, role, right) in
        [(first, last, open, Role::Open, opening), (last, first, close, Role::Close, closing)]
    {
        if let Some(fault) = fault {
            let partner = Some(other.span);
            out.push(Mend {
                span: mark.span,
                replacement: right.to_owned(),
                fault,
                tier: Tier::Fix,
                role,
                partner,
                raised_by: None,
            });
        }
    }
}

/// Does the mark follow a word that is known, or the end of a sentence? In Arabic and Hawaiian names `‘` is a letter.
fn ends_a_word(document: &Document<'_>, mark: Mark) -> bool {
    let before = &document.text()[..mark.span.start()];
    let letters = before.chars().rev().take(32).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    letters == 0 || lexicon::class(&before[before.len() - letters..]).is_known()
}
