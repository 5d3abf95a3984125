//! Which marks open and which close: the cheapest reading of the whole text, found in one pass forward and one back over
//! its marks (Viterbi, three depths). Quotations may run over lines, so a line that ends inside one costs little. Costs are
//! in steps of about one in three: a cost of 4 is a thing seen once where its contrary is seen a hundred times.

use super::costs::{Trust, emissions};
use super::hints::Hint;
use super::tokens::{Kind, Token};

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
const NEVER: u32 = 1 << 24;

type Costs = [u32; DEPTHS];

/// Reads every mark. `content[i]` tells about the text around token `i`.
pub(crate) fn solve(tokens: &[Token], hints: &[Hint], trust: Trust) -> Vec<Reading> {
    let n = tokens.len();
    let marks: Vec<[u32; 3]> = (0..n).map(|i| emissions(tokens, hints, i, trust)).collect();
    // ahead[i][d]: cheapest way to read the marks before i, arriving at mark i at depth d.
    let mut ahead: Vec<Costs> = Vec::with_capacity(n + 1);
    let mut now: Costs = [0, 6, NEVER];
    for i in 0..n {
        ahead.push(now);
        let mut next = [NEVER; DEPTHS];
        for (from, cost) in now.into_iter().enumerate() {
            for (role, emission) in ROLES.into_iter().zip(marks[i]) {
                for (to, step) in steps(role, from, starts_line(&tokens[i])) {
                    next[to] = next[to].min(cost.saturating_add(emission + step).min(NEVER));
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
        for from in 0..DEPTHS {
            for (r, emission) in marks[i].into_iter().enumerate() {
                for (to, step) in steps(ROLES[r], from, starts_line(&tokens[i])) {
                    let cost = (emission + step).saturating_add(crossed[i][to]).min(NEVER);
                    behind[i][from] = behind[i][from].min(cost);
                    best[i][r] = best[i][r].min(cost.saturating_add(ahead[i][from]));
                }
            }
        }
    }
    let mut depth = cheapest((0..DEPTHS).map(|d| (d, ahead.first().map_or(0, |a| a[d]) + behind[0][d])), 0);
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        let ways = (0..3).flat_map(|r| steps(ROLES[r], depth, starts_line(&tokens[i])).map(move |(to, step)| (r, to, step)));
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

/// Where a role leads from a depth, and what that costs beyond the mark itself.
fn steps(role: Role, from: usize, starts_line: bool) -> impl Iterator<Item = (usize, u32)> {
    // A second opening mark inside a quotation is nested (4), or the first was never closed (6); each new paragraph of a
    // long quotation begins with an opening mark of its own.
    let again = if starts_line { 0 } else { 6 };
    let (a, b): (Option<(usize, u32)>, Option<(usize, u32)>) = match (role, from) {
        (Role::Open, 0) => (Some((1, 0)), None),
        (Role::Open, 1) => (Some((2, 4)), Some((1, again))),
        (Role::Open, _) => (Some((2, again + 1)), Some((1, again + 2))),
        (Role::Close, 0) => (Some((0, 5)), None),
        (Role::Close, 1) => (Some((0, 0)), None),
        (Role::Close, _) => (Some((1, 0)), Some((0, 2))),
        (Role::Neither, d) => (Some((d, 0)), None),
    };
    a.into_iter().chain(b)
}

/// What line ends between two marks cost: a quotation may run on (1 a line, at most 4) or was never closed (4).
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

fn cross(costs: Costs, lines: usize) -> Costs {
    std::array::from_fn(|to| (to..DEPTHS).map(|from| costs[from] + crossing(from, to, lines)).min().unwrap_or(NEVER).min(NEVER))
}

fn cross_back(costs: Costs, lines: usize) -> Costs {
    std::array::from_fn(|from| (0..=from).map(|to| costs[to] + crossing(from, to, lines)).min().unwrap_or(NEVER).min(NEVER))
}

fn lines_between(tokens: &[Token], i: usize) -> usize {
    tokens.get(i + 1).map_or(0, |next| next.line - tokens[i].line)
}

fn starts_line(token: &Token) -> bool {
    token.left.kind == Kind::Edge
}
