//! What the dictionary asks of the text around a match.

use crate::edit::Span;
use crate::lexicon;
use crate::survey::{Shape, Survey, Word};

/// A text and its survey.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) survey: &'a Survey<'a>,
}

/// Words after which a name is complete: what names do in news.
const VERBS: &[&str] = &[
    "is",
    "was",
    "has",
    "had",
    "will",
    "would",
    "said",
    "says",
    "announced",
    "reported",
    "told",
    "wants",
    "plans",
    "can",
    "could",
    "did",
    "does",
    "may",
    "might",
    "made",
    "makes",
    "released",
    "launched",
    "wrote",
    "writes",
    "believes",
    "unveiled",
    "released",
    "and",
    "or",
];

/// Words that stand before a common noun and not before a name.
const DETERMINERS: &[&str] = &["a", "an", "this", "that", "every", "each", "some", "any", "no", "more", "most", "very", "such"];

impl<'a> Scene<'a> {
    /// The first place outside `span` where `phrase` stands: whole words, exact case.
    pub(crate) fn elsewhere(self, phrase: &str, span: Span) -> Option<Span> {
        if phrase.chars().all(char::is_alphanumeric) {
            let form = self.survey.find(phrase)?;
            if !span.contains(form.first) {
                return Some(form.first);
            }
            if form.count < 2 {
                return None;
            }
        }
        let mut from = 0;
        while let Some(hit) = whole_word(self.text, phrase, from) {
            if !hit.overlaps(span) {
                return Some(hit);
            }
            from = hit.end();
        }
        None
    }

    /// Does the text show the habit of British and some other papers, Nasa and Unicef?
    pub(crate) fn writes_spoken_acronyms_as_words(self, span: Span) -> bool {
        const SHOWN: &[&str] = &["Nasa", "Nato", "Unicef", "Unesco", "Fifa", "Uefa", "Opec", "Asean", "Unrwa", "Defra", "Ukip"];
        SHOWN.iter().any(|form| self.elsewhere(form, span).is_some())
    }

    /// The word before `offset` in the same paragraph; `None` at its start or after other marks than a space, hyphen or quote.
    pub(crate) fn word_before(self, offset: usize) -> Option<&'a str> {
        let index = self.survey.word_at(offset).checked_sub(1)?;
        let word = self.survey.words()[index].span();
        let between = self.text.get(word.end()..offset)?;
        (!between.contains('\n')).then(|| &self.text[word.range()])
    }

    /// The word after `offset` in the same paragraph.
    pub(crate) fn word_after(self, offset: usize) -> Option<&'a str> {
        let word = self.survey.words().get(self.survey.word_at(offset))?.span();
        let between = self.text.get(offset..word.start())?;
        (!between.contains('\n')).then(|| &self.text[word.range()])
    }

    /// Is `offset` where a sentence begins: the start of a paragraph, or behind `. ! ? :` or a quotation mark?
    pub(crate) fn sentence_start(self, offset: usize) -> bool {
        let before =
            self.text[..offset].trim_end_matches(|c: char| c != '\n' && (c.is_whitespace() || "“”\"‘«„(*•-–—".contains(c)));
        match before.chars().next_back() {
            None | Some('\n' | '!' | '?' | '…') => true,
            Some('.') => true,
            Some(_) => false,
        }
    }

    /// Does `span` stand where a name does?
    pub(crate) fn stands_as_name(self, span: Span) -> bool {
        let matched = &self.text[span.range()];
        let capital = matched.chars().next().is_some_and(char::is_uppercase);
        let own_article = matched.split(' ').next().is_some_and(|w| w.eq_ignore_ascii_case("the"));
        if let Some(before) = self.word_before(span.start()) {
            let adjacent = self.text[..span.start()].ends_with(' ');
            // "said that In depth won": behind a conjunction the capital is the name's own.
            let conjunction = capital && before == "that";
            if adjacent && !conjunction && DETERMINERS.contains(&before.to_lowercase().as_str()) {
                return false;
            }
        }
        if capital && !own_article && !self.sentence_start(span.start()) {
            return true;
        }
        let rest = &self.text[span.end()..];
        if ["’s", "'s", ",", ".", ";", ")", "?", "!"].iter().any(|mark| rest.starts_with(mark))
            || rest.trim_start_matches(' ').is_empty()
        {
            return true;
        }
        self.word_after(span.end()).is_some_and(|w| VERBS.contains(&w))
    }

    /// Does `span` stand in mid-sentence, capitalised, beside another capitalised word?
    pub(crate) fn stands_inside_name(self, span: Span) -> bool {
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let (before, after) = (&self.text[..span.start()], &self.text[span.end()..]);
        if !capital(&self.text[span.range()]) || before.trim_end().ends_with(':') || self.in_title_case(span) {
            return false;
        }
        let neighbour = before.ends_with(' ') && self.word_before(span.start()).is_some_and(capital);
        if neighbour && before.trim_end().ends_with(char::is_alphanumeric) {
            // "In Financial institution …": one capital before it says nothing at the start of a sentence.
            let word = self.survey.word_at(span.start()).saturating_sub(1);
            return !self.sentence_start(self.survey.words()[word].span().start())
                || !lexicon::class(&self.text[self.survey.words()[word].span().range()]).is_usual();
        }
        if self.sentence_start(span.start()) {
            return false;
        }
        let linked = after.strip_prefix(" of ").or_else(|| after.strip_prefix(" of the ")).or_else(|| after.strip_prefix(' '));
        linked.is_some_and(capital)
    }

    /// Does `span` stand by itself in an English sentence, no part of a longer name, a quotation or a gloss?
    pub(crate) fn stands_alone(self, span: Span) -> bool {
        const FOREIGN: &str =
            "de du des la le les el los las der die das den dem des di da do dos della del von van y et und e i al";
        const ENGLISH: &str = "The In At From To Of On For And But By With President Minister Mayor Governor Monday Tuesday Wednesday \
            Thursday Friday Saturday Sunday January February March April May June July August September October November December";
        let (before, after) = (&self.text[..span.start()], &self.text[span.end()..]);
        const MARKS: &[char] = &['(', '[', '"', '“', '„', '«', '‘', '\'', '’', '-', '‑', '/', '@', '#', '_', '.', '–'];
        let stop = after.starts_with(['.', '\'', '’']);
        if before.ends_with(MARKS) || after.starts_with(MARKS) && !stop || after.starts_with([')', ']', '”', '»']) {
            return false;
        }
        let within = |list: &str, word: &str| list.split_whitespace().any(|w| w == word);
        let foreign = |word: &str| within(FOREIGN, word) || word.starts_with(char::is_uppercase) && !within(ENGLISH, word);
        let beside = |word: Option<&'a str>, adjacent: bool| adjacent && word.is_some_and(foreign);
        !beside(self.word_before(span.start()), before.ends_with(' '))
            && !beside(self.word_after(span.end()), after.starts_with(' '))
            && !self.in_title_case(span)
    }

    /// Does `span` stand as the subject of a sentence about a company, with no article or adjective in reach that could make it
    /// a common noun?
    pub(crate) fn stands_bare(self, span: Span) -> bool {
        const SAYING: &[&str] = &[
            "said",
            "says",
            "announced",
            "has",
            "had",
            "is",
            "was",
            "will",
            "would",
            "seems",
            "seemed",
            "plans",
            "wants",
            "launched",
            "released",
            "unveiled",
            "sells",
            "makes",
            "made",
            "hopes",
            "expects",
            "confirmed",
            "denied",
            "decided",
            "bought",
        ];
        const OPENING: &[&str] = &[
            "time",
            "that",
            "when",
            "while",
            "and",
            "but",
            "because",
            "if",
            "how",
            "why",
            "whether",
            "than",
            "before",
            "after",
            "since",
            "until",
            "said",
            "says",
            "though",
            "although",
            "so",
            "then",
            "year",
            "now",
            "today",
            "yesterday",
        ];
        self.text[span.end()..].starts_with(' ')
            && self.text[..span.start()].ends_with(' ')
            && self.word_after(span.end()).is_some_and(|w| SAYING.contains(&w))
            && self.word_before(span.start()).is_some_and(|w| OPENING.contains(&w))
    }

    /// Is the paragraph around `span` written in capitals, but for a few words?
    pub(crate) fn in_capitals(self, span: Span) -> bool {
        let Some(paragraph) = self.survey.paragraph_at(span.start()) else { return false };
        let (from, to) = (self.survey.word_at(paragraph.start()), self.survey.word_at(paragraph.end()));
        let words = self.survey.words()[from..to].iter().take(40);
        let (mut upper, mut others) = (0, 0);
        for word in words.filter(|w| w.span().start() != span.start()) {
            match self.survey.form(*word).shape {
                Shape::Upper => upper += 1,
                Shape::Lower | Shape::Capitalised | Shape::Mixed => others += 1,
                _ => {}
            }
        }
        upper > others
    }

    /// Is the paragraph around `span` written as a headline: nearly every word of it with a capital, and no stop at its end?
    pub(crate) fn in_title_case(self, span: Span) -> bool {
        let Some(paragraph) = self.survey.paragraph_at(span.start()) else { return false };
        let (from, to) = (self.survey.word_at(paragraph.start()), self.survey.word_at(paragraph.end()));
        if self.text[paragraph.range()].ends_with(['.', '!', '?', '”', '"', ':', ';', ',']) {
            return false;
        }
        let (mut capital, mut lower) = (0, 0);
        for word in self.survey.words()[from..to].iter().take(40) {
            match self.survey.form(*word).shape {
                Shape::Lower if word.span().len() > 3 => lower += 1,
                Shape::Capitalised | Shape::Upper | Shape::Mixed => capital += 1,
                _ => {}
            }
        }
        capital > lower * 3
    }

    /// Is the line, or the quotation around `span`, a headline or a title: has it no small word but little ones? Longer lines are neither.
    pub(crate) fn in_titled_phrase(self, span: Span) -> bool {
        const LONGEST: usize = 1000;
        let Some(paragraph) = self.survey.paragraph_at(span.start()).filter(|p| p.len() < LONGEST) else { return false };
        let (before, after) = (&self.text[paragraph.start()..span.start()], &self.text[span.end()..paragraph.end()]);
        let quoted = before.rfind(['"', '“', '”']).zip(after.find(['"', '“', '”']));
        let inside = quoted.map(|(open, close)| Span::new(paragraph.start() + open, span.end() + close));
        [Some(paragraph), inside].into_iter().flatten().any(|phrase| {
            let (from, to) = (self.survey.word_at(phrase.start()), self.survey.word_at(phrase.end()));
            let words = &self.survey.words()[from..to];
            let shape = |w: &Word| self.survey.form(*w).shape;
            let small = |w: &Word| shape(w) == Shape::Lower && w.span().len() > 3;
            let capital = words.iter().filter(|w| matches!(shape(w), Shape::Capitalised | Shape::Upper | Shape::Mixed)).count();
            (3..40).contains(&words.len()) && capital >= 3 && !words.iter().any(small)
        })
    }
}

/// The first place at or after `from` where `phrase` stands as whole words.
pub(super) fn whole_word(text: &str, phrase: &str, from: usize) -> Option<Span> {
    let finder = memchr::memmem::Finder::new(phrase);
    let mut at = from;
    while let Some(hit) = finder.find(text.as_bytes().get(at..)?) {
        let (start, end) = (at + hit, at + hit + phrase.len());
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if !inner(text[..start].chars().next_back()) && !inner(text[end..].chars().next()) {
            return Some(Span::new(start, end));
        }
        at = start + phrase.chars().next().map_or(1, char::len_utf8);
    }
    None
}
