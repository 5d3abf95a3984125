//! The diff that people read, in its shapes: columns, groups, a choice of rules, links; and the pager.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

const GARBLED: &str = "Sound line.\nHe said the the end, withthe help of Openai , and 北京北京北京北京北京北京北京北京北京北京北京北京北京北京北京北京 Openai again.\n\
    Openai and the co -founder met.\nThe number of cases rose to 60,496the ministry reported.\n";

fn copydesk(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("FORCE_HYPERLINK");
    command.current_dir(folder).args(args).envs(environment.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn desk(name: &str) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join(name), GARBLED).unwrap();
    desk
}

#[test]
fn columns_stand_under_one_another_in_any_window() {
    let desk = desk("a.txt");
    for width in [60, 61, 80, 200] {
        for color in ["never", "always"] {
            let args = ["diff", "--side-by-side", "--width", &width.to_string(), "--color", color, "a.txt"];
            let output = copydesk(desk.path(), &args, &[]);
            assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
            let out = anstream::adapter::strip_str(&text(&output.stdout)).to_string();
            let rows: Vec<&str> = out.lines().filter(|l| l.contains(" │")).collect();
            assert!(rows.len() >= 3, "{out}");
            for row in &rows {
                let (left, right) = row.split_once(" │").unwrap();
                assert_eq!(left.width(), (width - 3) / 2, "{out}");
                assert!(right.width() <= 1 + (width - 3) / 2, "{out}");
            }
            let side = |right: bool| {
                let of = |row: &&str| row.split_once(" │").map(|(l, r)| if right { r } else { l }.to_owned()).unwrap();
                rows.iter().map(of).collect::<String>().split_whitespace().collect::<String>()
            };
            let (old, new) = (side(false), side(true));
            assert!(
                old.contains("Openai") && !new.contains("Openai") && !old.contains("OpenAI") && new.contains("OpenAI"),
                "{out}"
            );
            assert!(old.contains("北京北京") && new.contains("北京北京"));
        }
    }
    // In a narrow one they stand one behind the other.
    let narrow = copydesk(desk.path(), &["diff", "--side-by-side", "--width", "30", "a.txt"], &[]);
    assert!(text(&narrow.stdout).contains("[-the the-]") && !text(&narrow.stdout).contains('│'));
}

#[test]
fn a_choice_of_rules_is_a_patch_of_its_own() {
    let desk = desk("a.txt");
    let args = ["diff", "--only", "misspelled-name", "--only", "doubled-word", "a.txt"];
    let patch = copydesk(desk.path(), &args, &[]);
    assert_eq!(patch.status.code(), Some(1));
    fs::write(desk.path().join("p.diff"), &patch.stdout).unwrap();
    let applied = Command::new("patch").current_dir(desk.path()).args(["-p1", "-s", "-i", "p.diff"]).status().unwrap();
    assert!(applied.success());
    let now = fs::read_to_string(desk.path().join("a.txt")).unwrap();
    // What several rules make together is made whole.
    assert_eq!(now, GARBLED.replace("the the", "the").replace("Openai", "OpenAI").replace("OpenAI ,", "OpenAI,"));
    assert_eq!(copydesk(desk.path(), &args, &[]).status.code(), Some(0));
    let json = text(&copydesk(desk.path(), &["diff", "--only", "lost-comma", "--output-format", "json", "a.txt"], &[]).stdout);
    assert!(json.lines().count() == 1 && json.contains("\"496, the\""), "{json}");
}

#[test]
fn groups_count_places_over_files_and_show_them_in_their_lines() {
    let desk = desk("a.txt");
    fs::write(desk.path().join("b.txt"), "Openai once more.\nIt was the the end.\n").unwrap();
    let group = |by: &str, jobs: &str| {
        let output = copydesk(desk.path(), &["diff", "--group-by", by, "--width", "120", "--jobs", jobs, "."], &[]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout)
    };
    let entry = group("entry", "1");
    let first = entry.lines().next().unwrap();
    assert!(first.starts_with("dictionaries/names/") && first.ends_with("  4 places in 2 files"), "{entry}");
    assert!(entry.contains("./b.txt:1:1  [-Openai-]{+OpenAI+} once more."), "{entry}");
    assert!(entry.contains("doubled-word  2 places in 2 files"), "{entry}");
    assert!(group("rule", "1").starts_with("misspelled-name  4 places in 2 files\n  A name that"), "{}", group("rule", "1"));
    assert!(group("file", "1").starts_with("./a.txt  "), "{}", group("file", "1"));
    assert_eq!(group("rule", "1"), group("rule", "3"));
}

#[test]
fn of_a_line_as_long_as_a_book_each_finding_shows_the_words_around_it() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), "He said 🎻 the the end was near. ".repeat(8000)).unwrap();
    let out =
        text(&copydesk(desk.path(), &["diff", "--group-by", "rule", "--width", "200", "--context", "3", "a.txt"], &[]).stdout);
    let places: Vec<&str> = out.lines().skip(2).collect();
    assert!(places.len() > 7900);
    for line in &places[1..places.len() - 1] {
        assert!(line.ends_with("  … He said 🎻 [-the the-]{+the+} end was …"), "{line}");
    }
}

#[test]
fn context_is_words_or_lines() {
    let desk = desk("a.txt");
    let words = |n: &str| {
        let output = copydesk(desk.path(), &["diff", "--output-format", "color", "--width", "500", "--context", n, "a.txt"], &[]);
        text(&output.stdout).lines().nth(2).unwrap().to_owned()
    };
    assert!(words("1").ends_with("{+OpenAI+}[4] again."), "{}", words("1"));
    assert!(words("99999999999999").starts_with("He said "));
    let patch = text(&copydesk(desk.path(), &["diff", "--context", "0", "a.txt"], &[]).stdout);
    assert!(!patch.contains("Sound line") && patch.contains("@@ -2,3 +2,3 @@"), "{patch}");
}

#[test]
fn names_lead_to_their_files_and_steer_no_terminal() {
    let name = "a\u{1b}[31m b.txt";
    let desk = desk(name);
    let shapes: [&[&str]; 4] = [&[], &["--side-by-side"], &["--group-by", "rule"], &["--group-by", "file"]];
    for shape in shapes {
        let args = [&["diff", "--output-format", "color", "--color", "always", name][..], shape].concat();
        let linked = text(&copydesk(desk.path(), &args, &[("FORCE_HYPERLINK", "1")]).stdout);
        assert!(linked.contains("\u{1b}]8;;file:///") && linked.contains("/a%1B%5B31m%20b.txt\u{1b}\\"), "{linked:?}");
        assert_eq!(linked.matches("\u{1b}]8;;file").count(), linked.matches("\u{1b}]8;;\u{1b}\\").count());
        assert!(linked.contains("a␛[31m b.txt"), "{linked:?}");
        let plain = text(&copydesk(desk.path(), &args, &[("FORCE_HYPERLINK", "0")]).stdout);
        assert!(!plain.contains("\u{1b}]"));
        let args: Vec<&str> = args.iter().map(|a| if *a == "always" { "auto" } else { a }).collect();
        for environment in [[("NO_COLOR", "1")], [("TERM", "dumb")]] {
            assert!(!text(&copydesk(desk.path(), &args, &environment).stdout).contains('\u{1b}'));
        }
    }
}

#[test]
fn flags_that_do_not_go_together_are_said() {
    let desk = desk("a.txt");
    for (args, words) in [
        (&["--side-by-side", "--output-format", "json"][..], "--side-by-side goes with --output-format color"),
        (&["--group-by", "rule", "--output-format", "unified"], "--group-by goes with"),
        (&["--context", "3", "--output-format", "json"], "--context goes with"),
        (&["--only", "no-such-rule"], "there is no rule \"no-such-rule\""),
        (&["--context", "many"], "--context"),
        (&["--group-by", "colour"], "entry, rule, file"),
        (&["--side-by-side", "--group-by", "file"], "cannot be used with"),
    ] {
        let output = copydesk(desk.path(), &[&["diff", "a.txt"], args].concat(), &[]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
        assert!(text(&output.stderr).contains(words), "{args:?}: {}", text(&output.stderr));
    }
}

/// On a terminal, which `script` makes: what is longer than it is high goes through `$PAGER`, and nothing else does.
#[cfg(target_os = "linux")]
#[test]
fn only_what_is_long_goes_through_the_pager() {
    let desk = desk("a.txt");
    fs::write(desk.path().join("short.txt"), "the the end\n").unwrap();
    let shown = |args: &str, pager: &str, term: &str| {
        let line = format!("stty rows 14 cols 80; {} diff {args}; echo status $?", env!("CARGO_BIN_EXE_copydesk"));
        let mut command = Command::new("script");
        command.current_dir(desk.path()).env("PAGER", pager).env("TERM", term).args(["-qec", &line, "/dev/null"]);
        text(&command.stdin(std::process::Stdio::null()).output().expect("script(1) is there").stdout)
    };
    let mark = "sed s/^/P:/";
    let (long, short) = (shown("a.txt", mark, "xterm"), shown("short.txt", mark, "xterm"));
    assert!(long.lines().filter(|l| l.starts_with("P:")).count() > 14 && long.contains("status 1"), "{long}");
    assert!(!short.contains("P:") && short.contains("status 1"), "{short}");
    for (args, pager, term) in
        [("--no-pager a.txt", mark, "xterm"), ("a.txt", mark, "dumb"), ("a.txt", "", "xterm"), ("a.txt", "cat", "xterm")]
    {
        let plain = shown(args, pager, term);
        assert!(!plain.contains("P:") && plain.contains("status 1") && plain.contains("again."), "{args} {pager}: {plain}");
    }
    // One that is not there, or can't be run by the shell, loses nothing; one that is left early is no trouble.
    for pager in ["no-such-pager", "no-such-pager | cat -n", "'"] {
        let plain = shown("a.txt", pager, "xterm");
        assert!(plain.contains("status 1") && plain.contains("can't be run") != pager.contains("| cat"), "{pager}: {plain}");
    }
    let left = shown("a.txt a.txt", "head -n 1", "xterm");
    assert!(left.contains("status 1") && !left.contains("Broken"), "{left}");
    // Trouble is said when the screen is free again.
    let trouble = shown("a.txt none.txt", mark, "xterm");
    let (said, last) = (trouble.find("copydesk: none.txt").unwrap(), trouble.rfind("P:").unwrap());
    assert!(said > last && trouble.contains("status 2"), "{trouble}");
}
