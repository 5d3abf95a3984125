//! A review under way: the findings, what was decided, where it is kept, and how it is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use copydesk::Pipeline;
use copydesk::review::learn::Never;
use copydesk::review::{Choice, Decision, Queue, Reach, Rest, Sheet};

use super::never::Target;
use super::store::Store;
use crate::cli::decided::{self, Tally};
use crate::cli::exit::{Exit, complain};
use crate::cli::flags::{InputFlags, RuleFlags};
use crate::cli::journal::{self, JournalFlags};
use crate::cli::work::{self, Done};

/// A review under way.
pub struct Session {
    input: InputFlags,
    rules: RuleFlags,
    pipeline: Pipeline,
    store: Store,
    journal: JournalFlags,
    /// What was put into the dictionary in this review.
    settled: BTreeSet<Never>,
    /// The findings and what was decided.
    pub queue: Queue,
    /// Decisions of an earlier review that were taken up.
    pub resumed: usize,
    /// Was there trouble with a file?
    pub exit: Exit,
    /// Were files written?
    pub wrote: bool,
    /// Was the reading ended before its end?
    pub stopped: bool,
}

/// So many of these.
pub fn of(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// What writing came to.
#[derive(Debug, Default)]
pub struct Written {
    /// The counts.
    pub tally: Tally,
    /// Entries put into the dictionary.
    pub entries: usize,
    /// The run by which it can be taken back.
    pub run: Option<String>,
}

impl Written {
    /// In a line.
    pub fn said(&self, dictionary: &str) -> String {
        let Tally { changed, made, failed, .. } = self.tally;
        let mut out = format!("{} written in {}", of(made, "change"), of(changed, "file"));
        if self.entries > 0 {
            let entries = if self.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", self.entries) };
            out += &format!("; {entries} put into {dictionary}");
        }
        if failed > 0 {
            out += &format!("; {failed} could not be written");
        }
        if let Some(run) = &self.run {
            out += &format!(" (copydesk undo {run} takes it back)");
        }
        out
    }
}

impl Session {
    /// Reads the files, and what was decided on them before.
    pub fn open(input: InputFlags, rules: RuleFlags, journal: JournalFlags, store: Store) -> anyhow::Result<Session> {
        if input.paths.iter().any(|p| p == Path::new("-")) {
            bail!("a review writes files, and standard input is none; name the files");
        }
        let pipeline = rules.reviewing()?;
        let mut session = Session {
            journal,
            stopped: false,
            input,
            rules,
            pipeline,
            store,
            settled: BTreeSet::new(),
            queue: Queue::default(),
            resumed: 0,
            wrote: false,
            exit: Exit::Quiet,
        };
        let paths = session.input.paths.clone();
        let sheets = session.read(paths)?;
        session.lay(sheets)?;
        Ok(session)
    }

    /// The findings of these files and folders.
    fn read(&mut self, paths: Vec<PathBuf>) -> anyhow::Result<Vec<Sheet>> {
        let mut sheets: Vec<Sheet> = Vec::new();
        let input = self.input.of(paths);
        let tier = self.rules.tier();
        let fields = input.reading()?.fields;
        let prepare = |done: Done| decided::sheet(&done, tier, &fields);
        let ran = work::run(&input, &self.pipeline, false, prepare, |sheet| {
            sheets.push(sheet);
            Ok(Exit::Quiet)
        })?;
        self.stopped |= ran.stopped.is_some();
        ran.stopped.iter().for_each(|words| complain(words));
        self.exit = self.exit.max(ran.exit);
        Ok(sheets)
    }

    fn lay(&mut self, sheets: Vec<Sheet>) -> anyhow::Result<()> {
        self.queue = Queue::new(sheets, self.pipeline.dictionary());
        self.resumed = 0;
        for number in 0..self.queue.sheets().len() {
            let decisions = self.store.load(Path::new(&self.queue.sheets()[number].path))?;
            if !decisions.is_empty() {
                self.resumed += self.queue.resume(number, decisions);
            }
        }
        Ok(())
    }

    /// Brings decisions to where they are kept.
    pub fn save(&mut self) -> anyhow::Result<()> {
        let touched = self.queue.take_touched();
        if touched.is_empty() {
            return Ok(());
        }
        for number in touched {
            let path = PathBuf::from(&self.queue.sheets()[number].path);
            self.store.put(&path, self.queue.decisions(number));
        }
        self.store.flush()
    }

    /// What is to be said of decisions that another review made in the meantime, if any is.
    pub fn clashes(&mut self) -> Option<String> {
        match self.store.take_clashes() {
            0 => None,
            1 => Some("Another review decided one of these places otherwise meanwhile; what was decided here counts.".to_owned()),
            n => Some(format!("Another review decided {n} of these places otherwise meanwhile; what was decided here counts.")),
        }
    }

    /// Where decisions are kept, in words.
    pub fn kept_in(&self) -> String {
        self.store.place()
    }

    /// The dictionary that “never again” goes to, in words.
    pub fn dictionary(&self) -> String {
        Target::of(&self.rules).map_or_else(|e| format!("{e:#}"), |t| t.said())
    }

    /// How many changes wait to be written, in how many files; and entries for the dictionary.
    pub fn waiting(&self) -> (usize, usize, usize) {
        let counts = self.queue.counts();
        let files = counts.sheets.iter().filter(|tally| tally.accepted > 0).count();
        (counts.all.accepted, files, self.nevers().len())
    }

    /// What is to go into the dictionary and is not there yet.
    fn nevers(&self) -> BTreeSet<Never> {
        let known = |never: &Never| {
            self.settled.contains(never) || matches!(never, Never::Form(form) if self.pipeline.dictionary().right(form).is_some())
        };
        let never = |at| match self.queue.choice(at)? {
            Choice::NeverForm => Some(Never::Form(self.queue.original(at).to_owned())),
            Choice::NeverEntry => self.queue.right(at).map(|right| Never::Entry(right.to_owned())),
            _ => None,
        };
        (0..self.queue.len()).filter_map(never).filter(|n| !known(n)).collect()
    }

    /// Writes what was accepted, each file as it lies there now, and puts what is never to be done again into the dictionary;
    /// then reads again what changed. Trouble is complained of, and what it concerns stays to be written.
    pub fn write(&mut self) -> anyhow::Result<Written> {
        self.save()?;
        let counts = self.queue.counts();
        let changing: Vec<usize> = (0..counts.sheets.len()).filter(|&s| counts.sheets[s].accepted > 0).collect();
        let mut written = Written::default();
        let mut changed: Vec<PathBuf> = Vec::new();
        let mut replacer = self.journal.begin()?;
        if !changing.is_empty() {
            let paths = changing.iter().map(|&s| PathBuf::from(&self.queue.sheets()[s].path)).collect();
            let input = self.input.of(paths);
            let fields = input.reading()?.fields;
            let (queue, store) = (&self.queue, &mut self.store);
            let ran = work::run(
                &input,
                &self.pipeline,
                false,
                |done| done,
                |done| {
                    let path = &done.source.path;
                    let Some(number) = changing.iter().copied().find(|&s| Path::new(&queue.sheets()[s].path) == path) else {
                        return Ok(Exit::Quiet);
                    };
                    let decided = queue.decided(number);
                    let list: Vec<&Decision> = decided.iter().collect();
                    let mut said = Vec::new();
                    match decided::carry_out(
                        &done.source,
                        &fields,
                        &list,
                        Rest::Leave,
                        Some(&mut replacer),
                        &mut written.tally,
                        &mut said,
                    ) {
                        Ok(applied) => {
                            // What was kept is known by its words, and some of those have just changed.
                            let renewed = applied.renewed(&list);
                            let stale: BTreeSet<usize> = applied.kept.iter().map(|(number, _)| *number).collect();
                            let mut keep = queue.decisions(number);
                            keep.retain(|d| !stale.iter().any(|&n| list[n].same_place(d)));
                            store.put(path, keep.into_iter().chain(renewed).collect());
                            changed.push(path.clone());
                        }
                        Err(trouble) => {
                            written.tally.failed += list.iter().filter(|d| d.decision.changes()).count();
                            said.push(trouble.to_string());
                        }
                    }
                    said.iter().for_each(|message| complain(message));
                    Ok(Exit::Quiet)
                },
            );
            if let Err(error) = ran.and_then(|_| self.store.flush()) {
                complain(&format!("{error:#}"));
            }
        }
        let nevers = self.nevers();
        if !nevers.is_empty() {
            match Target::of(&self.rules).and_then(|target| target.add(&nevers, &mut replacer)) {
                Ok(entries) => {
                    written.entries = entries;
                    self.settled.extend(nevers);
                }
                Err(error) => complain(&format!("{error:#}")),
            }
        }
        written.run = journal::end(replacer, written.tally.changed + usize::from(written.entries > 0), written.tally.made);
        self.wrote |= written.tally.changed > 0;
        self.reload(changed, written.entries > 0)?;
        Ok(written)
    }

    /// Reads again the files that changed; all of them when the dictionary did.
    fn reload(&mut self, changed: Vec<PathBuf>, all: bool) -> anyhow::Result<()> {
        if all {
            self.pipeline = self.rules.reviewing()?;
        }
        let old = std::mem::take(&mut self.queue).into_sheets();
        let stale = |sheet: &Sheet| all || changed.iter().any(|p| *p == Path::new(&sheet.path));
        let paths: Vec<PathBuf> = old.iter().filter(|s| stale(s)).map(|s| PathBuf::from(&s.path)).collect();
        let mut fresh = if paths.is_empty() { Vec::new() } else { self.read(paths)? };
        let mut sheets: Vec<Sheet> = Vec::with_capacity(old.len());
        for sheet in old {
            if !stale(&sheet) {
                sheets.push(sheet);
            } else if let Some(at) = fresh.iter().position(|f| f.path == sheet.path) {
                sheets.push(fresh.swap_remove(at));
            }
        }
        self.lay(sheets)
    }

    /// How many findings a decision on all of the entry of `at` would be on: in its file, everywhere.
    pub fn reach(&self, at: usize, choice: &Choice) -> (usize, usize) {
        (self.queue.reach(at, choice, Reach::File), self.queue.reach(at, choice, Reach::Everywhere))
    }
}
