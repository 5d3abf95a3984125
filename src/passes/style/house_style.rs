//! `house-style`: `NASA` → `Nasa`, `“…”` → `‘…’`, and the other way.

use super::quotations;
use crate::dictionary::scene::Scene;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span};
use crate::proposals::Proposals;

pub(super) const RULE: &str = "house-style";

/// Puts spellings and quotation marks into the style that is asked for.
pub(super) fn run(document: &Document<'_>, out: &mut Proposals) {
    let Some(style) = document.style() else { return };
    for (right, others) in &style.spellings {
        for other in others {
            for span in places(document, other, right) {
                let reason = Reason::new(format!("{} write “{right}”", style.house));
                out.push(Edit::restyle(span, right.as_str(), RULE, reason));
            }
        }
    }
    quotations::run(document, style, out);
}

/// Where `other` stands by itself, outside a line in capitals.
fn places<'d>(document: &'d Document<'_>, other: &'d str, right: &'d str) -> impl Iterator<Item = Span> + 'd {
    let text = document.text();
    let first = other.split([' ', '.']).next().unwrap_or(other);
    let stands = document.survey().find(first).is_some();
    let found = memchr::memmem::find_iter(text.as_bytes(), other.as_bytes()).take_while(move |_| stands);
    let stops = right.ends_with('.') || other.ends_with('.');
    found.map(move |at| Span::new(at, at + other.len())).filter(move |span| {
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '@' | '#' | '_' | '/' | '&' | '\\'));
        let scene = Scene { text, survey: document.survey() };
        // A title with or without its stop stands before a name.
        let titled = || text[span.end()..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        free(document.before(span.start()))
            && free(document.after(span.end()))
            && (!stops || titled())
            && !scene.in_capitals(*span)
    })
}
