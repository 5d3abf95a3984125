//! What every rule says of a text, for `copydesk explain`: place by place, what would be done there and what was looked at
//! and left alone; then what was silent.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style as Ansi};
use serde::Serialize;

use super::finding::{Place, Witness, witnesses};
use super::screen::{BOLD, DIM, PLAIN, Piece, Screen, Style};
use super::visible::visible;
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::{Finding, Outcome};
use crate::trace::{Part, SourceSpan};

/// What one rule says of one place, as `explain --output-format json` gives it.
#[derive(Clone, Debug, Serialize)]
pub struct Look {
    /// The file; `-` is standard input or the text itself.
    pub path: String,
    /// The rule.
    pub rule: &'static str,
    /// `fix`, `suggest`, `note` or `left`.
    pub tier: &'static str,
    /// First byte of the place as it was given.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there.
    pub original: String,
    /// What is put there; null for a note and for what is left.
    pub replacement: Option<String>,
    /// Other whole replacements.
    pub alternatives: Vec<String>,
    /// One sentence: why it is to be changed, or why not.
    pub reason: String,
    /// The dictionary entry, `file:line`.
    pub entry: Option<String>,
    /// What in the text justifies it.
    pub evidence: Vec<Witness>,
    #[serde(skip)]
    source: Option<SourceSpan>,
}

/// What is said below the places.
#[derive(Debug, Default)]
pub struct Others {
    /// Right forms of the dictionaries that stand in the text, each with its entry.
    pub known: Vec<(String, String)>,
    /// Rules that had nothing of their kind to look at.
    pub silent: Vec<&'static str>,
    /// Rules that did not run.
    pub off: Vec<&'static str>,
}

/// What the rules say of the text of `outcome`, in order of place; of one place, what would be done first.
pub fn looks(path: &str, decoded: &Decoded, outcome: &Outcome) -> Vec<Look> {
    let mut place = Place::of(&decoded.text);
    let mut look = |said: Placed<'_>| {
        let (line, column) = place.at(said.source.start());
        Look {
            path: path.to_owned(),
            rule: said.part.rule,
            tier: said.tier,
            start: decoded.offset(said.source.start()),
            end: decoded.offset(said.source.end()),
            line,
            column,
            original: decoded.text[said.source.range()].to_owned(),
            replacement: said.finding.filter(|f| f.tier != Tier::Note).and_then(|f| f.replacement.clone()),
            alternatives: said.finding.map_or(Vec::new(), |f| f.alternatives.clone()),
            reason: said.part.reason.clone(),
            entry: said.part.entry.clone(),
            evidence: witnesses(decoded, said.part),
            source: Some(said.source),
        }
    };
    let mut all: Vec<Placed<'_>> = Vec::new();
    for f in outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes) {
        all.extend(f.parts.iter().map(|part| Placed { source: f.source, tier: f.tier.name(), finding: Some(f), part }));
    }
    all.extend(outcome.left.iter().map(|l| Placed { source: l.source, tier: "left", finding: None, part: &l.part }));
    all.sort_by_key(|s| s.source);
    all.into_iter().map(&mut look).collect()
}

/// One rule's say, before it is placed in the file.
struct Placed<'a> {
    source: SourceSpan,
    tier: &'static str,
    finding: Option<&'a Finding>,
    part: &'a Part,
}

/// Longest original that is shown whole, in characters; of a longer one its beginning and its end.
const SHOWN: usize = 60;

/// Longest word shown beside a mark, in characters.
const REACH: usize = 40;

/// The looks for a reader.
pub fn explained(decoded: &Decoded, looks: &[Look], others: &Others, style: Style) -> String {
    let mut out = String::new();
    let mut screen = Screen::new(&mut out, style);
    let mut said = Said::default();
    looks.iter().filter(|l| l.tier == "left").for_each(|l| said.count(l));
    for group in looks.chunk_by(|a, b| a.source == b.source) {
        let mut shown: Vec<(&Look, usize)> = Vec::new();
        for look in group {
            // A change of several rules says the same of each of its steps.
            if !shown.iter().any(|(l, _)| l.rule == look.rule && l.reason == look.reason) {
                shown.extend(said.first(look).map(|times| (look, times)));
            }
        }
        if !shown.is_empty() {
            head(&mut screen, &decoded.text, group);
        }
        for (look, times) in shown {
            body(&mut screen, look, times);
        }
    }
    if !looks.is_empty() {
        screen.blank();
    }
    let count = |tier: &str| looks.iter().filter(|l| l.tier == tier).count();
    let counts = ["fix", "suggest", "note", "left"].map(|tier| format!("{tier} {}", count(tier))).join(", ");
    screen.line(&[Piece::new(counts, BOLD)], 0, 2);
    let known: Vec<String> = others.known.iter().map(|(right, entry)| format!("“{right}” ({entry})")).collect();
    let names = |rules: &[&str]| rules.iter().map(|r| (*r).to_owned()).collect::<Vec<String>>();
    for (title, list) in [
        ("Known forms, which stay as they are: ", known),
        ("Nothing of their kind in this text: ", names(&others.silent)),
        ("Switched off: ", names(&others.off)),
    ] {
        if !list.is_empty() {
            screen.line(&[Piece::new(title, BOLD), Piece::new(visible(&list.join(", ")), DIM)], 0, 2);
        }
    }
    out
}

/// What is left for the same reason at several places is shown at the first.
#[derive(Default)]
struct Said<'l> {
    times: HashMap<(&'static str, &'l str, &'l str), usize>,
}

impl<'l> Said<'l> {
    fn count(&mut self, look: &'l Look) {
        *self.times.entry((look.rule, &look.original, &look.reason)).or_default() += 1;
    }

    /// At how many places it holds, or nothing if it was shown.
    fn first(&mut self, look: &'l Look) -> Option<usize> {
        if look.tier != "left" {
            return Some(1);
        }
        self.times.remove(&(look.rule, look.original.as_str(), look.reason.as_str()))
    }
}

/// `1:9 “old” → “new”`.
fn head(screen: &mut Screen<'_>, text: &str, group: &[Look]) {
    let Some((first, source)) = group.first().and_then(|look| Some((look, look.source?))) else { return };
    let mut shown = format!("“{}”", visible(&shortened(&first.original)));
    if let Some(look) = group.iter().find(|l| l.replacement.is_some()) {
        shown += &format!(" → “{}”", visible(&shortened(look.replacement.as_deref().unwrap_or_default())));
        if !look.alternatives.is_empty() {
            let others: Vec<String> = look.alternatives.iter().map(|a| format!("“{}”", visible(&shortened(a)))).collect();
            shown += &format!(" (or {})", others.join(", "));
        }
    }
    let mut pieces = vec![Piece::new(format!("{}:{} ", first.line, first.column), DIM), Piece::new(shown, BOLD)];
    if !first.original.contains(char::is_alphanumeric) {
        pieces.push(Piece::new(format!(" in “{}”", visible(&around(text, source))), PLAIN));
    }
    screen.line(&pieces, 0, 4);
}

/// `left rule: reason (entry); seen: “witness”`.
fn body(screen: &mut Screen<'_>, look: &Look, times: usize) {
    let color = |c| Ansi::new().fg_color(Some(anstyle::Color::Ansi(c)));
    let tier = match look.tier {
        "fix" => color(AnsiColor::Green),
        "suggest" => color(AnsiColor::Yellow),
        "note" => color(AnsiColor::Magenta),
        _ => DIM,
    };
    let mut rest = String::new();
    if let Some(entry) = &look.entry {
        rest += &format!(" ({entry})");
    }
    if let Some(witness) = look.evidence.first() {
        rest += &format!(" seen: “{}”", shortened(&witness.text));
    }
    if times > 1 {
        rest += &format!(" [{times} times in this text]");
    }
    let pieces = [
        Piece::new(format!("{:<8}", look.tier), tier),
        Piece::new(format!("{}: ", look.rule), BOLD),
        Piece::new(visible(&look.reason), PLAIN),
        Piece::new(visible(&rest), DIM),
    ];
    screen.line(&pieces, 4, 12);
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(SHOWN / 2).collect();
    let tail: String = text.chars().skip(length - SHOWN / 3).collect();
    format!("{head} … {tail}")
}

/// The place with the words it touches, for a mark by itself says little.
fn around(text: &str, place: SourceSpan) -> String {
    let blank = |c: &char| c.is_whitespace();
    let inner = |c: &char| !c.is_whitespace();
    let length = |chars: &mut dyn Iterator<Item = char>| chars.map(char::len_utf8).sum::<usize>();
    let (before, after) = (&text[..place.start()], &text[place.end()..]);
    let gap = length(&mut before.chars().rev().take_while(blank));
    let word = length(&mut before[..before.len() - gap].chars().rev().take(REACH).take_while(inner));
    let left = &before[before.len() - gap - word..];
    let gap = length(&mut after.chars().take_while(blank));
    let word = length(&mut after[gap..].chars().take(REACH).take_while(inner));
    format!("{left}{}{}", &text[place.range()], &after[..gap + word])
}
