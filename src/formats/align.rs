//! Which letters of a new reading are those of the old one, and where the markup inside the old one falls in the new.

/// What stands in the old reading.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    Letter(char),
    /// Markup; with the letters around it.
    Markup(Option<char>, Option<char>),
}

/// Of two ways that cost the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefer {
    /// What is taken out stood first.
    Late,
    /// What is taken out stood last.
    Early,
}

/// How an old reading became a new one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// For each letter of the new reading the letter of the old one that it is.
    pub(super) letters: Vec<Option<usize>>,
    /// For each markup the number of letters of the new reading before it.
    pub(super) markup: Vec<usize>,
    /// Does no markup fall into a word where it did not stand so before?
    pub(super) sure: bool,
}

/// Larger tables are not worth their memory: a reading so long is no repair.
const MOST_CELLS: usize = 1 << 22;

/// What it costs to put a letter in or take one out; one put for another costs less than the two, so that it stays in its place.
const SINGLE: u32 = 2;
const EXCHANGED: u32 = 3;
/// A letter in another case.
const RECASED: u32 = 1;

/// What it costs that markup falls into the middle of a word.
const IN_WORD: u32 = 6;

/// Aligns the two with the fewest letters put in, taken out and exchanged; `markup` are places in `old`, in order. `None`: they are
/// too long.
pub(super) fn align(old: &[char], markup: &[usize], new: &[char], prefer: Prefer) -> Option<Alignment> {
    let mut rows: Vec<Row> = Vec::with_capacity(old.len() + markup.len());
    let mut places = markup.iter().peekable();
    for at in 0..=old.len() {
        while places.next_if(|p| **p == at).is_some() {
            rows.push(Row::Markup(at.checked_sub(1).map(|i| old[i]), old.get(at).copied()));
        }
        rows.extend(old.get(at).map(|c| Row::Letter(*c)));
    }
    let width = new.len() + 1;
    if (rows.len() + 1).checked_mul(width)? > MOST_CELLS {
        return None;
    }
    let mut cost = vec![0_u32; (rows.len() + 1) * width];
    for (j, cell) in cost[..width].iter_mut().enumerate() {
        *cell = j as u32 * SINGLE;
    }
    for (i, row) in rows.iter().enumerate() {
        for j in 0..width {
            let above = cost[i * width + j];
            let down = match row {
                Row::Letter(_) => above + SINGLE,
                Row::Markup(..) => above + breaks(*row, new, j),
            };
            let left = if j > 0 { cost[(i + 1) * width + j - 1] + SINGLE } else { u32::MAX };
            let diagonal = match row {
                Row::Letter(c) if j > 0 => cost[i * width + j - 1] + exchange(*c, new[j - 1]),
                _ => u32::MAX,
            };
            cost[(i + 1) * width + j] = down.min(left).min(diagonal);
        }
    }
    let (mut i, mut j) = (rows.len(), new.len());
    let mut at = old.len();
    let mut found = Alignment { letters: vec![None; new.len()], markup: Vec::new(), sure: true };
    while i > 0 || j > 0 {
        let here = cost[i * width + j];
        let row = i.checked_sub(1).map(|i| rows[i]);
        let can_insert = j > 0 && cost[i * width + j - 1] + SINGLE == here;
        let can_drop = matches!(row, Some(Row::Letter(_))) && cost[(i - 1) * width + j] + SINGLE == here;
        let pairs = match row {
            Some(Row::Letter(c)) if j > 0 => cost[(i - 1) * width + j - 1] + exchange(c, new[j - 1]) == here,
            _ => false,
        };
        if can_drop && (prefer == Prefer::Early || !pairs) && !(can_insert && prefer == Prefer::Late) {
            (i, at) = (i - 1, at - 1);
        } else if pairs {
            (i, j, at) = (i - 1, j - 1, at - 1);
            found.letters[j] = (old[at] == new[j]).then_some(at);
        } else if can_insert {
            j -= 1;
        } else {
            // Markup: nothing else is left.
            let row = row?;
            found.sure &= breaks(row, new, j) == 0;
            found.markup.push(j);
            i -= 1;
        }
    }
    found.markup.reverse();
    Some(found)
}

/// What it costs to put one letter for another.
fn exchange(old: char, new: char) -> u32 {
    if old == new {
        0
    } else if old.to_lowercase().eq(new.to_lowercase()) {
        RECASED
    } else {
        EXCHANGED
    }
}

/// What it costs that markup which stood between two letters stands before letter `j` of the new reading.
fn breaks(row: Row, new: &[char], j: usize) -> u32 {
    let Row::Markup(before, after) = row else { return 0 };
    let (left, right) = (j.checked_sub(1).and_then(|i| new.get(i)).copied(), new.get(j).copied());
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let same = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| exchange(a, b) <= RECASED);
    if word(left) && word(right) && !(same(left, before) && same(right, after)) { IN_WORD } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(old: &str, new: &str, prefer: Prefer) -> (Vec<String>, bool) {
        let places: Vec<usize> = old.chars().enumerate().filter(|c| c.1 == '|').enumerate().map(|(n, c)| c.0 - n).collect();
        let letters: Vec<char> = old.chars().filter(|c| *c != '|').collect();
        let new: Vec<char> = new.chars().collect();
        let found = align(&letters, &places, &new, prefer).unwrap();
        let mut parts = Vec::new();
        let mut at = 0;
        for &j in found.markup.iter().chain([&new.len()]) {
            parts.push(new[at..j].iter().collect());
            at = j;
        }
        (parts, found.sure)
    }

    fn of(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn markup_stays_between_the_words_that_it_stood_between() {
        assert_eq!(parts("In depth|the", "DeepSeek, the", Prefer::Late), (of(&["DeepSeek", ", the"]), true));
        assert_eq!(parts("see|the", "see the", Prefer::Late), (of(&["see", " the"]), true));
        assert_eq!(parts("O|penai", "OpenAI", Prefer::Late), (of(&["O", "penAI"]), true));
        assert_eq!(parts("Openai|s", "OpenAI’s", Prefer::Late), (of(&["OpenAI", "’s"]), true));
        assert!(!parts("In |depth", "DeepSeek", Prefer::Late).1 || parts("In |depth", "DeepSeek", Prefer::Late).0[0].is_empty());
    }

    #[test]
    fn what_is_doubled_goes_at_either_end() {
        assert_eq!(parts("the |the", "the", Prefer::Late).0, of(&["", "the"]));
        assert_eq!(parts("the| the", "the", Prefer::Early).0, of(&["the", ""]));
    }
}
