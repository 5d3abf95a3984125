//! The passes: pure functions from the text they are shown to the edits they propose. A folder per pass, in it one
//! `.rs` and one `.md` a rule.

use crate::document::Document;
use crate::proposals::Proposals;

mod calendar;
pub mod characters;
pub mod consistency;
pub mod foreign;
mod list;
pub mod marks;
pub mod names;
pub mod numbers;
pub mod repeats;
pub mod seams;
pub mod style;
pub mod words;

/// One pass. It never writes, and the same document always gives the same edits.
pub trait Pass: Send + Sync {
    /// The name of its folder.
    fn name(&self) -> &'static str;

    /// Puts into `out` what it proposes for `document`, in any order, overlapping or not ([`crate::edit::select`] decides), and
    /// what it leaves alone.
    fn look(&self, document: &Document<'_>, out: &mut Proposals);
}

/// A rule looks at the document, pushes the edits it proposes, and says of the other places that have its kind of pattern why it
/// left them ([`Proposals::left`]).
pub(crate) type RuleFn = fn(&Document<'_>, &mut Proposals);

/// The passes that tell what is wrong from the words around it.
const ORDERED: &[&str] = &["marks", "seams", "repeats", "words"];

/// A pass that is a list of rules.
struct Rules {
    name: &'static str,
    rules: &'static [RuleFn],
}

impl Pass for Rules {
    fn name(&self) -> &'static str {
        self.name
    }

    fn look(&self, document: &Document<'_>, out: &mut Proposals) {
        let before = out.count();
        for rule in self.rules {
            rule(document, out);
        }
        if out.count() > before && ORDERED.contains(&self.name) && document.habits().scrambled() {
            out.withdraw(before, "the words of this text stand in no order that a sentence has, and nothing tells what it was");
        }
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
            ("foreign", foreign::RULES),
            ("style", style::RULES),
        ],
    ];
    let boxed = |&(name, rules): &(&'static str, &'static [RuleFn])| Box::new(Rules { name, rules }) as Box<dyn Pass>;
    stages.iter().map(|stage| stage.iter().map(boxed).collect()).collect()
}
