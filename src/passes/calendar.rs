//! The names of days and months, as English writes them.

use super::list::{List, is};

const DAYS: &List = &List::of(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

#[rustfmt::skip]
const MONTHS: &List = &List::of(&[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]);

const SHORT_MONTHS: &List = &List::of(&["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"]);

/// Is it a day of the week?
pub(super) fn is_weekday(word: &str) -> bool {
    is(DAYS, word)
}

/// Is it a month, in full?
pub(super) fn is_month(word: &str) -> bool {
    is(MONTHS, word)
}

/// Is it a month, in full or cut short?
pub(super) fn is_any_month(word: &str) -> bool {
    is_month(word) || is(SHORT_MONTHS, word)
}
