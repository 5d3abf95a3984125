//! Where a mark that is put right would have nothing at the other end of its quotation: then which mark is wrong is not sure, and the
//! repair is no fix, whatever else the text shows.

use super::mend::Fault;
use super::pairs::runs_on;
use super::sides::Kind;
use super::solve::{Reading, Role};
use super::tokens::{Glyph, Token};

/// The lines, in order, in which a curly mark is read as none can stand: it opens right before a comma or the end of a sentence, or
/// closes behind a colon. There all marks may be turned round (`” We wait “, he said`), and none of the spaces is sure.
pub(super) fn upside_down(text: &str, tokens: &[Token], readings: &[Reading]) -> Vec<usize> {
    let read = tokens.iter().zip(readings).filter(|(token, reading)| match reading.role {
        _ if token.glyph == Glyph::Straight => false,
        Role::Open => {
            let rest = &text[token.span.end()..];
            let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
            rest.starts_with([',', ';', ')', ']']) || rest.strip_prefix(['.', '!', '?']).is_some_and(ends)
        }
        Role::Close => token.left.gap && token.left.kind == Kind::Colon,
        Role::Neither => false,
    });
    let mut lines: Vec<usize> = read.map(|(token, _)| token.line).collect();
    lines.dedup();
    lines
}

/// Would mark `i`, which has `fault` in the role it is read in, open a quotation that ends nowhere, or close one that is not open or
/// that the next mark closes? The text has `lines` paragraphs.
pub(super) fn is_off(
    tokens: &[Token],
    readings: &[Reading],
    partners: &[Option<usize>],
    (i, fault): (usize, Fault),
    lines: usize,
) -> bool {
    let (token, next) = (&tokens[i], tokens.get(i + 1));
    let turned = matches!(fault, Fault::Foreign | Fault::Reversed);
    match (readings[i].role, partners[i]) {
        (Role::Open, None) => {
            // The paragraph that begins with the mark may be the last that is shown of a long statement.
            let last = fault == Fault::Reversed && token.left.kind == Kind::Edge && token.line + 1 == lines && next.is_none();
            turned && !runs_on(token, next) && !last
        }
        // A paragraph may begin within a quotation: its first mark may close that.
        (Role::Close, None) => match i.checked_sub(1).map(|before| tokens[before].line) {
            Some(line) => turned && line == token.line,
            None => fault == Fault::Foreign,
        },
        // “had trouble at home." Many will leave in a few days."
        (Role::Close, Some(_)) => {
            matches!(fault, Fault::Mixed | Fault::Reversed)
                && next.is_some_and(|n| n.line <= token.line + 1)
                && readings.get(i + 1).is_some_and(|r| r.role == Role::Close && r.depth == 0)
                && partners[i + 1].is_none()
        }
        _ => false,
    }
}
