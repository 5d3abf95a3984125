//! Which marks open and which close: the cheapest reading of the whole text, found in one pass forward and one back over
//! its marks (Viterbi, three depths). Quotations may run over lines, so a line that ends inside one costs little. Costs are
//! in steps of about one in three: a cost of 4 is a thing seen once where its contrary is seen a hundred times.

use super::costs::{Trust, emissions};
use super::hints::Hint;
use super::pairs::runs_on;
use super::sides::Kind;
use super::style::Style;
use super::tokens::{Glyph, Token};

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
const OPEN: usize = 0;
const CLOSE: usize = 1;
const NEITHER: usize = 2;

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

/// A way on over a mark.
struct Way {
    /// How many quotations are open before it, and after.
    from: usize,
    to: usize,
    /// The role it has, by its number in [`ROLES`].
    role: usize,
    /// What that costs beyond the mark itself; and is it an opening mark within a quotation?
    cost: u32,
    again: bool,
}

/// How the marks of a text look before anything is solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// All stand as they should, in one style, each opening mark of a line closed before the next: their roles. Nearly all good
    /// text is so.
    Sound(Vec<Role>),
    /// All stand as they should and make pairs, each on its line and in one style. Nothing is to be done about them: this reading
    /// costs nothing, every other one something.
    Paired,
    /// They must be read.
    Odd,
}

/// Looks at all marks.
pub(crate) fn look(tokens: &[Token], hints: &[Hint]) -> Look {
    let mut roles: Vec<Role> = Vec::with_capacity(tokens.len());
    let (mut sound, mut paired) = (true, true);
    for (i, (token, hint)) in tokens.iter().zip(hints).enumerate() {
        let role = match emissions(tokens, hints, i, Trust::SOUND) {
            [0, (1..), _] => Role::Open,
            [(1..), 0, _] => Role::Close,
            _ => return Look::Odd,
        };
        let before = i.checked_sub(1).map(|last| (&tokens[last], roles[last]));
        let like = |last: &Token| (last.glyph == Glyph::Straight) == (token.glyph == Glyph::Straight);
        sound &=
            before.is_none_or(|(last, was)| like(last) && (role == Role::Close || was == Role::Close || last.line != token.line));
        let goes_on = match (before, role) {
            (Some((last, Role::Open)), Role::Close) => last.line == token.line && like(last),
            (None | Some((_, Role::Close)), Role::Open) => true,
            _ => false,
        };
        paired &= goes_on && Style::of(token, role).is_some() && !(hint.crossed || hint.turned_open || hint.turned_close);
        if token.foreign || token.doubled || !(sound || paired) {
            return Look::Odd;
        }
        roles.push(role);
    }
    match roles.last() {
        _ if sound => Look::Sound(roles),
        Some(Role::Close) => Look::Paired,
        _ => Look::Odd,
    }
}

/// Of marks that are sound, those that surely open a quotation which is neither closed on its line nor goes on in the next.
pub(crate) fn open_ended<'t>(tokens: &'t [Token], hints: &'t [Hint], roles: &'t [Role]) -> impl Iterator<Item = usize> + 't {
    let sure = |i: usize| matches!(emissions(tokens, hints, i, Trust::SOUND), [0, close, _] if close >= 4);
    let closed = |i: usize| roles.get(i + 1).is_some_and(|next| *next != Role::Open);
    let open = move |i: &usize| roles[*i] == Role::Open && !closed(*i) && !runs_on(&tokens[*i], tokens.get(i + 1));
    (0..tokens.len()).filter(open).filter(move |&i| sure(i))
}

/// The costs at a mark.
#[derive(Clone, Copy)]
struct At {
    mark: [u32; 3],
    /// What an opening mark costs here within a quotation.
    again: u32,
    /// Lines from here to the next mark.
    lines: usize,
    /// By depth, the cheapest way to read the marks before it, arriving at it; and those from it on, arriving at it, and leaving it.
    ahead: Costs,
    behind: Costs,
    left: Costs,
    /// The cheapest way to read all marks, by the role that it has.
    best: [u32; 3],
}

/// What is still to come behind the last mark, by depth.
const LAST: Costs = [0, 2, 5];

/// Reads every mark.
pub(crate) fn solve(tokens: &[Token], hints: &[Hint], trust: Trust) -> Vec<Reading> {
    let mut ahead: Costs = [0, 6, NEVER];
    let forward = (0..tokens.len()).map(|i| {
        let (mark, again, lines) = (emissions(tokens, hints, i, trust), again(&tokens[i]), lines_between(tokens, i));
        let at = At { mark, again, lines, ahead, behind: LAST, left: LAST, best: [NEVER; 3] };
        let mut next = [NEVER; DEPTHS];
        WAYS.iter().for_each(|way| next[way.to] = next[way.to].min(ahead[way.from] + mark[way.role] + way.step(again)));
        ahead = cross(next, lines);
        at
    });
    let mut all: Vec<At> = forward.collect();
    let mut behind = LAST;
    for at in all.iter_mut().rev() {
        let left = cross_back(behind, at.lines);
        let (mut before, mut least) = ([NEVER; DEPTHS], [NEVER; 3]);
        WAYS.iter().for_each(|way| {
            let cost = at.mark[way.role] + way.step(at.again) + left[way.to];
            before[way.from] = before[way.from].min(cost);
            least[way.role] = least[way.role].min(cost + at.ahead[way.from]);
        });
        behind = before;
        (at.left, at.behind, at.best) = (left, before, least);
    }
    let mut depth = all.first().map_or(0, |first| cheapest((0..DEPTHS).map(|d| (d, first.ahead[d] + first.behind[d])), 0));
    let mut out = Vec::with_capacity(all.len());
    for (i, at) in all.iter().enumerate() {
        let ways = WAYS[FROM[depth]..FROM[depth + 1]].iter();
        let costs = ways.map(|way| ((way.role, way.to), at.mark[way.role] + way.step(at.again) + at.left[way.to]));
        let (role, after) = cheapest(costs, (NEITHER, depth));
        let other = at.best[(role + 1) % 3].min(at.best[(role + 2) % 3]);
        out.push(Reading { role: ROLES[role], margin: other.saturating_sub(at.best[role]), depth, after });
        // Within a line nothing is closed without a mark.
        depth = after;
        if at.lines > 0 {
            let behind = all.get(i + 1).map_or(LAST, |next| next.behind);
            depth = cheapest((0..=after).map(|d| (d, crossing(after, d, at.lines) + behind[d])), after);
        }
    }
    out
}

fn cheapest<T>(ways: impl Iterator<Item = (T, u32)>, otherwise: T) -> T {
    ways.min_by_key(|w| w.1).map_or(otherwise, |w| w.0)
}

/// Every way on, by the depth before the mark. A second opening mark inside a quotation is nested (4), or the first was never closed
/// ([`again`]).
const WAYS: [Way; 12] = [
    Way { from: 0, to: 1, role: OPEN, cost: 0, again: false },
    Way { from: 0, to: 0, role: CLOSE, cost: 5, again: false },
    Way { from: 0, to: 0, role: NEITHER, cost: 0, again: false },
    Way { from: 1, to: 2, role: OPEN, cost: 4, again: false },
    Way { from: 1, to: 1, role: OPEN, cost: 0, again: true },
    Way { from: 1, to: 0, role: CLOSE, cost: 0, again: false },
    Way { from: 1, to: 1, role: NEITHER, cost: 0, again: false },
    Way { from: 2, to: 2, role: OPEN, cost: 1, again: true },
    Way { from: 2, to: 1, role: OPEN, cost: 2, again: true },
    Way { from: 2, to: 1, role: CLOSE, cost: 0, again: false },
    Way { from: 2, to: 0, role: CLOSE, cost: 2, again: false },
    Way { from: 2, to: 2, role: NEITHER, cost: 0, again: false },
];

/// Where among them those of each depth begin, and where the last end.
const FROM: [usize; DEPTHS + 1] = [0, 3, 7, 12];

impl Way {
    /// What it costs where another opening mark costs `again`.
    #[inline(always)]
    fn step(&self, again: u32) -> u32 {
        self.cost + if self.again { again } else { 0 }
    }
}

/// What it costs to begin a quotation again that was never closed: nothing at the head of a line, since each new paragraph of a long
/// quotation begins with an opening mark of its own.
fn again(token: &Token) -> u32 {
    if token.left.kind == Kind::Edge { 0 } else { 6 }
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
