//! `copydesk diff`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use copydesk::report::{
    GroupBy, Placed, Record, Style, View, grouped, json_line, placed, records, render, side_by_side, unified_with, visible,
};
use copydesk::review::{Queue, page::page};
use copydesk::{Pipeline, Tier, rule};

use super::decided;
use super::exit::{Exit, complain};
use super::flags::{ColorFlags, InputFlags, RuleFlags};
use super::pager::{self, Paged};
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
    /// Old and new in two columns, where the window is wide enough
    #[arg(long, conflicts_with = "group_by")]
    side_by_side: bool,
    /// Words kept on either side of a change (8); of a patch, lines (3)
    #[arg(long, value_name = "N")]
    context: Option<usize>,
    /// Only changes in which this rule took part; may be given more than once
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// One finding a line, by what they have in common
    #[arg(long, value_enum, value_name = "WHAT")]
    group_by: Option<By>,
    /// No pager, however long it is; else what is longer than the terminal goes through $PAGER (less -FRX)
    #[arg(long)]
    no_pager: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// The dictionary entry; what comes from none, its rules
    Entry,
    /// Each rule that took part
    Rule,
    /// The file
    File,
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
        let looked_at = terminal || self.side_by_side || self.group_by.is_some();
        let usual = match (page, looked_at) {
            (true, _) => Format::Html,
            (false, true) => Format::Color,
            (false, false) => Format::Unified,
        };
        let format = self.output_format.unwrap_or(usual);
        self.check(format)?;
        if format == Format::Html {
            return self.page(terminal);
        }
        if let Some(output) = &self.output {
            bail!("{}: --output writes the page of --output-format html", output.display());
        }
        let pipeline = self.rules.pipeline()?;
        let pager = pager::wanted().filter(|_| !self.no_pager && !self.input.quiet);
        if format == Format::Unified {
            return self.unified(&pipeline, terminal, pager);
        }
        let (out, color) = self.color.stdout();
        let view = self.view(color, terminal, pager.as_deref());
        let (reported, mut reporting) = (self.report.format()?, self.report.over_all("diff")?);
        let mut out = Paged::new(out, pager);
        let mut first = true;
        let mut groups = Vec::new();
        let show = |mut done: work::Done| {
            self.narrow(&mut done);
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            let found = !outcome.changes.is_empty();
            let nothing = !found && outcome.suggestions.is_empty() && outcome.notes.is_empty();
            let shown = match format {
                _ if self.input.quiet => Ok(Shown::Text(String::new())),
                Format::Color if nothing => Ok(Shown::Text(String::new())),
                Format::Color => Ok(match self.group_by {
                    Some(by) => Shown::Places(placed(&path, decoded, outcome, by.into(), &view)),
                    None if self.side_by_side => Shown::Text(side_by_side(&path, decoded, outcome, &view)),
                    None => Shown::Text(render(&path, decoded, outcome, &view)),
                }),
                Format::Json | Format::Unified | Format::Html => lines(&records(&path, decoded, outcome)).map(Shown::Text),
            };
            (found, shown, reported.map(|format| report::looked_at(format, &done)))
        };
        let mut any = false;
        let ran = work::run(&self.input, &pipeline, !self.input.quiet, show, |(found, shown, looked)| {
            any |= found;
            reporting.add(looked)?;
            match shown? {
                Shown::Places(places) => groups.extend(places),
                Shown::Text(text) => {
                    if format == Format::Color && !text.is_empty() && !std::mem::take(&mut first) {
                        writeln!(out)?;
                    }
                    out.write_all(text.as_bytes())?;
                }
            }
            Ok(if found { Exit::Found } else { Exit::Quiet })
        });
        let ran = ran.and_then(|ran| {
            if let Some(by) = self.group_by {
                out.write_all(grouped(groups, by.into(), &view).as_bytes())?;
            }
            reporting.end(ran.refused)?;
            Ok(ran)
        });
        pager::end(out, ran, any)
    }

    /// Are the flags such as the format has?
    fn check(&self, format: Format) -> anyhow::Result<()> {
        for name in &self.only {
            if rule::find(name).is_none() {
                bail!("there is no rule {name:?}; `copydesk rules` lists them");
            }
        }
        for (given, flag) in [(self.side_by_side, "--side-by-side"), (self.group_by.is_some(), "--group-by")] {
            if given && format != Format::Color {
                bail!("{flag} goes with --output-format color");
            }
        }
        if self.context.is_some() && !matches!(format, Format::Color | Format::Unified) {
            bail!("--context goes with --output-format color and unified");
        }
        Ok(())
    }

    /// How it is shown. Links are for a terminal that is known to have them, and a pager that is known to pass them on.
    fn view(&self, color: bool, terminal: bool, pager: Option<&str>) -> View {
        let width = self.width.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80);
        let usual = View::of(Style { width, color });
        let forced = std::env::var_os("FORCE_HYPERLINK").is_some();
        let can = (terminal || forced) && supports_hyperlinks::supports_hyperlinks();
        let links = color && can && pager.is_none_or(pager::passes_links);
        View { context: self.context.unwrap_or(usual.context), links, ..usual }
    }

    /// What of an outcome is asked for.
    fn narrow(&self, done: &mut work::Done) {
        if !self.only.is_empty() {
            done.outcome = std::mem::take(&mut done.outcome).narrowed(&done.source.decoded.text, &self.only);
        }
    }

    /// The page: of all files together, so that one entry's every place can be seen.
    fn page(&self, terminal: bool) -> anyhow::Result<Exit> {
        if self.output.is_none() && terminal {
            bail!("a page is for a browser: name a file, as in --output review.html");
        }
        let pipeline = self.rules.reviewing()?;
        let (tier, fields) = (self.rules.tier(), self.input.reading()?.fields);
        let mut sheets = Vec::new();
        let prepare = |mut done: work::Done| {
            self.narrow(&mut done);
            (!done.outcome.changes.is_empty(), decided::sheet(&done, tier, &fields))
        };
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
    fn unified(&self, pipeline: &Pipeline, terminal: bool, pager: Option<String>) -> anyhow::Result<Exit> {
        let (reported, mut reporting) = (self.report.format()?, self.report.over_all("diff")?);
        let mut out = Paged::new(std::io::stdout().lock(), pager);
        let context = self.context.unwrap_or(3);
        let patch = |mut done: work::Done| {
            self.narrow(&mut done);
            let (decoded, outcome) = (&done.source.decoded, &done.outcome);
            let path = done.source.path.display().to_string();
            let (old, new) = (decoded.with_mark(&decoded.text), decoded.with_mark(&outcome.text));
            let diff = unified_with(&path, &old, &new, context);
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
        let mut any = false;
        let ran = work::run(&self.input, pipeline, !self.input.quiet, patch, |(found, bytes, looked)| {
            reporting.add(looked)?;
            let bytes = bytes.unwrap_or_else(|(words, bytes)| {
                complain(&words);
                bytes
            });
            any |= found;
            out.write_all(&bytes)?;
            Ok(if found { Exit::Found } else { Exit::Quiet })
        });
        let ran = ran.and_then(|ran| {
            reporting.end(ran.refused)?;
            Ok(ran)
        });
        pager::end(out, ran, any)
    }
}

/// What is shown of a file, or what of it goes into groups.
enum Shown {
    Text(String),
    Places(Vec<Placed>),
}

impl From<By> for GroupBy {
    fn from(by: By) -> GroupBy {
        match by {
            By::Entry => GroupBy::Entry,
            By::Rule => GroupBy::Rule,
            By::File => GroupBy::File,
        }
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
