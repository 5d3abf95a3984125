//! The review as a dialogue in lines, in the manner of `git add -p`: for pipes, dumb terminals and scripts.

use std::io::{BufRead, Write};

use anstyle::{AnsiColor, Style};
use copydesk::Tier;
use copydesk::report::visible;
use copydesk::review::{Choice, Filter, Reach};

use super::session::{Session, of};
use super::show::{self, Role, Run};
use crate::cli::exit::Exit;

/// Bytes shown on either side of a change.
const REACH: usize = 110;

const HELP: &str = "\
y, a    accept the change              n, r    reject it: the text stays
1 … 9   put this other reading there   t       type what is to stand there
A       accept all of this entry       R       reject all of this entry
N       never again: by your dictionary
j, ↵    leave it open, go on           k       go back
u       undo the last decision         v       show what justifies the change
/WORD   go to the next with this word  l       list files and what is open
w       write what was accepted        q       quit; decisions are kept, nothing more is written";

/// The dialogue.
pub struct Plain<'s, I, O> {
    session: &'s mut Session,
    input: I,
    out: O,
}

/// What an answer leads to.
enum Next {
    /// Show the same finding again.
    Again,
    /// Ask again without showing it.
    Ask,
    /// The next one that is open.
    On,
    /// That one.
    To(usize),
    /// The end.
    Quit,
}

impl<'s, I: BufRead, O: Write> Plain<'s, I, O> {
    /// A dialogue with whoever writes `input` and reads `out`.
    pub fn new(session: &'s mut Session, input: I, out: O) -> Self {
        Plain { session, input, out }
    }

    /// Goes through the findings until the end or until told to stop.
    pub fn run(mut self) -> anyhow::Result<Exit> {
        let mut at = self.open_from(0);
        self.overview()?;
        while let Some(now) = at {
            if self.session.queue.is_empty() {
                break;
            }
            self.show(now)?;
            at = loop {
                match self.ask(now)? {
                    Next::Again => break Some(now),
                    Next::Ask => {}
                    Next::On => break self.open_from(now + 1).or_else(|| self.open_from(0).filter(|&first| first != now)),
                    Next::To(other) => break Some(other),
                    Next::Quit => return self.close(),
                }
            };
            self.save()?;
        }
        self.finish()
    }

    fn open_from(&self, from: usize) -> Option<usize> {
        (from..self.session.queue.len()).find(|&at| self.session.queue.is_open(at))
    }

    fn overview(&mut self) -> anyhow::Result<()> {
        let counts = self.session.queue.counts();
        let [notes, suggestions, fixes] = counts.tiers.map(|t| t.all);
        let files = self.session.queue.sheets().len();
        writeln!(
            self.out,
            "{fixes} fixes, {suggestions} suggestions, {notes} notes in {}; nothing is written until you say w.",
            of(files, "file")
        )?;
        if self.session.resumed > 0 {
            let kept = self.session.kept_in();
            writeln!(self.out, "{} decisions of an earlier review are taken up ({}).", self.session.resumed, visible(&kept))?;
        }
        Ok(())
    }

    fn show(&mut self, at: usize) -> anyhow::Result<()> {
        let queue = &self.session.queue;
        let (sheet, item) = (queue.sheet(at), queue.item(at));
        let bold = Style::new().bold();
        let place = format!("{}:{}", visible(&sheet.path), item.line);
        writeln!(
            self.out,
            "\n{bold}{place}{bold:#}  {}: {}  ({} of {})",
            item.tier.name(),
            item.rules.join(" + "),
            at + 1,
            queue.len()
        )?;
        let runs = show::paragraph(queue, at, REACH);
        write!(self.out, "    ")?;
        for run in &runs {
            let (open, close, style) = paint(run.role);
            write!(self.out, "{style}{open}{}{close}{style:#}", run.text)?;
        }
        writeln!(self.out)?;
        let entry = item.entry.as_ref().map(|e| format!(" ({e})")).unwrap_or_default();
        writeln!(self.out, "    {}{}", visible(&item.reason), visible(&entry))?;
        for (number, other) in item.alternatives.iter().take(9).enumerate() {
            writeln!(self.out, "    {}  or “{}”", number + 1, visible(other))?;
        }
        if let Some(decided) = decided(self.session, at) {
            writeln!(self.out, "    {decided}")?;
        }
        Ok(())
    }

    fn ask(&mut self, at: usize) -> anyhow::Result<Next> {
        let item = self.session.queue.item(at);
        let question = if item.replacement.is_some() { "Accept this change" } else { "What is to be done here" };
        let accept = if item.replacement.is_some() { "y,n" } else { "n" };
        let others = match item.alternatives.len().min(9) {
            0 => String::new(),
            1 => ",1".to_owned(),
            n => format!(",1-{n}"),
        };
        let bold = Style::new().bold().fg_color(Some(AnsiColor::Blue.into()));
        let prompt = format!("{question} [{accept}{others},t,A,R,N,j,k,u,v,/,l,w,q,?]? ");
        let Some(answer) = self.read(&format!("{bold}{prompt}{bold:#}"))? else { return Ok(Next::Quit) };
        let answer = answer.trim();
        if let Some(word) = answer.strip_prefix('/') {
            return self.search(at, word);
        }
        let one = |next: Option<usize>| next.map_or(Next::Again, Next::To);
        match answer {
            "y" | "a" => self.decide(at, Choice::Accept),
            "n" | "r" => self.decide(at, Choice::Reject),
            "t" => match self.read("What is to stand there (empty: leave it)? ")? {
                Some(text) if !text.is_empty() => self.decide(at, Choice::Typed(text)),
                _ => Ok(Next::Again),
            },
            "A" => self.all(at, &Choice::Accept),
            "R" => self.all(at, &Choice::Reject),
            "N" => self.never(at),
            "j" | "" => Ok(one((at + 1 < self.session.queue.len()).then_some(at + 1).or(Some(0)))),
            "k" => Ok(one(at.checked_sub(1))),
            "u" => match self.session.queue.undo() {
                Some(other) => Ok(Next::To(other)),
                None => self.say("There is nothing to undo."),
            },
            "v" => self.witnesses(at),
            "l" => self.list(),
            "w" => self.write(),
            "q" => Ok(Next::Quit),
            "?" | "h" => self.say(HELP),
            digit if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() && digit != "0" => {
                self.decide(at, Choice::Alternative(usize::from(digit.as_bytes()[0] - b'1')))
            }
            other => self.say(&format!("“{}” is no answer; ? lists them.", visible(other))),
        }
    }

    /// The next line of input without its end; `None`: there is none.
    fn read(&mut self, prompt: &str) -> anyhow::Result<Option<String>> {
        write!(self.out, "{prompt}")?;
        self.out.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        let end = line.trim_end_matches(['\n', '\r']).len();
        line.truncate(end);
        Ok(Some(line))
    }

    fn say(&mut self, what: &str) -> anyhow::Result<Next> {
        writeln!(self.out, "{what}")?;
        Ok(Next::Ask)
    }

    fn decide(&mut self, at: usize, choice: Choice) -> anyhow::Result<Next> {
        if self.session.queue.decide(at, choice.clone()) {
            return Ok(Next::On);
        }
        self.say(super::refusal(&choice))
    }

    fn all(&mut self, at: usize, choice: &Choice) -> anyhow::Result<Next> {
        let (here, everywhere) = self.session.reach(at, choice);
        if everywhere == 0 {
            return self.say("Nothing of this entry is open.");
        }
        let verb = if choice.changes() { "Accept" } else { "Reject" };
        let who = visible(self.session.queue.speaker(at)).into_owned();
        let prompt = format!("{verb} all of {who}: in this file (f: {here}), everywhere (e: {everywhere}), or not (n)? ");
        let reach = match self.read(&prompt)?.as_deref() {
            Some("f") => Reach::File,
            Some("e") => Reach::Everywhere,
            _ => return Ok(Next::Again),
        };
        let done = self.session.queue.decide_all(at, choice, reach);
        writeln!(self.out, "{done} decided.")?;
        Ok(Next::On)
    }

    fn never(&mut self, at: usize) -> anyhow::Result<Next> {
        let queue = &self.session.queue;
        let (form, entry) = (queue.allows(at, &Choice::NeverForm), queue.allows(at, &Choice::NeverEntry));
        if !form && !entry {
            return self.say(super::refusal(&Choice::NeverForm));
        }
        let mut prompt = format!("Never again, by {}:", visible(&self.session.dictionary()));
        if form {
            prompt += &format!(" “{}” is right (f);", visible(queue.original(at)));
        }
        if let Some(right) = queue.right(at).filter(|_| entry) {
            prompt += &format!(" switch the entry of “{}” off (e);", visible(right));
        }
        prompt += " or not (n)? ";
        match self.read(&prompt)?.as_deref() {
            Some("f") if form => self.decide(at, Choice::NeverForm),
            Some("e") if entry => self.decide(at, Choice::NeverEntry),
            _ => Ok(Next::Again),
        }
    }

    fn witnesses(&mut self, at: usize) -> anyhow::Result<Next> {
        let count = self.session.queue.item(at).evidence.len();
        if count == 0 {
            return self.say("Nothing else in the file is needed to justify it: the place itself does.");
        }
        for number in 0..count {
            let runs: Vec<Run> = show::witness(&self.session.queue, at, number);
            let text: String =
                runs.iter().map(|r| if r.role == Role::Witness { format!("[{}]", r.text) } else { r.text.clone() }).collect();
            writeln!(self.out, "    seen: {text}")?;
        }
        Ok(Next::Ask)
    }

    fn search(&mut self, at: usize, word: &str) -> anyhow::Result<Next> {
        let found = self.session.queue.filtered(&Filter { search: word.to_owned(), ..Filter::default() });
        match found.iter().copied().find(|&i| i > at).or(found.first().copied()) {
            Some(other) => Ok(Next::To(other)),
            None => self.say("No finding has that in it."),
        }
    }

    fn list(&mut self) -> anyhow::Result<Next> {
        let counts = self.session.queue.counts();
        for (sheet, tally) in self.session.queue.sheets().iter().zip(&counts.sheets) {
            writeln!(self.out, "{:>6} open of {:<6} {}", tally.open(), tally.all, visible(&sheet.path))?;
        }
        for (rule, tally) in &counts.rules {
            writeln!(self.out, "{:>6} open of {:<6} {rule}", tally.open(), tally.all)?;
        }
        Ok(Next::Ask)
    }

    fn write(&mut self) -> anyhow::Result<Next> {
        let (changes, _, entries) = self.session.waiting();
        if changes + entries == 0 {
            return self.say("Nothing was accepted yet.");
        }
        self.put()?;
        Ok(self.open_from(0).map_or(Next::Quit, Next::To))
    }

    fn put(&mut self) -> anyhow::Result<()> {
        let dictionary = self.session.dictionary();
        let written = self.session.write()?;
        if written.tally.failed > 0 {
            self.session.exit = Exit::Trouble;
        }
        writeln!(self.out, "{}.", visible(&written.said(&dictionary)))?;
        Ok(())
    }

    /// All is decided: asks whether it is to be written.
    fn finish(mut self) -> anyhow::Result<Exit> {
        let (changes, files, entries) = self.session.waiting();
        if changes + entries > 0 {
            let more = if entries > 0 {
                format!(", and {entries} entries to {}", visible(&self.session.dictionary()))
            } else {
                String::new()
            };
            let answer =
                self.read(&format!("\nAll is decided. Write {} to {}{more} [y,n]? ", of(changes, "change"), of(files, "file")))?;
            if answer.as_deref().map(str::trim).is_some_and(|a| a == "y" || a == "w") {
                self.put()?;
                return Ok(self.session.exit);
            }
        }
        self.close()
    }

    fn save(&mut self) -> anyhow::Result<()> {
        self.session.save()?;
        self.session.clashes().iter().try_for_each(|said| writeln!(self.out, "{said}"))?;
        Ok(())
    }

    fn close(mut self) -> anyhow::Result<Exit> {
        self.save()?;
        let counts = self.session.queue.counts().all;
        let (changes, _, entries) = self.session.waiting();
        if counts.all == 0 {
            return Ok(self.session.exit);
        }
        let kept = self.session.kept_in();
        write!(self.out, "{} accepted, {} rejected, {} open.", counts.accepted, counts.rejected, counts.open())?;
        if counts.accepted + counts.rejected > 0 {
            write!(self.out, " Decisions are kept in {}.", visible(&kept))?;
        }
        if changes + entries > 0 {
            write!(self.out, " What was accepted is not written yet: review again and say w.")?;
        }
        writeln!(self.out)?;
        Ok(self.session.exit)
    }
}

/// What was decided on a finding, in words.
pub fn decided(session: &Session, at: usize) -> Option<String> {
    let queue = &session.queue;
    if queue.is_covered(at) {
        return Some("covered by a longer change that was accepted".to_owned());
    }
    let new = || format!("“{}”", visible(queue.new_text(at).unwrap_or_default()));
    Some(match queue.choice(at)? {
        Choice::Accept => "accepted".to_owned(),
        Choice::Alternative(_) => format!("accepted: {}", new()),
        Choice::Typed(_) => format!("typed: {}", new()),
        Choice::Reject => if queue.item(at).tier == Tier::Note { "looked at: stays" } else { "rejected" }.to_owned(),
        Choice::NeverForm => "never again: these words are right".to_owned(),
        Choice::NeverEntry => "never again: the entry is switched off".to_owned(),
    })
}

/// Marks and style of a run.
fn paint(role: Role) -> (&'static str, &'static str, Style) {
    let color = |c: AnsiColor| Style::new().fg_color(Some(c.into()));
    match role {
        Role::Old => ("[-", "-]", color(AnsiColor::Red)),
        Role::New => ("{+", "+}", color(AnsiColor::Green).bold()),
        Role::Noted => ("[?", "?]", color(AnsiColor::Magenta)),
        Role::Other => ("", "", Style::new().underline()),
        Role::Decided => ("", "", color(AnsiColor::Green)),
        Role::Witness => ("", "", Style::new().bold()),
        Role::Text => ("", "", Style::new()),
        Role::Beside => ("", "", Style::new().dimmed()),
    }
}
