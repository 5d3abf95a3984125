//! What the rules of this pass share: scripts, and words rewritten character by character.

/// Chinese, Japanese or Korean: letters and their own marks.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of a right-to-left script.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The nearest letter or digit before `at`, in the same line.
pub(super) fn letter_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().take(40).take_while(|c| *c != '\n').find(|c| c.is_alphanumeric())
}

/// The nearest letter or digit from `at` on, in the same line.
pub(super) fn letter_after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().take(40).take_while(|c| *c != '\n').find(|c| c.is_alphanumeric())
}

/// Longest word looked at, in characters.
const LONGEST: usize = 64;

/// The letters that end at `at`.
pub(super) fn letters_before(text: &str, at: usize) -> &str {
    let len: usize = text[..at].chars().rev().take(LONGEST).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    &text[at - len..at]
}

/// The letters that begin at `at`.
pub(super) fn letters_after(text: &str, at: usize) -> &str {
    let len: usize = text[at..].chars().take(LONGEST).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    &text[at..at + len]
}

/// The next byte past ASCII at or after `at`.
pub(super) fn beyond_ascii(bytes: &[u8], mut at: usize) -> Option<usize> {
    const STEP: usize = 64;
    while bytes.get(at..at + STEP).is_some_and(<[u8]>::is_ascii) {
        at += STEP;
    }
    while let Some(eight) = bytes[at..].first_chunk() {
        let beyond = u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080;
        if beyond != 0 {
            return Some(at + beyond.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes[at..].iter().position(|b| *b >= 0x80).map(|n| at + n)
}

/// The first character past ASCII from `at` on that is `wanted`.
pub(super) fn next_beyond_ascii(text: &str, mut at: usize, wanted: impl Fn(char) -> bool) -> Option<(usize, char)> {
    loop {
        at = beyond_ascii(text.as_bytes(), at)?;
        let c = text[at..].chars().next()?;
        if wanted(c) {
            return Some((at, c));
        }
        at += c.len_utf8();
    }
}
