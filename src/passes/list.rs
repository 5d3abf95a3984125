//! Lists of words that rules turn on, and the question whether a word is in one. Nearly every word is not, and a long list is
//! not gone through for it: its first letter and its length tell.

/// A list of words, with which lengths its words have by their first letters.
pub(super) struct List {
    words: &'static [&'static str],
    lengths: Lengths,
    /// By the same bits the number of the last word that begins so, and for each word that of the one before it: those that begin
    /// alike are a chain. Numbers count from 1; 0 ends a chain.
    last: [u8; LETTERS],
    before: [u8; MOST],
}

/// Which lengths the words of some lists have. By the low five bits of the first byte, a bit for each length; what is longer shares
/// the last.
#[derive(Clone, Copy)]
pub(super) struct Lengths([u32; LETTERS]);

impl Lengths {
    /// Those of the words of all these lists.
    pub(super) const fn of(lists: &[&List]) -> Lengths {
        let mut all = Lengths([0; LETTERS]);
        let mut i = 0;
        while i < lists.len() * LETTERS {
            all.0[i % LETTERS] |= lists[i / LETTERS].lengths.0[i % LETTERS];
            i += 1;
        }
        all
    }

    /// May `word`, in whatever case it is written, be one of those words? Asked of ASCII, where case is a bit that the place does not
    /// turn on.
    #[inline]
    pub(super) fn may_have(&self, word: &[u8]) -> bool {
        let (at, bit) = List::place(word);
        self.0[at] & bit != 0
    }
}

/// The values of five bits.
const LETTERS: usize = 32;

/// No list has more words than one less than this.
const MOST: usize = 192;

impl List {
    /// Of these words.
    pub(super) const fn of(words: &'static [&'static str]) -> List {
        let mut list = List { words, lengths: Lengths([0; LETTERS]), last: [0; LETTERS], before: [0; MOST] };
        let mut i = 0;
        while i < words.len() {
            let (at, bit) = List::place(words[i].as_bytes());
            list.lengths.0[at] |= bit;
            i += 1;
            list.before[i] = list.last[at];
            list.last[at] = i as u8;
        }
        list
    }

    /// Is `word`, which is ASCII, one of them in small letters, all of which are ASCII too?
    pub(super) fn has_in_small(&self, word: &str) -> bool {
        let (at, bit) = List::place(word.as_bytes());
        self.lengths.0[at] & bit != 0 && self.chain(at).any(|w| w.eq_ignore_ascii_case(word))
    }

    const fn place(word: &[u8]) -> (usize, u32) {
        match word {
            [] => (0, 1),
            [first, ..] => (*first as usize % LETTERS, 1 << if word.len() < 31 { word.len() } else { 31 }),
        }
    }

    /// The words that begin as one of that place does.
    fn chain(&self, at: usize) -> impl Iterator<Item = &'static str> + '_ {
        let number = |n: u8| Some(n).filter(|n| *n > 0);
        let numbers = std::iter::successors(number(self.last[at]), move |n| number(self.before[usize::from(*n)]));
        numbers.map(|n| self.words[usize::from(n) - 1])
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
        self.lengths.0[at] & bit != 0 && self.chain(at).any(|w| w == word)
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
        let lengths = Lengths::of(&[&List::of(&["a"]), FEW]);
        assert!(["The", "AND", "A"].iter().all(|w| lengths.may_have(w.as_bytes())) && !lengths.may_have(b"them"));
        assert!(FEW.has_in_small("The") && !FEW.has_in_small("Them"));
        assert!(["", "The", "them", "ant", "one-hundred-and-thirty-thousandths", "è"].iter().all(|w| !is(FEW, w)));
    }
}
