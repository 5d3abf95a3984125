//! What a long run shows of itself on a terminal, and how it is asked to stop.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::exit::Exit;

/// A run shorter than this shows no bar.
const MOMENT: Duration = Duration::from_millis(700);

/// How often the time left is worked out.
const TELL: Duration = Duration::from_millis(300);

/// The bar on the screen, if there is one: what is said meanwhile goes above it.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Standard output may go to a pager, whose Ctrl-C it is: no number of them ends the program under it.
pub static PAGED: AtomicBool = AtomicBool::new(false);

/// Says something on the terminal without running into the bar.
pub fn aside<T>(say: impl FnOnce() -> T) -> T {
    let bar = SHOWN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match bar {
        Some(bar) => bar.suspend(say),
        None => say(),
    }
}

/// A bar that counts files, once a run takes more than a moment.
pub struct Progress {
    total: usize,
    done: usize,
    start: Instant,
    /// When the time left was last worked out.
    told: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// For a run over `total` files; `listing`: it prints to standard output as it goes, so that a terminal has no room for a bar.
    pub fn of(total: usize, listing: bool) -> Self {
        let wanted = total > 1 && std::io::stderr().is_terminal() && !(listing && std::io::stdout().is_terminal());
        Progress { total, done: 0, start: Instant::now(), told: Instant::now(), wanted, bar: None }
    }

    /// One more file is done; gives its number, from 0.
    pub fn step(&mut self) -> usize {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
            if self.told.elapsed() > TELL {
                self.told = Instant::now();
                bar.set_message(self.left());
            }
        } else if self.wanted && self.start.elapsed() > MOMENT {
            let bar = ProgressBar::with_draw_target(Some(self.total as u64), ProgressDrawTarget::stderr_with_hz(10));
            let template = "{bar:30} {human_pos} of {human_len} files{msg}";
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_position(self.done as u64);
            bar.set_message(self.left());
            *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
            self.bar = Some(bar);
        }
        self.done - 1
    }

    /// What is left of the time, at the pace of the whole run so far.
    fn left(&self) -> String {
        let pace = self.start.elapsed().as_secs_f64() / self.done as f64;
        let left = Duration::from_secs_f64((pace * self.total.saturating_sub(self.done) as f64).ceil());
        format!(", {} to go", indicatif::HumanDuration(left))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
            *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

/// Whether somebody pressed Ctrl-C or asked the program to end.
#[derive(Clone, Default)]
pub struct Stop {
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// From now on the first such signal only sets the flag, and the second ends the program at once (which leaves each file whole).
    pub fn listen() -> Self {
        let stop = Stop::default();
        for signal in [SIGINT, SIGTERM] {
            let again = Arc::new(AtomicBool::new(false));
            // They run in this order, so that the shutdown meets the flag only at the second signal. Where the system refuses,
            // the signal keeps its old effect, which is to end the program.
            if signal == SIGTERM || !PAGED.load(Ordering::Relaxed) {
                let _ = signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again));
            }
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&stop.signal), signal as usize);
            let _ = signal_hook::flag::register(signal, again);
        }
        stop
    }

    /// Is it time to end?
    pub fn asked(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// The exit that tells of the signal, once there was one.
    pub fn exit(&self) -> Option<Exit> {
        match self.signal.load(Ordering::Relaxed) {
            0 => None,
            signal if signal == SIGTERM as usize => Some(Exit::Terminated),
            _ => Some(Exit::Interrupted),
        }
    }
}
