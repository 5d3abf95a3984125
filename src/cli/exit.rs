//! Exit statuses, and how trouble is said.

use std::cell::RefCell;
use std::io::Write;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use super::progress;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done, or nothing found.
    Quiet,
    /// 1: there are findings.
    Found,
    /// 2: trouble with at least one file, dictionary or flag.
    Trouble,
    /// 130: ended between two files by Ctrl-C.
    Interrupted = 130,
    /// 143: ended between two files because the system asked.
    Terminated = 143,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

thread_local! {
    static HELD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Does something while trouble is gathered and not said: a screen is up, on which it is to be shown.
pub fn gathering<T>(what: impl FnOnce() -> T) -> (T, Vec<String>) {
    HELD.with_borrow_mut(|held| *held = Some(Vec::new()));
    let done = what();
    (done, HELD.take().unwrap_or_default())
}

/// What is to be said when the screen is free again; `None`: it is.
static WAITING: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// From now on trouble is kept while something else has the screen; or it is said, and what comes is said at once.
pub fn hold(on: bool) {
    let before = WAITING.lock().unwrap_or_else(PoisonError::into_inner).replace(Vec::new());
    if !on {
        *WAITING.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
    before.into_iter().flatten().for_each(|message| complain(&message));
}

/// Says trouble on standard error, with nothing in it that could steer the terminal.
pub fn complain(message: &str) {
    if let Some(held) = WAITING.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        held.push(message.to_owned());
        return;
    }
    let gathered = HELD.with_borrow_mut(|held| held.as_mut().map(|held| held.push(message.to_owned())).is_some());
    if gathered {
        return;
    }
    progress::aside(|| {
        let mut err = anstream::stderr().lock();
        for line in message.lines() {
            // A standard error that is gone is no reason to fail differently.
            let _ = writeln!(err, "copydesk: {}", copydesk::report::visible(line));
        }
    });
}

/// Did the reader of our output go away (`| head`)?
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
