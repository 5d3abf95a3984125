//! `name-variant`: a capitalised word that no list knows stands beside one that differs from it by one letter.
//!
//! The dictionary and the lexicon decide, never the majority: where the other spelling is known, this one is the slip.
//! Where neither is known, both stand, and the rarer is pointed at.

use super::likeness::{is_regular, is_sound, is_transliteration, one_slip};
use super::neighbours::{Neighbours, compare};
use super::pinyin::is_pinyin;
use super::rivals::rival;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon::{self, Commonness};
use crate::proposals::Proposals;
use crate::survey::{Form, Shape};

/// Shorter names differ by one letter too easily (Iran, Iraq).
const SHORTEST: usize = 5;

/// Rules whose repairs show that a name may be garbled too, even one that some list has.
const DAMAGE: &[&str] = &[
    "glued-words",
    "lost-comma",
    "glued-quote",
    "reversed-quote",
    "space-before-mark",
    "missing-space-after-mark",
    "doubled-word",
    "name-variant",
    "mojibake",
    "foreign-quote",
    "doubled-mark",
    "wrong-article",
];

/// Looks for pairs of spellings.
pub(super) fn name_variant(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    // Whether the dictionaries know one is asked of those few that have a likeness.
    let mut unknown: Vec<&Form> = Vec::with_capacity(32);
    unknown.extend(survey.odd_forms().map(|(_, f)| f).filter(|f| !f.class.is_known() && is_long(document, f)));
    let known: Vec<&Form> = if out.wants_suggestions() && document.was_repaired_by(DAMAGE) {
        let fit = |f: &Form| f.count == 1 && is_long(document, f) && f.class.name && !f.class.is_word();
        survey.forms().map(|(_, f)| f).filter(|f| fit(f)).collect()
    } else {
        Vec::new()
    };
    if unknown.is_empty() && known.is_empty() {
        return;
    }
    let asked: Vec<&Form> = unknown.iter().chain(&known).copied().collect();
    let alike = alike(document, &asked);
    let others = |number: usize| -> Vec<&Form> { alike.iter().filter(|(asked, _)| *asked == number).map(|(_, f)| *f).collect() };
    let mut wrong: Vec<(&Form, &Form, Tier)> = Vec::new();
    let mut told: Vec<usize> = alike.iter().map(|(number, _)| *number).collect();
    told.sort_unstable();
    told.dedup();
    for number in told {
        let (form, others) = (asked[number], others(number));
        let decided = match number < unknown.len() {
            true => (!is_known(document, form)).then(|| decide(document, form, &others)).flatten(),
            false => decide_known(document, form, &others),
        };
        wrong.extend(decided.map(|(right, tier)| (form, right, tier)));
    }
    wrong.retain(|(.., tier)| *tier == Tier::Fix || out.wants_suggestions());
    for (form, right, tier) in wrong {
        let other = (tier == Tier::Fix).then(|| rival(document.slice(form.first), document.slice(right.first))).flatten();
        let other = other.filter(|_| compare(document, form, right) != Neighbours::Shared);
        survey.places(form).for_each(|(_, word)| {
            let edit = edit(document, word.span(), right, tier);
            out.push(match &other {
                Some(other) => edit.lowered(format_args!("“{other}” is as near")).alternatives([other]),
                None => edit,
            });
        });
    }
}

/// The forms one slip away from those that are `asked` of, each with the number of that one. Two spellings of one name begin alike:
/// each form of the text is compared with those alone that begin with its first byte, and most begin as none does.
fn alike<'d>(document: &'d Document<'_>, asked: &[&Form]) -> Vec<(usize, &'d Form)> {
    const NONE: usize = usize::MAX;
    let (text, survey) = (document.text().as_bytes(), document.survey());
    let mut heads = [NONE; 256];
    let mut chain: Vec<(Signs, usize)> = Vec::with_capacity(asked.len());
    for (number, form) in asked.iter().enumerate() {
        let next = std::mem::replace(&mut heads[first_byte(document, form)], number);
        chain.push((Signs::of(&text[form.first.range()]), next));
    }
    // Where each form stands is gathered before anything hangs on it, so that the waits for memory overlap.
    let mut capital: Vec<(usize, Span)> = Vec::with_capacity(128);
    capital.extend(survey.capital_forms().map(|(id, form)| (id, form.first)));
    let mut alike = Vec::new();
    for (id, span) in capital {
        let mut at = heads[usize::from(text[span.start()])];
        if at == NONE || span.len() < SHORTEST {
            continue;
        }
        let signs = Signs::of(&text[span.range()]);
        while let Some(&(own, next)) = chain.get(at) {
            if own.may_be_alike(signs) && is_likeness(document, asked[at], survey.form_at(id)) {
                alike.push((at, survey.form_at(id)));
            }
            at = next;
        }
    }
    alike
}

/// Is one of them a slip of the other?
fn is_likeness(document: &Document<'_>, form: &Form, other: &Form) -> bool {
    let (mine, theirs) = (document.slice(form.first), document.slice(other.first));
    other.first != form.first
        && one_slip(mine, theirs)
        && is_long(document, other)
        && !is_regular(mine, theirs)
        && !(is_pinyin(mine) && is_pinyin(theirs))
}

/// What shows at once that two spellings are nothing alike: their length, their second and third byte, and their last two.
#[derive(Clone, Copy)]
struct Signs {
    length: u32,
    inner: [u8; 2],
    last: [u8; 2],
    ascii: bool,
}

impl Signs {
    /// Of a word of at least [`SHORTEST`] bytes.
    fn of(word: &[u8]) -> Self {
        let last = [word[word.len() - 2], word[word.len() - 1]];
        Signs { length: word.len() as u32, inner: [word[1], word[2]], last, ascii: word.is_ascii() }
    }

    /// One slip behind the first letter leaves the second and third letter as they were or, in a word of more than five, the
    /// last two.
    fn may_be_alike(self, other: Signs) -> bool {
        if !(self.ascii && other.ascii) {
            // A letter has up to four bytes.
            return self.length.abs_diff(other.length) <= 4 && (self.inner == other.inner || self.last[1] == other.last[1]);
        }
        let short = self.length == 5 && other.length == 5;
        let same_end = self.last[1] == other.last[1] && (short || self.last[0] == other.last[0]);
        self.length.abs_diff(other.length) <= 1 && (same_end || self.inner == other.inner)
    }
}

/// What a form that no list has is a slip of, and how sure that is.
fn decide<'d>(document: &'d Document<'_>, form: &Form, others: &[&'d Form]) -> Option<(&'d Form, Tier)> {
    let known: Vec<&Form> = others.iter().copied().filter(|o| is_known(document, o)).collect();
    let (mine, right) = match (known.as_slice(), others) {
        ([right], _) => (document.slice(form.first), *right),
        ([], [other]) if other.count > form.count => {
            let neighbours = compare(document, form, other);
            return (neighbours != Neighbours::Different).then_some((*other, Tier::Suggest));
        }
        _ => return None,
    };
    let theirs = document.slice(right.first);
    let neighbours = compare(document, form, right);
    let tripled = has_triple(mine);
    if neighbours == Neighbours::Different && !tripled && !right.class.is_usual() {
        return None;
    }
    let listed = document.dictionary().right(theirs).is_some();
    // Of a person's name two spellings may both be in use: a vowel, an h, a letter doubled.
    let common = right.class.commonness >= Commonness::Common && mine.len() >= 7;
    let settled = if right.class.name { listed && !right.class.is_word() || common } else { right.class.is_usual() || listed };
    let loose = is_transliteration(mine, theirs) && !settled || is_sound(mine, theirs);
    // A short one beside a common word may be a word of another language (Stade, State), one that comes back a name.
    let own = !right.class.name && !listed && (mine.len() <= 5 || form.count > 1) && neighbours != Neighbours::Shared;
    // “in Sindh”, “Mr Singh”: a place and a person.
    let apart = neighbours == Neighbours::Introduced && !right.class.is_usual() && stands_as_place(document, form);
    // Karolína, Karolínka: names of other languages have forms that no list has.
    let abroad = right.class.name && !listed && !theirs.is_ascii();
    let sure = tripled || !loose && !own && !apart && !abroad;
    Some((right, if sure { Tier::Fix } else { Tier::Suggest }))
}

/// No name has a letter three times in a row.
fn has_triple(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(3).any(|w| w[0] == w[1] && w[1] == w[2])
}

/// Does the form first stand where places do, and people do not: “in Darfur”, “southern Darfur”?
pub(super) fn stands_as_place(document: &Document<'_>, form: &Form) -> bool {
    const BEFORE: &[&str] = &[
        "in ",
        "near ",
        "across ",
        "throughout ",
        "southern ",
        "northern ",
        "eastern ",
        "western ",
        "central ",
        "around ",
        "outside ",
        "inside ",
    ];
    let before = &document.text()[..form.first.start()];
    BEFORE.iter().any(|b| before.ends_with(b))
}

/// A name of some list that stands once, beside another that the text introduces: the same given name, or none where the other
/// has one.
fn decide_known<'d>(document: &'d Document<'_>, form: &Form, others: &[&'d Form]) -> Option<(&'d Form, Tier)> {
    let [other] = others else { return None };
    if !other.class.name || touches(document.shields(), form.first) {
        return None;
    }
    let same = match compare(document, form, other) {
        Neighbours::Shared => true,
        Neighbours::Introduced => other.count >= 2,
        _ => false,
    };
    same.then_some((*other, Tier::Suggest))
}

fn is_fit(form: &Form) -> bool {
    form.shape == Shape::Capitalised && form.first.len() >= SHORTEST
}

fn is_long(document: &Document<'_>, form: &Form) -> bool {
    let written = document.slice(form.first);
    is_fit(form) && (written.is_ascii() || written.chars().count() >= SHORTEST)
}

fn first_byte(document: &Document<'_>, form: &Form) -> usize {
    usize::from(document.text().as_bytes()[form.first.start()])
}

/// Known to a list: a word, a name or its plural, or part of a right form that the dictionaries have here.
fn is_known(document: &Document<'_>, form: &Form) -> bool {
    let plural = || document.slice(form.first).strip_suffix('s').is_some_and(|stem| lexicon::class(stem).is_known());
    form.class.is_known()
        || plural()
        || touches(document.shields(), form.first)
        || form.is_in_dictionary() && document.dictionary().right(document.slice(form.first)).is_some()
}

fn edit(document: &Document<'_>, span: Span, right: &Form, tier: Tier) -> Edit {
    let (mine, theirs) = (document.slice(span), document.slice(right.first));
    let why = match tier {
        Tier::Fix => format!("“{theirs}”, a known word, stands in this text; “{mine}” is known to no list and one letter off"),
        _ => format!("“{theirs}” stands in this text, and “{mine}” is one letter off; both spellings may be in use"),
    };
    Edit::new(tier, span, theirs, "name-variant", Reason::new(why).witness(right.first))
}
