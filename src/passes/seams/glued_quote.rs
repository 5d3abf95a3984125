//! Quotation marks glued to the word outside.

use crate::document::Document;
use crate::passes::marks::quotes::solve::Role;
use crate::passes::marks::quotes::{Fault, Mend, beside};
use crate::proposals::Proposals;

const RULE: &str = "glued-quote";

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Glued, RULE, reason, out);
    beside::leave_glued(document, RULE, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "The space before the opening mark is lost",
        _ => "The space after the closing mark is lost",
    }
}
