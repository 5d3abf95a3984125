//! The passes: pure functions from the text they are shown to the edits they propose. A folder per pass, in it one
//! `.rs` and one `.md` a rule.

use crate::document::Document;
use crate::edit::Edit;

pub mod characters;
pub mod consistency;
pub mod marks;
pub mod names;
pub mod numbers;
pub mod repeats;
pub mod seams;
pub mod words;

/// One pass. It never writes, and the same document always gives the same edits.
pub trait Pass: Send + Sync {
    /// The name of its folder.
    fn name(&self) -> &'static str;

    /// What it proposes for `document`, in any order, overlapping or not; [`crate::edit::select`] decides.
    fn edits(&self, document: &Document<'_>) -> Vec<Edit>;
}

/// A rule proposes edits by looking at the document and pushing what it finds.
pub(crate) type RuleFn = fn(&Document<'_>, &mut Vec<Edit>);

/// A pass that is a list of rules.
struct Rules {
    name: &'static str,
    rules: &'static [RuleFn],
}

impl Pass for Rules {
    fn name(&self) -> &'static str {
        self.name
    }

    fn edits(&self, document: &Document<'_>) -> Vec<Edit> {
        let mut out = Vec::new();
        for rule in self.rules {
            rule(document, &mut out);
        }
        out
    }
}

/// Every pass, in stages: those of a stage are shown the same text, and each stage the text as those before left it. Letters
/// come before marks, marks before words.
pub fn stages() -> Vec<Vec<Box<dyn Pass>>> {
    let stages: [&[(&'static str, &'static [RuleFn])]; 3] = [
        &[("characters", characters::RULES)],
        &[("marks", marks::RULES)],
        &[
            ("seams", seams::RULES),
            ("repeats", repeats::RULES),
            ("words", words::RULES),
            ("numbers", numbers::RULES),
            ("names", names::RULES),
            ("consistency", consistency::RULES),
        ],
    ];
    let boxed = |&(name, rules): &(&'static str, &'static [RuleFn])| Box::new(Rules { name, rules }) as Box<dyn Pass>;
    stages.iter().map(|stage| stage.iter().map(boxed).collect()).collect()
}
