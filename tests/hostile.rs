//! What a hostile file, folder, name or dictionary may not do to the program: lose a byte, hang, or steer the terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const GARBLED: &str = "The lab Openai said the the plan , withthe end.\n";
const REPAIRED: &str = "The lab OpenAI said the plan, with the end.\n";

fn copydesk(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn an_output_folder_mirrors_the_input_and_nothing_is_written_over() {
    let desk = tempfile::tempdir().unwrap();
    for folder in ["in/a", "in/b"] {
        fs::create_dir_all(desk.path().join(folder)).unwrap();
        fs::write(desk.path().join(folder).join("s.txt"), GARBLED).unwrap();
    }
    let output = copydesk(desk.path(), &["fix", "-o", "out", "in"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for place in ["out/a/s.txt", "out/b/s.txt"] {
        assert_eq!(fs::read_to_string(desk.path().join(place)).unwrap(), REPAIRED);
    }
    let output = copydesk(desk.path(), &["fix", "-o", "flat", "in/a/s.txt", "in/b/s.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("in/b/s.txt: another file of this run"), "{}", text(&output.stderr));
}

#[test]
fn the_summary_counts_what_could_not_be_read() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("latin.txt"), b"caf\xE9").unwrap();
    fs::write(desk.path().join("a.txt"), GARBLED).unwrap();
    let output = copydesk(desk.path(), &["fix", "missing.txt", "latin.txt", "a.txt"]);
    assert!(text(&output.stdout).starts_with("1 file read, 1 changed, 2 refused"), "{}", text(&output.stdout));
}

#[test]
fn quiet_leaves_the_exit_status_alone_to_tell() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), GARBLED).unwrap();
    for args in [&["diff", "-q", "a.txt"][..], &["check", "-q", "a.txt"], &["check", "-q", "--output-format", "json", "a.txt"]] {
        let output = copydesk(desk.path(), args);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()), "{args:?}");
    }
}

#[test]
fn no_ignore_counts_for_every_ignore_file() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), GARBLED).unwrap();
    fs::write(desk.path().join(".copydeskignore"), "a.txt\n").unwrap();
    assert_eq!(copydesk(desk.path(), &["check", "."]).status.code(), Some(0));
    assert_eq!(copydesk(desk.path(), &["check", "--no-ignore", "."]).status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_mode_with_special_bits_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("a.txt");
    fs::write(&path, GARBLED).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o4751)).unwrap();
    assert_eq!(copydesk(desk.path(), &["fix", "a.txt"]).status.code(), Some(0));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o4751);
}

#[test]
fn nothing_steers_the_terminal() {
    let desk = tempfile::tempdir().unwrap();
    let hostile = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{7f}";
    let name = format!("a{hostile}.txt");
    let dictionary = format!("h{hostile}.toml");
    fs::write(desk.path().join(&name), format!("Openai{hostile} said the the end of Beta Quint.\n")).unwrap();
    let loops = format!("[spellings]\n\"Alpha {hostile}\" = [\"Beta Quint\"]\n\"Beta Quint\" = [\"Alpha {hostile}\"]\n");
    fs::write(desk.path().join(&dictionary), loops.replace(['\u{1b}', '\u{7}', '\u{7f}'], "\\u001b")).unwrap();
    let flag = format!("--{hostile}");
    for args in [
        &["check", "--color", "always", &name][..],
        &["check", "--color", "always", "--output-format", "json", &name],
        &["diff", "--color", "always", "--output-format", "color", &name],
        &["diff", "--output-format", "json", &name],
        &["check", "--dictionary", &dictionary, &name],
        &["dict", "check", &dictionary],
        &["check", "--dictionary", &name, "a.txt"],
        &["check", &format!("missing{hostile}")],
        &["check", &flag, "a.txt"],
        &["check", "--from", hostile, "a.txt"],
        &["check", "--rules", hostile, "a.txt"],
        &["rules", hostile],
        &["explain", "--color", "always", hostile],
        &["fix", "--quiet", &name],
    ] {
        let output = copydesk(desk.path(), args);
        for shown in [text(&output.stdout), text(&output.stderr)] {
            let steering = |c: char| matches!(c, '\u{7}' | '\u{7f}'..='\u{9f}' | '\u{202e}');
            assert!(!shown.contains(steering) && !shown.contains("\u{1b}]"), "{args:?}: {shown:?}");
        }
    }
}

#[test]
fn a_name_that_stands_thousands_of_times_is_no_hang() {
    let desk = tempfile::tempdir().unwrap();
    let names = "Satya Nadela met Sundar Pitchai, and Mark Zukerberg. ".repeat(3_000);
    fs::write(desk.path().join("a.txt"), names).unwrap();
    let start = Instant::now();
    assert_eq!(copydesk(desk.path(), &["fix", "a.txt"]).status.code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_dictionary_of_many_entries_loads_in_good_time() {
    let desk = tempfile::tempdir().unwrap();
    let entries: String = (0..50_000).map(|i| format!("\"Name{i} Quint\" = [\"Nam{i} Kwint\"]\n")).collect();
    fs::write(desk.path().join("many.toml"), format!("[spellings]\n{entries}")).unwrap();
    fs::write(desk.path().join("a.txt"), "We met Nam777 Kwint.\n").unwrap();
    let start = Instant::now();
    let output = copydesk(desk.path(), &["check", "--dictionary", "many.toml", "a.txt"]);
    assert!(text(&output.stdout).contains("(many.toml:779)"), "{}", text(&output.stdout));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    for args in [&["completions", "bash"][..], &["man"], &["man", "fix"], &["rules"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let Ok(full) = full else { return };
        let status = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .args(args)
            .stdout(full)
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2), "{args:?}");
    }
}
