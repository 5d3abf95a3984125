//! How a document writes its numbers.

use super::Tally;
use crate::document::Document;
use crate::passes::numbers::{certain_decimal_comma, certain_thousands_dot, figure};

/// Decimals and thousands that can't be read another way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    /// `1,5 %`, `0,25`.
    pub decimal_commas: Tally,
    /// `250.000 people`, `1.250.000`.
    pub thousands_dots: Tally,
    /// `1,250`.
    pub thousands_commas: Tally,
    /// `1.5`.
    pub decimal_points: Tally,
}

impl Numbers {
    pub(super) fn of(document: &Document<'_>) -> Numbers {
        let mut numbers = Numbers::default();
        let bytes = document.text().as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let mut passed = 0;
        for at in document.survey().signs_of([b',', b'.']) {
            if at < passed || at == 0 || !digit(at - 1) || !digit(at + 1) {
                continue;
            }
            let Some(span) = figure(document, at) else { continue };
            passed = span.end();
            let number = document.slice(span);
            let tally = if certain_decimal_comma(document, span) {
                &mut numbers.decimal_commas
            } else if certain_thousands_dot(document, span) {
                &mut numbers.thousands_dots
            } else if in_threes(number, ',') {
                &mut numbers.thousands_commas
            } else if number.split_once('.').is_some_and(|(_, d)| d.len() < 3 && !d.contains(['.', ','])) {
                &mut numbers.decimal_points
            } else {
                continue;
            };
            tally.add(span);
        }
        numbers
    }
}

impl Numbers {
    /// What shows that commas and dots have changed places in the whole text: a number or more that can't be read otherwise,
    /// and none written the English way.
    pub fn continental(&self) -> Option<String> {
        let english = self.thousands_commas.count + self.decimal_points.count;
        let tally = if self.decimal_commas.count > 0 {
            self.decimal_commas.of("decimal comma")
        } else {
            self.thousands_dots.of("thousands dot")
        };
        (english == 0 && self.decimal_commas.count + self.thousands_dots.count > 0)
            .then(|| format!("the text shows {tally} and no number written the English way"))
    }
}

/// Do all groups but the first have three digits?
fn in_threes(number: &str, mark: char) -> bool {
    let whole = number.split('.').next().unwrap_or(number);
    let mut groups = whole.split(mark);
    groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && !g.starts_with('0'))
        && whole.contains(mark)
        && groups.all(|g| g.len() == 3)
}
