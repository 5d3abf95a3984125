//! `name-variant`: a capitalised word that no list knows stands beside one that differs from it by one letter.
//!
//! The dictionary and the lexicon decide, never the majority: where the other spelling is known, this one is the slip.
//! Where neither is known, both stand, and the rarer is pointed at.

use std::collections::HashMap;

use super::likeness::{is_pinyin, is_regular, is_transliteration, one_slip};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon;
use crate::proposals::Proposals;
use crate::survey::{Form, Shape};

/// Shorter names differ by one letter too easily (Iran, Iraq).
const SHORTEST: usize = 5;

/// Looks for pairs of spellings.
pub(super) fn name_variant(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let fit = |f: &Form| f.shape == Shape::Capitalised && f.first.len() >= SHORTEST;
    let long = |f: &Form| document.slice(f.first).chars().count() >= SHORTEST;
    let forms = survey.forms();
    let unknown: Vec<&Form> =
        survey.odd_forms().map(|(_, f)| f).filter(|f| fit(f) && long(f) && !is_known(document, f)).collect();
    if unknown.is_empty() {
        return;
    }
    // Two spellings of one name begin alike: the names of each first byte form a chain.
    let mut heads = [usize::MAX; 256];
    let mut chain: Vec<(usize, usize)> = Vec::new();
    let wanted = unknown.iter().fold([false; 256], |mut wanted, f| {
        wanted[first_byte(document, f)] = true;
        wanted
    });
    for (id, form) in forms.iter().enumerate().rev().filter(|(_, f)| fit(f)) {
        let first = first_byte(document, form);
        if wanted[first] {
            chain.push((id, std::mem::replace(&mut heads[first], chain.len())));
        }
    }
    let mut wrong: HashMap<usize, (&Form, Tier)> = HashMap::new();
    for form in &unknown {
        let mine = document.slice(form.first);
        let alike = std::iter::successors(chain.get(heads[first_byte(document, form)]), |(_, next)| chain.get(*next));
        let others: Vec<&Form> = alike
            .map(|&(id, _)| &forms[id])
            .filter(|other| {
                let theirs = document.slice(other.first);
                may_be_alike(mine.as_bytes(), theirs.as_bytes())
                    && long(other)
                    && one_slip(mine, theirs)
                    && !is_regular(mine, theirs)
                    && !(is_pinyin(mine) && is_pinyin(theirs))
            })
            .collect();
        let certain: Vec<&Form> = others.iter().copied().filter(|o| is_known(document, o)).collect();
        let decided = match (certain.as_slice(), others.as_slice()) {
            ([right], _) => {
                // Of a person's name two spellings may both be in use: a vowel, an h, a letter doubled.
                let settled = if right.class.name {
                    document.dictionary().right(document.slice(right.first)).is_some() && !right.class.is_word()
                } else {
                    right.class.is_usual() || document.dictionary().right(document.slice(right.first)).is_some()
                };
                let loose = !settled && is_transliteration(mine, document.slice(right.first));
                Some((*right, if loose { Tier::Suggest } else { Tier::Fix }))
            }
            ([], [other]) if other.count > form.count => Some((*other, Tier::Suggest)),
            _ => None,
        };
        if let Some(decided) = decided {
            wrong.insert(form.first.start(), decided);
        }
    }
    if wrong.is_empty() {
        return;
    }
    for word in survey.words() {
        let Some((right, tier)) = wrong.get(&survey.form(*word).first.start()) else { continue };
        out.push(edit(document, word.span(), right, *tier));
    }
}

/// One slip leaves the second letter or the last as it was.
fn may_be_alike(a: &[u8], b: &[u8]) -> bool {
    a.len().abs_diff(b.len()) < 4 && (a[1] == b[1] || a.last() == b.last())
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
