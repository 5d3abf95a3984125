//! `copydesk apply`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use copydesk::desk::Replacer;
use copydesk::review::{Decision, Rest, Sheet};

use super::decided::{self, Book, Tally};
use super::exit::{Exit, complain};
use super::flags::{InputFlags, RuleFlags};
use super::journal::{self, JournalFlags};
use super::work;

/// Write the changes that were decided on in a review.
#[derive(Args)]
pub struct Apply {
    /// The decisions, as a review or the page of `diff --output-format html` keeps them
    #[arg(value_name = "DECISIONS")]
    decisions: PathBuf,
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    journal: JournalFlags,
    /// What happens to findings that nobody decided on
    #[arg(long, value_enum, default_value = "leave", value_name = "WHAT")]
    default: Default,
    /// Say what would be done, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Default {
    /// They are left as they are
    Leave,
    /// Fixes are made, suggestions left
    Fix,
}

impl Apply {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        if self.input.paths.iter().any(|p| p == Path::new("-")) {
            anyhow::bail!("decisions are applied to files; standard input is none");
        }
        let beside = self.decisions.parent().unwrap_or(Path::new(""));
        let mut book = Book::new(decided::read(&self.decisions)?, beside);
        let pipeline = self.rules.reviewing()?;
        let fields = self.input.reading()?.fields;
        let (mut tally, mut read) = (Tally::default(), 0);
        let mut replacer = if self.dry_run { Replacer::with(None) } else { self.journal.begin()? };
        let ran = work::run(
            &self.input,
            &pipeline,
            false,
            |done| done,
            |done| {
                read += 1;
                let decisions: Vec<&Decision> = book.on(&done.source.path).iter().collect();
                let sheet = Sheet::new("", &done.source.decoded.text, &done.outcome);
                let rest = if self.default == Default::Fix { Rest::Fix(&sheet) } else { Rest::Leave };
                if decisions.is_empty() && self.default == Default::Leave {
                    return Ok(Exit::Quiet);
                }
                let mut said = Vec::new();
                let writes = (!self.dry_run).then_some(&mut replacer);
                let carried = decided::carry_out(&done.source, &fields, &decisions, rest, writes, &mut tally, &mut said);
                said.iter().for_each(|message| complain(message));
                match carried {
                    Ok(_) => Ok(Exit::Quiet),
                    Err(trouble) => {
                        complain(&trouble.to_string());
                        Ok(Exit::Trouble)
                    }
                }
            },
        );
        let run = journal::end(replacer, tally.changed, tally.made + tally.by_default);
        let ran = ran?;
        if !self.input.quiet {
            self.print(&tally, read, book.left(), run)?;
        }
        Ok(if tally.failed > 0 { Exit::Trouble.max(ran.end()) } else { ran.end() })
    }

    fn print(&self, tally: &Tally, read: usize, left: usize, run: Option<String>) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        let files = if read == 1 { "1 file".to_owned() } else { format!("{read} files") };
        let changed = if self.dry_run { "would change" } else { "changed" };
        write!(
            out,
            "{files} read, {} {changed}; {} decisions carried out, {} places kept",
            tally.changed, tally.made, tally.kept
        )?;
        for (count, what) in [
            (tally.by_default, "fixes made by default"),
            (tally.done, "carried out before"),
            (tally.failed, "could not be carried out"),
            (left, "on files that were not named"),
        ] {
            if count > 0 {
                write!(out, ", {count} {what}")?;
            }
        }
        writeln!(out)?;
        run.iter().try_for_each(|run| writeln!(out, "copydesk undo {run} takes this back"))
    }
}
