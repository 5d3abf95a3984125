//! What the screen shows, and what can be done there.

use copydesk::Tier;
use copydesk::review::{Choice, Counts, Filter, Reach};
use ratatui::layout::Rect;

use super::input::Input;
use crate::cli::exit::gathering;
use crate::cli::review::refusal;
use crate::cli::review::session::Session;

/// What lies over the finding.
#[derive(Debug)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// The keys.
    Help,
    /// A text being typed for the place.
    Typing(Input),
    /// A word being searched for.
    Searching(Input),
    /// How far a decision on all of an entry is to reach: in this file, everywhere.
    All(Choice, usize, usize),
    /// What is never to be done again.
    Never,
    /// A choice of filters.
    Filters(Menu),
    /// Whether to write.
    Writing,
    /// What came of something, to be read.
    Said(String, Vec<String>),
    /// Whether to leave with accepted changes unwritten.
    Leaving,
}

/// A list to pick a filter from.
#[derive(Debug)]
pub struct Menu {
    /// What is typed to narrow it.
    pub narrow: Input,
    /// The lines: what each lets through, and how it reads.
    pub lines: Vec<(Filter, String)>,
    /// The line that is picked.
    pub at: usize,
}

impl Menu {
    /// The lines that what is typed lets through.
    pub fn shown(&self) -> Vec<usize> {
        let wanted = self.narrow.text().to_lowercase();
        (0..self.lines.len()).filter(|&i| self.lines[i].1.to_lowercase().contains(&wanted)).collect()
    }
}

/// What a click at a place does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Goes to that finding.
    Go(usize),
    /// Does what that key does.
    Key(char),
    /// Picks that line of the menu.
    Line(usize),
}

/// The state of the screen.
pub struct App<'s> {
    pub session: &'s mut Session,
    /// The finding shown, a number of the queue.
    pub at: usize,
    /// The findings that the filter lets through.
    pub list: Vec<usize>,
    pub filter: Filter,
    pub counts: Counts,
    pub over: Over,
    /// What is said at the foot.
    pub message: String,
    /// The witness looked at.
    pub witness: Option<usize>,
    /// Does the queue have the whole of a narrow screen?
    pub queue_alone: bool,
    /// The first row of the queue shown, a number of the list.
    pub top: usize,
    /// Lines that the text is scrolled from where it would stand.
    pub scroll: isize,
    /// What clicks do, as drawn last.
    pub hits: Vec<(Rect, Hit)>,
    pub color: bool,
    /// Is the review left?
    pub left: bool,
}

impl<'s> App<'s> {
    /// The screen of a review.
    pub fn new(session: &'s mut Session, color: bool) -> App<'s> {
        let mut app = App {
            session,
            at: 0,
            list: Vec::new(),
            filter: Filter::default(),
            counts: Counts::default(),
            over: Over::Nothing,
            message: String::new(),
            witness: None,
            queue_alone: false,
            top: 0,
            scroll: 0,
            hits: Vec::new(),
            color,
            left: false,
        };
        app.renew();
        app.at = app.next_open(0).or(app.list.first().copied()).unwrap_or_default();
        app.message = match app.session.resumed {
            0 => "Nothing is written until you press w. ? shows the keys.".to_owned(),
            n => format!("{n} decisions of an earlier review are taken up. Nothing is written until you press w."),
        };
        app
    }

    /// Looks again at what the filter lets through and how far all is.
    fn renew(&mut self) {
        self.list = self.session.queue.filtered(&self.filter);
        self.counts = self.session.queue.counts();
    }

    /// Is nothing to be seen?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Where the finding shown, or the next one, stands in the list.
    pub fn row(&self) -> usize {
        self.list.partition_point(|&i| i < self.at).min(self.list.len().saturating_sub(1))
    }

    fn next_open(&self, row: usize) -> Option<usize> {
        self.list.iter().skip(row).copied().find(|&at| self.session.queue.is_open(at))
    }

    /// Shows that finding.
    pub fn go(&mut self, at: usize) {
        self.at = at;
        self.witness = None;
        self.scroll = 0;
    }

    /// Moves by so many rows of the list.
    pub fn step(&mut self, by: isize) {
        if self.is_empty() {
            return;
        }
        let row = self.row().saturating_add_signed(by).min(self.list.len() - 1);
        self.go(self.list[row]);
    }

    /// Goes to the next finding that is open, from the beginning again if need be.
    pub fn go_open(&mut self) {
        let after = self.list.partition_point(|&i| i <= self.at);
        match self.next_open(after).or_else(|| self.next_open(0)) {
            Some(at) => self.go(at),
            None if self.counts.all.open() == 0 => self.all_decided(),
            None => self.message = "All that the filter shows is decided; f picks another, w writes.".to_owned(),
        }
    }

    fn all_decided(&mut self) {
        let (changes, _, entries) = self.session.waiting();
        self.message =
            if changes + entries > 0 { "All is decided. w writes it." } else { "All is decided, and nothing is to be written." }
                .into();
    }

    /// Decides on the finding shown, and goes on.
    pub fn decide(&mut self, choice: Choice) {
        self.over = Over::Nothing;
        if self.is_empty() {
            return;
        }
        if !self.session.queue.decide(self.at, choice.clone()) {
            self.message = refusal(&choice).to_owned();
            return;
        }
        let what = match &choice {
            Choice::Accept | Choice::Alternative(_) => "Accepted",
            Choice::Typed(_) => "Your text is taken",
            Choice::Reject => "Rejected",
            Choice::NeverForm | Choice::NeverEntry => "Never again, once you write",
        };
        self.message = format!("{what}; u takes it back.");
        self.settle();
    }

    fn settle(&mut self) {
        let row = self.row();
        self.renew();
        self.top = self.top.min(row);
        self.go_open();
    }

    /// Asks how far a decision on all of the entry is to reach.
    pub fn ask_all(&mut self, choice: Choice) {
        if self.is_empty() {
            return;
        }
        let (here, everywhere) = self.session.reach(self.at, &choice);
        if everywhere == 0 {
            self.message = "Nothing of this entry is open.".to_owned();
        } else {
            self.over = Over::All(choice, here, everywhere);
        }
    }

    /// Decides on all of the entry.
    pub fn decide_all(&mut self, choice: &Choice, reach: Reach) {
        self.over = Over::Nothing;
        let done = self.session.queue.decide_all(self.at, choice, reach);
        self.message = format!("{done} decided; u takes them back.");
        self.settle();
    }

    /// Asks what is never to be done again.
    pub fn ask_never(&mut self) {
        if self.is_empty() {
            return;
        }
        let queue = &self.session.queue;
        if queue.allows(self.at, &Choice::NeverForm) || queue.allows(self.at, &Choice::NeverEntry) {
            self.over = Over::Never;
        } else {
            self.message = refusal(&Choice::NeverForm).to_owned();
        }
    }

    /// Takes back the last decision and shows its finding.
    pub fn undo(&mut self) {
        match self.session.queue.undo() {
            None => self.message = "There is nothing to undo.".to_owned(),
            Some(at) => {
                self.renew();
                if !self.list.contains(&at) {
                    self.filter = Filter::default();
                    self.renew();
                }
                self.go(at);
                self.message = "The last decision is taken back.".to_owned();
            }
        }
    }

    /// Shows the next witness, and after the last the finding again.
    pub fn look(&mut self) {
        let count = if self.is_empty() { 0 } else { self.session.queue.item(self.at).evidence.len() };
        if count == 0 {
            self.message = "Nothing else in the file is needed to justify it: the place itself does.".to_owned();
            return;
        }
        self.witness = match self.witness {
            None => Some(0),
            Some(n) if n + 1 < count => Some(n + 1),
            Some(_) => None,
        };
        self.scroll = 0;
    }

    /// Begins to type what is to stand at the place.
    pub fn type_text(&mut self) {
        if !self.is_empty() {
            self.over = Over::Typing(Input::new(self.session.queue.as_read(self.at)));
        }
    }

    /// Lets through what a filter asks.
    pub fn pass(&mut self, filter: Filter) {
        self.over = Over::Nothing;
        self.filter = filter;
        self.renew();
        self.top = 0;
        self.message = match self.list.len() {
            0 => "Nothing passes this filter; f picks another.".to_owned(),
            n => format!("{n} of {} findings.", self.session.queue.len()),
        };
        if let Some(at) = self.next_open(0).or(self.list.first().copied()) {
            self.go(at);
        }
    }

    /// Searches, from the finding shown on.
    pub fn search(&mut self, word: &str) {
        self.pass(Filter { search: word.to_owned(), ..self.filter.clone() });
    }

    /// The filters to pick from, with how far each is.
    pub fn menu(&mut self) {
        let counts = &self.counts;
        let line = |name: &str, tally: &copydesk::review::Tally| format!("{:>6} open of {:<6} {name}", tally.open(), tally.all);
        let with = |change: &dyn Fn(&mut Filter)| {
            let mut filter = Filter { search: self.filter.search.clone(), ..Filter::default() };
            change(&mut filter);
            filter
        };
        let mut lines = vec![
            (Filter::default(), line("all findings", &counts.all)),
            (with(&|f| f.open = true), format!("{:>6} findings still open", counts.all.open())),
        ];
        for tier in [Tier::Fix, Tier::Suggest, Tier::Note] {
            lines.push((with(&|f| f.tier = Some(tier)), line(&format!("tier: {}", tier.name()), &counts.tiers[tier as usize])));
        }
        if !self.is_empty() {
            let speaker = self.session.queue.speaker(self.at).to_owned();
            let label = format!("        this entry: {}", copydesk::report::visible(&speaker));
            lines.push((with(&|f| f.speaker = Some(speaker.clone())), label));
        }
        for (rule, tally) in &counts.rules {
            lines.push((with(&|f| f.rule = Some(rule)), line(&format!("rule: {rule}"), tally)));
        }
        for (number, tally) in counts.sheets.iter().enumerate() {
            let path = copydesk::report::visible(&self.session.queue.sheets()[number].path).into_owned();
            lines.push((with(&|f| f.sheet = Some(number)), line(&format!("file: {path}"), tally)));
        }
        self.over = Over::Filters(Menu { narrow: Input::default(), lines, at: 0 });
    }

    /// Asks whether to write.
    pub fn ask_write(&mut self) {
        let (changes, _, entries) = self.session.waiting();
        if changes + entries == 0 {
            self.message = "Nothing was accepted yet.".to_owned();
        } else {
            self.over = Over::Writing;
        }
    }

    /// Writes what was accepted.
    pub fn write(&mut self) {
        let dictionary = self.session.dictionary();
        let (done, said) = gathering(|| self.session.write());
        let head = match done {
            Ok(written) => {
                if written.tally.failed > 0 {
                    self.session.exit = crate::cli::exit::Exit::Trouble;
                }
                format!("{}.", written.said(&dictionary))
            }
            Err(error) => format!("Not all could be written: {error:#}"),
        };
        self.filter = Filter::default();
        self.renew();
        self.top = 0;
        self.go(self.next_open(0).or(self.list.first().copied()).unwrap_or_default());
        self.over = Over::Said(head, said);
    }

    /// Leaves, or asks when something accepted is not written.
    pub fn leave(&mut self) {
        let (changes, _, entries) = self.session.waiting();
        if changes + entries > 0 {
            self.over = Over::Leaving;
        } else {
            self.left = true;
        }
    }

    /// Brings decisions to where they are kept.
    pub fn save(&mut self) {
        if let Err(error) = self.session.save() {
            self.message = format!("{error:#}");
        } else if let Some(said) = self.session.clashes() {
            self.message = said;
        }
    }
}
