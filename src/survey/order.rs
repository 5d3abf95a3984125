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

/// Does English hardly ever put `second` behind `first`?
pub(crate) fn never(first: &str, second: &str) -> bool {
    second.len() <= LONGEST && NEVER.iter().any(|(word, behind)| *word == first && behind.contains(&second))
}

/// Is it a word that ends no sentence and no part of one?
pub(crate) fn goes_on(word: &str) -> bool {
    GOES_ON.contains(&word)
}

/// Is it a word that some row begins with or has?
pub(super) fn tells(word: &str) -> bool {
    word.len() <= LONGEST && NEVER.iter().any(|(first, behind)| *first == word || behind.contains(&word))
}
