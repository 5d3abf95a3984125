//! `copydesk review` as people meet it: the dialogue in lines down to the bytes of the files, and the screen in a terminal.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod program;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use program::fed;

const TEXT: &str =
    "He said the the end, withthe help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Runs the program with these lines on its standard input: exit status, output, trouble.
fn dialogue(folder: &Path, args: &[&str], answers: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).env("XDG_STATE_HOME", folder.join("state")).env_remove("CLICOLOR_FORCE").arg("review");
    let output = fed(command.args(args), answers.as_bytes());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn answers_reach_the_bytes_of_the_file() {
    for (answers, wanted) in [
        (
            "y\ny\ny\ny\ny\ny\n",
            "He said the end, with the help of OpenAI.\nNothing here.\nShares of OpenAI fell, and the losses grew.\n",
        ),
        ("y\ny\ny\ny\ny\nn\n", TEXT),
        ("y\nq\n", TEXT),
        ("y\n", TEXT),
        (
            "y\nw\nq\n",
            "He said the end, withthe help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n",
        ),
        (
            "n\nn\nA\ne\nn\ny\n",
            "He said the the end, withthe help of OpenAI.\nNothing here.\nShares of OpenAI fell, and the the losses grew.\n",
        ),
        (
            "n\nt\nwith much\nn\nn\nn\ny\n",
            "He said the the end, with much help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n",
        ),
        (
            "y\nu\nn\ny\nR\nf\nn\ny\n",
            "He said the the end, with the help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n",
        ),
        (
            "what\n9\n?\nl\nv\n/doubled\nk\nj\ny\nw\nq\n",
            "He said the the end, withthe help of Openai .\nNothing here.\nShares of Openai fell, and the losses grew.\n",
        ),
    ] {
        let desk = folder();
        let (status, out, err) = dialogue(desk.path(), &["a.txt"], answers);
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
        assert_eq!(read(desk.path(), "a.txt"), wanted, "{answers:?}\n{out}");
    }
}

#[test]
fn alternatives_and_notes_are_decided_on() {
    let text = "The rain fell in torrents all weekwhich nobody had foreseen.\n";
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), text).unwrap();
    let (_, out, _) = dialogue(desk.path(), &["a.txt"], "1\nw\nq\n");
    assert!(out.contains("1  or “week which”"), "{out}");
    assert_eq!(read(desk.path(), "a.txt"), text.replace("weekwhich", "week which"));
    // A note has nothing to accept.
    let quote = "“It is the end, he said to them all at last.\n\nThey went.\n";
    fs::write(desk.path().join("b.txt"), quote).unwrap();
    let (_, out, _) = dialogue(desk.path(), &["b.txt"], "y\nn\n");
    assert!(out.contains("Nothing certain is proposed here") && out.contains("0 accepted, 1 rejected, 0 open"), "{out}");
    assert_eq!(dialogue(desk.path(), &["b.txt"], "").1.matches("unclosed-quote").count(), 0, "it is not asked again");
}

#[test]
fn decisions_are_kept_and_never_asked_again() {
    let desk = folder();
    dialogue(desk.path(), &["a.txt"], "n\ny\nq\n");
    // By another name, from another review, after an edit.
    fs::write(desk.path().join("a.txt"), format!("A new head.\n{TEXT}")).unwrap();
    let (_, out, _) = dialogue(desk.path(), &["."], "w\nq\n");
    assert!(out.contains("2 decisions of an earlier review are taken up"), "{out}");
    assert_eq!(read(desk.path(), "a.txt"), format!("A new head.\n{}", TEXT.replace("withthe", "with the")));
    let (_, out, _) = dialogue(desk.path(), &["a.txt"], "");
    assert!(out.contains("[-Openai .-]") && !out.contains("[-the the-]{+the+} end"), "the rejected one is not asked:\n{out}");
}

#[test]
fn a_decisions_file_is_shared_with_apply() {
    let desk = folder();
    let (_, out, _) = dialogue(desk.path(), &["--decisions", "team.json", "a.txt"], "y\nn\ny\nq\n");
    assert!(out.contains("Decisions are kept in team.json"), "{out}");
    assert!(!desk.path().join("state").exists());
    let mut apply = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let done = apply
        .current_dir(desk.path())
        .env("XDG_STATE_HOME", desk.path().join("state"))
        .args(["apply", "team.json", "a.txt"])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(read(desk.path(), "a.txt"), TEXT.replacen("the the", "the", 1).replace("Openai .", "OpenAI."));
    fs::write(desk.path().join("team.json"), "{\"format\":\"copydesk decisions\",\"version\":3,\"decisions\":[]}").unwrap();
    let (status, _, err) = dialogue(desk.path(), &["--decisions", "team.json", "a.txt"], "y\n");
    assert_eq!(status, 2);
    assert!(err.contains("team.json:1:32: its version is 3"), "{err}");
}

#[test]
fn never_again_makes_a_dictionary_and_names_it() {
    let desk = folder();
    let (_, out, _) = dialogue(desk.path(), &["a.txt"], "j\nj\nj\nN\nf\nw\nq\n");
    assert!(out.contains("house.toml (named in copydesk.toml)"), "{out}");
    assert_eq!(read(desk.path(), "copydesk.toml"), "dictionaries = [\"house.toml\"]\n");
    assert_eq!(
        read(desk.path(), "house.toml"),
        "[[entry]]\nright = \"Openai\"\nnote  = \"right as it stands: decided in a review\"\n"
    );
    assert_eq!(read(desk.path(), "a.txt"), TEXT);
    let (_, out, _) = dialogue(desk.path(), &["a.txt"], "l\n");
    assert!(!out.contains("misspelled-name"), "neither place is asked again:\n{out}");
    // Settings that name another dictionary are not written over.
    let desk = folder();
    fs::write(desk.path().join("copydesk.toml"), "# ours\ndictionaries = []\n").unwrap();
    let (_, out, err) = dialogue(desk.path(), &["a.txt"], "j\nj\nj\nN\nf\nw\nq\n");
    assert!(err.contains("name house.toml in its `dictionaries`"), "{out}{err}");
    assert_eq!(read(desk.path(), "copydesk.toml"), "# ours\ndictionaries = []\n");
    assert!(!desk.path().join("house.toml").exists());
}

#[test]
fn rubbish_is_refused() {
    let desk = folder();
    assert_eq!(dialogue(desk.path(), &[], "").0, 2);
    assert_eq!(dialogue(desk.path(), &["-"], "").0, 2);
    let (status, out, err) = dialogue(desk.path(), &["none.txt", "a.txt"], "y\nw\nq\n");
    assert_eq!(status, 2);
    assert!(err.contains("none.txt") && out.contains("1 change written in 1 file"), "the others are still reviewed: {out}{err}");
    let (status, out, _) = dialogue(desk.path(), &["a.txt"], "\u{1b}[31m\n\0\nq\n");
    assert!(status == 0 && !out.contains('\u{1b}'), "{out}");
}

/// A dialogue that goes on while others do.
struct Talk {
    child: std::process::Child,
    out: std::process::ChildStdout,
}

impl Talk {
    /// Begins a review and waits for its first question.
    fn begin(folder: &Path, args: &[&str]) -> Talk {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .current_dir(folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .arg("review")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = child.stdout.take().unwrap();
        let mut talk = Talk { child, out };
        talk.hears("? ");
        talk
    }

    fn hears(&mut self, what: &str) -> String {
        let (mut said, mut byte) = (Vec::new(), [0]);
        while !String::from_utf8_lossy(&said).ends_with(what) {
            let read = self.out.read(&mut byte).unwrap();
            assert!(read > 0, "ended before it said {what:?}: {}", String::from_utf8_lossy(&said));
            said.push(byte[0]);
        }
        String::from_utf8(said).unwrap()
    }

    fn answer(&mut self, answer: &str) -> String {
        writeln!(self.child.stdin.as_mut().unwrap(), "{answer}").unwrap();
        self.hears("? ")
    }

    fn quit(self) -> String {
        self.end("q")
    }

    /// The last answer: what is said behind it.
    fn end(mut self, answer: &str) -> String {
        writeln!(self.child.stdin.as_mut().unwrap(), "{answer}").unwrap();
        let output = self.child.wait_with_output().unwrap();
        let mut said = String::from_utf8(output.stderr).unwrap();
        let _ = self.out.read_to_string(&mut said);
        said
    }
}

#[test]
fn two_reviews_at_a_time_lose_nothing_of_each_other() {
    for args in [&["--decisions", "team.json", "a.txt"][..], &["a.txt"]] {
        let desk = folder();
        let (mut one, mut two) = (Talk::begin(desk.path(), args), Talk::begin(desk.path(), args));
        // The first accepts the first and rejects the second; the second rejects the third and accepts the fourth.
        one.answer("y");
        two.answer("j");
        two.answer("j");
        two.answer("n");
        one.answer("n");
        two.answer("y");
        assert!(!one.quit().contains("Another review"));
        // Both decide the last one, each otherwise: what is decided last counts, and it is said.
        let mut three = Talk::begin(desk.path(), args);
        three.answer("y");
        let said = two.answer("n");
        assert!(said.contains("Another review decided one of these places otherwise"), "{said}");
        three.quit();
        two.quit();
        let (status, out, err) = dialogue(desk.path(), args, "y\nw\n");
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
        assert!(out.contains("5 decisions of an earlier review are taken up"), "{out}");
    }
}

#[test]
fn a_file_that_another_review_wrote_meanwhile_is_read_anew() {
    let desk = folder();
    let (mut one, mut two) = (Talk::begin(desk.path(), &["a.txt"]), Talk::begin(desk.path(), &["a.txt"]));
    one.answer("y");
    one.answer("w");
    one.quit();
    let first = TEXT.replacen("the the", "the", 1);
    assert_eq!(read(desk.path(), "a.txt"), first);
    // The same again, and one more.
    two.answer("y");
    two.answer("y");
    let said = two.answer("w");
    assert!(said.contains("1 change written in 1 file"), "{said}");
    two.quit();
    assert_eq!(read(desk.path(), "a.txt"), first.replace("withthe", "with the"));
    // Somebody takes the sentence away: nothing is written there, and that is said.
    let mut two = Talk::begin(desk.path(), &["a.txt"]);
    two.answer("y");
    fs::write(desk.path().join("a.txt"), "Another text altogether.\nNothing here.\n").unwrap();
    let said = two.end("w");
    assert!(said.contains("no longer stands in these words; nothing was changed there"), "{said}");
    assert_eq!(read(desk.path(), "a.txt"), "Another text altogether.\nNothing here.\n");
}

/// A terminal of tmux; it is ended with the test.
struct Tmux {
    socket: String,
}

impl Tmux {
    fn start(folder: &Path, width: u16, height: u16, args: &str) -> Option<Tmux> {
        if Command::new("tmux").arg("-V").output().is_err() {
            eprintln!("skipped: there is no tmux to show the screen in");
            return None;
        }
        let socket = format!("copydesk-{}-{width}", std::process::id());
        let program = env!("CARGO_BIN_EXE_copydesk");
        let command =
            format!("XDG_STATE_HOME='{}' '{program}' review {args}; echo left $?; sleep 60", folder.join("state").display());
        let tmux = Tmux { socket };
        let (w, h) = (width.to_string(), height.to_string());
        tmux.run(&["-f", "/dev/null", "new-session", "-d", "-x", &w, "-y", &h, "-c", folder.to_str().unwrap(), &command]);
        Some(tmux)
    }

    fn run(&self, args: &[&str]) -> String {
        let output = Command::new("tmux").args(["-L", &self.socket]).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen shows that.
    fn shows(&self, what: &str) -> String {
        let start = Instant::now();
        loop {
            let screen = self.run(&["capture-pane", "-p"]);
            if screen.contains(what) {
                return screen;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "never shown: {what}\n{screen}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = Command::new("tmux").args(["-L", &self.socket, "kill-server"]).output();
    }
}

#[test]
fn the_screen_works_in_a_terminal_down_to_the_bytes() {
    let desk = folder();
    let Some(tmux) = Tmux::start(desk.path(), 60, 20, "a.txt") else { return };
    tmux.shows("stands twice in a row");
    tmux.keys(&["a"]);
    tmux.shows("1 accepted");
    tmux.run(&["resize-window", "-x", "140", "-y", "50"]);
    tmux.shows("withthe → with the");
    tmux.keys(&["t", "C-u", "with", "Space", "the", "kind", "Enter"]);
    tmux.shows("2 accepted");
    tmux.keys(&["r", "u", "A", "e"]);
    tmux.shows("4 accepted");
    tmux.keys(&["C-c"]);
    tmux.shows("left 0");
    assert_eq!(read(desk.path(), "a.txt"), TEXT);
    let Some(tmux) = Tmux::start(desk.path(), 100, 30, "a.txt") else { return };
    tmux.shows("4 decisions of an earlier review are taken up");
    tmux.keys(&["w"]);
    tmux.shows("4 changes to 1 file.");
    tmux.keys(&["y"]);
    tmux.shows("4 changes written in 1 file (");
    tmux.keys(&["x", "q"]);
    tmux.shows("left 0");
    let wanted =
        "He said the end, with thekind help of OpenAI.\nNothing here.\nShares of OpenAI fell, and the the losses grew.\n";
    assert_eq!(read(desk.path(), "a.txt"), wanted);
    let mut undo = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let undone = undo.current_dir(desk.path()).env("XDG_STATE_HOME", desk.path().join("state")).arg("undo").output().unwrap();
    assert_eq!((undone.status.code(), read(desk.path(), "a.txt").as_str()), (Some(0), TEXT), "a review can be taken back");
}
