//! The frame: head, panes, foot, and what lies over them. Only what is seen is set.

use copydesk::report::visible;
use copydesk::review::{Choice, Filter};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::app::{App, Hit, Menu, Over};
use super::input::Input;
use super::panes;
use super::wrap::{Piece, fit, fit_end, wrap};
use crate::cli::review::session::of;

/// From this width on the queue stands beside the finding.
const WIDE: u16 = 96;

/// Less than this can't be read.
const LEAST: (u16, u16) = (30, 8);

/// Styles, with colour or without.
#[derive(Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    /// A colour, where there is colour.
    pub fn color(self, color: Color) -> Style {
        if self.0 { Style::new().fg(color) } else { Style::new() }
    }

    /// A title.
    pub fn bold(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is beside the point.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// The line that is picked.
    pub fn picked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}

/// Draws all of it, and remembers what clicks do.
pub fn draw(frame: &mut Frame<'_>, app: &mut App<'_>) {
    let area = frame.area();
    app.hits.clear();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        frame.render_widget(Paragraph::new("Too small a window."), area);
        return;
    }
    let paint = Paint(app.color);
    let [head, body, said, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(3), Constraint::Length(1), Constraint::Length(1)]).areas(area);
    draw_head(frame, app, head, paint);
    if area.width >= WIDE {
        let side = (area.width / 3).clamp(34, 56);
        let [left, right] = Layout::horizontal([Constraint::Length(side), Constraint::Min(40)]).areas(body);
        panes::queue(frame, app, left, paint);
        panes::finding(frame, app, right, paint);
    } else if app.queue_alone {
        panes::queue(frame, app, body, paint);
    } else {
        panes::finding(frame, app, body, paint);
    }
    frame.render_widget(Paragraph::new(fit(&visible(&app.message), said.width.into())).style(paint.color(Color::Cyan)), said);
    draw_foot(frame, app, foot, paint);
    draw_over(frame, app, area, paint);
}

fn draw_head(frame: &mut Frame<'_>, app: &App<'_>, area: Rect, paint: Paint) {
    let all = app.counts.all;
    let right = format!(" {} open · {} accepted · {} rejected ", all.open(), all.accepted, all.rejected);
    let filter = if app.filter == Filter::default() { String::new() } else { format!(" [{}]", filtered(app)) };
    let place = if app.is_empty() {
        String::new()
    } else {
        let sheet = app.session.queue.sheet(app.at);
        format!("{}:{}", visible(&sheet.path), app.session.queue.item(app.at).line)
    };
    let number = if app.is_empty() { 0 } else { app.row() + 1 };
    let left = format!(" {number} of {}{filter} ", app.list.len());
    let room = usize::from(area.width).saturating_sub(left.width() + right.width());
    let place = fit_end(&place, room);
    let gap = " ".repeat(room.saturating_sub(place.width()));
    let line = Line::from(vec![
        Span::styled(left, paint.bold()),
        Span::raw(place),
        Span::raw(gap),
        Span::styled(fit(&right, area.width.into()), paint.bold()),
    ]);
    frame.render_widget(Paragraph::new(line).style(paint.picked()), area);
}

fn filtered(app: &App<'_>) -> String {
    let filter = &app.filter;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(filter.tier.map(|t| t.name().to_owned()));
    parts.extend(filter.rule.map(str::to_owned));
    parts.extend(filter.sheet.map(|_| "this file".to_owned()));
    parts.extend(filter.speaker.as_ref().map(|_| "this entry".to_owned()));
    parts.extend(filter.open.then(|| "open".to_owned()));
    if !filter.search.is_empty() {
        parts.push(format!("“{}”", visible(&filter.search)));
    }
    parts.join(", ")
}

/// The keys named at the foot, the most wanted first.
const KEYS: &[(char, &str, &str)] = &[
    ('a', "a", "accept"),
    ('r', "r", "reject"),
    ('j', "j", "next"),
    ('k', "k", "back"),
    ('?', "?", "help"),
    ('w', "w", "write"),
    ('q', "q", "quit"),
    ('u', "u", "undo"),
    ('t', "t", "type"),
    ('A', "A/R", "all of entry"),
    ('f', "f", "filter"),
    ('/', "/", "find"),
    ('v', "v", "evidence"),
    ('N', "N", "never again"),
];

fn draw_foot(frame: &mut Frame<'_>, app: &mut App<'_>, area: Rect, paint: Paint) {
    let mut spans = Vec::new();
    let mut column = area.x;
    for (key, shown, what) in KEYS {
        let width = (shown.width() + what.width() + 3) as u16;
        if column + width > area.right() {
            break;
        }
        spans.push(Span::styled(format!(" {shown}"), paint.bold()));
        spans.push(Span::raw(format!(" {what} ")));
        app.hits.push((Rect::new(column, area.y, width, 1), Hit::Key(*key)));
        column += width;
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// What fits the smallest window that is promised, 60 by 20.
const HELP: &[(&str, &str)] = &[
    ("a  y", "accept the change"),
    ("r  n", "reject it: the text stays as it is"),
    ("1 … 9", "put this other reading there"),
    ("t", "type what is to stand there"),
    ("u", "undo the last decision"),
    ("A  R", "accept, reject all of this entry"),
    ("N", "never again, by your dictionary"),
    ("j  k", "next, previous (↓ ↑); g G: first, last"),
    ("space", "next that is open"),
    ("v", "go through what justifies it, and back"),
    ("J  K", "scroll the text"),
    ("/", "find words, reasons, files; Esc shows all again"),
    ("f", "filter by tier, rule, file, entry; counts"),
    ("Tab", "the queue, in a narrow window"),
    ("w", "write what was accepted"),
    ("q", "quit; decisions are kept for the next time"),
];

fn draw_over(frame: &mut Frame<'_>, app: &mut App<'_>, area: Rect, paint: Paint) {
    let mut hits = Vec::new();
    match &mut app.over {
        Over::Nothing => {}
        Over::Help => {
            let pieces: Vec<Vec<Piece>> = HELP
                .iter()
                .map(|(key, what)| vec![Piece::new(format!("{key:<11}"), paint.bold()), Piece::new(*what, Style::new())])
                .collect();
            let mut lines = Vec::new();
            let width = usize::from(area.width.min(78)).saturating_sub(4);
            pieces.iter().for_each(|p| lines.extend(wrap(p, width, 11).0));
            window(frame, area, "Keys (any key goes back)", lines, 78);
        }
        Over::Typing(input) => typing(frame, area, "What is to stand there? Enter takes it, Esc leaves it", input),
        Over::Searching(input) => typing(frame, area, "Find (empty: all findings)", input),
        Over::All(choice, here, everywhere) => {
            let verb = if choice.changes() { "Accept" } else { "Reject" };
            let who = visible(app.session.queue.speaker(app.at)).into_owned();
            let title = format!("{verb} all of this entry?");
            let options =
                [('f', format!("in this file ({here})")), ('e', format!("everywhere ({everywhere})")), ('n', "not".into())];
            hits = asking(frame, area, &title, &who, &options, paint);
        }
        Over::Never => {
            let queue = &app.session.queue;
            let mut options = Vec::new();
            if queue.allows(app.at, &Choice::NeverForm) {
                options.push(('f', format!("“{}” is right: keep it wherever it stands", visible(queue.original(app.at)))));
            }
            if let Some(right) = queue.right(app.at) {
                options.push(('e', format!("switch the entry of “{}” off, with all its wrong forms", visible(right))));
            }
            options.push(('n', "not".to_owned()));
            let text = format!("When you write, it goes into {}.", visible(&app.session.dictionary()));
            hits = asking(frame, area, "Never again?", &text, &options, paint);
        }
        Over::Writing => {
            let (changes, files, entries) = app.session.waiting();
            let mut text = format!("{} to {}.", of(changes, "change"), of(files, "file"));
            if entries > 0 {
                text += &format!(" {entries} entries for {}.", visible(&app.session.dictionary()));
            }
            hits = asking(frame, area, "Write now?", &text, &[('y', "write".into()), ('n', "not yet".into())], paint);
        }
        Over::Leaving => {
            let (changes, files, _) = app.session.waiting();
            let kept = app.session.kept_in();
            let text = format!(
                "Accepted and not written: {} to {}. Your decisions are kept ({}) and come back when you review these files again.",
                of(changes, "change"),
                of(files, "file"),
                visible(&kept)
            );
            let options = [('w', "write, then go on".to_owned()), ('q', "quit without writing".into()), ('n', "stay".into())];
            hits = asking(frame, area, "Quit?", &text, &options, paint);
        }
        Over::Said(head, said) => {
            let width = usize::from(area.width.min(90)).saturating_sub(4);
            let mut lines = wrap(&[Piece::new(visible(head), paint.bold())], width, 0).0;
            let most = usize::from(area.height).saturating_sub(8);
            for message in said.iter().take(most) {
                lines.extend(wrap(&[Piece::new(visible(message), Style::new())], width, 2).0);
            }
            if said.len() > most {
                lines.push(Line::from(format!("… and {} more", said.len() - most)));
            }
            window(frame, area, "Written (any key goes on)", lines, 90);
        }
        Over::Filters(menu) => hits = draw_menu(frame, area, menu, paint),
    }
    app.hits.extend(hits);
}

/// A window in the middle of the screen.
fn window(frame: &mut Frame<'_>, area: Rect, title: &str, lines: Vec<Line<'static>>, width: u16) -> Rect {
    let width = width.min(area.width);
    let height = (lines.len() as u16 + 2).min(area.height);
    let place = Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height);
    frame.render_widget(Clear, place);
    let block = Block::new().borders(Borders::ALL).title(format!(" {} ", fit(title, usize::from(width).saturating_sub(4))));
    let inner = block.inner(place);
    frame.render_widget(Paragraph::new(lines).block(block), place);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner }
}

fn typing(frame: &mut Frame<'_>, area: Rect, title: &str, input: &Input) {
    let shown = |text: &str| visible(text).into_owned();
    let width = 78.min(area.width);
    let column = input.column(shown);
    let room = usize::from(width).saturating_sub(4);
    let text = shown(input.text());
    // A long text is shown from where the cursor can be seen.
    let skip = column.saturating_sub(room.saturating_sub(1));
    let mut passed = 0;
    let text: String = text
        .chars()
        .skip_while(|c| {
            let before = passed < skip;
            passed += c.to_string().width();
            before
        })
        .collect();
    let inner = window(frame, area, title, vec![Line::from(format!(" {}", fit(&text, room)))], width);
    frame.set_cursor_position(Position::new(inner.x + (column - skip) as u16, inner.y));
}

/// A question with its answers; what clicks on them do.
fn asking(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    text: &str,
    options: &[(char, String)],
    paint: Paint,
) -> Vec<(Rect, Hit)> {
    let width = usize::from(area.width.min(78)).saturating_sub(4);
    let mut lines = wrap(&[Piece::new(text, Style::new())], width, 0).0;
    lines.push(Line::default());
    let mut rows = Vec::new();
    for (key, what) in options {
        let pieces = [Piece::new(format!("{key}  "), paint.bold()), Piece::new(what.as_str(), Style::new())];
        let set = wrap(&pieces, width, 3).0;
        rows.push((lines.len() as u16, set.len() as u16, *key));
        lines.extend(set);
    }
    let inner = window(frame, area, title, lines, 78);
    let row = |(at, height, key)| (Rect::new(inner.x, inner.y + at, inner.width, height), Hit::Key(key));
    rows.into_iter().map(row).collect()
}

fn draw_menu(frame: &mut Frame<'_>, area: Rect, menu: &Menu, paint: Paint) -> Vec<(Rect, Hit)> {
    let shown = menu.shown();
    let width = usize::from(area.width.min(90)).saturating_sub(4);
    let height = usize::from(area.height).saturating_sub(5).max(1);
    let top = menu.at.saturating_sub(height / 2).min(shown.len().saturating_sub(height));
    let mut lines = vec![Line::from(vec![
        Span::styled("type to narrow: ", paint.dim()),
        Span::raw(visible(menu.narrow.text()).into_owned()),
    ])];
    let mut rows = Vec::new();
    for (number, &line) in shown.iter().enumerate().skip(top).take(height) {
        let style = if number == menu.at { paint.picked() } else { Style::new() };
        rows.push((lines.len() as u16, number));
        lines.push(Line::from(Span::styled(fit(&menu.lines[line].1, width), style)));
    }
    if shown.is_empty() {
        lines.push(Line::from("Nothing of that name."));
    }
    let inner = window(frame, area, "Show (Enter picks, Esc goes back)", lines, 90);
    rows.into_iter().map(|(row, number)| (Rect::new(inner.x, inner.y + row, inner.width, 1), Hit::Line(number))).collect()
}
