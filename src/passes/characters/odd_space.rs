//! Wide and doubled spaces inside a line → one plain space.

use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon::Commonness;
use crate::passes::marks::around::{word_after, word_before};
use crate::proposals::Proposals;
use crate::survey::{Shape, Word};

const RULE: &str = "odd-space";

/// Spaces that hold a figure to its unit, or set type: no-break, narrow no-break, thin, figure, en and em space.
const FIXED: &[char] = &['\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}', '\u{2002}', '\u{2003}'];

/// Proposes a plain space for an odd one.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let marks = document.survey().marks();
    if marks.count('\u{3000}') > 0 {
        wide(document, out);
    }
    if marks.count(' ') > 0 {
        doubled(document, out);
    }
    if marks.any(FIXED) {
        fixed(document, out);
    }
}

/// The ideographic space among Latin letters.
fn wide(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    for at in memchr::memmem::find_iter(text.as_bytes(), "\u{3000}") {
        let end = at + '\u{3000}'.len_utf8();
        let latin = |c: Option<char>| c.is_some_and(|c| u32::from(c) < 0x250 || ('\u{2010}'..='\u{203a}').contains(&c));
        if !latin(document.before(at)) || !latin(document.after(end)) || document.before(at) == Some('\n') {
            out.left(RULE, Span::new(at, end), || "a wide space belongs beside East Asian letters and at the start of a line");
            continue;
        }
        let spaced = document.before(at) == Some(' ') || document.after(end) == Some(' ');
        let reason = Reason::new("a wide East Asian space stands in Latin text");
        let tier = if spaced || goes_on(document, at, end) { Tier::Fix } else { Tier::Suggest };
        out.push(Edit::new(tier, Span::new(at, end), if spaced { "" } else { " " }, RULE, reason));
    }
}

/// Does one phrase go on across the gap? A gap before a capital may part two titles.
fn goes_on(document: &Document<'_>, start: usize, end: usize) -> bool {
    let capital = document.after(end).is_some_and(char::is_uppercase);
    let left = word_before(document, start);
    let right = word_after(document, end).map(|w| document.survey().form(w).shape);
    let joins = left.is_some_and(|w| {
        let form = document.survey().form(w);
        let small = matches!(
            document.word(w),
            "the"
                | "The"
                | "of"
                | "in"
                | "In"
                | "and"
                | "by"
                | "for"
                | "from"
                | "to"
                | "at"
                | "with"
                | "on"
                | "a"
                | "that"
                | "as"
                | "or"
        );
        // Two capitalised words of one name, a number and a name.
        small
            || form.shape == Shape::Capitalised
                && form.class.is_known()
                && right == Some(Shape::Capitalised)
                && form.class.commonness < Commonness::Core
    });
    !capital || joins || document.before(start) == Some(',')
}

/// Two spaces between two words of a sentence. After the end of a sentence two are a habit; longer rows are columns.
fn doubled(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    let bytes = text.as_bytes();
    let mut at = 0;
    for start in memchr::memmem::find_iter(bytes, "  ") {
        if start < at {
            continue;
        }
        let end = start + bytes[start..].iter().take_while(|b| **b == b' ').count();
        at = end;
        let (before, after) = (document.before(start), document.after(end));
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let left = word(before) || matches!(before, Some(',' | ')' | ';'));
        let right = word(after) || matches!(after, Some('(' | '“' | '$' | '£'));
        const COLUMNS: &str = "the line stands in columns, or is indented";
        const HABIT: &str = "two spaces after a sentence, or between two titles, are a habit and no slip";
        let why = if end - start != 2 {
            Some(COLUMNS)
        } else if !left || !right {
            Some(HABIT)
        } else if is_columns(document, start) {
            Some(COLUMNS)
        } else {
            (!goes_on(document, start, end)).then_some(HABIT)
        };
        if let Some(why) = why {
            out.left(RULE, Span::new(start, end), || why);
            continue;
        }
        let reason = Reason::new("two spaces stand between two words of a sentence");
        out.push(Edit::fix(Span::new(start, end), " ", RULE, reason));
    }
}

/// Does the line stand in columns: indented, or with several wide gaps for few words?
fn is_columns(document: &Document<'_>, at: usize) -> bool {
    let line = crate::passes::marks::around::line_of(document, at);
    let text = document.slice(line);
    let gaps = text.as_bytes().windows(2).filter(|w| w == b"  ").count();
    let words = text.split_ascii_whitespace().count();
    let indented = line.start() > 0 && document.text().as_bytes()[line.start() - 1] != b'\n';
    indented || words < 6 || gaps * 6 > words || text.contains('\t') || text.contains('|')
}

/// No-break spaces are common in good text (before a unit, in a name, around a link). One between two small words says
/// nothing by itself; in a text with other damaged characters it is damage too.
fn fixed(document: &Document<'_>, out: &mut Proposals) {
    let text = document.text();
    let damaged = shows_damage(document);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\xc2").chain(memchr::memmem::find_iter(text.as_bytes(), b"\xe2\x80")) {
        let Some(space) = text[at..].chars().next().filter(|c| FIXED.contains(c)) else { continue };
        let end = at + space.len_utf8();
        let (Some(left), Some(right)) = (word_before(document, at), word_after(document, end)) else { continue };
        let small = |w: Word| {
            let form = document.survey().form(w);
            form.shape == Shape::Lower && form.class.is_word() && document.word(w).len() > 1
        };
        let name = document.survey().form(left).shape == Shape::Capitalised && document.word(left).len() > 3;
        if !small(right) || !(small(left) || name) {
            out.left(RULE, Span::new(at, end), || "a no-break space holds a figure, a name or a short word to its neighbour");
            continue;
        }
        let reason = Reason::new("a no-break space stands between two words that nothing holds together");
        let edit = Edit::suggest(Span::new(at, end), " ", RULE, reason);
        out.push(if damaged && small(left) { edit.raised("the text has characters that sound text has not") } else { edit });
    }
}

/// Characters that sound text does not have.
fn shows_damage(document: &Document<'_>) -> bool {
    let marks = document.survey().marks();
    marks.any(&[
        '\u{200b}', '\u{feff}', '\u{ad}', '\u{2060}', '\u{200e}', '\u{fffd}', '\u{fb01}', '\u{fb02}', '，', '：', '（',
        '\u{3000}',
    ]) || memchr::memmem::find(document.text().as_bytes(), b"&amp;").is_some()
        || memchr::memmem::find(document.text().as_bytes(), "â€".as_bytes()).is_some()
        || marks.beyond_ascii().any(|(c, _)| ('\u{80}'..'\u{a0}').contains(&c))
}
