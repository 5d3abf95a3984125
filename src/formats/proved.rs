//! The proof of a corrected file: read again, its prose is what the repairs were to make of it. A repair that would change what is
//! markup and what is not (a star of Markdown that no longer is emphasis) becomes a suggestion.

use super::lift::lower;
use super::{Field, Format, joined, proses};
use crate::outcome::{Finding, Outcome};

/// Repairs of one file that are tried one by one where not all are what they should be.
const TRIED: usize = 500;

const OTHERWISE: &str = "its markup would be read otherwise with it";

/// The outcome of a file out of those of its documents; each has the text that its prose is to have.
pub(super) fn proved(text: &str, format: Format, fields: &[Field], parts: Vec<Outcome>) -> Outcome {
    let wanted: Vec<String> = parts.iter().map(|p| p.text.clone()).collect();
    let mut whole = joined(text, parts);
    if whole.changes.is_empty() || reads(&whole.text, format, fields).is_some_and(|now| now == wanted) {
        return whole;
    }
    // Each by itself: does the prose change as much as the file does, and only there?
    let before = reads(text, format, fields).unwrap_or_default();
    let changes = std::mem::take(&mut whole.changes);
    let all = changes.len();
    let sound = |change: &Finding| {
        all <= TRIED
            && reads(&super::written(text, std::slice::from_ref(change)), format, fields)
                .is_some_and(|now| is_one_repair(&before, &now, text, change))
    };
    let (kept, mut lowered): (Vec<Finding>, Vec<Finding>) = changes.into_iter().partition(sound);
    lowered.iter_mut().for_each(|f| lower(f, OTHERWISE));
    whole.changes = kept;
    whole.suggestions.extend(lowered);
    let mut again = joined(text, vec![whole]);
    // What is sound by itself may not be so beside the others.
    let shape = |proses: &[String]| proses.iter().map(|p| p.matches("\n\n").count()).collect::<Vec<_>>();
    if reads(&again.text, format, fields).is_none_or(|now| shape(&now) != shape(&before)) {
        let mut rest = std::mem::take(&mut again.changes);
        rest.iter_mut().for_each(|f| lower(f, OTHERWISE));
        again.suggestions.extend(rest);
        again = joined(text, vec![again]);
    }
    again
}

/// Do the documents differ at one place only, and by no more letters than the repair has?
fn is_one_repair(before: &[String], now: &[String], text: &str, change: &Finding) -> bool {
    let differing: Vec<(&String, &String)> = before.iter().zip(now).filter(|(a, b)| a != b).collect();
    let [(old, new)] = differing.as_slice() else { return false };
    if before.len() != now.len() {
        return false;
    }
    let lead = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - lead;
    let tail = old.bytes().rev().zip(new.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    // A space that comes to stand at the end of a line is not read, and was not taken by the repair.
    let taken = old.as_bytes()[lead..old.len() - tail].trim_ascii().len();
    let put = new.len() - lead - tail;
    let replacement = change.replacement.as_deref().unwrap_or_default();
    taken <= text[change.source.range()].len() && put <= replacement.len()
}

fn reads(text: &str, format: Format, fields: &[Field]) -> Option<Vec<String>> {
    Some(proses(text, format, fields).ok()?.iter().map(|p| p.text().to_owned()).collect())
}
