//! The function words that seams turn on, by what they do.

/// Words that lead a fragment and hardly ever end a longer word by chance.
pub(super) const LEADING: &[&str] = &[
    "the",
    "and",
    "of",
    "which",
    "who",
    "whose",
    "that",
    "with",
    "from",
    "including",
    "was",
    "were",
    "said",
    "has",
    "had",
    "would",
    "where",
    "when",
    "while",
    "because",
    "but",
    "also",
    "after",
    "before",
    "their",
    "these",
    "those",
    "this",
    "according",
    "during",
    "for",
    "by",
    "to",
    "been",
    "could",
    "should",
    "between",
    "through",
    "since",
    "until",
    "without",
    "than",
    "then",
    "what",
    "although",
    "though",
    "against",
    "among",
    "despite",
    "will",
    "have",
    "did",
    "does",
    "they",
    "your",
    "our",
    "about",
    "amid",
    "via",
    "whom",
    "whether",
    "following",
];

/// Words that may lead a fragment but also end many words: a suggestion.
pub(super) const DOUBTFUL: &[&str] =
    &["in", "is", "as", "at", "on", "an", "or", "are", "his", "her", "its", "it", "a", "not", "into", "over", "he", "she", "we"];

/// Those of them that begin a fragment often enough to be believed in a damaged text.
pub(super) const LOOSE: &[&str] = &["in", "is", "as", "at", "on", "are", "not", "into", "over", "his", "her", "its", "has"];

/// Words that end a fragment and hardly ever begin a longer word by chance.
pub(super) const TRAILING: &[&str] = &[
    "the", "and", "of", "which", "that", "with", "from", "this", "their", "its", "were", "was", "are", "has", "have", "been",
    "would", "these", "those", "when", "while", "they", "said", "his", "to", "for", "is", "where", "who",
];

/// Prepositions and auxiliaries after which an article follows without a comma.
pub(super) const BINDING: &[&str] = &[
    "of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "is", "was", "are", "were", "be", "been", "and", "or",
    "but", "that", "than", "into", "over", "about", "after", "before", "between", "through", "during", "against", "under",
    "since", "until", "not", "has", "have", "had", "said", "all", "both", "half", "like", "near", "behind", "when", "if",
    "because", "while", "despite", "among", "around", "toward", "towards", "within", "without", "across", "along", "upon", "per",
    "via", "amid", "what", "how", "where", "which", "who", "whom", "whose", "so",
];

/// Words that stand after a comma when they follow a noun: the comma is lost with the space.
pub(super) const AFTER_COMMA: &[&str] =
    &["which", "who", "whose", "including", "but", "while", "although", "though", "whom", "according"];

/// Is `word` one of `list`? Short lists: the first byte and the length tell most words apart.
pub(super) fn is(list: &[&str], word: &str) -> bool {
    list.iter().any(|w| w.len() == word.len() && w.as_bytes().first() == word.as_bytes().first() && *w == word)
}
