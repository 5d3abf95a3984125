//! A small l for a capital I, a nought for an o, in known names: `OpenAl`, `GoogIe`, `0penAI`; and a capital I for an l inside a
//! small word, `compIete`. Proposed under the rule `homoglyph`.

use crate::dictionary::Kind;
use crate::document::Document;
use crate::edit::{Edit, Reason};
use crate::lexicon::{self, Commonness};
use crate::proposals::Proposals;
use crate::survey::{Shape, Verdict};

const RULE: &str = "homoglyph";

/// Look-alikes within the Latin alphabet and its digits.
const TWINS: [(char, char); 6] = [('l', 'I'), ('I', 'l'), ('1', 'l'), ('1', 'I'), ('0', 'o'), ('0', 'O')];

/// So many look-alikes are tried in one word.
const MOST: usize = 4;

/// Proposes known names, and common words, for what no list knows.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    for (id, form) in survey.unsettled(Verdict::Unmasked) {
        let text = document.slice(form.first);
        let written = matches!(form.shape, Shape::Mixed | Shape::Alphanumeric);
        let fit = written && text.len() >= 3 && text.is_ascii() && text.contains(['l', 'I', '1', '0']);
        let Some(right) = fit.then(|| name(document, text).or_else(|| word(text))).flatten() else {
            survey.settle(id, Verdict::Unmasked);
            continue;
        };
        for (_, word) in survey.places(form) {
            let reason = format!("“{right}” is written with look-alikes: “{text}”");
            out.push(Edit::fix(word.span(), right.clone(), RULE, Reason::new(reason)));
        }
    }
}

/// The one known name that `text` looks like.
fn name(document: &Document<'_>, text: &str) -> Option<String> {
    let dictionary = document.dictionary();
    let places: Vec<usize> = text.char_indices().filter(|&(at, c)| may_stand_for(text, at, c)).map(|(at, _)| at).collect();
    if places.is_empty() || places.len() > MOST || dictionary.right(text).is_some() {
        return None;
    }
    let mut forms = vec![text.to_owned()];
    for at in places {
        for i in 0..forms.len() {
            for (_, twin) in TWINS.iter().filter(|t| text[at..].starts_with(t.0)) {
                let mut form = forms[i].clone();
                form.replace_range(at..=at, twin.encode_utf8(&mut [0; 4]));
                forms.push(form);
            }
        }
    }
    let mut known = forms.into_iter().skip(1).filter(|f| dictionary.right(f).is_some_and(|e| e.kind != Kind::Term));
    known.next().filter(|_| known.next().is_none())
}

/// A digit stands for a letter only beside a small one: `G00gle`, not `A10`.
fn may_stand_for(text: &str, at: usize, c: char) -> bool {
    let bytes = text.as_bytes();
    let small = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_lowercase);
    match c {
        'l' | 'I' => true,
        '0' | '1' => {
            let run = bytes[at..].iter().take_while(|b| matches!(b, b'0' | b'1')).count();
            let start = at - bytes[..at].iter().rev().take_while(|b| matches!(b, b'0' | b'1')).count();
            small(Some(at + run)) && (start == 0 || bytes[start - 1].is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// A common word with a capital I for its l: `compIete`.
fn word(text: &str) -> Option<String> {
    let (first, rest) = text.split_at(1);
    let inner = rest.contains('I') && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'I');
    let right = format!("{first}{}", rest.replace('I', "l"));
    (inner && lexicon::class(&right).commonness >= Commonness::Common).then_some(right)
}
