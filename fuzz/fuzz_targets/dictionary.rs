//! Any text as a dictionary of the user's: it is refused with a place that it has, or it loads, and what it does to a text is told.

#![no_main]

use copydesk::{Dictionary, Options, Pipeline, Tier};
use copydesk_fuzz::is_told_truly;
use libfuzzer_sys::fuzz_target;

/// What the text begins with; the forms of the dictionary follow.
const TEXT: &str = "In town: Openai and the lab Deepseek, which runs on x today, said the the Café’s “menu„ was 3,75 % off .\n\n";

/// Forms of the dictionary that are put into the text.
const FORMS: usize = 40;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let own = match Dictionary::empty().add("own.toml", &text) {
        Ok(own) => own.build(),
        Err(problem) => {
            let line = text.lines().nth((problem.line as usize).saturating_sub(1)).unwrap_or_default();
            assert!(problem.line > 0 && problem.mark.start <= problem.mark.end, "{problem:?} of {line:?}");
            assert!(!problem.message.is_empty());
            return;
        }
    };
    let mut sample = TEXT.to_owned();
    for entry in own.entries() {
        let wrong = entry.wrong.iter().flat_map(|form| ["So said ", form, " and ", &entry.right, ".\n"]);
        wrong.take(FORMS).for_each(|piece| sample.push_str(piece));
        if sample.len() > 1 << 12 {
            break;
        }
    }
    let _ = own.faults();
    let layered = Dictionary::builder().add("own.toml", &text).expect("it was read before").build();
    for (dictionary, apply) in [(own, Tier::Suggest), (layered, Tier::Fix)] {
        let pipeline = Pipeline::with(dictionary, Options { apply, ..Options::default() });
        let outcome = pipeline.run(&sample);
        is_told_truly(&sample, &outcome);
        if outcome.stable() {
            assert_eq!(pipeline.run(&outcome.text).text, outcome.text, "a second run");
        }
    }
});
