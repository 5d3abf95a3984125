//! Findings of many files, and what was decided on each so far.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::apply::meet;
use super::choice::{Choice, Counts, Filter, Reach, Tally};
use super::decision::{Decision, Verdict};
use super::item::{Item, Sheet, right_forms, right_of};
use super::places::{Place, Places};
use crate::dictionary::Dictionary;

/// One decision as it can be taken back.
#[derive(Debug)]
struct Step {
    at: usize,
    before: Vec<(usize, Option<Choice>)>,
}

/// Findings in order of file and place, with what was decided.
#[derive(Debug, Default)]
pub struct Queue {
    sheets: Vec<Sheet>,
    /// The sheet of each finding and its number there.
    slots: Vec<(u32, u32)>,
    /// Where each sheet's findings begin.
    firsts: Vec<usize>,
    choices: Vec<Option<Choice>>,
    speakers: Vec<String>,
    rivals: HashMap<usize, Vec<usize>>,
    rights: Vec<Option<String>>,
    haystacks: Vec<String>,
    history: Vec<Step>,
    /// Sheets whose decisions changed since that was last asked.
    touched: BTreeSet<usize>,
    /// Decisions of each sheet whose finding is not there now: kept for when it is.
    kept: Vec<Vec<Decision>>,
}

impl Queue {
    /// Sheets to go through; `dictionary` is the one they were read with. Sheets without findings are dropped.
    pub fn new(sheets: Vec<Sheet>, dictionary: &Dictionary) -> Queue {
        let sheets: Vec<Sheet> = sheets.into_iter().filter(|s| !s.items.is_empty()).collect();
        let forms = right_forms(dictionary, sheets.iter().flat_map(|s| &s.items));
        let mut queue = Queue { kept: vec![Vec::new(); sheets.len()], ..Queue::default() };
        for (number, sheet) in sheets.iter().enumerate() {
            let first = queue.slots.len();
            queue.firsts.push(first);
            let mut reach = 0;
            for (i, item) in sheet.items.iter().enumerate() {
                queue.slots.push((number as u32, i as u32));
                let right = right_of(item, &forms);
                queue.speakers.push(match (&item.entry, &right) {
                    (Some(entry), Some(right)) => format!("{right} ({entry})"),
                    (Some(entry), None) => entry.clone(),
                    (None, _) => item.rules.join(" + "),
                });
                queue.rights.push(right);
                if i > 0 && item.source.start <= reach {
                    for (j, other) in sheet.items[..i].iter().enumerate() {
                        if meet(&other.source, &item.source) || meet(&item.source, &other.source) {
                            queue.rivals.entry(first + i).or_default().push(first + j);
                            queue.rivals.entry(first + j).or_default().push(first + i);
                        }
                    }
                }
                reach = reach.max(item.source.end);
            }
        }
        queue.choices = vec![None; queue.slots.len()];
        queue.sheets = sheets;
        queue
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The sheets, in order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The number of the sheet of a finding.
    pub fn sheet_number(&self, at: usize) -> usize {
        self.slots[at].0 as usize
    }

    /// The sheet of a finding.
    pub fn sheet(&self, at: usize) -> &Sheet {
        &self.sheets[self.slots[at].0 as usize]
    }

    /// A finding.
    pub fn item(&self, at: usize) -> &Item {
        let (sheet, item) = self.slots[at];
        &self.sheets[sheet as usize].items[item as usize]
    }

    /// The findings of a sheet.
    pub fn range(&self, sheet: usize) -> Range<usize> {
        self.firsts[sheet]..self.firsts.get(sheet + 1).copied().unwrap_or(self.slots.len())
    }

    /// What stands at the place of a finding.
    pub fn original(&self, at: usize) -> &str {
        &self.sheet(at).text[self.item(at).source.clone()]
    }

    /// What was decided on a finding.
    pub fn choice(&self, at: usize) -> Option<&Choice> {
        self.choices[at].as_ref()
    }

    /// What the decision puts there; `None`: it changes nothing, or there is none.
    pub fn new_text(&self, at: usize) -> Option<&str> {
        let item = self.item(at);
        match self.choices[at].as_ref()? {
            Choice::Accept => item.replacement.as_deref(),
            Choice::Alternative(n) => item.alternatives.get(*n).map(String::as_str),
            Choice::Typed(text) => Some(text),
            Choice::Reject | Choice::NeverForm | Choice::NeverEntry => None,
        }
    }

    /// What a person begins with who types another text: what the decision puts there, else what is proposed, else what stands
    /// there, as people read it.
    pub fn as_read(&self, at: usize) -> &str {
        let item = self.item(at);
        let read = item.read();
        match (&self.choices[at], read) {
            (Some(Choice::Typed(text)), _) => text,
            (Some(Choice::Alternative(n)), Some(read)) if *n < read.alternatives.len() => &read.alternatives[*n],
            (Some(Choice::Alternative(_)), None) => self.new_text(at).unwrap_or_default(),
            (_, Some(read)) => read.replacement.as_ref().unwrap_or(&read.original),
            (_, None) => item.replacement.as_deref().unwrap_or_else(|| self.original(at)),
        }
    }

    /// A text that was typed and says what is proposed, one of the other readings or what stands there, is that.
    fn meant(&self, at: usize, choice: Choice) -> Choice {
        let Choice::Typed(text) = &choice else { return choice };
        let item = self.item(at);
        let (new, others, old) = match item.read() {
            Some(read) => (&read.replacement, &read.alternatives, read.original.as_str()),
            None => (&item.replacement, &item.alternatives, self.original(at)),
        };
        if new.as_ref() == Some(text) {
            Choice::Accept
        } else if let Some(number) = others.iter().position(|other| other == text) {
            Choice::Alternative(number)
        } else if text == old {
            Choice::Reject
        } else {
            choice
        }
    }

    /// Is there nothing to decide on it, as another change that is accepted holds its place?
    pub fn is_covered(&self, at: usize) -> bool {
        self.choices[at].is_none()
            && self.rivals.get(&at).is_some_and(|r| r.iter().any(|&o| self.choices[o].as_ref().is_some_and(Choice::changes)))
    }

    /// Is it still to be decided on?
    pub fn is_open(&self, at: usize) -> bool {
        self.choices[at].is_none() && !self.is_covered(at)
    }

    /// The right form of the entry that speaks in a finding.
    pub fn right(&self, at: usize) -> Option<&str> {
        self.rights[at].as_deref()
    }

    /// What speaks in a finding, the same for all findings of an entry: its right form and place; where there is none, the rules.
    pub fn speaker(&self, at: usize) -> &str {
        &self.speakers[at]
    }

    /// Can that be decided on this finding?
    pub fn allows(&self, at: usize, choice: &Choice) -> bool {
        let item = self.item(at);
        match choice {
            Choice::Accept => item.replacement.is_some(),
            Choice::Alternative(n) => *n < item.alternatives.len(),
            Choice::Typed(_) | Choice::Reject => true,
            // What the dictionaries shield are words.
            Choice::NeverForm => {
                let form = self.original(at);
                form.chars().next().is_some_and(char::is_alphanumeric)
                    && form.chars().next_back().is_some_and(char::is_alphanumeric)
                    && !form.contains(['\n', '\r'])
            }
            Choice::NeverEntry => self.right(at).is_some(),
        }
    }

    /// Decides on a finding; whether it could be. An accepted change takes back what was accepted at the same place before.
    pub fn decide(&mut self, at: usize, choice: Choice) -> bool {
        if !self.allows(at, &choice) {
            return false;
        }
        let choice = self.meant(at, choice);
        let mut step = Step { at, before: Vec::new() };
        match &choice {
            Choice::NeverForm => {
                let form = self.original(at).to_owned();
                let same: Vec<usize> =
                    (0..self.len()).filter(|&i| i != at && self.choices[i].is_none() && self.original(i) == form).collect();
                same.into_iter().for_each(|i| self.put(i, Choice::Reject, &mut step));
            }
            Choice::NeverEntry => {
                let right = self.right(at).map(str::to_owned);
                let same: Vec<usize> = (0..self.len())
                    .filter(|&i| i != at && self.choices[i].is_none() && self.right(i) == right.as_deref())
                    .collect();
                same.into_iter().for_each(|i| self.put(i, Choice::Reject, &mut step));
            }
            _ => {}
        }
        self.put(at, choice, &mut step);
        self.history.push(step);
        true
    }

    /// Accepts or rejects every open finding of the same entry; how many.
    pub fn decide_all(&mut self, at: usize, choice: &Choice, reach: Reach) -> usize {
        let mut step = Step { at, before: Vec::new() };
        let range = if reach == Reach::File { self.range(self.sheet_number(at)) } else { 0..self.len() };
        let mut count = 0;
        for i in range {
            if self.speakers[i] == self.speakers[at] && self.is_open(i) && self.allows(i, choice) {
                self.put(i, choice.clone(), &mut step);
                count += 1;
            }
        }
        if count > 0 {
            self.history.push(step);
        }
        count
    }

    /// How many [`Queue::decide_all`] would decide on.
    pub fn reach(&self, at: usize, choice: &Choice, reach: Reach) -> usize {
        let range = if reach == Reach::File { self.range(self.sheet_number(at)) } else { 0..self.len() };
        range.filter(|&i| self.speakers[i] == self.speakers[at] && self.is_open(i) && self.allows(i, choice)).count()
    }

    fn put(&mut self, at: usize, choice: Choice, step: &mut Step) {
        if choice.changes() {
            for rival in self.rivals.get(&at).cloned().unwrap_or_default() {
                if self.choices[rival].as_ref().is_some_and(Choice::changes) {
                    step.before.push((rival, self.choices[rival].take()));
                }
            }
        }
        step.before.push((at, self.choices[at].replace(choice)));
        self.touched.insert(self.sheet_number(at));
    }

    /// Takes back the last decision, however many findings it was on; gives the finding it was made at.
    pub fn undo(&mut self) -> Option<usize> {
        let step = self.history.pop()?;
        for (at, choice) in step.before.into_iter().rev() {
            self.choices[at] = choice;
            self.touched.insert(self.sheet_number(at));
        }
        Some(step.at)
    }

    /// How many decisions can be taken back.
    pub fn undoable(&self) -> usize {
        self.history.len()
    }

    /// The findings that a filter lets through, in order.
    pub fn filtered(&mut self, filter: &Filter) -> Vec<usize> {
        let needle = filter.search.to_lowercase();
        if !needle.is_empty() && self.haystacks.is_empty() {
            self.haystacks = (0..self.len()).map(|at| self.haystack(at)).collect();
        }
        let finder = memchr::memmem::Finder::new(&needle);
        let range = filter.sheet.map_or(0..self.len(), |sheet| self.range(sheet));
        let passes = |&at: &usize| {
            let item = self.item(at);
            filter.tier.is_none_or(|t| item.tier == t)
                && filter.rule.is_none_or(|r| item.rules.contains(&r))
                && filter.speaker.as_ref().is_none_or(|s| *s == self.speakers[at])
                && (!filter.open || self.is_open(at))
                && (needle.is_empty() || finder.find(self.haystacks[at].as_bytes()).is_some())
        };
        range.filter(passes).collect()
    }

    fn haystack(&self, at: usize) -> String {
        let item = self.item(at);
        let entry = item.entry.as_deref().unwrap_or_default();
        let new = item.replacement.as_deref().unwrap_or_default();
        let parts = [self.original(at), new, &item.alternatives.join("\n"), &item.rules.join("\n"), &item.reason, entry];
        let around = item.around();
        format!("{}\n{}\n{}{}", parts.join("\n"), self.sheet(at).path, around.before, around.after).to_lowercase()
    }

    /// How far the findings are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { sheets: vec![Tally::default(); self.sheets.len()], ..Counts::default() };
        for at in 0..self.len() {
            let (accepted, rejected) = match &self.choices[at] {
                Some(choice) => (usize::from(choice.changes()), usize::from(!choice.changes())),
                None => (0, 0),
            };
            let covered = usize::from(self.is_covered(at));
            let add = |tally: &mut Tally| {
                tally.all += 1;
                tally.accepted += accepted;
                tally.rejected += rejected;
                tally.covered += covered;
            };
            let item = self.item(at);
            add(&mut counts.all);
            add(&mut counts.sheets[self.slots[at].0 as usize]);
            add(&mut counts.tiers[item.tier as usize]);
            item.rules.iter().for_each(|rule| add(counts.rules.entry(rule).or_default()));
        }
        counts
    }

    /// Takes up decisions made before on a sheet; how many of them hold. What was proposed then must be what is proposed now,
    /// or a rejection is asked again. The others are kept for when their finding is there again.
    pub fn resume(&mut self, sheet: usize, decisions: Vec<Decision>) -> usize {
        let (range, text) = (self.range(sheet), &self.sheets[sheet].text);
        let list: Vec<&Decision> = decisions.iter().collect();
        let places = Places::of(text).find(&list);
        let by_place: HashMap<(usize, usize), Vec<usize>> = range.fold(HashMap::new(), |mut map, at| {
            let source = &self.item(at).source;
            map.entry((source.start, source.end)).or_default().push(at);
            map
        });
        let (mut held, mut kept) = (0, Vec::new());
        for (decision, place) in decisions.into_iter().zip(places) {
            let found = match &place {
                Ok(Place::Stands(range)) => by_place.get(&(range.start, range.end)).and_then(|all| {
                    all.iter().copied().find(|&at| self.item(at).rules == decision.rules).or_else(|| all.first().copied())
                }),
                _ => None,
            };
            match found.and_then(|at| Some((at, self.choice_of(at, &decision)?))) {
                Some((at, choice)) if self.choices[at].is_none() && !(choice.changes() && self.is_covered(at)) => {
                    self.choices[at] = Some(choice);
                    held += 1;
                }
                _ => kept.push(decision),
            }
        }
        self.kept[sheet] = kept;
        held
    }

    fn choice_of(&self, at: usize, decision: &Decision) -> Option<Choice> {
        let item = self.item(at);
        match (decision.decision, decision.new_text()) {
            (Verdict::Typed, Some(new)) => Some(self.meant(at, Choice::Typed(new.to_owned()))),
            (_, Some(new)) if item.replacement.as_deref() == Some(new) => Some(Choice::Accept),
            (_, Some(new)) => {
                Some(item.alternatives.iter().position(|a| a == new).map_or(Choice::Typed(new.to_owned()), Choice::Alternative))
            }
            (Verdict::NeverForm, None) => Some(Choice::NeverForm),
            (Verdict::NeverEntry, None) if self.right(at).is_some() => Some(Choice::NeverEntry),
            // Somebody said no to something else.
            (_, None) => (decision.proposed == item.replacement).then_some(Choice::Reject),
        }
    }

    /// The decisions on the findings of a sheet.
    pub fn decided(&self, sheet: usize) -> Vec<Decision> {
        let decided = self.range(sheet).filter_map(|at| {
            let choice = self.choices[at].as_ref()?;
            let right = self.right(at).map(str::to_owned);
            let text = self.new_text(at).map(str::to_owned);
            Some(self.item(at).decision(&self.sheets[sheet], choice.verdict(), text, right))
        });
        decided.collect()
    }

    /// The same with those that were taken up and whose finding is not there now: what is to be kept.
    pub fn decisions(&self, sheet: usize) -> Vec<Decision> {
        self.kept[sheet].iter().cloned().chain(self.decided(sheet)).collect()
    }

    /// The sheets whose decisions changed since this was last asked.
    pub fn take_touched(&mut self) -> BTreeSet<usize> {
        std::mem::take(&mut self.touched)
    }

    /// The sheets, to be read and judged again.
    pub fn into_sheets(self) -> Vec<Sheet> {
        self.sheets
    }
}
