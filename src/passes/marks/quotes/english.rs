//! Is a line English at all? Text in another language keeps the quotation marks of that language.

use crate::document::Document;
use crate::survey::Shape;

/// Function words of English that the languages around it do not share.
const ENGLISH: [&str; 26] = [
    "the", "The", "of", "and", "to", "for", "with", "that", "he", "He", "she", "said", "says", "by", "this", "it", "It", "are",
    "has", "have", "from", "which", "you", "his", "their", "we",
];

/// Function words of French, German, Spanish, Italian, Portuguese, Dutch and the Nordic languages that English does not use.
const OTHER: [&str; 44] = [
    "le", "la", "les", "des", "une", "est", "et", "que", "qui", "dans", "pour", "vous", "je", "du", "sur", "avec", "und", "der",
    "das", "ist", "nicht", "sie", "wir", "sind", "el", "los", "una", "por", "con", "il", "di", "che", "della", "os", "uma",
    "het", "een", "och", "att", "som", "og", "det", "av", "på",
];

/// Does the line that holds `offset` read as another language? Short lines and lines of names do not.
pub(super) fn is_foreign_line(document: &Document<'_>, offset: usize) -> bool {
    let survey = document.survey();
    let Some(line) = survey.paragraph_at(offset) else { return false };
    let words = &survey.words()[survey.word_at(line.start())..survey.word_at(line.end())];
    let (mut other, mut small, mut unknown, mut eastern) = (0, 0, 0, 0);
    for word in words {
        let text = document.word(*word);
        if ENGLISH.contains(&text) {
            return false;
        }
        if !text.is_ascii() {
            eastern += text
                .chars()
                .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
                .count();
        }
        let form = survey.form(*word);
        other += usize::from(OTHER.contains(&text));
        small += usize::from(form.shape == Shape::Lower);
        unknown += usize::from(form.shape == Shape::Lower && !form.class.is_word());
    }
    other >= 2 || eastern >= 4 || (small >= 4 && unknown * 2 > small)
}
