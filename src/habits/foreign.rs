//! Which paragraphs are not English. Rules that know English stay away from them (see [`may_repair`]).
//!
//! A paragraph is foreign when most of its letters are of another script; or when the small words of one other language
//! stand in it and those of English do not; or, for a language that nobody listed, when most of its words are in no list.
//! Names alone (scores, line-ups, headlines) show none of this, and glued or garbled English keeps its small words.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::document::Document;
use crate::edit::Span;
use crate::lexicon::Commonness;
use crate::profiles::{Profile, profiles};
use crate::survey::{Form, Shape, Word};

/// A run of paragraphs that are not English.
#[derive(Clone, Debug)]
pub(crate) struct Foreign {
    /// From the first paragraph to the last.
    pub span: Span,
    /// How many they are.
    pub paragraphs: usize,
    /// The language, if its words or its script tell.
    pub language: Option<String>,
}

/// Small words of English that are hardly ever words of the languages around it.
const ENGLISH: &[&str] = &[
    "the", "The", "and", "to", "that", "with", "from", "by", "this", "which", "said", "has", "have", "are", "were", "been",
    "their", "they", "it", "It", "his", "would", "who", "not", "but", "is", "of", "for", "you", "your", "we", "what", "how",
];

/// Of the words above those that other languages have too; each counts half.
const SHARED: &[&str] = &["is", "of", "for", "to", "have", "by", "we", "not", "it", "over", "are", "but", "who"];

/// Rules that repair letters, whatever the language.
const ANY_LANGUAGE: &[&str] =
    &["foreign-text", "mojibake", "escaped-entity", "decomposed-letter", "invisible-character", "ligature", "leftover-markup"];

/// May `rule` repair a paragraph that is not English?
pub(crate) fn may_repair(rule: &str) -> bool {
    ANY_LANGUAGE.contains(&rule)
}

/// Fewest words that no list knows, met first in a paragraph, that make it worth reading.
const UNKNOWN: u32 = 3;

/// Fewest words of a paragraph that is told by its small words, and by its unknown words alone.
const TOLD: usize = 7;
const UNTOLD: usize = 14;

/// The same where nearly all of them are unknown.
const FEW_UNTOLD: usize = 9;

/// Fewest letters of another script.
const LETTERS: usize = 10;

/// The runs of foreign paragraphs, in order.
pub(super) fn foreign(document: &Document<'_>) -> Vec<Foreign> {
    let survey = document.survey();
    let lines = survey.paragraphs();
    let mut unknown: Vec<u32> = Vec::new();
    for (_, form) in survey.odd_forms().filter(|(_, f)| matches!(f.shape, Shape::Lower | Shape::Caseless)) {
        let line = lines.partition_point(|p| p.end() <= form.first.start());
        unknown.resize(lines.len(), 0);
        // Scripts without spaces have long words.
        unknown[line] += if form.shape == Shape::Caseless { UNKNOWN } else { 1 };
    }
    if unknown.iter().all(|&n| n < UNKNOWN) {
        return Vec::new();
    }
    let mut read: Vec<Reading> = vec![Reading::Unread; lines.len()];
    for line in 0..lines.len() {
        if unknown[line] >= UNKNOWN {
            read[line] = judge(document, lines[line], TOLD);
        }
    }
    // What stands beside a foreign paragraph needs fewer words to be told.
    let beside = |read: &[Reading], line: usize| {
        [line.checked_sub(1), Some(line + 1)].into_iter().flatten().any(|i| read.get(i).is_some_and(Reading::is_foreign))
    };
    for line in (0..lines.len()).chain((0..lines.len()).rev()) {
        if !read[line].is_foreign() && beside(&read, line) {
            read[line] = judge(document, lines[line], 1);
        }
    }
    let mut out: Vec<Foreign> = Vec::new();
    let mut last = usize::MAX;
    for (line, reading) in read.into_iter().enumerate() {
        let Reading::Foreign(language) = reading else { continue };
        match out.last_mut().filter(|_| last.wrapping_add(1) == line) {
            Some(run) => {
                run.span = Span::new(run.span.start(), lines[line].end());
                run.paragraphs += 1;
                run.language = run.language.take().or(language);
            }
            None => out.push(Foreign { span: lines[line], paragraphs: 1, language }),
        }
        last = line;
    }
    out
}

#[derive(Clone, Debug)]
enum Reading {
    Unread,
    Foreign(Option<String>),
}

impl Reading {
    fn is_foreign(&self) -> bool {
        matches!(self, Reading::Foreign(_))
    }
}

/// What a small word tells: how much of an English word it is, and of which other languages (by number in the profiles) it is one.
#[derive(Clone, Copy, Default)]
struct Role {
    english: usize,
    others: u64,
}

/// The small words of English and of the profiles. Made when a paragraph is first read; the same in every run.
fn roles() -> &'static HashMap<&'static str, Role> {
    static ROLES: OnceLock<HashMap<&'static str, Role>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let mut roles: HashMap<&'static str, Role> = HashMap::new();
        for word in ENGLISH {
            roles.entry(word).or_default().english = if SHARED.contains(word) { 1 } else { 2 };
        }
        for (number, profile) in profiles().iter().enumerate().filter(|(n, _)| *n < 64) {
            for word in profile.words.split_whitespace() {
                roles.entry(word).or_default().others |= 1 << number;
            }
        }
        roles
    })
}

/// What a word of the text tells.
fn role(document: &Document<'_>, word: Word) -> Role {
    let role = roles().get(document.word(word)).copied().unwrap_or_default();
    // "so", "men", "war", "no" are English too.
    let common = document.survey().form(word).class.commonness >= Commonness::Core;
    if common { Role { others: 0, ..role } } else { role }
}

/// Reads one paragraph; `least`: how many words it must have to be told by its small words.
fn judge(document: &Document<'_>, line: Span, least: usize) -> Reading {
    if let Some(script) = other_script(document, line, least) {
        return Reading::Foreign(Some(script));
    }
    let survey = document.survey();
    let all = &survey.words()[survey.word_at(line.start())..survey.word_at(line.end())];
    let (mut count, mut lower, mut unknown) = (0, 0, 0);
    for form in all.iter().map(|w| survey.form(*w)).filter(|f| is_worded(f)) {
        let small = form.shape == Shape::Lower;
        count += 1;
        lower += usize::from(small);
        unknown += usize::from(small && !form.class.is_word());
    }
    // Names have no small words; beside a foreign paragraph a few tell.
    let beside = least == 1;
    if count < least || lower == 0 || !beside && (lower * 5 < count * 2 || unknown == 0 || unknown * 4 < lower) {
        return Reading::Unread;
    }
    let words: Vec<Word> = all.iter().copied().filter(|w| is_worded(survey.form(*w))).collect();
    let roles: Vec<Role> = words.iter().map(|w| role(document, *w)).collect();
    // Dishes, abbreviations, names: a row of short items.
    let items = document.slice(line).bytes().filter(|b| matches!(b, b',' | b';' | b'/' | b'.')).count();
    let is_row = items * 3 > words.len();
    let english: usize = roles.iter().map(|r| r.english).sum();
    // Most words are small words of no language.
    let telling: Vec<(Word, u64)> =
        words.iter().zip(&roles).filter(|(_, r)| r.others != 0).map(|(w, r)| (*w, r.others)).collect();
    let told = |(number, profile): (usize, &'static Profile)| {
        let own = telling.iter().filter(|(_, others)| others >> number & 1 == 1);
        let mut met: Vec<usize> = own.map(|(w, _)| w.form()).collect();
        let hits = met.len();
        met.sort_unstable();
        met.dedup();
        (hits, met.len(), profile)
    };
    let read: Vec<_> = profiles().iter().enumerate().filter(|(_, p)| !p.words.is_empty()).map(told).collect();
    if let Some((hits, distinct)) = read.iter().map(|r| (r.0, r.1)).max() {
        if beside && english == 0 && (hits > 1 || unknown * 2 >= lower) {
            return Reading::Foreign(None);
        }
        let enough = hits * 7 >= words.len() && !is_row && hits * 2 > english * 2 && distinct >= 2;
        if enough && unknown * 4 >= lower {
            let best: Vec<&str> = read.iter().filter(|r| (r.0, r.1) == (hits, distinct)).map(|r| r.2.language.as_str()).collect();
            return Reading::Foreign((best.len() < 3).then(|| best.join(" or ")));
        }
    }
    let code = document.slice(line).bytes().filter(|b| b"{}=<>_/\\|#;[]$".contains(b)).count();
    let many = words.len() >= UNTOLD && unknown * 5 >= lower * 3 || words.len() >= FEW_UNTOLD && unknown * 5 >= lower * 4;
    let untold = english == 0 && many && code < 3 && !is_row;
    if untold { Reading::Foreign(None) } else { Reading::Unread }
}

/// Is it a word of letters that have cases?
fn is_worded(form: &Form) -> bool {
    !matches!(form.shape, Shape::Number | Shape::Alphanumeric | Shape::Caseless)
}

/// The script of a paragraph most of whose letters are not Latin.
fn other_script(document: &Document<'_>, line: Span, least: usize) -> Option<String> {
    let text = document.slice(line);
    if text.is_ascii() {
        return None;
    }
    let (mut latin, mut other, mut first) = (0usize, 0usize, None);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        // Beyond the Latin letters and their marks; mojibake stays within.
        if u32::from(c) < 0x370 || ('\u{1e00}'..='\u{1eff}').contains(&c) || ('\u{fb00}'..='\u{fb06}').contains(&c) {
            latin += 1;
        } else {
            other += 1;
            first.get_or_insert(c);
        }
    }
    let enough = other >= if least == 1 { 1 } else { LETTERS } && other > latin;
    Some(script(first.filter(|_| enough)?, text).to_owned())
}

fn script(c: char, text: &str) -> &'static str {
    let kana = || text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
    match u32::from(c) {
        0x370..=0x3ff => "Greek",
        0x400..=0x52f => "a language in Cyrillic letters",
        0x590..=0x5ff => "Hebrew",
        0x600..=0x6ff | 0x750..=0x77f => "a language in Arabic letters",
        0x900..=0x97f => "Hindi or another language in Devanagari",
        0xe00..=0xe7f => "Thai",
        0xac00..=0xd7af | 0x1100..=0x11ff => "Korean",
        0x3040..=0x30ff => "Japanese",
        0x3400..=0x9fff if kana() => "Japanese",
        0x3400..=0x9fff => "Chinese",
        _ => "a language in another script",
    }
}
