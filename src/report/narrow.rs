//! An outcome of which only a part is asked for.

use crate::outcome::{Finding, Outcome};

impl Outcome {
    /// The same with only the findings in which one of `rules` took part; its text is `source` with the changes left.
    #[must_use]
    pub fn narrowed(mut self, source: &str, rules: &[String]) -> Outcome {
        let asked = |f: &Finding| f.parts.iter().any(|part| rules.iter().any(|rule| rule == part.rule));
        self.changes.retain(asked);
        self.suggestions.retain(asked);
        self.notes.retain(asked);
        self.text.clear();
        let mut at = 0;
        for change in &self.changes {
            self.text.push_str(&source[at..change.source.start()]);
            self.text.push_str(change.replacement.as_deref().unwrap_or_default());
            at = change.source.end();
        }
        self.text.push_str(&source[at..]);
        self
    }
}
