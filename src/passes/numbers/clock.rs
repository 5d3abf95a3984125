//! `at 17: 21` → `at 17:21`; `2: 0 (1: 0)` → `2:0 (1:0)`: two figures that a colon joins, a time of day or a score, set apart
//! behind it. A colon between two figures may as well name and list (“Group 1: 20 people”), so what stands around decides.

use super::figure::is_label;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::calendar::is_weekday;
use crate::passes::list::{List, is};
use crate::passes::marks::around::{form, spaces_before, word_after, word_before};
use crate::proposals::Decision;
use crate::survey::{Shape, Word};

/// How far a bracket may reach, in bytes.
const BRACKET: usize = 80;

/// What stands before a time of day, but also before other figures.
#[rustfmt::skip]
const PREPOSITIONS: &List = &List::of(&[
    "from", "From", "to", "by", "By", "before", "Before", "after", "After", "since", "Since", "around", "Around",
    "about", "between", "Between", "and",
]);

/// What stands behind nothing but a time of day.
#[rustfmt::skip]
const BEHIND: &List = &List::of(&[
    "am", "pm", "AM", "PM", "UTC", "GMT", "BST", "CET", "CEST", "EST", "EDT", "PST", "PDT", "MSK", "JST", "IST",
]);

/// What goes on behind a time or a score, and begins nothing that is counted.
#[rustfmt::skip]
const GOES_ON: &List = &List::of(&[
    "on", "in", "at", "to", "the", "and", "or", "when", "while", "until", "till", "from", "for", "but", "with", "as",
    "local", "that", "this", "he", "she", "they", "it", "we", "I", "today", "tomorrow", "yesterday", "against",
    "after", "before", "by", "victory", "win", "defeat", "lead", "draw", "loss", "is", "was", "every", "each",
    "there", "because", "if",
]);

/// Two figures and the colon between them.
#[derive(Clone, Copy)]
struct Pair<'t> {
    span: Span,
    left: &'t str,
    right: &'t str,
    /// `30pm`: what is glued to the second.
    half: &'t str,
}

impl Pair<'_> {
    /// Can it be a time of day?
    fn is_clock(self) -> bool {
        let hour = self.left.len() <= 2 && self.left.parse().is_ok_and(|h: u32| h <= 24);
        hour && self.right.len() == 2 && self.right < "60"
    }

    /// Is it written as only times are?
    fn is_round(self) -> bool {
        self.right.starts_with('0') || self.left.len() == 2 && self.left.starts_with('0')
    }
}

/// The two figures beside the colon at `at`, which a space follows, and what is decided about them.
pub(super) fn one(document: &Document<'_>, at: usize) -> Option<(Span, Decision)> {
    let pair = pair(document, at)?;
    let Pair { span, left, right, half } = pair;
    let Some(tier) = tier(document, pair) else {
        return Some((
            span,
            Err("the colon may name or list what follows: no time of day and no score is told by what stands around"),
        ));
    };
    let joined = format!("{left}:{right}{half}");
    let reason = Reason::new(format!("“{joined}” is a time or a score, and has no space inside"));
    // Figures with a dash between them are not to be touched, see `protect`.
    let dash = |c: Option<char>| c == Some('-');
    let (span, new) = match dash(document.before(span.start())) || dash(document.after(span.end())) {
        true => (Span::new(at, at + 2), ":".to_owned()),
        false => (span, joined),
    };
    Some((span, Ok(Edit::new(tier, span, new, super::split_figure::RULE, reason))))
}

fn pair<'t>(document: &Document<'t>, at: usize) -> Option<Pair<'t>> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (first, second) = (word_before(document, at)?, word_after(document, at + 2)?);
    let (left, whole) = (document.word(first), document.word(second));
    let (right, half) = whole.split_at(whole.bytes().take_while(u8::is_ascii_digit).count());
    let span = Span::new(first.span().start(), second.span().end());
    let after = document.after(span.end());
    let beyond = after.and_then(|c| document.after(span.end() + c.len_utf8()));
    let goes_on = matches!(document.before(span.start()), Some(':' | '.' | ',' | '/' | '#' | '$' | '€' | '£' | '_'))
        || match after {
            Some(':' | '/' | '%' | '°' | '\'' | '’' | '_') => true,
            Some('-' | '–') => beyond.is_some_and(char::is_alphabetic),
            Some('.' | ',') => beyond.is_some_and(|c| c.is_ascii_digit()),
            _ => false,
        };
    let small = left.len() <= 3 && right.len() <= 3 && digits(left) && !right.is_empty();
    let halves = matches!(half, "" | "am" | "pm" | "AM" | "PM");
    (small && halves && !goes_on).then_some(Pair { span, left, right, half })
}

fn tier(document: &Document<'_>, pair: Pair<'_>) -> Option<Tier> {
    let text = document.text();
    let (start, end) = (pair.span.start(), pair.span.end());
    let range = if pair.is_clock() { range(text, pair.span) } else { None };
    let first = range.unwrap_or(start);
    let before = word_before(document, spaces_before(text, first));
    let next = text[end..].starts_with(' ').then(|| word_after(document, end + 1)).flatten();
    if let Some(series) = series(text, start) {
        return (series && pair.half.is_empty()).then_some(Tier::Fix);
    }
    let lead = before.map_or("", |w| document.word(w));
    // “Group 1: 20 people”, “Acts 3: 16”, “room 4: 12 beds”
    let named = before.is_none_or(|w| form(document, w).shape != Shape::Lower || is_label(lead) || lead == "step");
    if text[end..].starts_with(" (") && series(text, end + 2) == Some(true) && (before.is_some() && !is_label(lead)) {
        return Some(Tier::Fix);
    }
    if pair.is_clock() {
        if !pair.half.is_empty() || behind(document, end, next) {
            return Some(Tier::Fix);
        }
        let range = range.is_some();
        let open = next.is_none_or(|w| goes_on(document, w)) && !followed_by_sign(document, end);
        let weekday = is_weekday(lead);
        let label = ["time:", "Time:"].iter().any(|l| text[..spaces_before(text, first)].ends_with(l));
        if open && (label || is_at(document, before) || range && (!named || weekday)) {
            return Some(Tier::Fix);
        }
        let of_time = is(PREPOSITIONS, lead) || lead == "of" && matches!(previous(document, before), "as" | "As") || weekday;
        if open && of_time && (pair.is_round() || next.is_some_and(|w| day_follows(document, w))) {
            return Some(Tier::Fix);
        }
        if open && (range && before.is_none() || of_time) {
            return Some(Tier::Suggest);
        }
    }
    let open = next.is_none_or(|w| goes_on(document, w)) && !followed_by_sign(document, end);
    let score = matches!(lead, "a" | "the" | "with" | "won" | "lost" | "win" | "ratio" | "score" | "by" | "of" | "to");
    (!named && open && score && pair.half.is_empty()).then_some(Tier::Suggest)
}

/// Does `at` stand in a bracket that has nothing but such pairs? Told of one that has, whether they are more than a list by number
/// (“(1: 20, 2: 30)”).
fn series(text: &str, at: usize) -> Option<bool> {
    let bytes = text.as_bytes();
    let part = |b: &u8| b.is_ascii_digit() || matches!(b, b':' | b',' | b';' | b' ');
    let from = at.saturating_sub(BRACKET);
    let open = bytes[from..at].iter().rposition(|b| !part(b)).map(|i| from + i).filter(|&i| bytes[i] == b'(')?;
    let to = (at + BRACKET).min(bytes.len());
    let close = bytes[at..to].iter().position(|b| !part(b)).map(|i| at + i).filter(|&i| bytes[i] == b')')?;
    let mut last = None;
    let mut numbered = false;
    for one in text[open + 1..close].split([',', ';']) {
        let (left, right) = one.trim().split_once(':')?;
        let (left, _): (u32, u32) = (left.parse().ok()?, right.trim_start().parse().ok()?);
        numbered |= last.is_some_and(|last| left.checked_sub(1) == Some(last));
        last = Some(left);
    }
    let alone = !text[open + 1..close].contains([',', ';']);
    Some(alone || !numbered)
}

/// `p.m.`, `UTC`: what stands behind nothing but a time of day.
fn behind(document: &Document<'_>, end: usize, next: Option<Word>) -> bool {
    let Some(word) = next else { return false };
    let dotted = ["a.m.", "p.m.", "A.M.", "P.M.", "o'clock", "o’clock"];
    is(BEHIND, document.word(word))
        || dotted.iter().any(|d| document.text()[end + 1..].starts_with(d))
        || is_time_there(document, word)
}

/// `local time`, `Beijing time`
fn is_time_there(document: &Document<'_>, word: Word) -> bool {
    word_after(document, word.span().end() + 1).is_some_and(|w| document.word(w) == "time")
        && document.after(word.span().end()) == Some(' ')
}

/// `at`, also before `about`.
fn is_at(document: &Document<'_>, before: Option<Word>) -> bool {
    let lead = before.map_or("", |w| document.word(w));
    matches!(lead, "at" | "At" | "until" | "till" | "Until")
        || matches!(lead, "about" | "around" | "exactly" | "approximately" | "just" | "precisely")
            && previous(document, before) == "at"
}

fn previous<'t>(document: &Document<'t>, word: Option<Word>) -> &'t str {
    let found = word.and_then(|w| word_before(document, spaces_before(document.text(), w.span().start())));
    found.map_or("", |w| document.word(w))
}

/// `on July 26`, `in the morning`, `to 13:00`: no thing that is counted, but a time, goes on so.
fn day_follows(document: &Document<'_>, next: Word) -> bool {
    let after = word_after(document, next.span().end() + 1);
    match document.word(next) {
        "today" | "tomorrow" | "yesterday" | "tonight" => true,
        "on" => after.is_some_and(|w| is_weekday(document.word(w)) || form(document, w).shape == Shape::Capitalised),
        "in" => {
            after.is_some_and(|w| document.word(w) == "the") && {
                let part = after.and_then(|w| word_after(document, w.span().end() + 1));
                part.is_some_and(|w| matches!(document.word(w), "morning" | "afternoon" | "evening"))
            }
        }
        _ => false,
    }
}

/// May a time or a score stand before this word, and nothing that is counted begin with it?
fn goes_on(document: &Document<'_>, next: Word) -> bool {
    let word = document.word(next);
    is_weekday(word) || is(GOES_ON, word)
}

/// A dollar sign or the like begins an amount.
fn followed_by_sign(document: &Document<'_>, end: usize) -> bool {
    let rest = document.text()[end..].trim_start_matches(' ');
    rest.starts_with(['$', '£', '€', '%', '/', '='])
}

/// Where a time begins that runs to another, `12: 00 - 13: 00`, one of the two at `span`.
fn range(text: &str, span: Span) -> Option<usize> {
    let clock = |s: &str| {
        let split = s.split_once(':').map(|(hour, minutes)| (hour, minutes.trim_start()));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        split.is_some_and(|(h, m)| (1..=2).contains(&h.len()) && digits(h) && m.len() == 2 && digits(m) && m < "60")
    };
    let part = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ');
    let dash = ['-', '–', '—'];
    let later = text[span.end()..].trim_start_matches(' ').strip_prefix(dash).map(|r| r.trim_start_matches(' '));
    if later.is_some_and(|r| clock(r[..r.find(|c| !part(c)).unwrap_or(r.len())].trim_end())) {
        return Some(span.start());
    }
    let earlier = text[..span.start()].trim_end_matches(' ').strip_suffix(dash)?.trim_end_matches(' ');
    let run: usize = earlier.bytes().rev().take_while(|b| part(char::from(*b))).count();
    let start = earlier.len() - run;
    let found = earlier[start..].trim_start_matches([':', ' ']);
    clock(found).then(|| earlier.len() - found.len())
}
