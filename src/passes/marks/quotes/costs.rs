//! What each role costs a mark, by its glyph, the spaces at it, its neighbours and the words around it. A sound mark costs
//! nothing in its role; every fault that would have to be mended costs.

use super::hints::Hint;
use super::sides::Kind;
use super::tokens::{Glyph, Token};

/// What a glyph that points the wrong way costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trust {
    /// For the marks of English.
    pub english: u32,
    /// For guillemets, low and corner marks.
    pub foreign: u32,
}

impl Trust {
    /// A text whose quotations look sound.
    pub const SOUND: Trust = Trust { english: 5, foreign: 2 };
    /// A text in which a mark is surely turned round.
    pub const BROKEN: Trust = Trust { english: 2, foreign: 1 };
}

/// What each role costs a mark by its looks and its neighbours.
pub(crate) fn emissions(tokens: &[Token], hints: &[Hint], i: usize, trust: Trust) -> [u32; 3] {
    let (token, hint) = (&tokens[i], &hints[i]);
    let (turned_open, turned_close) = glyph_costs(tokens, hint, i, trust);
    let mut open = turned_open + open_left(token) + open_right(token);
    let mut close = turned_close + close_left(token) + close_right(token, hint);
    if hint.crossed {
        let (right, wrong) = if token.glyph == Glyph::Open { (&mut open, &mut close) } else { (&mut close, &mut open) };
        *right = right.saturating_sub(6);
        *wrong += 6;
    }
    if hint.turned_open {
        open = open.saturating_sub(3);
        close += 4;
    }
    if hint.turned_close {
        close = close.saturating_sub(3);
        open += 4;
    }
    if matches!(token.left.kind, Kind::Comma | Kind::Stop) {
        open += hint.said_after;
        open += u32::from(hint.small_after && token.left.kind == Kind::Stop);
    }
    if hint.said_before {
        close += 5;
    }
    if token.glyph == Glyph::Straight {
        // A space on one side and a word on the other is all that a straight mark has to show which way it points.
        let word = |k| matches!(k, Kind::Letter | Kind::Digit);
        open += if token.right.gap && !token.left.gap && token.left.kind != Kind::Colon { 4 } else { 0 };
        close += if token.left.gap && !token.right.gap && word(token.right.kind) && hint.said_after < 6 { 4 } else { 0 };
    }
    let neither = match (token.glyph, token.left.kind, token.right.kind) {
        (_, Kind::Edge, Kind::Edge) => 0,
        (_, Kind::Digit, _) if !token.left.gap && !token.foreign => 3,
        (Glyph::Straight, k, _) if !matches!(k, Kind::Stop | Kind::Comma) => 12,
        _ => 16,
    };
    [open, close, neither]
}

/// What it costs to read the glyph as opening, and as closing.
fn glyph_costs(tokens: &[Token], hint: &Hint, i: usize, trust: Trust) -> (u32, u32) {
    let token = &tokens[i];
    // German „…“ closes with the mark that opens in English.
    let german = i > 0 && !token.foreign && tokens[i - 1].foreign && tokens[i - 1].glyph == Glyph::Open;
    let glued = |k| matches!(k, Kind::Letter | Kind::Digit);
    let wrong = match token.foreign {
        true => trust.foreign,
        // Glued on both sides, as no sound mark is: whatever lost the spaces may have turned it too.
        false if !token.left.gap && !token.right.gap && glued(token.left.kind) && glued(token.right.kind) => {
            trust.english.div_ceil(2)
        }
        false => trust.english,
    };
    let wrong = if hint.turned_open || hint.turned_close { wrong / 2 } else { wrong };
    match token.glyph {
        Glyph::Straight => (0, 0),
        Glyph::Open if german => (1, 0),
        Glyph::Open => (0, wrong),
        Glyph::Close => (wrong, 0),
    }
}

fn open_left(token: &Token) -> u32 {
    let Token { left, .. } = token;
    match left.kind {
        _ if left.gap => 0,
        Kind::Edge | Kind::Opener | Kind::Dash => 0,
        Kind::Colon | Kind::Quote => 2,
        Kind::Comma | Kind::Closer | Kind::Other => 3,
        Kind::Letter | Kind::Digit | Kind::Stop => 4,
    }
}

fn open_right(token: &Token) -> u32 {
    let Token { right, .. } = token;
    let gap = match right.gap {
        true if token.foreign && token.glyph == Glyph::Open => 1,
        true if right.loose => 0,
        true => 4,
        false => 0,
    };
    gap + match right.kind {
        Kind::Edge => 14,
        // No quotation begins with a comma; it may with an ellipsis.
        Kind::Comma | Kind::Closer if token.glyph != Glyph::Straight => 12,
        Kind::Stop | Kind::Comma | Kind::Colon | Kind::Closer => 6,
        Kind::Dash => 3,
        Kind::Quote => 1,
        _ => 0,
    }
}

fn close_left(token: &Token) -> u32 {
    let Token { left, .. } = token;
    let gap = match left.gap {
        true if token.foreign && token.glyph == Glyph::Close => 1,
        true if left.loose => 0,
        true => 4,
        false => 0,
    };
    gap + match left.kind {
        Kind::Edge => 14,
        Kind::Opener => 7,
        Kind::Colon if token.left.gap && token.glyph != Glyph::Straight => 8,
        Kind::Colon => 3,
        Kind::Dash => 2,
        Kind::Quote => 1,
        _ => 0,
    }
}

fn close_right(token: &Token, hint: &Hint) -> u32 {
    let Token { right, .. } = token;
    match right.kind {
        _ if right.gap => 0,
        Kind::Letter if hint.plural => 1,
        Kind::Letter | Kind::Digit => 4,
        Kind::Opener | Kind::Quote => 2,
        Kind::Other => 3,
        _ => 0,
    }
}
