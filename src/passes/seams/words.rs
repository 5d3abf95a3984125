//! The function words that seams turn on, by what they do.

use crate::passes::list::List;
pub(super) use crate::passes::list::is;

/// Words that lead a fragment and hardly ever end a longer word by chance.
#[rustfmt::skip]
pub(super) const LEADING: &List = &List::of(&[
    "the", "and", "of", "which", "who", "whose", "that", "with", "from", "including", "was", "were", "said", "has", "had",
    "would", "where", "when", "while", "because", "but", "also", "after", "before", "their", "these", "those", "this",
    "according", "during", "for", "by", "to", "been", "could", "should", "between", "through", "since", "until", "without",
    "than", "then", "what", "although", "though", "against", "among", "despite", "will", "have", "did", "does", "they", "your",
    "our", "about", "amid", "via", "whom", "whether", "following",
]);

/// Words that may lead a fragment but also end many words: a suggestion.
#[rustfmt::skip]
pub(super) const DOUBTFUL: &List = &List::of(&[
    "in", "is", "as", "at", "on", "an", "or", "are", "his", "her", "its", "it", "a", "not", "into", "over", "he", "she", "we",
]);

/// Those of them that begin a fragment often enough to be believed in a damaged text.
#[rustfmt::skip]
pub(super) const LOOSE: &List = &List::of(&[
    "in", "is", "as", "at", "on", "are", "not", "into", "over", "his", "her", "its", "has",
]);

/// Words that end a fragment and hardly ever begin a longer word by chance.
#[rustfmt::skip]
pub(super) const TRAILING: &List = &List::of(&[
    "the", "and", "of", "which", "that", "with", "from", "this", "their", "its", "were", "was", "are", "has", "have", "been",
    "would", "these", "those", "when", "while", "they", "said", "his", "to", "for", "is", "where", "who",
]);

/// Prepositions and auxiliaries after which an article follows without a comma.
#[rustfmt::skip]
pub(super) const BINDING: &List = &List::of(&[
    "of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "is", "was", "are", "were", "be", "been", "and", "or",
    "but", "that", "than", "into", "over", "about", "after", "before", "between", "through", "during", "against", "under",
    "since", "until", "not", "has", "have", "had", "said", "all", "both", "half", "like", "near", "behind", "when", "if",
    "because", "while", "despite", "among", "around", "toward", "towards", "within", "without", "across", "along", "upon",
    "per", "via", "amid", "what", "how", "where", "which", "who", "whom", "whose", "so",
]);

/// Words that stand after a comma when they follow a noun: the comma is lost with the space.
#[rustfmt::skip]
pub(super) const AFTER_COMMA: &List = &List::of(&[
    "which", "who", "whose", "including", "but", "while", "although", "though", "whom", "according",
]);

/// Pronouns that are the subject of a sentence.
#[rustfmt::skip]
pub(super) const PRONOUNS: &List = &List::of(&[
    "he", "she", "they", "we", "who", "you", "it", "i",
]);

/// What a verb in its plain form follows.
#[rustfmt::skip]
pub(super) const MODALS: &List = &List::of(&[
    "to", "will", "would", "can", "could", "should", "may", "might", "must", "cannot", "not", "help", "let",
]);

/// What a participle follows.
#[rustfmt::skip]
pub(super) const AUXILIARIES: &List = &List::of(&[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "not", "also", "already", "still", "just", "never",
    "often", "always", "gets", "got", "get",
]);

/// Words of closed classes that no name of one word is, and that lead no name of more.
#[rustfmt::skip]
pub(super) const CLOSED: &List = &List::of(&[
    "those", "these", "another", "ever", "ahead", "across", "throughout", "already", "never", "always", "often", "almost",
    "several", "many", "every", "each", "some", "any", "even", "being", "doing", "having", "both", "than", "during", "their",
    "his", "her", "its", "my", "they", "them", "could", "would", "should", "might", "must", "have", "has", "had", "were",
    "been", "are", "was", "because", "although", "while", "until", "since", "before", "behind", "between", "among", "despite",
    "against", "towards", "toward", "according", "including", "following", "whether", "whose", "which", "him", "ago",
    "themselves", "himself", "herself", "itself", "not", "if", "about", "around", "such", "other", "others", "same", "own",
    "enough", "rather", "quite", "instead", "therefore", "however", "thus", "perhaps", "maybe", "again", "together", "apart",
    "away", "too", "back", "just", "like", "more",
]);

/// Words that stand small inside names and titles too, and tell only when something else of their run does.
#[rustfmt::skip]
pub(super) const WITHIN: &List = &List::of(&[
    "for", "with", "from", "and", "of", "out", "over", "part", "what", "when", "that", "your",
]);

/// Numbers in words.
#[rustfmt::skip]
pub(super) const COUNTS: &List = &List::of(&[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds",
]);

/// Words of closed classes that begin no sentence.
#[rustfmt::skip]
pub(super) const NEVER_FIRST: &List = &List::of(&[
    "than", "ago", "ever", "of", "which", "whose", "whom", "who", "are", "was", "were", "is", "has", "have", "had", "been",
    "own", "same", "him", "them", "themselves", "himself", "herself", "itself", "enough", "too", "away", "said", "told",
    "called", "made", "taken", "known", "held", "sent", "became", "being",
]);

/// Words behind which a noun or an adjective is still to come.
#[rustfmt::skip]
pub(super) const DETERMINERS: &List = &List::of(&[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "every", "each",
    "no", "some", "any", "another", "such", "very", "more", "most", "too", "as", "so", "than", "or", "and", "but",
]);

/// Small words that stand inside names: “Ministry of Health”, “Agency for Research on Cancer”, “The Lady Is a Tramp”.
pub(super) const INSIDE_NAMES: &List =
    &List::of(&["of", "for", "and", "on", "to", "the", "in", "at", "a", "an", "is", "with", "by", "from", "or"]);
