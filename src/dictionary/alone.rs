//! What an entry says of a form by how it is written alone, whatever stands around it: asked once a run of a form of one word.

use std::borrow::Cow;

use super::case;
use super::compile::FormKind;
use super::entry::{Case, Entry, Kind};
use super::judge::Judgement;
use crate::lexicon;

/// A form as it is written in a text, with a plural's `s` behind it where `end` is not the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    pub(super) end: usize,
}

impl<'t> Written<'t> {
    /// The form.
    pub(super) fn form(self) -> &'t str {
        &self.text[..self.end]
    }

    /// What is behind it.
    pub(super) fn suffix(self) -> &'t str {
        &self.text[self.end..]
    }
}

/// What is decided of a form in every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Always {
    /// It is a right name of that kind.
    Right(Kind),
    /// It is left alone.
    Left,
}

/// What an entry says of a form, if what stands around it has no part in that.
pub(super) fn judge(entry: &Entry, kind: FormKind, written: Written<'_>) -> Option<Judgement<'static>> {
    let (found, suffix) = (written.form(), written.suffix());
    if !suffix.is_empty() && lexicon::class(written.text).is_word() {
        // "canvas" is no plural of Canva.
        return Some(Judgement::leave("with its ending it is a common word"));
    }
    match kind {
        FormKind::Right | FormKind::Also => {
            if same(found, &entry.right) || entry.also.iter().any(|a| same(found, a)) {
                return Some(Judgement::Right);
            }
            if kind == FormKind::Also || !entry.plain {
                return Some(Judgement::leave("it differs from a right form in case only"));
            }
            case::left(entry, &plain(found)).map(Judgement::leave)
        }
        FormKind::Wrong => {
            let found = plain(found);
            if !suffix.is_empty() && (found + suffix).ends_with(&entry.right) {
                return Some(Judgement::leave("with its ending it is the right form"));
            }
            let spelled = Spelled::of(entry, &plain(written.form()));
            let left = !spelled.exact && !spelled.raised && entry.case != Case::Follow;
            left.then(|| Judgement::leave("its case is not that of the wrong form"))
        }
        FormKind::Split | FormKind::Spun | FormKind::Loose => None,
    }
}

/// How a wrong form that stands in a text is spelled.
pub(super) struct Spelled {
    /// As in the entry.
    pub(super) exact: bool,
    /// So, but for a capital at its start.
    pub(super) raised: bool,
}

impl Spelled {
    pub(super) fn of(entry: &Entry, found: &str) -> Spelled {
        let raised = |wrong: &String| {
            let mut letters = wrong.chars();
            letters.next().is_some_and(|first| first.to_uppercase().chain(letters).eq(found.chars()))
        };
        Spelled { exact: entry.wrong.iter().any(|w| same(found, w)), raised: entry.wrong.iter().any(raised) }
    }
}

/// Spaces and apostrophes as an entry spells them.
pub(super) fn plain(found: &str) -> Cow<'_, str> {
    // Most texts have neither curly apostrophes nor wide spaces within names, and then there is nothing to make plain.
    if found.is_ascii() && !found.as_bytes().windows(2).any(|pair| pair == b"  ") && !found.contains(['\t', '\r', '\n']) {
        return Cow::Borrowed(found);
    }
    let spaced: Vec<&str> = found.split_whitespace().collect();
    Cow::Owned(spaced.join(" ").replace(['’', '‘'], "'"))
}

/// Are they the same but for spaces and apostrophes?
fn same(found: &str, form: &str) -> bool {
    let ordinary = |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii_graphic() && *b != b'\'');
    let (mine, theirs) = (found.as_bytes(), form.as_bytes());
    let common = mine.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    match (mine.get(common), theirs.get(common)) {
        (None, None) => true,
        // Where other marks part, they have parted for good.
        (a, b) if ordinary(a) && ordinary(b) => false,
        _ => plain(found) == plain(form),
    }
}
