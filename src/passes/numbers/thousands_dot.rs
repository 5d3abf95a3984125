//! `250.000 people` → `250,000 people`

use super::figure::{counts_things, figure, is_large_unit, is_money, is_rate, is_unit, label_before, next_word, sign_before};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::passes::marks::odd_marks::Oddity;
use crate::proposals::Proposals;

const RULE: &str = "thousands-dot";

/// The kilometers of a marathon.
const MARATHON: &str = "42.195";

/// Proposes the English thousands comma.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let bytes = document.text().as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut found: Vec<(Span, bool)> = Vec::new();
    for at in document.odd_marks(Oddity::Glued).filter(|&at| bytes[at] == b'.') {
        // Three digits behind the dot, and not a fourth.
        if at == 0 || !digit(at - 1) || !digit(at + 1) || !digit(at + 2) || !digit(at + 3) || digit(at + 4) {
            continue;
        }
        let Some(span) = figure(document, at).filter(|span| found.last().is_none_or(|f| f.0 != *span)) else { continue };
        match judge(document, span, document.habits().thousands_dots().is_some()) {
            Ok(sure) => found.push((span, sure)),
            Err(why) => out.left(RULE, span, || why),
        }
    }
    for (span, sure) in found {
        let number = document.slice(span);
        let shown = document.habits().numbers().thousands_dots;
        let mut reason = Reason::new(format!("English parts the thousands of “{number}” with a comma"));
        if let Some(witness) = shown.first.filter(|w| *w != span) {
            reason = reason.witness(witness);
        }
        let edit = Edit::new(if sure { Tier::Fix } else { Tier::Suggest }, span, number.replace('.', ","), RULE, reason);
        let measured = next_word(document, span).is_some_and(is_unit);
        out.push(match document.habits().thousands_dots().filter(|_| !measured) {
            Some(why) => edit.raised(why),
            None => edit,
        });
    }
}

/// Can the number be nothing but one with dots at its thousands?
pub(crate) fn is_certain(document: &Document<'_>, span: Span) -> bool {
    document.slice(span).contains('.') && judge(document, span, false) == Ok(true)
}

/// Are these thousands, and is that sure? One group of three digits may also be decimals, unless dots are `expected` at the
/// thousands.
fn judge(document: &Document<'_>, span: Span, expected: bool) -> Result<bool, &'static str> {
    let number = document.slice(span);
    let groups: Vec<&str> = number.split('.').collect();
    let first = groups.first().copied().unwrap_or_default();
    if !(1..=3).contains(&first.len()) || first.starts_with('0') || groups[1..].iter().any(|g| g.len() != 3 || g.contains(',')) {
        return Err("it is no number with all its thousands parted: a version, a date, an address or decimals");
    }
    // “part no. 12.345.678-9”, “file 3.141”
    let goes_on = document.after(span.end()).is_some_and(|c| matches!(c, '-' | '/'))
        && document.after(span.end() + 1).is_some_and(|c| c.is_ascii_digit());
    if goes_on || label_before(document, span).is_some() {
        return Err("it names something and counts nothing");
    }
    if is_rate(document, span) {
        return Err("it is a rate of a currency");
    }
    if groups.len() == 4 && groups.iter().all(|g| g.parse::<u8>().is_ok() && *g != "000") {
        return Err("it may be an address");
    }
    if groups.len() > 2 {
        return Ok(true);
    }
    let measured = next_word(document, span).is_some_and(is_unit);
    // Three decimals of a measure are a thousand of it only where decimals are not written so.
    if measured && expected && number != MARATHON && next_word(document, span).is_some_and(is_large_unit) {
        return Ok(false);
    }
    if document.after(span.end()) == Some('%') || measured {
        return Err("what is measured has decimals");
    }
    let things = counts_things(document, span);
    let round = groups[1].ends_with("00");
    let money = sign_before(document, span).is_some() || next_word(document, span).is_some_and(is_money);
    if !(things || money && (round || expected)) {
        return Err("neither things that are counted nor a round sum stand there: the three digits may be decimals");
    }
    Ok(groups[1] == "000" || (round && things))
}
