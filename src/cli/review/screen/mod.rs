//! The review on a screen: events in, frames out. [`app`] holds what is shown and what keys do, [`draw`] paints it.

mod app;
mod draw;
mod input;
mod keys;
mod panes;
mod wrap;

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use anyhow::Context;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
};
use ratatui::crossterm::execute;

use self::app::App;
use super::session::Session;
use crate::cli::exit::Exit;

/// After this long without a key, decisions are brought to disk.
const REST: Duration = Duration::from_millis(250);

/// And at least this often.
const LONGEST: Duration = Duration::from_secs(2);

/// Runs the review until the person leaves it.
pub fn run(session: &mut Session, color: bool) -> anyhow::Result<Exit> {
    let mut terminal = ratatui::try_init().context("the terminal can't show a screen; --plain asks in lines")?;
    let on = execute!(std::io::stdout(), EnableMouseCapture, EnableBracketedPaste);
    let done = on.map_err(anyhow::Error::from).and_then(|()| turn(&mut terminal, &mut App::new(session, color)));
    let off = execute!(std::io::stdout(), DisableBracketedPaste, DisableMouseCapture);
    ratatui::restore();
    off?;
    done?;
    Ok(session.exit)
}

fn turn(terminal: &mut ratatui::DefaultTerminal, app: &mut App<'_>) -> anyhow::Result<()> {
    let mut saved = Instant::now();
    loop {
        terminal.draw(|frame| draw::draw(frame, app))?;
        if !event::poll(REST)? || saved.elapsed() > LONGEST {
            app.save();
            saved = Instant::now();
        }
        // All that waits is taken before the next frame: a key held down draws no frames that nobody sees.
        while event::poll(Duration::ZERO)? {
            match event::read()? {
                Event::Key(key) => keys::key(app, key),
                Event::Mouse(mouse) => keys::mouse(app, mouse),
                Event::Paste(text) => keys::paste(app, &text),
                _ => {}
            }
            if app.left {
                app.save();
                return Ok(());
            }
        }
    }
}
