//! Chinese names in pinyin: few syllables make them all, so that two of them differ by one letter everywhere.

/// What follows each initial, and what stands without one.
#[rustfmt::skip]
const SYLLABLES: &[(&str, &str)] = &[
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    ("m", "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    ("f", "a o ei ou an en ang eng u"),
    ("d", "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un"),
    ("t", "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un"),
    ("n", "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve ue"),
    ("l", "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue"),
    ("g", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("k", "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("h", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("j", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("q", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("zh", "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("ch", "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("sh", "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang aan"),
    ("r", "e i ao ou an en ang eng ong u ua uo ui uan un"),
    ("z", "a e i ai ei ao ou an en ang eng ong u uo ui uan un"),
    ("c", "a e i ai ao ou an en ang eng ong u uo ui uan un"),
    ("s", "a e i ai ao ou an en ang eng ong u uo ui uan un"),
    ("y", "a e o ai ao ou an ang i in ing ong u ue uan un"),
    ("w", "a o ai ei an en ang eng u"),
    ("", "a o e ai ei ao ou an en ang eng er"),
];

/// The letters that syllables end with.
const ENDS: &[u8] = b"aoeiuvngr";

/// Is the word made of syllables of Chinese in pinyin (Hubei, Hebei)?
pub(in crate::passes) fn is_pinyin(word: &str) -> bool {
    fn syllables(rest: &[u8], depth: usize) -> bool {
        let ends = |after: &[u8], finals: &str| {
            let mut finals = finals.as_bytes().split(|&b| b == b' ').filter_map(|f| after.strip_prefix(f));
            finals.any(|left| syllables(left, depth + 1))
        };
        let begins = |initial: &str| rest.strip_prefix(initial.as_bytes());
        rest.is_empty()
            || depth < 4 && SYLLABLES.iter().any(|(initial, finals)| begins(initial).is_some_and(|after| ends(after, finals)))
    }
    // The names of most other languages end with a letter that no syllable ends with.
    if word.bytes().next_back().is_some_and(|last| last.is_ascii() && !ENDS.contains(&last.to_ascii_lowercase())) {
        return false;
    }
    let lower = word.to_lowercase();
    // Chinese itself is English.
    !lower.ends_with("ese") && syllables(lower.as_bytes(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_ends_with_a_letter_that_syllables_end_with() {
        let ends = SYLLABLES.iter().flat_map(|(_, finals)| finals.split(' ')).filter_map(|f| f.bytes().next_back());
        assert!(ends.into_iter().all(|end| ENDS.contains(&end)));
    }

    #[test]
    fn syllables_of_chinese_and_what_is_none() {
        assert!(["Hubei", "Hebei", "Shaanxi", "Zhengzhou", "Xi", "Yunnan"].iter().all(|w| is_pinyin(w)));
        assert!(["Herbert", "Mexico", "Korean", "Serbia", "Chinese"].iter().all(|w| !is_pinyin(w)));
    }
}
