//! Capitals in a text whose links are known to have been translated by themselves: where a capital says nothing any more, what
//! English has no name for at its place is pointed at too. Only suggestions come from here.

use super::capitals::{is_capital, is_role};
use super::grammar::{demands, is_closed};
use super::run::{continues_name, is_common_capital, is_habit, lower_count, sentence_start};
use super::verbs::{is_third_person, tells};
use super::words::{COUNTS, DETERMINERS, INSIDE_NAMES, MODALS, PRONOUNS, is};
use crate::dictionary::scene::Scene;
use crate::document::Document;
use crate::edit::Span;
use crate::lexicon::{self, Commonness};
use crate::passes::calendar::is_weekday;
use crate::survey::Shape;

/// What stands before a run of capitals.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// A word in small letters, or the end of a contraction (that’s).
    Small,
    /// A name in the genitive.
    Owner,
    /// A name, or the first word of its sentence.
    Name,
    /// A function word that begins its sentence.
    Opening,
}

/// A run of capitalised common words and what stands around it.
struct Place<'d, 't> {
    document: &'d Document<'t>,
    first: usize,
    length: usize,
    before: Before,
    /// Is the next word a small one, with a space between?
    onward: bool,
    /// Does a name or number follow?
    name_follows: bool,
}

/// How many capitalised words from `index` are to be written small, if any.
pub(super) fn stray(document: &Document<'_>, index: usize) -> Option<usize> {
    let place = Place::of(document, index)?;
    let scene = Scene { text: document.text(), survey: document.survey() };
    let length = place.stray()?;
    let words = &document.survey().words()[index..index + length];
    let span = Span::new(words[0].span().start(), words[length - 1].span().end());
    (!scene.in_title_case(span)).then_some(length)
}

impl<'d, 't> Place<'d, 't> {
    fn of(document: &'d Document<'t>, first: usize) -> Option<Self> {
        let words = document.survey().words();
        let text = document.text();
        let gap = |i: usize| text.get(words[i].span().end()..words.get(i + 1)?.span().start());
        if gap(first - 1)? != " " {
            return None;
        }
        let length = 1
            + (first + 1..words.len()).take_while(|&i| gap(i - 1) == Some(" ") && is_common_capital(document, words[i])).count();
        let after = words.get(first + length).map(|w| document.survey().form(*w).shape);
        let (spaced, rest) = (gap(first + length - 1) == Some(" "), &text[words[first + length - 1].span().end()..]);
        if length > 4 || rest.starts_with(['-', '’', '\'', '/', '@', '_']) {
            return None;
        }
        Some(Place {
            document,
            first,
            length,
            before: before(document, first)?,
            onward: spaced && after == Some(Shape::Lower),
            name_follows: spaced && !matches!(after, Some(Shape::Lower) | None),
        })
    }

    fn word(&self, at: usize) -> &'t str {
        self.document.word(self.document.survey().words()[self.first + at])
    }

    fn stray(&self) -> Option<usize> {
        if is_habit(self.document, self.first, self.length) {
            return None;
        }
        let first = self.word(0).to_lowercase();
        let before = match self.document.word(self.document.survey().words()[self.first - 1]) {
            "ve" => "have",
            "re" | "s" | "m" => "is",
            "ll" | "d" => "will",
            "t" => "not",
            word => word,
        };
        match self.before {
            Before::Small if self.is_demanded(before, &first) => Some(self.small_ones()),
            Before::Name if self.is_told(&first) => Some(self.small_ones()),
            _ if self.name_follows || is_list(self.document, self.first + self.length) => None,
            Before::Small => self.is_plain(before).then_some(self.length),
            Before::Owner => {
                ((self.is_text_word() || self.onward) && self.is_unnamed() || self.is_count(&first)).then_some(self.length)
            }
            Before::Name => {
                let once = || self.document.survey().find(self.word(0)).is_some_and(|f| f.count == 1);
                let adjective = || ["an", "ish", "ese", "ic", "i"].iter().any(|end| before.ends_with(end));
                let noun = self.onward && self.is_text_word() && self.is_unnamed() && once() && adjective();
                (noun || self.is_hour(before, &first)).then_some(self.length)
            }
            Before::Opening => {
                let office = self.length > 1 && is_capital(self.word(self.length - 1));
                (self.onward && self.is_text_word() && !office || self.has_verb()).then_some(self.length)
            }
        }
    }

    /// Has the place no room for a name: a closed class, a verb behind “to”, a participle behind “been”?
    fn is_demanded(&self, before: &str, first: &str) -> bool {
        let run = [first.to_owned()];
        let closed = is_closed(first) && !(self.length > 1 && is(INSIDE_NAMES, first));
        (closed || demands(before, &run, self.onward)) && !(self.name_follows && self.length == 1 && is(DETERMINERS, before))
    }

    /// Behind a name, a verb or a small word; not where a title goes on (Girls Just Want to Have Fun).
    fn is_told(&self, first: &str) -> bool {
        let words = self.document.survey().words();
        let tells =
            is_closed(first) && !is(INSIDE_NAMES, first) || tells(first) || first == "told" || self.is_third_person(first);
        // “Campaign Against Hunger”, “Who Wants to Be a Star”: more capitals of common words make a title.
        let small = |i: usize| is_closed(&self.word(i).to_lowercase()) || is(INSIDE_NAMES, &self.word(i).to_lowercase());
        let title = !(1..self.length).all(small)
            || words[self.first + self.length..].iter().take(4).any(|w| is_common_capital(self.document, *w));
        let named = words[self.first - 1];
        let titled = is_common_capital(self.document, named) && !sentence_start(self.document.text(), named.span());
        tells && self.onward && !title && !titled && !lexicon::class(first).name
    }

    /// `Crosses The river`, `Takes down`: a verb whose object or particle shows it.
    fn is_third_person(&self, first: &str) -> bool {
        const SHOWING: &[&str] = &["the", "a", "an", "its", "their", "his", "that", "down", "up", "off", "out", "away", "back"];
        let next = self.document.survey().words().get(self.first + 1).map(|w| self.document.word(*w).to_lowercase());
        is_third_person(first) && !is_capital(self.word(0)) && next.is_some_and(|n| is(SHOWING, &n))
    }

    /// Of a run whose first word is a stray one: how many of its words go with it.
    fn small_ones(&self) -> usize {
        let more = (1..self.length).take_while(|&i| {
            let word = self.word(i).to_lowercase();
            is_closed(&word) || is(INSIDE_NAMES, &word) || self.onward && self.is_small_elsewhere(i)
        });
        1 + more.count()
    }

    /// Behind a small word: `a Recent Surge in`, or a role that the text writes small elsewhere.
    fn is_plain(&self, before: &str) -> bool {
        let role = |i: usize| is_role(self.word(i)) && self.is_small_elsewhere(i);
        let usual = |i: usize| {
            let class = lexicon::class(self.word(i));
            !is_capital(self.word(i))
                && !class.mixed
                && (self.is_small_elsewhere(i) || class.is_usual() && (!class.name || class.commonness == Commonness::Core))
        };
        let indefinite = is(&["a", "an", "another", "every", "each"], before) && self.onward;
        let across = continues_name(self.document, self.first);
        if across {
            return before == "the" && self.onward && (0..self.length).all(|i| usual(i) && self.is_small_elsewhere(i));
        }
        (indefinite && (0..self.length).all(usual))
            || (self.length == 1 && role(0) && !is(&["of"], before))
            || ((0..self.length).all(|i| usual(i) && self.is_small_elsewhere(i)) && self.onward)
    }

    /// Has the text all its words in small letters, or are they small words by themselves?
    fn is_text_word(&self) -> bool {
        (0..self.length).all(|i| self.is_small_elsewhere(i) || is_closed(&self.word(i).to_lowercase()))
    }

    /// No word that names are made of.
    fn is_unnamed(&self) -> bool {
        (0..self.length).all(|i| !is_capital(self.word(i)) && !lexicon::class(self.word(i)).name)
    }

    fn is_small_elsewhere(&self, at: usize) -> bool {
        lower_count(self.document, self.word(at)) > 0
    }

    fn is_count(&self, first: &str) -> bool {
        self.length == 1 && self.onward && is(COUNTS, first)
    }

    /// `Sunday Morning`; not in quotation marks, as a title.
    fn is_hour(&self, before: &str, first: &str) -> bool {
        let day = self.document.survey().words()[self.first - 1].span();
        is(&["morning", "afternoon", "evening", "night"], first)
            && is_weekday(before)
            && self.document.before(day.start()) == Some(' ')
    }

    /// `Its Banishment Would be`: the end of the run is a verb.
    fn has_verb(&self) -> bool {
        let last = self.word(self.length - 1).to_lowercase();
        let word = |i: usize| lexicon::class(self.word(i)).is_word();
        self.length > 1 && self.onward && (is(MODALS, &last) || is_closed(&last)) && (0..self.length).all(word)
    }
}

fn before(document: &Document<'_>, first: usize) -> Option<Before> {
    let words = document.survey().words();
    let (word, text) = (words[first - 1], document.text());
    let form = document.survey().form(word);
    if text[..word.span().start()].ends_with(['’', '\'']) && first >= 2 {
        let owner = document.survey().form(words[first - 2]);
        let name = document.word(words[first - 2]).to_lowercase();
        let contraction = document.word(word) != "s" || is(PRONOUNS, &name) || is(&["that", "there", "here", "what"], &name);
        return match owner.shape {
            _ if contraction => Some(Before::Small),
            Shape::Lower => None,
            _ => Some(Before::Owner),
        };
    }
    match form.shape {
        Shape::Lower => form.class.is_word().then_some(Before::Small),
        Shape::Capitalised | Shape::Upper | Shape::Mixed if sentence_start(text, word.span()) => {
            let lower = document.word(word).to_lowercase();
            let opens = is(DETERMINERS, &lower) || is(&["in", "for", "on", "at", "with", "under", "after"], &lower);
            Some(if opens { Before::Opening } else { Before::Name })
        }
        Shape::Capitalised | Shape::Upper | Shape::Mixed => Some(Before::Name),
        _ => None,
    }
}

/// Does a name go on behind “and” or “of”: “Immigration and Customs”?
fn is_list(document: &Document<'_>, next: usize) -> bool {
    super::run::goes_on_as_name(document, next)
}
