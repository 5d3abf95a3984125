//! Which literals a pattern's matches must begin and end with, so that patterns cost nothing on text without them; and by which
//! words and marks of a text the literals are found that stand in it.
//!
//! Compiled into the program and into its build script alike.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::table;

/// Bits of the place of a list of patterns.
const PLACE: u32 = 24;

/// More endings are not kept.
const FEW: usize = 16;

/// Nor are more literals that have something in common.
const MANY: usize = 32;

/// Bytes before a mark that tell, with it, of a literal.
const BEFORE: usize = 2;

/// Bits of the place of a piece in its literal.
const AT: u32 = 16;

/// How the matches of a pattern begin and end.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct PatternStart {
    /// Number of its entry.
    pub entry: u32,
    /// Is what it proposes a fix?
    pub certain: bool,
    /// Do the literals begin where a word does?
    pub at_border: bool,
    /// One of these stands in every match; empty: nothing need to.
    pub literals: Vec<String>,
    /// One of these ends every match; empty: too many do, or anything may.
    pub ends: Vec<String>,
}

impl PatternStart {
    /// Of the pattern of entry number `entry`, told whether that proposes a fix.
    ///
    /// # Errors
    /// Why the pattern does not compile.
    pub fn of(entry: u32, certain: bool, pattern: &str) -> Result<Self, String> {
        let (mut literals, mut ends) = (prefixes(pattern)?, extracted(pattern, ExtractKind::Suffix)?);
        if ends.len() > FEW {
            ends.clear();
        }
        let at_border = pattern.starts_with("\\b");
        if literals.len() > MANY && literals.iter().all(|l| mark(l).is_some()) {
            // What stands around their marks tells enough.
            literals = literals.iter().filter_map(|l| Some(l[mark(l)?.0.start..].to_owned())).collect();
            literals.sort();
            literals.dedup();
            return Ok(PatternStart { entry, certain, at_border: false, literals, ends });
        }
        let start = PatternStart { entry, certain, at_border, literals, ends };
        let common = common(&start.literals);
        let telling = start.literals.len() > 1 && (common.len() > 2 || common.contains(is_rare));
        let found = start.literals.iter().any(|l| start.piece(l, |_| 0).is_some());
        if !telling || found && start.literals.len() <= MANY {
            return Ok(start);
        }
        // Nothing tells of them, or they are too many to look at each: what they have in common tells enough.
        Ok(PatternStart { at_border: false, literals: vec![common], ..start })
    }

    /// The piece by which one of its literals is found in a text, and the place in it of the mark or word that this is of: its
    /// first rare mark with what stands before that, or else the rarest of its words, `commonness` telling that of a word.
    fn piece<'l>(&self, literal: &'l str, commonness: impl Fn(&str) -> u8) -> Option<(&'l str, usize)> {
        if let Some((range, at)) = mark(literal) {
            return Some((&literal[range], at));
        }
        let rarest = self.words(literal).into_iter().min_by_key(|(_, word)| (commonness(word), Reverse(word.len())))?;
        Some((rarest.1, rarest.0))
    }

    /// The words that stand whole in a literal, each with its place: they are words of a text in which the literal stands.
    fn words<'l>(&self, literal: &'l str) -> Vec<(usize, &'l str)> {
        // The last word may go on beyond the literal, and the first before it.
        let mut at = 0;
        let pieces = literal.split(|c: char| !c.is_alphanumeric()).map(|piece| {
            let from = at;
            at = from + piece.len() + literal[from + piece.len()..].chars().next().map_or(0, char::len_utf8);
            (from, piece)
        });
        let mut pieces: Vec<(usize, &str)> = pieces.collect();
        pieces.pop();
        pieces.into_iter().skip(usize::from(!self.at_border)).filter(|(_, word)| !word.is_empty()).collect()
    }
}

/// The first rare mark of a literal with what stands before it, and the place of the mark.
fn mark(literal: &str) -> Option<(Range<usize>, usize)> {
    let at = literal.find(is_rare)?;
    let piece = pieces(literal, at).next()?;
    Some((at + 1 - piece.len()..at + 1, at))
}

/// The mark at `at` of a text with up to two bytes before it, the longest piece first: of each literal that has the mark there one
/// of them is the piece that tells of it.
pub fn pieces(text: &str, at: usize) -> impl Iterator<Item = &str> {
    (0..=at.min(BEFORE)).rev().filter_map(move |before| text.get(at - before..=at))
}

/// What a piece of a text tells: that a literal may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clue {
    /// Number of the pattern.
    pub pattern: usize,
    /// Is what it proposes a fix?
    pub certain: bool,
    /// Which of its literals it is.
    pub literal: usize,
    /// The place in the literal of the mark or word.
    pub at: usize,
}

impl Clue {
    /// Words that one takes up.
    pub const SIZE: usize = 2;

    fn packed(self) -> [u32; Clue::SIZE] {
        [(self.pattern as u32) << 1 | u32::from(self.certain), (self.literal as u32) << AT | self.at as u32]
    }

    /// From how it is packed.
    pub fn unpacked([pattern, within]: [u32; Clue::SIZE]) -> Clue {
        Clue {
            pattern: (pattern >> 1) as usize,
            certain: pattern & 1 == 1,
            literal: (within >> AT) as usize,
            at: (within & ((1 << AT) - 1)) as usize,
        }
    }
}

/// Patterns by the pieces that tell of them.
pub struct Starts {
    /// Table of the pieces, see [`place`].
    pub keys: Vec<u8>,
    /// At each place a count and that many clues, none for a mark that tells only with what stands before it; at 0 a count and the
    /// numbers of the patterns of which nothing tells.
    pub lists: Vec<u32>,
    /// Where each pattern begins in `encoded`, and where the last ends.
    pub offsets: Vec<u32>,
    /// The patterns, in postcard.
    pub encoded: Vec<u8>,
}

impl Starts {
    /// Finds each pattern by a piece of each of its literals; `commonness` tells that of a word.
    pub fn of(patterns: &[PatternStart], commonness: impl Fn(&str) -> u8) -> Starts {
        let (mut keyed, mut unkeyed): (BTreeMap<&str, Vec<u32>>, Vec<u32>) = (BTreeMap::new(), Vec::new());
        for (number, pattern) in patterns.iter().enumerate() {
            let pieces: Option<Vec<(&str, usize)>> = pattern.literals.iter().map(|l| pattern.piece(l, &commonness)).collect();
            match pieces.filter(|pieces| !pieces.is_empty()) {
                Some(pieces) => {
                    for (literal, (piece, at)) in pieces.into_iter().enumerate() {
                        // That the mark tells of something, whatever stands before it, is told first.
                        if let Some((mark, _)) = piece.char_indices().next_back().filter(|(_, c)| is_rare(*c)) {
                            keyed.entry(&piece[mark..]).or_default();
                        }
                        keyed
                            .entry(piece)
                            .or_default()
                            .extend(Clue { pattern: number, certain: pattern.certain, literal, at }.packed());
                    }
                }
                None => unkeyed.push(number as u32),
            }
        }
        let mut lists = vec![unkeyed.len() as u32];
        lists.extend(unkeyed);
        let mut words = Vec::new();
        for (key, list) in keyed {
            words.push((key.to_owned(), lists.len() as u64));
            lists.push((list.len() / Clue::SIZE) as u32);
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

/// The place of the list of what a piece tells.
pub fn place(keys: &[u8], piece: &str) -> Option<usize> {
    table::get_wide(keys, piece, PLACE).map(|place| place as usize)
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
    matches!(c, '#'..='&' | '*' | '+' | '/' | '<'..='>' | '@' | '['..='`' | '{'..='~')
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
        let start = |pattern| PatternStart::of(0, true, pattern).unwrap();
        let piece = |start: &PatternStart, number: usize| {
            let literal = &start.literals[number];
            start.piece(literal, |_| 0).map(|(piece, at)| (piece.to_owned(), at))
        };
        let rate = start(r"([0-9])m / (s|min)\b");
        assert_eq!((rate.literals.len(), rate.literals[0].as_str()), (20, "0m / min"));
        assert_eq!(piece(&rate, 0), Some(("m /".to_owned(), 3)));
        let rates = start(r"([0-9]) (mg|g|kg|t) / (l|ml)\b");
        assert_eq!(rates.literals, ["g / l", "g / ml", "t / l", "t / ml"], "what stands around the marks");
        assert_eq!(piece(&rates, 1), Some(("g /".to_owned(), 2)));
        let sum = start(r"\b(his|her) (\$\d+)\b");
        assert_eq!((sum.literals.as_slice(), sum.ends.len()), (["her $".to_owned(), "his $".to_owned()].as_slice(), 0));
        assert_eq!(piece(&sum, 0), Some(("r $".to_owned(), 4)));
        let head = start(r"\b(Meta|Apple) ([A-Z]\w+)’s (CEO|boss)\b");
        assert_eq!(head.ends, ["’s CEO".to_owned(), "’s boss".to_owned()]);
        assert_eq!(piece(&head, 0), Some(("Apple".to_owned(), 0)));
        assert!(start(r"[a-z]+").literals.is_empty());
        assert_eq!(piece(&start("—# x"), 0), Some(("#".to_owned(), 3)), "a dash has more bytes than are looked at");
    }

    #[test]
    fn a_pattern_is_found_by_a_piece_of_each_of_its_literals() {
        let patterns = [r"\bthe plan x\b", r"[a-z]+ing", r"\b(?:plan|idea) for\b"]
            .map(|p| PatternStart::of(0, p.contains("for"), p).unwrap());
        let starts = Starts::of(&patterns, |word| u8::from(word == "the"));
        assert_eq!(starts.lists[..2], [1, 1], "nothing tells of it");
        let list = |piece: &str| {
            let place = place(&starts.keys, piece).unwrap();
            let (clues, _) = starts.lists[place + 1..].as_chunks();
            clues[..starts.lists[place] as usize].iter().map(|c| Clue::unpacked(*c)).collect::<Vec<_>>()
        };
        let plan =
            [Clue { pattern: 0, certain: false, literal: 0, at: 4 }, Clue { pattern: 2, certain: true, literal: 1, at: 0 }];
        assert_eq!((list("plan"), list("idea")), (plan.to_vec(), vec![Clue { pattern: 2, certain: true, literal: 0, at: 0 }]));
        assert!(place(&starts.keys, "the").is_none());
        let sum = Starts::of(&[PatternStart::of(0, true, r"\b(his|her) \$").unwrap()], |_| 0);
        assert!(place(&sum.keys, "r $").is_some());
        assert_eq!(place(&sum.keys, "$").map(|place| sum.lists[place]), Some(0), "it tells with what stands before it");
    }

    #[test]
    fn marks_that_news_hardly_has() {
        let marks = (0..128u8).map(char::from).filter(|c| c.is_ascii_punctuation() && !".,'-\":;()?!".contains(*c));
        assert!(marks.eq((0..128u8).map(char::from).filter(|&c| is_rare(c))));
    }
}
