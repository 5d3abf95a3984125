//! Which house's English a document is written in.

use crate::document::Document;
use crate::edit::Span;

/// Words and acronyms that American papers do not write so.
const BRITISH: &[&str] = &[
    "colour",
    "colours",
    "labour",
    "Labour",
    "favour",
    "favourite",
    "honour",
    "neighbour",
    "neighbours",
    "neighbouring",
    "behaviour",
    "harbour",
    "rumours",
    "centre",
    "centres",
    "theatre",
    "theatres",
    "metres",
    "kilometres",
    "litres",
    "defence",
    "offence",
    "programme",
    "programmes",
    "travelled",
    "travelling",
    "cancelled",
    "labelled",
    "whilst",
    "aeroplane",
    "grey",
    "tonnes",
    "pounds",
    "Nasa",
    "Nato",
    "Uefa",
    "Fifa",
    "Unesco",
    "Unicef",
    "Opec",
    "Ofcom",
    "Ofsted",
    "Defra",
    "Acas",
];

/// Words that British papers do not write so.
const AMERICAN: &[&str] = &[
    "color",
    "colors",
    "labor",
    "favor",
    "favorite",
    "honor",
    "neighbor",
    "neighbors",
    "neighboring",
    "behavior",
    "harbor",
    "rumors",
    "center",
    "centers",
    "theater",
    "theaters",
    "kilometers",
    "liters",
    "defense",
    "offense",
    "traveled",
    "traveling",
    "canceled",
    "labeled",
    "gray",
];

/// What shows that the document is British: a pound sign, or more British spellings than American ones.
pub(super) fn british(document: &Document<'_>) -> Option<Span> {
    let survey = document.survey();
    if survey.marks().count('£') > 0 {
        let at = document.text().find('£')?;
        return Some(Span::new(at, at + '£'.len_utf8()));
    }
    let found = |list: &[&str]| -> (usize, Option<Span>) {
        let forms = list.iter().filter_map(|w| survey.find(w));
        forms.fold((0, None), |(n, first), form| (n + 1, first.or(Some(form.first))))
    };
    let (british, first) = found(BRITISH);
    first.filter(|_| british > found(AMERICAN).0)
}
