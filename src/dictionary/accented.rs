//! Right forms with letters past ASCII, found again by what stands around such a letter when it is lost.

use std::collections::HashMap;

/// What stands left and right of a lost letter inside its word: a letter, a lost one (U+FFFD), or none.
type Around = (Option<char>, Option<char>);

/// The names, and where in them the letters are that may be lost.
#[derive(Debug, Default)]
pub(crate) struct Accented {
    names: Vec<String>,
    /// Number of a name and offset of the letter, by what stands around it.
    letters: HashMap<Around, Vec<(u32, u32)>>,
}

impl Accented {
    /// Of names in any order.
    pub(super) fn of(names: impl Iterator<Item = String>) -> Accented {
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        names.dedup();
        let mut letters: HashMap<Around, Vec<(u32, u32)>> = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            for (at, c) in name.char_indices().filter(|l| is_lost(l.1)) {
                let (left, right) = (shown(name[..at].chars().next_back()), shown(name[at + c.len_utf8()..].chars().next()));
                letters.entry((left, right)).or_default().push((number as u32, at as u32));
                // It may have left two signs.
                letters.entry((left, Some('\u{fffd}'))).or_default().push((number as u32, at as u32));
            }
        }
        Accented { names, letters }
    }

    /// The names that have a letter which may be lost between these two characters, each with its offset.
    pub(crate) fn between(&self, left: Option<char>, right: Option<char>) -> impl Iterator<Item = (&str, usize)> + '_ {
        let found = self.letters.get(&(shown(left), shown(right))).map(Vec::as_slice).unwrap_or_default();
        found.iter().map(|&(number, at)| (self.names[number as usize].as_str(), at as usize))
    }
}

/// May a table of characters lack the letter?
pub(crate) fn is_lost(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// A neighbour of a lost letter, all lost ones being alike.
fn shown(c: Option<char>) -> Option<char> {
    match c? {
        '?' | '\u{fffd}' => Some('\u{fffd}'),
        c if is_lost(c) => Some('\u{fffd}'),
        c => Some(c).filter(|c| c.is_alphabetic()),
    }
}
