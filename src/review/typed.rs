//! Decisions whose text was typed: what is kept of them is what people read, and not how the file writes it.

use std::borrow::Cow;
use std::ops::Range;

use super::decision::{Decision, Verdict};
use super::places::{Lost, Place, Places};
use crate::formats::{Put, Typing};

/// Typed texts of one file that are tried one by one where not all of them can be written.
const TRIED: usize = 200;

/// A change that is to be made.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) place: Range<usize>,
    /// The decision; `None`: it is made by default.
    pub(super) number: Option<usize>,
    pub(super) new: String,
    /// Of a text that was typed.
    pub(super) put: Option<Put>,
}

/// The place of each decision. A typed text stands where people read it, however the file writes it.
pub(super) fn places(file: &Typing<'_>, decisions: &[&Decision]) -> Vec<Result<Place, Lost>> {
    let places = Places::of(file.file());
    let typed = |d: &Decision| d.decision == Verdict::Typed;
    if file.writes_as_read() || !decisions.iter().any(|d| typed(d)) {
        return places.find(decisions);
    }
    let as_written = |d: &Decision| -> Decision {
        let standing = d.text.as_deref().map(|text| file.standing(text)).unwrap_or_default();
        let around = d.around();
        let found = standing.iter().find(|place| around.stands(file.file(), place)).or(standing.first());
        Decision { text: found.map(|place| file.file()[place.clone()].to_owned()), ..d.clone() }
    };
    let list: Vec<Cow<'_, Decision>> =
        decisions.iter().map(|d| if typed(d) { Cow::Owned(as_written(d)) } else { Cow::Borrowed(*d) }).collect();
    let list: Vec<&Decision> = list.iter().map(|d| &**d).collect();
    places.find(&list)
}

/// The decisions whose typed text would not be read as it was typed.
pub(super) fn unproved(file: &Typing<'_>, chosen: &[Wanted]) -> Vec<usize> {
    let typed: Vec<(usize, &Put)> = chosen.iter().filter_map(|w| Some((w.number?, w.put.as_ref()?))).collect();
    let all: Vec<&Put> = typed.iter().map(|(_, put)| *put).collect();
    if file.proves(&all) {
        return Vec::new();
    }
    let many = typed.len() > TRIED;
    typed.into_iter().filter(|(_, put)| many || !file.proves(&[put])).map(|(number, _)| number).collect()
}
