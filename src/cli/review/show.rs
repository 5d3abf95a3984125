//! The paragraph of a finding as runs of text, each with its part in it; screen and dialogue paint them in their own ways.

use std::ops::Range;

use copydesk::report::visible;
use copydesk::review::Queue;

/// What a run of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text around the finding.
    Text,
    /// Text of a paragraph beside.
    Beside,
    /// What the finding would replace.
    Old,
    /// What would stand there.
    New,
    /// What a note points at.
    Noted,
    /// The place of another finding.
    Other,
    /// What another finding that was accepted puts there.
    Decided,
    /// What justifies the finding.
    Witness,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Nothing in it can steer a terminal.
    pub text: String,
    /// What it is.
    pub role: Role,
}

impl Run {
    fn new(text: &str, role: Role) -> Run {
        let text = if matches!(role, Role::Old | Role::New | Role::Noted) { spaces(text) } else { text.to_owned() };
        Run { text: visible(&text).into_owned(), role }
    }
}

/// Spaces that look like others are told apart.
fn spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}' => out.push('⍽'),
            '\n' => out.push('⏎'),
            c if c.is_whitespace() && !c.is_ascii() => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Bytes of a paragraph shown on either side of a finding.
const REACH: usize = 3000;

/// The runs of the paragraph that holds finding `at`, `reach` bytes on either side at most.
pub fn paragraph(queue: &Queue, at: usize, reach: usize) -> Vec<Run> {
    let (sheet, item) = (queue.sheet(at), queue.item(at));
    let text = sheet.text.as_str();
    let whole = sheet.paragraph(&item.source);
    let reach = reach.min(REACH);
    let (low, cut_low) = floor(text, whole.start, item.source.start, reach);
    let (high, cut_high) = ceil(text, whole.end, item.source.end, reach);
    let first = queue.range(queue.sheet_number(at)).start;
    let mut runs = Vec::new();
    if cut_low {
        runs.push(Run::new("… ", Role::Beside));
    }
    let mut end = low;
    let from = sheet.items.partition_point(|i| i.source.start < low);
    let mine = at - first;
    let shown = shown(text, item.source.clone(), item.replacement.as_deref(), low..high);
    let mut own = false;
    for (number, other) in sheet.items.iter().enumerate().skip(from).take_while(|(_, i)| i.source.end <= high) {
        if number == mine {
            runs.push(Run::new(&text[end.min(shown.start)..shown.start], Role::Text));
            push_change(&mut runs, queue, at, &shown);
            end = shown.end;
            own = true;
            continue;
        }
        // A place that touches the finding's own words is part of what is shown there.
        if other.source.start < end || (other.source.end > shown.start && other.source.start < shown.end) {
            continue;
        }
        if !own && other.source.start >= shown.end {
            continue;
        }
        runs.push(Run::new(&text[end..other.source.start], Role::Text));
        match queue.new_text(first + number) {
            Some(new) => runs.push(Run::new(new, Role::Decided)),
            None if queue.choice(first + number).is_some() => runs.push(Run::new(&text[other.source.clone()], Role::Text)),
            None => runs.push(Run::new(&text[other.source.clone()], Role::Other)),
        }
        end = other.source.end;
    }
    if !own {
        runs.push(Run::new(&text[end.min(shown.start)..shown.start], Role::Text));
        push_change(&mut runs, queue, at, &shown);
        end = shown.end;
    }
    runs.push(Run::new(&text[end.min(high)..high], Role::Text));
    if cut_high {
        runs.push(Run::new(" …", Role::Beside));
    }
    runs.retain(|r| !r.text.is_empty());
    runs
}

fn push_change(runs: &mut Vec<Run>, queue: &Queue, at: usize, shown: &Range<usize>) {
    let (sheet, item) = (queue.sheet(at), queue.item(at));
    let text = sheet.text.as_str();
    let put = queue.new_text(at).or(item.replacement.as_deref());
    match put {
        None => runs.push(Run::new(&text[shown.clone()], Role::Noted)),
        Some(new) => {
            let new = [&text[shown.start..item.source.start], new, &text[item.source.end..shown.end]].concat();
            runs.push(Run::new(&text[shown.clone()], Role::Old));
            runs.push(Run::new(&new, Role::New));
        }
    }
}

/// A change of spaces and marks alone is shown with the words it touches.
fn shown(text: &str, source: Range<usize>, replacement: Option<&str>, within: Range<usize>) -> Range<usize> {
    let words = |s: &str| s.chars().any(char::is_alphanumeric);
    if words(&text[source.clone()]) && replacement.is_none_or(words) {
        return source;
    }
    let before = &text[within.start..source.start];
    let after = &text[source.end..within.end];
    // Markup is no word.
    let border = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
    let left = before.rfind(border).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let right = after.find(border).unwrap_or(after.len());
    within.start + left..source.end + right
}

/// What a finding would replace and what would stand there (if anything), in a few words.
pub fn brief(queue: &Queue, at: usize) -> (String, Option<String>) {
    let (sheet, item) = (queue.sheet(at), queue.item(at));
    let text = sheet.text.as_str();
    let whole = sheet.paragraph(&item.source);
    let (low, _) = floor(text, whole.start, item.source.start, 40);
    let (high, _) = ceil(text, whole.end, item.source.end, 40);
    let new = queue.new_text(at).or(item.replacement.as_deref());
    let shown = shown(text, item.source.clone(), new, low..high);
    let short = |text: &str| Run::new(&text.chars().take(80).collect::<String>(), Role::Old).text;
    let new = new.map(|new| [&text[shown.start..item.source.start], new, &text[item.source.end..shown.end]].concat());
    (short(&text[shown]), new.map(|new| short(&new)))
}

/// The paragraph before that of finding `at` that is not blank, and the one behind it.
pub fn beside(queue: &Queue, at: usize) -> (Vec<Run>, Vec<Run>) {
    let sheet = queue.sheet(at);
    let text = sheet.text.as_str();
    let whole = sheet.paragraph(&queue.item(at).source);
    let before = text[..whole.start].trim_end();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let (low, cut) = floor(text, start, before.len(), REACH);
    let mut first = if cut { vec![Run::new("… ", Role::Beside)] } else { Vec::new() };
    first.push(Run::new(&as_decided(queue, at, low..before.len()), Role::Beside));
    let rest = &text[whole.end..];
    let begin = whole.end + (rest.len() - rest.trim_start().len());
    let end = text[begin..].find('\n').map_or(text.len(), |i| begin + i);
    let (high, cut) = ceil(text, end, begin, REACH);
    let mut last = vec![Run::new(&as_decided(queue, at, begin..high), Role::Beside)];
    if cut {
        last.push(Run::new(" …", Role::Beside));
    }
    first.retain(|r| !r.text.is_empty());
    last.retain(|r| !r.text.is_empty());
    (first, last)
}

/// A stretch of the file of finding `at` as it is by what was decided so far.
fn as_decided(queue: &Queue, at: usize, stretch: Range<usize>) -> String {
    let sheet = queue.sheet(at);
    let first = queue.range(queue.sheet_number(at)).start;
    let from = sheet.items.partition_point(|i| i.source.start < stretch.start);
    let (mut out, mut end) = (String::new(), stretch.start);
    for (number, item) in sheet.items.iter().enumerate().skip(from).take_while(|(_, i)| i.source.start < stretch.end) {
        if let Some(new) = queue.new_text(first + number).filter(|_| item.source.start >= end && item.source.end <= stretch.end) {
            out += &sheet.text[end..item.source.start];
            out += new;
            end = item.source.end;
        }
    }
    out + &sheet.text[end..stretch.end]
}

/// The paragraph of a witness of finding `at`.
pub fn witness(queue: &Queue, at: usize, number: usize) -> Vec<Run> {
    let sheet = queue.sheet(at);
    let Some(place) = queue.item(at).evidence.get(number).cloned() else { return Vec::new() };
    let text = sheet.text.as_str();
    let whole = sheet.paragraph(&place);
    let (low, _) = floor(text, whole.start, place.start, REACH);
    let (high, _) = ceil(text, whole.end, place.end, REACH);
    vec![
        Run::new(&text[low..place.start], Role::Beside),
        Run::new(&text[place.clone()], Role::Witness),
        Run::new(&text[place.end..high], Role::Beside),
    ]
}

/// From where a paragraph that begins at `start` is shown for a place at `at`; and whether something is cut off.
fn floor(text: &str, start: usize, at: usize, reach: usize) -> (usize, bool) {
    if at - start <= reach {
        return (start, false);
    }
    let mut low = at - reach;
    while !text.is_char_boundary(low) {
        low += 1;
    }
    (text[low..at].find(' ').map_or(low, |i| low + i + 1), true)
}

/// How far a paragraph that ends at `end` is shown.
fn ceil(text: &str, end: usize, at: usize, reach: usize) -> (usize, bool) {
    if end - at <= reach {
        return (end, false);
    }
    let mut high = at + reach;
    while !text.is_char_boundary(high) {
        high -= 1;
    }
    (text[at..high].rfind(' ').map_or(high, |i| at + i), true)
}
