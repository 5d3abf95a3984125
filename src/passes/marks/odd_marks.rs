//! Marks that stand beside something odd: one look at each sign of a text finds those that some rule has to look at twice. Nearly
//! every sign is none of them, and is asked about once and not by each rule. What is told here is only what the bytes beside a mark
//! allow: a rule asks the rest, and may find nothing odd after all.

use crate::survey::Survey;

/// What may be odd about a mark.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Oddity {
    /// A space may stand before `, . ; : ! ?`.
    SpaceBefore = 1,
    /// One of `, . ;` stands right before another, or one space before it.
    Doubled = 2,
    /// Something that may be a word or number touches `, . ; : ! ?` from behind, and no space stands before.
    Glued = 4,
    /// A space may stand beside a hyphen.
    SpacedHyphen = 8,
    /// A space may stand on the inner side of a bracket.
    SpacedBracket = 16,
    /// A space may stand beside an apostrophe, or before the `n` before it.
    SpacedApostrophe = 32,
    /// A space and a digit stand behind `, . :`.
    SplitFigure = 64,
}

/// The odd marks of a text.
#[derive(Debug, Default)]
pub(crate) struct OddMarks {
    /// In order of place, with a bit for each oddity.
    places: Vec<(u32, u8)>,
    /// The bits of all.
    all: u8,
}

impl OddMarks {
    /// Looks at the signs of `text`.
    pub(crate) fn of(text: &str, survey: &Survey<'_>) -> Self {
        let mut odd = OddMarks::default();
        for at in survey.signs() {
            let oddities = oddities(text.as_bytes(), at);
            if oddities != 0 {
                odd.places.push((at as u32, oddities));
                odd.all |= oddities;
            }
        }
        odd
    }

    /// Where those stand that may be odd so.
    pub(crate) fn places(&self, oddity: Oddity) -> impl Iterator<Item = usize> + '_ {
        let places = if self.all & oddity as u8 == 0 { &[] } else { &self.places[..] };
        places.iter().filter(move |(_, oddities)| oddities & oddity as u8 != 0).map(|&(at, _)| at as usize)
    }
}

/// What may be odd about the sign at `at`.
#[inline]
fn oddities(text: &[u8], at: usize) -> u8 {
    let behind = |bytes: usize| text.get(at + bytes).copied().unwrap_or(b'\n');
    let ahead = |bytes: usize| at.checked_sub(bytes).map_or(b'\n', |i| text[i]);
    let (before, after) = (ahead(1), behind(1));
    // Past ASCII there are spaces too.
    let space = |byte: u8| byte == b' ' || byte >= 0x80;
    let told = |so: bool, oddity: Oddity| if so { oddity as u8 } else { 0 };
    match text[at] {
        mark @ (b',' | b'.' | b';' | b':' | b'!' | b'?') => {
            let doubles = |byte: u8| matches!(byte, b',' | b'.' | b';');
            let doubled = doubles(mark) && (doubles(before) || before == b' ' && doubles(ahead(2)));
            let glued = before != b' ' && (after.is_ascii_alphanumeric() || after >= 0xc3);
            let figure = after == b' ' && !matches!(mark, b';' | b'!' | b'?') && behind(2).is_ascii_digit();
            told(space(before), Oddity::SpaceBefore)
                | told(doubled, Oddity::Doubled)
                | told(glued, Oddity::Glued)
                | told(figure, Oddity::SplitFigure)
        }
        b'-' => told(space(before) || space(after), Oddity::SpacedHyphen),
        b'(' | b'[' => told(space(after), Oddity::SpacedBracket),
        b')' | b']' => told(space(before), Oddity::SpacedBracket),
        b'\'' => told(space(before) || space(after) || [ahead(2), before] == *b" n", Oddity::SpacedApostrophe),
        0xe2 if [after, behind(2)] == [0x80, 0x99] => {
            told(space(before) || space(behind(3)) || [ahead(2), before] == *b" n", Oddity::SpacedApostrophe)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_oddly_is_found() {
        let found = |text: &str, oddity| OddMarks::of(text, &Survey::of(text)).places(oddity).collect::<Vec<_>>();
        assert_eq!(found("one , two\u{a0}. three, four", Oddity::SpaceBefore), [4, 11]);
        assert_eq!(found("one,, two. , three;; four", Oddity::Doubled), [4, 11, 19]);
        assert_eq!(found("one,two .net? É 1.5 mi.Änd", Oddity::Glued), [3, 18, 23]);
        assert_eq!(found("one -two three- four five-six\u{a0}-", Oddity::SpacedHyphen), [4, 14, 31]);
        assert_eq!(found("( one ) [two] (\u{a0}three)", Oddity::SpacedBracket), [0, 6, 14]);
        assert_eq!(found("it 's do n't don't it ’s we’ ve", Oddity::SpacedApostrophe), [3, 10, 22, 29]);
        assert_eq!(found("1, 000 at 10: 30 two! 3", Oddity::SplitFigure), [1, 12]);
        assert!(OddMarks::of("one, two-three (four) it’s 1.", &Survey::of("one, two-three (four) it’s 1.")).places.is_empty());
    }
}
