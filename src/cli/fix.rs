//! `copydesk fix`

use std::collections::HashSet;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use copydesk::desk::journal::{Hunk, New};
use copydesk::desk::{Change, Decoded, Reading, Trouble, stream};
use copydesk::formats::{Corrected, Format, Lines, Problem};
use copydesk::report::{FileTally, Summary};
use copydesk::{Finding, Outcome, Pipeline};

use super::exit::{Exit, complain};
use super::flags::{InputFlags, RuleFlags};
use super::journal::{Batch, JournalFlags};
use super::report::{self, Report, ReportFlags};
use super::work::{self, Done, Ran};

/// Correct files in place and print a summary.
#[derive(Args)]
pub struct Fix {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    journal: JournalFlags,
    #[command(flatten)]
    report: ReportFlags,
    /// Write there instead: a file, or a folder that mirrors the one corrected
    #[arg(long, short, value_name = "PATH", conflicts_with = "stdout")]
    output: Option<PathBuf>,
    /// Write the corrected text to standard output, and no file
    #[arg(long)]
    stdout: bool,
}

/// What is to be done with a corrected text.
enum Put {
    /// It is as it was.
    Same,
    /// It goes to standard output.
    Print(Vec<u8>),
    /// It goes to a pipe or a device, where nothing is replaced.
    Pour(PathBuf, Vec<u8>),
    /// It goes into a file; was the text changed?
    Write(Change, bool),
    /// It can't be put anywhere.
    Refuse(Trouble),
}

impl Fix {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        if self.output.is_none() && !self.report.asked() && self.input.paths.iter().all(|p| p == Path::new("-")) {
            return self.stream(&self.rules.correcting()?);
        }
        let unseen = (self.input.quiet || self.stdout) && !self.report.asked();
        let pipeline = if unseen { self.rules.correcting()? } else { self.rules.pipeline()? };
        let several = self.input.paths.len() > 1 || self.input.paths.iter().any(|p| p.is_dir());
        if let Some(output) = self.output.as_deref().filter(|o| several && !o.is_dir()) {
            if output.exists() {
                bail!("{}: --output must be a folder when more than one file is corrected", output.display());
            }
            std::fs::create_dir_all(output).with_context(|| format!("{}: the folder can't be made", output.display()))?;
        }
        let format = self.report.format()?;
        let report = self.report.begin("fix")?;
        let account = Account { summary: Summary::default(), report, broken: None, trouble: false };
        let mut work = Work { batch: Batch::of(self.journal.begin()?), account };
        let mut stdout = std::io::stdout().lock();
        let mut written: HashSet<PathBuf> = HashSet::new();
        let prepare = |done: Done| {
            let tally = FileTally::of(&done.source.path, &done.source.decoded.text, &done.outcome);
            let told = report::told(format, &done.source.decoded, &done.outcome, &tally);
            (self.put(&done), Kept { tally, told, changed: false })
        };
        let ran = work::run(&self.input, &pipeline, self.stdout, prepare, |(put, file)| {
            let trouble = match put {
                Put::Same => None,
                Put::Print(bytes) => {
                    stdout.write_all(&bytes).context("standard output")?;
                    None
                }
                Put::Pour(target, bytes) => {
                    std::fs::write(&target, bytes).map_err(Trouble::system(&target, "can't be written")).err()
                }
                Put::Write(change, _) if !written.insert(change.path.clone()) => {
                    let reason =
                        format!("another file of this run was written to {}; use another --output", change.path.display());
                    Some(Trouble::refused(&file.tally.path, reason))
                }
                Put::Write(change, changed) => {
                    let Work { batch, account } = &mut work;
                    batch.add(change, Kept { changed, ..file }, |file, result| account.take(file, result.err()))?;
                    return Ok(Exit::Quiet);
                }
                Put::Refuse(trouble) => Some(trouble),
            };
            work.account.take(file, trouble);
            Ok(Exit::Quiet)
        });
        let (ran, summary) = work.end(ran)?;
        if !self.input.quiet && !self.stdout {
            // Corrected text on standard output stands alone there.
            let streamed = self.output.is_none() && self.input.paths.iter().any(|p| p == Path::new("-"));
            let words = summary.text();
            if streamed { std::io::stderr().lock().write_all(words.as_bytes())? } else { stdout.write_all(words.as_bytes())? }
        }
        Ok(ran.end())
    }

    /// Standard input to standard output: what is done is written and forgotten, so that a stream may be of any length.
    fn stream(&self, pipeline: &Pipeline) -> anyhow::Result<Exit> {
        let reading = self.input.reading()?;
        // A short text has no use for threads.
        let pool = || rayon::ThreadPoolBuilder::new().num_threads(self.input.jobs.unwrap_or(0)).build();
        let path = Path::new("-");
        let mut input = std::io::stdin();
        let mut head = Vec::new();
        if let Err(e) = input.by_ref().take(stream::HEAD).read_to_end(&mut head) {
            complain(&Trouble::system(path, "standard input can't be read")(e).to_string());
            return Ok(Exit::Trouble);
        }
        let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        let long = head.len() as u64 == stream::HEAD;
        let plain = reading.encoding.is_none_or(|e| e == encoding_rs::UTF_8) && !wide;
        let mut said = 0;
        let trouble = |problem: &Problem| {
            said += 1;
            if said <= work::SAID {
                complain(&format!("-: {problem}"));
            }
        };
        let out = BufWriter::with_capacity(1 << 16, std::io::stdout());
        let streamed = match reading.format.unwrap_or(Format::Text) {
            Format::Jsonl if plain && !reading.fields.is_empty() => {
                let lines = Lines::new(&reading.fields)?;
                pool()?.install(|| stream::lines(pipeline, &lines, head.chain(input), out, trouble))?
            }
            // What is wrong at the beginning is said before anything is written.
            Format::Text if plain && long => match stream::begins_as_text(&head) {
                Ok(()) => pool()?.install(|| stream::text(pipeline, head, input, out, trouble))?,
                Err(problem) => {
                    complain(&Trouble::refused(path, problem.to_string()).to_string());
                    return Ok(Exit::Trouble);
                }
            },
            _ => return self.whole(pipeline, head, &reading),
        };
        work::tell_more(path, said);
        work::tell_unrest(path, &streamed.disagreeing);
        Ok(if streamed.sound { Exit::Quiet } else { Exit::Trouble })
    }

    /// Standard input as one file: in a format that is parsed whole, or in an encoding that may lack a letter, which must be met before
    /// anything is written.
    fn whole(&self, pipeline: &Pipeline, head: Vec<u8>, reading: &Reading) -> anyhow::Result<Exit> {
        let corrected =
            work::read_stdin(head, reading).and_then(|source| Ok((source.correct(&mut pipeline.reader(), reading)?, source)));
        let result = match corrected {
            Ok((Corrected { outcome, problems }, source)) => {
                work::tell_unrest(&source.path, &outcome.disagreeing);
                work::tell_problems(&source.path, &problems);
                let exit = if problems.is_empty() { Exit::Quiet } else { Exit::Trouble };
                let done = Done { source, outcome, problems, folder: None };
                match self.put(&done) {
                    Put::Print(bytes) => {
                        std::io::stdout().lock().write_all(&bytes).context("standard output")?;
                        Ok(exit)
                    }
                    Put::Refuse(trouble) => Err(trouble),
                    Put::Same | Put::Pour(..) | Put::Write(..) => Ok(exit),
                }
            }
            Err(trouble) => Err(trouble),
        };
        Ok(result.unwrap_or_else(|trouble| {
            complain(&trouble.to_string());
            Exit::Trouble
        }))
    }

    /// What is to be done with the corrected text.
    fn put(&self, done: &Done) -> Put {
        self.try_put(done).unwrap_or_else(Put::Refuse)
    }

    fn try_put(&self, done: &Done) -> Result<Put, Trouble> {
        let source = &done.source;
        let Some(new) = source.decoded.corrected(&done.outcome) else {
            return Err(Trouble::refused(&source.path, source.decoded.refusal(&done.outcome.text)));
        };
        if self.stdout || (source.path == Path::new("-") && self.output.is_none()) {
            return Ok(Put::Print(new.into_owned()));
        }
        let old = source.decoded.bytes();
        let changed = new != old;
        if let Some(output) = &self.output {
            let target = self.target(output, done)?;
            let new = source.decoded.corrected_into(&target, &done.outcome).unwrap_or(new);
            return elsewhere(&target, new.into_owned(), changed);
        }
        if !changed {
            return Ok(Put::Same);
        }
        let how = New::of(&old, &new, hunks(&source.decoded, &done.outcome));
        Ok(Put::Write(Change::replace(&source.path, old.into_owned(), new.into_owned(), how)?, true))
    }

    /// Where a file goes that is not corrected in place; the folders of a mirror are made.
    fn target(&self, output: &Path, done: &Done) -> Result<PathBuf, Trouble> {
        let path = &done.source.path;
        let within = done.folder.as_deref().and_then(|folder| path.strip_prefix(folder).ok());
        let name = within.unwrap_or(Path::new(path.file_name().unwrap_or_default()));
        let target = if output.is_dir() { output.join(name) } else { output.to_owned() };
        if let Some(folder) = target.parent().filter(|_| within.is_some()) {
            std::fs::create_dir_all(folder).map_err(Trouble::system(folder, "the folder can't be made"))?;
        }
        Ok(target)
    }
}

/// A file of its own: over an old one as safely as in place.
fn elsewhere(target: &Path, new: Vec<u8>, changed: bool) -> Result<Put, Trouble> {
    match std::fs::metadata(target) {
        // A pipe or a device: there is nothing to replace.
        Ok(found) if !found.is_file() && !found.is_dir() => return Ok(Put::Pour(target.to_owned(), new)),
        _ => {}
    }
    match std::fs::read(target) {
        Ok(old) if old == new => Ok(Put::Same),
        Ok(old) => {
            let how = New::of(&old, &new, Vec::new());
            Ok(Put::Write(Change::replace(target, old, new, how)?, changed))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Put::Write(Change::make(target, new), changed)),
        Err(e) => Err(Trouble::system(target, "can't be read")(e)),
    }
}

/// The changes as they lie on disk, for the journal.
fn hunks(decoded: &Decoded, outcome: &Outcome) -> Vec<Hunk> {
    let hunk = |change: &Finding| {
        let mut labels: Vec<String> = change.parts.iter().map(|p| p.rule.to_owned()).collect();
        labels.extend(change.parts.iter().filter_map(|p| p.entry.clone()));
        labels.sort_unstable();
        labels.dedup();
        Some(Hunk {
            start: decoded.offset(change.source.start()) as u64,
            end: decoded.offset(change.source.end()) as u64,
            new: decoded.encode_part(change.replacement.as_deref()?)?.into_owned(),
            labels,
        })
    };
    // The bytes of an archive do not show them.
    if decoded.as_docx().is_some() { Vec::new() } else { outcome.changes.iter().filter_map(hunk).collect() }
}

/// What is kept of a file until it is known whether it was written.
struct Kept {
    tally: FileTally,
    /// What the report says of it.
    told: String,
    changed: bool,
}

/// What was done so far.
struct Account {
    summary: Summary,
    report: Option<Report>,
    /// Why the report can't be written on.
    broken: Option<anyhow::Error>,
    /// A file was refused.
    trouble: bool,
}

impl Account {
    /// Takes a file into the account, and says its trouble.
    fn take(&mut self, file: Kept, trouble: Option<Trouble>) {
        let Kept { tally, told, changed } = file;
        self.summary.add(tally, changed && trouble.is_none(), trouble.is_some());
        match trouble {
            Some(trouble) => {
                self.trouble = true;
                complain(&trouble.to_string());
            }
            None => {
                if let Some(Err(error)) = self.report.as_mut().map(|report| report.add(&told)) {
                    (self.broken, self.report) = (Some(error), None);
                }
            }
        }
    }
}

/// The run as far as it has come.
struct Work {
    batch: Batch<Kept>,
    account: Account,
}

impl Work {
    /// Makes what waits, ends the journal and the report, and gives what there is to say.
    fn end(self, ran: anyhow::Result<Ran>) -> anyhow::Result<(Ran, Summary)> {
        let Work { mut batch, mut account } = self;
        let made = ran.and_then(|ran| {
            batch.make(|file, result| account.take(file, result.err()))?;
            Ok(ran)
        });
        let Account { mut summary, report, broken, trouble } = account;
        summary.run = batch.end(summary.found.fixes);
        let mut ran = made?;
        summary.refused += ran.refused;
        if let Some(error) = broken.or_else(|| report.and_then(|report| report.end(&summary).err())) {
            complain(&format!("{error:#}"));
            ran.exit = ran.exit.max(Exit::Trouble);
        }
        if trouble {
            ran.exit = ran.exit.max(Exit::Trouble);
        }
        if let (Some(words), Some(run)) = (&mut ran.stopped, &summary.run) {
            *words += &format!("; {} changed: copydesk undo {run} takes them back", summary.changed);
        }
        Ok((ran, summary))
    }
}
