//! Where decisions belong in a text as it stands now.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::decision::Decision;

/// Where a decision belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What was decided on stands there.
    Stands(Range<usize>),
    /// What was to stand there does already.
    Done(Range<usize>),
}

/// Why a decision has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Its text stands nowhere, or in other words.
    Gone,
    /// More than one place could be meant.
    Several,
    /// Its place is there, and the format has no way to write there what was typed.
    Unwritable,
}

impl Lost {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Lost::Gone => "no longer stands in these words",
            Lost::Several => "stands at several places, and which one is meant can't be told",
            Lost::Unwritable => "can't become what was typed: the file would be read otherwise",
        }
    }
}

/// Places by what stands there, what is to, and the very words around.
type Fitting<'d> = HashMap<(&'d str, Option<&'d str>, &'d str, &'d str), Vec<Place>>;

/// A text in which places are looked for.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    lines: Vec<usize>,
}

impl<'t> Places<'t> {
    /// Of this text.
    pub fn of(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
        Places { text, lines }
    }

    /// The place of each decision. First those that stand in the very words they were made in; then those that the words show
    /// to be done; then those whose place is known by most of its words, if no other place comes as close and no other decision
    /// holds it.
    pub fn find(&self, decisions: &[&Decision]) -> Vec<Result<Place, Lost>> {
        let mut found: Vec<Option<Result<Place, Lost>>> = decisions.iter().map(|d| self.in_its_line(d).map(Ok)).collect();
        if found.iter().any(Option::is_none) {
            let stretches = self.stretches(decisions.iter().zip(&found).filter(|(_, f)| f.is_none()).map(|(d, _)| *d));
            // Places alike are many where a text repeats itself: each set of them is looked for once.
            let mut fitting: Fitting<'_> = HashMap::new();
            for (decision, slot) in decisions.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
                *slot = self.exact(decision, &stretches, &mut fitting);
            }
            let held: BTreeSet<(usize, usize)> = found
                .iter()
                .filter_map(|f| match f {
                    Some(Ok(Place::Stands(r) | Place::Done(r))) => Some((r.start, r.end)),
                    _ => None,
                })
                .collect();
            for (decision, slot) in decisions.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
                *slot = Some(self.alike(decision, &stretches, &held));
            }
        }
        found.into_iter().map(|f| f.unwrap_or(Err(Lost::Gone))).collect()
    }

    /// The place in the line that the decision names, if it alone is meant.
    fn in_its_line(&self, decision: &Decision) -> Option<Place> {
        if decision.nth.is_some() || decision.original.is_empty() {
            return None;
        }
        let start = *self.lines.get(decision.line - 1)?;
        let end = self.lines.get(decision.line).copied().unwrap_or(self.text.len());
        let around = decision.around();
        let mut fits = memchr::memmem::find_iter(&self.text.as_bytes()[start..], &decision.original)
            .map(|at| start + at..start + at + decision.original.len())
            .take_while(|place| place.start < end)
            .filter(|place| around.stands(self.text, place));
        let first = fits.next()?;
        fits.next().is_none().then_some(Place::Stands(first))
    }

    /// Where the originals and the new texts of the decisions stand.
    fn stretches<'d>(&self, decisions: impl Iterator<Item = &'d Decision>) -> HashMap<&'d str, Vec<Range<usize>>> {
        let mut wanted: Vec<&str> = decisions.flat_map(|d| [Some(d.original.as_str()), d.new_text()]).flatten().collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|w| !w.is_empty());
        let mut out: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        // So many patterns that no automaton can be built of them do not come from one text.
        if let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&wanted) {
            for m in automaton.find_overlapping_iter(self.text) {
                out.entry(wanted[m.pattern().as_usize()]).or_default().push(m.range());
            }
        }
        out
    }

    /// The places where `what` might stand for `decision`; of an empty text, the borders behind its last word before or in
    /// front of its first word after.
    fn candidates(&self, decision: &Decision, what: &str, stretches: &HashMap<&str, Vec<Range<usize>>>) -> Vec<Range<usize>> {
        if !what.is_empty() {
            return stretches.get(what).cloned().unwrap_or_default();
        }
        let (before, after) = (decision.before.split_whitespace().next_back(), decision.after.split_whitespace().next());
        let mut borders: BTreeSet<usize> = BTreeSet::new();
        if let Some(word) = before {
            for at in memchr::memmem::find_iter(self.text.as_bytes(), word) {
                let end = at + word.len();
                let gap = self.text[end..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8);
                borders.insert(end);
                borders.extend(gap.scan(end, |at, n| Some(std::mem::replace(at, *at + n) + n)));
            }
        } else if let Some(word) = after {
            for at in memchr::memmem::find_iter(self.text.as_bytes(), word) {
                let gap = self.text[..at].chars().rev().take_while(|c| c.is_whitespace()).map(char::len_utf8);
                borders.insert(at);
                borders.extend(gap.scan(at, |at, n| Some(std::mem::replace(at, *at - n) - n)));
            }
        }
        borders.into_iter().map(|at| at..at).collect()
    }

    /// The place by the very words around it; `None` if they stand nowhere.
    fn exact<'d>(
        &self,
        decision: &'d Decision,
        stretches: &HashMap<&str, Vec<Range<usize>>>,
        fitting: &mut Fitting<'d>,
    ) -> Option<Result<Place, Lost>> {
        let new = decision.new_text();
        let key = (decision.original.as_str(), new, decision.before.as_str(), decision.after.as_str());
        let (nth, of) = decision.nth.unwrap_or((1, 1));
        let all = fitting.entry(key).or_insert_with(|| {
            let around = decision.around();
            let fits = |what: &str| {
                let mut all = self.candidates(decision, what, stretches);
                all.retain(|place| around.stands(self.text, place));
                all
            };
            let mut all: Vec<Place> = fits(&decision.original).into_iter().map(Place::Stands).collect();
            if (all.is_empty() || of > 1)
                && let Some(text) = new
            {
                all.extend(fits(text).into_iter().map(Place::Done));
                all.sort_by_key(|p| match p {
                    Place::Stands(r) | Place::Done(r) => (r.start, r.end),
                });
            }
            all
        });
        match all.len() {
            0 => None,
            n if n == of => Some(Ok(all[nth - 1].clone())),
            _ => Some(Err(Lost::Several)),
        }
    }

    /// The place that most of the words around it still mark, if there is one that no other place equals.
    fn alike(
        &self,
        decision: &Decision,
        stretches: &HashMap<&str, Vec<Range<usize>>>,
        held: &BTreeSet<(usize, usize)>,
    ) -> Result<Place, Lost> {
        let stand = |what: &str| stretches.get(what).is_some_and(|all| !all.is_empty());
        if decision.nth.is_some() {
            // One of many alike, of which the words around told nothing.
            let some = stand(&decision.original) || decision.new_text().is_some_and(stand);
            return Err(if some { Lost::Several } else { Lost::Gone });
        }
        let around = decision.around();
        let mut best: Option<(usize, Place)> = None;
        let mut tie = false;
        let mut standing = self.candidates(decision, &decision.original, stretches);
        let mut new = decision.new_text().map(|text| self.candidates(decision, text, stretches)).unwrap_or_default();
        // The one may hold the other (“the the” and “the”, “Openai” and “Openai Ltd”): the longer reading is what stands there.
        let inside = |place: &Range<usize>, others: &[Range<usize>]| {
            let near = others.partition_point(|o| o.end < place.end);
            others[near..].iter().take_while(|o| o.start <= place.start).any(|o| o.end >= place.end && o.len() > place.len())
        };
        if decision.new_text().is_some_and(|text| text.len() > decision.original.len()) {
            standing.retain(|place| !inside(place, &new));
        } else {
            new.retain(|place| !inside(place, &standing));
        }
        for place in standing.into_iter().map(Place::Stands).chain(new.into_iter().map(Place::Done)) {
            let (Place::Stands(range) | Place::Done(range)) = &place;
            if held.contains(&(range.start, range.end)) {
                continue;
            }
            let Some((kept, all)) = around.likeness(self.text, range) else { continue };
            if 2 * kept < all {
                continue;
            }
            match &best {
                Some((most, _)) if *most > kept => {}
                Some((most, _)) if *most == kept => tie = true,
                _ => (best, tie) = (Some((kept, place)), false),
            }
        }
        match best {
            Some(_) if tie => Err(Lost::Several),
            Some((_, place)) => Ok(place),
            None => Err(Lost::Gone),
        }
    }
}
