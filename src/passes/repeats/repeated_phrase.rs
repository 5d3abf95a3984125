//! `repeated-phrase`: a run of words that stands twice in a row, or loops.

use super::relative;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::proposals::{Decision, Proposals};
use crate::survey::{Shape, Word};

const RULE: &str = "repeated-phrase";

/// Looks for a phrase of two words or more followed by itself, and for longer loops.
pub(super) fn repeated_phrase(document: &Document<'_>, out: &mut Proposals) {
    let words = document.survey().words();
    let mut done = 0;
    for echo in document.survey().echoes() {
        let length = echo.distance;
        if length < 2 || echo.word < done {
            continue;
        }
        // An echo stands anywhere in a repetition, which began where the words began to be the same.
        let mut before = echo.word - length;
        for _ in 0..length {
            match before.checked_sub(1).filter(|&b| b >= done && same(words, b, b + length, 1)) {
                Some(earlier) => before = earlier,
                None => break,
            }
        }
        if !same(words, before, before + length, length) {
            continue;
        }
        let mut times = 2;
        while same(words, before, before + times * length, length) {
            times += 1;
        }
        let end = before + times * length;
        let whole = Span::new(words[before].span().start(), words[end - 1].span().end());
        if let Some(decision) = judge(document, before, &words[before..end], length, times) {
            out.decide(RULE, whole, decision);
        }
        // Judged once, whatever came of it: a run of a thousand is not looked at a thousand times.
        done = end;
    }
}

fn same(words: &[Word], a: usize, b: usize, length: usize) -> bool {
    b + length <= words.len() && (0..length).all(|i| words[a + i].form() == words[b + i].form())
}

/// What is decided about `run`, a phrase of `length` words that stands `times` over, the first of which is word `index`.
fn judge(document: &Document<'_>, index: usize, run: &[Word], length: usize, times: usize) -> Option<Decision> {
    let (first, last) = (run[0].span(), run[run.len() - 1].span());
    let text = document.text();
    let whole = Span::new(first.start(), last.end());
    let kept = Span::new(first.start(), run[length - 1].span().end());
    let only_spaces = run.windows(2).all(|w| text[w[0].span().end()..w[1].span().start()].chars().all(|c| c == ' '));
    let one_line = !text[whole.range()].contains(['\n', '.', '!', '?', ';', ':', '(', ')', '"', '“', '”', '/', '|']);
    let lower = run[..length].iter().filter(|w| document.survey().form(**w).shape == Shape::Lower).count();
    // One word again and again is no phrase.
    if run[..length].iter().all(|w| w.form() == run[0].form()) {
        return None;
    }
    if !one_line {
        return Some(Err("a mark or a line end parts the two: they are said twice"));
    }
    if touches(document.protected(), whole) {
        return Some(Err("it is part of an address, a quoted form or code"));
    }
    if lower * 2 < length {
        return Some(Err("most of its words are names, numbers or acronyms, which may stand twice"));
    }
    let inside = &text[kept.range()];
    // “and more and more”, “step by step by step”, “again and again and again”: English repeats such pairs at will.
    let idiom = length == 2
        && run[..length]
            .iter()
            .any(|w| ["and", "by", "or", "to", "after", "upon", "for", "in", "on"].contains(&document.word(*w)));
    if idiom {
        return Some(Err("English repeats such pairs at will (more and more and more)"));
    }
    // “my father's father's farm”
    if matches!(&text[run[length - 1].span().range()], "s") && text[..run[length - 1].span().start()].ends_with(['\'', '’']) {
        return Some(Err("each owns the next"));
    }
    // “do it or do it or not”: a list of choices.
    let listed = run[..length].iter().any(|w| ["and", "or"].contains(&document.word(*w)));
    let tier = if only_spaces && !listed && (length >= 3 || times >= 3) { Tier::Fix } else { Tier::Suggest };
    let reason = Reason::new(format!("“{inside}” stands {times} times in a row"));
    let edit = Edit::new(tier, whole, inside, RULE, reason);
    // “The team that won the cup won the cup with ease.”
    let sound = tier == Tier::Fix && times == 2 && relative::may_end(document, index, true);
    Some(Ok(if sound {
        edit.lowered("the first may end a relative clause, and the second go on with the sentence")
    } else {
        edit
    }))
}
