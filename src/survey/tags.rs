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

/// The indexes from `from` on of the tags that have this bit.
pub(super) fn tagged(tags: &[u8], bit: u8, from: usize) -> impl Iterator<Item = usize> + '_ {
    let wanted = u64::from_le_bytes([bit; 8]);
    let (eights, rest) = tags.get(from..).unwrap_or_default().as_chunks();
    let rest = {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        last
    };
    let all = eights.iter().map(|eight| u64::from_le_bytes(*eight)).chain(std::iter::once(u64::from_le_bytes(rest)));
    all.enumerate().filter_map(move |(i, eight)| (eight & wanted != 0).then_some((i, eight & wanted))).flat_map(
        move |(i, mut found)| {
            std::iter::from_fn(move || {
                let at = (found != 0).then(|| found.trailing_zeros() as usize / 8)?;
                found &= found - 1;
                Some(from + i * 8 + at)
            })
        },
    )
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
