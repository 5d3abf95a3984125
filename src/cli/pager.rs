//! Output that a pager shows when it is longer than the terminal is high.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr;

use super::exit::{Exit, complain, hold, is_broken_pipe};
use super::progress::PAGED;
use super::work::Ran;

/// The pager where the user names none: it quits if all fits, shows colours, and leaves what it showed on the screen.
const USUAL: &str = "less -FRX";

/// Standard output, through a pager if one is wanted and what comes is long.
pub struct Paged<W: Write> {
    out: W,
    state: State,
}

enum State {
    /// What comes goes out.
    Open,
    /// It waits until it is long enough.
    Waiting { pager: String, bytes: Vec<u8>, rows: usize, size: (usize, usize) },
    /// A pager shows it.
    Shown { child: Child, pager: String, bytes: Vec<u8> },
}

/// The pager that would be used; `None`: the output is no terminal, or a dumb one, or none is wanted.
pub fn wanted() -> Option<String> {
    if !io::stdout().is_terminal() || std::env::var_os("TERM").is_none_or(|term| term == "dumb") {
        return None;
    }
    let pager = std::env::var("PAGER").unwrap_or_else(|_| USUAL.to_owned());
    let pager = pager.trim();
    (!pager.is_empty() && pager != "cat").then(|| pager.to_owned())
}

/// Does the pager pass links on? Of `less` that is known since 566; of others it is not.
pub fn passes_links(pager: &str) -> bool {
    let Some(program) = pager.split_whitespace().next().filter(|p| p.ends_with("less")) else { return false };
    let Ok(output) = Command::new(program).arg("--version").stdin(Stdio::null()).output() else { return false };
    let words = String::from_utf8_lossy(&output.stdout);
    words.split_whitespace().nth(1).and_then(|v| v.split('.').next()?.parse::<u32>().ok()).is_some_and(|v| v >= 566)
}

impl<W: Write> Paged<W> {
    /// `pager`: the one to be used when it gets long.
    pub fn new(out: W, pager: Option<String>) -> Self {
        let size = terminal_size::terminal_size().map(|(w, h)| (usize::from(w.0).max(1), usize::from(h.0)));
        let state = match (pager, size) {
            (Some(pager), Some(size)) => {
                PAGED.store(true, Ordering::Relaxed);
                // What is said meanwhile would be lost above the pager.
                hold(true);
                State::Waiting { pager, bytes: Vec::new(), rows: 0, size }
            }
            _ => State::Open,
        };
        Paged { out, state }
    }

    /// Prints what waited, or waits until the user is done with the pager; then says what was to be said.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn end(mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.state, State::Open) {
            State::Open => {}
            State::Waiting { bytes, .. } => {
                let written = self.out.write_all(&bytes).and_then(|()| self.out.flush());
                hold(false);
                written?;
            }
            State::Shown { mut child, pager, bytes } => {
                drop(child.stdin.take());
                let status = child.wait();
                hold(false);
                let status = status?;
                // The shell does not understand it, has not found it, or may not run it.
                if matches!(status.code(), Some(2 | 126 | 127)) {
                    self.out.write_all(&bytes)?;
                    complain(&format!("the pager {pager:?} can't be run; --no-pager shows all of it"));
                }
            }
        }
        self.out.flush()
    }

    /// Begins to page if what waits is longer than the screen.
    fn turn(&mut self) -> io::Result<()> {
        let State::Waiting { pager, bytes, rows, size } = &mut self.state else { return Ok(()) };
        if *rows < size.1 {
            return Ok(());
        }
        let (pager, bytes) = (std::mem::take(pager), std::mem::take(bytes));
        self.state = State::Open;
        match start(&pager) {
            Ok(mut child) => {
                // Ctrl-C is the pager's: it goes to both, and one that ended would leave the terminal to nobody.
                let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
                let written = child.stdin.as_mut().map_or(Ok(()), |input| input.write_all(&bytes));
                self.state = State::Shown { child, pager, bytes };
                written
            }
            Err(error) => {
                hold(false);
                complain(&format!("the pager {pager:?} can't be run: {error}"));
                self.out.write_all(&bytes)
            }
        }
    }
}

impl<W: Write> Drop for Paged<W> {
    fn drop(&mut self) {
        // Ended by an error, which is to be seen.
        if !matches!(self.state, State::Open) {
            hold(false);
        }
    }
}

/// Ends a run that printed into `out`. A user who has seen enough and left the pager is no trouble: the exit tells whether something
/// was found by then.
pub fn end<W: Write>(out: Paged<W>, ran: anyhow::Result<Ran>, found: bool) -> anyhow::Result<Exit> {
    let paged = matches!(out.state, State::Shown { .. });
    let left = |error: &anyhow::Error| paged && is_broken_pipe(error);
    let ended = out.end().map_err(anyhow::Error::from);
    match (ran, ended) {
        (Err(error), _) | (Ok(_), Err(error)) if left(&error) => Ok(if found { Exit::Found } else { Exit::Quiet }),
        (Err(error), _) | (Ok(_), Err(error)) => Err(error),
        (Ok(ran), Ok(())) => Ok(ran.end()),
    }
}

impl<W: Write> Write for Paged<W> {
    fn write(&mut self, new: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Open => return self.out.write(new),
            State::Shown { child, .. } => {
                return child.stdin.as_mut().map_or_else(|| Err(ErrorKind::BrokenPipe.into()), |input| input.write(new));
            }
            State::Waiting { bytes, rows, size, .. } => {
                bytes.extend_from_slice(new);
                *rows += String::from_utf8_lossy(new).split_inclusive('\n').map(|line| height(line, size.0)).sum::<usize>();
            }
        }
        self.turn()?;
        Ok(new.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Open => self.out.flush(),
            State::Waiting { .. } => Ok(()),
            State::Shown { child, .. } => child.stdin.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

/// Rows that a line takes. One without an end counts when its end comes.
fn height(line: &str, columns: usize) -> usize {
    let Some(line) = line.strip_suffix('\n') else { return 0 };
    strip_str(line).to_string().width().div_ceil(columns).max(1)
}

fn start(pager: &str) -> io::Result<Child> {
    let special = |c: char| "|&;<>()$`\\\"'*?[]#~=%!{}\n".contains(c);
    let mut command = if pager.contains(special) && cfg!(unix) {
        let mut command = Command::new("sh");
        command.args(["-c", pager]);
        command
    } else {
        let mut words = pager.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or(pager));
        command.args(words);
        command
    };
    // What a pager that is named without flags should do.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::piped()).spawn()
}
