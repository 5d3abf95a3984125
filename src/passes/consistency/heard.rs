//! `name-variant` where more than a letter differs: a word that begins like a known name of this text, and keeps the sounds that
//! another script would keep of it (Quillborne, Quilporn), stands where the text goes on about that name.

use super::likeness::{is_regular, one_slip};
use super::name_variant::stands_as_place;
use super::neighbours::{Neighbours, compare};
use super::pinyin::is_pinyin;
use crate::dictionary::Kind;
use crate::dictionary::route::skeleton;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::proposals::Proposals;
use crate::survey::{Form, Shape};

const RULE: &str = "name-variant";

/// Letters that both have at the head at least, and where the sounds are not the same.
const HEAD: usize = 3;
const LONG_HEAD: usize = 5;

/// Letters that a word has at least.
const SHORTEST: usize = 6;

/// Sounds that are left of a name at least.
const SOUNDS: usize = 3;

/// Verbs of saying, before which a surname stands alone.
const SAYING: &[&str] = &["said", "says", "told", "added", "explained", "wrote", "noted", "stated", "admitted", "claimed"];

/// Looks at each capitalised word that no list knows, and at surnames that nobody in the text bears.
pub(super) fn heard(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let known = Known::of(document);
    if known.names.is_empty() {
        return;
    }
    let people = known.names.iter().any(|(kind, _)| *kind == Kind::Person);
    let text = document.text().as_bytes();
    let begins = |f: &&Form| is_fit(f) && known.may_have(&text[f.first.range()]);
    let unknown = survey.odd_forms().map(|(_, f)| f).filter(begins).filter(|f| !f.class.is_known());
    // A known name is repaired only into somebody's, and for certain only where it is somebody who speaks.
    let wants = out.wants_suggestions();
    let told = move |f: &&Form| wants || says(document, f);
    let bare = |f: &&Form| f.count <= 2 && f.class.name && !f.class.is_word();
    let capital = people.then(|| survey.capital_forms()).into_iter().flatten();
    let bare = capital.map(|(_, f)| f).filter(bare).filter(begins).filter(told);
    for form in unknown.chain(bare) {
        let mine = document.slice(form.first);
        let mut others = known.names.iter().filter(|theirs| may_be(mine, document.slice(theirs.1)));
        let Some(&(kind, right)) = others.next() else { continue };
        if others.any(|other| document.slice(other.1) != document.slice(right)) {
            continue;
        }
        let Some(right) = survey.find(document.slice(right)).filter(|f| f.first != form.first) else { continue };
        if let Some(tier) = decide(document, form, right, kind) {
            propose(document, form, right, tier, out);
        }
    }
}

/// The known brands, works and surnames of a text: a bit for each beginning, since most words begin as none of them does.
struct Known {
    begin: [u64; 64],
    names: Vec<(Kind, Span)>,
}

impl Known {
    fn of(document: &Document<'_>) -> Known {
        let mut known = Known { begin: [0; 64], names: Vec::new() };
        for name in document.names().iter().filter(|m| m.is_right()) {
            let (kind, span) = (name.kind(), name.span());
            let parted = || memchr::memrchr2(b' ', b'-', document.slice(span).as_bytes());
            let last = match kind {
                Kind::Person => parted().map(|at| Span::new(span.start() + at + 1, span.end())),
                Kind::Company | Kind::Product | Kind::Work if parted().is_none() => Some(span),
                _ => None,
            };
            let Some(last) = last else { continue };
            let beginning = document.slice(last);
            if beginning.len() >= SHORTEST && beginning.starts_with(char::is_uppercase) {
                let (at, bit) = place(beginning.as_bytes());
                known.begin[at] |= bit;
                known.names.push((kind, last));
            }
        }
        known
    }

    /// May one of them begin as `word` does?
    fn may_have(&self, word: &[u8]) -> bool {
        let (at, bit) = place(word);
        self.begin[at] & bit != 0
    }
}

/// Which bit the first three bytes of a word have.
fn place(word: &[u8]) -> (usize, u64) {
    let head = word.first_chunk().map_or(0, |&[a, b, c]: &[u8; HEAD]| u32::from_le_bytes([a, b, c, 0]));
    let hash = head.wrapping_mul(0x9e37_79b1) >> 20;
    (hash as usize / 64, 1 << (hash % 64))
}

fn is_fit(form: &Form) -> bool {
    form.shape == Shape::Capitalised && form.first.len() >= SHORTEST
}

fn may_be(mine: &str, theirs: &str) -> bool {
    let head = mine.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
    head >= HEAD
        && mine.len().abs_diff(theirs.len()) <= 3
        && (head >= LONG_HEAD && mine.chars().last() == theirs.chars().last() && mine.len().min(theirs.len()) >= 8
            || skeleton(mine).len() >= SOUNDS && skeleton(mine) == skeleton(theirs))
        && !one_slip(mine, theirs)
        && !is_regular(mine, theirs)
        && !(is_pinyin(mine) && is_pinyin(theirs))
}

fn decide(document: &Document<'_>, form: &Form, right: &Form, kind: Kind) -> Option<Tier> {
    let neighbours = compare(document, form, right);
    let (mine, theirs) = (document.slice(form.first), document.slice(right.first));
    let same = skeleton(mine) == skeleton(theirs);
    match kind {
        Kind::Person if neighbours != Neighbours::Introduced || is_introduced_later(form, right) => None,
        // Somebody else would have been introduced, too.
        Kind::Person => {
            let head = mine.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
            let sure =
                if form.class.is_known() { head > LONG_HEAD && says(document, form) } else { same || says(document, form) };
            Some(if sure { Tier::Fix } else { Tier::Suggest })
        }
        Kind::Company | Kind::Product | Kind::Work => {
            let other = form.class.is_known() || neighbours == Neighbours::Different || stands_as_place(document, form);
            let head = mine.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
            let tier = if head >= LONG_HEAD || skeleton(mine).len() > SOUNDS { Tier::Fix } else { Tier::Suggest };
            (same && !other).then_some(tier)
        }
        // Places have forms of other languages, and adjectives that no list has.
        _ => None,
    }
}

/// A surname stands alone behind the full name.
fn is_introduced_later(form: &Form, right: &Form) -> bool {
    form.first.start() < right.first.start()
}

/// Does the word stand before a verb of saying?
fn says(document: &Document<'_>, form: &Form) -> bool {
    let rest = document.text().get(form.first.end() + 1..).unwrap_or_default();
    SAYING.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|r| !r.starts_with(char::is_alphanumeric)))
}

fn propose(document: &Document<'_>, form: &Form, right: &Form, tier: Tier, out: &mut Proposals) {
    let theirs = document.slice(right.first);
    let survey = document.survey();
    for (_, word) in survey.places(form) {
        let mine = document.word(word);
        let why =
            format!("“{theirs}” stands in this text, and “{mine}”, which nothing else in it explains, begins and sounds like it");
        out.push(Edit::new(tier, word.span(), theirs, RULE, Reason::new(why).witness(right.first)));
    }
}
