//! Where forms stand in a text, and what the dictionaries decide about each.

use super::Dictionary;
use super::alone::{self, Always, Written};
use super::compile::FormKind;
use super::entry::{Entry, Kind};
use super::find::{self, Searched};
use super::judge::{self, Judgement, Leave, Proposal};
use super::layer::Layer;
use super::scene::Scene;
use super::spun::{self, Spun};
use crate::edit::{Span, Tier};
use crate::survey::{Survey, Word};

/// A place where a form that the dictionaries know stands.
#[derive(Clone, Debug)]
pub struct NameMatch {
    pub(super) span: Span,
    kind: Kind,
    pub(super) repair: Option<Box<Proposal>>,
}

impl NameMatch {
    /// Where, a plural's `s` included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What kind of thing it names.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Is it a right form (as against one to be repaired)?
    pub fn is_right(&self) -> bool {
        self.repair.is_none()
    }

    /// Is it a form that only a text spinner writes?
    pub fn is_certainly_spun(&self) -> bool {
        self.repair.as_deref().is_some_and(|p| p.spun == Spun::Certain)
    }

    /// What to do about it.
    pub fn repair(&self) -> Option<&Proposal> {
        self.repair.as_deref()
    }
}

/// What one entry says of one place, for `copydesk explain`.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// Where its form stands.
    pub span: Span,
    /// The rule that its repairs are made under.
    pub rule: &'static str,
    /// The entry, `file:line`.
    pub entry: String,
    /// Its right form.
    pub right: &'a str,
    /// What it says.
    pub judgement: Judgement<'a>,
}

impl Dictionary {
    /// Every place in `text` where a right form stands, or one that is to be repaired: in order of place, disjoint.
    /// `survey` must come from [`Dictionary::vocabulary`]. `spun`: phrases that a spinner wrote were repaired in it already.
    pub fn find(&self, text: &str, survey: &Survey<'_>, spun: bool) -> Vec<NameMatch> {
        let mut standing = Vec::new();
        let mut found = self.find_from(text, survey, || survey.beginnings(), &mut standing);
        if self.layers.len() > 1 {
            standing.sort_unstable();
            standing.dedup();
        }
        survey.narrow(standing);
        spun::settle(text, &mut found, spun);
        found
    }

    /// Those of the places that [`Dictionary::find`] gives which lie in `lines`: whole lines, in order of place.
    pub(crate) fn find_in(&self, text: &str, survey: &Survey<'_>, lines: &[Span]) -> Vec<NameMatch> {
        self.find_from(text, survey, || lines.iter().flat_map(|&line| survey.beginnings_in(line)), &mut Vec::new())
    }

    fn find_from<W: Iterator<Item = (u32, Word)>>(
        &self,
        text: &str,
        survey: &Survey<'_>,
        words: impl Fn() -> W,
        standing: &mut Vec<u32>,
    ) -> Vec<NameMatch> {
        let scene = Scene { text, survey };
        let mut found: Vec<NameMatch> = Vec::new();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let mut own = Vec::new();
            find::walk(Searched { number, layer }, text, survey, words(), standing, |hits| {
                let decided = self.decide_all(layer, hits, scene);
                let settled = decided.as_ref().map_or(0, |m: &NameMatch| m.span.end());
                own.extend(decided);
                settled
            });
            own.retain(|m: &NameMatch| !found.iter().any(|f| f.span.overlaps(m.span)));
            found.extend(own);
        }
        if self.layers.len() > 1 {
            found.sort_by_key(|m| m.span);
        }
        found
    }

    /// What is decided of a form, as it is written, whatever stands around it.
    pub(super) fn always(&self, layer: &Layer, written: Written<'_>, form: u32) -> Option<Always> {
        let mut open = false;
        for (number, kind) in layer.postings(form) {
            let entry = layer.entry(number);
            if self.is_off(layer, entry) {
                continue;
            }
            match alone::judge(entry, kind, written) {
                Some(Judgement::Right) => return Some(Always::Right(entry.kind)),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(Always::Left)
    }

    /// Did a later dictionary switch an entry of the layer off?
    fn is_off(&self, layer: &Layer, entry: &Entry) -> bool {
        self.off.contains(&entry.right) && !std::ptr::eq(layer, &self.layers[self.layers.len() - 1])
    }

    /// The longest hit that an entry knows what to do with; where it would only suggest something, a certain repair of a
    /// shorter one comes first.
    fn decide_all(&self, layer: &Layer, hits: &[find::Hit], scene: Scene<'_>) -> Option<NameMatch> {
        let mut decided = hits.iter().filter_map(|&hit| self.decide(layer, hit, scene));
        let loose = |m: &NameMatch| m.repair().is_some_and(|p| p.spun.needs_company());
        let certain = |m: &NameMatch| m.repair().is_some_and(|p| p.tier == Tier::Fix) && !loose(m);
        let first = decided.next()?;
        if first.is_right() || certain(&first) {
            return Some(first);
        }
        let other = decided.find(|m| certain(m) || loose(&first) && m.is_right());
        Some(other.unwrap_or(first))
    }

    fn decide(&self, layer: &Layer, hit: find::Hit, scene: Scene<'_>) -> Option<NameMatch> {
        let span = Span::new(hit.span.start(), hit.end);
        if let Some(kind) = hit.right {
            return Some(NameMatch { span, kind, repair: None });
        }
        let mut repair: Option<(&Entry, Box<Proposal>)> = None;
        let mut left: Vec<&str> = Vec::new();
        for (number, kind) in layer.postings(hit.form) {
            let entry = layer.entry(number);
            if self.is_off(layer, entry) {
                continue;
            }
            let judgement = judge::judge(entry, kind, hit, scene);
            match (judgement, &mut repair) {
                (Judgement::Right, _) => return Some(NameMatch { span, kind: entry.kind, repair: None }),
                (Judgement::Repair(mut proposal), None) => {
                    if matches!(kind, FormKind::Spun | FormKind::Loose) && left.contains(&entry.right.as_str()) {
                        // An entry knows the form and asks for evidence that is not there.
                        proposal.spun = Spun::Phrase;
                        proposal.tier = Tier::Fix;
                    }
                    repair = Some((entry, proposal));
                }
                // What follows by rule may be certain where the typed form is not.
                (Judgement::Repair(other), Some((first, proposal)))
                    if first.right == entry.right && other.spun == Spun::No && other.tier > proposal.tier =>
                {
                    *proposal = other;
                }
                // A typed form that follows from the thesaurus too is evidence of a spinner.
                (Judgement::Repair(_), Some((first, proposal)))
                    if matches!(kind, FormKind::Spun | FormKind::Loose)
                        && first.right == entry.right
                        && proposal.spun == Spun::No =>
                {
                    proposal.rule = "spun-words";
                    proposal.spun = if first.when.is_open() { Spun::Certain } else { Spun::Name };
                }
                (Judgement::Leave(_), _) if kind == FormKind::Wrong => left.push(&entry.right),
                _ => {}
            }
        }
        repair.map(|(entry, proposal)| NameMatch { span, kind: entry.kind, repair: Some(proposal) })
    }

    /// What the pattern entries propose for `text` as `least` or more; what is less may be missing.
    pub fn find_patterns(&self, text: &str, survey: &Survey<'_>, least: Tier) -> Vec<(Span, Proposal)> {
        let judged = self.patterns.judge(&self.layers, Scene { text, survey }, least);
        judged.into_iter().filter_map(|(span, _, j)| if let Judgement::Repair(p) = j { Some((span, *p)) } else { None }).collect()
    }

    /// What every entry that has a form or a match in `text` says of it, also those that leave it alone: in order of place.
    /// `survey` must come from [`Dictionary::explaining_vocabulary`].
    pub fn explain<'a>(&'a self, text: &'a str, survey: &'a Survey<'a>) -> Vec<Explanation<'a>> {
        let scene = Scene { text, survey };
        let mut out: Vec<Explanation<'a>> = Vec::new();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            find::walk(Searched { number, layer }, text, survey, survey.beginnings(), &mut Vec::new(), |hits| {
                for &hit in hits {
                    for (number, kind) in layer.postings(hit.form) {
                        let entry = layer.entry(number);
                        let span = Span::new(hit.span.start(), hit.end);
                        let judgement = if self.off.contains(&entry.right) {
                            Judgement::Leave(Leave::Because("the entry is switched off"))
                        } else {
                            judge::judge(entry, kind, hit, scene)
                        };
                        let rule = judge::rule(entry, kind, &text[span.range()]);
                        out.push(Explanation { span, rule, entry: entry.place(), right: &entry.right, judgement });
                    }
                }
                0
            });
        }
        let judged = self.patterns.judge(&self.layers, scene, Tier::Note);
        out.extend(judged.into_iter().map(|(span, e, judgement)| Explanation {
            span,
            rule: "pattern",
            entry: e.place(),
            right: &e.right,
            judgement,
        }));
        out.sort_by(|a, b| (a.span, &a.entry).cmp(&(b.span, &b.entry)));
        out.dedup_by(|a, b| a.span == b.span && a.entry == b.entry && a.judgement == b.judgement);
        out
    }
}
