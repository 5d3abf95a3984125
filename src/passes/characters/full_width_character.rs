//! `，` → `,`; `ＡＢＣ` → `ABC`; `27 ℃` → `27 °C`, in Latin text.

use super::scan::{is_east_asian, letter_after, letter_before, next_beyond_ascii};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::passes::marks::around::{is_abbreviation, is_plain_word, spaces_before, word_before};
use crate::proposals::Proposals;

const RULE: &str = "full-width-character";

/// Proposes the narrow form of wide characters among Latin letters.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.is_ascii() {
        return;
    }
    if marks.any(&['℃', '℉']) {
        degrees(document, out);
    }
    if !marks.beyond_ascii().any(|(c, _)| narrow(c).is_some()) {
        return;
    }
    let text = document.text();
    let mut at = 0;
    while let Some((start, _)) = next_beyond_ascii(text, at, |c| narrow(c).is_some()) {
        let len: usize = text[start..].chars().take_while(|c| narrow(*c).is_some()).map(char::len_utf8).sum();
        let end = start + len;
        at = end;
        let span = Span::new(start, end);
        match one(document, span) {
            Some(edit) => out.push(edit),
            None => out.left(RULE, span, || "it stands beside East Asian letters or marks, where wide characters belong"),
        }
    }
}

/// The narrow form: marks, digits and letters.
fn narrow(c: char) -> Option<char> {
    match c {
        '＜' | '＝' | '＞' | '＼' | '＾' | '＿' | '｀' | '｛' | '｜' | '［' | '］' => None,
        '\u{ff01}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3001}' => Some(','),
        '\u{3002}' => Some('.'),
        '￥' => Some('¥'),
        '￡' => Some('£'),
        '￦' => Some('₩'),
        _ => None,
    }
}

/// The degrees that East Asian fonts have as one character. A space before it is the text's own way and stays.
fn degrees(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for (at, sign) in text.match_indices(['℃', '℉']) {
        let span = Span::new(at, at + sign.len());
        let figure = document.before(spaces_before(text, at)).is_some_and(|c| c.is_ascii_digit());
        if !figure || letter_after(text, span.end()).is_some_and(is_east_asian) {
            out.left(RULE, span, || "no figure stands before it, or East Asian letters behind it");
            continue;
        }
        let plain = if sign == "℃" { "°C" } else { "°F" };
        out.push(Edit::fix(span, plain, RULE, Reason::new(format!("“{sign}” is one wide East Asian character for “{plain}”"))));
    }
}

fn one(document: &Document<'_>, span: Span) -> Option<Edit> {
    let text = document.text();
    let wide = document.slice(span);
    let east = |c: Option<char>| c.is_some_and(is_east_asian);
    let (before, after) = (document.before(span.start()), document.after(span.end()));
    let quote = |c: char| matches!(c, '「' | '」' | '『' | '』' | '《' | '》' | '、' | '。' | '〈' | '〉');
    if east(letter_before(text, span.start()))
        || east(letter_after(text, span.end()))
        || before.is_some_and(quote)
        || after.is_some_and(quote)
    {
        return None;
    }
    if let Some(edit) = beside_mark(document, span) {
        return Some(edit);
    }
    let mut plain: String = wide.chars().filter_map(narrow).collect();
    let first = plain.chars().next()?;
    let last = plain.chars().next_back()?;
    if matches!(first, '(' | '[') && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '”' | '"' | '’' | ')')) {
        plain.insert(0, ' ');
    }
    if needs_space(text, span, last) {
        plain.push(' ');
    }
    let reason = Reason::new(format!("“{wide}” is a wide East Asian character in Latin text"));
    Some(Edit::fix(span, plain, RULE, reason))
}

/// A wide mark right behind one that ends something: of the two one is meant. Not behind an abbreviation (“Ltd.，”).
fn beside_mark(document: &Document<'_>, span: Span) -> Option<Edit> {
    let text = document.text();
    let ends = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?');
    let stop = document.before(span.start()).filter(|c| ends(*c))?;
    let mut wide = document.slice(span).chars();
    let (mark, None) = (narrow(wide.next()?).filter(|c| ends(*c))?, wide.next()) else { return None };
    let whole = Span::new(span.start() - 1, span.end());
    // “?!”, “!!” and longer rows are marks of their own.
    if text[..whole.start()].ends_with(ends) || "!?".contains(stop) && "!?".contains(mark) {
        return None;
    }
    let word = word_before(document, whole.start());
    let short = stop == '.' && word.is_none_or(|w| is_abbreviation(document.word(w)) || !is_plain_word(document, w));
    let one = |mark: char| {
        let room = if needs_space(text, span, mark) { " " } else { "" };
        format!("{mark}{room}")
    };
    if mark == stop {
        return Some(Edit::fix(whole, one(stop), RULE, Reason::new(format!("“{stop}” stands twice, once as a wide character"))));
    }
    if short {
        return None;
    }
    let reason = Reason::new("two marks stand where one is meant, the second a wide character");
    Some(Edit::suggest(whole, one(stop), RULE, reason).alternatives([one(mark)]))
}

/// A wide mark brings its own room; a narrow one wants a space before the next word.
fn needs_space(text: &str, span: Span, mark: char) -> bool {
    let mut rest = text[span.end()..].chars();
    let Some(next) = rest.next() else { return false };
    if !matches!(mark, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']') {
        return false;
    }
    let digit_before = text[..span.start()].ends_with(|c: char| c.is_ascii_digit());
    let numeric = digit_before && next.is_ascii_digit() && matches!(mark, ',' | '.' | ':');
    let opens = matches!(next, '“' | '‘' | '(' | '$' | '£' | '€' | '«' | '„')
        || (matches!(next, '"' | '\'') && rest.next().is_some_and(char::is_alphanumeric));
    (next.is_alphanumeric() || opens) && !numeric
}
