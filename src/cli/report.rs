//! `--report FILE`: what a run found and did, for programs or as a page.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use copydesk::Outcome;
use copydesk::desk::{self, Decoded};
use copydesk::report::{FileTally, ReportFormat, Summary};

use super::work::Done;

/// A page longer than this opens slowly: the findings of further files are left out of it.
const PAGE: u64 = 24 << 20;

/// Whether a report is written.
#[derive(Args, Debug)]
pub struct ReportFlags {
    /// Write a report of the run: a page (.html), or JSON for programs (.json)
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// A report that is being written.
pub struct Report {
    format: ReportFormat,
    path: PathBuf,
    command: &'static str,
    /// What is to be said of the files: a page shows the summary first.
    spool: BufWriter<File>,
    shown: usize,
    unshown: usize,
    length: u64,
}

impl ReportFlags {
    /// Is a report asked for?
    pub fn asked(&self) -> bool {
        self.report.is_some()
    }

    /// The format asked for.
    pub fn format(&self) -> anyhow::Result<Option<ReportFormat>> {
        let Some(path) = &self.report else { return Ok(None) };
        match path.extension().and_then(|e| e.to_str()).unwrap_or_default() {
            "json" => Ok(Some(ReportFormat::Json)),
            "html" | "htm" => Ok(Some(ReportFormat::Html)),
            _ => bail!("{}: a report is a .html or a .json file", path.display()),
        }
    }

    /// Begins the report of a command that writes no file.
    pub fn over_all(&self, command: &'static str) -> anyhow::Result<Reporting> {
        Ok(Reporting { report: self.begin(command)?, summary: Summary::default() })
    }

    /// Begins the report of a command. Whether it can be written is seen before anything is done.
    pub fn begin(&self, command: &'static str) -> anyhow::Result<Option<Report>> {
        let (Some(format), Some(path)) = (self.format()?, &self.report) else { return Ok(None) };
        let said = || format!("{}: the report can't be written", path.display());
        if path.is_dir() {
            bail!("{}: a report is a file, and a folder stands there", path.display());
        }
        desk::new_beside(path).with_context(said)?;
        let spool = BufWriter::new(tempfile::tempfile().with_context(said)?);
        let (path, shown, unshown, length) = (path.clone(), 0, 0, 0);
        Ok(Some(Report { format, path, command, spool, shown, unshown, length }))
    }
}

/// What the report says of a file; nothing without a report.
pub fn told(format: Option<ReportFormat>, decoded: &Decoded, outcome: &Outcome, tally: &FileTally) -> String {
    format.map_or(String::new(), |format| format.file(decoded, outcome, tally))
}

impl Report {
    /// Adds what is said of a file.
    pub fn add(&mut self, file: &str) -> anyhow::Result<()> {
        if file.is_empty() {
            return Ok(());
        }
        if self.format == ReportFormat::Html && self.length > PAGE {
            self.unshown += 1;
            return Ok(());
        }
        let between = if self.shown > 0 { self.format.between() } else { "" };
        self.length += (between.len() + file.len()) as u64;
        self.shown += 1;
        self.write(between.as_bytes()).and_then(|()| self.write(file.as_bytes()))
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.spool.write_all(bytes).with_context(|| format!("{}: the report can't be written", self.path.display()))
    }

    /// Puts the report where it was asked for.
    pub fn end(self, summary: &Summary) -> anyhow::Result<()> {
        let path = self.path.clone();
        self.put(summary).with_context(|| format!("{}: the report can't be written", path.display()))
    }

    fn put(self, summary: &Summary) -> std::io::Result<()> {
        let mut spool = self.spool.into_inner().map_err(|e| e.into_error())?;
        spool.rewind()?;
        let mut file = desk::new_beside(&self.path)?;
        file.write_all(self.format.head(self.command, summary).as_bytes())?;
        std::io::copy(&mut spool, &mut file)?;
        file.write_all(self.format.tail(summary, self.unshown).as_bytes())?;
        file.persist(&self.path).map_err(|e| e.error)?;
        Ok(())
    }
}

/// What a command that writes no file looked at.
pub fn looked_at(format: ReportFormat, done: &Done) -> (FileTally, String) {
    let tally = FileTally::of(&done.source.path, &done.source.decoded.text, &done.outcome);
    let told = format.file(&done.source.decoded, &done.outcome, &tally);
    (tally, told)
}

/// The report of a command that writes no file, if one is asked for.
pub struct Reporting {
    report: Option<Report>,
    summary: Summary,
}

impl Reporting {
    /// Adds a file.
    pub fn add(&mut self, looked: Option<(FileTally, String)>) -> anyhow::Result<()> {
        let (Some(report), Some((tally, told))) = (&mut self.report, looked) else { return Ok(()) };
        let changed = tally.found.fixes > 0;
        self.summary.add(tally, changed, false);
        report.add(&told)
    }

    /// Puts the report where it was asked for; so many files were refused.
    pub fn end(mut self, refused: usize) -> anyhow::Result<()> {
        self.summary.refused += refused;
        self.report.map_or(Ok(()), |report| report.end(&self.summary))
    }
}
