//! `misspelled-name`, `translated-name`, `spun-words`, `garbled-term`, `pattern`: what the dictionaries propose, as edits.

use crate::dictionary::{Judgement, Proposal};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon;
use crate::proposals::Proposals;

/// Names and terms.
pub(super) fn names(document: &Document<'_>, out: &mut Proposals) {
    out.extend(document.names().iter().filter_map(|m| m.repair().map(|p| edit(m.span(), p))));
    if out.explains() {
        explain(document, out);
    }
}

/// Pattern entries.
pub(super) fn patterns(document: &Document<'_>, out: &mut Proposals) {
    let least = if out.wants_suggestions() { Tier::Note } else { Tier::Fix };
    let found = document.dictionary().find_patterns(document.text(), document.survey(), least);
    out.extend(found.iter().map(|(span, p)| edit(*span, p)));
}

/// What entries say of their forms and matches where they repair nothing. The search itself drops that.
fn explain(document: &Document<'_>, out: &mut Proposals) {
    let all = document.dictionary().explain(document.text(), document.survey());
    for e in &all {
        let mut same = all.iter().filter(|o| o.span == e.span && o.entry == e.entry);
        let why = match &e.judgement {
            Judgement::Right if is_restyled(document.slice(e.span), e.right) => {
                "some houses write it so, and no style is imposed".to_owned()
            }
            Judgement::Right => continue,
            // A form may belong to its entry in two ways.
            Judgement::Leave(_) if same.any(|o| !matches!(o.judgement, Judgement::Leave(_))) => continue,
            Judgement::Leave(why) => why.to_string(),
            Judgement::Repair(proposal) => {
                let taken = document.names().iter().find(|m| m.span().overlaps(e.span));
                match taken.filter(|_| e.rule != "pattern") {
                    Some(m) if m.repair().is_some_and(|p| p.entry == proposal.entry) => continue,
                    Some(m) if m.is_right() => format!("“{}” is a name by itself", document.slice(m.span())),
                    Some(m) => format!("another entry has “{}”", document.slice(m.span())),
                    None if proposal.spun.needs_company() => "no other spun phrases stand in the text".to_owned(),
                    None => continue,
                }
            }
        };
        out.left(e.rule, e.span, || Reason::new(format!("as a form of “{}”: {why}", e.right)).entry(e.entry.clone()));
    }
}

/// `Nasa` for `NASA`: a form in other capitals that is right too, and no common word.
fn is_restyled(form: &str, right: &str) -> bool {
    form != right && form.starts_with(char::is_uppercase) && form.eq_ignore_ascii_case(right) && !lexicon::class(form).is_usual()
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
