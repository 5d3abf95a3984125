//! `copydesk diff`

use std::io::{IsTerminal, Write};

use clap::{Args, ValueEnum};
use copydesk::report::{Style, json_line, records, render, unified, visible};
use copydesk::{Pipeline, Tier};

use super::exit::{Exit, complain};
use super::flags::{ColorFlags, InputFlags, RuleFlags};
use super::work;

/// Show what `fix` would change.
#[derive(Args)]
pub struct Diff {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    color: ColorFlags,
    /// How it is shown; else `color` on a terminal and `unified` into a pipe or file
    #[arg(long, value_enum, value_name = "FORMAT")]
    output_format: Option<Format>,
    /// Columns to wrap at, else the terminal's
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Paragraphs with the changes marked inside the line, and their reasons
    Color,
    /// A patch for `patch -p1` and `git apply`
    Unified,
    /// One JSON object a change
    Json,
}

impl Diff {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let pipeline = self.rules.pipeline()?;
        let terminal = std::io::stdout().is_terminal();
        let format = self.output_format.unwrap_or(if terminal { Format::Color } else { Format::Unified });
        let width = self.width.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80);
        if format == Format::Unified {
            return self.unified(&pipeline, terminal);
        }
        let (mut out, color) = self.color.stdout();
        let mut first = true;
        work::run(&self.input, &pipeline, |done| {
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            match format {
                _ if self.input.quiet => {}
                Format::Color => {
                    let open = !outcome.suggestions.is_empty() || !outcome.notes.is_empty();
                    if !outcome.changes.is_empty() || open {
                        if !first {
                            writeln!(out)?;
                        }
                        first = false;
                        write!(out, "{}", render(&path, decoded, outcome, Style { width, color }))?;
                    }
                }
                Format::Json | Format::Unified => {
                    for record in records(&path, decoded, outcome).iter().filter(|r| r.tier == Tier::Fix.name()) {
                        writeln!(out, "{}", json_line(record)?)?;
                    }
                }
            }
            Ok(if outcome.changes.is_empty() { Exit::Quiet } else { Exit::Found })
        })
        .map(|ran| ran.exit)
    }

    /// The bytes of a patch go out as they are: what a file holds is not for us to strip. A terminal is shown them made visible.
    fn unified(&self, pipeline: &Pipeline, terminal: bool) -> anyhow::Result<Exit> {
        let mut out = std::io::stdout().lock();
        work::run(&self.input, pipeline, |done| {
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            let diff = unified(&path, &decoded.with_mark(&decoded.text), &decoded.with_mark(&outcome.text));
            let diff = if self.input.quiet { String::new() } else { diff };
            match decoded.encode_part(&diff).filter(|_| decoded.is_ascii_compatible()) {
                _ if terminal => diff.lines().try_for_each(|line| writeln!(out, "{}", visible(line)))?,
                Some(bytes) => out.write_all(&bytes)?,
                None => {
                    complain(&format!("{path}: the diff is in UTF-8, the file in {}; patch can't apply it", decoded.encoding()));
                    out.write_all(diff.as_bytes())?;
                }
            }
            Ok(if outcome.changes.is_empty() { Exit::Quiet } else { Exit::Found })
        })
        .map(|ran| ran.exit)
    }
}
