//! Why two spellings that differ by one letter are left alone: asked only when a text is to be explained, and then of every
//! pair, where the rule itself looks at the words alone that no list knows.

use super::likeness::{is_regular, one_slip};
use super::neighbours::{Neighbours, compare};
use super::pinyin::is_pinyin;
use crate::document::Document;
use crate::edit::{Reason, touches};
use crate::proposals::Proposals;
use crate::survey::{Form, Shape};

const RULE: &str = "name-variant";

/// Shorter words differ by one letter too easily.
const SHORTEST: usize = 5;

/// Says of each pair of capitalised words that are one letter apart, and that the rule has left, why both stay.
pub(super) fn two_names(document: &Document<'_>, out: &mut Proposals) {
    if !out.explains() {
        return;
    }
    let is_name = |f: &&Form| f.shape == Shape::Capitalised && document.slice(f.first).chars().count() >= SHORTEST;
    let is_known = |f: &Form| f.class.is_known() || touches(document.shields(), f.first);
    let mut names: Vec<&Form> = document.survey().forms().map(|(_, f)| f).filter(is_name).collect();
    names.sort_by_key(|f| f.first);
    for (i, second) in names.iter().enumerate() {
        for first in &names[..i] {
            let (a, b) = (document.slice(first.first), document.slice(second.first));
            if !one_slip(a, b) || out.proposes(RULE, first.first) || out.proposes(RULE, second.first) {
                continue;
            }
            let (known, other) = (is_known(first), is_known(second));
            // American and Americans are grammar; Three and There are no names.
            if known && other && (is_regular(a, b) || first.class.is_word() || second.class.is_word()) {
                continue;
            }
            let why = match (known, other) {
                _ if compare(document, first, second) == Neighbours::Different => {
                    format!("“{b}” and “{a}” stand beside different names: two people, or two places")
                }
                (true, true) => format!("“{b}” and “{a}” are both known: they are two names"),
                _ if is_regular(a, b) => {
                    format!("“{b}” and “{a}” differ as names do on purpose: an ending, a first letter, an accent")
                }
                _ if is_pinyin(a) && is_pinyin(b) => {
                    format!("“{b}” and “{a}” are Chinese names, which differ by one letter everywhere")
                }
                (false, false) => format!("of “{b}” and “{a}” neither is known, and neither stands more often"),
                _ => format!("“{b}” and “{a}” are one letter apart, but another name is as near, or both spellings are in use"),
            };
            out.left(RULE, second.first, || Reason::new(why).witness(first.first));
        }
    }
}
