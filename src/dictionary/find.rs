//! Where forms stand in a text: a walk through the form map from each word that can begin one.

use super::compile::{first_word, fold_char};
use super::layer::Layer;
use super::pairs::{Before, bit as pair_bit, first_key, second_key};
use crate::edit::Span;
use crate::survey::{Survey, Word};

/// A form of a layer that stands in the text: `span` without, `end` with a plural's `s`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) end: usize,
    pub(super) value: u64,
}

/// A state of the map: node address and the output gathered on the way, both below 4 GiB.
#[derive(Clone, Copy, Debug)]
struct Place {
    node: u32,
    output: u32,
}

impl Place {
    fn root(fst: &Map) -> Place {
        Place { node: fst.root().addr() as u32, output: 0 }
    }

    fn node(self, fst: &Map) -> fst::raw::Node<'_> {
        fst.node(self.node as usize)
    }
}

/// What a word leads to in the form map of one layer, whatever stands behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    layer: u16,
    /// Behind the whole word, and behind it less a plural's `s` (if a form ends there).
    whole: Option<Place>,
    stem: Option<Place>,
    /// Is the word or its stem a form by itself?
    alone: bool,
    /// What stands for the word in the filter of pairs; 0: it is not asked.
    key: u64,
    /// The characters that go on from the word: a bit for all that share it.
    next: u64,
}

impl Opening {
    /// May some form stand at the word that ends before `rest`?
    fn may_stand(&self, rest: &[u8]) -> bool {
        if self.alone {
            return true;
        }
        match rest {
            [c, ..] => !c.is_ascii() || self.next & bit(if c.is_ascii_whitespace() { b' ' } else { *c }) != 0,
            [] => false,
        }
    }
}

impl Opening {
    /// May a form of `layer` go on from word `index` of the survey to the next one, one space behind it? The survey has told
    /// already that the next word stands second in some form.
    fn goes_on(&self, layer: &Layer, text: &[u8], survey: &Survey<'_>, index: usize) -> bool {
        let [own, next, ..] = survey.words()[index..] else { return true };
        if self.key == 0 || next.span().start() != own.span().end() + 1 || text[own.span().end()] != b' ' {
            return true;
        }
        let Some((second, stem)) = survey.form(next).second_keys() else { return true };
        if layer.closes(self.key, second) {
            return true;
        }
        // Of the third word a plural's “s” may be no part of the form: then only the pair is asked.
        let third = survey.words().get(index + 2).filter(|w| w.span().start() == next.span().end() + 1);
        let third = third.filter(|_| text[next.span().end()] == b' ').and_then(|&w| survey.form(w).second_keys());
        !matches!(third, Some((third, None)) if !layer.goes_on(self.key, second, third))
            || stem.is_some_and(|stem| layer.closes(self.key, stem))
    }
}

fn bit(c: u8) -> u64 {
    1 << (c.to_ascii_lowercase() & 63)
}

/// Adds what `word` leads to, layer by layer.
pub(super) fn open(layers: &[Layer], word: &str, out: &mut Vec<Opening>) {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut folded));
    for (number, layer) in layers.iter().enumerate() {
        let begins = |word: &str| layer.begins(first_word(word));
        if !begins(&folded) && !folded.strip_suffix('s').is_some_and(begins) {
            continue;
        }
        let fst = layer.forms();
        let whole = step_all(fst, Place::root(fst), word);
        let stem = word.strip_suffix(['s', 'S']).and_then(|stem| step_all(fst, Place::root(fst), stem));
        let stem = stem.filter(|p| p.node(fst).is_final());
        let node = whole.map(|p| p.node(fst));
        let next = node.iter().flat_map(|n| n.transitions()).fold(0, |next, t| next | bit(t.inp));
        let alone = stem.is_some() || node.is_some_and(|n| n.is_final());
        if alone || next != 0 {
            let key = if first_word(&folded) == folded { first_key(&folded) } else { 0 };
            out.push(Opening { layer: number as u16, whole, stem, alone, key, next });
        }
    }
}

/// What the next word needs to have so that a form may go on to it from a word with these openings.
pub(super) fn lead(openings: &[Opening]) -> Lead {
    match openings {
        [] => Lead::NONE,
        _ if openings.iter().any(|o| o.alone) => Lead::ALONE,
        [first, others @ ..] if first.key != 0 && others.iter().all(|o| o.key == first.key) => Lead::to(pair_bit(first.key)),
        _ => Lead::ANY,
    }
}

/// Which words begin forms before `word`; all, if its letters do not tell. `every`: also those that begin names which in small
/// letters can only be left alone.
pub(super) fn before(layers: &[Layer], word: &str, every: bool) -> Before {
    if !word.is_ascii() {
        return Before { any: u64::MAX, small: u64::MAX };
    }
    let mut all = Before::default();
    for spelled in std::iter::once(word).chain(word.strip_suffix(['s', 'S'])) {
        let key = second_key(spelled.as_bytes());
        for Before { any, small } in layers.iter().map(|l| l.before(key)) {
            all.any |= any;
            all.small |= if every { any } else { small };
        }
    }
    all
}

/// What a word that stands before another one leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lead(u8);

impl Lead {
    /// It begins no form.
    pub(crate) const NONE: Lead = Lead(u8::MAX);
    /// It is a form by itself.
    pub(crate) const ALONE: Lead = Lead(u8::MAX - 1);
    /// Any word may go on from it.
    pub(crate) const ANY: Lead = Lead(u8::MAX - 2);

    /// A word must have this bit.
    fn to(bit: u8) -> Lead {
        Lead(bit)
    }

    /// May a form go on to a word that has these bits?
    #[inline]
    pub(crate) fn is_in(self, bits: u64) -> bool {
        self == Lead::ANY || bits >> (self.0 & 63) & 1 == 1
    }
}

/// A layer and its number.
#[derive(Clone, Copy)]
pub(super) struct Searched<'l> {
    pub(super) number: usize,
    pub(super) layer: &'l Layer,
}

/// Calls `visit` with each of `words` that begins some form of the layer and the hits there, longest first. `visit` gives the offset up
/// to which the text is settled; words before it are passed over. `standing` gets the indexes of the words that have hits or were
/// passed over.
pub(super) fn walk(
    Searched { number, layer }: Searched<'_>,
    text: &str,
    survey: &Survey<'_>,
    words: impl Iterator<Item = (u32, Word)>,
    standing: &mut Vec<u32>,
    mut visit: impl FnMut(Word, &[Hit]) -> usize,
) {
    let fst = layer.forms();
    let mut settled = 0;
    let mut hits: Vec<Hit> = Vec::new();
    for (index, word) in words {
        let span = word.span();
        if span.start() < settled {
            standing.push(index);
            continue;
        }
        let Some(opening) = survey.openings(word).iter().find(|o| usize::from(o.layer) == number) else { continue };
        if !opening.may_stand(&text.as_bytes()[span.end()..]) {
            continue;
        }
        let goes_on = opening.goes_on(layer, text.as_bytes(), survey, index as usize);
        if !goes_on && !opening.alone {
            continue;
        }
        hits.clear();
        if let Some(place) = opening.stem {
            push(fst, place, Span::new(span.start(), span.end() - 1), span.end(), &mut hits);
        }
        if let Some(place) = opening.whole {
            push(fst, place, span, span.end(), &mut hits);
            if goes_on {
                onward(fst, place, text, span, &mut hits);
            }
        }
        if !hits.is_empty() {
            standing.push(index);
            hits.reverse();
            settled = settled.max(visit(word, &hits));
        }
    }
}

type Map = fst::raw::Fst<std::borrow::Cow<'static, [u8]>>;

fn push(fst: &Map, place: Place, span: Span, end: usize, hits: &mut Vec<Hit>) {
    let node = place.node(fst);
    if node.is_final() {
        hits.push(Hit { span, end, value: u64::from(place.output) + node.final_output().value() });
    }
}

/// Follows the text past the first word, noting each border of a word where a form ends.
fn onward(fst: &Map, mut place: Place, text: &str, first: Span, hits: &mut Vec<Hit>) {
    let mut at = first.end();
    let mut after_space = false;
    let mut in_word = true;
    for c in text[first.end()..].chars() {
        if c == '\n' {
            return;
        }
        let white = c.is_whitespace();
        if white && after_space {
            at += c.len_utf8();
            continue;
        }
        let plural = in_word && c == 's' && !text[at + 1..].starts_with(|n: char| n.is_alphanumeric());
        if plural {
            push(fst, place, Span::new(first.start(), at), at + 1, hits);
        }
        let Some(next) = step(fst, place, c) else { return };
        place = next;
        at += c.len_utf8();
        after_space = white;
        in_word = c.is_alphanumeric();
        if !white && !text[at..].starts_with(|n: char| n.is_alphanumeric()) {
            push(fst, place, Span::new(first.start(), at), at, hits);
        }
    }
}

fn step_all(fst: &Map, mut place: Place, word: &str) -> Option<Place> {
    for c in word.chars() {
        place = step(fst, place, c)?;
    }
    Some(place)
}

fn step(fst: &Map, mut place: Place, c: char) -> Option<Place> {
    if c.is_ascii() {
        let byte = if c.is_ascii_whitespace() { b' ' } else { c.to_ascii_lowercase() as u8 };
        return step_byte(fst, place, byte);
    }
    let mut key = String::new();
    fold_char(c, &mut key);
    for byte in key.bytes() {
        place = step_byte(fst, place, byte)?;
    }
    Some(place)
}

fn step_byte(fst: &Map, place: Place, byte: u8) -> Option<Place> {
    let node = place.node(fst);
    let transition = node.transition(node.find_input(byte)?);
    Some(Place { node: transition.addr as u32, output: place.output + transition.out.value() as u32 })
}
