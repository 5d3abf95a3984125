//! `Beyonc?`, `S�o Paulo`: a letter with an accent that a table of characters did not have. Only a known name says which letter it
//! was. Proposed under the rule `mojibake`.

use super::scan::{letters_after, letters_before};
use crate::dictionary::accented::is_lost;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon;
use crate::proposals::Proposals;

const RULE: &str = "mojibake";

/// Proposes the known name.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    let text = document.text();
    let mut places: Vec<usize> = Vec::new();
    if marks.count('\u{fffd}') > 0 {
        places.extend(text.match_indices('\u{fffd}').map(|(at, _)| at));
    }
    if marks.count('?') > 0 {
        places.extend(memchr::memchr_iter(b'?', text.as_bytes()).filter(|&at| is_inside_word(text, at)));
    }
    if places.is_empty() {
        return;
    }
    let names = document.dictionary().accented();
    for at in places {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let likely = names.between(text[..at].chars().next_back(), text[end..].chars().next());
        let mut found: Vec<(Span, &str)> =
            likely.filter_map(|(name, letter)| Some((stands(text, at, name, letter)?, name))).collect();
        found.sort_by_key(|f| std::cmp::Reverse(f.0.len()));
        let Some(&(span, name)) = found.first() else { continue };
        let others = found.iter().filter(|f| f.0 == span && f.1 != name).map(|f| f.1);
        let tier = if others.clone().next().is_some() { Tier::Suggest } else { Tier::Fix };
        let reason = Reason::new(format!("“{}” is the known name “{name}” with a letter lost", document.slice(span)));
        out.push(Edit::new(tier, span, name, RULE, reason).alternatives(others));
    }
}

/// A question mark glued to what is no word by itself.
fn is_inside_word(text: &str, at: usize) -> bool {
    let (stem, tail) = (letters_before(text, at), letters_after(text, at + 1));
    let known = |w: &str| lexicon::class(w).is_known();
    match (stem.is_empty(), tail.is_empty()) {
        (false, false) => !known(stem) || !known(tail),
        (false, true) => stem.starts_with(char::is_uppercase) && !known(stem),
        (true, false) => !known(tail),
        (true, true) => false,
    }
}

/// Where `name` stands around the damaged letter at `at`, which is its letter at `letter`.
fn stands(text: &str, at: usize, name: &str, letter: usize) -> Option<Span> {
    let start = walk(text[..at].chars().rev(), name[..letter].chars().rev()).map(|n| at - n)?;
    let end = at + walk(text[at..].chars(), name[letter..].chars())?;
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    (!word(text[..start].chars().next_back()) && !word(text[end..].chars().next())).then(|| Span::new(start, end))
}

/// How many bytes of `text` the letters of `name` take; one that is lost shows as one or two signs.
fn walk(text: impl Iterator<Item = char>, name: impl Iterator<Item = char>) -> Option<usize> {
    let mut text = text.peekable();
    let mut taken = 0;
    for c in name {
        let shown = text.next()?;
        taken += shown.len_utf8();
        if shown == c {
            continue;
        }
        if !is_lost(c) || !matches!(shown, '\u{fffd}' | '?') {
            return None;
        }
        if shown == '\u{fffd}' && text.peek() == Some(&shown) {
            text.next();
            taken += shown.len_utf8();
        }
    }
    Some(taken)
}
