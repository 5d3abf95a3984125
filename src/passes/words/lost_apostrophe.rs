//! `isnt` → `isn't`; `Australias interests` → `Australia's interests`; `the countrys gratitude` → `the country's gratitude`.

use super::super::seams::grammar;
use crate::document::Document;
use crate::edit::{Edit, Reason, Tier, touches};
use crate::lexicon;
use crate::passes::marks::around::in_english;
use crate::proposals::Proposals;
use crate::survey::{Form, Shape, Verdict, Word};

const RULE: &str = "lost-apostrophe";

/// Contractions that are nothing else without their apostrophe: letters, and where it stands.
#[rustfmt::skip]
const CONTRACTIONS: &[(&str, usize)] = &[
    ("isnt", 3), ("arent", 4), ("wasnt", 4), ("werent", 5), ("doesnt", 5), ("didnt", 4), ("dont", 3), ("havent", 5), ("hasnt", 4),
    ("hadnt", 4), ("wouldnt", 6), ("couldnt", 6), ("shouldnt", 7), ("mustnt", 5), ("neednt", 5), ("aint", 3), ("youre", 3),
    ("theyre", 4), ("youve", 3), ("theyve", 4), ("weve", 2), ("youll", 3), ("theyll", 4), ("itll", 2), ("thats", 4),
    ("theres", 5), ("whos", 3), ("oclock", 1),
];

/// Those that the lists of words have.
const KNOWN: &[(&str, usize)] = &[("wont", 3), ("cant", 3), ("whats", 4), ("heres", 4), ("wheres", 5), ("shes", 3)];

/// Those that are words too; a verb must follow and a pronoun stand before.
const WORDS: &[&str] = &["wont", "cant"];

/// They are plurals too, but not before a noun.
const WEEKDAYS: &[&str] = &["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/// Words after which a name in `s` is a plural: the Clintons, two Koreas.
const COUNTING: &[&str] =
    &["the", "The", "two", "three", "four", "five", "both", "many", "several", "other", "all", "these", "those", "some", "few"];

/// Looks at the words that no list knows.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let marks = survey.marks();
    let others = marks.count('’') + marks.count('\'');
    // What is but suggested: names, and contractions in a text without apostrophes.
    let all = out.wants_suggestions();
    let contractions = all || others > 1;
    // Forms worth a look at each of their places, with the byte at which the apostrophe goes.
    let mut wanted: Vec<(usize, usize, Kind)> = Vec::new();
    for (word, at) in KNOWN.iter().filter(|(word, _)| all || contractions && !WORDS.contains(word)) {
        wanted.extend(survey.find_id(word).map(|id| (id, *at, Kind::Contraction)));
    }
    for day in WEEKDAYS.iter().filter(|_| all) {
        wanted.extend(survey.find_id(day).map(|id| (id, day.len() - 1, Kind::Name)));
    }
    let ending = |form: &Form| document.text().as_bytes()[form.first.end() - 1];
    for (id, form) in survey.unsettled(Verdict::Whole) {
        if !matches!(ending(form), b's' | b't' | b'e' | b'l' | b'k') {
            survey.settle(id, Verdict::Whole);
            continue;
        }
        let found = contracted(document, form).or_else(|| genitive(document, form));
        if found.is_none() && owner(document.slice(form.first), form).is_none() {
            survey.settle(id, Verdict::Whole);
        }
        let found = found.filter(|(_, kind)| match kind {
            Kind::Contraction => contractions,
            Kind::Name => all,
            Kind::Noun => true,
        });
        wanted.extend(found.map(|(at, kind)| (id, at, kind)));
    }
    if wanted.is_empty() {
        return;
    }
    // Of a form that is wanted twice over, the first says what it is.
    let of = |&(id, at, kind)| survey.places(survey.form_at(id)).map(move |(index, word)| (index, word, at, kind));
    let mut places: Vec<(usize, Word, usize, Kind)> = wanted.iter().flat_map(of).collect();
    places.sort_by_key(|(index, ..)| *index);
    places.dedup_by_key(|(index, ..)| *index);
    for (index, word, at, kind) in places {
        let tier = match kind {
            Kind::Contraction => contraction(document, index),
            Kind::Name => name(document, index),
            Kind::Noun => noun(document, index),
        };
        let joined = |c: Option<char>| matches!(c, Some('\'' | '’' | '-' | '.' | '@' | '_' | '/'));
        let (before, after) = (document.before(word.span().start()), document.after(word.span().end()));
        let of_name = matches!(before, Some('\'' | '’')) && kind == Kind::Name;
        if joined(before) && !of_name || joined(after) && after != Some('.') || !in_english(document, index) {
            out.left(RULE, word.span(), || "it is part of something longer, or the words around it are not English");
            continue;
        }
        let Some(tier) = tier else {
            out.left(RULE, word.span(), || match kind {
                Kind::Contraction => "it is also a word of its own, and stands as one here",
                _ => "no noun that it could own follows, or it is counted: it is a plural",
            });
            continue;
        };
        if kind == Kind::Contraction && document.habits().chat().is_some() {
            out.left(RULE, word.span(), || "the text is a chat, where people write so");
            continue;
        }
        let (head, tail) = document.word(word).split_at(at);
        let closed = [head, mark(document), tail].concat();
        let what = match kind {
            Kind::Contraction => "a contraction",
            _ => "a genitive",
        };
        let reason = Reason::new(format!("“{}” is {what} without its apostrophe: “{closed}”", document.word(word)));
        let edit = Edit::new(tier, word.span(), closed, RULE, reason);
        // Who writes apostrophes elsewhere has lost this one; a text without any may be a chat.
        let lost = kind == Kind::Contraction && !WORDS.contains(&&*document.word(word).to_ascii_lowercase()) && others > 1;
        out.push(match lost {
            true => edit.raised(format_args!("the text has {others} apostrophes elsewhere")),
            false => edit,
        });
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Contraction,
    Name,
    Noun,
}

fn contracted(document: &Document<'_>, form: &Form) -> Option<(usize, Kind)> {
    let word = document.slice(form.first);
    let raised = form.shape == Shape::Capitalised;
    if word.len() > 8 || !raised && form.shape != Shape::Lower {
        return None;
    }
    // Capitals make a name of one of them (Theres), and "Dont" stands in other languages.
    let (_, at) =
        CONTRACTIONS.iter().find(|(c, _)| c.eq_ignore_ascii_case(word) && !(raised && ["theres", "dont"].contains(c)))?;
    Some((*at, Kind::Contraction))
}

/// Is the form, which no list knows, a name or a noun with the `s` of a genitive?
fn genitive(document: &Document<'_>, form: &Form) -> Option<(usize, Kind)> {
    let (stem, kind) = owner(document.slice(form.first), form)?;
    // Of a word that is no name for certain the text has to show that it is one.
    let repeated = || document.survey().find(stem).is_some_and(|f| f.count > 1);
    let known = kind == Kind::Noun || lexicon::class(stem).name || document.dictionary().right(stem).is_some() || repeated();
    (known && !touches(document.protected(), form.first)).then_some((stem.len(), kind))
}

/// The stem of a form that may be the genitive of a name or a noun in some text.
fn owner<'w>(word: &'w str, form: &Form) -> Option<(&'w str, Kind)> {
    let stem = word.strip_suffix('s').filter(|s| s.len() >= 4 && !s.ends_with('s') && s.is_ascii())?;
    if form.class.is_known() {
        return None;
    }
    match form.shape {
        // "countrys": a word in consonant and y has its plural in "ies".
        Shape::Lower => {
            let y = stem.ends_with('y') && !stem[..stem.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u']);
            (y && lexicon::class(stem).is_usual()).then_some((stem, Kind::Noun))
        }
        Shape::Capitalised | Shape::Mixed => {
            // Belarusians, Islamists, Londoners: peoples have plurals.
            let people = ["an", "ist", "er", "ese", "ite", "ic"].iter().any(|end| stem.ends_with(end));
            (!people && !lexicon::class(stem).is_usual()).then_some((stem, Kind::Name))
        }
        _ => None,
    }
}

/// The apostrophe this text uses.
fn mark(document: &Document<'_>) -> &'static str {
    let marks = document.survey().marks();
    if marks.count('’') > marks.count('\'') { "’" } else { "'" }
}

fn contraction(document: &Document<'_>, index: usize) -> Option<Tier> {
    let words = document.survey().words();
    let lower = document.word(words[index]).to_ascii_lowercase();
    let before = index.checked_sub(1).map_or("", |i| document.word(words[i]));
    if WORDS.contains(&&*lower) {
        let next = words.get(index + 1).map_or("", |w| document.word(*w));
        let subject = grammar::is_pronoun(&before.to_lowercase()) || ["there", "this", "that"].contains(&before);
        return (subject && next != "to").then_some(Tier::Suggest);
    }
    Some(Tier::Suggest)
}

/// A name in `s` before the noun it owns.
fn name(document: &Document<'_>, index: usize) -> Option<Tier> {
    let words = document.survey().words();
    let (word, next) = (words[index], words.get(index + 1)?);
    if index.checked_sub(1).is_some_and(|i| COUNTING.contains(&document.word(words[i]))) {
        return None;
    }
    let gap = &document.text()[word.span().end()..next.span().start()];
    let form = document.survey().form(*next);
    let owned = document.word(*next);
    let noun = match form.shape {
        Shape::Lower => form.class.is_usual() && !grammar::is_small(owned),
        Shape::Capitalised => true,
        _ => false,
    };
    let stem = &document.word(word)[..word.span().len() - 1];
    // The bare name stands in the text too: what is written with an s here is no other name.
    let bare = document.survey().find(stem).is_some();
    (gap == " " && noun && (bare || form.shape == Shape::Lower)).then_some(Tier::Suggest)
}

/// `countrys` and the like: before a noun the genitive, else perhaps a plural.
fn noun(document: &Document<'_>, index: usize) -> Option<Tier> {
    let words = document.survey().words();
    let next = words.get(index + 1)?;
    let before = index.checked_sub(1).map_or("", |i| document.word(words[i]));
    let owned = document.word(*next);
    let gap = &document.text()[words[index].span().end()..next.span().start()];
    let form = document.survey().form(*next);
    let one = ["the", "this", "that", "a", "an", "his", "her", "its", "their", "our", "my", "your", "each", "every"];
    let all = index >= 2 && document.word(words[index - 2]) == "all";
    let singular = !all && (one.contains(&before) || index >= 2 && one.contains(&document.word(words[index - 2])));
    (gap == " " && form.shape == Shape::Lower && form.class.is_usual() && !grammar::is_small(owned)).then_some(if singular {
        Tier::Fix
    } else {
        Tier::Suggest
    })
}
