//! Which literals a pattern's matches must begin and end with, so that patterns cost nothing on text without them; and by which
//! words of a text the patterns are found that may match in it.
//!
//! Compiled into the program and into its build script alike.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::table;

/// Bits of the place of a list of patterns.
const PLACE: u32 = 24;

/// More endings are not kept.
const FEW: usize = 16;

/// Nor are more literals that have something in common.
const MANY: usize = 32;

/// How the matches of a pattern begin and end.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct PatternStart {
    /// Number of its entry.
    pub entry: u32,
    /// Do the literals begin where a word does?
    pub at_border: bool,
    /// One of these stands in every match; empty: nothing need to.
    pub literals: Vec<String>,
    /// The longest piece that all of these have in them, if there are several and it tells something.
    pub common: String,
    /// One of these ends every match; empty: too many do, or anything may.
    pub ends: Vec<String>,
}

impl PatternStart {
    /// Of the pattern of entry number `entry`.
    ///
    /// # Errors
    /// Why the pattern does not compile.
    pub fn of(entry: u32, pattern: &str) -> Result<Self, String> {
        let (literals, mut ends) = (prefixes(pattern)?, extracted(pattern, ExtractKind::Suffix)?);
        if ends.len() > FEW {
            ends.clear();
        }
        let mut common = common(&literals);
        if literals.len() < 2 || common.len() < 3 && !common.contains(is_rare) {
            common.clear();
        }
        let at_border = pattern.starts_with("\\b");
        let start = PatternStart { entry, at_border, literals, common, ends };
        let worded = start.literals.iter().any(|l| !start.words(l).is_empty());
        if start.common.is_empty() || worded && start.literals.len() <= MANY {
            return Ok(start);
        }
        // No word tells of them, or they are too many to look at each: what they have in common tells enough.
        Ok(PatternStart { at_border: false, literals: vec![start.common], common: String::new(), ..start })
    }

    /// The words that must stand in a text for one of its literals to stand there.
    pub fn words<'l>(&self, literal: &'l str) -> Vec<&'l str> {
        // The last word may go on beyond the literal, and the first before it.
        let pieces: Vec<&str> = literal.split(|c: char| !c.is_alphanumeric()).collect();
        let whole = pieces.get(usize::from(!self.at_border)..pieces.len() - 1).unwrap_or_default();
        whole.iter().copied().filter(|w| !w.is_empty()).collect()
    }
}

/// Patterns by the words that tell of them.
pub struct Starts {
    /// Table of the words, see [`place`].
    pub keys: Vec<u8>,
    /// At each place a count and that many numbers of patterns; at 0 of those that no word tells of.
    pub lists: Vec<u32>,
    /// Where each pattern begins in `encoded`, and where the last ends.
    pub offsets: Vec<u32>,
    /// The patterns, in postcard.
    pub encoded: Vec<u8>,
}

impl Starts {
    /// Finds each pattern by the rarest word of each of its literals; `commonness` tells that of a word.
    pub fn of(patterns: &[PatternStart], commonness: impl Fn(&str) -> u8) -> Starts {
        let (mut keyed, mut unkeyed): (BTreeMap<&str, Vec<u32>>, Vec<u32>) = (BTreeMap::new(), Vec::new());
        for (number, pattern) in (0..).zip(patterns) {
            let rarest = |literal| pattern.words(literal).into_iter().min_by_key(|w| (commonness(w), Reverse(w.len())));
            let keys: Option<Vec<&str>> = pattern.literals.iter().map(|l| rarest(l)).collect();
            match keys.filter(|keys| !keys.is_empty()) {
                Some(mut keys) => {
                    keys.sort_unstable();
                    keys.dedup();
                    keys.into_iter().for_each(|key| keyed.entry(key).or_default().push(number));
                }
                None => unkeyed.push(number),
            }
        }
        let mut lists = vec![unkeyed.len() as u32];
        lists.extend(unkeyed);
        let mut words = Vec::new();
        for (key, list) in keyed {
            words.push((key.to_owned(), lists.len() as u64));
            lists.push(list.len() as u32);
            lists.extend(list);
        }
        let (mut offsets, mut encoded) = (vec![0], Vec::new());
        for pattern in patterns {
            // Into memory nothing fails; what would be missing is a pattern that anything may begin.
            encoded.extend(postcard::to_stdvec(pattern).unwrap_or_default());
            offsets.push(encoded.len() as u32);
        }
        Starts { keys: table::build_wide(&words, PLACE), lists, offsets, encoded }
    }
}

/// The place of the list of those patterns that a word tells of.
pub fn place(keys: &[u8], word: &str) -> Option<usize> {
    table::get_wide(keys, word, PLACE).map(|place| place as usize)
}

/// Literals of which one begins every match of the pattern; empty if none can be told. `Err` says why the
/// pattern does not compile.
pub fn prefixes(pattern: &str) -> Result<Vec<String>, String> {
    extracted(pattern, ExtractKind::Prefix)
}

fn extracted(pattern: &str, kind: ExtractKind) -> Result<Vec<String>, String> {
    let hir = regex_syntax::Parser::new().parse(pattern).map_err(|e| format!("the pattern does not compile: {}", short(&e)))?;
    let mut extractor = Extractor::new();
    extractor.kind(kind).limit_total(512);
    let seq = extractor.extract(&hir);
    let Some(literals) = seq.literals() else { return Ok(Vec::new()) };
    let mut out: Vec<String> = Vec::new();
    for literal in literals {
        match std::str::from_utf8(literal.as_bytes()) {
            Ok(text) if text.trim().len() >= 2 || text.contains(is_rare) => out.push(text.to_owned()),
            _ => return Ok(Vec::new()),
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// The longest piece that all of the literals have in them.
fn common(literals: &[String]) -> String {
    let Some((first, others)) = literals.split_first() else { return String::new() };
    let borders: Vec<usize> = first.char_indices().map(|(at, _)| at).chain([first.len()]).collect();
    let pieces = borders.iter().enumerate().flat_map(|(i, &from)| borders[i..].iter().map(move |&to| &first[from..to]));
    pieces.filter(|piece| others.iter().all(|o| o.contains(piece))).max_by_key(|piece| piece.len()).unwrap_or_default().to_owned()
}

/// A mark that news hardly has.
pub fn is_rare(c: char) -> bool {
    c.is_ascii_punctuation() && !".,'-\":;()?!".contains(c)
}

fn short(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(e) => e.kind().to_string(),
        regex_syntax::Error::Translate(e) => e.kind().to_string(),
        e => e.to_string().lines().last().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_match_has_is_known_before_the_pattern_is_compiled() {
        let start = |pattern| PatternStart::of(0, pattern).unwrap();
        let rate = start(r"([0-9])m / (s|min)\b");
        assert_eq!((rate.literals, rate.common.as_str()), (vec!["m / ".to_owned()], ""));
        let sum = start(r"\b(his|her) (\$\d+)\b");
        assert_eq!((sum.literals.as_slice(), sum.common.as_str()), (["her $".to_owned(), "his $".to_owned()].as_slice(), " $"));
        assert_eq!((sum.words("her $"), sum.ends.len()), (vec!["her"], 0));
        let head = start(r"\b(Meta|Apple) ([A-Z]\w+)’s (CEO|boss)\b");
        assert_eq!((head.common.as_str(), head.ends), ("", vec!["’s CEO".to_owned(), "’s boss".to_owned()]));
        assert!(start(r"[a-z]+").literals.is_empty());
    }

    #[test]
    fn a_pattern_is_found_by_the_rarest_word_of_each_of_its_literals() {
        let patterns = [r"\bthe plan x\b", r"[a-z]+ing", r"\b(?:plan|idea) for\b"].map(|p| PatternStart::of(0, p).unwrap());
        let starts = Starts::of(&patterns, |word| u8::from(word == "the"));
        let list = |place: usize| starts.lists[place + 1..][..starts.lists[place] as usize].to_vec();
        assert_eq!(list(0), [1], "no word tells of it");
        assert_eq!(list(place(&starts.keys, "plan").unwrap()), [0, 2]);
        assert_eq!(list(place(&starts.keys, "idea").unwrap()), [2]);
        assert!(place(&starts.keys, "the").is_none());
    }
}
