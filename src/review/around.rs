//! The words around a place: by them it is known again after the rest of the file has changed.

use std::ops::Range;

/// Words kept on either side.
const WORDS: usize = 6;

/// Bytes looked at on either side: a text without spaces has no words to count.
const REACH: usize = 240;

/// The words before and behind a place, inside its paragraph, each run of white space one space. A space at the inner end says
/// that the place stands free on that side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Around {
    /// What stands before it.
    pub before: String,
    /// What stands behind it.
    pub after: String,
}

impl Around {
    /// The words around `place`, a range of bytes of `text`.
    pub fn of(text: &str, place: &Range<usize>) -> Around {
        Around { before: before(&text[..place.start]), after: after(&text[place.end..]) }
    }

    /// Do exactly these words stand around `place`?
    pub fn stands(&self, text: &str, place: &Range<usize>) -> bool {
        after(&text[place.end..]) == self.after && before(&text[..place.start]) == self.before
    }

    /// How many of the words still stand around `place`, counted outwards and forgiving words put in or taken out; and of how
    /// many. `None`: the place is glued to its neighbour where it stood free, or the other way round; or neither the word just
    /// before it nor the one just behind it is the same.
    pub fn likeness(&self, text: &str, place: &Range<usize>) -> Option<(usize, usize)> {
        let now = Around::of(text, place);
        let free = |side: &str, space: bool| side.is_empty() || space;
        let same = free(&self.before, self.before.ends_with(' ')) == free(&now.before, now.before.ends_with(' '))
            && free(&self.after, self.after.starts_with(' ')) == free(&now.after, now.after.starts_with(' '));
        if !same {
            return None;
        }
        let words = |side: &str| side.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<String>>();
        let (last, first) = (
            |side: &str| side.trim_end().rsplit(' ').next().map(str::to_owned),
            |side: &str| side.trim_start().split(' ').next().map(str::to_owned),
        );
        if last(&self.before) != last(&now.before) && first(&self.after) != first(&now.after) {
            return None;
        }
        let mut kept = 0;
        let mut all = 0;
        for (then, now) in [(&self.before, &now.before), (&self.after, &now.after)] {
            let (then, now) = (words(then), words(now));
            kept += common(&then, &now);
            all += then.len();
        }
        // At the end of a paragraph there is nothing to be alike, and that is likeness too.
        let bare = usize::from(self.before.is_empty() && now.before.is_empty())
            + usize::from(self.after.is_empty() && now.after.is_empty());
        Some((kept + bare, all + bare))
    }
}

fn before(text: &str) -> String {
    let mut low = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(low) {
        low += 1;
    }
    let line = text[low..].rfind(['\n', '\r']).map_or(low, |i| low + i + 1);
    let text = &text[line..];
    let mut words: Vec<&str> = text.split_whitespace().rev().take(WORDS).collect();
    words.reverse();
    let mut out = words.join(" ");
    if text.ends_with(char::is_whitespace) && !out.is_empty() {
        out.push(' ');
    }
    out
}

fn after(text: &str) -> String {
    let mut high = text.len().min(REACH);
    while !text.is_char_boundary(high) {
        high -= 1;
    }
    let text = &text[..text[..high].find(['\n', '\r']).unwrap_or(high)];
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    let space = if text.starts_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    format!("{space}{}", words.join(" "))
}

/// The length of the longest common subsequence of two short lists.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, what: &str) -> Range<usize> {
        let start = text.find(what).unwrap();
        start..start + what.len()
    }

    #[test]
    fn the_words_are_those_of_the_paragraph() {
        let text = "Before it.\nOne two three four five six seven Openai , said\tthe man.\nAfter it.";
        let around = Around::of(text, &place(text, "Openai"));
        assert_eq!(around.before, "two three four five six seven ");
        assert_eq!(around.after, " , said the man.");
        let around = Around::of(text, &place(text, " ,"));
        assert_eq!((around.before.as_str(), around.after.as_str()), ("three four five six seven Openai", " said the man."));
    }

    #[test]
    fn white_space_and_other_paragraphs_count_for_nothing() {
        let (one, two) = ("He saw Openai in town.", "New lines.\n\nHe  saw\u{a0}Openai in\ttown.\n");
        assert!(Around::of(one, &place(one, "Openai")).stands(two, &place(two, "Openai")));
    }

    #[test]
    fn likeness_counts_the_words_that_still_stand() {
        let one = "the man who saw Openai in town today, and left";
        let around = Around::of(one, &place(one, "Openai"));
        let two = "the man who really saw Openai in town today, and left";
        assert_eq!(around.likeness(two, &place(two, "Openai")), Some((9, 9)));
        let three = "a woman told of Openai in passing";
        assert_eq!(around.likeness(three, &place(three, "Openai")), Some((1, 9)));
        let four = "the man who heard Openai there in town today, and left";
        assert_eq!(around.likeness(four, &place(four, "Openai")), None, "no neighbour is the same");
        let glued = "the man who saw Openaiin town today";
        assert_eq!(around.likeness(glued, &place(glued, "Openai")), None);
    }
}
