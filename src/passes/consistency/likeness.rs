//! How alike two spellings are, and which differences make two names rather than a slip.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::dictionary::near::is_same_unaccented;

/// Do the two differ by one letter put in, left out or exchanged, or by two neighbours swapped? Letters, not bytes.
pub(in crate::passes) fn one_slip(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Most pairs are nothing alike, and show it at once.
    let same = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    if same + 2 < short.len()
        && short.bytes().rev().zip(long.bytes().rev()).take_while(|(x, y)| x == y).count() + same + 4 < short.len()
    {
        return false;
    }
    if short.is_ascii() && long.is_ascii() {
        return slipped(short.as_bytes(), long.as_bytes());
    }
    slipped(&short.chars().collect::<Vec<_>>(), &long.chars().collect::<Vec<_>>())
}

/// The same of letters, the shorter word first.
fn slipped<T: PartialEq>(short: &[T], long: &[T]) -> bool {
    let head = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let tail = short[head..].iter().rev().zip(long[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (short.len() - head - tail, long.len() - head - tail);
    match (left, right) {
        (0, 1) | (1, 1) => true,
        (2, 2) => short[head] == long[head + 1] && short[head + 1] == long[head],
        _ => false,
    }
}

/// A difference that languages make on purpose: another ending (Ivanov, Ivanova; Brazil, Brazils), another first letter
/// (Bates, Gates), an accent (Reykjavík, Reykjavik).
pub(in crate::passes) fn is_regular(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return is_ending(a.as_bytes(), b.as_bytes());
    }
    let bare = |s: &str| s.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    bare(a) == bare(b) || is_same_unaccented(a, b) || is_ending(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

/// Do the letters of two words differ by the first, or by the last alone?
fn is_ending<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    a.first() != b.first() || a.len().max(b.len()) - head <= 1
}

/// A difference between two transliterations of one foreign name: a vowel for a vowel, vowels swapped, or an `h`, or an
/// `i`, `y`, `e` or `u` beside a different vowel, put in or left out (Zelenskyi, Zelenskiy; Bjoerndalen, Bjorndalen; Vasiliev, Vasilev).
pub(in crate::passes) fn is_transliteration(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let head = a.iter().zip(b.iter()).take_while(|(x, y)| x == y).count();
    let vowel = |c: &char| "aeiouy".contains(*c);
    // A letter doubled is a slip of the hand: it stands beside itself.
    let beside = |long: &[char]| {
        let sides = [head.checked_sub(1).and_then(|i| long.get(i)), long.get(head + 1)];
        sides.iter().flatten().any(|c| vowel(c)) && !sides.contains(&Some(&long[head]))
    };
    let loose = |long: &[char]| long[head] == 'h' || "iyeu".contains(long[head]) && beside(long);
    let vowels = |s: &[char]| s.get(head..head + 2).is_some_and(|two| two.iter().all(vowel));
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal if vowels(&a) && vowels(&b) => a[head + 2..] == b[head + 2..],
        std::cmp::Ordering::Equal => vowel(&a[head]) && vowel(&b[head]) && a[head + 1..] == b[head + 1..],
        std::cmp::Ordering::Less => loose(&b),
        std::cmp::Ordering::Greater => loose(&a),
    }
}

/// Do the two differ by letters that languages write for one sound: Dominika, Dominica?
pub(super) fn is_sound(a: &str, b: &str) -> bool {
    const SOUNDS: &[&str] = &["ck", "kc", "vw", "wv", "iy", "yi", "jy", "yj", "ij", "ji", "gj", "jg", "uw", "wu"];
    let mut other = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let (Some((x, y)), None) = (other.next(), other.next()) else { return false };
    a.chars().count() == b.chars().count() && SOUNDS.contains(&format!("{x}{y}").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_what_is_none() {
        assert!(one_slip("Herbevt", "Herbert") && one_slip("Scoland", "Scotland") && one_slip("Hebrert", "Herbert"));
        assert!(!one_slip("Herbert", "Herbert") && !one_slip("Hxrbxrt", "Herbert"));
        assert!(
            is_regular("Ivanova", "Ivanov")
                && is_regular("Gates", "Bates")
                && is_regular("Málaga", "Malaga")
                && !is_regular("Knowsey", "Knowsley")
        );
    }
}
