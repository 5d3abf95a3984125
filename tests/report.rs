//! `--report`: the page and the JSON of a run.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const GARBLED: &str =
    "He said the the <script>alert(1)</script> end & more, withthe \"help\" of Openai .\n\u{1b}[31mNothing here here.\n";

fn copydesk(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env("XDG_STATE_HOME", folder.join("state")).current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap()
}

fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir(desk.path().join("wire")).unwrap();
    for (name, text) in [("a<b>.txt", GARBLED), ("good.txt", "Nothing is wrong here.\n"), ("long.txt", &GARBLED.repeat(12))] {
        fs::write(desk.path().join("wire").join(name), text).unwrap();
    }
    desk
}

#[test]
fn the_json_report_holds_what_the_run_did() {
    let desk = desk();
    let records = copydesk(desk.path(), &["check", "--output-format", "json", "wire"]).stdout;
    let records: Vec<serde_json::Value> =
        String::from_utf8(records).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for args in [
        ["check", "wire", "--report", "run.json"],
        ["diff", "wire", "--report", "run.json"],
        ["fix", "wire", "--report", "run.json"],
    ] {
        assert!(copydesk(desk.path(), &args).status.code().unwrap() < 2, "{args:?}");
        let text = fs::read_to_string(desk.path().join("run.json")).unwrap();
        assert!(!text.contains('\u{1b}'));
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        let findings: Vec<&serde_json::Value> =
            report["files"].as_array().unwrap().iter().flat_map(|f| f["findings"].as_array().unwrap()).collect();
        assert!(findings.into_iter().eq(&records), "{args:?}");
        let fixes = records.iter().filter(|r| r["tier"] == "fix").count();
        let summary = &report["summary"];
        assert_eq!(
            (summary["fixes"].as_u64(), summary["read"].as_u64(), summary["changed"].as_u64()),
            (Some(fixes as u64), Some(3), Some(2))
        );
        assert_eq!(summary["entries"][0]["replacement"], "OpenAI.");
        assert_eq!(summary["worst"][0]["path"], Path::new("wire").join("long.txt").display().to_string());
        assert_eq!(summary["run"].is_string(), args[0] == "fix");
    }
}

#[test]
fn the_page_needs_nothing_and_escapes_everything() {
    let desk = desk();
    fs::write(desk.path().join("run.html"), "an old report").unwrap();
    assert_eq!(copydesk(desk.path(), &["fix", "--quiet", "wire", "--report", "run.html"]).status.code(), Some(0));
    let page = fs::read_to_string(desk.path().join("run.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for never in ["<script", "<b>.txt", "src=", "http:", "https:", "@import", "url(", "\u{1b}"] {
        assert!(!page.contains(never), "{never:?}");
    }
    for there in
        ["a&lt;b&gt;.txt", "&lt;script&gt;alert(1)", "<del>the the</del><ins>the</ins>", "copydesk undo 2", "space-before-mark"]
    {
        assert!(page.contains(there), "{there:?}");
    }
    for tag in ["details", "section", "ol", "li", "p", "del", "ins"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_report_that_cannot_be_written_stops_the_run_before_it_begins() {
    let desk = desk();
    for name in ["run.txt", "missing/run.html", "wire"] {
        let out = copydesk(desk.path(), &["fix", "wire", "--report", name]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        assert!(String::from_utf8_lossy(&out.stderr).contains(name));
    }
    assert_eq!(fs::read_to_string(desk.path().join("wire/a<b>.txt")).unwrap(), GARBLED);
}
