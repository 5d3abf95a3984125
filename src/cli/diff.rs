//! `copydesk diff`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use copydesk::report::{Record, Style, json_line, records, render, unified, visible};
use copydesk::review::{Queue, page::page};
use copydesk::{Pipeline, Tier};

use super::decided;
use super::exit::{Exit, complain};
use super::flags::{ColorFlags, InputFlags, RuleFlags};
use super::report::{self, ReportFlags};
use super::work;

/// Show what `fix` would change.
#[derive(Args)]
pub struct Diff {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    report: ReportFlags,
    #[command(flatten)]
    color: ColorFlags,
    /// How it is shown; else `color` on a terminal and `unified` into a pipe or file
    #[arg(long, value_enum, value_name = "FORMAT")]
    output_format: Option<Format>,
    /// Write the page of `--output-format html` to this file; a name that ends in .html asks for that format
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
    /// One page for a browser, in which changes, suggestions and notes are decided on
    Html,
}

impl Diff {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let terminal = std::io::stdout().is_terminal();
        let page = self.output.as_ref().is_some_and(|o| o.extension().is_some_and(|e| e.eq_ignore_ascii_case("html")));
        let usual = match (page, terminal) {
            (true, _) => Format::Html,
            (false, true) => Format::Color,
            (false, false) => Format::Unified,
        };
        let format = self.output_format.unwrap_or(usual);
        if format == Format::Html {
            return self.page(terminal);
        }
        if let Some(output) = &self.output {
            bail!("{}: --output writes the page of --output-format html", output.display());
        }
        let width = self.width.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80);
        let pipeline = self.rules.pipeline()?;
        if format == Format::Unified {
            return self.unified(&pipeline, terminal);
        }
        let (mut out, color) = self.color.stdout();
        let mut first = true;
        let (reported, mut reporting) = (self.report.format()?, self.report.over_all("diff")?);
        let show = |done: work::Done| {
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            let open = !outcome.suggestions.is_empty() || !outcome.notes.is_empty();
            let shown = match format {
                _ if self.input.quiet => Ok(String::new()),
                Format::Color if outcome.changes.is_empty() && !open => Ok(String::new()),
                Format::Color => Ok(render(&path, decoded, outcome, Style { width, color })),
                Format::Json | Format::Unified | Format::Html => lines(&records(&path, decoded, outcome)),
            };
            (!outcome.changes.is_empty(), shown, reported.map(|format| report::looked_at(format, &done)))
        };
        let ran = work::run(&self.input, &pipeline, !self.input.quiet, show, |(found, shown, looked)| {
            let shown = shown?;
            reporting.add(looked)?;
            if format == Format::Color && !shown.is_empty() && !std::mem::take(&mut first) {
                writeln!(out)?;
            }
            out.write_all(shown.as_bytes())?;
            Ok(if found { Exit::Found } else { Exit::Quiet })
        })?;
        reporting.end(ran.refused)?;
        Ok(ran.end())
    }

    /// The page: of all files together, so that one entry's every place can be seen.
    fn page(&self, terminal: bool) -> anyhow::Result<Exit> {
        if self.output.is_none() && terminal {
            bail!("a page is for a browser: name a file, as in --output review.html");
        }
        let pipeline = self.rules.reviewing()?;
        let tier = self.rules.tier();
        let mut sheets = Vec::new();
        let prepare = |done: work::Done| (!done.outcome.changes.is_empty(), decided::sheet(&done, tier));
        let ran = work::run(&self.input, &pipeline, false, prepare, |(found, sheet)| {
            sheets.push(sheet);
            Ok(if found { Exit::Found } else { Exit::Quiet })
        })?;
        if ran.stopped.is_none() && !self.input.quiet {
            let page = page(&Queue::new(sheets, pipeline.dictionary()));
            match &self.output {
                Some(output) => {
                    decided::replace(output, &page).with_context(|| format!("{}: can't be written", output.display()))?
                }
                None => std::io::stdout().lock().write_all(page.as_bytes())?,
            }
        }
        Ok(ran.end())
    }

    /// The bytes of a patch go out as they are: what a file holds is not for us to strip. A terminal is shown them made visible.
    fn unified(&self, pipeline: &Pipeline, terminal: bool) -> anyhow::Result<Exit> {
        let mut out = std::io::stdout().lock();
        let (reported, mut reporting) = (self.report.format()?, self.report.over_all("diff")?);
        let patch = |done: work::Done| {
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            let diff = unified(&path, &decoded.with_mark(&decoded.text), &decoded.with_mark(&outcome.text));
            let diff = if self.input.quiet { String::new() } else { diff };
            let bytes: Result<Vec<u8>, _> = match decoded.encode_part(&diff).filter(|_| decoded.is_ascii_compatible()) {
                _ if terminal => Ok(diff.lines().flat_map(|line| [visible(line).as_bytes(), b"\n"].concat()).collect()),
                Some(bytes) => Ok(bytes.into_owned()),
                None => Err((
                    format!("{path}: the diff is in UTF-8, the file in {}; patch can't apply it", decoded.encoding()),
                    diff.into_bytes(),
                )),
            };
            (!outcome.changes.is_empty(), bytes, reported.map(|format| report::looked_at(format, &done)))
        };
        let ran = work::run(&self.input, pipeline, !self.input.quiet, patch, |(found, bytes, looked)| {
            reporting.add(looked)?;
            let bytes = bytes.unwrap_or_else(|(words, bytes)| {
                complain(&words);
                bytes
            });
            out.write_all(&bytes)?;
            Ok(if found { Exit::Found } else { Exit::Quiet })
        })?;
        reporting.end(ran.refused)?;
        Ok(ran.end())
    }
}

/// The fixes of a file, one JSON object a line.
fn lines(records: &[Record]) -> anyhow::Result<String> {
    let mut out = String::new();
    for record in records.iter().filter(|r| r.tier == Tier::Fix.name()) {
        out += &json_line(record)?;
        out.push('\n');
    }
    Ok(out)
}
