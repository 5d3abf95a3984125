//! Quotation marks that point the wrong way.

use super::quotes::solve::Role;
use super::quotes::{Fault, Mend};
use crate::document::Document;
use crate::proposals::Proposals;

const RULE: &str = "reversed-quote";

pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    document.quotes().edits(Fault::Reversed, RULE, reason, out);
    if let Some((first, count)) = document.quotes().sound {
        out.left(RULE, first, || match count {
            1 => "the one double mark of the text may stand as it does".to_owned(),
            _ => format!("the {count} double marks of the text, of which this is the first, pair as they stand"),
        });
    }
}

fn reason(mend: &Mend) -> &'static str {
    match mend.role {
        Role::Open => "A closing mark stands where the quotation begins",
        _ => "An opening mark stands where the quotation ends",
    }
}
