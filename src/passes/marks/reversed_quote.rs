//! Quotation marks that point the wrong way.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend};
use crate::document::Document;
use crate::edit::Edit;

pub(super) fn run(document: &Document<'_>, out: &mut Vec<Edit>) {
    document.quotes().edits(Fault::Reversed, "reversed-quote", reason, out);
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "A closing mark stands where the quotation begins",
        _ => "An opening mark stands where the quotation ends",
    }
}
