//! Spaces on the inner side of a mark.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend, beside};
use crate::document::Document;
use crate::proposals::Proposals;

const RULE: &str = "space-in-quote";

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Spaced, RULE, reason, out);
    beside::leave_spaced(document, RULE, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "A space stands between the mark and the quotation it opens",
        _ => "A space stands between the quotation and the mark that closes it",
    }
}
