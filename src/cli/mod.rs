//! The command line: one file a command. What it promises stands in the README; everything is tested by running the program.

mod apply;
mod check;
mod config;
mod decided;
mod dict;
mod diff;
mod exit;
mod explain;
mod fix;
mod flags;
mod journal;
mod lsp;
mod ordered;
mod pager;
mod progress;
mod report;
mod review;
mod rules;
mod undo;
mod work;

use std::io::Write;
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
    /// Go through the changes one by one and decide
    ///
    /// On a terminal a screen shows each change in its paragraph, with its reason; elsewhere, and by --plain, a dialogue in lines does.
    /// Accept, reject, pick another reading, type your own, decide on all of an entry; ? shows the keys. Nothing is written until you
    /// say so (w). Decisions are kept when you quit, and taken up when you review the same files again. --tier fix leaves suggestions
    /// and notes out, --tier suggest the notes.
    Review(review::Review),
    /// Write the changes that were decided on in a review
    ///
    /// Only what was accepted is written: findings without a decision are left, unless --default fix asks for the fixes among them. A
    /// place is found by the words around it, so a file may have changed since; what can't be told for certain is said and not
    /// written. Applying twice changes nothing more.
    Apply(apply::Apply),
    /// Take a run back, or what one dictionary entry did in it
    Undo(undo::Undo),
    /// List the rules, or explain one
    Rules(rules::Rules),
    /// Say what each dictionary entry and rule makes of a text, also those that did not fire, and why
    Explain(explain::Explain),
    /// Look after dictionaries
    Dict(dict::Dict),
    /// Serve an editor by the language server protocol: diagnostics, quick fixes, hovers
    Lsp(lsp::Lsp),
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of a command
    Man {
        /// The command, such as `fix`
        command: Option<String>,
    },
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>) -> anyhow::Result<Exit> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.get_subcommands().find(|c| c.get_name() == name) {
            Some(found) => found.clone().display_name(format!("copydesk-{name}")),
            None => anyhow::bail!("there is no command {name:?}; copydesk --help lists them"),
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    print(&text)
}

fn print(bytes: &[u8]) -> anyhow::Result<Exit> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Exit::Quiet)
}

/// Parses, runs, and gives the exit status.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // What was typed is shown again, and a file name with control characters may be part of it.
        Err(error) if error.use_stderr() && error.to_string().chars().any(|c| c.is_control() && c != '\n') => {
            exit::complain(&error.to_string());
            return Exit::Trouble.into();
        }
        Err(error) => error.exit(),
    };
    let done = match cli.command {
        Command::Fix(c) => c.run(),
        Command::Diff(c) => c.run(),
        Command::Check(c) => c.run(),
        Command::Review(c) => c.run(),
        Command::Apply(c) => c.run(),
        Command::Undo(c) => c.run(),
        Command::Rules(c) => c.run(),
        Command::Explain(c) => c.run(),
        Command::Dict(c) => c.run(),
        Command::Lsp(c) => c.run(),
        Command::Completions { shell } => {
            // Into memory first: a reader that goes away is no panic.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "copydesk", &mut script);
            print(&script)
        }
        Command::Man { command } => manual(command.as_deref()),
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
