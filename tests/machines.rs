//! What `check` says to programs: SARIF logs, workflow commands.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn copydesk(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.current_dir(folder).args(args).output().unwrap()
}

fn sarif(folder: &Path, args: &[&str]) -> (Value, Option<i32>) {
    let output = copydesk(folder, &[&["check", "--output-format", "sarif"], args].concat());
    assert!(!output.stdout.iter().any(|b| b.is_ascii_control() && *b != b'\n'));
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.code())
}

/// Line and column, in characters, as an offset in characters of `text`.
fn place(text: &str, line: &Value, column: &Value) -> usize {
    let lines = text.split_inclusive('\n').take(line.as_u64().unwrap() as usize - 1);
    lines.map(|l| l.chars().count()).sum::<usize>() + column.as_u64().unwrap() as usize - 1
}

const GARBLED: &str =
    "𝄞 He said 🎻 the the {end} of [it](a) was \u{202e} near .\r\nWith the help of Openai,\nand Openai, over  .\n";

#[test]
fn the_fixes_of_a_sarif_log_give_the_bytes_that_fix_gives() {
    let desk = tempfile::tempdir().unwrap();
    let name = "o dd%é,:.txt";
    for mark in ["", "\u{feff}"] {
        let path = desk.path().join(name);
        fs::write(&path, format!("{mark}{GARBLED}")).unwrap();
        let (log, code) = sarif(desk.path(), &[name]);
        assert_eq!((code, &log["version"]), (Some(1), &Value::from("2.1.0")));
        let run = &log["runs"][0];
        assert_eq!(
            (&run["columnKind"], &run["invocations"][0]["executionSuccessful"]),
            (&"unicodeCodePoints".into(), &true.into())
        );
        let results = run["results"].as_array().unwrap();
        assert!(results.len() >= 5, "{results:#?}");
        let bytes = fs::read(&path).unwrap();
        let mut chars: Vec<char> = GARBLED.chars().collect();
        for result in results.iter().rev() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(
                rule["help"]["markdown"].as_str().unwrap().starts_with("# ")
                    && !rule["help"]["text"].as_str().unwrap().is_empty()
            );
            let location = &result["locations"][0]["physicalLocation"];
            assert_eq!(location["artifactLocation"]["uri"], "o%20dd%25%C3%A9%2C%3A.txt");
            let region = &location["region"];
            let start = region["byteOffset"].as_u64().unwrap() as usize;
            let stretch = &bytes[start..start + region["byteLength"].as_u64().unwrap() as usize];
            assert_eq!(region["snippet"]["text"].as_str().unwrap().as_bytes(), stretch);
            if result["level"] == "warning" {
                let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
                let gone = &change["deletedRegion"];
                let range = place(GARBLED, &gone["startLine"], &gone["startColumn"])
                    ..place(GARBLED, &gone["endLine"], &gone["endColumn"]);
                chars.splice(range, change["insertedContent"]["text"].as_str().unwrap().chars());
            }
        }
        let fixed = copydesk(desk.path(), &["fix", "--stdout", name]).stdout;
        assert_eq!(format!("{mark}{}", chars.iter().collect::<String>()), String::from_utf8(fixed).unwrap());
    }
}

#[test]
fn fingerprints_hold_when_lines_move_and_tell_like_places_apart() {
    let desk = tempfile::tempdir().unwrap();
    let prints = |text: &str| {
        fs::write(desk.path().join("a.txt"), text).unwrap();
        let (log, _) = sarif(desk.path(), &["a.txt"]);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["partialFingerprints"]["copydesk/v1"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = prints("It was the the end.\nIt was the the end.\n");
    assert_eq!(before.len(), 2);
    assert_eq!(before[1], format!("{}:2", before[0]));
    assert_eq!(prints("A line of its own.\n\nIt was the the end.\nIt was the the end.\n"), before);
}

#[test]
fn a_log_is_whole_with_nothing_found_with_trouble_and_over_many_files() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), "Nothing is wrong here.\n").unwrap();
    let (log, code) = sarif(desk.path(), &["a.txt"]);
    assert_eq!((log["runs"][0]["results"].as_array().unwrap().len(), code), (0, Some(0)));
    for i in 0..40 {
        fs::write(desk.path().join(format!("{i:02}.txt")), if i % 3 == 0 { "Sound.\n" } else { "It was the the end.\n" })
            .unwrap();
    }
    let (log, code) = sarif(desk.path(), &[".", "none.txt"]);
    assert_eq!((log["runs"][0]["results"].as_array().unwrap().len(), code), (26, Some(2)));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(sarif(desk.path(), &[".", "--jobs", "1"]).0, sarif(desk.path(), &[".", "--jobs", "3"]).0);
    let quiet = copydesk(desk.path(), &["check", "--quiet", "--output-format", "sarif", "."]);
    assert_eq!((quiet.stdout.len(), quiet.status.code()), (0, Some(1)));
}

#[test]
fn workflow_commands_can_not_be_forged_by_a_text_or_a_name() {
    let desk = tempfile::tempdir().unwrap();
    let name = "a,b:100%\n::error::x.txt";
    fs::write(desk.path().join(name), "It was 50% of the the end.\u{1b}[31m .\r\n\r\nIt was the “\u{1b}[2J:: the the:: .\n")
        .unwrap();
    let output = copydesk(desk.path(), &["check", "--output-format", "github", name]);
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(out.lines().count() >= 2 && !out.contains('\u{1b}'), "{out}");
    for line in out.lines() {
        let rest = line.strip_prefix("::warning ").or(line.strip_prefix("::notice ")).unwrap();
        assert!(rest.starts_with("file=a%2Cb%3A100%25%0A%3A%3Aerror%3A%3Ax.txt,line="), "{line}");
        let properties = rest.split("::").next().unwrap();
        let keys: Vec<&str> = properties.split(',').map(|p| p.split('=').next().unwrap()).collect();
        let one = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys == one || keys == ["file", "line", "endLine", "title"], "{line}");
    }
    let piped = copydesk(desk.path(), &["check", "--output-format", "github", "none.txt"]);
    assert_eq!((piped.stdout.len(), piped.status.code()), (0, Some(2)));
}

#[test]
fn the_hooks_run_commands_that_there_are() {
    let hooks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), "It was the the end.\n").unwrap();
    let entries: Vec<&str> = hooks.lines().filter_map(|l| l.trim().strip_prefix("entry: copydesk ")).collect();
    assert_eq!(entries.len(), 2);
    for (entry, code) in entries.into_iter().zip([1, 0]) {
        let args: Vec<&str> = entry.split(' ').chain(["a.txt"]).collect();
        assert_eq!(copydesk(desk.path(), &args).status.code(), Some(code), "{entry}");
    }
    assert_eq!(fs::read_to_string(desk.path().join("a.txt")).unwrap(), "It was the end.\n");
}
