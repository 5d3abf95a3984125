//! What a word is to the lists of a survey: a byte beside each word. A list is read off the bytes of all, eight at a time.

/// The bits of a word's tag. All but [`Tag::MEETING`], and [`Tag::BEGINNING`] in part, say something of its form.
pub(super) struct Tag;

impl Tag {
    /// It has one capital, at its beginning.
    pub(super) const CAPITAL: u8 = 1;
    /// It is digits only.
    pub(super) const NUMBER: u8 = 2;
    /// It is `a` or `an`.
    pub(super) const ARTICLE: u8 = 4;
    /// Some dictionary form may stand at it, as far as the next word tells.
    pub(super) const BEGINNING: u8 = 8;
    /// Small words meet at it, see [`super::Survey::meetings`].
    pub(super) const MEETING: u8 = 16;
}

/// The indexes of the tags that have one bit, in order.
struct Tagged<'t> {
    wanted: u64,
    /// The eights that are still to be looked at, and the tags behind the last.
    eights: std::slice::Iter<'t, [u8; 8]>,
    rest: &'t [u8],
    /// What was found in the eight before them, and the index of its first tag.
    found: u64,
    at: usize,
}

impl Tagged<'_> {
    fn look(&mut self, eight: [u8; 8]) {
        self.found = u64::from_le_bytes(eight) & self.wanted;
        self.at = self.at.wrapping_add(8);
    }
}

impl Iterator for Tagged<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            match self.eights.next() {
                Some(&eight) => self.look(eight),
                None if self.rest.is_empty() => return None,
                None => {
                    let mut last = [0; 8];
                    last[..self.rest.len()].copy_from_slice(self.rest);
                    self.rest = &[];
                    self.look(last);
                }
            }
        }
        let place = self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(self.at + place)
    }
}

/// The indexes from `from` on of the tags that have this bit.
pub(super) fn tagged(tags: &[u8], bit: u8, from: usize) -> impl Iterator<Item = usize> + '_ {
    let (eights, rest) = tags.get(from..).unwrap_or_default().as_chunks();
    // The first look goes eight tags on.
    let at = from.wrapping_sub(8);
    Tagged { wanted: u64::from_le_bytes([bit; 8]), eights: eights.iter(), rest, found: 0, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_every_place_that_has_the_bit() {
        let tags: Vec<u8> = (0..45).map(|i: u8| i.wrapping_mul(37) & 31).collect();
        for from in [0, 1, 7, 8, 40, 44, 45] {
            let one_by_one: Vec<usize> = (from..tags.len()).filter(|&i| tags[i] & Tag::NUMBER != 0).collect();
            assert_eq!(tagged(&tags, Tag::NUMBER, from).collect::<Vec<_>>(), one_by_one);
        }
        assert_eq!(tagged(&[], Tag::CAPITAL, 0).count(), 0);
    }
}
