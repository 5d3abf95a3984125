//! Guillemets, low and corner marks.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend};
use crate::document::Document;
use crate::proposals::Proposals;

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Foreign, "foreign-quote", reason, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "A quotation mark of another language opens this quotation",
        _ => "A quotation mark of another language closes this quotation",
    }
}
