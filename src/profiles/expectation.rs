//! What a text may be expected to show: the language that it is said to come from or, else, those that its marks speak for.

use std::sync::LazyLock;

use super::{Profile, profiles};
use crate::document::Document;

/// How loud the traces of a language must speak.
const ENOUGH: usize = 4;

/// How often one trace is counted.
const MOST: usize = 4;

/// The characters of all traces, none of which is ASCII but the space: most texts have none of them.
fn traces() -> &'static [char] {
    static TRACES: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut all: Vec<char> =
            profiles().iter().flat_map(|p| &p.traces).flat_map(|t| t.chars()).filter(|c| *c != ' ').collect();
        all.sort_unstable();
        all.dedup();
        all
    });
    &TRACES
}

/// The languages that a text may come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expectation {
    languages: Vec<&'static Profile>,
    asked: bool,
}

impl Expectation {
    /// Of a text that is said to come from a language.
    pub fn of(language: &'static Profile) -> Self {
        Expectation { languages: vec![language], asked: true }
    }

    /// Of a text whose marks must speak for themselves.
    pub fn guess(document: &Document<'_>) -> Self {
        let marks = document.survey().marks();
        if marks.is_ascii() {
            return Expectation::default();
        }
        let speaks = |c: char| traces().binary_search(&c).is_ok();
        if !marks.beyond_ascii().any(|(c, _)| speaks(c)) {
            return Expectation::default();
        }
        let count = |trace: &str| {
            if trace.chars().any(|c| c != ' ' && marks.count(c) == 0) {
                return 0;
            }
            let often = memchr::memmem::find_iter(document.text().as_bytes(), trace).take(MOST).count();
            often * trace.chars().count()
        };
        let scores: Vec<usize> = profiles().iter().map(|p| p.traces.iter().map(|t| count(t)).sum()).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        if best < ENOUGH {
            return Expectation::default();
        }
        let languages = profiles().iter().zip(scores).filter(|(_, score)| *score == best).map(|(p, _)| p).collect();
        Expectation { languages, asked: false }
    }

    /// Was it said, not guessed?
    pub fn is_said(&self) -> bool {
        self.asked
    }

    /// Does anything speak for a language?
    pub fn is_any(&self) -> bool {
        !self.languages.is_empty()
    }

    /// Why a finding is the surer if every language that the text may come from does `habit`: “the text is said to come from
    /// German, which {habit}”.
    pub fn because(&self, habit: &str, does: impl Fn(&Profile) -> bool) -> Option<String> {
        let expected = !self.languages.is_empty() && self.languages.iter().all(|p| does(p));
        expected.then(|| match self.languages.as_slice() {
            [one] if self.asked => format!("the text is said to come from {}, which {habit}", one.language),
            [one] => format!("the text has marks of {}, which {habit}", one.language),
            [many @ .., last] => {
                let names: Vec<&str> = many.iter().take(3).map(|p| p.language.as_str()).collect();
                format!("the text has marks of {} or {}, each of which {habit}", names.join(", "), last.language)
            }
            [] => String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trace_shows_beyond_ascii() {
        let all = profiles().iter().flat_map(|p| &p.traces);
        assert!(all.clone().all(|t| t.trim() != "" && t.trim().chars().all(|c| !c.is_ascii())));
        assert!(all.count() > 20 && traces().len() > 10);
    }
}
