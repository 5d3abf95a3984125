//! How near a word in the text is to the word that a known name has at its place, and what its repair is worth.

use std::cell::OnceCell;

use crate::dictionary::near::{is_same_unaccented, sound};
use crate::dictionary::{Entry, Kind};
use crate::edit::Tier;
use crate::lexicon;
use crate::passes::consistency::likeness::{is_regular, is_transliteration, one_slip};
use crate::passes::consistency::pinyin::is_pinyin;

/// A name as it stands, one word of it being odd.
pub(super) struct Ear<'a> {
    /// The odd word.
    pub(super) mine: &'a str,
    /// All words, in small letters.
    pub(super) others: &'a [&'a str],
    /// Which of them is the odd one.
    pub(super) place: usize,
    /// How many names there are with all but that word.
    pub(super) shared: usize,
}

/// More people than this with one given name in the news, and a surname one letter off may be somebody else's.
const COMMON_GIVEN_NAME: usize = 12;

/// With a given name that fewer than so many share, a shorter surname tells enough.
const RARE_GIVEN_NAME: usize = 3;

/// Endings of surnames, and given names, of people whose names are written in other letters at home: the spelling in
/// Latin letters varies, and several may be in use.
const ENDINGS: &[&str] = &[
    "ov", "ev", "ova", "eva", "sky", "skiy", "skyi", "sky", "skaya", "ska", "enko", "chuk", "yan", "shvili", "dze", "vich",
    "opoulos", "akis", "idis", "iy", "oglu", "zadeh", "ullah", "uddin",
];
const GIVEN: &[&str] = &[
    "mohammed",
    "mohammad",
    "muhammad",
    "mohamed",
    "ahmed",
    "ahmad",
    "ali",
    "hassan",
    "hossein",
    "hussein",
    "mahmoud",
    "abdul",
    "abdullah",
    "khalid",
    "khaled",
    "omar",
    "yusuf",
    "youssef",
    "ibrahim",
    "mustafa",
    "saeed",
    "said",
    "salman",
    "faisal",
    "nasser",
    "abdel",
    "bashar",
    "saad",
    "sheikh",
    "ayman",
    "yasser",
    "ismail",
    "hamid",
    "hamad",
    "sergei",
    "sergey",
    "alexei",
    "dmitry",
    "mikhail",
    "vladimir",
    "volodymyr",
    "oleksandr",
    "oleksiy",
    "andriy",
    "viktor",
    "yuri",
    "yevgeny",
    "yevgeni",
    "evgeny",
    "evgeni",
    "andrei",
    "andrey",
    "anatoly",
    "vitaly",
    "valery",
    "vasily",
    "gennady",
    "grigory",
    "vyacheslav",
    "ilya",
    "dmitri",
    "dmytro",
    "mykhailo",
    "mykola",
    "serhiy",
    "yulia",
    "georgi",
    "nikolai",
    "giorgi",
    "benjamin",
    "avigdor",
    "yair",
    "moshe",
    "kim",
    "park",
    "lee",
    "choi",
    "ali",
    "reza",
    "qassem",
    "amir",
    "hosni",
    "muammar",
];

/// The entry that the word is a slip for, its word, and the tier of the repair. `None`: none of them, or more than one.
pub(super) fn judge<'d>(name: &Ear<'_>, candidates: &[(&'d Entry, usize)]) -> Option<(&'d Entry, &'d str, Tier)> {
    let mut decided: Option<(&Entry, &str, Tier)> = None;
    let heard = OnceCell::new();
    for (entry, place) in candidates.iter().filter(|(_, place)| *place == name.place) {
        let Some(right) = entry.right.split(' ').nth(*place) else { continue };
        // Another first letter is another name; most candidates are done with here.
        if right.as_bytes().first() != name.mine.as_bytes().first() {
            continue;
        }
        let Some(tier) = tier(name, heard.get_or_init(|| sound(name.mine)), entry, right) else { continue };
        if decided.is_some_and(|(_, other, _)| other != right) {
            return None;
        }
        decided = decided.or(Some((entry, right, tier)));
    }
    decided
}

/// The tier of the repair to `right`; `heard`: what the odd word sounds like.
fn tier(name: &Ear<'_>, heard: &str, entry: &Entry, right: &str) -> Option<Tier> {
    let mine = name.mine;
    let slip = one_slip(mine, right);
    let alike = heard == sound(right);
    if !(alike || slip) {
        return None;
    }
    let length = right.chars().count();
    let counted = |s: &str| s.chars().count();
    let chinese = || length < 8 && [mine, right].iter().chain(name.others).all(|w| is_pinyin(w));
    // Another ending is another name or another form of it (Ivanova, Thiele), unless it sounds the same.
    let ending = is_regular(mine, right) && !(alike && slip && counted(mine) == length && mine.is_ascii() && right.is_ascii());
    if ending || is_same_unaccented(mine, right) || chinese() {
        return None;
    }
    if length < 5 && !slip || !right.starts_with(char::is_uppercase) {
        return None;
    }
    let last = name.place + 1 == name.others.len();
    let suggested = match entry.kind {
        Kind::Person if last => {
            let enough = match (alike, name.shared) {
                (true, _) if name.shared <= COMMON_GIVEN_NAME => 4,
                (false, _) if name.shared > COMMON_GIVEN_NAME => usize::MAX,
                (false, 0..RARE_GIVEN_NAME) => 5,
                // Michael Jordaan is not Michael Jordan.
                _ => 7,
            };
            length < enough || varies(name, right) && !is_foreign(mine, right)
        }
        Kind::Person if GIVEN.contains(&right.to_lowercase().as_str()) && !is_foreign(mine, right) => return None,
        Kind::Person => {
            let surname = name.others.last().map_or(0, |w| counted(w));
            name.shared > 1 || varies(name, right) || !alike && (length < 6 || surname < 6)
        }
        _ if name.others.is_empty() => {
            let class = lexicon::class(right);
            if class.is_word() || class.name && entry.kind != Kind::Company {
                return None;
            }
            length < 7
        }
        _ => {
            let telling = |(i, w): (usize, &&str)| i != name.place && !lexicon::class(w).is_usual();
            if !name.others.iter().enumerate().any(telling) {
                return None;
            }
            !alike && length < 6
        }
    };
    Some(if suggested { Tier::Suggest } else { Tier::Fix })
}

/// Is it the name of somebody whose language is written in other letters, and a difference that two transcriptions make?
fn varies(name: &Ear<'_>, right: &str) -> bool {
    let right = right.to_lowercase();
    let ends = |word: &str| ENDINGS.iter().any(|e| word.ends_with(e));
    let other = ends(&right) || name.others.last().is_some_and(|w| ends(w)) || name.others.iter().any(|w| GIVEN.contains(w));
    let bones = |word: &str| word.to_lowercase().chars().filter(|c| !"aeiouy".contains(*c)).collect::<String>();
    other && (sound(name.mine) == sound(&right) || is_transliteration(name.mine, &right) || bones(name.mine) == bones(&right))
}

/// Letters that German and French put into transcriptions where English has others (Medwedew, Loukachenko, Netanjahu).
fn is_foreign(mine: &str, right: &str) -> bool {
    let (mine, right) = (mine.to_lowercase(), right.to_lowercase());
    ["w", "sch", "tch", "ou", "j"].iter().any(|letters| mine.contains(letters) && !right.contains(letters))
}
