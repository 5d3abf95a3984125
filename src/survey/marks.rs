//! Counts of the marks of a text.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Counts of marks, one for each kind that some pass asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    counts: HashMap<char, u32, FixedState>,
    ascii: AsciiCounts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct AsciiCounts([u32; 128]);

impl Default for AsciiCounts {
    fn default() -> Self {
        AsciiCounts([0; 128])
    }
}

impl Marks {
    /// How often the character stands in the text; counted for every character but ASCII letters and digits.
    pub fn count(&self, c: char) -> u32 {
        if c.is_ascii() { self.ascii.0[c as usize] } else { self.counts.get(&c).copied().unwrap_or(0) }
    }

    /// Counts an ASCII character that is no letter or digit.
    pub(super) fn count_ascii(&mut self, byte: u8) {
        self.ascii.0[usize::from(byte)] += 1;
    }

    /// Counts spaces.
    pub(super) fn count_spaces(&mut self, count: u32) {
        self.ascii.0[usize::from(b' ')] += count;
    }

    /// Takes back what was counted of `text`.
    pub(super) fn forget(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii() {
                if !c.is_ascii_alphanumeric() {
                    self.ascii.0[c as usize] -= 1;
                }
            } else if let Some(count) = self.counts.get_mut(&c) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&c);
                }
            }
        }
    }

    /// Counts a character past ASCII.
    pub(super) fn count_other(&mut self, c: char) {
        *self.counts.entry(c).or_default() += 1;
    }

    /// Is one of these in the text?
    pub fn any(&self, chars: &[char]) -> bool {
        chars.iter().any(|&c| self.count(c) > 0)
    }

    /// The characters past ASCII that the text has, in no order.
    pub fn beyond_ascii(&self) -> impl Iterator<Item = (char, u32)> + '_ {
        self.counts.iter().map(|(&c, &n)| (c, n))
    }

    /// Is every character ASCII?
    pub fn is_ascii(&self) -> bool {
        self.counts.is_empty()
    }
}
