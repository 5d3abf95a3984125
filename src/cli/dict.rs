//! `copydesk dict`

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use copydesk::dictionary::Dictionary;
use copydesk::report::visible;
use copydesk::review::Decisions;
use copydesk::review::learn::learn;

use super::config;
use super::decided;
use super::exit::{Exit, complain};

/// Look after dictionaries.
#[derive(Args)]
pub struct Dict {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read dictionaries and say what is wrong with them: not TOML, unknown keys, patterns that do not compile, tests that fail, loops
    Check {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Propose entries from the decisions of reviews, as a dictionary on standard output: new ones from texts that were typed, evidence
    /// from the words around what was accepted and rejected, less trust in what people reject and more in what they always take; with how
    /// often they agreed, by entry
    Learn {
        /// The decisions
        #[arg(required = true, value_name = "DECISIONS")]
        files: Vec<PathBuf>,
    },
}

impl Dict {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        match self.command {
            Command::Check { files } => check(files),
            Command::Learn { files } => teach(&files),
        }
    }
}

/// Prints what decisions teach.
fn teach(files: &[PathBuf]) -> anyhow::Result<Exit> {
    let mut decisions = Vec::new();
    for path in files {
        decisions.extend(decided::read(path)?.into_list());
    }
    // Of one place in two files the later decision counts.
    let lessons = learn(Decisions::new(decisions).list());
    std::io::stdout().lock().write_all(lessons.toml().as_bytes())?;
    Ok(Exit::Quiet)
}

fn check(files: Vec<PathBuf>) -> anyhow::Result<Exit> {
    let mut out = anstream::stdout().lock();
    let mut worst = Exit::Quiet;
    for path in files {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) => {
                complain(&format!("{}: the dictionary can't be read: {e}", path.display()));
                worst = Exit::Trouble;
                continue;
            }
        };
        match Dictionary::empty().add(&path.display().to_string(), &text) {
            Err(problem) => {
                complain(&config::show(&problem));
                worst = Exit::Trouble;
            }
            Ok(builder) => {
                let faults = builder.build().faults();
                for fault in &faults {
                    writeln!(out, "{}", visible(&fault.to_string()))?;
                }
                if !faults.is_empty() {
                    worst = worst.max(Exit::Found);
                }
            }
        }
    }
    Ok(worst)
}
