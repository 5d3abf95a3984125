//! A number as it stands in the text, and what stands around it.

use crate::document::Document;
use crate::edit::Span;
use crate::passes::marks::around::{is_space, spaces_after, spaces_before, word_after, word_before};
use crate::survey::{Shape, Word};

/// Signs that stand before an amount in English.
pub(super) const SIGNS: [char; 5] = ['$', '£', '€', '¥', '₹'];

/// Longest half of a number, in bytes; longer rows are no numbers.
const LONGEST: usize = 40;

/// The run of digits, commas and stops around `at`, beginning and ending with a digit; not part of a longer token.
pub(crate) fn figure(document: &Document<'_>, at: usize) -> Option<Span> {
    let bytes = document.text().as_bytes();
    let part = |b: &u8| b.is_ascii_digit() || matches!(b, b',' | b'.');
    let (from, to) = (at.saturating_sub(LONGEST), (at + LONGEST).min(bytes.len()));
    let mut start = bytes[from..at].iter().rposition(|b| !part(b)).map_or(from, |i| from + i + 1);
    let mut end = bytes[at..to].iter().position(|b| !part(b)).map_or(to, |i| at + i);
    while start < end && !bytes[start].is_ascii_digit() {
        start += 1;
    }
    while end > start && !bytes[end - 1].is_ascii_digit() {
        end -= 1;
    }
    if at < start || at >= end || end - start >= LONGEST {
        return None;
    }
    let joined = document.before(start).is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '#' | ':' | '.'));
    (!joined).then(|| Span::new(start, end))
}

/// The sign directly before a number, or with a space between.
pub(super) fn sign_before(document: &Document<'_>, number: Span) -> Option<char> {
    document.before(spaces_before(document.text(), number.start())).filter(|c| SIGNS.contains(c))
}

/// The word after a number, past one space.
pub(super) fn next_word<'d>(document: &Document<'d>, number: Span) -> Option<&'d str> {
    word_after(document, spaces_after(document.text(), number.end())).map(|w| document.word(w))
}

/// The word before a number, past one space.
pub(super) fn previous_word<'d>(document: &Document<'d>, number: Span) -> Option<&'d str> {
    word_before(document, spaces_before(document.text(), number.start())).map(|w| document.word(w))
}

/// Is the number followed by what is counted: a plural among the next two words (`45.000 new cases`), `people`, `-strong`?
pub(super) fn counts_things(document: &Document<'_>, number: Span) -> bool {
    let survey = document.survey();
    let from = survey.word_at(number.end());
    let mut at = number.end();
    let joined = document.after(at) == Some('-');
    for word in survey.words().iter().skip(from).take(3) {
        let between = &document.text()[at..word.span().start()];
        if !(between.chars().all(is_space) && !between.is_empty() || between == "-") {
            return false;
        }
        let text = document.word(*word);
        if joined {
            return matches!(text, "strong" | "seat" | "seater" | "member" | "capacity");
        }
        // “the 10.000 tie in gymnastics”: what is counted does not stand behind a small word.
        let small =
            matches!(text, "in" | "of" | "at" | "for" | "to" | "on" | "by" | "from" | "with" | "and" | "or" | "the" | "than");
        if is_unit(text) || small || survey.form(*word).shape == Shape::Number {
            return false;
        }
        let plural = text.len() > 3 && text.ends_with('s') && !text.ends_with("ss") && survey.form(*word).class.is_word();
        if plural && !matches!(text, "this" | "less" | "was" | "has" | "does" | "years" | "always")
            || matches!(text, "people" | "men" | "women" | "children" | "police" | "personnel" | "troops" | "years")
        {
            return true;
        }
        if survey.form(*word).shape != Shape::Lower {
            return false;
        }
        at = word.span().end();
    }
    false
}

/// Units and things that are measured, where three decimals make sense.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "km" | "m"
            | "cm"
            | "mm"
            | "kg"
            | "g"
            | "mg"
            | "l"
            | "ml"
            | "s"
            | "ms"
            | "kilometers"
            | "kilometres"
            | "kilometer"
            | "kilometre"
            | "meters"
            | "metres"
            | "meter"
            | "metre"
            | "miles"
            | "mile"
            | "feet"
            | "inches"
            | "seconds"
            | "minutes"
            | "hours"
            | "points"
            | "point"
            | "times"
            | "degrees"
            | "percent"
            | "percentage"
            | "per"
            | "grams"
            | "kilograms"
            | "kilos"
            | "litres"
            | "liters"
            | "gallons"
            | "ounces"
            | "pounds"
            | "volts"
            | "watts"
            | "hectares"
            | "acres"
            | "tons"
            | "tonnes"
            | "million"
            | "billion"
            | "trillion"
            | "GHz"
            | "MHz"
            | "GW"
            | "MW"
            | "kW"
            | "kWh"
            | "GB"
            | "MB"
            | "TB"
            | "seats"
            | "goals"
            | "wins"
    )
}

/// Words that a number behind them names, and does not count: `flight 12 100`, `pages 3,4`, `part no. 12.345.678`.
pub(super) fn is_label(word: &str) -> bool {
    matches!(
        word,
        "page"
            | "pages"
            | "chapter"
            | "chapters"
            | "verse"
            | "verses"
            | "section"
            | "sections"
            | "article"
            | "articles"
            | "clause"
            | "rule"
            | "rules"
            | "paragraph"
            | "paragraphs"
            | "number"
            | "numbers"
            | "no"
            | "nos"
            | "No"
            | "Nos"
            | "lot"
            | "lots"
            | "room"
            | "rooms"
            | "seat"
            | "gate"
            | "platform"
            | "bus"
            | "route"
            | "routes"
            | "line"
            | "lines"
            | "flight"
            | "flights"
            | "channel"
            | "model"
            | "type"
            | "part"
            | "file"
            | "invoice"
            | "order"
            | "case"
            | "version"
            | "build"
            | "serial"
            | "sizes"
            | "question"
            | "questions"
            | "item"
            | "items"
            | "figure"
            | "figures"
            | "table"
            | "tables"
            | "ISBN"
            | "IBAN"
            | "phone"
            | "tel"
            | "box"
            | "postcode"
            | "code"
            | "ID"
            | "id"
            | "year"
            | "since"
    )
}

/// The word that a number follows, past a space and the stop of an abbreviation: `no. 3`.
pub(super) fn label_before<'d>(document: &Document<'d>, number: Span) -> Option<&'d str> {
    let end = spaces_before(document.text(), number.start());
    let end = if document.before(end) == Some('.') && end < number.start() { end - 1 } else { end };
    word_before(document, end).map(|w| document.word(w)).filter(|w| is_label(w))
}

/// Does a currency stand among the few words before, so that the number is its rate: `the euro at 1.085 dollars`?
pub(super) fn is_rate(document: &Document<'_>, number: Span) -> bool {
    let survey = document.survey();
    let at = survey.word_at(number.start());
    let near = &survey.words()[at.saturating_sub(6)..at];
    let text = document.text();
    let unit = |pair: &[Word]| {
        matches!(document.word(pair[0]), "the" | "The" | "a" | "one" | "each" | "per")
            && is_money(document.word(pair[1]))
            && !text[pair[1].span().end()..number.start()].contains(['.', '\n'])
    };
    near.windows(2).any(unit)
        || matches!(previous_word(document, number), Some("at" | "to") if document.slice(number).starts_with("1."))
}

/// Units of which a news text counts thousands.
pub(super) fn is_large_unit(word: &str) -> bool {
    matches!(
        word,
        "km" | "kilometers"
            | "kilometres"
            | "miles"
            | "meters"
            | "metres"
            | "hectares"
            | "acres"
            | "tons"
            | "tonnes"
            | "kilos"
            | "kilograms"
            | "litres"
            | "liters"
            | "MW"
            | "hours"
            | "seats"
            | "feet"
    )
}

/// Currencies as words behind an amount.
pub(super) fn is_money(word: &str) -> bool {
    matches!(
        word,
        "euro"
            | "euros"
            | "Euro"
            | "Euros"
            | "EUR"
            | "CZK"
            | "PLN"
            | "HUF"
            | "RUB"
            | "UAH"
            | "TRY"
            | "SEK"
            | "NOK"
            | "DKK"
            | "GBP"
            | "JPY"
            | "CNY"
            | "BRL"
            | "RON"
            | "USD"
            | "CHF"
            | "dollars"
            | "dollar"
            | "francs"
            | "crowns"
            | "kronor"
            | "kroner"
            | "zlotys"
            | "rubles"
            | "roubles"
            | "hryvnias"
            | "pounds"
            | "lira"
            | "lei"
            | "pesos"
            | "reais"
            | "rand"
            | "rupiah"
            | "dong"
            | "yen"
            | "yuan"
            | "won"
    )
}
