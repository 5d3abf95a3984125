//! What can go wrong while files are replaced: after any of it each file is whole, old or new, and `undo` gives back the first bytes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use copydesk::desk::journal::{End, New, Start, Store};
use copydesk::desk::{Change, Replacer};

const OLD: &str = "He said the the end, withthe help of Openai .\nNothing here.\n";
const NEW: &str = "He said the end, with the help of OpenAI.\nNothing here.\n";

/// A folder `wire` of files, and a state folder beside it.
struct Desk {
    home: tempfile::TempDir,
}

impl Desk {
    fn of(files: usize, text: &str) -> Desk {
        let home = tempfile::tempdir().unwrap();
        for n in 0..files {
            let folder = home.path().join("wire").join(format!("{}", n % 3));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{n:04}.txt")), text).unwrap();
        }
        Desk { home }
    }

    fn wire(&self) -> PathBuf {
        self.home.path().join("wire")
    }

    fn state(&self) -> PathBuf {
        self.home.path().join("state")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.current_dir(self.home.path()).env("XDG_STATE_HOME", self.state()).args(args).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn spawn(&self, args: &[&str]) -> Child {
        self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The texts of all files, by path; nothing else lies beside them.
    fn texts(&self) -> BTreeMap<PathBuf, String> {
        texts(&self.wire())
    }

    fn count(&self, text: &str) -> usize {
        self.texts().values().filter(|t| *t == text).count()
    }

    fn runs(&self) -> Vec<PathBuf> {
        let mut runs: Vec<PathBuf> =
            fs::read_dir(self.state().join("copydesk/runs")).into_iter().flatten().map(|e| e.unwrap().path()).collect();
        runs.sort();
        runs
    }
}

fn texts(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            texts.extend(self::texts(&entry));
        } else {
            texts.insert(entry.clone(), String::from_utf8(fs::read(&entry).unwrap()).unwrap());
        }
    }
    texts
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].concat().iter().map(|b| *b as char).collect()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout == b"0\n")
}

#[test]
fn a_run_is_taken_back_whole_or_by_entry() {
    let desk = Desk::of(12, OLD);
    fs::set_permissions(desk.wire().join("0/0000.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(said(&desk.run(&["fix", "wire"])).contains("12 changed"));
    assert_eq!(desk.count(NEW), 12);
    let runs = desk.runs();
    assert_eq!(fs::metadata(&runs[0]).unwrap().permissions().mode() & 0o777, 0o600, "old texts are nobody else's business");

    let out = desk.run(&["undo", "--entry", "doubled-word"]);
    assert_eq!(status(&out), 0, "{}", said(&out));
    assert_eq!(desk.count(&NEW.replace("the end", "the the end")), 12);
    assert!(said(&desk.run(&["undo", "--entry", "doubled-word"])).contains("12 were so already"));
    assert!(said(&desk.run(&["undo", "--entry", "core-technology.toml:6"])).contains("12 changes"));
    assert_eq!(desk.count(&NEW.replace("the end", "the the end").replace("OpenAI.", "Openai .")), 12);
    let none = desk.run(&["undo", "--entry", "wrong-article"]);
    assert!(status(&none) == 2 && said(&none).contains("glued-words (12)"), "{}", said(&none));

    fs::write(desk.wire().join("1/0001.txt"), "somebody was here\n").unwrap();
    fs::remove_file(desk.wire().join("2/0002.txt")).unwrap();
    let out = desk.run(&["undo"]);
    assert!(status(&out) == 2 && said(&out).contains("0001.txt: it changed since"), "{}", said(&out));
    assert!(said(&out).contains("0002.txt: it is gone"), "{}", said(&out));
    assert_eq!((desk.count(OLD), desk.count("somebody was here\n")), (10, 1));
    assert_eq!(fs::metadata(desk.wire().join("0/0000.txt")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(said(&desk.run(&["undo", "--list"])).contains("undone but for files that had changed since"));

    assert!(said(&desk.run(&["undo"])).contains("there is no run to undo"));
    let id = runs[0].file_stem().unwrap().to_str().unwrap();
    assert!(said(&desk.run(&["undo", id])).contains("10 were so already"));
    assert!(said(&desk.run(&["undo", "--prune", "--days", "0"])).contains("0 journals removed"), "the last run stays");
    fs::write(desk.wire().join("1/0001.txt"), NEW).unwrap();
    fs::write(desk.wire().join("2/0002.txt"), NEW).unwrap();
    assert_eq!(status(&desk.run(&["undo", &id[..id.len() - 1]])), 0);
    assert_eq!(desk.count(OLD), 12);
    assert!(said(&desk.run(&["undo", "--prune"])).contains("1 journal removed"));
}

#[test]
fn links_and_encodings_come_back_too() {
    let desk = Desk::of(1, OLD);
    let wide: Vec<u8> = [&[0xFF, 0xFE][..], &OLD.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let marked = [b"\xEF\xBB\xBF", OLD.replace('\n', "\r\n").as_bytes()].concat();
    let (link, odd) = (desk.home.path().join("link.txt"), desk.home.path().join("odd \u{1b}[31m.txt"));
    fs::write(desk.home.path().join("real.txt"), &wide).unwrap();
    std::os::unix::fs::symlink("real.txt", &link).unwrap();
    fs::write(&odd, &marked).unwrap();
    assert_eq!(status(&desk.run(&["fix", "link.txt", "odd \u{1b}[31m.txt"])), 0);
    assert_ne!(fs::read(&link).unwrap(), wide);
    let out = desk.run(&["undo", "--entry", "doubled-word"]);
    assert!(status(&out) == 0 && !said(&out).contains('\u{1b}'), "{}", said(&out));
    let half = NEW.replace("the end", "the the end").replace('\n', "\r\n");
    assert_eq!(fs::read(&odd).unwrap(), [b"\xEF\xBB\xBF", half.as_bytes()].concat());
    assert_eq!(status(&desk.run(&["undo"])), 0);
    assert!(link.is_symlink() && fs::read(&link).unwrap() == wide && fs::read(&odd).unwrap() == marked);
    assert!(!said(&desk.run(&["undo", "--list"])).contains('\u{1b}'));
}

#[test]
fn killed_at_any_moment_each_file_is_whole_and_comes_back() {
    let whole = Desk::of(160, OLD);
    let start = Instant::now();
    assert_eq!(status(&whole.run(&["fix", "--jobs", "2", "wire"])), 0);
    let whole = start.elapsed();
    let mut cut_off = 0;
    for round in 2..9 {
        let desk = Desk::of(160, OLD);
        let mut child = desk.spawn(&["fix", "--jobs", "2", "wire"]);
        std::thread::sleep(whole * round / 8);
        let _ = child.kill();
        child.wait().unwrap();
        let files = desk.texts().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "txt"));
        let texts: Vec<String> = files.map(|(_, text)| text).collect();
        let new = texts.iter().filter(|t| *t == NEW).count();
        assert!(texts.len() == 160 && texts.iter().all(|t| t == OLD || t == NEW), "each file is whole");
        cut_off += usize::from(new < 160);
        // Either the undo or the next run clears up behind it.
        let out = desk.run(if round % 2 == 0 { &["undo"] } else { &["fix", "--quiet", "wire"] });
        if round % 2 == 1 {
            assert_eq!((status(&out), desk.count(NEW), desk.texts().len()), (0, 160, 160), "{}", said(&out));
            assert_eq!(status(&desk.run(&["undo"])), 0);
            if new > 0 && new < 160 {
                assert_eq!(status(&desk.run(&["undo"])), 0);
            }
        } else {
            assert!(status(&out) == 0 || new == 0, "{}", said(&out));
        }
        assert_eq!((desk.count(OLD), desk.texts().len()), (160, 160), "round {round}, {new} were new: {}", said(&out));
    }
    assert!(cut_off > 0, "no run was cut off");
}

#[test]
fn an_undo_that_is_cut_off_is_done_again() {
    let desk = Desk::of(160, OLD);
    assert_eq!(status(&desk.run(&["fix", "--quiet", "wire"])), 0);
    for delay in [5, 15, 30] {
        let mut child = desk.spawn(&["undo"]);
        std::thread::sleep(Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        let out = desk.run(&["undo"]);
        assert!(status(&out) == 0 || said(&out).contains("no run to undo"), "{}", said(&out));
        assert_eq!((desk.count(OLD), desk.texts().len()), (160, 160));
        assert_eq!(status(&desk.run(&["fix", "--quiet", "wire"])), 0);
    }
}

#[test]
fn a_signal_ends_a_run_between_two_files() {
    let long = OLD.repeat(60);
    let fixed = copydesk::Pipeline::new().run(&long).text;
    let desk = Desk::of(1200, &long);
    let child = desk.spawn(&["fix", "--jobs", "1", "wire"]);
    std::thread::sleep(Duration::from_millis(150));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let out = child.wait_with_output().unwrap();
    assert!(status(&out) == 130 && said(&out).contains("stopped after"), "{}: {}", out.status, said(&out));
    let (old, new) = (desk.count(&long), desk.count(&fixed));
    assert_eq!((old + new, desk.texts().len()), (1200, 1200));
    assert!(old > 0);
    if new > 0 {
        assert!(said(&out).contains("copydesk undo"), "{}", said(&out));
        assert_eq!(status(&desk.run(&["undo"])), 0);
    }
    assert_eq!(desk.count(&long), 1200);
}

#[test]
fn two_runs_at_once_do_each_file_once() {
    let desk = Desk::of(300, OLD);
    let (one, two) = (desk.spawn(&["fix", "wire"]), desk.spawn(&["fix", "wire"]));
    let (one, two) = (one.wait_with_output().unwrap(), two.wait_with_output().unwrap());
    assert_eq!((desk.count(NEW), desk.texts().len()), (300, 300), "{}{}", said(&one), said(&two));
    while status(&desk.run(&["undo"])) == 0 {}
    assert_eq!((desk.count(OLD), desk.texts().len()), (300, 300));
}

#[test]
fn the_last_run_is_not_passed_over_while_it_is_under_way() {
    let desk = Desk::of(2, OLD);
    assert_eq!(status(&desk.run(&["fix", "--quiet", "wire"])), 0);
    let store = Store::at(desk.state().join("copydesk/runs"));
    let later = Start { began: i64::MAX, ..Start::default() };
    let journal = store.begin("later", &later).unwrap();
    let out = desk.run(&["undo"]);
    assert!(status(&out) == 2 && said(&out).contains("later, is still under way"), "{}", said(&out));
    assert_eq!(desk.count(NEW), 2);
    assert!(said(&desk.run(&["undo", "--list"])).contains("under way"));
    drop(journal);
    assert!(said(&desk.run(&["undo", "2"])).contains("2 files restored"));
}

#[test]
fn without_a_journal_nothing_is_written_unless_asked() {
    let desk = Desk::of(3, OLD);
    fs::write(desk.state(), "a file stands where the folder should be").unwrap();
    let out = desk.run(&["fix", "wire"]);
    assert!(status(&out) == 2 && said(&out).contains("--no-journal") && desk.count(OLD) == 3, "{}", said(&out));
    assert_eq!(status(&desk.run(&["fix", "--no-journal", "wire"])), 0);
    assert_eq!(desk.count(NEW), 3);
    let mut homeless = desk.command(&["fix", "wire"]);
    let out = homeless.env_remove("XDG_STATE_HOME").env("HOME", desk.state()).output().unwrap();
    assert_eq!(status(&out), 2, "{}", said(&out));
}

#[test]
fn a_file_that_changed_meanwhile_is_refused() {
    let desk = Desk::of(2, OLD);
    let (path, other) = (desk.wire().join("0/0000.txt"), desk.wire().join("1/0001.txt"));
    let journal = Store::at(desk.state()).begin("run", &Start::default()).unwrap();
    let mut replacer = Replacer::with(Some(journal));
    let change = |path: &Path| Change::replace(path, OLD.into(), NEW.into(), New::Whole(NEW.into(), Vec::new())).unwrap();
    let changes = [change(&path), change(&other)];
    fs::write(&path, "somebody was here\n").unwrap();
    let results = replacer.replace(&changes).unwrap();
    assert!(results[0].as_ref().is_err_and(|t| t.to_string().contains("changed while")) && results[1].is_ok());
    replacer.finish().unwrap().end(&End { files: 1, fixes: 1 }).unwrap();
    assert_eq!((desk.count("somebody was here\n"), desk.count(NEW), desk.texts().len()), (1, 1, 2));
    let (runs, _) = Store::at(desk.state()).runs().unwrap();
    assert_eq!(runs[0].files, 1, "what was refused is not of the run");
}

#[test]
fn a_torn_or_damaged_journal_gives_back_what_it_holds() {
    for (cut, rubbish) in [(3, &b""[..]), (0, &[0; 40][..]), (0, b"\x01\x01\xff\xff"), (40, b"")] {
        let desk = Desk::of(5, OLD);
        assert_eq!(status(&desk.run(&["fix", "--quiet", "wire"])), 0);
        let path = desk.runs().remove(0);
        let mut bytes = fs::read(&path).unwrap();
        bytes.truncate(bytes.len() - cut);
        bytes.extend_from_slice(rubbish);
        fs::write(&path, bytes).unwrap();
        let out = desk.run(&["undo"]);
        assert!(said(&out).contains("breaks off"), "{}", said(&out));
        assert!(desk.count(OLD) >= if cut == 40 { 4 } else { 5 } && desk.count(OLD) + desk.count(NEW) == 5);
        assert!(said(&desk.run(&["undo", "--list"])).contains("undone"), "what is appended can be read");
    }
    let desk = Desk::of(5, OLD);
    assert_eq!(status(&desk.run(&["fix", "--quiet", "wire"])), 0);
    let path = desk.runs().remove(0);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&path, bytes).unwrap();
    let out = desk.run(&["undo"]);
    assert!(said(&out).contains("4 files restored") && said(&out).contains("breaks off"), "{}", said(&out));
    fs::write(desk.state().join("copydesk/runs/other.run"), "copydesk journal 9\n…").unwrap();
    let out = desk.run(&["undo", "--list"]);
    assert!(status(&out) == 2 && said(&out).contains("other.run"), "{}", said(&out));
}

#[test]
fn a_limit_on_the_size_of_files_harms_none() {
    let desk = Desk::of(3, OLD);
    let big = desk.wire().join("0/big.txt");
    let long: String = (0..20_000).map(|n| format!("Number {n} is the the last.\n")).collect();
    fs::write(&big, &long).unwrap();
    let limited = |more: &str| {
        let mut shell = Command::new("sh");
        shell.current_dir(desk.home.path()).env("XDG_STATE_HOME", desk.state());
        shell.args(["-c", &format!("ulimit -f 64; exec '{}' fix {more} wire", env!("CARGO_BIN_EXE_copydesk"))]);
        shell.output().unwrap()
    };
    let out = limited("");
    assert!(status(&out) == 2 && said(&out).contains("the journal can't be written"), "{}", said(&out));
    assert_eq!((desk.count(OLD), desk.count(&long), desk.texts().len()), (3, 1, 4));
    let out = limited("--no-journal");
    assert!(status(&out) == 2 && said(&out).contains("big.txt"), "{}", said(&out));
    assert_eq!((desk.count(NEW), desk.count(&long), desk.texts().len()), (3, 1, 4));
}

#[test]
fn a_folder_that_takes_no_files_keeps_its_own() {
    let desk = Desk::of(1, OLD);
    let program = desk.home.path().join("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &program).unwrap();
    for (path, mode) in [("", 0o777), ("wire", 0o755), ("wire/0", 0o555), ("wire/0/0000.txt", 0o666), ("copydesk", 0o755)] {
        fs::set_permissions(desk.home.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut command = Command::new(&program);
    command.current_dir(desk.home.path()).env("XDG_STATE_HOME", desk.state()).args(["fix", "wire"]);
    if is_root() {
        // The superuser may write anywhere.
        std::os::unix::process::CommandExt::uid(&mut command, 65534);
    }
    let out = command.output().unwrap();
    fs::set_permissions(desk.wire().join("0"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(status(&out) == 2 && said(&out).contains("0000.txt: no new file can be made beside it"), "{}", said(&out));
    assert_eq!((desk.count(OLD), desk.texts().len()), (1, 1));
}

/// A small disk, if it can be mounted.
struct Disk(PathBuf);

impl Disk {
    fn at(path: &Path) -> Option<Disk> {
        fs::create_dir_all(path).unwrap();
        let mounted = is_root()
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=128k", "copydesk-test"])
                .arg(path)
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success());
        if !mounted {
            eprintln!("skipped: a small disk can be mounted by the superuser alone");
        }
        mounted.then(|| Disk(path.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_harms_none() {
    let desk = Desk::of(0, OLD);
    let Some(_disk) = Disk::at(&desk.wire()) else { return };
    for n in 0..20 {
        fs::write(desk.wire().join(format!("{n}.txt")), OLD).unwrap();
    }
    let mut filling = vec![b'x'; 128 << 10];
    while fs::write(desk.wire().join("filling"), &filling).is_err() {
        filling.truncate(filling.len() - 4096);
    }
    let out = desk.run(&["fix", "wire"]);
    assert!(status(&out) == 2 && said(&out).contains("No space left"), "{}", said(&out));
    assert_eq!((desk.count(OLD), desk.texts().len()), (20, 21));
    fs::remove_file(desk.wire().join("filling")).unwrap();
    assert_eq!(status(&desk.run(&["fix", "wire"])), 0);
    assert_eq!(desk.count(NEW), 20);
    assert_eq!(status(&desk.run(&["undo"])), 0);
    assert_eq!((desk.count(OLD), desk.texts().len()), (20, 20));
}

#[test]
fn a_full_disk_of_the_journal_ends_the_run() {
    let desk = Desk::of(40, OLD);
    let Some(_disk) = Disk::at(&desk.state()) else { return };
    let mut seed = 1_u32;
    let mut letter = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if seed >> 29 == 0 { ' ' } else { char::from(b'a' + (seed >> 16) as u8 % 26) }
    };
    for n in 0..6 {
        let big: String = (0..40_000).map(|_| letter()).chain(" the the end.\n".chars()).collect();
        fs::write(desk.wire().join(format!("0/big{n}.txt")), format!("{n} {big}")).unwrap();
    }
    let before = desk.texts();
    let out = desk.run(&["fix", "wire"]);
    assert!(status(&out) == 2 && said(&out).contains("the journal can't be written"), "{}", said(&out));
    assert_eq!(desk.texts(), before, "{}", said(&out));
}
