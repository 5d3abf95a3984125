//! Does a word begin with a vowel when it is spoken? Spelling tells it of nearly every English word; where speakers differ
//! (historic, herb) or an acronym may be read either way (LED), there is no answer.

use crate::survey::Shape;

/// What a word begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    Vowel,
    Consonant,
}

/// Words with a written `h` that is not spoken, by their beginnings.
const SILENT_H: &[&str] = &["hour", "honest", "honor", "honour", "heir"];

/// Beginnings before which both articles are in use; their letters are `h`, `o` and `u`.
const EITHER: &[&str] = &[
    "histori",
    "hotel",
    "herb",
    "homage",
    "heroic",
    "habitual",
    "hallucin",
    "hysteri",
    "horrific",
    "hereditary",
    "hilarious",
    "humble",
    "hispanic",
    "oaxaca",
    "ouija",
    "uzi",
];

/// Acronyms that are spelled out though they could be read as words.
const SPELLED: &[&str] = &[
    "FBI", "HIV", "NGO", "SUV", "MBA", "NBA", "FDA", "FAA", "FIA", "LGBTI", "MRI", "NRA", "RIA", "SEC", "MIT", "MEP", "LSE",
    "NSA", "RNA", "FSA", "LNG", "SMS", "SOS", "MVP", "NFL", "NHL", "NHS", "FTSE",
];

/// Does the article of so many letters, `a` or `an`, go with a word for its first two letters alone?
pub(super) fn goes(article: usize, first: u8, second: u8) -> bool {
    let plain = match first.to_ascii_lowercase() {
        b'a' | b'i' => article == 2,
        b'e' | b'o' | b'u' | b'h' => false,
        first => first.is_ascii_alphabetic() && article == 1,
    };
    // Letters that are spelled out, and figures, begin otherwise.
    plain && second.is_ascii_lowercase()
}

/// The sound that `word`, written in `shape`, begins with.
pub(super) fn sound(word: &str, shape: Shape) -> Option<Sound> {
    match shape {
        Shape::Number => number(word),
        Shape::Alphanumeric if word.starts_with(|c: char| c.is_ascii_digit()) => {
            let (digits, ending) = word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
            ["st", "nd", "rd", "th", "s", "m", "k", "km", "kg"].contains(&ending).then(|| number(digits))?
        }
        Shape::Upper => acronym(word),
        Shape::Lower => spoken(word),
        Shape::Capitalised => spoken(&word.to_lowercase()),
        Shape::Mixed => {
            let mut chars = word.chars();
            let (first, second) = (chars.next()?, chars.next()?);
            match first.to_ascii_lowercase() {
                'a' | 'e' | 'i' | 'o' => Some(Sound::Vowel),
                'u' | 'h' | 'y' => None,
                _ => second.is_lowercase().then_some(Sound::Consonant),
            }
        }
        _ => None,
    }
}

fn number(digits: &str) -> Option<Sound> {
    let vowel = match digits.as_bytes() {
        [b'8', ..] => true,
        [b'1', b'1' | b'8'] | [b'1', b'8', _, _] => true,
        [b'1', b'1', _, _] => return None,
        [b'0', ..] => return None,
        _ => false,
    };
    Some(if vowel { Sound::Vowel } else { Sound::Consonant })
}

fn acronym(word: &str) -> Option<Sound> {
    let letters = word.bytes().all(|b| b.is_ascii_uppercase());
    let readable = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    match word.as_bytes().first().filter(|_| letters && word.len() > 1)? {
        b'A' | b'E' | b'I' | b'O' => Some(Sound::Vowel),
        b'F' | b'H' | b'L' | b'M' | b'N' | b'R' | b'S' | b'X' => (!readable || SPELLED.contains(&word)).then_some(Sound::Vowel),
        _ => Some(Sound::Consonant),
    }
}

fn spoken(word: &str) -> Option<Sound> {
    let begins = |list: &[&str]| list.iter().any(|w| word.starts_with(w));
    let [first, second, ..] = *word.as_bytes() else { return None };
    if !word.is_ascii() || matches!(first, b'h' | b'o' | b'u') && begins(EITHER) {
        return None;
    }
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let any_vowel = || word.bytes().any(|b| vowel(b) || b == b'y');
    Some(match first {
        b'a' | b'i' => Sound::Vowel,
        b'e' if matches!(second, b'u' | b'w') => Sound::Consonant,
        b'e' => Sound::Vowel,
        b'o' if matches!(word, "one" | "ones" | "once" | "oneself" | "onetime") => Sound::Consonant,
        b'o' => Sound::Vowel,
        b'u' if is_you(word.as_bytes()) => Sound::Consonant,
        b'u' => Sound::Vowel,
        b'h' if begins(SILENT_H) => Sound::Vowel,
        b'y' if !vowel(second) => return None,
        _ if any_vowel() => Sound::Consonant,
        // "mph", "km": read in whatever way.
        _ => return None,
    })
}

/// Is the first letter spoken as "you"? university, use, utility, uranium, Ukraine; not under, unimportant, usher, urban.
fn is_you(word: &[u8]) -> bool {
    match word {
        [_, b'n', b'i', third, ..] => !matches!(third, b'n' | b'm' | b'd') && !word.starts_with(b"uniron"),
        [_, b'n', b'a', b'n', ..] => true,
        [_, b's', b'a' | b'e' | b'u', ..] => true,
        [_, b't', b'a' | b'e' | b'i' | b'o', ..] => true,
        [_, b'r', b'a' | b'e' | b'i' | b'o' | b'u', ..] => true,
        [_, b'b', b'i', ..] | [_, b'k', ..] | [_, b'f', b'o', ..] | [_, b'g', b'a', ..] | [_, b'y', ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sound_as_they_are_spoken() {
        for word in
            ["hour", "heir", "umbrella", "unimportant", "unidentified", "urban", "usher", "ugly", "onerous", "Uber", "error"]
        {
            assert_eq!(spoken(&word.to_lowercase()), Some(Sound::Vowel), "{word}");
        }
        for word in
            ["European", "university", "user", "uranium", "one", "once", "ewe", "Ukrainian", "utility", "year", "unanimous"]
        {
            assert_eq!(spoken(&word.to_lowercase()), Some(Sound::Consonant), "{word}");
        }
        assert!(EITHER.iter().all(|word| spoken(word).is_none()));
    }

    #[test]
    fn what_goes_for_its_letters_goes_as_it_is_spoken() {
        let lower = ["act", "ice", "user", "hour", "man", "year", "xenon", "by", "tsk", "euro"].map(|word| (word, Shape::Lower));
        let capitalised = ["Act", "Iron", "Mali", "Yttrium", "Herb", "Owl"].map(|word| (word, Shape::Capitalised));
        let others = [("McDonald", Shape::Mixed), ("iPad", Shape::Mixed), ("mRNA", Shape::Mixed), ("MRI", Shape::Upper)];
        let words = lower.into_iter().chain(capitalised).chain(others).chain([("b2b", Shape::Alphanumeric)]);
        for (word, shape, article) in words.flat_map(|(word, shape)| [(word, shape, 1), (word, shape, 2)]) {
            let odd = sound(word, shape).is_some_and(|sound| (sound == Sound::Vowel) != (article == 2));
            assert!(!odd || !goes(article, word.as_bytes()[0], word.as_bytes()[1]), "{word} {article}");
        }
        assert!(goes(1, b'm', b'a') && goes(2, b'I', b'c') && !goes(2, b'm', b'a') && !goes(1, b'M', b'R'));
    }

    #[test]
    fn numbers_and_acronyms_too() {
        assert_eq!([number("8"), number("80"), number("11"), number("18"), number("1860")], [Some(Sound::Vowel); 5]);
        assert_eq!([number("10"), number("100"), number("115")], [Some(Sound::Consonant); 3]);
        assert_eq!([acronym("MP"), acronym("FBI"), acronym("EU")], [Some(Sound::Vowel); 3]);
        assert_eq!([acronym("UN"), acronym("UK"), acronym("TV")], [Some(Sound::Consonant); 3]);
        assert_eq!([acronym("NATO"), acronym("LED")], [None, None]);
    }
}
