//! `copydesk check`

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};
use copydesk::Outcome;
use copydesk::report::{describe, json_line, records, sarif, summary_line, visible, workflow_command};

use super::exit::Exit;
use super::flags::{ColorFlags, InputFlags, RuleFlags};
use super::report::{self, ReportFlags};
use super::work;

/// List every fix, suggestion and note with its reason.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    report: ReportFlags,
    #[command(flatten)]
    color: ColorFlags,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Two lines a finding: what, and why
    Text,
    /// One JSON object a finding
    Json,
    /// One SARIF 2.1.0 log, for code scanning and editors
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines
    Github,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let pipeline = self.rules.pipeline()?;
        let (mut out, _) = self.color.stdout();
        let mut reporting = self.report.over_all("check")?;
        let format = self.report.format()?;
        // Where nothing is listed, one finding tells the exit status.
        let told = AtomicBool::new(false);
        let findings = || !(self.input.quiet && format.is_none() && told.load(Ordering::Relaxed));
        let list = |done: work::Done| {
            let Outcome { changes, suggestions, notes, .. } = &done.outcome;
            let found = !(changes.is_empty() && suggestions.is_empty() && notes.is_empty());
            told.fetch_or(found, Ordering::Relaxed);
            let listed = if found && !self.input.quiet { self.list(&done) } else { Ok(String::new()) };
            (found, listed, format.map(|format| report::looked_at(format, &done)))
        };
        let log = self.output_format == Format::Sarif && !self.input.quiet;
        if log {
            out.write_all(sarif::head().as_bytes())?;
        }
        let mut first = true;
        let ran = work::run_while(&self.input, &pipeline, !self.input.quiet, findings, list, |(found, listed, looked)| {
            let listed = listed?;
            if log && !listed.is_empty() && !std::mem::take(&mut first) {
                out.write_all(b",")?;
            }
            out.write_all(listed.as_bytes())?;
            reporting.add(looked)?;
            Ok(if found { Exit::Found } else { Exit::Quiet })
        })?;
        if log {
            out.write_all(sarif::tail(ran.exit < Exit::Trouble).as_bytes())?;
        }
        out.flush()?;
        reporting.end(ran.refused)?;
        Ok(ran.end())
    }

    /// The findings of a file as they are printed.
    fn list(&self, done: &work::Done) -> anyhow::Result<String> {
        if self.output_format == Format::Sarif {
            let results = sarif::results(&done.source.path, &done.source.decoded, &done.outcome);
            return Ok(format!("\n{}", results.join(",\n")));
        }
        let path = done.source.path.display().to_string();
        let records = records(&path, &done.source.decoded, &done.outcome);
        let mut out = String::new();
        for record in &records {
            if self.output_format == Format::Json {
                writeln!(out, "{}", json_line(record)?)?;
            } else if self.output_format == Format::Github {
                writeln!(out, "{}", workflow_command(record))?;
            } else {
                let place = format!("{}:{}:{}", visible(&path), record.line, record.column);
                let bold = anstyle::Style::new().bold();
                writeln!(out, "{bold}{place}{bold:#}: {} {}: {}", record.tier, record.rules.join("+"), describe(record))?;
                let entry = record.entry.as_ref().map(|e| format!(" ({e})")).unwrap_or_default();
                writeln!(out, "    {}{}", visible(&record.reason), visible(&entry))?;
            }
        }
        if self.output_format == Format::Text {
            writeln!(out, "{}: {}", visible(&path), summary_line(&records))?;
        }
        Ok(out)
    }
}
