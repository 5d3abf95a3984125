//! From roles to repairs: how each mark should stand, and what is wrong with how it does.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};

use super::costs::Trust;
use super::english::is_foreign_line;
use super::hints::{Hint, hints};
use super::pairs::pairs;
use super::solve::{Reading, Role, solve};
use super::style::{self, Style};
use super::tokens::{self, Glyph, Kind, Token};

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
}

/// What is to be done about the quotation marks of a text; made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub mends: Vec<Mend>,
    /// Opening marks of quotations that end nowhere, each with the opening mark that follows it.
    pub unclosed: Vec<(Span, Span)>,
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
        if !tokens::any(document) {
            return Plan::default();
        }
        let tokens = tokens::tokens(document);
        let hints: Vec<Hint> = hints(document, &tokens);
        let mut readings = solve(&tokens, &hints, Trust::SOUND);
        let broken = tokens.iter().zip(&readings).any(|(t, r)| r.margin >= CERTAIN && is_turned(t, r.role));
        if broken {
            readings = solve(&tokens, &hints, Trust::BROKEN);
        }
        let pairs = pairs(&tokens, &readings);
        let article = style::of_article(document, &tokens, &readings);
        let mends =
            (0..tokens.len()).filter_map(|i| mend(document, &tokens, &hints, &readings, &pairs.partner, article, i)).collect();
        let unclosed = pairs.lost.iter().map(|&(a, b)| (tokens[a].span, tokens[b].span)).collect();
        Plan { mends, unclosed }
    }

    /// The repairs of one fault as edits of `rule`.
    pub fn edits(&self, fault: Fault, rule: &'static str, reason: fn(&Mend) -> &'static str, out: &mut Vec<Edit>) {
        for mend in self.mends.iter().filter(|m| m.fault == fault) {
            let mut why = Reason::new(reason(mend));
            if let Some(partner) = mend.partner {
                why = why.witness(partner);
            }
            out.push(Edit::new(mend.tier, mend.span, mend.replacement.clone(), rule, why));
        }
    }
}

fn is_turned(token: &Token, role: Role) -> bool {
    matches!((token.glyph, role), (Glyph::Open, Role::Close) | (Glyph::Close, Role::Open))
        || (token.foreign && role != Role::Neither)
}

fn mend(
    document: &Document<'_>,
    tokens: &[Token],
    hints: &[Hint],
    readings: &[Reading],
    partners: &[Option<usize>],
    article: Style,
    i: usize,
) -> Option<Mend> {
    let (token, reading) = (&tokens[i], &readings[i]);
    let partner = partners[i].filter(|&p| readings[p].margin >= CERTAIN);
    // Glued or spaced on both sides, a mark does not say itself what it does: its partner must.
    let alone = partner.is_none_or(|p| tokens[p].line.abs_diff(token.line) > 1);
    let tier = match reading.margin {
        CERTAIN.. if alone && speaks_not(token, &hints[i]) => Tier::Suggest,
        CERTAIN.. => Tier::Fix,
        LIKELY.. => Tier::Suggest,
        _ => return None,
    };
    let role = reading.role;
    let (outer, inner) = match role {
        Role::Open => (token.left, token.right),
        Role::Close => (token.right, token.left),
        Role::Neither => return None,
    };
    if inner.kind == Kind::Edge {
        return None;
    }
    let own = Style::of(token, reading);
    let mark = match (own, partner.and_then(|p| Style::of(&tokens[p], &readings[p]))) {
        (Some(own), Some(other)) if own == other => own,
        (Some(own), Some(_)) if partner.is_some_and(|p| tokens[p].line == token.line) && own != article => article,
        (Some(own), _) => own,
        (None, Some(other)) => other,
        (None, None) => article,
    };
    let glued = !outer.gap && wants_space(document, outer.kind, role, tokens, readings, hints, i);
    let spaced = inner.gap && is_plain_gap(document, token, role);
    let fault = if token.foreign {
        Fault::Foreign
    } else if is_turned(token, role) {
        Fault::Reversed
    } else if token.doubled || own != Some(mark) {
        Fault::Mixed
    } else if spaced {
        Fault::Spaced
    } else if glued {
        Fault::Glued
    } else {
        return None;
    };
    if is_foreign_line(document, token.span.start()) {
        return None;
    }
    let (start, end) = match role {
        Role::Open => (token.span.start(), if spaced { token.gap_end } else { token.span.end() }),
        _ => (if spaced { token.gap_start } else { token.span.start() }, token.span.end()),
    };
    let (mut replacement, mut end) = (String::from(mark.mark(role)), end);
    if glued && role == Role::Open {
        replacement.insert(0, ' ');
    } else if glued {
        replacement.push(' ');
        if let Some((word, small)) = seam_capital(document, token) {
            replacement.push_str(&small);
            end = word.end();
        }
    }
    let partner = partners[i].map(|p| tokens[p].span);
    Some(Mend { span: Span::new(start, end), replacement, fault, tier, role, partner })
}

/// Do the neighbours leave open which way the mark should point?
fn speaks_not(token: &Token, hint: &Hint) -> bool {
    let word = |k| matches!(k, Kind::Letter | Kind::Digit | Kind::Other);
    match (token.left.gap, token.right.gap) {
        (false, false) => word(token.left.kind) && word(token.right.kind) && !hint.turned_open && !hint.turned_close,
        (true, true) => token.right.kind != Kind::Edge && hint.said_after < 6,
        _ => false,
    }
}

/// Is a space wanted between the mark and what stands on its outer side?
fn wants_space(
    document: &Document<'_>,
    kind: Kind,
    role: Role,
    tokens: &[Token],
    readings: &[Reading],
    hints: &[Hint],
    i: usize,
) -> bool {
    let round_bracket = document.after(tokens[i].span.end()) == Some('(');
    match (role, kind) {
        (Role::Open, Kind::Letter | Kind::Digit | Kind::Stop | Kind::Comma | Kind::Colon | Kind::Closer) => true,
        (Role::Open, Kind::Quote) => i > 0 && readings[i - 1].role == Role::Close,
        (Role::Close, Kind::Letter | Kind::Digit) => !hints[i].plural,
        (Role::Close, Kind::Opener) => round_bracket,
        _ => false,
    }
}

/// One or two spaces; more, or a tab, is a table.
fn is_plain_gap(document: &Document<'_>, token: &Token, role: Role) -> bool {
    let gap = match role {
        Role::Open => Span::new(token.span.end(), token.gap_end),
        _ => Span::new(token.gap_start, token.span.start()),
    };
    let gap = document.slice(gap);
    !gap.contains('\t') && gap.chars().count() <= 2
}

/// The function word glued to a closing mark inside a sentence, with its stray capital taken away (`enemy“From`).
fn seam_capital(document: &Document<'_>, token: &Token) -> Option<(Span, String)> {
    if token.left.kind != Kind::Letter || token.glyph != Glyph::Open {
        return None;
    }
    let survey = document.survey();
    let word = survey.words().get(survey.word_at(token.span.end()))?.span();
    if word.start() != token.span.end() {
        return None;
    }
    let form = document.slice(word);
    let small = form.to_lowercase();
    (form != small && FUNCTION.contains(&small.as_str()) && document.after(word.end()) == Some(' ')).then_some((word, small))
}
