//! Where forms stand in a text: a way along the forms from each word that can begin one.

use super::alone::{Always, Written};
use super::compile::{first_word, fold_char};
use super::entry::Kind;
use super::layer::Layer;
use super::pairs::{Before, bit, second_key};
use super::prefix::{Found, Prefix, Reading};
use crate::edit::Span;
use crate::survey::{Survey, Word};

/// A form of a layer that stands in the text: `span` without, `end` with a plural's `s`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) end: usize,
    /// Where the entries of the form lie, see [`Layer::postings`].
    pub(super) form: u32,
    /// What it is the right name of, if that is known.
    pub(super) right: Option<Kind>,
}

/// What a word leads to in the forms of one layer, whatever stands behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    layer: u16,
    /// The word, and what begins with it.
    prefix: Prefix,
    found: Found,
    /// What the word by itself is the right name of.
    right: Option<Kind>,
    /// The form that the word is less a plural's `s`.
    stem: Option<u32>,
}

impl Opening {
    /// Is the word or its stem a form by itself?
    fn is_form(&self) -> bool {
        self.stem.is_some() || self.found.form().is_some()
    }
}

/// Adds what `word` leads to, layer by layer, and tells what the next word needs to have so that a form may go on to it. `always`
/// tells what is decided of a form of a layer whatever stands around it: one that is always left is none.
pub(super) fn open(
    layers: &[Layer],
    word: &str,
    out: &mut Vec<Opening>,
    always: impl Fn(&Layer, Written<'_>, u32) -> Option<Always>,
) -> Lead {
    let from = out.len();
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut folded));
    let prefix = Prefix::of(&folded);
    let plural = folded.strip_suffix('s').map(|stem| (Prefix::of(stem), Written { text: word, end: word.len() - 1 }));
    for (number, layer) in layers.iter().enumerate() {
        let mut found = layer.found(prefix).unwrap_or_default();
        let own = found.form().and_then(|form| always(layer, Written { text: word, end: word.len() }, form));
        let right = if let Some(Always::Right(kind)) = own { Some(kind) } else { None };
        if own == Some(Always::Left) {
            found = found.going_on_only();
        }
        let stem = plural.and_then(|(stem, written)| Some((layer.found(stem)?.form()?, written)));
        let stem = stem.filter(|&(form, written)| always(layer, written, form) != Some(Always::Left)).map(|(form, _)| form);
        if found != Found::default() || stem.is_some() {
            out.push(Opening { layer: number as u16, prefix, found, right, stem });
        }
    }
    match &out[from..] {
        [] => Lead::NONE,
        openings if openings.iter().any(Opening::is_form) => Lead::ALONE,
        _ if first_word(&folded) == folded => Lead::to(bit(prefix)),
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

/// Calls `visit` with the hits at each of `words` that begins some form of the layer, longest first. `visit` gives the offset up
/// to which the text is settled; words before it are passed over. `standing` gets the indexes of the words that have hits or were
/// passed over.
pub(super) fn walk(
    Searched { number, layer }: Searched<'_>,
    text: &str,
    survey: &Survey<'_>,
    words: impl Iterator<Item = (u32, Word)>,
    standing: &mut Vec<u32>,
    mut visit: impl FnMut(&[Hit]) -> usize,
) {
    let mut settled = 0;
    let mut hits: Vec<Hit> = Vec::new();
    for (index, word) in words {
        let span = word.span();
        if span.start() < settled {
            standing.push(index);
            continue;
        }
        let Some(opening) = survey.openings(word).iter().find(|o| usize::from(o.layer) == number) else { continue };
        hits.clear();
        if let Some(form) = opening.stem {
            hits.push(Hit { span: Span::new(span.start(), span.end() - 1), end: span.end(), form, right: None });
        }
        if let Some(form) = opening.found.form() {
            hits.push(Hit { span, end: span.end(), form, right: opening.right });
        }
        Way { layer, text, start: span.start(), hits: &mut hits }.onward(survey, index as usize, opening);
        if !hits.is_empty() {
            standing.push(index);
            hits.reverse();
            settled = settled.max(visit(&hits));
        }
    }
}

/// The way from a word of the text onward: each border of a word where a form ends is noted.
struct Way<'w> {
    layer: &'w Layer,
    text: &'w str,
    /// Where the first word begins.
    start: usize,
    hits: &'w mut Vec<Hit>,
}

impl Way<'_> {
    /// From word `index` of the survey. Nearly always what follows are words of ASCII that the survey has.
    fn onward(mut self, survey: &Survey<'_>, index: usize, &Opening { mut prefix, mut found, .. }: &Opening) {
        let [word, following @ ..] = &survey.words()[index..] else { return };
        let (mut at, mut following) = (word.span().end(), following.iter());
        let mut behind = Behind::Word;
        while let Some(&byte) = self.text.as_bytes().get(at) {
            match byte {
                b'\n' => return,
                b' ' => {
                    if behind != Behind::Space {
                        if !found.goes_on_spaced() {
                            return;
                        }
                        prefix = prefix.with_mark(b' ');
                    }
                    (at, behind) = (at + 1, Behind::Space);
                }
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                    let word = following.next().filter(|word| word.span().start() == at);
                    let Some((word, (letters, stem))) = word.and_then(|&word| Some((word, survey.form(word).letters()?))) else {
                        return self.onward_by_letters(Reading::from(prefix), at, behind);
                    };
                    let end = word.span().end();
                    if let Some(stem) = stem {
                        self.ends(self.layer.found(prefix.with_letters(stem)), end - 1, end);
                    }
                    prefix = prefix.with_letters(letters);
                    let Some(reached) = self.ends(self.layer.found(prefix), end, end) else { return };
                    (at, behind, found) = (end, Behind::Word, reached);
                }
                b'!'..=b'~' => {
                    if behind != Behind::Space && !found.goes_on_otherwise() {
                        return;
                    }
                    prefix = prefix.with_mark(byte);
                    let Some(reached) = self.layer.found(prefix) else { return };
                    (at, behind, found) = (at + 1, Behind::Mark, reached);
                    if found.form().is_some() && !begins_with_letter(&self.text[at..]) {
                        self.ends(Some(found), at, at);
                    }
                }
                _ if behind != Behind::Space && !found.goes_on() => return,
                _ => return self.onward_by_letters(Reading::from(prefix), at, behind),
            }
        }
    }

    /// From `at`, whatever follows.
    fn onward_by_letters(&mut self, mut reading: Reading, mut at: usize, mut behind: Behind) {
        let mut folded = String::new();
        for c in self.text[at..].chars() {
            if c == '\n' {
                return;
            }
            let end = at + c.len_utf8();
            let white = c.is_whitespace();
            if white && behind == Behind::Space {
                at = end;
                continue;
            }
            let is_border = !begins_with_letter(&self.text[end..]);
            if behind == Behind::Word && c == 's' && is_border {
                self.ends(self.layer.found(reading.prefix()), at, end);
            }
            folded.clear();
            fold_char(c, &mut folded);
            folded.bytes().for_each(|byte| reading.push(byte));
            at = end;
            behind = if white {
                Behind::Space
            } else if c.is_alphanumeric() {
                Behind::Word
            } else {
                Behind::Mark
            };
            if behind == Behind::Space || behind == Behind::Word && !is_border {
                continue;
            }
            let Some(found) = self.layer.found(reading.prefix()) else { return };
            if is_border {
                self.ends(Some(found), at, at);
            }
        }
    }

    /// Takes note of the form that ends at `form_end`, if one does, and gives back what was found.
    #[inline]
    fn ends(&mut self, found: Option<Found>, form_end: usize, end: usize) -> Option<Found> {
        if let Some(form) = found.and_then(Found::form) {
            self.hits.push(Hit { span: Span::new(self.start, form_end), end, form, right: None });
        }
        found
    }
}

/// What stands before a place on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Word,
    Space,
    Mark,
}

fn begins_with_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests;
