//! What stands around a mark: the words left and right, and whether the text there is English.

use crate::document::Document;
use crate::edit::Span;
use crate::survey::{Form, Shape, Word};

/// The word that ends exactly at `offset`.
pub(crate) fn word_before(document: &Document<'_>, offset: usize) -> Option<Word> {
    let survey = document.survey();
    let index = survey.word_at(offset).checked_sub(1)?;
    survey.words().get(index).copied().filter(|w| w.span().end() == offset)
}

/// The word that starts exactly at `offset`.
pub(crate) fn word_after(document: &Document<'_>, offset: usize) -> Option<Word> {
    let survey = document.survey();
    survey.words().get(survey.word_at(offset)).copied().filter(|w| w.span().start() == offset)
}

/// What is known of a word.
pub(crate) fn form<'d>(document: &'d Document<'_>, word: Word) -> &'d Form {
    document.survey().form(word)
}

/// Is the word written small and in a list?
pub(crate) fn is_plain_word(document: &Document<'_>, word: Word) -> bool {
    let form = form(document, word);
    form.shape == Shape::Lower && form.class.is_word()
}

/// Start of the run of plain, no-break and narrow spaces that ends at `offset`.
pub(crate) fn spaces_before(text: &str, offset: usize) -> usize {
    offset - text[..offset].chars().rev().take_while(|c| is_space(*c)).map(char::len_utf8).sum::<usize>()
}

/// End of the run of spaces that starts at `offset`.
pub(crate) fn spaces_after(text: &str, offset: usize) -> usize {
    offset + text[offset..].chars().take_while(|c| is_space(*c)).map(char::len_utf8).sum::<usize>()
}

/// A space within a line.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | '\u{3000}')
}

/// A mark that closes something: a quotation, a bracket.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ']' | '}' | '*' | '_')
}

/// Does the line around `offset` read as another language, one that spaces its marks in its own way (French)?
pub(crate) fn is_foreign(document: &Document<'_>, offset: usize) -> bool {
    let line = line_of(document, offset);
    let survey = document.survey();
    let words = &survey.words()[survey.word_at(line.start())..survey.word_at(line.end())];
    let (mut english, mut french) = (0, 0);
    for word in words {
        match document.word(*word) {
            "the" | "The" | "of" | "and" | "to" | "is" | "was" | "in" | "for" | "with" | "that" | "he" | "He" | "said" | "by" => {
                english += 1;
            }
            "le" | "la" | "les" | "Le" | "La" | "Les" | "des" | "une" | "est" | "et" | "que" | "qui" | "dans" | "pour"
            | "vous" | "je" | "du" | "sur" | "pas" | "avec" => french += 1,
            _ => {}
        }
    }
    french > english
}

/// Are most of the words around word `index` English?
pub(crate) fn in_english(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let around = &words[index.saturating_sub(8)..(index + 9).min(words.len())];
    let lower: Vec<bool> = around
        .iter()
        .map(|w| document.survey().form(*w))
        .filter(|f| f.shape == Shape::Lower)
        .map(|f| f.class.is_word())
        .collect();
    let known = lower.iter().filter(|known| **known).count();
    known * 3 >= lower.len() * 2
}

/// Words that begin English sentences and hardly ever a name.
pub(crate) fn starts_sentences(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "But"
            | "And"
            | "However"
            | "If"
            | "When"
            | "While"
            | "After"
            | "Before"
            | "According"
            | "Although"
            | "Because"
            | "There"
            | "You"
            | "His"
            | "Her"
            | "Their"
            | "Its"
            | "Our"
            | "My"
            | "For"
            | "With"
            | "From"
            | "As"
            | "At"
            | "On"
            | "In"
            | "By"
            | "To"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "Where"
            | "Which"
            | "Also"
            | "Then"
            | "Now"
            | "So"
            | "Some"
            | "Many"
            | "Most"
            | "Since"
            | "During"
            | "Despite"
            | "Meanwhile"
            | "Moreover"
            | "Furthermore"
            | "Therefore"
            | "An"
            | "Not"
            | "Both"
            | "Even"
            | "Just"
            | "Only"
            | "Such"
            | "Is"
            | "Are"
            | "Was"
            | "Were"
            | "Did"
            | "Does"
            | "Do"
            | "Has"
            | "Have"
            | "Had"
    )
}

/// Abbreviations after which a stop stands within a sentence.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    word.chars().count() == 1
        || matches!(
            word,
            "etc"
                | "vs"
                | "al"
                | "cf"
                | "eg"
                | "ie"
                | "ca"
                | "approx"
                | "est"
                | "no"
                | "No"
                | "vol"
                | "fig"
                | "Fig"
                | "ed"
                | "eds"
                | "pp"
                | "dept"
                | "Dept"
                | "Mr"
                | "Mrs"
                | "Ms"
                | "Dr"
                | "Prof"
                | "St"
                | "Sr"
                | "Jr"
                | "Inc"
                | "Ltd"
                | "Co"
                | "Corp"
                | "Gen"
                | "Col"
                | "Sgt"
                | "Capt"
                | "Lt"
                | "Rev"
                | "Hon"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Jan"
                | "Feb"
                | "Mar"
                | "Apr"
                | "Jun"
                | "Jul"
                | "Aug"
                | "Sep"
                | "Sept"
                | "Oct"
                | "Nov"
                | "Dec"
                | "Ave"
                | "Blvd"
                | "Rd"
                | "Mt"
                | "Ft"
                | "Calif"
                | "Fla"
                | "Tex"
                | "Pa"
                | "Va"
                | "Mass"
                | "Wash"
                | "Conn"
                | "Ariz"
                | "Colo"
                | "Ill"
                | "Mich"
                | "Minn"
                | "Tenn"
                | "Ga"
                | "Ala"
                | "La"
                | "Md"
                | "Miss"
                | "Mo"
                | "Neb"
                | "Nev"
                | "Ore"
                | "Wis"
                | "Okla"
                | "Kan"
                | "Ky"
                | "Del"
                | "Bros"
                | "dba"
                | "incl"
                | "tel"
                | "Tel"
                | "ext"
                | "min"
                | "max"
                | "sec"
                | "Ph"
                | "Univ"
                | "Assn"
        )
}

/// How far a look about goes, in bytes: a line of a million characters must not be read again for each mark in it.
const REACH: usize = 1500;

/// The line around `offset`, at most [`REACH`] bytes to each side: for looking about.
pub(crate) fn line_of(document: &Document<'_>, offset: usize) -> Span {
    let Some(line) = document.survey().paragraph_at(offset) else { return Span::new(offset, offset) };
    let text = document.text();
    let mut start = line.start().max(offset.saturating_sub(REACH));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = line.end().min(offset + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start.min(offset), end.max(offset))
}
