//! `copydesk dict learn`: what decisions teach, as a dictionary that the program takes.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::path::Path;
use std::process::Command;

use copydesk::review::learn::learn;
use copydesk::review::{Around, Decision, Decisions, Verdict};
use copydesk::{Dictionary, Options, Pipeline};

/// A decision on the first place of `original` in `text`.
fn on(text: &str, original: &str, decision: Verdict, new: Option<&str>, right: Option<&str>) -> Decision {
    let start = text.find(original).unwrap();
    let Around { before, after } = Around::of(text, &(start..start + original.len()));
    let mut made = Decision {
        path: format!("{}.txt", text.len()),
        line: 1,
        decision,
        tier: None,
        original: original.to_owned(),
        text: new.map(str::to_owned),
        proposed: right.map(str::to_owned),
        rules: vec![if right.is_some() { "misspelled-name" } else { "name-variant" }.to_owned()],
        entry: right.map(|_| "dictionaries/names/places.toml:3".to_owned()),
        right: right.map(str::to_owned),
        before,
        after,
        nth: None,
        key: String::new(),
    };
    made.key = made.true_key();
    made
}

fn taught(decisions: &[Decision]) -> String {
    let toml = learn(decisions).toml();
    let dictionary = Dictionary::empty().add("learned.toml", &toml).unwrap().build();
    assert_eq!(dictionary.faults(), [""; 0], "{toml}");
    toml
}

fn with(toml: &str, text: &str) -> String {
    let dictionary = Dictionary::builder().add("learned.toml", toml).unwrap().build();
    Pipeline::with(dictionary, Options::default()).run(text).text
}

#[test]
fn a_typed_text_is_a_new_entry() {
    let toml = taught(&[on("Shares of Zorbex Grup , fell.", "Zorbex Grup ,", Verdict::Typed, Some("Zorbex Group,"), None)]);
    assert!(toml.contains("right = \"Zorbex Group\"\nwrong = [\"Zorbex Grup\"]"), "{toml}");
    assert_eq!(with(&toml, "He left Zorbex Grup in May."), "He left Zorbex Group in May.");
}

#[test]
fn a_common_word_that_was_typed_over_is_not_taken_without_evidence() {
    let toml = taught(&[on("He works for house there.", "house", Verdict::Typed, Some("House Ltd"), None)]);
    assert!(toml.contains("# not taken: \"house\" is a common word") && toml.contains("# wrong = [\"house\"]"), "{toml}");
    assert_eq!(with(&toml, "The house is old."), "The house is old.");
}

#[test]
fn the_words_around_tell_places_apart() {
    let yes = |text: &str| on(text, "Lake City", Verdict::Accept, Some("Salt Lake City"), Some("Salt Lake City"));
    let no = |text: &str| on(text, "Lake City", Verdict::Reject, None, Some("Salt Lake City"));
    let decisions = [
        yes("The skiers met near Lake City for the winter games."),
        yes("Many skiers left Lake City on Monday morning."),
        no("A farmer in Lake City, Florida, has two dogs."),
        no("The road from Lake City, Florida, is closed."),
    ];
    let toml = taught(&decisions);
    assert!(toml.contains("tier  = \"suggest\"") && toml.contains("not_after = [\"florida\"]"), "{toml}");
    assert!(toml.contains("#        2         2          0  Salt Lake City (dictionaries/names/places.toml:3)"), "{toml}");
    assert_eq!(with(&toml, "He went to Lake City by train."), "He went to Salt Lake City by train.");
    assert_eq!(with(&toml, "He went to Lake City, Florida, by train."), "He went to Lake City, Florida, by train.");
}

#[test]
fn words_nearby_are_evidence_where_neighbours_are_none() {
    let yes = |text: &str| on(text, "Orbit", Verdict::Typed, Some("Orbit Ltd"), None);
    let no = |text: &str| on(text, "Orbit", Verdict::Reject, None, None);
    let decisions = [
        yes("The shares that Orbit sold were cheap."),
        yes("He bought shares when Orbit fell."),
        no("The probe reached Orbit around Mars."),
        no("They saw how Orbit and comet met."),
    ];
    let toml = taught(&decisions);
    assert!(toml.contains("near = [\"shares\"]"), "{toml}");
    assert_eq!(with(&toml, "Her shares of Orbit rose."), "Her shares of Orbit Ltd rose.");
    assert_eq!(with(&toml, "The way to Orbit is long."), "The way to Orbit is long.");
}

#[test]
fn what_people_keep_is_right_and_what_they_doubt_is_only_suggested() {
    let no = |text: &str, form: &str| on(text, form, Verdict::Reject, None, Some("OpenAI"));
    let texts = ["We met Openai there.", "So Openai said it.", "All of Openai was glad of it."];
    let toml = taught(&texts.map(|t| no(t, "Openai")));
    assert!(toml.contains("[[entry]]\nright = \"Openai\"\n") && toml.contains("rejected 3 times, accepted never"), "{toml}");
    assert_eq!(with(&toml, "Then Openai left."), "Then Openai left.");
    let toml = taught(&[no(texts[0], "Openai"), no(texts[1], "Openai")]);
    assert!(toml.contains("tier  = \"suggest\""), "{toml}");
    assert_eq!(with(&toml, "Then Openai left."), "Then Openai left.", "no fix any more");
    assert_eq!(taught(&[no(texts[0], "Openai")]).matches("[[entry]]").count(), 0, "once is no habit");
}

#[test]
fn never_again_comes_out_as_entries_and_the_same_comes_out_every_time() {
    let form = on("He met Openai today.", "Openai", Verdict::NeverForm, None, Some("OpenAI"));
    let entry = on("He met Deepseek today.", "Deepseek", Verdict::NeverEntry, None, Some("DeepSeek"));
    let toml = taught(&[form.clone(), entry.clone()]);
    assert!(toml.contains("right = \"Openai\"") && toml.contains("right = \"DeepSeek\"\noff   = true"), "{toml}");
    assert_eq!(with(&toml, "Openai and Deepseek and Chatgpt."), "Openai and Deepseek and ChatGPT.");
    assert_eq!(toml, learn(Decisions::new(vec![entry, form]).list()).toml());
}

#[test]
fn hostile_words_stay_in_their_strings() {
    let text = "He met \"Zo\\rb\" \u{1b}[31m # \u{7f}x today.";
    let toml = taught(&[on(text, "Zo\\rb\" \u{1b}[31m # \u{7f}x", Verdict::Typed, Some("Zorb \"\"\" ]] x"), None)]);
    assert!(!toml.contains('\u{1b}'), "{toml}");
}

#[test]
fn the_command_reads_several_files_and_refuses_nonsense() {
    let desk = tempfile::tempdir().unwrap();
    let one = on("Shares of Zorbex Grup fell.", "Zorbex Grup", Verdict::Typed, Some("Zorbex Group"), None);
    let two = on("He met Openai today.", "Openai", Verdict::NeverForm, None, Some("OpenAI"));
    fs::write(desk.path().join("one.json"), Decisions::new(vec![one]).write()).unwrap();
    fs::write(desk.path().join("two.json"), Decisions::new(vec![two]).write()).unwrap();
    let run = |args: &[&str], folder: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(folder).args(args).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, toml, _) = run(&["dict", "learn", "one.json", "two.json"], desk.path());
    assert!(status == Some(0) && toml.contains("Zorbex Group") && toml.contains("\"Openai\""), "{toml}");
    fs::write(desk.path().join("learned.toml"), &toml).unwrap();
    assert_eq!(run(&["dict", "check", "learned.toml"], desk.path()).0, Some(0));
    fs::write(desk.path().join("bad.json"), "{").unwrap();
    let (status, _, said) = run(&["dict", "learn", "bad.json"], desk.path());
    assert!(status == Some(2) && said.contains("bad.json:1:"), "{said}");
}

#[test]
fn a_suggestion_that_people_always_take_may_become_a_fix() {
    let places = [
        "The mayor praised Zorbexx for its help.",
        "Shares of Zorbexx fell by a tenth on Monday.",
        "Nobody told Zorbexx about the new law.",
        "The plant that Zorbexx built near the river is shut.",
        "A lawyer of Zorbexx wrote to the court again.",
    ];
    let taken = |tier| {
        let made = |text: &&str| Decision { tier, ..on(text, "Zorbexx", Verdict::Accept, Some("Zorbex"), Some("Zorbex")) };
        places.iter().map(made).collect::<Vec<Decision>>()
    };
    let suggested = taken(Some(copydesk::Tier::Suggest));
    let toml = taught(&suggested);
    assert!(toml.contains("only suggested, and taken 5 times in 5 files"), "{toml}");
    assert!(toml.contains("right = \"Zorbex\"\nwrong = [\"Zorbexx\"]\ntier  = \"fix\"\n"), "{toml}");
    assert_eq!(with(&toml, "He left Zorbexx in May."), "He left Zorbex in May.");
    // Not what was a fix already, not after a few, not from one file, not where somebody said otherwise.
    let nothing = |decisions: &[Decision]| assert!(!taught(decisions).contains("[[entry]]"), "{}", taught(decisions));
    nothing(&taken(Some(copydesk::Tier::Fix)));
    nothing(&taken(None));
    nothing(&suggested[..4]);
    let one: Vec<Decision> = suggested.iter().map(|d| Decision { path: "a.txt".into(), ..d.clone() }).collect();
    nothing(&one);
    let no = on("They saw Zorbexx there.", "Zorbexx", Verdict::Reject, None, Some("Zorbex"));
    nothing(&[&suggested[..], std::slice::from_ref(&no)].concat());
    let other = Decision { decision: Verdict::Alternative, text: Some("Zorbax".into()), ..no };
    nothing(&[&suggested[..], &[other]].concat());
}
