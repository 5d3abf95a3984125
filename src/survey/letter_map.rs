//! Where the ASCII letters and digits of a text stand: a bit for each byte, so that a word's end is found at one look however long
//! the word is.

/// Bytes that a number has bits for.
const BLOCK: usize = 64;

/// The bits of some bytes of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct LetterMap(Vec<u64>);

impl LetterMap {
    /// Reads `bytes`, in the room that there is.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        self.0.clear();
        self.0.extend(blocks.iter().map(bits));
        // What stands behind the last byte is no letter, also where that ends a block.
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        self.0.push(bits(&last));
    }

    /// Forgets what was read.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The first place from `at` on that has no letter or digit.
    #[inline(always)]
    pub(super) fn end(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let others = !self.0.get(block).copied().unwrap_or_default() >> (at % BLOCK);
        if others != 0 { at + others.trailing_zeros() as usize } else { self.later_end(block + 1) }
    }

    #[cold]
    fn later_end(&self, block: usize) -> usize {
        let full = self.0[block..].iter().take_while(|bits| **bits == u64::MAX).count();
        let bits = self.0.get(block + full).copied().unwrap_or_default();
        (block + full) * BLOCK + (!bits).trailing_zeros() as usize
    }
}

/// A bit for each of the bytes that is an ASCII letter or digit.
fn bits(block: &[u8; BLOCK]) -> u64 {
    // Gathers the lowest bits of eight bytes.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut is = [0; BLOCK];
    for (is, b) in is.iter_mut().zip(block) {
        *is = u8::from((b | 0x20).wrapping_sub(b'a') < 26) | u8::from(b.wrapping_sub(b'0') < 10);
    }
    let (eights, _) = is.as_chunks();
    let eights = eights.iter().enumerate();
    eights.fold(0, |bits, (i, eight)| bits | (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_where_its_letters_do() {
        let mut text: Vec<u8> = (0..=255).collect();
        text.extend([b'a'; 200]);
        text.extend(b" 12 x");
        let mut letters = LetterMap::default();
        for length in [0, 1, 63, 64, 65, 128, 255, text.len()] {
            letters.read(&text[..length]);
            for at in 0..length {
                let one_by_one = text[at..length].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                assert_eq!(letters.end(at), at + one_by_one, "{at} of {length}");
            }
        }
    }
}
