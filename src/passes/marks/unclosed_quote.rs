//! Quotations that end nowhere: a note, since the text does not say where. A dash or the end of a sentence before the next
//! quotation is named as the likely place.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

const RULE: &str = "unclosed-quote";

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    for &(open, next) in &document.quotes().unclosed {
        let reason = match likely_end(document, Span::new(open.end(), next.start())) {
            Some((place, what)) => {
                Reason::new(format!("The quotation that opens here is not closed before the next one opens; it may end {what}"))
                    .witness(place)
            }
            None => Reason::new("The quotation that opens here is not closed before the next one opens"),
        };
        out.push(Edit::note(open, RULE, reason.witness(next)));
    }
    for &open in &document.quotes().running {
        out.left(RULE, open, || "the quotation runs on, as one of several paragraphs does");
    }
}

/// The first dash or sentence end in `body`, and what to call it.
fn likely_end(document: &Document<'_>, body: Span) -> Option<(Span, &'static str)> {
    let text = document.slice(body);
    let ends = [(" – ", "before the dash"), (" — ", "before the dash"), (" - ", "before the dash")]
        .into_iter()
        .chain([". ", "! ", "? "].map(|stop| (stop, "with the sentence")));
    let (at, mark, what) = ends.filter_map(|(mark, what)| Some((text.find(mark)?, mark.trim(), what))).min()?;
    let start = body.start() + at + usize::from(what.starts_with("before"));
    Some((Span::new(start, start + mark.len()), what))
}
