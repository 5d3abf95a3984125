//! `wrong-article`: `an result` → `a result`; `a explanation` → `an explanation`.

use super::noun::{beheaded, is_plural};
use super::sound::{Sound, goes, sound};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::marks::around::in_english;
use crate::proposals::{Decision, Proposals};
use crate::survey::Shape;

const RULE: &str = "wrong-article";

/// Words that no article stands before: what looks like one is a letter, or the text is past mending.
const CLOSED: &[&str] = &[
    "in", "is", "and", "or", "of", "on", "at", "as", "if", "it", "are", "an", "a", "us", "am", "all", "any", "also", "into",
    "its", "our", "over", "under", "until", "up", "upon", "after", "about", "against", "along", "among", "around", "other",
    "others", "out", "off", "either", "each", "every", "the", "to", "this", "that", "these", "those", "with", "for", "from",
    "by", "but", "not", "was", "were", "will", "would", "who", "which", "what", "when", "where", "he", "she", "they", "we",
    "you", "his", "her", "their", "them", "him", "be", "been", "has", "have", "had", "can", "could", "so", "than", "then",
    "there", "do", "did", "does", "said", "la", "le", "el", "no", "nor", "my", "your", "me", "because", "before", "through",
    "between", "during", "though", "although", "while", "since", "how", "why", "some", "more", "most", "may", "might", "must",
    "should", "shall", "et", "al", "un", "e", "o",
];

/// Looks at each "a" and "an".
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    for index in survey.articles() {
        if let [article, word, ..] = &survey.words()[index..]
            && let Some(decision) = one(document, index, article.span(), word.span())
        {
            out.decide(RULE, Span::new(article.span().start(), word.span().end()), decision);
        }
    }
}

/// What is decided about an article and the word behind it; nothing if they fit.
fn one(document: &Document<'_>, index: usize, article: Span, word: Span) -> Option<Decision> {
    let text = document.text();
    // Nearly every article goes with the first letters of its word.
    if let [first, second, ..] = text.as_bytes()[word.start()..]
        && goes(article.len(), first, second)
    {
        return None;
    }
    if &text[article.end()..word.start()] != " " {
        return None;
    }
    let survey = document.survey();
    let form = survey.form(survey.words()[index + 1]);
    let written = document.slice(article);
    let vowel = match sound(document.slice(word), form.shape)? {
        Sound::Vowel => true,
        Sound::Consonant => false,
    };
    if vowel == written.eq_ignore_ascii_case("an") {
        return None;
    }
    // From here on the two do not fit: the rest asks whether this is an article before a word at all.
    let lower = document.slice(word).to_lowercase();
    let known =
        form.class.is_known() || form.shape == Shape::Number || document.dictionary().right(document.slice(word)).is_some();
    let begins = match document.before(article.start()) {
        None | Some('\n') => true,
        Some('“' | '"' | '(' | '‘' | '—' | '–') => true,
        Some(' ') => {
            let ended = text[..article.start()].trim_end().ends_with(['.', '!', '?', ':', '”', '"']);
            // "Serie A outfit", "Vitamin A intake": a capital within the sentence is a letter.
            let before = text[..article.start()].trim_end();
            // “Ms. A unexpectedly said”: a person called by a letter.
            let person = ["Mr.", "Ms.", "Mrs.", "Dr.", "Mx.", "Prof.", "St.", "Messrs."].iter().any(|t| before.ends_with(t));
            written.starts_with('a') || ended && !person
        }
        _ => false,
    };
    // "A" and "An" before a number that goes on (8.5, 1,800), a mark, or an apostrophe (the letter, a word of another language).
    let goes_on = text[word.end()..].starts_with(['\'', '’']) && form.shape != Shape::Capitalised;
    // “Der an die Latte geschossene Ball”
    let german = ["die", "der", "das", "dem", "den", "des", "ein", "eine"].contains(&&*lower) && written == "an";
    if german || CLOSED.contains(&lower.as_str()) || goes_on {
        return Some(Err("it is a letter or a word of another language: no article stands before such a word"));
    }
    if !begins {
        return Some(Err("a capital within the sentence is a letter, and no article (Serie A, vitamin A)"));
    }
    // “An Jia”, “An Yongjian”: a Chinese or Vietnamese family name.
    if written == "An" && form.shape == Shape::Capitalised && !form.class.is_word() {
        return Some(Err("before a capitalised word that is not English it is a family name"));
    }
    if !in_english(document, index) {
        return Some(Err("the words around it are not English"));
    }
    if form.shape == Shape::Number && text[word.end()..].starts_with([',', '.', '/', ':']) {
        return Some(Err("the number goes on, and how it is spoken is not sure"));
    }
    let right = match (vowel, written.starts_with('A')) {
        (true, true) => "An",
        (true, false) => "an",
        (false, true) => "A",
        (false, false) => "a",
    };
    let both = Span::new(article.start(), word.end());
    if is_plural(document, index + 1) {
        let mut bare = document.slice(word).to_owned();
        if written.starts_with('A') {
            bare[..1].make_ascii_uppercase();
        }
        let reason = Reason::new(format!("“{}” is a plural, and has no “{written}”", document.slice(word)));
        let traded = format!("{right} {}", document.slice(word));
        return Some(Ok(Edit::suggest(both, bare, RULE, reason).alternatives([traded])));
    }
    if let Some(noun) = beheaded(document, index + 1).filter(|_| vowel) {
        let reason = Reason::new(format!(
            "“{}” begins with a vowel; it may also be “{noun}” without its first letter",
            document.slice(word)
        ));
        let traded = format!("{right} {}", document.slice(word));
        return Some(Ok(Edit::suggest(both, traded, RULE, reason).alternatives([format!("{written} {noun}")])));
    }
    // "an three months": what is wrong there is not the sound.
    let counted = ["two", "three", "four", "five", "six", "seven", "nine", "ten", "twelve", "twenty", "thirty", "many", "few"];
    let certain = known && matches!(form.shape, Shape::Lower | Shape::Capitalised | Shape::Number) && !counted.contains(&&*lower);
    let how = if vowel { "a vowel" } else { "a consonant" };
    let reason = Reason::new(format!("“{}” begins with {how} when it is spoken", document.slice(word))).witness(word);
    Some(Ok(Edit::new(if certain { Tier::Fix } else { Tier::Suggest }, article, right, RULE, reason)))
}
