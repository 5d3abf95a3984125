//! Spun phrases vouch for one another: in a copy that went through a text spinner dozens of them stand together.
//!
//! A phrase that no English text has is certain by itself and weighs two; one that English may have too weighs one. What a phrase
//! deserves depends on the weight of the other spun phrases in the text.

use std::collections::BTreeMap;

use super::NameMatch;
use crate::edit::{Span, Tier};

/// How far a repair rests on the text having gone through a spinner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spun {
    /// Not at all.
    #[default]
    No,
    /// The form is one that only a spinner writes.
    Certain,
    /// A name whose spun form may be another name: suggested alone, a fix in company.
    Name,
    /// A phrase that is good English elsewhere: suggested in company, a fix in good company, else left alone.
    Phrase,
    /// A word that is so common that it is no evidence itself.
    Word,
}

/// What the other spun phrases must weigh for a name to be fixed and a phrase to be suggested, and for a phrase to be fixed.
const COMPANY: u32 = 2;
const GOOD_COMPANY: u32 = 5;

impl Spun {
    /// Is it nothing where no other spun phrase stands?
    pub fn needs_company(self) -> bool {
        matches!(self, Spun::Phrase | Spun::Word)
    }

    fn weight(self) -> u32 {
        match self {
            Spun::No | Spun::Word => 0,
            Spun::Certain => 2,
            Spun::Name | Spun::Phrase => 1,
        }
    }
}

/// Raises, keeps or drops what rests on spun phrases. `known`: the text was repaired of spun phrases already, so they are no
/// longer there to be seen.
pub(super) fn settle(text: &str, found: &mut Vec<NameMatch>, known: bool) {
    // For each right form, its weight and where it stands first.
    let mut seen: BTreeMap<String, (u32, Span)> = BTreeMap::new();
    for m in found.iter() {
        let Some(proposal) = m.repair().filter(|p| p.spun != Spun::No) else { continue };
        let right = proposal.replacement.as_deref().unwrap_or_default().to_lowercase();
        let entry = seen.entry(right).or_insert((0, m.span()));
        entry.0 = entry.0.max(proposal.spun.weight());
    }
    let total: u32 = seen.values().map(|(weight, _)| weight).sum();
    if seen.is_empty() {
        return;
    }
    found.retain_mut(|m| {
        let span = m.span;
        let Some(proposal) = m.repair.as_deref_mut().filter(|p| p.spun.needs_company() || p.spun == Spun::Name) else {
            return true;
        };
        let right = proposal.replacement.as_deref().unwrap_or_default().to_lowercase();
        let others = total - seen.get(&right).map_or(0, |(weight, _)| *weight);
        let witness = seen.values().filter(|(_, at)| *at != span).max_by_key(|(weight, _)| *weight).map(|(_, at)| *at);
        if proposal.spun.needs_company() {
            if others < COMPANY && !known {
                return false;
            }
            if others < GOOD_COMPANY {
                proposal.tier = proposal.tier.min(Tier::Suggest);
            }
        } else if others >= COMPANY && proposal.tier < Tier::Fix {
            proposal.tier = Tier::Fix;
            if let Some(other) = witness {
                proposal.reason.push_str(&format!("; raised to a fix: “{}” is spun too", &text[other.range()]));
            }
        }
        proposal.witnesses.extend(witness.filter(|_| others >= COMPANY && proposal.witnesses.is_empty()));
        true
    });
}
