//! Which marks open and which close: the cheapest reading of the whole text, found in one pass forward and one back over
//! its marks (Viterbi, three depths). Quotations may run over lines, so a line that ends inside one costs little. Costs are
//! in steps of about one in three: a cost of 4 is a thing seen once where its contrary is seen a hundred times.

use super::costs::{Trust, emissions};
use super::hints::Hint;
use super::pairs::runs_on;
use super::tokens::{Glyph, Kind, Token};

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It begins a quotation.
    Open,
    /// It ends one.
    Close,
    /// It is no quotation mark (inches, ditto).
    Neither,
}

const ROLES: [Role; 3] = [Role::Open, Role::Close, Role::Neither];

/// How a mark is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// What it does.
    pub role: Role,
    /// How much dearer the best other role is.
    pub margin: u32,
    /// How many quotations are open before it.
    pub depth: usize,
    /// How many after it.
    pub after: usize,
}

const DEPTHS: usize = 3;
const NEVER: u32 = 1 << 27;

type Costs = [u32; DEPTHS];
/// By role and depth, two ways on: the depth after the mark, and what it costs to get there.
type Ways = [[[(usize, u32); 2]; DEPTHS]; 3];

/// Do all marks stand as they should, in one style, each opening mark of a line closed before the next? Then there is
/// nothing to solve, as in nearly all good text.
pub(crate) fn is_sound(tokens: &[Token], hints: &[Hint]) -> bool {
    let mut before: Option<(&Token, Role)> = None;
    (0..tokens.len()).all(|i| {
        let token = &tokens[i];
        let role = match emissions(tokens, hints, i, Trust::SOUND) {
            [0, (1..), _] => Role::Open,
            [(1..), 0, _] => Role::Close,
            _ => return false,
        };
        let fits = before.replace((token, role)).is_none_or(|(last, was)| {
            (last.glyph == Glyph::Straight) == (token.glyph == Glyph::Straight)
                && (role == Role::Close || was == Role::Close || last.line != token.line)
        });
        fits && !token.foreign && !token.doubled
    })
}

/// Of marks that are sound, those that surely open a quotation which is neither closed on its line nor goes on in the next.
pub(crate) fn open_ended<'t>(tokens: &'t [Token], hints: &'t [Hint]) -> impl Iterator<Item = usize> + 't {
    let opens = |i: usize, least: u32| matches!(emissions(tokens, hints, i, Trust::SOUND), [0, close, _] if close >= least);
    (0..tokens.len()).filter(move |&i| {
        let next = tokens.get(i + 1);
        opens(i, 4) && (next.is_none() || opens(i + 1, 1)) && !runs_on(&tokens[i], next)
    })
}

/// Reads every mark.
pub(crate) fn solve(tokens: &[Token], hints: &[Hint], trust: Trust) -> Vec<Reading> {
    let n = tokens.len();
    let marks: Vec<[u32; 3]> = (0..n).map(|i| emissions(tokens, hints, i, trust)).collect();
    // ahead[i][d]: cheapest way to read the marks before i, arriving at mark i at depth d.
    let mut ahead: Vec<Costs> = Vec::with_capacity(n + 1);
    let mut now: Costs = [0, 6, NEVER];
    for i in 0..n {
        ahead.push(now);
        let mut next = [NEVER; DEPTHS];
        for (ways, emission) in ways_of(&tokens[i]).iter().zip(marks[i]) {
            for (ways, cost) in ways.iter().zip(now) {
                for &(to, step) in ways {
                    next[to] = next[to].min(cost + emission + step);
                }
            }
        }
        now = cross(next, lines_between(tokens, i));
    }
    // behind[i][d]: cheapest way to read the marks from i on, arriving at mark i at depth d; crossed[i][d]: leaving it at d.
    let mut behind: Vec<Costs> = vec![[0, 2, 5]; n + 1];
    let mut crossed = behind.clone();
    let mut best: Vec<[u32; 3]> = vec![[NEVER; 3]; n];
    for i in (0..n).rev() {
        crossed[i] = cross_back(behind[i + 1], lines_between(tokens, i));
        behind[i] = [NEVER; DEPTHS];
        for (r, ways) in ways_of(&tokens[i]).iter().enumerate() {
            for (from, ways) in ways.iter().enumerate() {
                for &(to, step) in ways {
                    let cost = (marks[i][r] + step + crossed[i][to]).min(NEVER);
                    behind[i][from] = behind[i][from].min(cost);
                    best[i][r] = best[i][r].min(cost + ahead[i][from]);
                }
            }
        }
    }
    let mut depth = cheapest((0..DEPTHS).map(|d| (d, ahead.first().map_or(0, |a| a[d]) + behind[0][d])), 0);
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        let ways = ways_of(&tokens[i]).iter().enumerate().flat_map(|(r, ways)| ways[depth].map(|(to, step)| (r, to, step)));
        let (r, after) = cheapest(ways.map(|(r, to, step)| ((r, to), marks[i][r] + step + crossed[i][to])), (2, depth));
        let other = (0..3).filter(|&o| o != r).map(|o| best[i][o]).min().unwrap_or(NEVER);
        out.push(Reading { role: ROLES[r], margin: other.saturating_sub(best[i][r]), depth, after });
        let lines = lines_between(tokens, i);
        depth = cheapest((0..=after).map(|d| (d, crossing(after, d, lines) + behind[i + 1][d])), after);
    }
    out
}

fn cheapest<T>(ways: impl Iterator<Item = (T, u32)>, otherwise: T) -> T {
    ways.min_by_key(|w| w.1).map_or(otherwise, |w| w.0)
}

/// `STEPS[starts a line][role][depth]`: where a role leads from a depth, and what that costs beyond the mark itself. A second
/// opening mark inside a quotation is nested (4), or the first was never closed (6); each new paragraph of a long quotation
/// begins with an opening mark of its own.
static STEPS: [Ways; 2] = [steps(6), steps(0)];

const fn steps(again: u32) -> Ways {
    const NONE: (usize, u32) = (0, NEVER);
    [
        [[(1, 0), NONE], [(2, 4), (1, again)], [(2, again + 1), (1, again + 2)]],
        [[(0, 5), NONE], [(0, 0), NONE], [(1, 0), (0, 2)]],
        [[(0, 0), NONE], [(1, 0), NONE], [(2, 0), NONE]],
    ]
}

/// What line ends between two marks cost: a quotation may run on (1 a line, at most 4) or was never closed (4).
#[inline]
fn crossing(from: usize, to: usize, lines: usize) -> u32 {
    let on = u32::try_from(lines.min(4)).unwrap_or(4);
    match (from, to) {
        _ if lines == 0 && from == to => 0,
        _ if lines == 0 => NEVER,
        (0, 0) => 0,
        (1, 1) => on,
        (1, 0) | (2, 1) => 4,
        (2, 2) => on + 3,
        (2, 0) => 6,
        _ => NEVER,
    }
}

fn cross([out, one, two]: Costs, lines: usize) -> Costs {
    let c = |from, to| crossing(from, to, lines);
    match lines {
        0 => [out, one, two],
        _ => [out.min(one + c(1, 0)).min(two + c(2, 0)), (one + c(1, 1)).min(two + c(2, 1)), two + c(2, 2)],
    }
}

fn cross_back([out, one, two]: Costs, lines: usize) -> Costs {
    let c = |from, to| crossing(from, to, lines);
    match lines {
        0 => [out, one, two],
        _ => [out, (one + c(1, 1)).min(out + c(1, 0)), (two + c(2, 2)).min(one + c(2, 1)).min(out + c(2, 0))],
    }
}

fn lines_between(tokens: &[Token], i: usize) -> usize {
    tokens.get(i + 1).map_or(0, |next| next.line - tokens[i].line)
}

fn ways_of(token: &Token) -> &'static Ways {
    &STEPS[usize::from(token.left.kind == Kind::Edge)]
}
