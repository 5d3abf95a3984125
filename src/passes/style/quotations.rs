//! Sound quotations in the marks of a house. What is not closed on its line, or may be an apostrophe, stays as it is.

use super::house_style::RULE;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::profiles::{Quotes, Style};
use crate::proposals::Proposals;

/// Proposes the house's marks for the quotations of each line.
pub(super) fn run(document: &Document<'_>, style: &Style, out: &mut Proposals) {
    let marks = document.survey().marks();
    let (open, new) = match style.quotes {
        Quotes::Single => ('“', ['‘', '’']),
        Quotes::Double => ('‘', ['“', '”']),
    };
    if marks.count(open) == 0 {
        return;
    }
    for line in document.survey().paragraphs() {
        let text = document.slice(*line);
        let pairs = if style.quotes == Quotes::Single { doubles(text) } else { singles(text) };
        for (a, b) in pairs {
            for (at, mark) in [(a, new[0]), (b, new[1])] {
                let reason = Reason::new(format!("{} quote in {} marks", style.house, style.quotes.name()));
                let at = line.start() + at;
                out.push(Edit::restyle(Span::new(at, at + '“'.len_utf8()), mark, RULE, reason));
            }
            // A quotation inside takes the other marks.
            let inner = &text[a + '“'.len_utf8()..b];
            let inside = if style.quotes == Quotes::Single { singles(inner) } else { doubles(inner) };
            let other = if style.quotes == Quotes::Single { ['“', '”'] } else { ['‘', '’'] };
            for (at, mark) in inside.into_iter().flat_map(|(c, d)| [(c, other[0]), (d, other[1])]) {
                let at = line.start() + a + '“'.len_utf8() + at;
                let reason = Reason::new(format!("a quotation inside another takes {} marks", style.quotes.inner().name()));
                out.push(Edit::restyle(Span::new(at, at + '“'.len_utf8()), mark, RULE, reason));
            }
        }
    }
}

/// The `“…”` of a line, if all its double marks stand in such pairs.
fn doubles(line: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = None;
    for (at, c) in line.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '"' | '„' | '«' | '»')) {
        match (c, open.take()) {
            ('“', None) => open = Some(at),
            ('”', Some(from)) if !is_inside_singles(&line[..from]) => pairs.push((from, at)),
            ('”', Some(_)) => {}
            _ => return Vec::new(),
        }
    }
    if open.is_some() { Vec::new() } else { pairs }
}

/// Does a single quotation begin in `before` that does not end there?
fn is_inside_singles(before: &str) -> bool {
    let Some(open) = before.rfind('‘') else { return false };
    let rest = &before[open..];
    !rest.match_indices('’').any(|(i, _)| !rest[i + '’'.len_utf8()..].starts_with(char::is_alphanumeric))
}

/// The `‘…’` of a line that stand outside double marks and whose end can't be an apostrophe.
fn singles(line: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find('‘').map(|i| from + i) {
        let start = open + '‘'.len_utf8();
        let limit = line[start..].find('‘').map_or(line.len(), |i| start + i);
        from = limit;
        let before = line[..open].chars().next_back();
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“'));
        let quoted = line[..open].matches('“').count() > line[..open].matches('”').count();
        if !opens || quoted || line[start..limit].contains(['“', '”', '"']) {
            continue;
        }
        let ends: Vec<usize> = line[start..limit]
            .match_indices('’')
            .map(|(i, _)| start + i)
            .filter(|i| {
                !line[i + '’'.len_utf8()..].starts_with(char::is_alphanumeric) && !line[..*i].ends_with(char::is_whitespace)
            })
            .collect();
        let marked = ends.iter().copied().find(|i| line[..*i].ends_with([',', '.', '?', '!', '…']));
        let end = match ends.as_slice() {
            [one] => Some(*one),
            _ => marked,
        };
        pairs.extend(end.map(|end| (open, end)));
    }
    pairs
}
