//! Lists of words that rules turn on, and the question whether a word is in one. Nearly every word is not, and a long list is
//! not gone through for it: its first letter and its length tell.

/// A list of words, with which lengths its words have by their first letters.
pub(super) struct List {
    words: &'static [&'static str],
    /// By the low five bits of the first byte, a bit for each length; what is longer shares the last.
    lengths: [u32; 32],
}

impl List {
    /// Of these words.
    pub(super) const fn of(words: &'static [&'static str]) -> List {
        let mut lengths = [0; 32];
        let mut i = 0;
        while i < words.len() {
            let (at, bit) = List::place(words[i].as_bytes());
            lengths[at] |= bit;
            i += 1;
        }
        List { words, lengths }
    }

    const fn place(word: &[u8]) -> (usize, u32) {
        match word {
            [] => (0, 1),
            [first, ..] => (*first as usize % 32, 1 << if word.len() < 31 { word.len() } else { 31 }),
        }
    }
}

/// Words that one may be among.
pub(super) trait Words {
    /// Is it one of them?
    fn have(&self, word: &str) -> bool;
}

impl Words for List {
    #[inline]
    fn have(&self, word: &str) -> bool {
        let (at, bit) = List::place(word.as_bytes());
        self.lengths[at] & bit != 0 && self.words.have(word)
    }
}

impl Words for [&str] {
    fn have(&self, word: &str) -> bool {
        self.iter().any(|w| w.len() == word.len() && w.as_bytes().first() == word.as_bytes().first() && *w == word)
    }
}

impl<const N: usize> Words for [&str; N] {
    fn have(&self, word: &str) -> bool {
        self.as_slice().have(word)
    }
}

/// Is `word` one of `list`?
#[inline]
pub(super) fn is<W: Words + ?Sized>(list: &W, word: &str) -> bool {
    list.have(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_alone() {
        const FEW: &List = &List::of(&["the", "and", "one-hundred-and-twenty-thousandth", "é"]);
        assert!(["the", "and", "one-hundred-and-twenty-thousandth", "é"].iter().all(|w| is(FEW, w)));
        assert!(["", "The", "them", "ant", "one-hundred-and-thirty-thousandths", "è"].iter().all(|w| !is(FEW, w)));
    }
}
