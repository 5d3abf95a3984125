//! Quotations that end nowhere: a note, since the text does not say where.

use crate::document::Document;
use crate::edit::{Edit, Reason};

pub(super) fn run(document: &Document<'_>, out: &mut Vec<Edit>) {
    for &(open, next) in &document.quotes().unclosed {
        let reason = Reason::new("The quotation that opens here is not closed before the next one opens").witness(next);
        out.push(Edit::note(open, "unclosed-quote", reason));
    }
}
