//! What is known of the words of a run: a hash table in which each is looked up once and not once a text.

use std::cell::Cell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::form::{Form, Lists};
use super::head::Head;
use super::vocabulary::{Open, Part};
use super::{Shape, Survey};
use crate::dictionary::{Before, Lead, Opening};
use crate::edit::Span;
use crate::lexicon;

/// The words of a run, by their letters and by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A hash table of them, at least half of its places free; how many it has is a power of two. The number of a word is its
    /// place, so that one look at memory finds it and says what it is.
    pub(super) forms: Vec<Form>,
    /// How many words there are.
    pub(super) count: usize,
    /// The words longer than a [`Head`] holds, one behind the other, with a line feed behind each.
    letters: String,
    /// What words lead to in the dictionaries, word by word.
    openings: Vec<Opening>,
    /// What begins forms that go on to a word, each once.
    pub(super) befores: Vec<Before>,
    /// Where in that list each lies.
    places: HashMap<Before, u32, FixedState>,
}

/// Places of the table at first.
const FIRST_PLACES: usize = 1 << 10;

impl Table {
    /// Forgets every word.
    pub(super) fn clear(&mut self) {
        self.forms.fill(Form::free());
        self.count = 0;
        self.letters.clear();
        self.openings.clear();
        self.befores.clear();
        self.places.clear();
    }

    /// The number of a word, if it was met.
    pub(super) fn id(&self, head: Head, word: &str) -> Option<u32> {
        let mut at = self.home(head)?;
        loop {
            let form = &self.forms[at];
            if form.is_free() {
                return None;
            }
            if form.is(head, word, &self.letters) {
                return Some(at as u32);
            }
            at = (at + 1) & (self.forms.len() - 1);
        }
    }

    /// Where a word lies, if not behind that; nothing has a place before there are any.
    fn home(&self, head: Head) -> Option<usize> {
        self.forms.len().checked_sub(1).map(|last| head.hash() as usize & last)
    }

    /// Is there no room for so many words more?
    fn is_full(&self, words: usize) -> bool {
        (self.count + words) * 2 > self.forms.len()
    }

    /// Makes room for more words; says where each place has gone.
    fn grow(&mut self) -> Vec<u32> {
        let places = (self.forms.len() * 2).max(FIRST_PLACES);
        let old = std::mem::replace(&mut self.forms, vec![Form::free(); places]);
        let place = |form: Form| if form.is_free() { 0 } else { self.enter(form) };
        old.into_iter().map(place).collect()
    }

    /// Puts a form into a free place, and says which.
    fn enter(&mut self, form: Form) -> u32 {
        let last = self.forms.len() - 1;
        let mut at = form.head.hash() as usize & last;
        while !self.forms[at].is_free() {
            at = (at + 1) & last;
        }
        self.forms[at] = form;
        at as u32
    }

    /// What a word leads to in the dictionaries, layer by layer.
    #[inline]
    pub(super) fn openings(&self, form: &Form) -> &[Opening] {
        &self.openings[form.opening as usize..][..usize::from(form.layers)]
    }

    #[cold]
    fn learn(&mut self, head: Head, word: &str, open: &Open<'_>) -> u32 {
        let letters = self.letters.len() as u32;
        if head.is_long() {
            self.letters.push_str(word);
            self.letters.push('\n');
        }
        let opening = self.openings.len() as u32;
        let Part { key, near, lead, before } = open(word, &mut self.openings);
        let layers = (self.openings.len() as u32 - opening) as u8;
        let (shape, class) = (shape(word), lexicon::class(word));
        let odd = !class.is_known() || shape == Shape::Alphanumeric;
        let (small, english) = (shape == Shape::Lower, class.is_word());
        // Whether longer forms go on from a form is not asked: it stands anyway.
        let alone = lead == Lead::ALONE;
        let lead = if alone { Lead::NONE } else { lead };
        let told = [
            (key, Lists::KEY),
            (near, Lists::NEAR),
            (odd, Lists::ODD),
            (small, Lists::SMALL),
            (english, Lists::WORD),
            (alone, Lists::ALONE),
        ];
        let lists = told.iter().fold(Lists::of(word, shape), |lists, &(is, list)| if is { lists | list } else { lists });
        let before = *self.places.entry(before).or_insert_with(|| {
            self.befores.push(before);
            self.befores.len() as u32 - 1
        });
        self.count += 1;
        self.enter(Form {
            head,
            letters,
            text: 0,
            first: Span::NONE,
            count: 0,
            last: Survey::NONE,
            shape,
            class,
            layers,
            opening,
            lists,
            lead,
            before,
            ascii: word.is_ascii(),
            verdicts: Cell::new(0),
        })
    }
}

impl Survey<'_> {
    /// Gives the words from `word` on, whose letters are `heads`, their numbers; those that are new are learnt.
    pub(super) fn recognise(&mut self, word: usize, heads: &[Head], open: &Open<'_>) {
        let mut met = 0;
        while met < heads.len() {
            let (forms, last) = (&self.table.forms[..], self.table.forms.len().wrapping_sub(1));
            // Most are found at the first look, and the looks at memory overlap as long as they are.
            let mut pairs = self.words[word + met..].iter_mut().zip(&heads[met..]);
            let other = pairs.position(|(word, &head)| {
                word.form = (head.hash() as usize & last) as u32;
                forms.get(word.form()).is_none_or(|form| form.head != head || head.is_long())
            });
            let Some(found) = other else { return };
            met += found;
            let id = self.look_up(heads[met], self.words[word + met].span(), open);
            self.words[word + met].form = id;
            met += 1;
        }
    }

    #[inline(never)]
    fn look_up(&mut self, head: Head, span: Span, open: &Open<'_>) -> u32 {
        let word = &self.text[span.range()];
        self.table.id(head, word).unwrap_or_else(|| {
            self.reserve(1);
            self.table.learn(head, word, open)
        })
    }

    /// Makes room for so many words more. The forms that are there may get other numbers, and so do the words of this survey: of no
    /// other that has yet to be read on.
    pub(super) fn reserve(&mut self, words: usize) {
        while self.table.is_full(words) {
            let moved = self.table.grow();
            let lists = [&mut self.present, &mut self.capital_forms, &mut self.keys, &mut self.odd];
            let words = self.words.iter_mut().map(|word| &mut word.form);
            let all = lists.into_iter().flatten().chain(words);
            all.filter(|id| (**id as usize) < moved.len()).for_each(|id| *id = moved[*id as usize]);
        }
    }
}

impl Form {
    /// Is it this word?
    fn is(&self, head: Head, word: &str, letters: &str) -> bool {
        self.head == head
            && (!head.is_long() || letters[self.letters as usize..].strip_prefix(word).is_some_and(|rest| rest.starts_with('\n')))
    }
}

fn shape(form: &str) -> Shape {
    let (mut upper, mut lower, mut digit, mut other, mut inner_upper) = (0, 0, 0, 0, 0);
    for (i, c) in form.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            inner_upper += usize::from(i > 0);
        } else if c.is_lowercase() {
            lower += 1;
        } else if c.is_numeric() {
            digit += 1;
        } else {
            other += 1;
        }
    }
    match (upper, lower, digit) {
        (0, 0, 0) => Shape::Caseless,
        (0, 0, _) if other == 0 => Shape::Number,
        (_, _, 1..) => Shape::Alphanumeric,
        (0, _, _) => Shape::Lower,
        (1, 0, _) if other == 0 => Shape::Capitalised,
        (_, 0, _) => Shape::Upper,
        _ if inner_upper == 0 => Shape::Capitalised,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;
    use super::*;
    use crate::edit::{Edit, Reason, apply};

    #[test]
    fn words_keep_their_forms_when_the_table_grows() {
        let mut vocabulary = Vocabulary::new(|_, _| Part::default());
        let line = |from: usize| (from..from + 3000).map(|i| format!("word{i} ")).collect::<String>();
        let text = format!("{}\n{}\n", line(0), line(0));
        let survey = Survey::with(&text, &mut vocabulary);
        let counted = |survey: &Survey<'_>, text: &str| {
            let own = |word: &super::super::Word| survey.find(&text[word.span().range()]).map(|form| form.count);
            survey.words().iter().map(|word| (own(word), survey.form(*word).count)).collect::<Vec<_>>()
        };
        assert!(counted(&survey, &text).iter().all(|&both| both == (Some(2), 2)));
        let edits = [Edit::fix(Span::new(text.len(), text.len()), line(3000) + "word7", "test", Reason::default())];
        let longer = apply(&text, &edits);
        let after = survey.edited(&edits, &longer, &mut vocabulary);
        assert_eq!(after.forms().count(), 6000);
        assert!(counted(&after, &longer).iter().all(|&(own, count)| own == Some(count)));
        assert_eq!((after.find("word7").map(|f| f.count), after.find("word9").map(|f| f.count)), (Some(3), Some(2)));
        assert_eq!(after.odd_forms().filter(|(_, form)| form.count > 0).count(), 6000);
    }

    #[test]
    fn words_that_are_carried_over_an_edit_keep_their_forms_when_the_table_grows() {
        let mut vocabulary = Vocabulary::new(|_, _| Part::default());
        // One line more than fills half of the table, so that the words of the edit make it grow.
        let words = |from: usize, to: usize| (from..to).map(|i| format!("word{i} ")).collect::<String>();
        let text = format!("{}\nlast here\n{}", words(0, 250), words(250, 500));
        let edits = [Edit::fix(Span::new(0, 0), words(500, 600), "test", Reason::default())];
        let longer = apply(&text, &edits);
        let after = Survey::with(&text, &mut vocabulary).edited(&edits, &longer, &mut vocabulary);
        for word in after.words() {
            let spelled = &longer[word.span().range()];
            let form = after.form(*word);
            assert_eq!((after.find(spelled).map(|f| f.first), form.count), (Some(form.first), 1), "{spelled}");
            assert_eq!(&longer[form.first.range()], spelled);
        }
    }
}
