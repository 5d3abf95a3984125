//! Pattern entries: regular expressions that run only where the literals stand that they begin and end with.

use std::cell::OnceCell;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;
use regex::Regex;

use super::entry::{Entry, EntryTier};
use super::gate;
use super::judge::{Judgement, Leave, Proposal};
use super::layer::Layer;
use super::literals::{self, Clue, PatternStart};
use super::scene::Scene;
use super::spun::Spun;
use crate::edit::{Span, Tier};

/// The patterns of all layers, each read when something that tells of it first turns up, and compiled when one of its literals does.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    /// The number of each layer's first.
    from: Vec<usize>,
    /// The marks that tell of some.
    marks: Vec<u8>,
    /// Those of which no piece of a text tells.
    loose: Vec<usize>,
    /// Finds the literals of these, if they are many; and whose each is.
    automaton: OnceLock<Option<(AhoCorasick, Vec<usize>)>>,
}

#[derive(Debug)]
struct Pattern {
    layer: usize,
    /// Its number in the layer.
    number: usize,
    start: OnceLock<PatternStart>,
    regex: OnceLock<Option<Regex>>,
}

/// Up to so many loose patterns are looked for one by one; of more, the literals are looked for all at once.
const FEW: usize = 24;

impl Patterns {
    pub(super) fn of(layers: &[Layer]) -> Patterns {
        let mut patterns = Patterns::default();
        for (layer, l) in layers.iter().enumerate() {
            let from = patterns.list.len();
            patterns.from.push(from);
            patterns.loose.extend(l.patterns.unkeyed().map(|number| from + number));
            let pattern = |number| Pattern { layer, number, start: OnceLock::new(), regex: OnceLock::new() };
            patterns.list.extend((0..l.patterns.len()).map(pattern));
        }
        let tells =
            |mark: &char| literals::is_rare(*mark) && layers.iter().any(|l| l.patterns.is_key(mark.encode_utf8(&mut [0; 4])));
        patterns.marks = (0..128).filter(|&byte| tells(&char::from(byte))).collect();
        patterns
    }

    fn start(&self, layers: &[Layer], number: usize) -> &PatternStart {
        let pattern = &self.list[number];
        pattern.start.get_or_init(|| layers[pattern.layer].patterns.get(pattern.number))
    }

    /// Made when first asked for; too large an automaton is none, and then each pattern looks for itself.
    fn automaton(&self, layers: &[Layer]) -> Option<&(AhoCorasick, Vec<usize>)> {
        let made = || {
            let all = self.loose.iter().flat_map(|&i| self.start(layers, i).literals.iter().map(move |l| (i, l)));
            let (owners, literals): (Vec<usize>, Vec<&String>) = all.unzip();
            Some((AhoCorasick::new(literals).ok()?, owners))
        };
        (self.loose.len() > FEW).then(|| self.automaton.get_or_init(made).as_ref()).flatten()
    }

    /// Which patterns may have a match, in order: those of which a literal stands in the text, and those that need none; of `least`
    /// a fix, those alone that propose one.
    fn due(&self, layers: &[Layer], scene: Scene<'_>, least: Tier) -> Vec<usize> {
        let Scene { text, survey } = scene;
        let wanted = |clue: &Clue| clue.certain || least < Tier::Fix;
        let mut due = self.loose(layers, text);
        due.retain(|&number| least < Tier::Fix || self.start(layers, number).certain);
        let marked = self.marks.iter().any(|&mark| survey.marks().count(mark.into()) > 0);
        let marks = || survey.signs().filter(|&at| self.marks.contains(&text.as_bytes()[at])).collect();
        let marks: Vec<usize> = if marked { marks() } else { Vec::new() };
        for (layer, from) in layers.iter().zip(&self.from) {
            let stands = |clue: &Clue, at: usize| stands(self.start(layers, from + clue.pattern), clue, text.as_bytes(), at);
            for form in survey.keys() {
                let places: OnceCell<Vec<usize>> = OnceCell::new();
                let all = || survey.places(form).skip(1).map(|(_, word)| word.span().start()).collect();
                let others = || if form.count > 1 { places.get_or_init(all) } else { &[][..] };
                let clues = layer.patterns.told_by(&text[form.first.range()]).filter(wanted);
                let told = clues.filter(|c| stands(c, form.first.start()) || others().iter().any(|&at| stands(c, at)));
                due.extend(told.map(|clue| from + clue.pattern));
            }
            for &at in &marks {
                let clues = literals::pieces(text, at).flat_map(|piece| layer.patterns.told_by(piece)).filter(wanted);
                due.extend(clues.filter(|clue| stands(clue, at)).map(|clue| from + clue.pattern));
            }
        }
        due.sort_unstable();
        due.dedup();
        due
    }

    /// Those that may have a match of the ones of which no piece tells.
    fn loose(&self, layers: &[Layer], text: &str) -> Vec<usize> {
        let literals = |&i: &usize| self.start(layers, i).literals.as_slice();
        match self.automaton(layers) {
            Some((automaton, owners)) => {
                let hits = automaton.find_overlapping_iter(text).map(|hit| owners[hit.pattern().as_usize()]);
                self.loose.iter().copied().filter(|i| literals(i).is_empty()).chain(hits).collect()
            }
            None => {
                // To look for several by themselves costs as much as to look for a match.
                let may = |i: &usize| if let [literal] = literals(i) { has(text, literal) } else { true };
                self.loose.iter().copied().filter(may).collect()
            }
        }
    }

    /// What each pattern that has a match says of it. Of `least` a fix, those patterns that propose less may be left out.
    pub(super) fn judge<'l>(&self, layers: &'l [Layer], scene: Scene<'l>, least: Tier) -> Vec<(Span, &'l Entry, Judgement<'l>)> {
        let mut out = Vec::new();
        for number in self.due(layers, scene, least) {
            let (pattern, start) = (&self.list[number], self.start(layers, number));
            if pattern.regex.get().is_none() && !is_worth_compiling(start, scene.text) {
                continue;
            }
            let entry = layers[pattern.layer].entry(start.entry);
            let compiled = pattern.regex.get_or_init(|| entry.find.as_deref().and_then(|f| Regex::new(f).ok()));
            let Some(regex) = compiled else { continue };
            for captures in regex.captures_iter(scene.text) {
                let Some(whole) = captures.get(0).filter(|m| !m.is_empty()) else { continue };
                let span = Span::new(whole.start(), whole.end());
                let expand = |template: &str| {
                    let mut new = String::new();
                    captures.expand(template, &mut new);
                    new
                };
                let judgement = match gate::open(&entry.when, scene, span) {
                    Err(demand) => Judgement::Leave(Leave::Unmet(demand)),
                    Ok(witnesses) => Judgement::Repair(Box::new(Proposal {
                        tier: match entry.tier {
                            EntryTier::Fix => Tier::Fix,
                            EntryTier::Suggest => Tier::Suggest,
                            EntryTier::Note => Tier::Note,
                        },
                        replacement: (entry.tier != EntryTier::Note).then(|| expand(&entry.right)),
                        alternatives: entry.alternatives.iter().map(|a| expand(a)).collect(),
                        rule: "pattern",
                        reason: entry
                            .note
                            .clone()
                            .unwrap_or_else(|| format!("“{}” matches a pattern of the dictionary", whole.as_str())),
                        entry: entry.place(),
                        witnesses,
                        spun: Spun::No,
                    })),
                };
                out.push((span, entry, judgement));
            }
        }
        out
    }
}

/// Does the literal of a clue stand in the text, with what told of it at `at`?
fn stands(start: &PatternStart, clue: &Clue, text: &[u8], at: usize) -> bool {
    let literal = start.literals.get(clue.literal).and_then(|literal| literal.as_bytes().split_at_checked(clue.at));
    literal.is_some_and(|(before, behind)| text[at..].starts_with(behind) && text[..at].ends_with(before))
}

/// Do the pieces stand in the text that every match has? To look for them costs less than to compile the pattern.
fn is_worth_compiling(start: &PatternStart, text: &str) -> bool {
    let any = |pieces: &[String]| pieces.is_empty() || pieces.iter().any(|piece| has(text, piece));
    any(&start.literals) && any(&start.ends)
}

fn has(text: &str, piece: &str) -> bool {
    memmem::find(text.as_bytes(), piece.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{Dictionary, Proposal};
    use crate::survey::Survey;

    /// Patterns that are found by a word, by a mark, by either, by nothing, and by what is common to many.
    const PATTERNS: &str = r"
        [[pattern]]
        find = '\bnet profit of (\d+)'
        right = 'profit of $1'
        [[pattern]]
        find = '\b(his|her) \$(\d+)'
        right = '\$$2'
        tier = 'suggest'
        [[pattern]]
        find = '([0-9]) (mg|g|kg|t) / (l|ml|dl|m)\b'
        right = '$1 $2/$3'
        [[pattern]]
        find = 'é# '
        right = 'é '
        [[pattern]]
        find = '\b(Earlier|earlier) as we speak\b'
        right = '$1'
        [[pattern]]
        find = 'ishly'
        right = 'ish'
        tier = 'note'
        [[pattern]]
        find = '\bx{2,}y'
        right = 'xy'
    ";

    #[test]
    fn what_is_looked_for_first_hides_no_match() {
        let dictionary = Dictionary::empty().add("patterns.toml", PATTERNS).unwrap().build();
        let all: Vec<Regex> = dictionary.entries().map(|e| Regex::new(e.find.as_ref().unwrap()).unwrap()).collect();
        let pieces = [
            "net profit of 5",
            "Net profit of 6",
            "net",
            "profit",
            "her $7",
            "his $",
            "$8",
            "9 kg / ml",
            "3 t / m",
            "4 g/l",
            " / ",
            "é# ",
            "#",
            "caf",
            "earlier",
            "earlier as we speak",
            "Earlier as we speak",
            "feverishly",
            "xxy",
            "xxxy",
            ". ",
            "\n",
            " ",
            "(",
            "-",
            "’",
        ];
        for seed in 0..400_usize {
            let mut number = seed;
            let text: String = (0..12)
                .flat_map(|_| {
                    number = number.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                    [pieces[(number >> 33) % pieces.len()], if number >> 40 & 1 == 0 { "" } else { " " }]
                })
                .collect();
            let survey = Survey::with(&text, &mut dictionary.vocabulary());
            let mut expected: Vec<Span> =
                all.iter().flat_map(|r| r.find_iter(&text)).map(|m| Span::new(m.start(), m.end())).collect();
            let spans = |found: &[(Span, Proposal)]| {
                let mut spans: Vec<Span> = found.iter().map(|(span, _)| *span).collect();
                spans.sort();
                spans
            };
            expected.sort();
            let found = dictionary.find_patterns(&text, &survey, Tier::Note);
            assert_eq!(spans(&found), expected, "{text:?}");
            let fixes: Vec<(Span, Proposal)> = found.into_iter().filter(|(_, p)| p.tier == Tier::Fix).collect();
            assert_eq!(spans(&dictionary.find_patterns(&text, &survey, Tier::Fix)), spans(&fixes), "{text:?}");
        }
    }
}
