//! `misspelled-name`, of names that nobody typed wrong forms for: one word of a known name is spelled by ear.
//!
//! The rest of the name has to stand as the dictionaries have it, and the odd word must be known to no list: other people
//! have names too (Tim Cooke is not Tim Cook). A coined name of one word is only looked for by its sound, and
//! believed where the text speaks of business.

use super::ear::{Ear, judge};
use crate::dictionary::near::{numbered, pattern, sounded};
use crate::dictionary::{Entry, Kind};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::passes::consistency::likeness::one_slip;
use crate::passes::marks::around::word_before;
use crate::proposals::Proposals;
use crate::survey::{Form, Shape, Verdict, Word};

/// Shorter words differ by one letter too easily.
const SHORTEST: usize = 4;

/// Forms of address, after which a surname stands alone.
const TITLES: &[&str] =
    &["Mr", "Mrs", "Ms", "Dr", "Sir", "Professor", "President", "Minister", "Chancellor", "Senator", "Governor"];

/// What shows that a text speaks of business.
const BUSINESS: &[&str] = &[
    "company",
    "companies",
    "Company",
    "firm",
    "shares",
    "Shares",
    "startup",
    "start-up",
    "app",
    "application",
    "users",
    "Users",
    "customers",
    "investors",
    "Investors",
    "CEO",
    "platform",
    "chip",
    "chips",
    "software",
    "smartphone",
    "phone",
    "phones",
    "brand",
    "maker",
    "shareholders",
    "airline",
    "airlines",
    "bank",
    "sales",
    "products",
    "profit",
    "quarter",
];

/// A name with one word spelled by ear.
struct Found<'d> {
    /// The whole name as it stands.
    span: Span,
    /// The word in it.
    word: Span,
    entry: &'d Entry,
    /// What the word should be.
    right: &'d str,
    tier: Tier,
    witness: Option<Span>,
}

/// Looks at each capitalised word that no list knows, and that is like a word of some name.
pub(super) fn near_names(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let mut places: Vec<(usize, Word)> = Vec::new();
    for (id, form) in survey.unsettled(Verdict::Unlike) {
        if !is_odd(form) || !is_alike(document, id, form) {
            survey.settle(id, Verdict::Unlike);
        } else {
            places.extend(survey.places(form));
        }
    }
    places.sort_unstable_by_key(|(index, _)| *index);
    // The full names in order of place, and each surname once: a name may stand a thousand times.
    let mut full: Vec<Span> = Vec::new();
    let mut surnames: Vec<(usize, Found<'_>)> = Vec::new();
    for (index, word) in places {
        let Some(found) = near_name(document, index, word) else { continue };
        out.push(edit(document, &found));
        if found.tier == Tier::Fix && found.entry.kind == Kind::Person && found.word.end() == found.span.end() {
            full.push(found.span);
            if surnames.iter().all(|(form, _)| *form != word.form()) {
                surnames.push((word.form(), found));
            }
        }
    }
    for (form, found) in surnames {
        for (index, word) in survey.places(survey.form_at(form)) {
            let at = full.partition_point(|f| f.end() < word.span().end());
            if full.get(at).is_some_and(|f| f.contains(word.span())) || !stands_alone(document, index) {
                continue;
            }
            let reason =
                Reason::new(format!("the surname of “{}”, which stands in this text too", found.entry.right)).witness(found.span);
            out.push(Edit::fix(word.span(), found.right, "misspelled-name", reason.entry(found.entry.place())));
        }
    }
}

/// The name that the word at `index` is an odd part of.
fn near_name<'d>(document: &'d Document<'_>, index: usize, word: Word) -> Option<Found<'d>> {
    let survey = document.survey();
    let unheard = survey.is_settled(word.form(), Verdict::Unheard);
    let beside = beside(document, index);
    if unheard && beside == (false, false) || is_taken(document, word.span()) {
        return None;
    }
    let found = find(document, index, beside);
    if found.is_some() || unheard {
        return found;
    }
    let (_, heard) = document.dictionary().near(&sounded(document.word(word)), document.word(word));
    if heard.is_empty() {
        survey.settle(word.form(), Verdict::Unheard);
    }
    coined(document, index, &heard)
}

/// May the form be like a word of some name? Most are not, and then they are not asked again.
fn is_alike(document: &Document<'_>, id: usize, form: &Form) -> bool {
    let survey = document.survey();
    if survey.is_settled(id, Verdict::Alike) {
        return true;
    }
    let alike = document.dictionary().is_near_slip(document.slice(form.first));
    if alike {
        survey.settle(id, Verdict::Alike);
    }
    alike
}

/// `misspelled-name` of names that end with a number: the letters before it are nearly those of the only name with that number
/// (Covdi-19).
pub(super) fn numbered_names(document: &Document<'_>, out: &mut Proposals) {
    let (survey, text) = (document.survey(), document.text());
    let fit = |f: &Form| {
        matches!(f.shape, Shape::Capitalised | Shape::Upper) && !f.class.is_known() && (4..=8).contains(&f.first.len())
    };
    for at in survey.signs_of([b'-']).filter(|at| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)) {
        let Some(form) = word_before(document, at).map(|w| survey.form(w)).filter(|f| f.first.end() == at && fit(f)) else {
            continue;
        };
        let rest = &text[at + 1..];
        let number = &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())];
        let mine = document.slice(form.first);
        if rest[number.len()..].starts_with(char::is_alphabetic) {
            continue;
        }
        let (_, candidates) = document.dictionary().near(&numbered(number), mine);
        let [(entry, _)] = candidates[..] else { continue };
        let Some(letters) = entry.right.split('-').next() else { continue };
        if !is_nearly(&mine.to_lowercase(), &letters.to_lowercase()) || is_taken(document, form.first) {
            continue;
        }
        let right = if form.shape == Shape::Upper { letters.to_uppercase() } else { capitalised(letters) };
        let (right, tail) = (format!("{right}-{number}"), format!("-{number}"));
        let numbered = survey.places(form).map(|(_, w)| w.span()).filter(|s| text[s.end()..].starts_with(&tail));
        for span in numbered.map(|s| Span::new(s.start(), s.end() + tail.len())) {
            let reason = Reason::new(format!("“{}” is the only name with this number that begins so", entry.right));
            out.push(Edit::fix(span, &*right, "misspelled-name", reason.entry(entry.place())));
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars().flat_map(char::to_lowercase);
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Are they one slip apart, or made of nearly the same letters behind the same three?
fn is_nearly(mine: &str, right: &str) -> bool {
    let head = mine.bytes().zip(right.bytes()).take_while(|(a, b)| a == b).count();
    let sorted = |s: &str| {
        let mut letters: Vec<char> = s.chars().collect();
        letters.sort_unstable();
        letters
    };
    one_slip(mine, right) || head >= 3 && mine.len().abs_diff(right.len()) <= 1 || sorted(mine) == sorted(right)
}

fn is_odd(form: &Form) -> bool {
    !form.class.is_known() && matches!(form.shape, Shape::Capitalised | Shape::Mixed) && form.first.len() >= SHORTEST
}

/// Is the word part of a form that the dictionaries know already?
fn is_taken(document: &Document<'_>, span: Span) -> bool {
    let names = document.names();
    let from = names.partition_point(|m| m.span().end() <= span.start());
    names.get(from).is_some_and(|m| m.span().overlaps(span)) || touches(document.protected(), span)
}

/// Whether the words on either side stand in some name; most do not, and then there is no more to ask.
fn beside(document: &Document<'_>, index: usize) -> (bool, bool) {
    let survey = document.survey();
    let beside = |at: Option<usize>| {
        let (at, own) = (at?, survey.words()[index].span());
        let (span, form) = survey.words().get(at).map(|w| (w.span(), survey.form(*w)))?;
        let gap = if at < index { span.end()..own.start() } else { own.end()..span.start() };
        let fit =
            gap.len() == 1 && document.text().as_bytes()[gap.start] == b' ' && (form.shape != Shape::Lower || span.len() <= 3);
        (fit && form.is_near_word()).then_some(())
    };
    let hyphened = |at: Option<usize>| at.is_some_and(|at| document.before(survey.words()[at].span().start()) == Some('-'));
    let last = index.checked_sub(1);
    (beside(last).is_some() || hyphened(last), beside(Some(index + 1)).is_some())
}

/// A name of more words, told whether those beside stand in some.
fn find<'d>(document: &'d Document<'_>, index: usize, (before, after): (bool, bool)) -> Option<Found<'d>> {
    // Longer names first, then the given name, then the surname.
    let windows = [(2, 0, before), (1, 1, before && after), (0, 2, after), (1, 0, before), (0, 1, after)];
    for (before, after, _) in windows.into_iter().filter(|(.., fit)| *fit) {
        let Some(from) = index.checked_sub(before) else { continue };
        if !may_be_name(document, from, index, index + after) {
            continue;
        }
        let Some((span, words, place)) = whole(document, from, index, index + after) else { continue };
        let parts: Vec<&str> = words.iter().map(String::as_str).collect();
        let known = |(i, word): (usize, &&str)| i == place || document.dictionary().is_near_word(word);
        if parts.len() < 2 || !parts.iter().enumerate().all(known) {
            continue;
        }
        let mine = document.word(document.survey().words()[index]);
        let (shared, candidates) = document.dictionary().near(&pattern(&parts, place), mine);
        let name = Ear { mine, others: &parts, place, shared };
        if let Some((entry, right, tier)) = judge(&name, &candidates) {
            let word = document.survey().words()[index].span();
            return Some(Found { span, word, entry, right, tier, witness: None });
        }
    }
    None
}

/// May the words from `from` to `to` be those of some name, word `index` aside? What a hyphen joins is one word of it.
fn may_be_name(document: &Document<'_>, from: usize, index: usize, to: usize) -> bool {
    let survey = document.survey();
    let Some(words) = survey.words().get(from..=to) else { return false };
    let span = Span::new(words[0].span().start(), words[words.len() - 1].span().end());
    let text = document.slice(span);
    // What is told of a name by its letters alone is told of one whose words stand a space apart.
    if !text.is_ascii() || text.contains('-') {
        let known = |(number, word): (usize, &Word)| from + number == index || survey.form(*word).is_near_word();
        return words.iter().enumerate().all(known) || text.contains('-');
    }
    let own = words[index - from].span();
    let before = &document.text().as_bytes()[span.start()..own.start()];
    let after = &document.text().as_bytes()[own.end()..span.end()];
    let words = words.iter().zip(from..).filter(|(_, at)| *at != index);
    words.map(|(word, _)| survey.form(*word)).all(Form::is_near_word)
        && document.dictionary().may_be_near(before, after, index - from, document.slice(own))
}

/// The words from `from` to `to`, in small letters and joined where a hyphen joins them, if they stand as one name does; and
/// which of them is the word `index`.
fn whole(document: &Document<'_>, from: usize, index: usize, to: usize) -> Option<(Span, Vec<String>, usize)> {
    let words = document.survey().words().get(from..=to)?;
    let span = Span::new(words.first()?.span().start(), words.last()?.span().end());
    let hyphen = |c: Option<char>| c.is_some_and(|c| "-‑@#_/".contains(c));
    let capital = document.after(span.start()).is_some_and(char::is_uppercase);
    if !capital || hyphen(document.before(span.start())) || hyphen(document.after(span.end())) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut place = 0;
    let mut end = span.start();
    for (number, word) in words.iter().enumerate() {
        let own = from + number == index;
        let folded = document.word(*word).to_lowercase();
        match (&document.text()[end..word.span().start()], parts.last_mut()) {
            ("-", Some(part)) if !own && from + number != index + 1 => *part = format!("{part}-{folded}"),
            (" ", Some(_)) | ("", None) => parts.push(folded),
            _ => return None,
        }
        if own {
            place = parts.len() - 1;
        }
        end = word.span().end();
    }
    Some((span, parts, place))
}

/// A coined name of one word.
fn coined<'d>(document: &Document<'_>, index: usize, candidates: &[(&'d Entry, usize)]) -> Option<Found<'d>> {
    if candidates.is_empty() {
        return None;
    }
    let span = document.survey().words()[index].span();
    let mine = document.slice(span);
    whole(document, index, index, index)?;
    let neighbour =
        |i: Option<usize>| i.is_some_and(|i| document.survey().words().get(i).is_some_and(|w| is_name_part(document, *w, span)));
    if neighbour(index.checked_sub(1)) || neighbour(Some(index + 1)) {
        return None;
    }
    let (entry, right, tier) = judge(&Ear { mine, others: &[], place: 0, shared: candidates.len() }, candidates)?;
    let witness = BUSINESS.iter().find_map(|w| document.survey().find(w)).map(|f| f.first);
    let tier = if witness.is_some() { tier } else { Tier::Suggest };
    Some(Found { span, word: span, entry, right, tier, witness })
}

/// Is the word next to `span` another part of somebody's name?
fn is_name_part(document: &Document<'_>, word: Word, span: Span) -> bool {
    let between =
        if word.span().end() <= span.start() { word.span().end()..span.start() } else { span.end()..word.span().start() };
    let form = document.survey().form(word);
    &document.text()[between] == " " && form.shape == Shape::Capitalised && !form.class.is_usual()
}

fn edit(document: &Document<'_>, found: &Found<'_>) -> Edit {
    let text = document.text();
    let new = [&text[found.span.start()..found.word.start()], found.right, &text[found.word.end()..found.span.end()]].concat();
    let stands = document.slice(found.span);
    let reason =
        Reason::new(format!("“{stands}” is the name “{}”, spelled by ear", found.entry.right)).entry(found.entry.place());
    let reason = found.witness.into_iter().fold(reason, Reason::witness);
    Edit::new(found.tier, found.span, new, "misspelled-name", reason)
}

/// Is the surname at word `index` there without a given name that could make it somebody else's?
fn stands_alone(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let Some(before) = index.checked_sub(1).map(|i| words[i]) else { return true };
    let between = &document.text()[before.span().end()..words[index].span().start()];
    let capital = document.word(before).starts_with(char::is_uppercase);
    between != " " || !capital || TITLES.contains(&document.word(before))
}
