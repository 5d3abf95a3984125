//! What decisions teach the dictionaries: new entries from texts that were typed, evidence from the words around what was
//! accepted and rejected, less trust in what people reject and more in what they always take. Proposals only: a person reads them before they count.

mod gate;

use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Decision, Verdict};
use crate::Tier;
use crate::dictionary::Dictionary;
use gate::Context;

/// What somebody never wants to be asked again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Never {
    /// These words are right wherever they stand.
    Form(String),
    /// The entry with this right form is to be switched off.
    Entry(String),
}

/// Dictionary entries that see to it, in TOML; to be put at the end of a dictionary.
pub fn never_again<'n>(all: impl IntoIterator<Item = &'n Never>) -> String {
    let entries = all.into_iter().map(|never| match never {
        Never::Form(form) => keep(form, "right as it stands: decided in a review"),
        Never::Entry(right) => off(right, "switched off in a review"),
    });
    entries.collect::<Vec<String>>().join("\n")
}

fn keep(form: &str, note: &str) -> String {
    format!("[[entry]]\nright = {}\nnote  = {}\n", quoted(form), quoted(note))
}

fn off(right: &str, note: &str) -> String {
    format!("[[entry]]\nright = {}\noff   = true\nnote  = {}\n", quoted(right), quoted(note))
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Entries in TOML.
    pub toml: String,
    /// What it comes of, in a sentence.
    pub why: String,
    /// Why it can't be taken as it is.
    pub fault: Option<String>,
}

/// How often people agreed with an entry (or, where none spoke, a rule).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// What it proposes was taken.
    pub accepted: usize,
    /// The text stayed.
    pub rejected: usize,
    /// Another text was put there: one of the other readings, or one that was typed.
    pub otherwise: usize,
}

/// What decisions teach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// By entry or rule, the most decided on first.
    pub scores: Vec<(String, Score)>,
    /// The proposals.
    pub lessons: Vec<Lesson>,
}

/// So many rejections of a form, and no acceptance, say that it is right.
const RIGHT: usize = 3;

/// So many say that a person should look.
const DOUBTFUL: usize = 2;

/// So often a suggestion is taken, in so many files, and never anything else, before it is proposed as a fix.
const CERTAIN: usize = 5;
const FILES: usize = 3;

/// What was decided on one form.
#[derive(Default)]
struct Form<'d> {
    accepted: Vec<&'d Decision>,
    rejected: Vec<&'d Decision>,
    /// One of the other readings was taken.
    otherwise: usize,
    typed: BTreeMap<String, Vec<&'d Decision>>,
}

/// Reads proposals out of decisions.
pub fn learn(decisions: &[Decision]) -> Lessons {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut forms: BTreeMap<&str, Form<'_>> = BTreeMap::new();
    let mut never: BTreeSet<Never> = BTreeSet::new();
    for d in decisions {
        let score = scores.entry(speaker(d)).or_default();
        match d.decision {
            Verdict::Accept => score.accepted += 1,
            Verdict::Alternative | Verdict::Typed => score.otherwise += 1,
            Verdict::Reject | Verdict::NeverForm | Verdict::NeverEntry => score.rejected += 1,
        }
        let form = core(&d.original);
        if form.is_empty() {
            continue;
        }
        match d.decision {
            Verdict::NeverForm => drop(never.insert(Never::Form(d.original.clone()))),
            Verdict::NeverEntry => drop(d.right.clone().map(|right| never.insert(Never::Entry(right)))),
            Verdict::Accept => forms.entry(form).or_default().accepted.push(d),
            Verdict::Reject => forms.entry(form).or_default().rejected.push(d),
            Verdict::Alternative => forms.entry(form).or_default().otherwise += 1,
            Verdict::Typed => {
                let new = core(d.text.as_deref().unwrap_or_default());
                if !new.is_empty() && new != form {
                    forms.entry(form).or_default().typed.entry(new.to_owned()).or_default().push(d);
                }
            }
        }
    }
    let mut lessons: Vec<Lesson> = Vec::new();
    for never in &never {
        let why = match never {
            Never::Form(form) => format!("never again: {form:?} is right"),
            Never::Entry(right) => format!("never again: the entry of {right:?}"),
        };
        lessons.push(Lesson { toml: never_again([never]), why, fault: None });
    }
    for (form, decided) in &forms {
        if never.contains(&Never::Form((*form).to_owned())) {
            continue;
        }
        lessons.extend(typed(form, decided));
        lessons.extend(doubted(form, decided));
        lessons.extend(trusted(form, decided));
    }
    for lesson in &mut lessons {
        lesson.fault = fault(&lesson.toml);
    }
    let mut scores: Vec<(String, Score)> = scores.into_iter().collect();
    scores.sort_by_key(|(_, s)| std::cmp::Reverse(s.accepted + s.rejected + s.otherwise));
    Lessons { scores, lessons }
}

/// A new entry for each text that was typed for the form.
fn typed(form: &str, decided: &Form<'_>) -> Vec<Lesson> {
    let several = decided.typed.len() > 1;
    let entry = |(new, places): (&String, &Vec<&Decision>)| {
        let why = format!("typed {} for {form:?}", times(places.len()));
        // What stands elsewhere and was left, or was given another text, must be told from it.
        let other = decided.typed.iter().filter(|(text, _)| *text != new).flat_map(|(_, places)| places);
        let left: Vec<Context> = decided.rejected.iter().chain(other).map(|d| Context::of(d)).collect();
        let here: Vec<Context> = places.iter().map(|d| Context::of(d)).collect();
        let evidence = if left.is_empty() && !several { None } else { gate::tell(&here, &left) };
        let doubtful = !left.is_empty() && evidence.is_none();
        let mut toml = format!("[[entry]]\nright = {}\nwrong = [{}]\n", quoted(new), quoted(form));
        if doubtful {
            toml += "tier  = \"suggest\"\n";
        }
        if let Some(evidence) = &evidence {
            toml += &evidence.toml(form, new, &here, &left);
        }
        let why = if doubtful { format!("{why}, and left elsewhere; the words around do not tell the two apart") } else { why };
        Lesson { toml, why, fault: None }
    };
    decided.typed.iter().map(entry).collect()
}

/// What is to become of a form that people reject.
fn doubted(form: &str, decided: &Form<'_>) -> Option<Lesson> {
    let (accepted, rejected) = (decided.accepted.len(), decided.rejected.len());
    if rejected < DOUBTFUL {
        return None;
    }
    let why = format!("{form:?} was rejected {}, accepted {}", times(rejected), times(accepted));
    if accepted == 0 && rejected >= RIGHT {
        return Some(Lesson { toml: keep(form, "people keep it"), why: format!("{why}: it is right as it stands"), fault: None });
    }
    // Only what an entry says can be said by another one with less trust.
    let right = decided.rejected.iter().chain(&decided.accepted).find_map(|d| d.right.as_deref())?;
    let mut toml = format!("[[entry]]\nright = {}\nwrong = [{}]\ntier  = \"suggest\"\n", quoted(right), quoted(form));
    let mut why = format!("{why}: only suggested");
    if accepted > 0 {
        let context = |list: &[&Decision]| list.iter().map(|d| Context::of(d)).collect::<Vec<Context>>();
        let (here, left) = (context(&decided.accepted), context(&decided.rejected));
        if let Some(evidence) = gate::tell(&here, &left) {
            toml += &format!("\n[[entry]]\nright = {}\nwrong = [{}]\n", quoted(right), quoted(form));
            toml += &evidence.toml(form, right, &here, &left);
            why += ", but where the words around speak for it";
        }
    }
    Some(Lesson { toml, why, fault: None })
}

/// A form that is only suggested, and that people always put right.
fn trusted(form: &str, decided: &Form<'_>) -> Option<Lesson> {
    let taken = &decided.accepted;
    let otherwise = decided.otherwise + decided.rejected.len() + decided.typed.len();
    let files: BTreeSet<&str> = taken.iter().map(|d| d.path.as_str()).collect();
    if otherwise > 0 || taken.len() < CERTAIN || files.len() < FILES {
        return None;
    }
    let right = taken.first()?.right.as_deref()?;
    let says = |d: &&Decision| d.tier == Some(Tier::Suggest) && core(d.text.as_deref().unwrap_or_default()) == right;
    if !taken.iter().all(says) {
        return None;
    }
    let places: Vec<Context> = taken.iter().map(|d| Context::of(d)).collect();
    let tests = gate::tests(form, right, &places, &[]);
    let toml = format!("[[entry]]\nright = {}\nwrong = [{}]\ntier  = \"fix\"\n{tests}", quoted(right), quoted(form));
    let why = format!(
        "{form:?} was only suggested, and taken {} in {} files: a fix, if nobody else bears it",
        times(taken.len()),
        files.len()
    );
    Some(Lesson { toml, why, fault: None })
}

fn times(n: usize) -> String {
    match n {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

fn speaker(d: &Decision) -> String {
    match (&d.right, &d.entry) {
        (Some(right), Some(entry)) => format!("{right} ({entry})"),
        (None, Some(entry)) => entry.clone(),
        (_, None) => d.rules.join(" + "),
    }
}

/// The words of a text without the marks and spaces at its ends; nothing if it runs over lines.
fn core(text: &str) -> &str {
    if text.contains(['\n', '\r']) { "" } else { text.trim_matches(|c: char| !c.is_alphanumeric()) }
}

/// What is wrong with entries by themselves: what `dict check` says of them.
fn fault(toml: &str) -> Option<String> {
    match Dictionary::empty().add("learned", toml) {
        Err(problem) => Some(problem.message),
        Ok(builder) => {
            let faults = builder.build().faults();
            // The line is that of no file yet.
            faults.into_iter().next().map(|f| f.split_once(": ").map_or(f.clone(), |(_, said)| said.to_owned()))
        }
    }
}

impl Lessons {
    /// A dictionary that `--dictionary` and `copydesk.toml` take. What can't be taken as it is, and how often people agreed,
    /// stands in comments.
    pub fn toml(&self) -> String {
        let mut out = String::from("# Proposed by `copydesk dict learn`: read it before you use it.\n");
        if !self.scores.is_empty() {
            out += "#\n# accepted  rejected  otherwise\n";
        }
        for (who, Score { accepted, rejected, otherwise }) in &self.scores {
            out += &format!("# {accepted:>8}  {rejected:>8}  {otherwise:>9}  {}\n", line(who));
        }
        for Lesson { toml, why, fault } in &self.lessons {
            out += &format!("\n# {}\n", line(why));
            match fault {
                None => out += toml,
                Some(fault) => {
                    out += &format!("# not taken: {}\n", line(fault));
                    toml.lines().for_each(|l| out += &format!("{}\n", format!("# {l}").trim_end()));
                }
            }
        }
        out
    }
}

/// As much of a text as may stand in a comment.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
