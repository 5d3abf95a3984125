//! The two panes: the queue, and the finding with its text and its reasons.

use copydesk::Tier;
use copydesk::report::visible;
use copydesk::review::{Choice, Tally};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::app::{App, Hit};
use super::draw::Paint;
use super::wrap::{Piece, fit, fit_end, wrap};
use crate::cli::review::plain::decided;
use crate::cli::review::show::{self, Role, Run};

/// The queue: counts, then the findings around the one shown.
pub fn queue(frame: &mut Frame<'_>, app: &mut App<'_>, area: Rect, paint: Paint) {
    let block = Block::new().borders(Borders::RIGHT).border_style(paint.dim());
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let width = usize::from(inner.width);
    let head = counts(app, width, paint);
    let [top, rest] = Layout::vertical([Constraint::Length(head.len() as u16), Constraint::Min(1)]).areas(inner);
    frame.render_widget(Paragraph::new(head), top);
    if app.is_empty() {
        return;
    }
    let height = usize::from(rest.height);
    let row = app.row();
    app.top = app.top.min(row);
    // Rows of file names stand between the findings: the first row shown moves down until the finding is seen.
    let mut rows = rows(app, height);
    while !rows.contains(&Row::Item(row)) && app.top < row {
        app.top = (app.top + 1).max(row.saturating_sub(height));
        rows = self::rows(app, height);
    }
    let mut lines = Vec::new();
    for (y, shown) in rows.iter().enumerate() {
        match *shown {
            Row::File(sheet) => {
                let path = visible(&app.session.queue.sheets()[sheet].path).into_owned();
                lines.push(Line::from(Span::styled(fit_end(&path, width), paint.dim().add_modifier(Modifier::UNDERLINED))));
            }
            Row::Item(number) => {
                let at = app.list[number];
                lines.push(item_row(app, at, width, paint));
                app.hits.push((Rect::new(rest.x, rest.y + y as u16, rest.width, 1), Hit::Go(at)));
            }
        }
    }
    frame.render_widget(Paragraph::new(lines), rest);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    File(usize),
    Item(usize),
}

/// The rows of the queue from the first one shown.
fn rows(app: &App<'_>, height: usize) -> Vec<Row> {
    let mut rows = Vec::with_capacity(height + 1);
    let mut sheet = None;
    for number in app.top..app.list.len() {
        if rows.len() >= height {
            break;
        }
        let own = app.session.queue.sheet_number(app.list[number]);
        if sheet.replace(own) != Some(own) {
            rows.push(Row::File(own));
        }
        rows.push(Row::Item(number));
    }
    rows.truncate(height);
    rows
}

fn counts(app: &App<'_>, width: usize, paint: Paint) -> Vec<Line<'static>> {
    let done = |tally: &Tally| format!("{}/{}", tally.all - tally.open(), tally.all);
    let tiers = [Tier::Fix, Tier::Suggest, Tier::Note].map(|t| format!("{} {}", short(t), done(&app.counts.tiers[t as usize])));
    let mut lines = vec![Line::from(Span::styled(fit(&format!("done: {}", tiers.join(" · ")), width), paint.bold()))];
    if !app.is_empty() {
        let queue = &app.session.queue;
        let sheet = queue.sheet_number(app.at);
        lines.push(Line::from(fit(&format!("this file {}", done(&app.counts.sheets[sheet])), width)));
        for rule in queue.item(app.at).rules.iter().take(2) {
            let tally = app.counts.rules.get(rule).copied().unwrap_or_default();
            lines.push(Line::from(fit(&format!("{rule} {}", done(&tally)), width)));
        }
    }
    lines.push(Line::from(Span::styled("─".repeat(width), paint.dim())));
    lines
}

/// A tier where there is little room.
fn short(tier: Tier) -> &'static str {
    match tier {
        Tier::Fix => "fix",
        Tier::Suggest => "sug",
        Tier::Note => "note",
    }
}

/// `✓ fix “old” → “new”`.
fn item_row(app: &App<'_>, at: usize, width: usize, paint: Paint) -> Line<'static> {
    let queue = &app.session.queue;
    let item = queue.item(at);
    let (mark, color) = match queue.choice(at) {
        Some(Choice::Accept | Choice::Alternative(_) | Choice::Typed(_)) => ("✓", Color::Green),
        Some(_) => ("✗", Color::Red),
        None if queue.is_covered(at) => ("~", Color::DarkGray),
        None => ("·", Color::Reset),
    };
    let tier = match item.tier {
        Tier::Fix => Color::Green,
        Tier::Suggest => Color::Yellow,
        Tier::Note => Color::Magenta,
    };
    let (old, new) = show::brief(queue, at);
    let what = match new {
        Some(new) => format!("{old} → {new}"),
        None => old,
    };
    let picked = at == app.at;
    let style = |s: Style| if picked { s.patch(paint.picked()) } else { s };
    let cursor = if picked { ">" } else { " " };
    let text = fit(&what, width.saturating_sub(8));
    let pad = " ".repeat(width.saturating_sub(8 + text.width()));
    Line::from(vec![
        Span::styled(format!("{cursor}{mark} "), style(paint.color(color))),
        Span::styled(format!("{:<4} ", short(item.tier)), style(paint.color(tier))),
        Span::styled(text, style(Style::new())),
        Span::styled(pad, style(Style::new())),
    ])
}

/// The finding: its paragraph between its neighbours, and below why.
pub fn finding(frame: &mut Frame<'_>, app: &mut App<'_>, area: Rect, paint: Paint) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if app.is_empty() {
        let text = if app.session.wrote && app.session.queue.is_empty() {
            "All is decided and written: nothing is left to review. q quits."
        } else if app.session.queue.is_empty() {
            "Nothing was found in these files: there is nothing to review."
        } else {
            "Nothing passes the filter."
        };
        frame.render_widget(Paragraph::new(text), area);
        return;
    }
    let width = usize::from(area.width);
    let (why, hits) = why(app, width, paint);
    let most = (area.height * 3 / 5).max(4);
    let [text, line, below] =
        Layout::vertical([Constraint::Min(2), Constraint::Length(1), Constraint::Length((why.len() as u16).min(most))])
            .areas(area);
    frame.render_widget(Paragraph::new(Span::styled("─".repeat(width), paint.dim())), line);
    for (row, height, hit) in hits {
        if row < below.height {
            app.hits.push((Rect::new(below.x, below.y + row, below.width, height.min(below.height - row)), hit));
        }
    }
    frame.render_widget(Paragraph::new(why), below);
    draw_text(frame, app, text, paint);
}

fn draw_text(frame: &mut Frame<'_>, app: &mut App<'_>, area: Rect, paint: Paint) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let set = |runs: &[Run]| wrap(&pieces(runs, paint), width, 0);
    let (lines, focus) = match app.witness {
        Some(number) => set(&show::witness(&app.session.queue, app.at, number)),
        None => {
            let (before, after) = show::beside(&app.session.queue, app.at);
            let (mut lines, _) = if before.is_empty() { (Vec::new(), None) } else { set(&before) };
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let first = lines.len();
            let (own, focus) = set(&show::paragraph(&app.session.queue, app.at, usize::MAX));
            lines.extend(own);
            if !after.is_empty() {
                lines.push(Line::default());
                lines.extend(set(&after).0);
            }
            (lines, focus.map(|(from, to)| (first + from, first + to)))
        }
    };
    // The place stands in the middle where the text is longer than the pane.
    let (from, to) = focus.unwrap_or_default();
    let middle = (from + to) / 2;
    let last = lines.len().saturating_sub(height);
    let top = middle.saturating_sub(height / 2).min(from).min(last);
    app.scroll = app.scroll.clamp(-(top as isize), (last - top) as isize);
    let top = top.saturating_add_signed(app.scroll);
    let shown: Vec<Line<'static>> = lines.into_iter().skip(top).take(height).collect();
    frame.render_widget(Paragraph::new(shown), area);
}

fn pieces(runs: &[Run], paint: Paint) -> Vec<Piece> {
    let marked = |run: &Run, open: &str, close: &str, style: Style, focus| {
        let text = if paint.0 { run.text.clone() } else { format!("{open}{}{close}", run.text) };
        Piece { text, style, focus }
    };
    let mut out: Vec<Piece> = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        out.push(match run.role {
            Role::Text => Piece::new(run.text.clone(), Style::new()),
            Role::Beside => Piece::new(run.text.clone(), paint.dim()),
            Role::Old => marked(run, "[-", "-]", paint.color(Color::Red).add_modifier(Modifier::CROSSED_OUT), true),
            Role::New => marked(run, "{+", "+}", paint.color(Color::Green).add_modifier(Modifier::BOLD), true),
            Role::Noted => marked(run, "[?", "?]", paint.color(Color::Magenta).add_modifier(Modifier::UNDERLINED), true),
            Role::Other => Piece::new(run.text.clone(), Style::new().add_modifier(Modifier::UNDERLINED)),
            Role::Decided => Piece::new(run.text.clone(), paint.color(Color::Green)),
            Role::Witness => marked(run, "[", "]", paint.color(Color::Cyan).add_modifier(Modifier::BOLD), true),
        });
        // Struck text runs into what replaces it unless a space parts them.
        if paint.0 && run.role == Role::Old && runs.get(number + 1).is_some_and(|r| r.role == Role::New) {
            out.push(Piece { focus: true, ..Piece::new(" ", Style::new()) });
        }
    }
    out
}

type Rows = Vec<(u16, u16, Hit)>;

/// Why it is proposed, what else could stand there, what was decided; and what clicks on these lines do.
fn why(app: &App<'_>, width: usize, paint: Paint) -> (Vec<Line<'static>>, Rows) {
    let queue = &app.session.queue;
    let (sheet, item) = (queue.sheet(app.at), queue.item(app.at));
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut hits: Rows = Vec::new();
    let tier = match item.tier {
        Tier::Fix => ("fix", Color::Green),
        Tier::Suggest => ("suggestion", Color::Yellow),
        Tier::Note => ("note", Color::Magenta),
    };
    let mut head = vec![
        Piece::new(tier.0, paint.color(tier.1).add_modifier(Modifier::BOLD)),
        Piece::new(format!(" · {}", item.rules.join(" + ")), paint.bold()),
    ];
    if let Some(decided) = decided(app.session, app.at) {
        head.push(Piece::new(format!("  — {decided}"), paint.color(Color::Cyan).add_modifier(Modifier::BOLD)));
    }
    lines.extend(wrap(&head, width, 2).0);
    lines.extend(wrap(&[Piece::new(visible(&item.reason), Style::new())], width, 2).0);
    for (number, other) in item.alternatives.iter().take(9).enumerate() {
        let pieces =
            [Piece::new(format!("{}  ", number + 1), paint.bold()), Piece::new(format!("or “{}”", visible(other)), Style::new())];
        let set = wrap(&pieces, width, 3).0;
        hits.push((lines.len() as u16, set.len() as u16, Hit::Key((b'1' + number as u8) as char)));
        lines.extend(set);
    }
    if let Some(first) = item.evidence.first() {
        let line = memchr::memchr_iter(b'\n', &sheet.text.as_bytes()[..first.start]).count() + 1;
        let seen: String = sheet.text[first.clone()].chars().take(80).collect();
        let more = if item.evidence.len() > 1 { format!(" (1 of {})", item.evidence.len()) } else { String::new() };
        let now = match app.witness {
            Some(n) => format!("shown above: {} of {}", n + 1, item.evidence.len()),
            None => format!("seen in line {line}: “{}”{more}", visible(&seen)),
        };
        let set = wrap(&[Piece::new("v  ", paint.bold()), Piece::new(now, Style::new())], width, 3).0;
        hits.push((lines.len() as u16, set.len() as u16, Hit::Key('v')));
        lines.extend(set);
    }
    let (here, everywhere) = app.session.reach(app.at, &Choice::Reject);
    let speaker = visible(queue.speaker(app.at)).into_owned();
    let label = if item.entry.is_some() { "entry" } else { "rule" };
    lines.extend(
        wrap(
            &[Piece::new(format!("{label}: {speaker} — open: {here} in this file, {everywhere} in all"), paint.dim())],
            width,
            2,
        )
        .0,
    );
    (lines, hits)
}
