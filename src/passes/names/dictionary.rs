//! `misspelled-name`, `translated-name`, `garbled-term`, `pattern`: what the dictionaries propose, as edits.

use crate::dictionary::Proposal;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

/// Names and terms.
pub(super) fn names(document: &Document<'_>, out: &mut Proposals) {
    out.extend(document.names().iter().filter_map(|m| m.repair().map(|p| edit(m.span(), p))));
}

/// Pattern entries.
pub(super) fn patterns(document: &Document<'_>, out: &mut Proposals) {
    let found = document.dictionary().find_patterns(document.text(), document.survey());
    out.extend(found.iter().map(|(span, p)| edit(*span, p)));
}

fn edit(span: Span, proposal: &Proposal) -> Edit {
    let mut reason = Reason::new(proposal.reason.clone()).entry(proposal.entry.clone());
    for &witness in &proposal.witnesses {
        reason = reason.witness(witness);
    }
    let edit = match &proposal.replacement {
        Some(new) => Edit::new(proposal.tier, span, new.clone(), proposal.rule, reason),
        None => Edit::note(span, proposal.rule, reason),
    };
    edit.alternatives(proposal.alternatives.iter().cloned())
}
