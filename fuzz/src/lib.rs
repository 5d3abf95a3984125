//! What holds for every text, file, dictionary and decision, whatever is in it. The tests of the program hold it for inputs that are
//! made of likely pieces; the targets here hold it for what the fuzzer makes up.

use std::sync::LazyLock;

use copydesk::document::Document;
use copydesk::{Dictionary, Finding, Options, Outcome, Pipeline, Tier, profiles, rule};

/// As `fix` runs it.
pub static FIX: LazyLock<Pipeline> = LazyLock::new(Pipeline::new);

/// For whoever wants the text alone.
pub static TEXT: LazyLock<Pipeline> = LazyLock::new(|| asked(Options { text_only: true, ..Options::default() }));

/// Suggestions are applied too.
pub static SUGGEST: LazyLock<Pipeline> = LazyLock::new(|| asked(Options { apply: Tier::Suggest, ..Options::default() }));

/// As `explain` runs it.
pub static EXPLAIN: LazyLock<Pipeline> = LazyLock::new(|| asked(Options { explain: true, ..Options::default() }));

/// Told where the text came from, and in which style it is to be.
pub static ASKED: LazyLock<Pipeline> = LazyLock::new(|| {
    asked(Options { from: profiles::language("fr"), style: profiles::style("uk"), ..Options::default() })
});

fn asked(options: Options) -> Pipeline {
    Pipeline::with(Dictionary::builtin(), options)
}

/// `source` with the changes of `outcome` made, one after the other.
pub fn replayed(source: &str, outcome: &Outcome) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for change in &outcome.changes {
        assert!(change.source.start() >= at, "changes are disjoint and in order: {:?}", outcome.changes);
        out.push_str(&source[at..change.source.start()]);
        out.push_str(change.replacement.as_deref().expect("a change has a replacement"));
        at = change.source.end();
    }
    out + &source[at..]
}

/// Every finding of an outcome lies in the text, has a rule of the table, and the changes make the outcome's text.
pub fn is_told_truly(source: &str, outcome: &Outcome) {
    assert_eq!(replayed(source, outcome), outcome.text);
    if !outcome.stable() {
        assert_eq!(outcome.text.len(), source.len(), "what does not come to rest stays as it was");
    }
    for finding in findings(outcome) {
        assert!(source.get(finding.source.range()).is_some(), "{finding:?}");
        for part in &finding.parts {
            assert!(rule::find(part.rule).is_some(), "{} is in the table", part.rule);
            assert!(part.evidence.iter().all(|e| source.get(e.range()).is_some()), "{finding:?}");
        }
    }
}

fn findings(outcome: &Outcome) -> impl Iterator<Item = &Finding> {
    outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes)
}

/// What is promised of a text: the changes make it, what is protected stays, a second run changes nothing more.
pub fn is_corrected(pipeline: &Pipeline, source: &str) -> Outcome {
    let outcome = pipeline.run(source);
    is_told_truly(source, &outcome);
    let document = Document::new(source, pipeline.dictionary());
    // What is code hangs on two signs, which an edit elsewhere may part or bring together.
    for kept in document.protected().iter().filter(|k| !source[k.range()].contains('`')) {
        for change in &outcome.changes {
            let apart = change.source.end() <= kept.start() || kept.end() <= change.source.start();
            assert!(apart, "{:?} is protected: {change:?}", &source[kept.range()]);
        }
    }
    if outcome.stable() {
        assert_eq!(pipeline.run(&outcome.text).text, outcome.text, "a second run");
    }
    outcome
}
