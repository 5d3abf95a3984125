//! From roles to repairs: how each mark should stand, and what is wrong with how it does.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::proposals::Proposals;

use super::balance::{is_off, upside_down};
use super::costs::Trust;
use super::english::is_foreign_line;
use super::hints::{Hint, hints};
use super::pairs::{Pairs, pairs};
use super::sides::Kind;
use super::single;
use super::solve::{Look, Reading, Role, look, open_ended, solve};
use super::style::Style;
use super::tokens::{self, Glyph, Token};

/// What is wrong with a mark; the first that holds names the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A mark of another language.
    Foreign,
    /// It points the wrong way.
    Reversed,
    /// Written twice, or a straight and a curly one at the two ends of a quotation.
    Mixed,
    /// The space on its outer side is lost.
    Glued,
    /// A space stands on its inner side.
    Spaced,
}

/// One mark put right.
#[derive(Clone, Debug)]
pub(crate) struct Mend {
    pub span: Span,
    pub replacement: String,
    pub fault: Fault,
    pub tier: Tier,
    pub role: Role,
    /// The mark at the other end of the quotation, if it is known.
    pub partner: Option<Span>,
    /// The mark that is surely turned round, where that alone makes this repair certain.
    pub raised_by: Option<Cause>,
}

/// What makes a doubtful repair certain.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    /// This mark of the text is surely turned round.
    Turned(Span),
    /// The language that the text came from has such marks; the words of the reason.
    Language(String),
}

/// A mark that is left as it is though it looks odd: as which fault, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Odd {
    pub span: Span,
    pub fault: Fault,
    pub why: &'static str,
}

/// What is to be done about the quotation marks of a text; made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub mends: Vec<Mend>,
    /// Opening marks of quotations that end nowhere, each with the mark that follows it on the same line; in order of place.
    pub unclosed: Vec<(Span, Option<Span>)>,
    /// Odd marks that are left.
    pub odd: Vec<Odd>,
    /// Opening marks of quotations that run on into the next paragraph.
    pub running: Vec<Span>,
    /// The first mark of a text whose marks are all sound, and how many there are.
    pub sound: Option<(Span, usize)>,
}

/// How much dearer every other reading must be for a repair, and for a suggestion.
const CERTAIN: u32 = 4;
const LIKELY: u32 = 2;

/// Function words that begin no name and seldom a sentence, so that a capital on one after a turned mark is the seam's.
const FUNCTION: [&str; 24] = [
    "from", "of", "and", "in", "on", "to", "for", "with", "by", "at", "as", "is", "was", "are", "were", "that", "which", "who",
    "or", "than", "into", "about", "between", "because",
];

impl Plan {
    /// Reads the quotation marks of `document`.
    pub fn of(document: &Document<'_>) -> Plan {
        let mut plan = Plan::default();
        if tokens::any(document) {
            plan.read(document);
        }
        single::mends(document, &mut plan.mends);
        plan
    }

    /// Reads the double marks.
    fn read(&mut self, document: &Document<'_>) {
        let tokens = tokens::tokens(document);
        let hints = hints(document, &tokens);
        match look(&tokens, &hints) {
            Look::Sound(roles) => {
                self.sound = tokens.first().map(|t| (t.span, tokens.len()));
                self.unclosed = open_ended(&tokens, &hints, &roles).map(|i| (tokens[i].span, None)).collect();
            }
            Look::Paired => {}
            Look::Odd => self.solve(document, tokens, hints),
        }
    }

    /// Reads marks that do not all speak for themselves.
    pub(super) fn solve(&mut self, document: &Document<'_>, tokens: Vec<Token>, hints: Vec<Hint>) {
        let mut readings = solve(&tokens, &hints, Trust::SOUND);
        let turned = |(t, r): (&Token, &Reading)| r.margin >= CERTAIN && is_turned(t, r.role);
        let turned = tokens.iter().zip(&readings).position(turned);
        let broken = turned.map(|i| {
            let doubtful = readings.iter().map(|r| r.margin < CERTAIN).collect();
            (tokens[i].span, doubtful)
        });
        if broken.is_some() {
            readings = solve(&tokens, &hints, Trust::BROKEN);
        }
        let Pairs { partners, lost } = pairs(&tokens, &readings);
        let article = Style::of_article(document, &tokens, &readings, &partners);
        let sure = |i: usize| readings[i].margin >= CERTAIN;
        let lost = lost.into_iter().filter(|&(i, next)| next.is_some() || sure(i));
        self.unclosed = lost.map(|(i, next)| (tokens[i].span, next.map(|n| tokens[n].span))).collect();
        self.unclosed.sort_unstable();
        let upside_down = upside_down(document.text(), &tokens, &readings);
        Read { document, tokens, hints, readings, partners, article, broken, upside_down }.judge(self);
    }

    /// The repairs of one fault as edits of `rule`.
    pub fn edits(&self, fault: Fault, rule: &'static str, reason: fn(&Mend) -> &'static str, out: &mut Proposals) {
        for mend in self.mends.iter().filter(|m| m.fault == fault) {
            let mut why = Reason::new(reason(mend));
            if let Some(partner) = mend.partner {
                why = why.witness(partner);
            }
            let cause = mend.raised_by.as_ref().filter(|_| mend.tier == Tier::Fix);
            if let Some(Cause::Turned(turned)) = cause {
                why = why.witness(*turned);
            }
            let tier = if cause.is_some() { Tier::Suggest } else { mend.tier };
            let edit = Edit::new(tier, mend.span, mend.replacement.clone(), rule, why);
            out.push(match cause {
                Some(Cause::Turned(_)) => edit.raised("a mark is surely turned round in this text"),
                Some(Cause::Language(why)) => edit.raised(why),
                None => edit,
            });
        }
        for odd in self.odd.iter().filter(|o| o.fault == fault) {
            out.left(rule, odd.span, || odd.why);
        }
    }
}

fn is_turned(token: &Token, role: Role) -> bool {
    matches!((token.glyph, role), (Glyph::Open, Role::Close) | (Glyph::Close, Role::Open))
        || (token.foreign && role != Role::Neither)
}

/// A text whose marks are read.
struct Read<'d, 't> {
    document: &'d Document<'t>,
    tokens: Vec<Token>,
    hints: Vec<Hint>,
    readings: Vec<Reading>,
    partners: Vec<Option<usize>>,
    article: Style,
    /// A mark that is surely turned round, and which marks were doubtful until it was found.
    broken: Option<(Span, Vec<bool>)>,
    /// The lines whose marks may all be turned round.
    upside_down: Vec<usize>,
}

impl Read<'_, '_> {
    fn judge(&self, plan: &mut Plan) {
        let mut judged: Option<(usize, bool)> = None;
        for (i, token) in self.tokens.iter().enumerate() {
            if self.readings[i].role == Role::Open && self.partners[i].is_none() {
                plan.running.push(token.span);
            }
            let mend = match self.mend(i) {
                Ok(None) => continue,
                Ok(Some(mend)) => mend,
                Err((fault, why)) => {
                    plan.odd.push(Odd { span: token.span, fault, why });
                    continue;
                }
            };
            let foreign = match judged {
                Some((line, foreign)) if line == token.line => foreign,
                _ => is_foreign_line(self.document, token.span.start()),
            };
            judged = Some((token.line, foreign));
            if foreign {
                plan.odd.push(Odd { span: mend.span, fault: mend.fault, why: "the line reads as another language" });
            } else {
                plan.mends.push(mend);
            }
        }
        plan.running.retain(|mark| plan.unclosed.binary_search_by_key(mark, |u| u.0).is_err());
    }

    /// What is to be done about mark `i`: nothing if it is sound, or why an odd one is left.
    fn mend(&self, i: usize) -> Result<Option<Mend>, (Fault, &'static str)> {
        let (token, role) = (&self.tokens[i], self.readings[i].role);
        let (outer, inner) = match role {
            Role::Open => (token.left, token.right),
            Role::Close => (token.right, token.left),
            Role::Neither => {
                let fault = if token.foreign { Fault::Foreign } else { Fault::Reversed };
                return Err((fault, "it opens and closes nothing: a measure, a repetition or an empty pair"));
            }
        };
        let style = self.style(i);
        let glued = !outer.gap && self.wants_space(i, outer.kind);
        let spaced = inner.gap && !inner.loose && self.is_plain_gap(i);
        let fault = if token.foreign {
            Fault::Foreign
        } else if is_turned(token, role) {
            Fault::Reversed
        } else if token.doubled || Style::of(token, role) != Some(style) {
            Fault::Mixed
        } else if spaced {
            Fault::Spaced
        } else if glued {
            Fault::Glued
        } else {
            return Ok(None);
        };
        let tier = self.tier(i).ok_or((fault, "the marks of this text can also be paired with this one as it stands"))?;
        if inner.kind == Kind::Edge {
            return Err((fault, "nothing stands on its inner side on this line"));
        }
        if self.partners[i].is_none() && self.document.slice(token.span).starts_with("''") {
            return Err((fault, "two single marks may be apostrophes where no other two open or close with them"));
        }
        if self.is_heaped(i) {
            return Err((fault, "it stands in a heap of marks that may mean anything"));
        }
        if self.may_be_two(i) {
            return Err((fault, "the doubled mark may end two quotations, one in the other"));
        }
        let (mut start, mut end) = (token.span.start(), token.span.end());
        match role {
            Role::Open if spaced => end = token.gap_end,
            Role::Close if spaced => start = token.gap_start,
            _ => {}
        }
        let mut replacement = String::from(style.mark(role));
        if glued && role == Role::Open {
            replacement.insert(0, ' ');
        } else if glued {
            replacement.push(' ');
            if let Some((word, small)) = self.seam_capital(i) {
                replacement.push_str(&small);
                end = word.end();
            }
        }
        let partner = self.partners[i].map(|p| self.tokens[p].span);
        let turned = self.broken.as_ref().filter(|(_, doubtful)| doubtful[i]).map(|b| Cause::Turned(b.0));
        let lines = self.document.survey().paragraphs().len();
        let unsure = matches!(fault, Fault::Spaced | Fault::Glued) && self.upside_down.binary_search(&token.line).is_ok();
        let (tier, raised_by) = match tier {
            _ if unsure => (Tier::Suggest, None),
            _ if is_off(&self.tokens, &self.readings, &self.partners, (i, fault), lines) => (Tier::Suggest, None),
            Tier::Fix => (tier, turned),
            _ => self.expected(i).map_or((tier, None), |why| (Tier::Fix, Some(Cause::Language(why)))),
        };
        Ok(Some(Mend { span: Span::new(start, end), replacement, fault, tier, role, partner, raised_by }))
    }

    /// Does mark `i` touch another, in any way but `”“` between two quotations? There is no telling what a heap of marks means.
    fn is_heaped(&self, i: usize) -> bool {
        let touch = |a: usize, b: usize| self.tokens[a].span.end() == self.tokens[b].span.start();
        let (from, to) = match (i > 0 && touch(i - 1, i), i + 1 < self.tokens.len() && touch(i, i + 1)) {
            (false, false) => return false,
            (true, true) => return true,
            (true, false) => (i - 1, i),
            (false, true) => (i, i + 1),
        };
        let more = (from > 0 && touch(from - 1, from)) || (to + 1 < self.tokens.len() && touch(to, to + 1));
        let parted = (self.readings[from].role, self.readings[to].role) == (Role::Close, Role::Open);
        more || !parted || self.tokens[from].doubled || self.tokens[to].doubled
    }

    /// May the doubled mark end (or begin) two quotations, one in the other? `("the "Group"")`
    fn may_be_two(&self, i: usize) -> bool {
        let (token, reading) = (&self.tokens[i], &self.readings[i]);
        let marks = self.document.slice(token.span);
        let alike = marks.chars().all(|c| marks.starts_with(c));
        let doubled_partner = self.partners[i].is_some_and(|p| self.tokens[p].doubled);
        token.doubled
            && match reading.role {
                Role::Open => alike && !doubled_partner,
                _ => reading.depth > 1,
            }
    }

    fn tier(&self, i: usize) -> Option<Tier> {
        let token = &self.tokens[i];
        // Glued or spaced on both sides, a mark does not say itself what it does: its partner must.
        let partner = self.sure_partner(i).filter(|&p| self.tokens[p].line.abs_diff(token.line) <= 1);
        match self.readings[i].margin {
            CERTAIN.. if partner.is_none() && self.is_mute(i) => Some(Tier::Suggest),
            CERTAIN.. => Some(Tier::Fix),
            LIKELY.. => Some(Tier::Suggest),
            _ => None,
        }
    }

    /// Why mark `i` may be one that the text has kept of its language: a foreign mark in a role that language gives it.
    fn expected(&self, i: usize) -> Option<String> {
        let mark = self.document.slice(self.tokens[i].span).chars().next().filter(|_| self.tokens[i].foreign)?;
        self.document.habits().expected("has such quotation marks", |p| p.quotes.contains(&mark))
    }

    fn sure_partner(&self, i: usize) -> Option<usize> {
        self.partners[i].filter(|&p| self.readings[p].margin >= CERTAIN)
    }

    /// The style mark `i` should have: its own if it is sound and goes with its partner's.
    fn style(&self, i: usize) -> Style {
        let of = |i: usize| Style::of(&self.tokens[i], self.readings[i].role);
        let partner = self.sure_partner(i);
        match (of(i), partner.and_then(of)) {
            (Some(own), Some(other)) if own == other => own,
            (Some(_), Some(_)) if partner.is_some_and(|p| self.tokens[p].line == self.tokens[i].line) => self.article,
            (Some(own), _) => own,
            (None, Some(other)) => other,
            (None, None) => self.article,
        }
    }

    /// Do the neighbours leave open which way the mark should point?
    fn is_mute(&self, i: usize) -> bool {
        let (token, hint) = (&self.tokens[i], &self.hints[i]);
        let word = |k| matches!(k, Kind::Letter | Kind::Digit | Kind::Other);
        match (token.left.gap, token.right.gap) {
            (false, false) => word(token.left.kind) && word(token.right.kind) && !hint.turned_open && !hint.turned_close,
            (true, true) => token.right.kind != Kind::Edge && hint.said_after < 6,
            _ => false,
        }
    }

    /// Is a space wanted between mark `i` and what stands on its outer side?
    fn wants_space(&self, i: usize, outer: Kind) -> bool {
        match (self.readings[i].role, outer) {
            (Role::Open, Kind::Letter | Kind::Digit | Kind::Stop | Kind::Comma | Kind::Colon | Kind::Closer) => true,
            (Role::Open, Kind::Quote) => i > 0 && self.readings[i - 1].role == Role::Close,
            (Role::Close, Kind::Letter | Kind::Digit) => !self.hints[i].plural,
            (Role::Close, Kind::Opener) => self.document.after(self.tokens[i].span.end()) == Some('('),
            _ => false,
        }
    }

    /// Is the white space inside mark `i` one or two spaces? More, or a tab, is a table.
    fn is_plain_gap(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let gap = match self.readings[i].role {
            Role::Open => Span::new(token.span.end(), token.gap_end),
            _ => Span::new(token.gap_start, token.span.start()),
        };
        let gap = self.document.slice(gap);
        !gap.contains('\t') && gap.chars().count() <= 2
    }

    /// The function word glued to a turned closing mark inside a sentence, and the same without its stray capital (`enemy“From`).
    fn seam_capital(&self, i: usize) -> Option<(Span, String)> {
        let token = &self.tokens[i];
        if token.left.kind != Kind::Letter || token.glyph != Glyph::Open {
            return None;
        }
        let survey = self.document.survey();
        let word = survey.words().get(survey.word_at(token.span.end()))?.span();
        if word.start() != token.span.end() {
            return None;
        }
        let form = self.document.slice(word);
        let small = form.to_lowercase();
        let stray = form != small && FUNCTION.contains(&small.as_str()) && self.document.after(word.end()) == Some(' ');
        stray.then_some((word, small))
    }
}
