//! What the words around a mark say of it: a verb of saying after it, a pair turned inside out.

use crate::document::Document;
use crate::passes::list::{List, is};

use super::sides::Kind;
use super::tokens::{Glyph, Token};

/// Verbs of saying, which follow a quotation (`, “ said Mr Hale`) or its speaker (`, “ he said`).
const SAYING: &List = &List::of(&[
    "according",
    "acknowledged",
    "added",
    "adds",
    "admitted",
    "announced",
    "answered",
    "argued",
    "argues",
    "asked",
    "asks",
    "believes",
    "claimed",
    "claims",
    "commented",
    "concluded",
    "confirmed",
    "continued",
    "cried",
    "declared",
    "emphasized",
    "explained",
    "explains",
    "highlighted",
    "insisted",
    "insists",
    "joked",
    "mentioned",
    "mentions",
    "noted",
    "notes",
    "observed",
    "pointed",
    "posted",
    "promised",
    "quoted",
    "recalled",
    "recalls",
    "remarked",
    "replied",
    "reported",
    "reports",
    "revealed",
    "said",
    "say",
    "says",
    "shouted",
    "stated",
    "states",
    "stressed",
    "stresses",
    "tells",
    "thinks",
    "thought",
    "told",
    "tweeted",
    "underlined",
    "urged",
    "vowed",
    "warned",
    "warns",
    "whispered",
    "writes",
    "wrote",
]);

/// A text between two marks that is only this joins two quotations (`“war”and“peace”`).
const JOINS: [&str; 16] =
    ["and", "or", "to", "of", "in", "with", "for", "the", "from", "is", "as", "but", "on", "a", "by", "not"];

/// What the words around a mark say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hint {
    /// A verb of saying stands right of it (`, “ he said`): what that costs it as an opening mark.
    pub said_after: u32,
    /// A verb of saying and a comma or colon stand left of it.
    pub said_before: bool,
    /// The word right of it begins with a small letter.
    pub small_after: bool,
    /// It is one of a pair whose spaces are inside out (`the club“ Harbour ”is`); the marks themselves point as they should.
    pub crossed: bool,
    /// It is the first of an inside-out pair (`geopolitical”enemy“from`).
    pub turned_open: bool,
    /// It is the second of one.
    pub turned_close: bool,
    /// What follows the mark on the right is a plural or possessive `s`.
    pub plural: bool,
}

/// The hints for every mark.
pub(crate) fn hints(document: &Document<'_>, tokens: &[Token]) -> Vec<Hint> {
    let mut out: Vec<Hint> = tokens.iter().map(|t| hint(document, t)).collect();
    for (i, hint) in out.iter_mut().enumerate() {
        // No mark follows on the line that could close what would open here.
        if hint.said_after > 0 && tokens.get(i + 1).is_none_or(|next| next.line != tokens[i].line) {
            hint.said_after += 3;
        }
    }
    for i in 1..tokens.len() {
        let beside = (i.checked_sub(2).map(|b| &tokens[b]), tokens.get(i + 1));
        if is_crossed(document, &tokens[i - 1], &tokens[i]) {
            out[i - 1].crossed = true;
            out[i].crossed = true;
        } else if is_inside_out(document, &tokens[i - 1], &tokens[i], beside) {
            out[i - 1].turned_open = true;
            out[i].turned_close = true;
        } else if is_stranded(&tokens[i - 1], &tokens[i], beside.1) {
            out[i].turned_close = true;
        }
    }
    out
}

fn hint(document: &Document<'_>, token: &Token) -> Hint {
    let said_before = matches!(token.left.kind, Kind::Comma | Kind::Colon) && said_before(&document.text()[..token.gap_start]);
    let mut hint = Hint { said_before, ..Hint::default() };
    if token.right.kind != Kind::Letter {
        return hint;
    }
    let after = &document.text()[token.gap_end..];
    if matches!(token.left.kind, Kind::Comma | Kind::Stop) {
        hint.small_after = after.chars().next().is_some_and(char::is_lowercase);
        hint.said_after = if said_before { 0 } else { said_after(after) };
    }
    hint.plural = !token.right.gap && after.starts_with(['s', 'e']) && matches!(first_word(after), "s" | "es" | "ed");
    hint
}

/// Does `text` end with a verb of saying and a comma or colon?
fn said_before(text: &str) -> bool {
    let text = text.trim_end_matches([',', ':']);
    let word = text.bytes().rev().take_while(u8::is_ascii_alphabetic).take(12).count();
    is(SAYING, &text[text.len() - word..])
}

/// How surely `text` goes on with who said it: `said Mr Hale` (surely), `he said`, `Mr Hale said`.
fn said_after(text: &str) -> u32 {
    let text = match text.as_bytes().first_chunk::<80>() {
        Some(near) if near.is_ascii() => &text[..near.len()],
        _ => text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end]),
    };
    let mut rest = text;
    let mut words = std::iter::from_fn(|| {
        let from = &rest[rest.find(char::is_alphanumeric)?..];
        let word = first_word(from);
        rest = &from[word.len()..];
        Some(word)
    });
    let saying = |w: Option<&str>| w.is_some_and(|w| is(SAYING, w));
    let first = words.next();
    if saying(first) {
        return 9;
    }
    let Some(first) = first else { return 0 };
    if matches!(first, "he" | "she" | "they" | "it") {
        return if saying(words.next()) { 6 } else { 0 };
    }
    if matches!(first, "the" | "a" | "an" | "his" | "her" | "their" | "its") {
        // "the doctor said", "the Israeli army said"; not "the plan was announced"
        let subject = |w: &&str| {
            !matches!(*w, "was" | "were" | "is" | "are" | "be" | "been" | "had" | "has" | "have" | "to" | "that" | "who")
        };
        return if words.take(5).take_while(subject).any(|w| saying(Some(w))) { 6 } else { 0 };
    }
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    if capital(first) && saying(words.take(4).find(|w| !capital(w))) { 6 } else { 0 }
}

/// The letters and digits that `text` begins with.
fn first_word(text: &str) -> &str {
    // Nearly every word ends before a sign of ASCII.
    let end = match text.bytes().position(|b| !b.is_ascii_alphanumeric()) {
        Some(end) if text.as_bytes()[end] >= 0x80 => text.find(|c: char| !c.is_alphanumeric()),
        end => end,
    };
    &text[..end.unwrap_or(text.len())]
}

/// `geopolitical”enemy“from`: a closing mark, a few words and an opening mark, glued inside, and outside at least once.
/// Where the marks before and after already make quotations of theirs (`“war”and“peace”`), the words between are no quotation.
fn is_inside_out(document: &Document<'_>, first: &Token, second: &Token, beside: (Option<&Token>, Option<&Token>)) -> bool {
    let opened = beside.0.is_some_and(|t| t.line == first.line && t.glyph != Glyph::Close);
    let closes = beside.1.is_some_and(|t| t.line == first.line && t.glyph != Glyph::Open);
    let between = &document.text()[first.span.end()..second.span.start()];
    let glued = |kind| matches!(kind, Kind::Letter | Kind::Digit);
    first.glyph == Glyph::Close
        && second.glyph == Glyph::Open
        && !first.foreign
        && !second.foreign
        && first.line == second.line
        && !first.right.gap
        && !second.left.gap
        && glued(first.right.kind)
        && glued(second.left.kind)
        && ((!first.left.gap && glued(first.left.kind)) || (!second.right.gap && glued(second.right.kind)))
        && between.len() <= 40
        && !between.contains(['.', '!', '?', ';', ':'])
        && !(opened && closes)
        && !between.split_whitespace().all(|w| JOINS.contains(&w))
}

/// `“It will be seen in the town. “ That is what he thinks.`: the last opening mark of a line stands between spaces behind a full stop,
/// where the line has a quotation to close.
fn is_stranded(first: &Token, second: &Token, next: Option<&Token>) -> bool {
    (first.glyph, second.glyph) == (Glyph::Open, Glyph::Open)
        && !first.foreign
        && !second.foreign
        && first.line == second.line
        && !first.right.gap
        && second.left.gap
        && second.right.gap
        && second.left.kind == Kind::Stop
        && second.right.kind == Kind::Letter
        && next.is_none_or(|t| t.line != second.line)
}

/// `the club“ Harbour ”is`: the marks point as they should, and the space that each should have outside stands inside. Only a name is
/// believed: `the “word“ is taken from ”another`.
fn is_crossed(document: &Document<'_>, first: &Token, second: &Token) -> bool {
    let word = |kind| matches!(kind, Kind::Letter | Kind::Digit);
    let between = &document.text()[first.span.end()..second.span.start()];
    (first.glyph, second.glyph) == (Glyph::Open, Glyph::Close)
        && first.line == second.line
        && !first.left.gap
        && first.right.gap
        && second.left.gap
        && !second.right.gap
        && [first.left.kind, first.right.kind, second.left.kind, second.right.kind].into_iter().all(word)
        && between.trim_start().starts_with(char::is_uppercase)
        && between.split_whitespace().count() <= 4
}
