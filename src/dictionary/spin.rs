//! Spun forms: what a name or set term looks like after a text spinner put synonyms for its words.
//!
//! Compiled into the program and into its build script alike.

use std::collections::{HashMap, HashSet};

use super::compile::fold;
use super::entry::{Entry, Kind, Substitution};

/// A name has up to about so many spun forms; where its words have more synonyms, only the likeliest of each are put.
const FORMS: usize = 120;

/// Which words are put for which, folded; is the word put one that names have as well?
pub struct Spinner {
    put: HashMap<String, Vec<(String, bool)>>,
    /// Right forms: no spun form of another entry.
    taken: HashSet<String>,
}

impl Spinner {
    /// Of the substitutions and entries of a dictionary.
    pub fn of(substitutions: &[Substitution], entries: &[Entry]) -> Spinner {
        let mut put: HashMap<String, Vec<(String, bool)>> = HashMap::new();
        for s in substitutions {
            put.entry(fold(&s.right)).or_default().extend(s.wrong.iter().map(|w| (fold(w), s.loose)));
        }
        let taken = match put.is_empty() {
            true => HashSet::new(),
            false => entries.iter().filter(|e| !e.off).map(|e| fold(&e.right)).collect(),
        };
        Spinner { put, taken }
    }

    /// The folded spun forms of an entry, each with whether it counts only beside others: none for names of one word and typed
    /// terms.
    pub fn forms(&self, entry: &Entry) -> Vec<(String, bool)> {
        let by_rule = entry.kind != Kind::Term || entry.spun && entry.wrong.is_empty();
        let right = fold(&entry.right);
        let told = right.split(' ').filter(|w| !matches!(*w, "the" | "of" | "and" | "for")).count();
        if self.put.is_empty() || told < 2 || !by_rule || entry.off || entry.find.is_some() {
            return Vec::new();
        }
        let choices: Vec<Vec<(&str, bool)>> = right.split(' ').map(|word| self.choices(word, entry.kind)).collect();
        let likeliest = (2..=5).rev().find(|&n| choices.iter().map(|c| c.len().min(n)).product::<usize>() <= FORMS).unwrap_or(2);
        let mut forms = vec![(String::new(), false)];
        for words in &choices {
            let longer = |(form, loose): &(String, bool)| {
                let space = if form.is_empty() { "" } else { " " };
                let put = words.iter().take(likeliest);
                put.map(|(w, also)| (format!("{form}{space}{w}"), *loose || *also)).collect::<Vec<_>>()
            };
            forms = forms.iter().flat_map(longer).collect();
        }
        forms.retain(|(form, _)| !self.taken.contains(form) && !form.strip_suffix('s').is_some_and(|f| self.taken.contains(f)));
        forms
    }

    /// A word and what is put for it, the word first. A person’s name is put through the thesaurus where it is broken by it;
    /// else it would be another person’s.
    fn choices<'s>(&'s self, word: &'s str, kind: Kind) -> Vec<(&'s str, bool)> {
        let put = self.put.get(word).into_iter().flatten().map(|(w, loose)| (w.as_str(), *loose));
        std::iter::once((word, false)).chain(put.filter(|(w, _)| kind != Kind::Person || w.contains(' '))).collect()
    }
}
