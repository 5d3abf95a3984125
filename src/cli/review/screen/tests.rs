//! The screen without a terminal: keys in, cells out, files looked at.

use std::fs;
use std::path::Path;

use clap::Parser;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::style::Color;

use super::app::App;
use super::{draw, keys};
use crate::cli::review::session::Session;
use crate::cli::review::store::Store;
use crate::cli::{Cli, Command};

const TEXT: &str =
    "He said the the end, withthe help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n";

fn open(folder: &Path, more: &[&str]) -> Session {
    let path = folder.display().to_string();
    // The journal would lie in the state folder of whoever runs the tests.
    let args = ["copydesk", "review", "--no-journal", &path].into_iter().chain(more.iter().copied());
    let Command::Review(review) = Cli::try_parse_from(args).unwrap().command else { panic!("not a review") };
    let store = Store::file(&folder.join("decisions.json")).unwrap();
    Session::open(review.input, review.rules, review.journal, store).unwrap()
}

fn press(app: &mut App<'_>, keys: &str) {
    for c in keys.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            '\t' => KeyCode::Tab,
            c => KeyCode::Char(c),
        };
        keys::key(app, KeyEvent::from(code));
    }
}

fn frame(app: &mut App<'_>, width: u16, height: u16) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw::draw(frame, app)).unwrap();
    terminal
}

fn text(app: &mut App<'_>, width: u16, height: u16) -> String {
    frame(app, width, height).backend().to_string()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    fs::write(folder.path().join("b.txt"), TEXT).unwrap();
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn every_kind_of_decision_reaches_the_bytes_of_the_files() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, true);
    press(&mut app, "r"); // a: the the
    press(&mut app, "a"); // withthe
    press(&mut app, "t"); // Openai .
    keys::key(&mut app, KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
    press(&mut app, "Öpen 東京.\n");
    press(&mut app, "Ae"); // Openai, everywhere: here and two places in b
    press(&mut app, "a"); // a: the second “the the”
    press(&mut app, "ar"); // b: the the accepted, withthe rejected
    press(&mut app, "u"); // and that taken back
    assert_eq!(read(desk.path(), "a.txt"), TEXT, "nothing is written before w");
    press(&mut app, "wy");
    assert!(text(&mut app, 100, 30).contains("7 changes written in 2 files"), "{}", text(&mut app, 100, 30));
    assert_eq!(
        read(desk.path(), "a.txt"),
        "He said the the end, with the help of Öpen 東京.\nNothing here.\nShares of OpenAI fell, and the losses grew.\n"
    );
    assert_eq!(
        read(desk.path(), "b.txt"),
        "He said the end, withthe help of OpenAI.\nNothing here.\nShares of OpenAI fell, and the the losses grew.\n"
    );
    // What was rejected is not asked again, though the words beside it have changed.
    assert_eq!(app.counts.all.rejected, 1);
    assert_eq!(app.counts.all.open(), 2);
}

#[test]
fn decisions_outlive_the_review() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    press(&mut app, "arq");
    assert!(text(&mut app, 80, 24).contains("not written"), "{}", text(&mut app, 80, 24));
    press(&mut app, "q");
    assert!(app.left);
    app.save();
    let mut session = open(desk.path(), &[]);
    assert_eq!(session.resumed, 2);
    let mut app = App::new(&mut session, false);
    press(&mut app, "wy");
    assert_eq!(read(desk.path(), "a.txt"), TEXT.replacen("the the", "the", 1));
}

#[test]
fn never_again_goes_to_the_dictionary_when_written() {
    let desk = folder();
    let own = desk.path().join("own.toml");
    fs::write(&own, "[spellings]\n\"Zorbo\" = [\"Zorbbo\"]\n").unwrap();
    let mut session = open(desk.path(), &["--dictionary", &own.display().to_string()]);
    let mut app = App::new(&mut session, false);
    press(&mut app, "jj"); // Openai .
    press(&mut app, "Ne");
    assert_eq!(app.counts.all.rejected, 4);
    press(&mut app, "u");
    assert_eq!(app.counts.all.rejected, 0);
    press(&mut app, "Nf");
    assert!(app.message.contains("marks"), "no word: {}", app.message);
    press(&mut app, "jN");
    let shown = text(&mut app, 100, 30);
    assert!(shown.contains("“Openai” is right") && shown.contains("own.toml"), "{shown}");
    press(&mut app, "e");
    assert_eq!(fs::read_to_string(&own).unwrap().lines().count(), 2, "nothing is written before w");
    press(&mut app, "wy");
    let dictionary = fs::read_to_string(&own).unwrap();
    assert!(
        dictionary.ends_with("[[entry]]\nright = \"OpenAI\"\noff   = true\nnote  = \"switched off in a review\"\n"),
        "{dictionary}"
    );
    assert!(app.list.iter().all(|&at| app.session.queue.right(at) != Some("OpenAI")), "it is not asked again");
    assert_eq!(read(desk.path(), "a.txt"), TEXT);
}

#[test]
fn a_file_that_changed_meanwhile_is_matched_or_left() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    press(&mut app, "aa");
    let meanwhile = TEXT.replace("withthe help", "in time by the help").replace("He said", "A new line.\nHe said");
    fs::write(desk.path().join("a.txt"), &meanwhile).unwrap();
    press(&mut app, "wy");
    let shown = text(&mut app, 100, 30);
    assert!(shown.contains("“withthe” no longer stands in these words"), "{shown}");
    assert_eq!(read(desk.path(), "a.txt"), meanwhile.replacen("the the", "the", 1));
}

#[test]
fn the_paragraph_the_reason_and_the_queue_are_seen_at_every_size() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    for (width, height) in [(60, 20), (80, 24), (200, 60), (96, 10)] {
        let shown = text(&mut app, width, height);
        assert!(shown.contains("[-the the-]{+the+}"), "{width}×{height}\n{shown}");
        assert!(shown.contains("stands twice in a row"), "{width}×{height}\n{shown}");
        assert_eq!(shown.contains("withthe → with the"), width >= 96, "the queue stands beside in a wide window\n{shown}");
    }
    press(&mut app, "\t");
    assert!(text(&mut app, 60, 20).contains("withthe → with the"));
    press(&mut app, "?");
    assert!(text(&mut app, 60, 20).contains("decisions are kept for the next time"));
    assert!(text(&mut app, 20, 5).contains("Too small"));
}

#[test]
fn without_colour_no_cell_has_any_and_with_it_marks_are_not_needed() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    let plain = frame(&mut app, 120, 30);
    let colours = |t: &Terminal<TestBackend>| t.backend().buffer().content().iter().filter(|c| c.fg != Color::Reset).count();
    assert_eq!(colours(&plain), 0);
    app.color = true;
    let coloured = frame(&mut app, 120, 30);
    assert!(colours(&coloured) > 10 && !coloured.backend().to_string().contains("{+"));
}

#[test]
fn control_characters_are_made_visible_and_wide_ones_fit() {
    let desk = tempfile::tempdir().unwrap();
    let text_in = "東京\u{1b}[31m said the the \u{202e}end of cafe\u{301} \u{7}news.\n";
    fs::write(desk.path().join("e\u{1b}[2J.txt"), text_in).unwrap();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    for width in [60, 61, 120] {
        let terminal = frame(&mut app, width, 20);
        let shown = terminal.backend().to_string();
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
        assert!(shown.contains("␛[31m"), "{shown}");
    }
}

#[test]
fn filters_search_and_mouse_lead_to_findings() {
    let desk = folder();
    let mut session = open(desk.path(), &[]);
    let mut app = App::new(&mut session, false);
    press(&mut app, "fdoubled\n");
    assert_eq!(app.list.len(), 4);
    press(&mut app, "\u{1b}");
    assert_eq!(app.list.len(), 10);
    press(&mut app, "/misspelled\n");
    assert_eq!(app.list.len(), 4);
    press(&mut app, "\u{1b}");
    let shown = text(&mut app, 120, 30);
    let row = shown.lines().position(|l| l.contains("withthe → with the")).unwrap() as u16;
    let click = |app: &mut App<'_>, column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        keys::mouse(app, MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    };
    click(&mut app, 8, row);
    assert_eq!(app.session.queue.original(app.at), "withthe");
    let _ = text(&mut app, 120, 30);
    click(&mut app, 2, 29);
    assert_eq!(app.counts.all.accepted, 1, "the foot's “a accept”");
    keys::mouse(&mut app, MouseEvent { kind: MouseEventKind::ScrollDown, column: 1, row: 1, modifiers: KeyModifiers::NONE });
    assert_eq!(app.session.queue.original(app.at), "Openai");
}

#[test]
fn what_is_drawn_does_not_grow_with_the_queue() {
    let desk = tempfile::tempdir().unwrap();
    let line = "He said the the end, withthe help of Openai , and so on.\n";
    let drawn = |files: usize, keys: &str| {
        for number in 0..files {
            fs::write(desk.path().join(format!("{number:03}.txt")), line.repeat(134)).unwrap();
        }
        let mut session = open(desk.path(), &[]);
        assert!(session.queue.len() >= files * 134, "{}", session.queue.len());
        let mut app = App::new(&mut session, true);
        let mut terminal = Terminal::new(TestBackend::new(200, 60)).unwrap();
        press(&mut app, keys);
        terminal.draw(|frame| draw::draw(frame, &mut app)).unwrap();
        app.hits.len()
    };
    for keys in ["j", "a", "/end\n"] {
        let (few, many) = (drawn(2, keys), drawn(20, keys));
        assert!(many <= few + 20, "{keys:?}: {few} places to click in a short queue, {many} in a long one");
    }
}
