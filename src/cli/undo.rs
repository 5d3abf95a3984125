//! `copydesk undo`

use std::io::Write;

use anyhow::bail;
use clap::Args;
use copydesk::desk::journal::{Prune, Pruned, RunState, RunSummary, TakenBack};
use copydesk::report::visible;
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use super::exit::{Exit, complain};
use super::journal::store;

/// Take a run back: every file it changed gets its old bytes again.
///
/// A file that changed since is refused and left as it is; the others are put back.
#[derive(Args)]
pub struct Undo {
    /// The run, or the beginning of its name, else the last one that was not undone
    #[arg(value_name = "RUN", conflicts_with_all = ["list", "prune"])]
    run: Option<String>,
    /// List the runs, the last one first
    #[arg(long)]
    list: bool,
    /// Take back only what this dictionary entry (as technology.toml:41) or rule took part in, and keep the rest
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["list", "prune"])]
    entry: Option<String>,
    /// Remove journals that are no longer needed: of runs that were undone, of runs older than --days, and the oldest beyond
    /// --size; the last run stays
    #[arg(long, conflicts_with = "list")]
    prune: bool,
    /// With --prune: days that a run can be undone
    #[arg(long, value_name = "N", default_value_t = 30, requires = "prune")]
    days: u32,
    /// With --prune: MiB that all journals may take
    #[arg(long, value_name = "MIB", default_value_t = 1024, requires = "prune")]
    size: u64,
    /// Print no summary: the exit status tells
    #[arg(long, short)]
    quiet: bool,
}

impl Undo {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let store = store()?;
        let mut out = anstream::stdout().lock();
        if self.list {
            let (runs, troubles) = store.runs()?;
            troubles.iter().for_each(|t| complain(&t.to_string()));
            if runs.is_empty() && troubles.is_empty() && !self.quiet {
                writeln!(out, "there are no runs")?;
            }
            runs.iter().rev().try_for_each(|run| writeln!(out, "{}", line(run)))?;
            return Ok(if troubles.is_empty() { Exit::Quiet } else { Exit::Trouble });
        }
        if self.prune {
            let day = 24 * 60 * 60 * 1000;
            let older_than = Timestamp::now().as_millisecond() - i64::from(self.days) * day;
            let Pruned { runs, bytes, left } = store.prune(Prune { older_than, size: self.size.saturating_mul(1 << 20) })?;
            if !self.quiet {
                writeln!(out, "{} removed ({}), {left} left", count(runs, "journal"), size(bytes))?;
            }
            return Ok(Exit::Quiet);
        }
        let undo = store.open(self.run.as_deref())?;
        let id = undo.id().to_owned();
        let done = undo.take_back(self.entry.as_deref(), |trouble| complain(&trouble.to_string()))?;
        if let Some(entry) = self.entry.as_deref().filter(|_| done.restored + done.already + done.refused == 0) {
            let mut labels: Vec<(&String, &usize)> = done.labels.iter().collect();
            labels.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            let known: Vec<String> = labels.iter().take(8).map(|(label, count)| format!("{label} ({count})")).collect();
            bail!("{entry:?} changed nothing in run {id}; most was done by {}", known.join(", "));
        }
        if !self.quiet {
            writeln!(out, "{}", visible(&said(&id, &done, self.entry.as_deref())))?;
        }
        if done.torn {
            complain(&format!(
                "the journal of run {id} breaks off; what it can't tell of was not changed, unless a disk lost it"
            ));
        }
        Ok(if done.refused > 0 { Exit::Trouble } else { Exit::Quiet })
    }
}

fn said(id: &str, done: &TakenBack, entry: Option<&str>) -> String {
    let mut words = format!("run {id}: {} restored", count(done.restored, "file"));
    if let Some(entry) = entry {
        words = format!("run {id}: {} by {entry} taken back in {}", count(done.hunks, "change"), count(done.restored, "file"));
    }
    for (n, what) in [(done.already, "were so already"), (done.refused, "refused")] {
        if n > 0 {
            words += &format!(", {n} {what}");
        }
    }
    words
}

fn line(run: &RunSummary) -> String {
    let when = Timestamp::from_millisecond(run.start.began).unwrap_or(Timestamp::UNIX_EPOCH);
    let when: ZonedDateTime = when.to_zoned_datetime(TimeZone::system());
    let fixes =
        run.fixes.map_or(String::new(), |n| format!(", {}", if n == 1 { "1 fix".to_owned() } else { format!("{n} fixes") }));
    let state = match run.state {
        RunState::Done => "",
        RunState::CutOff => "; cut off, can be undone",
        RunState::Running => "; under way",
        RunState::Undone => "; undone",
        RunState::UndoneInPart => "; undone but for files that had changed since",
    };
    let command = visible(&run.start.words.join(" ")).into_owned();
    let folder = visible(&run.start.folder).into_owned();
    format!(
        "{}  {}  {}{fixes}{state} ({})\n    copydesk {command}  in {folder}",
        run.id,
        when.strftime("%Y-%m-%d %H:%M"),
        count(run.files as usize, "file"),
        size(run.size)
    )
}

fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
