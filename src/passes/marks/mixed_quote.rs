//! Marks written twice, and pairs of two styles.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend};
use crate::document::Document;
use crate::proposals::Proposals;

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Mixed, "mixed-quote", reason, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "The mark is doubled, or not of the kind that closes this quotation",
        _ => "The mark is doubled, or not of the kind that opens this quotation",
    }
}
