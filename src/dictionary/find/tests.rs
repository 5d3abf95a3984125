//! That no form is passed over, whatever stands around it and however it is written.

use std::collections::HashSet;

use super::*;
use crate::dictionary::Dictionary;
use crate::dictionary::compile::fold;

/// The forms that stand in a text, each with where it ends with its plural's “s”.
fn standing(dictionary: &Dictionary, text: &str) -> HashSet<(Span, usize)> {
    let survey = Survey::with(text, &mut dictionary.explaining_vocabulary());
    let searched = Searched { number: 0, layer: &dictionary.layers[0] };
    let mut found = HashSet::new();
    walk(searched, text, &survey, survey.beginnings(), &mut Vec::new(), |hits| {
        for hit in hits {
            let known = dictionary.layers[0].find(&fold(&text[hit.span.range()]));
            assert_eq!(known, Some(hit.form), "{:?} is no such form", &text[hit.span.range()]);
            found.insert((hit.span, hit.end));
        }
        0
    });
    found
}

/// Forms of the built-in dictionaries that begin with a letter or digit, one of so many.
fn forms(dictionary: &Dictionary, every: usize) -> Vec<&str> {
    let entries = dictionary.entries().filter(|e| e.find.is_none() && (e.kind != Kind::Term || e.plain));
    let all = entries.flat_map(|e| std::iter::once(&e.right).chain(&e.also).chain(&e.wrong));
    all.map(String::as_str).filter(|form| form.starts_with(char::is_alphanumeric)).step_by(every).collect()
}

/// Writes each form in its own way into a line; those that are not found there are given back.
fn missed(write: impl Fn(&str) -> String, before: &str, behind: &str, plural: usize) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let mut text = String::new();
    let mut wanted = Vec::new();
    for form in forms(&dictionary, 7) {
        let written = write(form);
        text.push_str(before);
        let span = Span::new(text.len(), text.len() + written.len());
        text.push_str(&written);
        text.push_str(behind);
        text.push('\n');
        let letters = form.ends_with(char::is_alphanumeric);
        wanted.extend((plural == 0 || letters).then_some((form, span, span.end() + plural)));
    }
    let found = standing(&dictionary, &text);
    let is_missed = |&(_, span, end): &(&str, Span, usize)| !found.contains(&(span, end));
    wanted.into_iter().filter(is_missed).map(|(form, ..)| form.to_owned()).collect()
}

#[test]
fn a_form_is_found_whatever_stands_around_it() {
    let none: &[&str] = &[];
    for (before, behind) in [
        ("", ""),
        ("", " said"),
        ("The ", ", and"),
        ("“", "”"),
        ("the “", "’s"),
        ("of the ", "."),
        ("of ", "-led"),
        ("a ", "\u{a0}b"),
    ] {
        assert_eq!(missed(str::to_owned, before, behind, 0), none, "{before}…{behind}");
    }
    assert_eq!(missed(str::to_owned, "The ", "s", 1), none);
    assert_eq!(missed(str::to_owned, "The ", "s are", 1), none);
}

#[test]
fn a_form_is_found_in_any_case_and_with_any_space() {
    let none: &[&str] = &[];
    // Letters of which another case is another letter stand aside.
    let recased = |form: &str, new: String| if fold(&new) == fold(form) { new } else { form.to_owned() };
    assert_eq!(missed(|f| recased(f, f.to_uppercase()), "a ", " b", 0), none);
    assert_eq!(missed(|f| recased(f, f.to_lowercase()), "A ", " B", 0), none);
    for space in ["  ", "\u{a0}", " \t", "\u{2009} "] {
        assert_eq!(missed(|f| f.replace(' ', space), "a ", " b", 0), none, "{space:?}");
    }
    assert_eq!(missed(|f| f.replace('\'', "’"), "a ", " b", 0), none);
}

#[test]
fn no_form_runs_over_the_end_of_a_line() {
    let dictionary = Dictionary::builtin();
    let broken: Vec<String> = forms(&dictionary, 7).iter().map(|f| f.replace(' ', "\n")).collect();
    let text = broken.join("\n");
    assert!(standing(&dictionary, &text).iter().all(|(span, _)| !text[span.range()].contains('\n')));
}

#[test]
fn a_form_that_is_always_left_alone_is_passed_over_and_explained() {
    let dictionary = Dictionary::builtin();
    let text = "He told us of the US and the WHO.";
    let named = |vocabulary: &mut crate::survey::Vocabulary<'_>| {
        let survey = Survey::with(text, vocabulary);
        let spans = dictionary.find(text, &survey, false).iter().map(|m| m.span()).collect::<Vec<_>>();
        (spans.iter().map(|s| &text[s.range()]).collect::<Vec<_>>(), dictionary.explain(text, &survey).len())
    };
    let (plain, explained) = (named(&mut dictionary.vocabulary()), named(&mut dictionary.explaining_vocabulary()));
    assert_eq!((&plain.0, &explained.0), (&vec!["US", "WHO"], &vec!["US", "WHO"]));
    assert!(plain.1 < explained.1);
}
