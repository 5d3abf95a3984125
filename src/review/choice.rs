//! What can be decided on findings, which of them are gone through, and how they are counted.

use std::collections::BTreeMap;

use super::decision::Verdict;
use crate::Tier;

/// What is decided on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What is proposed.
    Accept,
    /// The alternative of that number, from 0.
    Alternative(usize),
    /// Another text.
    Typed(String),
    /// Nothing is to change here.
    Reject,
    /// Nor anywhere where these words stand.
    NeverForm,
    /// Nor anywhere by this entry.
    NeverEntry,
}

impl Choice {
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Choice::Accept => Verdict::Accept,
            Choice::Alternative(_) => Verdict::Alternative,
            Choice::Typed(_) => Verdict::Typed,
            Choice::Reject => Verdict::Reject,
            Choice::NeverForm => Verdict::NeverForm,
            Choice::NeverEntry => Verdict::NeverEntry,
        }
    }

    /// Does it change the text?
    pub fn changes(&self) -> bool {
        self.verdict().changes()
    }
}

/// How far a decision on all of an entry reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The file of the finding.
    File,
    /// Every file.
    Everywhere,
}

/// Which findings are gone through. Empty fields ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this tier.
    pub tier: Option<Tier>,
    /// With this rule.
    pub rule: Option<&'static str>,
    /// Of the sheet of this number.
    pub sheet: Option<usize>,
    /// Of this entry (or, where there is none, these rules): see [`super::Queue::speaker`].
    pub speaker: Option<String>,
    /// Not decided yet.
    pub open: bool,
    /// With this in their texts, the words around, reasons or file names, in any case.
    pub search: String,
}

/// How far some findings are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Those that are to change the text.
    pub accepted: usize,
    /// Those that are not.
    pub rejected: usize,
    /// Those inside a longer change that is accepted.
    pub covered: usize,
}

impl Tally {
    /// Those that nobody decided on.
    pub fn open(&self) -> usize {
        self.all - self.accepted - self.rejected - self.covered
    }
}

/// How far the findings are, by what they are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All findings.
    pub all: Tally,
    /// By sheet.
    pub sheets: Vec<Tally>,
    /// By tier: note, suggest, fix.
    pub tiers: [Tally; 3],
    /// By rule.
    pub rules: BTreeMap<&'static str, Tally>,
}
