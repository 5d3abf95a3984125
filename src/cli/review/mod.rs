//! `copydesk review`

mod never;
mod plain;
mod screen;
mod session;
mod show;
mod store;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;
use copydesk::review::Choice;
use signal_hook::consts::SIGINT;

use self::plain::Plain;
use self::session::Session;
use self::store::Store;
use super::exit::Exit;
use super::flags::{ColorFlags, InputFlags, RuleFlags};
use super::journal::JournalFlags;

/// Go through the changes one by one.
#[derive(Args)]
pub struct Review {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    color: ColorFlags,
    #[command(flatten)]
    journal: JournalFlags,
    /// A dialogue in lines instead of a screen, as where there is no terminal
    #[arg(long)]
    plain: bool,
    /// Keep the decisions in this file, and take up those that it holds; else they are kept in the state folder
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
}

impl Review {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let store = self.decisions.as_deref().map_or_else(|| Ok(Store::state()), Store::file)?;
        let mut session = Session::open(self.input, self.rules, self.journal, store)?;
        if session.stopped {
            return Ok(session.exit);
        }
        // Reading many files takes the first Ctrl-C as a wish to end between two of them; from here on it ends the dialogue at once.
        // Decisions are kept with every answer.
        let _ = signal_hook::flag::register_conditional_shutdown(SIGINT, 128 + SIGINT, Arc::new(AtomicBool::new(true)));
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let (out, color) = self.color.stdout();
        if self.plain || !terminal || dumb {
            return Plain::new(&mut session, std::io::stdin().lock(), out).run();
        }
        drop(out);
        screen::run(&mut session, color)
    }
}

/// Why something can't be decided.
fn refusal(choice: &Choice) -> &'static str {
    match choice {
        Choice::Accept => "Nothing certain is proposed here: pick another reading, type a text (t), or leave it (n).",
        Choice::Alternative(_) => "There is no other reading of that number.",
        Choice::NeverForm | Choice::NeverEntry => {
            "A dictionary holds words, and this is about marks: reject it (n), or switch the rule off (--without, copydesk.toml)."
        }
        Choice::Typed(_) | Choice::Reject => "That can't be decided here.",
    }
}
