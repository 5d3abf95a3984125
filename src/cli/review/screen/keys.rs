//! What keys and the mouse do.

use copydesk::review::{Choice, Filter, Reach};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::app::{App, Hit, Over};
use super::input::Input;

/// Does what a key asks.
pub fn key(app: &mut App<'_>, key: KeyEvent) {
    if key.kind == KeyEventKind::Release {
        return;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c' | 'q')) {
        // Decisions are kept: nothing is lost by leaving at once.
        app.left = true;
        return;
    }
    match std::mem::replace(&mut app.over, Over::Nothing) {
        Over::Nothing => plain(app, key),
        Over::Help | Over::Said(..) => {}
        Over::Typing(input) => match typed(input, key) {
            Typed::On(input) => app.over = Over::Typing(input),
            Typed::Done(text) if text.contains(['\n', '\r']) => app.message = "A text of one line, please.".to_owned(),
            Typed::Done(text) => app.decide(Choice::Typed(text)),
            Typed::Off => {}
        },
        Over::Searching(input) => match typed(input, key) {
            Typed::On(input) => app.over = Over::Searching(input),
            Typed::Done(text) => app.search(&text),
            Typed::Off => {}
        },
        Over::All(choice, here, everywhere) => match key.code {
            KeyCode::Char('f') => app.decide_all(&choice, Reach::File),
            KeyCode::Char('e') => app.decide_all(&choice, Reach::Everywhere),
            KeyCode::Esc | KeyCode::Char('n' | 'q') => {}
            _ => app.over = Over::All(choice, here, everywhere),
        },
        Over::Never => match key.code {
            KeyCode::Char('f') => app.decide(Choice::NeverForm),
            KeyCode::Char('e') => app.decide(Choice::NeverEntry),
            KeyCode::Esc | KeyCode::Char('n' | 'q') => {}
            _ => app.over = Over::Never,
        },
        Over::Filters(mut menu) => {
            let shown = menu.shown();
            match key.code {
                KeyCode::Esc => return,
                KeyCode::Enter => match shown.get(menu.at) {
                    Some(&line) => return app.pass(menu.lines.swap_remove(line).0),
                    None => return,
                },
                KeyCode::Up => menu.at = menu.at.saturating_sub(1),
                KeyCode::Down => menu.at = (menu.at + 1).min(shown.len().saturating_sub(1)),
                KeyCode::PageUp => menu.at = menu.at.saturating_sub(10),
                KeyCode::PageDown => menu.at = (menu.at + 10).min(shown.len().saturating_sub(1)),
                _ => {
                    if let Typed::On(input) = typed(std::mem::take(&mut menu.narrow), key) {
                        menu.narrow = input;
                        menu.at = 0;
                    }
                }
            }
            app.over = Over::Filters(menu);
        }
        Over::Writing => match key.code {
            KeyCode::Char('y' | 'w') | KeyCode::Enter => app.write(),
            KeyCode::Esc | KeyCode::Char('n' | 'q') => {}
            _ => app.over = Over::Writing,
        },
        Over::Leaving => match key.code {
            KeyCode::Char('w') => app.write(),
            KeyCode::Char('q' | 'y') | KeyCode::Enter => app.left = true,
            KeyCode::Esc | KeyCode::Char('n') => {}
            _ => app.over = Over::Leaving,
        },
    }
}

fn plain(app: &mut App<'_>, key: KeyEvent) {
    app.message.clear();
    match key.code {
        KeyCode::Char('a' | 'y') => app.decide(Choice::Accept),
        KeyCode::Char('r' | 'n' | 'x') => app.decide(Choice::Reject),
        KeyCode::Char(digit @ '1'..='9') => app.decide(Choice::Alternative(digit as usize - '1' as usize)),
        KeyCode::Char('t' | 'e') => app.type_text(),
        KeyCode::Char('A') => app.ask_all(Choice::Accept),
        KeyCode::Char('R') => app.ask_all(Choice::Reject),
        KeyCode::Char('N') => app.ask_never(),
        KeyCode::Char('u') => app.undo(),
        KeyCode::Char('j') | KeyCode::Down | KeyCode::Right => app.step(1),
        KeyCode::Char('k') | KeyCode::Up | KeyCode::Left => app.step(-1),
        KeyCode::Char(' ') => app.go_open(),
        KeyCode::PageDown => app.step(10),
        KeyCode::PageUp => app.step(-10),
        KeyCode::Home | KeyCode::Char('g') => app.step(isize::MIN),
        KeyCode::End | KeyCode::Char('G') => app.step(isize::MAX),
        KeyCode::Char('v') => app.look(),
        KeyCode::Char('J') => app.scroll += 1,
        KeyCode::Char('K') => app.scroll -= 1,
        KeyCode::Char('/') => app.over = Over::Searching(Input::new(&app.filter.search)),
        KeyCode::Char('f') => app.menu(),
        KeyCode::Tab => app.queue_alone = !app.queue_alone,
        KeyCode::Char('w') => app.ask_write(),
        KeyCode::Char('?' | 'h') | KeyCode::F(1) => app.over = Over::Help,
        KeyCode::Char('q') => app.leave(),
        KeyCode::Esc if app.witness.is_some() => app.witness = None,
        KeyCode::Esc if app.filter != Filter::default() => app.pass(Filter::default()),
        _ => "This key does nothing here; ? shows the keys.".clone_into(&mut app.message),
    }
}

/// What came of a key in a text.
enum Typed {
    On(Input),
    Done(String),
    Off,
}

fn typed(mut input: Input, key: KeyEvent) -> Typed {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Enter => return Typed::Done(input.text().to_owned()),
        KeyCode::Esc => return Typed::Off,
        KeyCode::Char('w') if control => input.delete_word(),
        KeyCode::Char('u') if control => input.delete_line(),
        KeyCode::Char('a') if control => input.home(),
        KeyCode::Char('e') if control => input.end(),
        KeyCode::Char(c) if !control => input.insert(c.encode_utf8(&mut [0; 4])),
        KeyCode::Backspace => input.backspace(),
        KeyCode::Delete => input.delete(),
        KeyCode::Left => input.left(),
        KeyCode::Right => input.right(),
        KeyCode::Home => input.home(),
        KeyCode::End => input.end(),
        _ => {}
    }
    Typed::On(input)
}

/// Takes text that was pasted: into a text being typed; elsewhere it is no row of commands.
pub fn paste(app: &mut App<'_>, text: &str) {
    let line = text.lines().next().unwrap_or_default();
    match &mut app.over {
        Over::Typing(input) | Over::Searching(input) => input.insert(line),
        Over::Filters(menu) => menu.narrow.insert(line),
        _ => {}
    }
}

/// Does what the mouse asks.
pub fn mouse(app: &mut App<'_>, mouse: MouseEvent) {
    let over = !matches!(app.over, Over::Nothing);
    match mouse.kind {
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            let down = mouse.kind == MouseEventKind::ScrollDown;
            if over {
                key(app, KeyEvent::from(if down { KeyCode::Down } else { KeyCode::Up }));
            } else {
                app.step(if down { 1 } else { -1 });
            }
        }
        MouseEventKind::Down(MouseButton::Left) => {
            let at = Position::new(mouse.column, mouse.row);
            let hit = app.hits.iter().rev().find(|(area, _)| area.contains(at)).map(|(_, hit)| *hit);
            match hit {
                Some(Hit::Key(c)) => key(app, KeyEvent::from(KeyCode::Char(c))),
                Some(Hit::Go(to)) if !over => {
                    app.message.clear();
                    app.go(to);
                    app.queue_alone = false;
                }
                Some(Hit::Line(line)) => {
                    if let Over::Filters(menu) = &mut app.over {
                        menu.at = line;
                        key(app, KeyEvent::from(KeyCode::Enter));
                    }
                }
                _ if matches!(app.over, Over::Help | Over::Said(..)) => app.over = Over::Nothing,
                _ => {}
            }
        }
        _ => {}
    }
}
