//! Characters that show nothing and break searching: zero-width spaces, soft hyphens, stray direction marks.

use super::scan::{is_right_to_left, next_beyond_ascii};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::lexicon;
use crate::proposals::Proposals;

const RULE: &str = "invisible-character";

/// Proposes to take invisible characters away.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    let controls = (0..0x20).map(char::from).any(|c: char| marks.count(c) > 0 && is_invisible(c));
    if !controls && (marks.is_ascii() || !marks.beyond_ascii().any(|(c, _)| is_invisible(c))) {
        return;
    }
    let right_to_left = marks.beyond_ascii().any(|(c, _)| is_right_to_left(c));
    let text = document.text();
    let mut at = 0;
    let next = |at: usize| match controls {
        true => text[at..].char_indices().find(|(_, c)| is_invisible(*c)).map(|(behind, c)| (at + behind, c)),
        false => next_beyond_ascii(text, at, is_invisible),
    };
    while let Some((start, first)) = next(at) {
        let end = start + text[start..].chars().take_while(|c| is_invisible(*c)).map(char::len_utf8).sum::<usize>();
        at = end;
        let row = &text[start..end];
        let span = Span::new(start, end);
        if start == 0 && first == '\u{feff}' {
            out.left(RULE, span, || "it is the byte-order mark at the beginning of the text");
            continue;
        }
        if row.chars().any(|c| has_meaning(document, start, end, c, right_to_left)) {
            out.left(
                RULE,
                span,
                || "it does its work here: it joins an emoji, or shapes, parts or orders words of another script",
            );
            continue;
        }
        let right = if parts_words(document, start, end) { " " } else { "" };
        let names: Vec<String> = row.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let reason = Reason::new(format!("an invisible character ({}) stands here", names.join(" ")));
        out.push(Edit::fix(span, right, RULE, reason));
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Does the character do its work here? Joiners shape Indic and Persian words and emoji; direction marks order
/// right-to-left text; zero-width spaces part words of scripts that have no others.
fn has_meaning(document: &Document<'_>, start: usize, end: usize, c: char, right_to_left: bool) -> bool {
    let western = |c: char| u32::from(c) < 0x590 || ('\u{1e00}'..='\u{206f}').contains(&c);
    let (before, after) = (document.before(start), document.after(end));
    match c {
        '\u{200c}' | '\u{200d}' => !before.is_none_or(western) || !after.is_none_or(western),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => {
            let other = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !western(c));
            other(before) || other(after)
        }
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => right_to_left,
        _ => false,
    }
}

/// A zero-width space that is the only thing between two words.
fn parts_words(document: &Document<'_>, start: usize, end: usize) -> bool {
    let survey = document.survey();
    if !document.slice(Span::new(start, end)).contains('\u{200b}') {
        return false;
    }
    let Some(left) = survey.word_at(start).checked_sub(1).and_then(|i| survey.words().get(i)) else { return false };
    let Some(right) = survey.words().get(survey.word_at(end)) else { return false };
    if left.span().end() != start || right.span().start() != end {
        return false;
    }
    let (a, b) = (document.word(*left), document.word(*right));
    lexicon::class(a).is_known() && lexicon::class(b).is_known() && !lexicon::class(&[a, b].concat()).is_known()
}
