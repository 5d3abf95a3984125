//! Quotations that end nowhere: a note, since the text does not say where. The likely place is the note's place, and what would
//! stand there its alternative: a dash or the end of a sentence before the next quotation, or else the end of the paragraph.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

const RULE: &str = "unclosed-quote";

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    for &(open, next) in &document.quotes().unclosed {
        let Some(line) = document.survey().paragraph_at(open.start()) else { continue };
        let next = next.filter(|n| n.start() < line.end());
        // The paragraph that begins with the mark may be the last that is shown of a long statement.
        if next.is_none() && open.start() == line.start() && line.end() == document.text().trim_end().len() {
            continue;
        }
        let body = Span::new(open.end(), next.map_or(line.end(), |n| n.start()));
        let (what, place) = match next {
            Some(_) => ("before the next one opens", likely_end(document, body)),
            None => ("in its paragraph", Some((body.end(), "with the paragraph"))),
        };
        let reason = |place: Option<&str>| match place {
            Some(place) => {
                format!("The quotation that opens with {} is not closed {what}; it may end {place}", document.slice(open))
            }
            None => format!("The quotation that opens with {} is not closed {what}", document.slice(open)),
        };
        let edit = match place {
            Some((end, place)) => {
                let last = last_word(document, Span::new(open.end(), end));
                let closed = [document.slice(last), closing(document, open)].concat();
                Edit::note(last, RULE, Reason::new(reason(Some(place))).witness(open)).alternatives([closed])
            }
            None => Edit::note(open, RULE, Reason::new(reason(None))),
        };
        out.push(edit);
    }
    for &open in &document.quotes().running {
        out.left(RULE, open, || "the quotation runs on, as one of several paragraphs does");
    }
}

/// The mark that would close what `open` opens.
fn closing(document: &Document<'_>, open: Span) -> &'static str {
    match document.slice(open) {
        "\"" => "\"",
        _ => "”",
    }
}

/// Where the first dash begins or the first sentence ends in `body`, and what to call it.
fn likely_end(document: &Document<'_>, body: Span) -> Option<(usize, &'static str)> {
    let text = document.slice(body);
    let dashes = [" – ", " — ", " - "].into_iter().filter_map(|mark| Some((text.find(mark)?, "before the dash")));
    let stops = [". ", "! ", "? "].into_iter().filter_map(|mark| Some((text.find(mark)? + 1, "with the sentence")));
    dashes.chain(stops).min().map(|(at, what)| (body.start() + at, what))
}

/// The last word of `body` with the marks behind it.
fn last_word(document: &Document<'_>, body: Span) -> Span {
    let text = document.slice(body).trim_end();
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Span::new(body.start() + start, body.start() + text.len())
}
