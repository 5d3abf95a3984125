//! What the noun behind an article says against a trade of “a” for “an”: a plural has neither, and a word that lost its first letter
//! has the right one already.

use crate::document::Document;
use crate::lexicon::{self, Commonness};
use crate::passes::marks::around::is_plain_word;
use crate::passes::seams::grammar::is_small;
use crate::passes::seams::verbs::is_third_person;
use crate::survey::Shape;

/// Plurals without an `s`.
const IRREGULAR: &[&str] = &["children", "men", "women", "people", "feet", "teeth", "mice"];

/// Words that end as plurals do and have an article.
const SINGULAR: &[&str] = &[
    "news",
    "series",
    "means",
    "species",
    "headquarters",
    "crossroads",
    "barracks",
    "works",
    "corps",
    "innings",
    "overseas",
    "lens",
    "alias",
    "shambles",
    "gallows",
    "sometimes",
    "always",
    "perhaps",
    "besides",
    "upwards",
    "afterwards",
    "towards",
    "canvas",
    "chaos",
    "indoors",
    "outdoors",
];

/// Nouns of which “of” says what they are a part or a number of.
const PARTITIVE: &[&str] =
    &["part", "pair", "kind", "piece", "range", "form", "year", "number", "group", "list", "cup", "bit", "lot"];

/// Is word `index`, which an article stands before, a plural, and no attribute of the next word (“a sports club”)?
pub(super) fn is_plural(document: &Document<'_>, index: usize) -> bool {
    let survey = document.survey();
    let word = survey.words()[index];
    if survey.form(word).shape != Shape::Lower || !has_plural_form(document.word(word)) {
        return false;
    }
    let Some(&next) = survey.words().get(index + 1) else { return true };
    let behind = document.word(next);
    let joined = matches!(&document.text()[word.span().end()..next.span().start()], " " | "-" | "’ " | "' ");
    let noun = is_plain_word(document, next) && !is_small(behind) && !is_third_person(behind) && !behind.ends_with("ly");
    !(joined && (noun || survey.form(next).shape != Shape::Lower))
}

fn has_plural_form(word: &str) -> bool {
    let usual = |stem: &str| lexicon::class(stem).is_usual();
    if IRREGULAR.contains(&word) {
        return true;
    }
    if word.len() < 5 || ["ss", "us", "is", "ics"].iter().any(|end| word.ends_with(end)) || SINGULAR.contains(&word) {
        return false;
    }
    match word.strip_suffix("ies") {
        Some(stem) => usual(&format!("{stem}y")),
        None => word.strip_suffix('s').is_some_and(usual) || word.strip_suffix("es").is_some_and(usual),
    }
}

/// The noun that word `index` is without its first letter, if “a” and the word behind speak for that: “a act that”, “a art of”.
pub(super) fn beheaded(document: &Document<'_>, index: usize) -> Option<String> {
    let survey = document.survey();
    let [word, next] = survey.words().get(index..index + 2)? else { return None };
    let (word, onward) = (document.word(*word), document.word(*next));
    if !matches!(onward, "that" | "of") {
        return None;
    }
    let most = lexicon::class(word).commonness;
    let mut whole = "bcdfghjklmnpqrstvwxyz".chars().map(|c| format!("{c}{word}"));
    let fits = |noun: &String| match onward {
        "of" => PARTITIVE.contains(&noun.as_str()),
        _ => lexicon::class(noun).commonness >= most.max(Commonness::Common),
    };
    whole.find(fits)
}
