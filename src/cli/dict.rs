//! `copydesk dict`

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use copydesk::dictionary::Dictionary;
use copydesk::report::visible;

use super::config;
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
}

impl Dict {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let Command::Check { files } = self.command;
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
}
