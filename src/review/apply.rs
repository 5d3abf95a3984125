//! From a text and decisions to the text they ask for.

use std::ops::Range;

use super::decision::{Decision, Verdict};
use super::item::Sheet;
use super::places::{Lost, Place};
use super::typed::{self, Wanted};
use crate::Tier;
use crate::formats::Typing;

/// What happens to findings that nobody decided on.
#[derive(Clone, Copy, Debug)]
pub enum Rest<'s> {
    /// They are left.
    Leave,
    /// The fixes among those of this sheet, which must be of the same text, are made.
    Fix(&'s Sheet),
}

/// What came of the decisions on a text. The numbers are those of the decisions as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The text.
    pub text: String,
    /// The edits that were made: bytes of the text as it was, and what stands there now. In order of place.
    pub edits: Vec<(Range<usize>, String)>,
    /// Decisions that were carried out.
    pub made: Vec<usize>,
    /// Decisions that were carried out before.
    pub done: Vec<usize>,
    /// Places that stay as they are because somebody said so: bytes of the text as it was.
    pub kept: Vec<(usize, Range<usize>)>,
    /// Decisions that change a place which another decision changes too.
    pub overruled: Vec<usize>,
    /// Decisions without a place.
    pub lost: Vec<(usize, Lost)>,
    /// Fixes that were made because nobody decided on them.
    pub by_default: usize,
    /// Fixes that were not, because a rejection without a place may mean them.
    pub withheld: usize,
}

impl Applied {
    /// A place of the text as it was in the text as it is; `None`: it was changed.
    pub fn moved(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let mut by = 0isize;
        for (range, new) in &self.edits {
            if meet(range, place) || meet(place, range) {
                return None;
            }
            if range.start >= place.end {
                break;
            }
            by += new.len() as isize - range.len() as isize;
        }
        Some(place.start.checked_add_signed(by)?..place.end.checked_add_signed(by)?)
    }

    /// The decisions that keep places, told by the words that stand around those places now.
    pub fn renewed(&self, decisions: &[&Decision]) -> Vec<Decision> {
        let renewed = |(number, place): &(usize, Range<usize>)| Some(decisions[*number].at(&self.text, &self.moved(place)?));
        self.kept.iter().filter_map(renewed).collect()
    }
}

/// Carries out decisions on `text`, a plain text. Nothing is written at a place that can't be told for certain.
pub fn apply(text: &str, decisions: &[&Decision], rest: Rest<'_>) -> Applied {
    apply_to(&Typing::plain(text), decisions, rest)
}

/// The same on a file of a format: what was typed is written as the format writes text.
pub fn apply_to(file: &Typing<'_>, decisions: &[&Decision], rest: Rest<'_>) -> Applied {
    let text = file.file();
    let mut out = Applied::default();
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut settled: Vec<Range<usize>> = Vec::new();
    for (number, place) in typed::places(file, decisions).into_iter().enumerate() {
        let decision = decisions[number];
        match (place, decision.new_text()) {
            (Ok(Place::Stands(range)), Some(new)) if decision.decision == Verdict::Typed => match file.write(&range, new) {
                Some(put) => {
                    wanted.push(Wanted { place: put.place.clone(), number: Some(number), new: put.new.clone(), put: Some(put) })
                }
                None => out.lost.push((number, Lost::Unwritable)),
            },
            (Ok(Place::Stands(range)), Some(new)) => {
                let (place, new) = file.bare(&range, new);
                wanted.push(Wanted { place, number: Some(number), new, put: None });
            }
            (Ok(Place::Stands(range)), None) => {
                settled.push(range.clone());
                out.kept.push((number, range));
            }
            (Ok(Place::Done(range)), _) => {
                out.done.push(number);
                settled.push(range);
            }
            (Err(lost), _) => out.lost.push((number, lost)),
        }
    }
    // A longer change holds the shorter ones inside it: they were made before it was proposed.
    wanted.sort_by_key(|w| (w.place.start, std::cmp::Reverse(w.place.end), w.number));
    let mut chosen: Vec<Wanted> = Vec::new();
    for one in wanted {
        match chosen.last() {
            Some(last) if meet(&last.place, &one.place) => out.overruled.extend(one.number),
            _ => chosen.push(one),
        }
    }
    let refused = typed::unproved(file, &chosen);
    out.lost.extend(refused.iter().map(|&number| (number, Lost::Unwritable)));
    out.lost.sort_unstable();
    chosen.retain(|w| w.number.is_none_or(|n| !refused.contains(&n)));
    out.made = chosen.iter().filter_map(|w| w.number).collect();
    if let Rest::Fix(sheet) = rest {
        let decided = chosen.len();
        let doubtful = |original: &str, rules: &[&'static str]| {
            let lost = out.lost.iter().map(|(number, _)| decisions[*number]);
            lost.filter(|d| d.new_text().is_none()).any(|d| d.original == original || d.rules == rules)
        };
        let free = |range: &Range<usize>, taken: &[Range<usize>]| !taken.iter().any(|t| meet(t, range));
        let taken: Vec<Range<usize>> = chosen.iter().map(|w| w.place.clone()).chain(settled).collect();
        for item in sheet.items.iter().filter(|i| i.tier == Tier::Fix) {
            let Some(new) = item.replacement.as_deref() else { continue };
            let (place, new) = file.bare(&item.source, new);
            if !free(&place, &taken) {
                continue;
            }
            if doubtful(&text[item.source.clone()], &item.rules) {
                out.withheld += 1;
            } else {
                chosen.push(Wanted { place, number: None, new, put: None });
            }
        }
        out.by_default = chosen.len() - decided;
        chosen.sort_by_key(|w| (w.place.start, w.place.end));
    }
    out.edits = file.sealed(chosen.into_iter().map(|w| (w.place, w.new)).collect());
    let mut at = 0;
    for (range, new) in &out.edits {
        out.text.push_str(&text[at..range.start]);
        out.text.push_str(new);
        at = range.end;
    }
    out.text.push_str(&text[at..]);
    out
}

/// Do two places share a byte, or are they the same border, or does one lie inside the other?
pub(super) fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || a == b || (b.is_empty() && a.start < b.start && b.start < a.end)
}

#[cfg(test)]
mod tests {
    use super::super::around::Around;
    use super::super::decision::key;
    use super::*;

    const TEXT: &str = "Openai said the the end.\nShares of Openai fell by a tenth on Monday.\nSo said Openai then.\n";

    fn decision(text: &str, place: Range<usize>, verdict: Verdict, new: Option<&str>) -> Decision {
        let around = Around::of(text, &place);
        let original = text[place.clone()].to_owned();
        Decision {
            path: "a.txt".into(),
            line: text[..place.start].matches('\n').count() + 1,
            decision: verdict,
            tier: None,
            key: key(&["misspelled-name"], &original, &around.before, &around.after),
            original,
            text: new.map(str::to_owned),
            proposed: Some("OpenAI".into()),
            rules: vec!["misspelled-name".into()],
            entry: None,
            right: None,
            before: around.before,
            after: around.after,
            nth: None,
        }
    }

    fn nth(text: &str, what: &str, n: usize) -> Range<usize> {
        let (start, _) = text.match_indices(what).nth(n).unwrap();
        start..start + what.len()
    }

    fn accept(n: usize) -> Decision {
        decision(TEXT, nth(TEXT, "Openai", n), Verdict::Accept, Some("OpenAI"))
    }

    #[test]
    fn decisions_are_carried_out_where_they_were_made() {
        let (one, two) = (accept(1), decision(TEXT, nth(TEXT, "Openai", 2), Verdict::Reject, None));
        let done = apply(TEXT, &[&one, &two], Rest::Leave);
        assert_eq!(done.text, TEXT.replacen("of Openai", "of OpenAI", 1));
        assert_eq!((done.made.as_slice(), done.kept.len()), (&[0][..], 1));
        // The one that is kept stands beside the change, and is known by its new words.
        let beside = decision(TEXT, nth(TEXT, "Shares of", 0), Verdict::Reject, None);
        let done = apply(TEXT, &[&one, &beside], Rest::Leave);
        let renewed = done.renewed(&[&one, &beside]);
        assert!(renewed[0].after.starts_with(" OpenAI fell") && renewed[0].true_key() == renewed[0].key);
        assert_eq!(apply(&done.text, &[&renewed[0]], Rest::Leave).kept.len(), 1);
    }

    #[test]
    fn they_hold_after_edits_elsewhere_and_beside_them() {
        let one = accept(1);
        for (change, wanted) in [
            (TEXT.replacen("Openai said", "A line.\nAnother.\nOpenai said", 1), true),
            (TEXT.replacen("fell", "really fell", 1), true),
            (TEXT.replacen("Shares of", "The shares of", 1), true),
            (TEXT.replacen("Shares of Openai fell by a tenth on Monday", "Nobody told Openai about what it was", 1), false),
            (TEXT.replacen("Shares of Openai fell", "Shares of the firm fell", 1), false),
        ] {
            let done = apply(&change, &[&one], Rest::Leave);
            assert_eq!(done.text != change, wanted, "{change}");
            assert_eq!(done.lost.is_empty(), wanted, "{change}");
            assert_eq!(done.text, if wanted { change.replacen("of Openai", "of OpenAI", 1) } else { change });
        }
    }

    #[test]
    fn a_second_time_nothing_is_done() {
        let all = [accept(0), decision(TEXT, nth(TEXT, "the the", 0), Verdict::Accept, Some("the")), accept(1)];
        let all: Vec<&Decision> = all.iter().collect();
        let once = apply(TEXT, &all, Rest::Leave);
        assert_eq!(once.made.len(), 3);
        let twice = apply(&once.text, &all, Rest::Leave);
        assert_eq!((twice.text.as_str(), twice.done.len(), twice.lost.len()), (once.text.as_str(), 3, 0));
    }

    #[test]
    fn a_text_that_holds_the_original_is_not_put_twice() {
        let one = decision(TEXT, nth(TEXT, "Openai", 1), Verdict::Typed, Some("Openai Ltd"));
        let once = apply(TEXT, &[&one], Rest::Leave).text;
        // Also where the words around have changed since.
        for text in [once.clone(), once.replace("a tenth", "one tenth"), once.replace("Shares of", "The shares of")] {
            let twice = apply(&text, &[&one], Rest::Leave);
            assert_eq!((&twice.text, twice.done.len()), (&text, 1));
        }
    }

    #[test]
    fn of_places_alike_the_right_one_or_none() {
        let text = "Openai said so.\nOpenai said so.\nOpenai said so.\n";
        let mut second = decision(text, nth(text, "Openai", 1), Verdict::Accept, Some("OpenAI"));
        second.nth = Some((2, 3));
        let done = apply(text, &[&second], Rest::Leave);
        assert_eq!(done.text, "Openai said so.\nOpenAI said so.\nOpenai said so.\n");
        assert_eq!(apply(&done.text, &[&second], Rest::Leave).done, [0]);
        let shorter = "Openai said so.\nOpenai said so.\n";
        let lost = apply(shorter, &[&second], Rest::Leave);
        assert_eq!((lost.text.as_str(), lost.lost), (shorter, vec![(0, Lost::Several)]));
    }

    #[test]
    fn a_longer_change_holds_the_shorter_one() {
        let inner = accept(1);
        let outer = decision(TEXT, nth(TEXT, "Shares of Openai", 0), Verdict::Typed, Some("The shares of OpenAI"));
        let done = apply(TEXT, &[&inner, &outer], Rest::Leave);
        assert_eq!(done.text, TEXT.replacen("Shares of Openai", "The shares of OpenAI", 1));
        assert_eq!(done.overruled, [0]);
    }

    #[test]
    fn by_default_fixes_are_made_but_not_what_may_be_rejected() {
        let outcome = crate::Pipeline::new().run(TEXT);
        let sheet = Sheet::new("a.txt", TEXT, &outcome);
        let all = apply(TEXT, &[], Rest::Fix(&sheet));
        assert_eq!((all.text.as_str(), all.by_default), (outcome.text.as_str(), outcome.changes.len()));
        let reject = decision(TEXT, nth(TEXT, "Openai", 1), Verdict::Reject, None);
        let done = apply(TEXT, &[&reject], Rest::Fix(&sheet));
        assert_eq!(done.text.matches("Openai").count(), 1);
        let astray = Decision { before: "quite other words ".into(), after: " than these".into(), ..reject };
        let done = apply(TEXT, &[&astray], Rest::Fix(&sheet));
        assert_eq!((done.text.matches("Openai").count(), done.withheld), (3, 3), "none is told from the one that is lost");
    }
}
