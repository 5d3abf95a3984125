//! `name-variant` where more than a letter differs: a word that begins like a known name of this text, and keeps the sounds that
//! another script would keep of it (Quillborne, Quilporn), stands where the text goes on about that name.

use super::likeness::{is_regular, one_slip};
use super::name_variant::stands_as_place;
use super::neighbours::{Neighbours, compare};
use super::pinyin::is_pinyin;
use crate::dictionary::route::skeleton;
use crate::dictionary::{Kind, NameMatch};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
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
    let unknown = survey.odd_forms().map(|(_, f)| f).filter(|f| !f.class.is_known());
    let saying = SAYING.iter().any(|w| survey.find(w).is_some());
    let bare = survey.capital_forms().map(|(_, f)| f).filter(|f| saying && f.count <= 2 && f.class.name && !f.class.is_word());
    for form in unknown.chain(bare).filter(|f| is_fit(f)) {
        let mine = document.slice(form.first);
        let alike = |f: &&Form| {
            f.first != form.first
                && is_fit(f)
                && f.class.is_known() | touches_name(document, f)
                && may_be(mine, document.slice(f.first))
        };
        let mut others = survey.capital_forms().map(|(_, f)| f).filter(alike).filter(|f| kind(document, f.first).is_some());
        let (Some(right), None) = (others.next(), others.next()) else { continue };
        if let Some(tier) = decide(document, form, right) {
            propose(document, form, right, tier, out);
        }
    }
}

fn is_fit(form: &Form) -> bool {
    form.shape == Shape::Capitalised && form.first.len() >= SHORTEST
}

fn touches_name(document: &Document<'_>, form: &Form) -> bool {
    touches(document.shields(), form.first)
}

/// The kind of the known name that the word at `span` is, or the surname of.
fn kind(document: &Document<'_>, span: Span) -> Option<Kind> {
    let names = document.names();
    let from = names.partition_point(|m| m.span().end() < span.end());
    let fit = |m: &&NameMatch| {
        m.is_right() && m.span().end() == span.end() && (m.span() == span || m.kind() == Kind::Person && m.span().contains(span))
    };
    names.get(from).filter(fit).map(|m| m.kind())
}

fn may_be(mine: &str, theirs: &str) -> bool {
    let head = mine.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
    head >= HEAD
        && mine.len().abs_diff(theirs.len()) <= 3
        && !one_slip(mine, theirs)
        && !is_regular(mine, theirs)
        && !(is_pinyin(mine) && is_pinyin(theirs))
        && (head >= LONG_HEAD && mine.chars().last() == theirs.chars().last() && mine.len().min(theirs.len()) >= 8
            || skeleton(mine).len() >= SOUNDS && skeleton(mine) == skeleton(theirs))
}

fn decide(document: &Document<'_>, form: &Form, right: &Form) -> Option<Tier> {
    let neighbours = compare(document, form, right);
    let (mine, theirs) = (document.slice(form.first), document.slice(right.first));
    let same = skeleton(mine) == skeleton(theirs);
    match kind(document, right.first)? {
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
    let places = survey.words().iter().filter(|w| survey.form(**w).first == form.first);
    for word in places {
        let mine = document.word(*word);
        let why =
            format!("“{theirs}” stands in this text, and “{mine}”, which nothing else in it explains, begins and sounds like it");
        out.push(Edit::new(tier, word.span(), theirs, RULE, Reason::new(why).witness(right.first)));
    }
}
