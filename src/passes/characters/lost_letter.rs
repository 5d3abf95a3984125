//! `Beyonc?`, `S�o Paulo`: a letter with an accent that a table of characters did not have. Only a known name says which letter it
//! was. Proposed under the rule `mojibake`.

use std::collections::HashMap;

use super::scan::{letters_after, letters_before};
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
    let letters = letters(names);
    for at in places {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let around = (shown(text[..at].chars().next_back()), shown(text[end..].chars().next()));
        let Some(likely) = letters.get(&around) else { continue };
        let mut found: Vec<(Span, &str)> =
            likely.iter().filter_map(|&(n, i)| Some((stands(text, at, &names[n], i)?, names[n].as_str()))).collect();
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

/// May a table lack the letter?
fn is_lost(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// What stands left and right of a lost letter inside its word: a letter, a lost one, or none.
type Around = (Option<char>, Option<char>);

/// A neighbour of a lost letter, all lost ones being alike.
fn shown(c: Option<char>) -> Option<char> {
    match c? {
        '?' | '\u{fffd}' => Some('\u{fffd}'),
        c if is_lost(c) => Some('\u{fffd}'),
        c => Some(c).filter(|c| c.is_alphabetic()),
    }
}

/// The letters of `names` that may be lost, by what stands around them.
fn letters(names: &[String]) -> HashMap<Around, Vec<(usize, usize)>> {
    let mut letters: HashMap<Around, Vec<(usize, usize)>> = HashMap::new();
    for (number, name) in names.iter().enumerate() {
        for (at, c) in name.char_indices().filter(|l| is_lost(l.1)) {
            let (left, right) = (shown(name[..at].chars().next_back()), shown(name[at + c.len_utf8()..].chars().next()));
            letters.entry((left, right)).or_default().push((number, at));
            // It may have left two signs.
            letters.entry((left, Some('\u{fffd}'))).or_default().push((number, at));
        }
    }
    letters
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
