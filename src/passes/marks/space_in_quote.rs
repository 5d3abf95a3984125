//! Spaces on the inner side of a mark.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend};
use crate::document::Document;
use crate::proposals::Proposals;

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Spaced, "space-in-quote", reason, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "A space stands between the mark and the quotation it opens",
        _ => "A space stands between the quotation and the mark that closes it",
    }
}
