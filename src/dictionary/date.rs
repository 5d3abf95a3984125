//! When was a text written? The newest day that it names, as far as it can be told.
//!
//! A day or month with its year (`24 July 2023`, `July 24, 2023`, `July 2023`, `2023-07-24`) counts for more than a year alone; a year
//! alone counts only behind a word that tells of the past or present (in, since, of …). What lies ahead (`by 2030`, `until
//! May 2031`) is not looked at. A text that names no day has no date, and a gate that asks for one stays shut.

/// Year, month, day.
type Day = (u16, u8, u8);

/// The first and the last day that a date can mean: both the same for a day, the ends of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) first: Day,
    pub(super) last: Day,
}

const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

impl Date {
    /// Of `2023-07-24`, `2023-07` or `2023`.
    pub(super) fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok().filter(|y| (1800..2200).contains(y))?;
        let month = parts.next().map(|m| m.parse().ok().filter(|m| (1..=12).contains(m))).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|d| d.parse().ok().filter(|d| (1..=31).contains(d))).map_or(Some(None), |d| d.map(Some))?;
        parts.next().is_none().then(|| Date::of(year, month, day))
    }

    fn of(year: u16, month: Option<u8>, day: Option<u8>) -> Date {
        Date { first: (year, month.unwrap_or(1), day.unwrap_or(1)), last: (year, month.unwrap_or(12), day.unwrap_or(31)) }
    }
}

/// The date of a text.
pub(super) fn of(text: &str) -> Option<Date> {
    let mut best: Option<(bool, Date)> = None;
    let digits = text.match_indices(['1', '2']).filter_map(|(at, _)| Some((at, text.get(at..at + 4)?)));
    for (at, year) in digits.filter(|(_, y)| y.bytes().all(|b| b.is_ascii_digit())) {
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, rest) = (&text[..at], &text[at + 4..]);
        let Some(year) = year.parse::<u16>().ok().filter(|y| (1900..2100).contains(y)) else { continue };
        if inner(before.chars().next_back()) || inner(rest.chars().next()) {
            continue;
        }
        let iso = text.get(at..at + 10).and_then(Date::parse);
        if let Some(found) = iso.map(|date| (true, date)).or_else(|| behind(before, year)) {
            // A full date counts for more than a year alone; of equals, the newest is when the text was written.
            best = best.max(Some(found));
        }
    }
    best.map(|(_, date)| date)
}

/// The date that ends in `year`, by the words before it; is it more than a year?
fn behind(before: &str, year: u16) -> Option<(bool, Date)> {
    const AHEAD: &[&str] = &["by", "until", "till", "before", "to", "towards", "through"];
    const TOLD: &[&str] =
        &["in", "since", "of", "during", "from", "early", "late", "mid", "summer", "spring", "autumn", "winter"];
    let trimmed = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut words = before.rsplit(char::is_whitespace).map(trimmed).filter(|w| !w.is_empty());
    let number = |w: &str| w.trim_end_matches(char::is_alphabetic).parse().ok().filter(|d| (1..=31).contains(d));
    let month = |w: &str| {
        let found = MONTHS.iter().position(|m| *m == w || w.len() >= 3 && w.len() <= 4 && m.starts_with(w));
        found.map(|i| i as u8 + 1)
    };
    let first = words.next()?;
    let second = words.next().unwrap_or_default();
    let (date, lead) = match (month(&first), number(&first), month(&second)) {
        (Some(m), ..) => match number(&second) {
            Some(day) => (Date::of(year, Some(m), Some(day)), words.next().unwrap_or_default()),
            None => (Date::of(year, Some(m), None), second),
        },
        (None, Some(day), Some(m)) => (Date::of(year, Some(m), Some(day)), words.next().unwrap_or_default()),
        _ if TOLD.contains(&first.as_str()) => return Some((false, Date::of(year, None, None))),
        _ => return None,
    };
    (!AHEAD.contains(&lead.as_str())).then_some((true, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_day_is_the_date() {
        let date = |text| of(text).map(|d| (d.first, d.last));
        let day = |y, m, d| Some(((y, m, d), (y, m, d)));
        assert_eq!(date("On 3 May 2021 and on July 24, 2023 it rained."), day(2023, 7, 24));
        assert_eq!(date("updated 2024-02-01 12:00"), day(2024, 2, 1));
        assert_eq!(date("since March 2020 and by May 2031"), Some(((2020, 3, 1), (2020, 3, 31))));
        assert_eq!(date("founded in 1998, cut by 2030"), Some(((1998, 1, 1), (1998, 12, 31))));
        assert_eq!(date("2023 seats, 1999 cars, no. 20231"), None);
    }

    #[test]
    fn days_months_and_years_are_read() {
        assert_eq!(Date::parse("2023-07").map(|d| d.last), Some((2023, 7, 31)));
        assert_eq!(Date::parse("2023"), Some(Date { first: (2023, 1, 1), last: (2023, 12, 31) }));
        assert_eq!(Date::parse("July 2023"), None);
    }
}
