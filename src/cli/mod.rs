//! The command line: one file a command. What it promises stands in the README; everything is tested by running the program.

mod check;
mod config;
mod dict;
mod diff;
mod exit;
mod explain;
mod fix;
mod flags;
mod rules;
mod work;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use exit::Exit;

/// Repairs garbled names, terms and marks in machine-translated news, and shows every change with its reason.
#[derive(Parser)]
#[command(name = "copydesk", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Correct files in place and print a summary; `-` corrects standard input to standard output
    Fix(fix::Fix),
    /// Show what `fix` would change: coloured by word on a terminal, else a unified diff
    Diff(diff::Diff),
    /// List every fix, suggestion and note with its reason
    Check(check::Check),
    /// List the rules, or explain one
    Rules(rules::Rules),
    /// Say what each dictionary entry and rule makes of a text, also those that did not fire, and why
    Explain(explain::Explain),
    /// Look after dictionaries
    Dict(dict::Dict),
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Parses, runs, and gives the exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Fix(c) => c.run(),
        Command::Diff(c) => c.run(),
        Command::Check(c) => c.run(),
        Command::Rules(c) => c.run(),
        Command::Explain(c) => c.run(),
        Command::Dict(c) => c.run(),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "copydesk", &mut std::io::stdout());
            Ok(Exit::Quiet)
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout()).map(|()| Exit::Quiet).map_err(Into::into)
        }
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) if exit::is_broken_pipe(&error) => Exit::Quiet.into(),
        Err(error) => {
            exit::complain(&format!("{error:#}"));
            Exit::Trouble.into()
        }
    }
}
