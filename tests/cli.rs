//! The command line as people and scripts meet it: the built program is run.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod program;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use program::fed;

const GARBLED: &str = "He said the the end, withthe help of Openai .\nNothing here.\n";
const REPAIRED: &str = "He said the end, with the help of OpenAI.\nNothing here.\n";

fn desk() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn copydesk(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.current_dir(folder).args(args).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn piped(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    fed(command.current_dir(folder).args(args), input)
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn fix_corrects_in_place_and_leaves_a_sound_file_untouched() {
    let desk = desk();
    let (bad, good) = (write(desk.path(), "bad.txt", GARBLED), write(desk.path(), "good.txt", REPAIRED));
    let before = fs::metadata(&good).unwrap().modified().unwrap();
    let output = copydesk(desk.path(), &["fix", "bad.txt", "good.txt"]);
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(bad).unwrap(), REPAIRED);
    assert_eq!(fs::metadata(&good).unwrap().modified().unwrap(), before);
    assert!(text(&output.stdout).starts_with("2 files read, 1 changed, 0 refused"), "{}", text(&output.stdout));
}

#[test]
fn streams_and_other_outputs_write_no_source() {
    let desk = desk();
    let path = write(desk.path(), "a.txt", GARBLED);
    assert_eq!(text(&piped(desk.path(), &["fix", "-"], GARBLED.as_bytes()).stdout), REPAIRED);
    assert_eq!(text(&copydesk(desk.path(), &["fix", "--stdout", "a.txt"]).stdout), REPAIRED);
    assert_eq!(status(&copydesk(desk.path(), &["fix", "-o", "b.txt", "a.txt"])), 0);
    assert_eq!(fs::read_to_string(desk.path().join("b.txt")).unwrap(), REPAIRED);
    assert_eq!(fs::read_to_string(path).unwrap(), GARBLED);
}

#[test]
fn json_lines_stream_and_a_bad_line_is_no_loss() {
    let desk = desk();
    let bad = "{\"text\": \"cut off\n";
    let line = |text: &str| format!("{}\n", serde_json::json!({"id": 1, "text": text, "note": "the the end"}));
    let input: String = (0..500).map(|i| if i == 41 { bad.to_owned() } else { line(GARBLED) }).collect();
    let wanted: String = (0..500).map(|i| if i == 41 { bad.to_owned() } else { line(REPAIRED) }).collect();
    let args = ["fix", "--format", "jsonl", "--field", "text", "-"];
    for jobs in ["1", "2", "3"] {
        let output = piped(desk.path(), &[&args[..], &["--jobs", jobs]].concat(), input.as_bytes());
        assert_eq!(status(&output), 2);
        assert!(text(&output.stderr).contains("-: line 42: it is no JSON"), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), wanted);
    }
    let path = write(desk.path(), "wire.jsonl", &input);
    let output = copydesk(desk.path(), &["fix", "wire.jsonl"]);
    assert_eq!(status(&output), 2);
    assert!(text(&output.stderr).contains("prose seems to be in text"), "{}", text(&output.stderr));
    let output = copydesk(desk.path(), &["fix", "--field", "text", "wire.jsonl"]);
    assert_eq!(
        (status(&output), text(&output.stderr)),
        (2, "copydesk: wire.jsonl: line 42: it is no JSON: control character (\\u0000-\\u001F) found while parsing a string (column 17)\n".into())
    );
    assert_eq!(fs::read_to_string(path).unwrap(), wanted);
}

#[test]
fn packed_files_are_read_and_written_through() {
    let desk = desk();
    let gzip = |text: &str| {
        let mut encoder = flate2::GzBuilder::new().filename("a.txt").mtime(7).write(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let gunzip = |path: &Path| std::io::read_to_string(flate2::read::MultiGzDecoder::new(&fs::read(path).unwrap()[..])).unwrap();
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 19).unwrap();
    let unzstd = |path: &Path| text(&zstd::decode_all(&fs::read(path).unwrap()[..]).unwrap());
    let line = |text: &str| format!("{{\"t\":{text:?}}}\n");
    let page = |text: &str| format!("<p class=\"the the\">{text}</p>\n");
    let (old, sound) = (gzip(GARBLED), gzip(REPAIRED));
    let (bad, good) = (write(desk.path(), "bad.txt.gz", &old), write(desk.path(), "good.txt.gz", &sound));
    let lines = write(desk.path(), "wire.jsonl.gz", gzip(&line(GARBLED)));
    let html = write(desk.path(), "a.html.zst", zstd(&page(GARBLED)));

    // The name of what comes out tells how that is packed.
    let out = desk.path().join("out.txt");
    assert_eq!(status(&copydesk(desk.path(), &["fix", "-o", "out.txt", "bad.txt.gz"])), 0);
    assert_eq!(fs::read_to_string(&out).unwrap(), REPAIRED);
    fs::remove_file(out).unwrap();
    assert_eq!(status(&copydesk(desk.path(), &["fix", "-o", "out.zst", "bad.txt.gz"])), 0);
    assert_eq!(unzstd(&desk.path().join("out.zst")), REPAIRED);

    let output = copydesk(desk.path(), &["fix", "--field", "t", "."]);
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("4 files read, 3 changed, 0 refused"), "{}", text(&output.stdout));
    assert_eq!((gunzip(&bad), gunzip(&lines), unzstd(&html)), (REPAIRED.into(), line(REPAIRED), page(REPAIRED)));
    assert_eq!(fs::read(&good).unwrap(), sound, "what is sound is not packed anew");
    assert_eq!(fs::read(&bad).unwrap()[..16], sound[..16], "the header stays");
    let summary = text(&output.stdout);
    let run = summary.split("copydesk undo ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    assert_eq!(status(&copydesk(desk.path(), &["undo", run])), 0);
    assert_eq!(fs::read(&bad).unwrap(), old);

    write(desk.path(), "cut.txt.gz", &old[..old.len() - 9]);
    write(desk.path(), "cut.txt.zst", &zstd(GARBLED)[..40]);
    write(desk.path(), "plain.txt.gz", GARBLED);
    write(desk.path(), "latin.txt.zst", zstd::encode_all(&b"caf\xE9 the the end"[..], 0).unwrap());
    write(desk.path(), "page.tex.gz", gzip("at the the end"));
    write(desk.path(), "bomb.txt.zst", zstd::encode_all(std::io::Read::take(std::io::repeat(b' '), 1 << 27), 1).unwrap());
    for (name, word) in [
        ("cut.txt.gz", "it can't be unpacked as gzip"),
        ("cut.txt.zst", "it can't be unpacked as zstd"),
        ("plain.txt.gz", "it can't be unpacked as gzip"),
        ("latin.txt.zst", "offset 3"),
        ("page.tex.gz", "the format .tex is not read"),
        ("bomb.txt.zst", "more than 100 times"),
    ] {
        let before = fs::read(desk.path().join(name)).unwrap();
        let output = copydesk(desk.path(), &["fix", name]);
        assert_eq!(status(&output), 2, "{name}");
        assert!(text(&output.stderr).contains(name) && text(&output.stderr).contains(word), "{}", text(&output.stderr));
        assert_eq!(fs::read(desk.path().join(name)).unwrap(), before, "{name}");
    }
}

#[test]
fn a_long_text_streams_with_its_mark_and_what_is_no_text_passes_through() {
    let desk = desk();
    let garbled: String = (0..9000).map(|i| format!("Line {i} says that the the plan of {i} was kept .\n\n")).collect();
    let repaired = garbled.replace("the the", "the").replace(" .", ".");
    let output = piped(desk.path(), &["fix", "-"], format!("\u{feff}{garbled}").as_bytes());
    assert!(text(&output.stdout) == format!("\u{feff}{repaired}") && status(&output) == 0);
    let output = piped(desk.path(), &["fix", "-"], &[garbled.as_bytes(), b"\xFF the the end"].concat());
    assert!(output.stdout == [repaired.as_bytes(), b"\xFF the the end"].concat() && status(&output) == 2);
    assert!(text(&output.stderr).contains(&format!("offset {}", garbled.len())), "{}", text(&output.stderr));
    // At the beginning it is told before anything is written.
    let output = piped(desk.path(), &["fix", "-"], &[b"caf\xE9 ", garbled.as_bytes()].concat());
    assert!(output.stdout.is_empty() && status(&output) == 2 && text(&output.stderr).contains("offset 3; if it is another"));
}

#[test]
fn exits_tell_what_was_found() {
    let desk = desk();
    write(desk.path(), "bad.txt", GARBLED);
    write(desk.path(), "good.txt", REPAIRED);
    write(desk.path(), "near.txt", "The Angela Merkl plan was seen.\n");
    write(desk.path(), "open.txt", "He said the plan “is good and went home.\n");
    for (args, wanted) in [
        (vec!["check", "--quiet", "good.txt"], 0),
        (vec!["check", "--quiet", "near.txt"], 1),
        (vec!["check", "--quiet", "good.txt", "open.txt"], 1),
        (vec!["check", "--quiet", "bad.txt", "near.txt", "good.txt"], 1),
        (vec!["check", "--quiet", "bad.txt", "missing.txt"], 2),
        (vec!["check", "bad.txt"], 1),
        (vec!["check", "good.txt"], 0),
        (vec!["diff", "bad.txt"], 1),
        (vec!["diff", "good.txt"], 0),
        (vec!["rules"], 0),
        (vec!["rules", "doubled-word"], 0),
        (vec!["rules", "no-such-rule"], 2),
        (vec!["explain", "In depth"], 0),
        (vec!["fix"], 2),
        (vec!["diff"], 2),
        (vec!["check"], 2),
        (vec!["fix", "missing.txt"], 2),
        (vec!["check", "--rules", "no-such-rule", "good.txt"], 2),
        (vec!["check", "--encoding", "klingon", "good.txt"], 2),
        (vec!["check", "--no-such-flag"], 2),
        (vec!["completions", "bash"], 0),
        (vec!["man"], 0),
    ] {
        let output = copydesk(desk.path(), &args);
        assert_eq!(status(&output), wanted, "{args:?}: {}", text(&output.stderr));
    }
    let output = copydesk(desk.path(), &["fix", "missing.txt", "bad.txt"]);
    assert_eq!(status(&output), 2);
    assert!(text(&output.stderr).contains("missing.txt"));
    assert_eq!(fs::read_to_string(desk.path().join("bad.txt")).unwrap(), REPAIRED, "the others are still done");
}

#[test]
fn the_unified_diff_is_a_patch() {
    for (name, old) in [
        ("plain.txt", GARBLED.to_owned()),
        ("no newline.txt", GARBLED.trim_end().to_owned()),
        ("crlf.txt", GARBLED.replace('\n', "\r\n")),
        ("sp ace.txt", format!("{REPAIRED}{REPAIRED}{GARBLED}")),
        ("bom.txt", format!("\u{feff}{GARBLED}")),
        ("return.txt", format!("a\rb\r{GARBLED}")),
    ] {
        for tool in [&["patch", "-p1", "--binary", "-s"][..], &["git", "apply", "-p1"]] {
            let desk = desk();
            let path = write(desk.path(), name, &old);
            let diff = copydesk(desk.path(), &["diff", name]).stdout;
            copydesk(desk.path(), &["fix", name]);
            let fixed = fs::read(&path).unwrap();
            fs::write(&path, &old).unwrap();
            let mut child =
                Command::new(tool[0]).args(&tool[1..]).current_dir(desk.path()).stdin(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(&diff).unwrap();
            assert!(child.wait().unwrap().success(), "{tool:?} {name}\n{}", text(&diff));
            assert_eq!(text(&fs::read(&path).unwrap()), text(&fixed), "{tool:?} {name}");
        }
    }
}

#[test]
fn json_fixes_replay_on_the_bytes_of_the_file() {
    let wide = |s: &str| [&[0xFF, 0xFE][..], &s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let narrow = |s: &str| encoding_rs::WINDOWS_1252.encode(s).0.into_owned();
    let sample = "Café: the the end, withthe Openai “here” .\r\nÜber the the rest.";
    type Encode<'a> = &'a dyn Fn(&str) -> Vec<u8>;
    let plain = |s: &str| s.as_bytes().to_vec();
    let marked = |s: &str| format!("\u{feff}{s}").into_bytes();
    let cases: [(&str, &[&str], Encode<'_>); 4] = [
        ("utf8", &[], &plain),
        ("bom", &[], &marked),
        ("utf16", &[], &wide),
        ("cp1252", &["--encoding", "windows-1252"], &narrow),
    ];
    for (name, flags, encode) in cases {
        let desk = desk();
        let file = format!("{name}.txt");
        let old = encode(sample);
        let path = write(desk.path(), &file, &old);
        let found = copydesk(desk.path(), &[&["check", "--output-format", "json", &file], flags].concat()).stdout;
        let (mut new, mut at): (Vec<u8>, usize) = (Vec::new(), 0);
        for line in text(&found).lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            if record["tier"] == "fix" {
                let place = |key: &str| record[key].as_u64().unwrap() as usize;
                let replacement = record["replacement"].as_str().unwrap();
                let bytes = encode(replacement);
                let lead = encode("").len();
                new.extend(&old[at..place("start")]);
                new.extend(&bytes[lead..]);
                at = place("end");
            }
        }
        new.extend(&old[at..]);
        assert_eq!(status(&copydesk(desk.path(), &[&["fix", &file], flags].concat())), 0);
        assert_eq!(fs::read(&path).unwrap(), new, "{name}");
        assert_ne!(new, old, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn files_keep_what_they_are_or_are_refused() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let desk = desk();
    let path = write(desk.path(), "mode.txt", GARBLED);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("mode.txt", desk.path().join("link.txt")).unwrap();
    assert_eq!(status(&copydesk(desk.path(), &["fix", "link.txt"])), 0);
    assert!(fs::symlink_metadata(desk.path().join("link.txt")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(&path).unwrap(), REPAIRED);

    let hard = write(desk.path(), "hard.txt", GARBLED);
    fs::hard_link(&hard, desk.path().join("other.txt")).unwrap();
    let read_only = write(desk.path(), "locked.txt", GARBLED);
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o444)).unwrap();
    write(desk.path(), "binary.txt", b"the the\0 end");
    write(desk.path(), "latin.txt", b"caf\xE9 the the end");
    write(desk.path(), "page.tex", "at the the end");
    for (name, word) in [
        ("hard.txt", "hard link"),
        ("locked.txt", "read-only"),
        ("binary.txt", "NUL"),
        ("latin.txt", "offset 3"),
        ("page.tex", ".tex"),
    ] {
        let before = fs::read(desk.path().join(name)).unwrap();
        let output = copydesk(desk.path(), &["fix", name]);
        assert_eq!(status(&output), 2, "{name}");
        assert!(text(&output.stderr).contains(word) && text(&output.stderr).contains(name), "{name}: {}", text(&output.stderr));
        assert_eq!(fs::read(desk.path().join(name)).unwrap(), before, "{name}");
    }
    assert!(
        fs::read_dir(desk.path()).unwrap().all(|e| !e.unwrap().file_name().to_string_lossy().starts_with(".copydesk")),
        "nothing is left behind"
    );
}

#[test]
fn folders_are_walked_in_order_and_ignore_files_count() {
    let desk = desk();
    fs::create_dir_all(desk.path().join("wire/b")).unwrap();
    for name in ["wire/z.txt", "wire/b/a.txt", "wire/skip.txt", "wire/.hidden.txt", "wire/data.json"] {
        write(desk.path(), name, GARBLED);
    }
    write(desk.path(), "wire/.copydeskignore", "skip.txt\n");
    let one = copydesk(desk.path(), &["check", "--output-format", "json", "--jobs", "1", "wire"]);
    let two = copydesk(desk.path(), &["check", "--output-format", "json", "--jobs", "2", "wire"]);
    assert_eq!(one.stdout, two.stdout);
    let out = text(&one.stdout);
    let (a, z) = (out.find("wire/b/a.txt").unwrap(), out.find("wire/z.txt").unwrap());
    assert!(a < z && !out.contains("skip") && !out.contains("hidden") && !out.contains("data.json"));
    assert_eq!(status(&copydesk(desk.path(), &["fix", "wire"])), 0);
    assert_eq!(fs::read_to_string(desk.path().join("wire/b/a.txt")).unwrap(), REPAIRED);
    assert_eq!(fs::read_to_string(desk.path().join("wire/skip.txt")).unwrap(), GARBLED);
}

#[test]
fn dictionaries_and_settings_are_layered_and_their_faults_named() {
    let desk = desk();
    write(
        desk.path(),
        "house.toml",
        "[spellings]\n\"Aurelio Quint\" = [\"Orelio Quint\"]\n\n[[entry]]\nright = \"OpenAI\"\noff = true\n",
    );
    let out = piped(desk.path(), &["fix", "--dictionary", "house.toml", "-"], "Orelio Quint spoke.\n".as_bytes());
    assert_eq!(text(&out.stdout), "Aurelio Quint spoke.\n", "{}", text(&out.stderr));
    write(desk.path(), "copydesk.toml", "dictionaries = [\"house.toml\"]\nwithout = [\"doubled-word\"]\n");
    let out = piped(desk.path(), &["fix", "-"], "Orelio Quint said the the end.\n".as_bytes());
    assert_eq!(text(&out.stdout), "Aurelio Quint said the the end.\n");
    fs::remove_file(desk.path().join("copydesk.toml")).unwrap();
    for (toml, place) in [
        ("[spellings\n", "bad.toml:1"),
        ("field = \"x\"\nnonsense = 1\n", "bad.toml:2"),
        ("\n\n[[pattern]]\nfind = '('\nright = 'x'\n", "bad.toml:4"),
        ("[spellings]\n\"\" = [\"x\"]\n", "bad.toml:2"),
    ] {
        write(desk.path(), "bad.toml", toml);
        let out = piped(desk.path(), &["fix", "--dictionary", "bad.toml", "-"], b"x");
        assert_eq!(status(&out), 2);
        assert!(text(&out.stderr).contains(place), "{place}: {}", text(&out.stderr));
    }
    write(desk.path(), "loop.toml", "[spellings]\n\"Alpha Quint\" = [\"Beta Quint\"]\n\"Beta Quint\" = [\"Alpha Quint\"]\n");
    let out = copydesk(desk.path(), &["dict", "check", "loop.toml"]);
    assert_eq!(status(&out), 1);
    assert!(text(&out.stdout).contains("loop.toml:2"), "{}", text(&out.stdout));
    let out = piped(desk.path(), &["fix", "--dictionary", "loop.toml", "-"], b"Alpha Quint met Beta Quint.\n");
    assert_eq!(text(&out.stdout), "Alpha Quint met Beta Quint.\n");
}

#[test]
fn the_language_and_the_style_are_named_by_flag_or_settings() {
    let desk = desk();
    write(desk.path(), "a.txt", "The index fell by 3,75 after the NASA vote.\n");
    let fixed = |args: &[&str]| text(&copydesk(desk.path(), args).stdout);
    assert!(fixed(&["fix", "--stdout", "a.txt"]).contains("3,75 after the NASA"));
    assert!(fixed(&["fix", "--stdout", "--from", "fr", "a.txt"]).contains("3.75 after the NASA"));
    assert!(fixed(&["fix", "--stdout", "--style", "uk", "a.txt"]).contains("3,75 after the Nasa"));
    write(desk.path(), "copydesk.toml", "from = \"German\"\nstyle = \"uk\"\n");
    assert!(fixed(&["fix", "--stdout", "a.txt"]).contains("3.75 after the Nasa"));
    for (flag, known) in [("--from", "fr (French)"), ("--style", "uk (British papers)")] {
        let output = copydesk(desk.path(), &["check", flag, "xx", "a.txt"]);
        assert_eq!(status(&output), 2);
        assert!(text(&output.stderr).contains(known), "{}", text(&output.stderr));
    }
}

#[test]
fn rubbish_gets_a_clear_answer_and_nothing_steers_the_terminal() {
    let desk = desk();
    assert_eq!(piped(desk.path(), &["fix", "-"], b"").stdout, b"");
    let rtl = "שלום עולם , זה טקסט. عربي ، نص\n";
    assert_eq!(text(&piped(desk.path(), &["fix", "-"], rtl.as_bytes()).stdout).replace(" ,", ","), rtl.replace(" ,", ","));
    write(desk.path(), "esc.txt", "It \u{1b}[31mwas the the end.\n");
    for args in
        [&["check", "--color", "always", "esc.txt"][..], &["diff", "--output-format", "color", "--color", "never", "esc.txt"]]
    {
        let out = text(&copydesk(desk.path(), args).stdout);
        assert!(!out.contains("\u{1b}[31mwas"), "{out:?}");
    }
}

#[test]
fn explain_says_what_is_done_what_is_left_and_what_is_silent() {
    let desk = tempfile::tempdir().unwrap();
    let given = "The lab Openai keeps https://Openai.com.\nAn In depth look at it.";
    let output = copydesk(desk.path(), &["explain", given]);
    let shown = text(&output.stdout);
    for line in [
        "1:9 “Openai” → “OpenAI”\n    fix     misspelled-name: ",
        "    left    misspelled-name: “OpenAI” would stand here, but",
        "2:4 “In depth”\n    left    translated-name: as a form of “DeepSeek”: it needs one of",
        "Nothing of their kind in this text: mojibake",
    ] {
        assert!(shown.contains(line), "{line:?} is not in:\n{shown}");
    }
    assert!(shown.lines().all(|l| l.chars().count() <= 80), "{shown}");
    let output = copydesk(desk.path(), &["explain", "--without", "doubled-word", "--output-format", "json", given]);
    let looks: Vec<serde_json::Value> = text(&output.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    for look in &looks {
        let (start, end) = (look["start"].as_u64().unwrap() as usize, look["end"].as_u64().unwrap() as usize);
        assert_eq!(look["original"], given[start..end]);
        assert!(look["replacement"].is_string() || look["tier"] == "left");
    }
    assert!(looks.iter().any(|l| l["tier"] == "left" && l["entry"].is_string()));
    let output = copydesk(desk.path(), &["explain", "--without", "doubled-word", "the \u{1b}[31mthe the"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("Switched off: doubled-word") && !shown.contains('\u{1b}'), "{shown}");
}
