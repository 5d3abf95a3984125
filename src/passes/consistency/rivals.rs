//! The other words that a slip may stand for: “Presidenct” is as near to Presidency as it is to President. What the text has is what it
//! speaks of, but it speaks of the Ministry where it speaks of the Minister.

use crate::lexicon;

/// Endings by which words of one family differ.
const ENDINGS: &[&str] = &["", "t", "y", "cy", "ry", "er", "or", "al", "ic", "ian", "ist", "ism", "ity", "ion", "ment"];

/// A usual word of the family of `right`, written with a capital, that is one letter off `slip` as `right` is.
pub(super) fn rival(slip: &str, right: &str) -> Option<String> {
    if !lexicon::class(right).is_usual() || !slip.is_ascii() {
        return None;
    }
    let (slip, right) = (slip.to_ascii_lowercase(), right.to_lowercase());
    let mut found = near(&slip).find(|word| is_akin(word, &right) && *word != slip && lexicon::class(word).is_usual())?;
    found[..1].make_ascii_uppercase();
    Some(found)
}

/// Have the two different words a stem of five letters or more in common, and each an ending of its own?
fn is_akin(a: &str, b: &str) -> bool {
    let stem = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y && x.is_ascii()).count();
    a != b && stem >= 5 && ENDINGS.contains(&&a[stem..]) && ENDINGS.contains(&&b[stem..])
}

/// Every spelling that is one letter off `word` behind its first: one left out, two swapped, one exchanged, one put in.
fn near(word: &str) -> impl Iterator<Item = String> + '_ {
    let letters = || b'a'..=b'z';
    let with = move |from: usize, to: usize, put: &str| [&word[..from], put, &word[to..]].concat();
    let at = move || 1..word.len();
    let left_out = at().map(move |i| with(i, i + 1, ""));
    let swapped = (1..word.len().saturating_sub(1)).map(move |i| with(i, i + 2, &[&word[i + 1..i + 2], &word[i..=i]].concat()));
    let exchanged = at().flat_map(move |i| letters().map(move |c| with(i, i + 1, &char::from(c).to_string())));
    let put_in = (1..=word.len()).flat_map(move |i| letters().map(move |c| with(i, i, &char::from(c).to_string())));
    left_out.chain(swapped).chain(exchanged).chain(put_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_between_two_words_has_a_rival() {
        assert_eq!(rival("Ministr", "Minister").as_deref(), Some("Ministry"));
        assert_eq!(rival("Goverment", "Government"), None);
        assert_eq!(rival("Leaue", "League"), None);
        assert_eq!(rival("Knowsey", "Knowsley"), None);
    }
}
