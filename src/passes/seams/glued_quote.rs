//! Quotation marks glued to the word outside.

use crate::document::Document;
use crate::edit::Edit;
use crate::passes::marks::quotes::solve::Role;
use crate::passes::marks::quotes::{Fault, Mend};

pub(super) fn run(document: &Document<'_>, out: &mut Vec<Edit>) {
    document.quotes().edits(Fault::Glued, "glued-quote", reason, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "The space before the opening mark is lost",
        _ => "The space after the closing mark is lost",
    }
}
