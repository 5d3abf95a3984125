//! A Cyrillic or Greek letter inside a Latin word, and the other way round.

use crate::document::Document;
use crate::edit::{Edit, Reason};
use crate::lexicon::{self, Commonness};
use crate::passes::marks::around;
use crate::proposals::Proposals;

const RULE: &str = "homoglyph";

/// Letters that look the same: Latin, and its Cyrillic and Greek twins (Unicode confusables, the exact ones).
const TWINS: &[(char, &str)] = &[
    ('a', "а"),
    ('c', "с"),
    ('e', "е"),
    ('i', "і"),
    ('j', "ј"),
    ('o', "оο"),
    ('p', "рρ"),
    ('s', "ѕ"),
    ('x', "х"),
    ('y', "у"),
    ('h', "һ"),
    ('d', "ԁ"),
    ('q', "ԛ"),
    ('w', "ԝ"),
    ('l', "ӏ"),
    ('v', "ν"),
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "С"),
    ('E', "ЕΕ"),
    ('H', "НΗ"),
    ('I', "ІΙ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟ"),
    ('P', "РΡ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('X', "ХΧ"),
    ('Y', "Υ"),
    ('Z', "Ζ"),
    ('ï', "ї"),
    ('ë', "ё"),
    ('Ï', "Ї"),
    ('Ë', "Ё"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{370}'..='\u{3ff}' => Some(Script::Greek),
        _ => None,
    }
}

/// Proposes one script for each word.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    if survey.marks().is_ascii()
        || !survey.marks().beyond_ascii().any(|(c, _)| matches!(script(c), Some(Script::Cyrillic | Script::Greek)))
    {
        return;
    }
    for (index, word) in survey.words().iter().enumerate() {
        let text = document.word(*word);
        if text.is_ascii() {
            continue;
        }
        let right = mended(text).or_else(|| {
            let neighbour = |i: Option<usize>| i.and_then(|i| survey.words().get(i)).map(|w| document.word(*w));
            let line = around::line_of(document, word.span().start());
            let others = document.slice(line).chars().any(|c| script(c) == Some(Script::Cyrillic) && to_latin(c).is_none());
            if others {
                return None;
            }
            alone(text, neighbour(index.checked_sub(1)), neighbour(Some(index + 1)))
        });
        if right.is_none() && out.explains() && text.chars().any(|c| matches!(script(c), Some(Script::Cyrillic | Script::Greek)))
        {
            out.left(
                RULE,
                word.span(),
                || "it is a word of its own script, or has letters that no other script can write, or stands among such words",
            );
        }
        if let Some(right) = right {
            let odd: Vec<String> =
                text.chars().zip(right.chars()).filter(|(a, b)| a != b).map(|(a, _)| format!("U+{:04X}", u32::from(a))).collect();
            let reason =
                Reason::new(format!("“{right}” is written with look-alike letters of another script ({})", odd.join(" ")));
            out.push(Edit::fix(word.span(), right, RULE, reason));
        }
    }
}

/// A word of two scripts in the one script that can write it.
fn mended(text: &str) -> Option<String> {
    let count = |s: Script| text.chars().filter(|c| script(*c) == Some(s)).count();
    let (latin, cyrillic, greek) = (count(Script::Latin), count(Script::Cyrillic), count(Script::Greek));
    if latin == 0 || (cyrillic == 0 && greek == 0) {
        return None;
    }
    let to_latin = convert(text, to_latin);
    let to_cyrillic = if greek == 0 { convert(text, to_cyrillic) } else { None };
    match (to_latin, to_cyrillic) {
        (Some(a), Some(b)) => Some(if latin > cyrillic || lexicon::class(&a).is_known() { a } else { b }),
        (Some(a), None) => Some(a),
        (None, Some(b)) if cyrillic > latin => Some(b),
        _ => None,
    }
}

/// A word wholly of look-alikes between Latin words: `а` for `a`.
fn alone(text: &str, before: Option<&str>, after: Option<&str>) -> Option<String> {
    let latin = |w: Option<&str>| w.is_some_and(|w| w.chars().all(|c| c.is_ascii_alphanumeric()));
    if !latin(before) || !latin(after) || !text.chars().all(|c| script(c) == Some(Script::Cyrillic)) {
        return None;
    }
    convert(text, to_latin).filter(|w| lexicon::class(w).commonness >= Commonness::Core)
}

fn convert(text: &str, letter: impl Fn(char) -> Option<char>) -> Option<String> {
    text.chars().map(|c| if c.is_alphabetic() { letter(c) } else { Some(c) }).collect()
}

fn to_latin(c: char) -> Option<char> {
    if script(c) == Some(Script::Latin) {
        return Some(c);
    }
    TWINS.iter().find(|t| t.1.contains(c)).map(|t| t.0)
}

fn to_cyrillic(c: char) -> Option<char> {
    if script(c) == Some(Script::Cyrillic) {
        return Some(c);
    }
    TWINS.iter().find(|t| t.0 == c).and_then(|t| t.1.chars().find(|c| script(*c) == Some(Script::Cyrillic)))
}
