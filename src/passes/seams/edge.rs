//! Seams that the format shows: where a link or emphasis begins or ends, a fragment was translated by itself and put back.

use super::split::{Split, Trust};
use super::words::{BINDING, LEADING, TRAILING, is};
use crate::document::Document;
use crate::edit::Span;
use crate::lexicon::{self, Commonness};
use crate::survey::Word;

/// What words are made longer with, beside the links that they stand in: Googleable, the Bidenland.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "able", "based", "box", "fest", "fold", "free", "full", "gate", "hood", "inspired", "land", "lander", "less", "like", "line",
    "made", "maker", "makers", "making", "man", "mania", "master", "men", "ness", "person", "proof", "related", "side", "ship",
    "size", "sized", "speak", "sphere", "style", "time", "town", "type", "verse", "ville", "ward", "wards", "ware", "wide",
    "wise", "woman", "women", "word", "work", "works", "world", "worthy", "year",
];

/// What words are begun with.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "anti", "auto", "back", "cross", "down", "fore", "half", "inter", "mega", "micro", "mini", "mono", "multi", "non", "off",
    "out", "over", "poly", "post", "pre", "pro", "self", "semi", "sub", "super", "tele", "ultra", "under", "web",
];

/// Does a link or emphasis begin at `at`, or end before the space in front of it?
pub(super) fn begins(document: &Document<'_>, at: usize) -> bool {
    let edges = document.edges();
    let has = |at: usize| edges.binary_search(&at).is_ok();
    !edges.is_empty() && (has(at) || at > 0 && document.before(at) == Some(' ') && has(at - 1))
}

/// Does a link or emphasis begin or end in the middle of the span?
pub(super) fn cuts(document: &Document<'_>, span: Span) -> bool {
    let edges = document.edges();
    edges.get(edges.partition_point(|&e| e <= span.start())).is_some_and(|&e| e < span.end())
}

/// Two words that an edge parts, if they are two for certain.
pub(super) fn parted(document: &Document<'_>, word: Word) -> Option<Split> {
    let span = word.span();
    let edges = document.edges();
    let edges = &edges[edges.partition_point(|&e| e <= span.start())..];
    let within = &edges[..edges.partition_point(|&e| e < span.end())];
    if within.is_empty() {
        return None;
    }
    let form = document.survey().form(word);
    let whole = document.word(word);
    if form.class.is_known() || document.dictionary().right(whole).is_some() {
        return None;
    }
    within.iter().enumerate().find_map(|(i, &edge)| {
        let from = i.checked_sub(1).map_or(span.start(), |i| within[i]);
        let to = within.get(i + 1).copied().unwrap_or(span.end());
        let (left, right) = (document.slice(Span::new(from, edge)), document.slice(Span::new(edge, to)));
        are_two(document, left, right).then_some(Split { at: edge - span.start(), trust: Trust::Sure, weight: 0 })
    })
}

/// Are these two words, when markup stands between them?
fn are_two(document: &Document<'_>, left: &str, right: &str) -> bool {
    let class = lexicon::class;
    let known = |w: &str| class(w).is_usual() || class(w).name || document.dictionary().right(w).is_some();
    let small = right.starts_with(char::is_lowercase);
    // “R1which”, “Skelbythe”: a small word behind a name that no list needs to have.
    let named = left.starts_with(char::is_uppercase) && left.len() >= 3 || left.ends_with(|c: char| c.is_ascii_digit());
    let led =
        right.len() >= 2 && small && (is(LEADING, right) || is(BINDING, right)) && (named || left.len() >= 3 && known(left));
    let leads = left.len() >= 2 && (is(TRAILING, left) || is(LEADING, left)) && right.len() >= 3 && known(right);
    let common = |w: &str| w.len() >= 4 && class(w).commonness >= Commonness::Common;
    let first = common(left) || left.len() == 3 && class(left).commonness == Commonness::Core;
    let piece = is(ENDINGS, right) || is(BEGINNINGS, &left.to_lowercase());
    first && common(right) && !piece && (small || left.starts_with(char::is_lowercase)) || led || leads
}
