//! `misspelled-name`, of names that went through Chinese, Arabic, Russian, Japanese or Korean script and came back by ear: the sounds
//! that such a script keeps are those of somebody who is known for the country, company or body that the text speaks of.
//!
//! It is a suggestion always: two people may sound alike, in another script more than in Latin letters.

use crate::dictionary::near::{bare, is_same_unaccented};
use crate::dictionary::route::{Person, same_consonants, skeleton, vowels};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, touches};
use crate::lexicon::{self, Commonness};
use crate::passes::consistency::likeness::one_slip;
use crate::passes::consistency::pinyin::is_pinyin;
use crate::proposals::Proposals;
use crate::survey::{Form, Shape, Verdict, Word};

const RULE: &str = "misspelled-name";

/// Names have at most so many words.
const MOST: usize = 4;

/// Sounds that have to be left of a name: with an odd word in it, and where all its words are odd or a title leads it.
const SOUNDS: usize = 5;
const FEWEST: usize = 4;

/// How near to a Chinese name the text has to name what it is known for, in bytes: Chinese has few syllables.
const NEAR: usize = 80;

/// Offices, behind which the name of somebody stands who is known for their country.
const OFFICES: &[&str] = &["President", "Minister", "Premier", "Chancellor", "Leader", "Ayatollah"];

/// Forms of address: no part of a name.
const HONORIFICS: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lady", "Lord", "Prof", "Professor", "Saint", "St"];

/// Small words inside names.
const PARTICLES: &[&str] = &["al", "el", "bin", "ibn", "de", "da", "dos", "van", "von", "der", "ul", "ur"];

/// A name that stands for somebody's.
struct Found<'d> {
    span: Span,
    person: &'d Person,
    /// What the person is known for.
    of: &'d str,
    why: &'static str,
    witness: Span,
}

/// Looks at each capitalised run that has a word which no list knows, or an office before it.
pub(super) fn by_route(document: &Document<'_>, out: &mut Proposals) {
    if !out.wants_suggestions() {
        return;
    }
    let survey = document.survey();
    let offices: Vec<usize> = OFFICES.iter().filter_map(|o| survey.find_id(o)).collect();
    let odd = survey.odd_forms().any(|(id, f)| is_odd(f) && !survey.is_settled(id, Verdict::Unrouted));
    if !odd && offices.is_empty() {
        return;
    }
    let words = survey.words();
    let mut from = 0;
    let mut found: Vec<Found<'_>> = Vec::new();
    for index in survey.capitals() {
        if index < from {
            continue;
        }
        let word = words[index];
        let office = offices.contains(&word.form());
        let told = office || odd && is_odd(survey.form(word)) && may_stand(document, word);
        if !told {
            continue;
        }
        let first = if office { index + 1 } else { start(document, index, from) };
        let end = end(document, if office { first } else { index });
        from = end.max(index + 1);
        if end > first {
            found.extend(judge(document, first, end));
        }
    }
    for f in &found {
        out.push(edit(document, f, f.span, &f.person.name));
        follow(document, f, out);
    }
}

fn is_odd(form: &Form) -> bool {
    !form.class.is_known() && form.shape == Shape::Capitalised && form.first.len() > 3
}

/// May the word, which no list knows, stand in such a name? Most may not, and then it is not asked again.
fn may_stand(document: &Document<'_>, word: Word) -> bool {
    let survey = document.survey();
    if survey.is_settled(word.form(), Verdict::Unrouted) {
        return false;
    }
    if survey.is_settled(word.form(), Verdict::Routed) {
        return true;
    }
    let written = document.word(word);
    let may = document.dictionary().is_route_word(written);
    survey.settle(word.form(), if may { Verdict::Routed } else { Verdict::Unrouted });
    may
}

fn is_address(word: &str) -> bool {
    OFFICES.contains(&word) || HONORIFICS.contains(&word)
}

fn is_capital(document: &Document<'_>, word: Word) -> bool {
    matches!(document.survey().form(word).shape, Shape::Capitalised | Shape::Mixed)
}

/// What stands between two words of a name?
fn joined(document: &Document<'_>, left: Word, right: Word) -> bool {
    matches!(document.text().get(left.span().end()..right.span().start()), Some(" " | "-"))
}

/// The index of the first word of the run that the word `index` stands in, not before `least`.
fn start(document: &Document<'_>, mut index: usize, least: usize) -> usize {
    let words = document.survey().words();
    while index > least && joined(document, words[index - 1], words[index]) && is_capital(document, words[index - 1]) {
        index -= 1;
    }
    index
}

/// The index past the run that begins with the word `index`.
fn end(document: &Document<'_>, index: usize) -> usize {
    let words = document.survey().words();
    let mut end = index;
    while let Some(word) = words.get(end) {
        let particle = PARTICLES.contains(&document.word(*word)) && words.get(end + 1).is_some_and(|w| is_capital(document, *w));
        let fit = end == index || joined(document, words[end - 1], *word);
        if !fit || !(is_capital(document, *word) || particle && end > index) {
            break;
        }
        end += 1;
    }
    end
}

/// Whose name stands in the run of the words `first..end`, if somebody's does.
fn judge<'d>(document: &'d Document<'_>, first: usize, end: usize) -> Option<Found<'d>> {
    let survey = document.survey();
    let words = &survey.words()[first..end];
    let office = |at: usize| at.checked_sub(1).is_some_and(|i| OFFICES.contains(&document.word(survey.words()[i])));
    // Title and nationality stand before a name, and are words.
    let lead = words.iter().take_while(|w| survey.form(**w).class.is_usual()).count();
    let odd = words.iter().position(|w| is_odd(survey.form(*w)));
    let (all, near) = (lead..words.len(), odd.map(|at| [at.saturating_sub(1)..at + 1, at..at + 2]));
    let mut tried = 0..0;
    for range in [0..words.len(), all].into_iter().chain(near.into_iter().flatten()) {
        if range == tried || range.end > words.len() || !(2..=MOST).contains(&range.len()) {
            continue;
        }
        tried = range.clone();
        let own = &words[range.clone()];
        let span = Span::new(own[0].span().start(), own[own.len() - 1].span().end());
        let led = office(first + range.start);
        let odd = own.iter().filter(|w| is_odd(survey.form(**w))).count();
        let dead = own.iter().any(|w| is_odd(survey.form(*w)) && !may_stand(document, *w));
        // Without an odd word it is the whole run, and names only.
        let known = || led && range.len() == words.len() && own.iter().all(|w| survey.form(*w).class.name);
        if odd == 0 && !known() || dead && !led || own.iter().any(|w| is_address(document.word(*w))) || is_taken(document, span) {
            continue;
        }
        let mine = document.slice(span);
        let left = skeleton(mine);
        let enough = if odd == own.len() || led { FEWEST } else { SOUNDS };
        if !dead
            && left.len() >= enough
            && let Some(found) = whose(document, span, mine, &left)
        {
            return Some(found);
        }
        if odd > 0
            && led
            && range.end == words.len()
            && let Some(found) = holder(document, first + range.start, span, mine, &left)
        {
            return Some(found);
        }
    }
    None
}

/// Whose name has the same sounds, if the text speaks of what they are known for and of nobody else with them.
fn whose<'d>(document: &'d Document<'_>, span: Span, mine: &str, left: &str) -> Option<Found<'d>> {
    let mut found: Option<Found<'_>> = None;
    for (person, known_for) in document.dictionary().by_route(left) {
        if is_written_so(mine, person) {
            return None;
        }
        if !is_like(mine, person) {
            continue;
        }
        let Some(witness) = known_for.iter().find_map(|w| stands(document, w, mine, span, person)) else { continue };
        match &found {
            Some(other) if other.person.name != person.name => return None,
            _ => {
                let of = known_for.first().map_or("", String::as_str);
                found = Some(Found { span, person, of, why: "has the same sounds when another script is gone through", witness });
            }
        }
    }
    found
}

/// Whose name is one sound off, where the office and its country stand before it: `Vietnamese Prime Minister Wan Minsang`.
fn holder<'d>(document: &'d Document<'_>, first: usize, span: Span, mine: &str, left: &str) -> Option<Found<'d>> {
    let words = document.survey().words();
    let parts = |name: &str| name.split([' ', '-']).count();
    // The office may have two words.
    let countries = (2..=3).filter_map(|back| first.checked_sub(back)).map(|at| words[at]).filter(|w| is_capital(document, *w));
    for country in countries {
        let near = |p: &Person| {
            let close = |name: &str| {
                let theirs = skeleton(name);
                parts(name) == parts(mine) && theirs.len() >= SOUNDS && (one_slip(left, &theirs) || theirs == left)
            };
            !is_written_so(mine, p) && (close(&p.name) || !p.reading.is_empty() && close(&p.reading))
        };
        let mut fit = document.dictionary().known_for(document.word(country)).into_iter().filter(|(p, _)| near(p));
        if let (Some((person, known_for)), None) = (fit.next(), fit.next()) {
            let of = known_for.first().map_or("", String::as_str);
            let why = "is one sound off, and the office stands before it";
            return Some(Found { span, person, of, why, witness: country.span() });
        }
    }
    None
}

/// Where `word`, which a person is known for, stands in the text: anywhere, and near the name where both are Chinese.
fn stands(document: &Document<'_>, word: &str, mine: &str, span: Span, person: &Person) -> Option<Span> {
    let syllables = |name: &str| name.split([' ', '-']).all(is_pinyin);
    if syllables(mine) && (syllables(&person.name) || !person.reading.is_empty()) {
        let text = document.text();
        let (floor, ceiling) = (span.start().saturating_sub(NEAR), span.end() + NEAR);
        let border = |from: usize| (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let (floor, ceiling) = (border(floor), border(ceiling.min(text.len())));
        let at = text[floor..ceiling].find(word)? + floor;
        return Some(Span::new(at, at + word.len()));
    }
    match word.contains([' ', '.', '\'']) {
        true => document.text().find(word).map(|at| Span::new(at, at + word.len())),
        false => document.survey().find(word).map(|f| f.first),
    }
}

/// Beyond the consonants: are the words as long, each for itself, and does each begin as the other does? Where characters are
/// read in another way, names lose their order and their breaks; then they are only as long as a whole.
fn is_like(mine: &str, person: &Person) -> bool {
    let words = |s: &str| s.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (words(mine), words(&person.name));
    let is_chinese = |words: &[String]| words.iter().all(|w| is_pinyin(w));
    if !person.reading.is_empty() || is_chinese(&ours) && is_chinese(&theirs) || ours.len() != theirs.len() {
        let reading = if person.reading.is_empty() { &person.name } else { &person.reading };
        return vowels(mine).abs_diff(vowels(reading)) <= 1 || vowels(mine).abs_diff(vowels(&person.name)) <= 1;
    }
    ours.iter().zip(&theirs).all(|(a, b)| {
        let begins = |w: &str| w.chars().flat_map(char::to_lowercase).map(bare).next().unwrap_or_default();
        let open = |w: &str| "aeiouy".contains(begins(w));
        // Two consonants may have got a vowel before them: Embape.
        let led = open(a) && a.chars().nth(1) == Some(begins(b));
        skeleton(a) == skeleton(b) && (open(a) == open(b) || led) && vowels(a).abs_diff(vowels(b)) <= 1
    })
}

/// Is it the name itself, or another way to write it in Latin letters?
fn is_written_so(mine: &str, person: &Person) -> bool {
    let same = is_same_unaccented(mine, &person.name) || same_consonants(mine, &person.name);
    same || mine.split([' ', '-']).all(|w| person.name.split([' ', '-']).any(|r| is_same_unaccented(w, r)))
}

/// Do the dictionaries know the name, or another with it in it, or has an edit no business there?
fn is_taken(document: &Document<'_>, span: Span) -> bool {
    let names = document.names();
    let from = names.partition_point(|m| m.span().end() <= span.start());
    names.get(from).is_some_and(|m| m.span().overlaps(span)) || touches(document.protected(), span)
}

fn edit(document: &Document<'_>, found: &Found<'_>, span: Span, right: &str) -> Edit {
    let name = &found.person.name;
    let reason = Reason::new(format!("“{}” may be “{name}” ({}): it {}", document.slice(found.span), found.of, found.why));
    let entry = document.dictionary().right(name).map(|e| e.place());
    let reason = entry.into_iter().fold(reason, Reason::entry).witness(found.witness);
    Edit::suggest(span, right, RULE, reason)
}

/// Is it a word that the sentence may have for its own sake?
fn is_common(document: &Document<'_>, word: &str) -> bool {
    lexicon::class(word).commonness == Commonness::Core || document.survey().find(&word.to_lowercase()).is_some()
}

/// The surname alone, wherever it stands by itself.
fn follow(document: &Document<'_>, found: &Found<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let last = |name: &str| name.rsplit([' ', '-']).next().map(str::to_owned);
    let (Some(mine), Some(right)) = (last(document.slice(found.span)), last(&found.person.name)) else { return };
    let Some(form) = survey.find_id(&mine) else { return };
    if skeleton(&mine) != skeleton(&right) || is_same_unaccented(&mine, &right) || is_common(document, &mine) {
        return;
    }
    let words = survey.words();
    for index in survey.capitals().filter(|&i| words[i].form() == form) {
        let span = words[index].span();
        let beside = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|w| {
                let gap =
                    if w.span().end() <= span.start() { w.span().end()..span.start() } else { span.end()..w.span().start() };
                document.text().get(gap) == Some(" ") && is_capital(document, *w) && !survey.form(*w).class.is_usual()
            })
        };
        if !beside(index.checked_sub(1)) && !beside(Some(index + 1)) && !is_taken(document, span) {
            out.push(edit(document, found, span, &right));
        }
    }
}
