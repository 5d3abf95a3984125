//! Decisions: kept in a file, found again in texts that changed, and written by `copydesk apply`.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod properties;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use copydesk::Pipeline;
use copydesk::review::{Choice, Decision, Decisions, Filter, Queue, Reach, Sheet, Verdict};

const TEXT: &str =
    "He said the the end, withthe help of Openai .\nNothing here.\nShares of Openai fell, and the the losses grew.\n";

fn queue(pipeline: &Pipeline, texts: &[(&str, &str)]) -> Queue {
    let sheets = texts.iter().map(|(path, text)| Sheet::new(path, text, &pipeline.run(text))).collect();
    Queue::new(sheets, pipeline.dictionary())
}

fn at(queue: &Queue, original: &str, nth: usize) -> usize {
    (0..queue.len()).filter(|&i| queue.original(i) == original).nth(nth).unwrap()
}

fn all(queue: &Queue) -> Vec<Decision> {
    (0..queue.sheets().len()).flat_map(|s| queue.decisions(s)).collect()
}

fn copydesk(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    let Output { status, stdout, stderr } = command.current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (status.code().unwrap(), text(&stdout), text(&stderr))
}

/// A folder with `a.txt` and decisions on it: the first doubled word rejected, the second accepted, “Openai” typed over.
fn desk() -> (tempfile::TempDir, String) {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), TEXT).unwrap();
    let mut queue = queue(&Pipeline::new(), &[("a.txt", TEXT)]);
    let (first, second, typed) = (at(&queue, "the the", 0), at(&queue, "the the", 1), at(&queue, "Openai", 0));
    assert!(queue.decide(first, Choice::Reject));
    assert!(queue.decide(second, Choice::Accept));
    assert!(queue.decide(typed, Choice::Typed("Open AI Ltd".into())));
    let text = Decisions::new(all(&queue)).write();
    fs::write(desk.path().join("decisions.json"), &text).unwrap();
    (desk, text)
}

const DECIDED: &str =
    "He said the the end, withthe help of Openai .\nNothing here.\nShares of Open AI Ltd fell, and the losses grew.\n";

#[test]
fn the_file_is_one_decision_a_line_and_reads_back_the_same() {
    let (_desk, text) = desk();
    assert_eq!(text.lines().count(), 5, "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["version"], 1);
    let read = Decisions::read(&text).unwrap();
    assert_eq!((read.list().len(), read.write()), (3, text.clone()));
    // Lines in any order, one of them twice: as a merge by lines leaves them.
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(1, 3);
    lines.insert(2, lines[1]);
    assert_eq!(Decisions::read(&lines.join("\n")).unwrap().write(), text);
}

#[test]
fn nonsense_is_refused_with_its_place() {
    let (_desk, text) = desk();
    let line = |n: usize| text.lines().nth(n).unwrap().to_owned();
    let with = |from: &str, to: &str| text.replacen(from, to, 1);
    let contrary = line(1).trim_end_matches(',').replace("\"reject\"", "\"never-form\"");
    for (broken, at, says) in [
        (String::new(), (1, 1), "EOF"),
        ("[]".into(), (1, 1), "format"),
        ("{\"format\":\"other\"}".into(), (1, 1), "no decisions file"),
        (with("\"version\":1", "\"version\":2"), (1, 32), "reads version 1"),
        (with("\"version\":1", "\"version\":\"1\""), (1, 32), "reads version 1"),
        (with("\"decision\":\"accept\"", "\"decision\":\"maybe\""), (4, 0), "maybe"),
        (with("\"text\":\"the\"", "\"text\":null"), (4, 1), "needs \"text\""),
        (with("\"decision\":\"reject\"", "\"decision\":\"accept\""), (2, 1), "needs \"text\""),
        (with("\"text\":\"the\"", "\"txet\":\"the\""), (4, 0), "txet"),
        (with("\"line\":3", "\"line\":-3"), (3, 0), "-3"),
        (with("\"original\":\"the the\"", "\"original\":\"the  the\""), (2, 1), "\"key\""),
        (with("\nnull]}", &format!("\n{contrary},\nnull]}}")), (5, 1), "line 2 decides the same place otherwise"),
        (with("null]}", ""), (5, 0), "EOF"),
    ] {
        let fault = Decisions::read(&broken).unwrap_err();
        assert!(fault.message.contains(says), "{fault} for {says}");
        assert!((fault.line, fault.column) >= at && fault.line <= at.0.max(1) + 1, "{fault} at {at:?}");
    }
}

#[test]
fn apply_writes_what_was_decided_and_twice_is_once() {
    let (desk, _) = desk();
    let (status, out, err) = copydesk(desk.path(), &["apply", "decisions.json", "a.txt"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(desk.path().join("a.txt")).unwrap(), DECIDED);
    assert!(out.starts_with("1 file read, 1 changed; 2 decisions carried out, 1 places kept"), "{out}");
    let (status, out, err) = copydesk(desk.path(), &["apply", "decisions.json", "."]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert_eq!(fs::read_to_string(desk.path().join("a.txt")).unwrap(), DECIDED);
    assert!(out.contains("0 changed; 0 decisions carried out, 1 places kept, 2 carried out before"), "{out}");
}

#[test]
fn by_default_the_rest_is_left_or_fixed_and_a_dry_run_writes_nothing() {
    let (desk, _) = desk();
    let path = desk.path().join("a.txt");
    let (status, out, _) = copydesk(desk.path(), &["apply", "decisions.json", "a.txt", "--default", "fix", "--dry-run"]);
    assert_eq!((status, fs::read_to_string(&path).unwrap().as_str()), (0, TEXT));
    assert!(out.contains("1 would change"), "{out}");
    copydesk(desk.path(), &["apply", "decisions.json", "a.txt", "--default", "fix"]);
    let wanted = DECIDED.replace("withthe", "with the").replace("Openai .", "OpenAI.");
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
}

#[test]
fn a_file_that_changed_is_matched_by_its_words_or_left() {
    let (desk, _) = desk();
    let path = desk.path().join("a.txt");
    let moved = TEXT.replace("Nothing here.", "Something\nelse here.").replace("and the the losses grew", "and all was well");
    fs::write(&path, &moved).unwrap();
    let (status, out, err) = copydesk(desk.path(), &["apply", "decisions.json", "a.txt"]);
    assert_eq!(status, 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), moved.replace("of Openai fell", "of Open AI Ltd fell"), "{err}");
    assert!(err.contains("a.txt:3: “the the” no longer stands in these words"), "{err}");
    assert!(out.contains("1 could not be carried out"), "{out}");
}

#[test]
fn a_copy_elsewhere_takes_the_decisions_too() {
    let (desk, text) = desk();
    let folder = desk.path().join("copy");
    fs::create_dir(&folder).unwrap();
    fs::rename(desk.path().join("a.txt"), folder.join("a.txt")).unwrap();
    fs::write(folder.join("b.txt"), TEXT).unwrap();
    let (status, out, err) = copydesk(desk.path(), &["apply", "decisions.json", "copy"]);
    assert_eq!(status, 0, "{out}{err}");
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), DECIDED);
    assert_eq!(fs::read_to_string(folder.join("b.txt")).unwrap(), TEXT);
    fs::write(desk.path().join("bad.json"), text.replace("\"version\":1", "\"version\":9")).unwrap();
    let (status, _, err) = copydesk(desk.path(), &["apply", "bad.json", "copy"]);
    assert_eq!(status, 2);
    assert!(err.contains("bad.json:1:32: its version is 9; this copydesk reads version 1"), "{err}");
}

#[test]
fn a_choice_for_all_of_an_entry_reaches_as_far_as_asked_and_is_taken_back_at_once() {
    let pipeline = Pipeline::new();
    let mut queue = queue(&pipeline, &[("a.txt", TEXT), ("b.txt", TEXT), ("none.txt", "Nothing here.")]);
    assert_eq!(queue.sheets().len(), 2);
    let name = at(&queue, "Openai", 0);
    assert_eq!(queue.right(name), Some("OpenAI"));
    // “Openai .” is of the same entry, and of another rule as well.
    assert_eq!(queue.decide_all(name, &Choice::Accept, Reach::File), 2);
    assert_eq!(queue.counts().all.accepted, 2);
    assert_eq!(queue.decide_all(name, &Choice::Accept, Reach::Everywhere), 2);
    assert_eq!((queue.counts().sheets[1].accepted, queue.undoable()), (2, 2));
    assert_eq!(queue.undo(), Some(name));
    assert_eq!((queue.counts().all.accepted, queue.counts().sheets[1].accepted), (2, 0));
    assert_eq!(queue.undo(), Some(name));
    assert_eq!((queue.counts().all.accepted, queue.undo()), (0, None));
}

#[test]
fn never_again_settles_the_same_words_everywhere() {
    let pipeline = Pipeline::new();
    let mut queue = queue(&pipeline, &[("a.txt", TEXT), ("b.txt", TEXT)]);
    let name = at(&queue, "Openai", 0);
    assert!(queue.decide(name, Choice::NeverForm));
    assert_eq!(queue.counts().all.rejected, 2, "the same words in the other file");
    queue.undo();
    assert!(queue.decide(name, Choice::NeverEntry));
    assert_eq!(queue.counts().all.rejected, 4, "every place of the entry");
    assert!(!queue.allows(at(&queue, "the the", 0), &Choice::NeverEntry), "no entry speaks there");
    let kept = all(&queue);
    assert_eq!(kept.iter().filter(|d| d.decision == Verdict::NeverEntry).count(), 1);
    assert_eq!(kept.iter().find(|d| d.decision == Verdict::NeverEntry).unwrap().right.as_deref(), Some("OpenAI"));
}

#[test]
fn decisions_are_taken_up_again_and_none_is_lost() {
    let pipeline = Pipeline::new();
    let mut first = queue(&pipeline, &[("a.txt", TEXT)]);
    let name = at(&first, "Openai", 0);
    first.decide(name, Choice::Typed("Open AI Ltd".into()));
    let doubled = at(&first, "the the", 1);
    first.decide(doubled, Choice::Reject);
    let glued = at(&first, "withthe", 0);
    first.decide(glued, Choice::Accept);
    let kept = Decisions::new(all(&first)).into_list();
    // The next day: a line more, and one of the places gone.
    let changed = format!("A new head.\n{}", TEXT.replace("withthe", "with the"));
    let mut next = queue(&pipeline, &[("a.txt", &changed)]);
    assert_eq!(next.resume(0, kept.clone()), 2);
    assert_eq!(next.choice(at(&next, "Openai", 0)), Some(&Choice::Typed("Open AI Ltd".into())));
    assert_eq!(next.choice(at(&next, "the the", 1)), Some(&Choice::Reject));
    assert_eq!(next.choice(at(&next, "the the", 0)), None);
    let again = Decisions::new(all(&next)).into_list();
    assert_eq!(again.len(), 3, "the one whose place is gone is kept");
    let mut third = queue(&pipeline, &[("a.txt", TEXT)]);
    assert_eq!(third.resume(0, again), 3);
}

#[test]
fn a_rejection_of_something_else_is_asked_again() {
    let pipeline = Pipeline::new();
    let mut first = queue(&pipeline, &[("a.txt", TEXT)]);
    first.decide(at(&first, "Openai", 0), Choice::Reject);
    let mut kept = all(&first);
    kept[0].proposed = Some("Open Ai".into());
    let mut next = queue(&pipeline, &[("a.txt", TEXT)]);
    assert_eq!(next.resume(0, kept), 0);
}

#[test]
fn filters_let_through_what_they_name() {
    let pipeline = Pipeline::new();
    let mut queue = queue(&pipeline, &[("a.txt", TEXT), ("b.txt", TEXT)]);
    let all = queue.filtered(&Filter::default()).len();
    assert_eq!(all, queue.len());
    let sheet = queue.filtered(&Filter { sheet: Some(1), ..Filter::default() });
    assert!(sheet.len() * 2 == all && sheet.iter().all(|&i| queue.sheet(i).path == "b.txt"));
    let doubled = queue.filtered(&Filter { rule: Some("doubled-word"), ..Filter::default() });
    assert_eq!(doubled.len(), 4);
    assert_eq!(queue.filtered(&Filter { search: "MISSPELLED".into(), ..Filter::default() }).len(), 4);
    queue.decide(doubled[0], Choice::Accept);
    assert_eq!(queue.filtered(&Filter { open: true, ..Filter::default() }).len(), all - 1);
}

proptest::proptest! {
    #![proptest_config(properties::config(64))]

    /// Whatever lines come and go, a decision is carried out at its own place or not at all.
    #[test]
    fn no_decision_is_carried_out_at_another_place(
        lines in proptest::collection::vec(proptest::collection::vec(0..6usize, 6), 4..14),
        decided in proptest::collection::vec(proptest::bool::ANY, 14),
        edits in proptest::collection::vec((0..3usize, 0..14usize, 0..6usize), 0..8),
    ) {
        // Few words, so that places look alike.
        const WORDS: [&str; 6] = ["rain", "fell", "on", "the", "town", "today"];
        let line = |words: &[usize]| {
            let words: Vec<&str> = words.iter().map(|&w| WORDS[w]).collect();
            format!("So {} withthe {} end.", words[..3].join(" "), words[3..].join(" "))
        };
        let before: Vec<String> = lines.iter().map(|words| line(words)).collect();
        let text = before.join("\n");
        let pipeline = Pipeline::new();
        let mut queue = queue(&pipeline, &[("a.txt", &text)]);
        let mut wanted: Vec<Option<String>> = vec![None; before.len()];
        for at in 0..queue.len() {
            let number = queue.item(at).line - 1;
            if queue.original(at) == "withthe" && decided[number] {
                let mark = format!("MARK{number}");
                queue.decide(at, Choice::Typed(mark.clone()));
                wanted[number] = Some(mark);
            }
        }
        // Each line of the changed text, and the line that it was.
        let mut now: Vec<(String, Option<usize>)> = before.iter().cloned().zip((0..).map(Some)).collect();
        for (kind, at, word) in edits {
            if now.is_empty() {
                break;
            }
            let at = at % now.len();
            match kind {
                0 => drop(now.remove(at)),
                1 => now.insert(at, (line(&[word, word, at % 6, word, at % 6, word]), None)),
                _ => now[at].0 = now[at].0.replacen("So ", &format!("So {} ", WORDS[word]), 1),
            }
        }
        let changed = now.iter().map(|(l, _)| l.as_str()).collect::<Vec<&str>>().join("\n");
        let list = all(&queue);
        let done = copydesk::review::apply(&changed, &list.iter().collect::<Vec<&Decision>>(), copydesk::review::Rest::Leave);
        let alike = |number: usize| before.iter().filter(|l| **l == before[number]).count() > 1;
        for ((result, (line, was)), number) in done.text.split('\n').zip(&now).zip(1..) {
            if result == line {
                continue;
            }
            let mark = (0..before.len()).find(|n| *result == line.replacen("withthe", &format!("MARK{n}"), 1));
            let from = mark.unwrap_or_else(|| panic!("line {number} became {result:?}"));
            // Lines that are the same letter by letter can't be told apart by anybody.
            let right = *was == Some(from) || alike(from) && *line == before[from];
            proptest::prop_assert!(right, "line {number} ({was:?}) took the decision on line {from}: {result:?}\n{text}\n---\n{changed}");
        }
        proptest::prop_assert_eq!(done.made.len() + done.lost.len() + done.done.len(), list.len());
    }
}

#[test]
fn a_text_that_repeats_itself_thousands_of_times_is_done_in_a_moment() {
    let text = "He said the the end, withthe help of Openai , and so on. ".repeat(4000);
    let start = std::time::Instant::now();
    let pipeline = Pipeline::new();
    let mut queue = queue(&pipeline, &[("a.txt", &text)]);
    for at in 0..queue.len() {
        queue.decide(at, if at % 7 == 0 { Choice::Reject } else { Choice::Accept });
    }
    let list = all(&queue);
    let list: Vec<&Decision> = list.iter().collect();
    let done = copydesk::review::apply(&text, &list, copydesk::review::Rest::Leave);
    assert_eq!((done.made.len() + done.kept.len(), done.lost.len()), (list.len(), 0));
    copydesk::review::apply(&done.text, &list, copydesk::review::Rest::Leave);
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}
