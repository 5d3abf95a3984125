//! Which marks belong together, and which quotations end nowhere.

use super::sides::Kind;
use super::solve::{Reading, Role};
use super::tokens::Token;

/// Which marks belong together.
pub(crate) struct Pairs {
    /// For each mark the index of the mark at the other end of its quotation.
    pub partners: Vec<Option<usize>>,
    /// Opening marks given up before the quotation ended, each with the mark after it if that stands on the same line.
    pub lost: Vec<(usize, Option<usize>)>,
}

impl Pairs {
    /// Only `keep` quotations are still open.
    fn give_up(&mut self, open: &mut Vec<usize>, keep: usize, tokens: &[Token]) {
        for i in open.drain(keep.min(open.len())..) {
            let next = tokens.get(i + 1);
            let same = next.is_some_and(|next| next.line == tokens[i].line);
            if same || !runs_on(&tokens[i], next) {
                self.lost.push((i, same.then_some(i + 1)));
            }
        }
    }
}

/// Follows the readings.
pub(crate) fn pairs(tokens: &[Token], readings: &[Reading]) -> Pairs {
    let mut pairs = Pairs { partners: vec![None; readings.len()], lost: Vec::new() };
    let mut open: Vec<usize> = Vec::new();
    for (i, reading) in readings.iter().enumerate() {
        let keep = match reading.role {
            Role::Open => reading.after.saturating_sub(1),
            _ => reading.depth,
        };
        pairs.give_up(&mut open, keep, tokens);
        match reading.role {
            Role::Open => open.push(i),
            Role::Close => {
                if let Some(o) = open.pop() {
                    pairs.partners[o] = Some(i);
                    pairs.partners[i] = Some(o);
                }
                pairs.give_up(&mut open, reading.after, tokens);
            }
            Role::Neither => {}
        }
    }
    pairs.give_up(&mut open, 0, tokens);
    pairs
}

/// May a quotation that its line does not close go on: does the next mark begin the next line, as each new paragraph of a
/// quotation does?
pub(crate) fn runs_on(token: &Token, next: Option<&Token>) -> bool {
    next.is_some_and(|next| next.line == token.line + 1 && next.left.kind == Kind::Edge)
}
