//! Where forms stand in a text: a walk through the form map from each word that can begin one.

use super::compile::{first_word, fold_char};
use super::layer::Layer;
use crate::edit::Span;
use crate::survey::Survey;

/// A form of a layer that stands in the text: `span` without, `end` with a plural's `s`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) end: usize,
    pub(super) value: u64,
}

/// A state of the map: node address and the output gathered on the way.
#[derive(Clone, Copy)]
struct Place {
    node: fst::raw::CompiledAddr,
    output: u64,
}

/// Which layers have a form that begins with this word, or with it less a plural's `s`: a bit a layer, the last for all beyond.
pub(super) fn beginnings(layers: &[Layer], word: &str) -> u8 {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut folded));
    let begins = |layer: &Layer| {
        layer.begins(first_word(&folded)) || folded.strip_suffix('s').is_some_and(|stem| layer.begins(first_word(stem)))
    };
    layers.iter().enumerate().filter(|(_, layer)| begins(layer)).fold(0, |bits, (number, _)| bits | 1 << number.min(7))
}

/// Calls `visit` with the hits at each word that begins some form of the layer (whose `bit` the survey's forms carry), longest
/// first. `visit` gives the offset up to which the text is settled; words before it are passed over.
pub(super) fn walk(layer: &Layer, bit: u8, text: &str, survey: &Survey<'_>, mut visit: impl FnMut(&[Hit]) -> usize) {
    let fst = layer.forms();
    let root = Place { node: fst.root().addr(), output: 0 };
    // What each distinct form leads to is worked out once: whole, and (a plural) without its last letter.
    let mut starts: Vec<Option<(Option<Place>, Option<Place>)>> = vec![None; survey.forms().len()];
    let mut settled = 0;
    let mut hits: Vec<Hit> = Vec::new();
    for word in survey.beginnings() {
        let span = word.span();
        if survey.form(word).begins & bit == 0 || span.start() < settled {
            continue;
        }
        let (whole, stem) = *starts[word.form()].get_or_insert_with(|| {
            let form = &text[span.range()];
            let stem = form.strip_suffix(['s', 'S']).and_then(|stem| step_all(fst, root, stem));
            (step_all(fst, root, form), stem.filter(|p| fst.node(p.node).is_final()))
        });
        if whole.is_none() && stem.is_none() {
            continue;
        }
        hits.clear();
        if let Some(place) = stem {
            push(fst, place, Span::new(span.start(), span.end() - 1), span.end(), &mut hits);
        }
        if let Some(place) = whole {
            push(fst, place, span, span.end(), &mut hits);
            onward(fst, place, text, span, &mut hits);
        }
        if !hits.is_empty() {
            hits.reverse();
            settled = settled.max(visit(&hits));
        }
    }
}

type Map = fst::raw::Fst<std::borrow::Cow<'static, [u8]>>;

fn push(fst: &Map, place: Place, span: Span, end: usize, hits: &mut Vec<Hit>) {
    let node = fst.node(place.node);
    if node.is_final() {
        hits.push(Hit { span, end, value: place.output + node.final_output().value() });
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
    let node = fst.node(place.node);
    let transition = node.transition(node.find_input(byte)?);
    Some(Place { node: transition.addr, output: place.output + transition.out.value() })
}
