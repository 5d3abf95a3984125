//! Any JSON as a file of decisions: it is refused, or it is carried out on a text, each decision once, and told truly.

#![no_main]

use std::sync::LazyLock;

use copydesk::review::{Applied, Decision, Decisions, Queue, Rest, Sheet, apply, learn};
use copydesk_fuzz::FIX;
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;

const TEXT: &str = "He said the the end, withthe help of Openai .\nNothing here — only “words„ of café.\nShares of Openai fell, and the the \
    losses grew.\nShares of Openai fell.\n";

static SHEET: LazyLock<Sheet> = LazyLock::new(|| Sheet::new("a.txt", TEXT, &FIX.run(TEXT)));

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Ok(decisions) = Decisions::read(&text) {
        hold(decisions);
    }
    // Few inputs have keys that fit: they are made to.
    let value = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
    let list = value.get("decisions").and_then(|d| Vec::<Option<Decision>>::deserialize(d).ok()).unwrap_or_default();
    let keyed = |d: Decision| Decision { key: d.true_key(), ..d };
    let decisions = Decisions::new(list.into_iter().flatten().map(keyed).collect());
    if let Ok(decisions) = Decisions::read(&decisions.write()) {
        hold(decisions);
    }
});

fn hold(decisions: Decisions) {
    assert_eq!(Decisions::read(&decisions.write()), Ok(decisions.clone()), "what is written reads back the same");
    let _ = learn::learn(decisions.list()).toml();
    let all: Vec<&Decision> = decisions.list().iter().collect();
    for rest in [Rest::Leave, Rest::Fix(&SHEET)] {
        let applied = apply(TEXT, &all, rest);
        is_told_truly(&applied, all.len());
        let renewed = applied.renewed(&all);
        assert_eq!(Decisions::read(&Decisions::new(renewed.clone()).write()), Ok(Decisions::new(renewed)));
        // Again: whatever it does to a text that was typed in, it tells truly.
        let again = apply(&applied.text, &all, Rest::Leave);
        assert_eq!(again.made.len() + again.done.len() + again.kept.len() + again.overruled.len() + again.lost.len(), all.len());
    }
    let mut queue = Queue::new(vec![SHEET.clone()], FIX.dictionary());
    let taken = queue.resume(0, decisions.list().to_vec());
    assert!(taken <= decisions.list().len());
    let written = Decisions::new(queue.decisions(0));
    assert_eq!(Decisions::read(&written.write()), Ok(written));
}

/// The edits make the text, and each decision came to one end.
fn is_told_truly(applied: &Applied, decisions: usize) {
    let (mut out, mut at) = (String::new(), 0);
    for (range, new) in &applied.edits {
        out.push_str(&TEXT[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    assert_eq!(out + &TEXT[at..], applied.text);
    let mut ends: Vec<usize> = [&applied.made, &applied.done, &applied.overruled].into_iter().flatten().copied().collect();
    ends.extend(applied.kept.iter().map(|k| k.0));
    ends.extend(applied.lost.iter().map(|l| l.0));
    ends.sort_unstable();
    assert!(ends.into_iter().eq(0..decisions), "{applied:?}");
}
