//! Marks that look glued or spaced and are left: asked only when a text is to be explained, since sound marks are passed over
//! without a look at each.

use super::sides::{Kind, Side};
use super::tokens::{Token, tokens};
use crate::document::Document;
use crate::proposals::Proposals;

/// Says why a mark that touches something on both sides is not parted from it.
pub(crate) fn leave_glued(document: &Document<'_>, rule: &'static str, out: &mut Proposals) {
    let touches =
        |side: Side| !side.gap && matches!(side.kind, Kind::Letter | Kind::Digit | Kind::Dash | Kind::Quote | Kind::Other);
    leave(document, rule, out, |t| {
        (touches(t.left) && touches(t.right)).then_some(
            "a mark may touch both sides: beside a dash or slash, before a plural's s, within a word, in a list of code",
        )
    });
}

/// Says why the space beside a mark stays.
pub(crate) fn leave_spaced(document: &Document<'_>, rule: &'static str, out: &mut Proposals) {
    leave(document, rule, out, |t| match (t.left, t.right) {
        (left, right) if left.loose || right.loose => Some("a printer's space parts a single and a double mark"),
        (left, right) if left.gap && right.gap => Some("it stands by itself: which side it belongs to is not sure"),
        _ => None,
    });
}

fn leave(document: &Document<'_>, rule: &'static str, out: &mut Proposals, why: impl Fn(&Token) -> Option<&'static str>) {
    if !out.explains() {
        return;
    }
    for token in tokens(document) {
        if let Some(why) = why(&token).filter(|_| !out.proposes(rule, token.span)) {
            out.left(rule, token.span, || why);
        }
    }
}
