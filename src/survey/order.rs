//! The small words whose order tells whether a text is one of sentences. The scan lists the few places where they meet, so that
//! nobody need read the text again for them.

/// Small words that English hardly ever puts behind the first of each row.
const NEVER: &[(&str, &[&str])] = &[
    ("the", WITHIN),
    ("a", WITHIN),
    ("an", WITHIN),
    ("of", &["to", "is", "are", "was", "with", "from", "will", "be", "has"]),
    ("to", &["of", "is", "are", "was", "has", "will"]),
    ("for", &["of", "is", "are", "was", "with"]),
    ("with", &["of", "is", "are", "was"]),
    ("from", &["of", "is", "are", "was"]),
    ("by", &["of", "is", "are", "was"]),
    ("at", &["of", "is", "are", "was", "to"]),
    ("is", &["was", "are", "has", "will"]),
    ("will", &["of", "is", "are", "was", "in"]),
];

/// What stands behind no article.
const WITHIN: &[&str] = &[
    "of", "and", "is", "in", "to", "at", "was", "are", "that", "for", "with", "by", "from", "will", "be", "has", "had", "a", "an",
];

/// Words that end no sentence and no part of one.
const GOES_ON: &[&str] = &["the", "a", "an", "of", "and"];

/// Bytes of the longest of them.
const LONGEST: usize = 4;

/// The rows again, each word as the number that its letters make: they are asked for each two small words that meet.
static ROWS: [(u32, [u32; MOST]); NEVER.len()] = {
    let mut rows = [(0, [0; MOST]); NEVER.len()];
    let mut row = 0;
    while row < rows.len() {
        let (first, behind) = NEVER[row];
        rows[row].0 = number(first);
        let mut word = 0;
        while word < behind.len() {
            rows[row].1[word] = number(behind[word]);
            word += 1;
        }
        row += 1;
    }
    rows
};

/// How many words a row has at most.
const MOST: usize = WITHIN.len();

/// A word of up to [`LONGEST`] bytes; 0: it is longer.
const fn number(word: &str) -> u32 {
    let (bytes, mut number, mut at) = (word.as_bytes(), 0, 0);
    while at < bytes.len() && bytes.len() <= LONGEST {
        number = number << 8 | bytes[at] as u32;
        at += 1;
    }
    number
}

/// Does English hardly ever put `second` behind `first`?
pub(crate) fn never(first: &str, second: &str) -> bool {
    let (first, second) = (number(first), number(second));
    second != 0 && ROWS.iter().any(|(word, behind)| *word == first && behind.contains(&second))
}

/// Is it a word that ends no sentence and no part of one?
pub(crate) fn goes_on(word: &str) -> bool {
    GOES_ON.contains(&word)
}

/// Is it a word that some row begins with or has?
pub(super) fn tells(word: &str) -> bool {
    word.len() <= LONGEST && NEVER.iter().any(|(first, behind)| *first == word || behind.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_say_what_the_words_say() {
        let words =
            || NEVER.iter().flat_map(|(first, behind)| behind.iter().chain([first])).chain(&["", "th", "there", "of the"]);
        for first in words() {
            for second in words() {
                let is = NEVER.iter().any(|(word, behind)| word == first && behind.contains(second));
                assert_eq!(never(first, second), is, "{first} {second}");
            }
        }
    }
}
