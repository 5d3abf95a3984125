//! What each step costs on news text, beside counting its words: `cargo bench`. The ratios hold on any machine; the times do not.
#![allow(missing_docs, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use copydesk::Pipeline;
use copydesk::dictionary::Dictionary;
use copydesk::document::Document;
use copydesk::passes::{self, Pass};
use copydesk::proposals::Proposals;

const ROUNDS: usize = 15;

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let mut articles: Vec<String> = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the samples").flatten().map(|f| f.path()).collect();
    files.sort();
    for file in files.into_iter().filter(|f| f.to_string_lossy().ends_with(".in.txt")) {
        articles.push(std::fs::read_to_string(file).expect("a sample"));
    }
    let bytes: usize = articles.iter().map(String::len).sum();
    let base = least(|| articles.iter().map(|a| a.split_whitespace().count()).sum::<usize>());
    println!("{} articles, {bytes} bytes; counting their words takes {:.1} ns a byte", articles.len(), nanos(base, bytes));
    let dictionary = Dictionary::builtin();
    let mut vocabulary = dictionary.vocabulary();
    let show = |name: &str, time: Duration| println!("{name:<12} {:6.2} x", time.as_secs_f64() / base.as_secs_f64());
    show(
        "survey",
        least(|| articles.iter().map(|a| Document::with(a, &dictionary, &mut vocabulary).survey().words().len()).sum()),
    );
    let fresh = |vocabulary: &mut _| -> Vec<Document<'_>> {
        articles.iter().map(|a| Document::with(a, &dictionary, vocabulary)).collect()
    };
    let mut names = Duration::MAX;
    for _ in 0..ROUNDS {
        let documents = fresh(&mut vocabulary);
        let start = Instant::now();
        black_box(documents.iter().map(|d| d.names().len()).sum::<usize>());
        names = names.min(start.elapsed());
    }
    show("name search", names);
    let documents = fresh(&mut vocabulary);
    black_box(documents.iter().map(|d| d.shields().len()).sum::<usize>());
    for pass in passes::stages().into_iter().flatten() {
        show(pass.name(), least(|| documents.iter().map(|d| edits(pass.as_ref(), d)).sum()));
    }
    let pipeline = Pipeline::new();
    show("all of it", least(|| articles.iter().map(|a| pipeline.run(a).changes.len()).sum()));
}

/// How many edits a pass proposes.
fn edits(pass: &dyn Pass, document: &Document<'_>) -> usize {
    let mut out = Proposals::new(false);
    pass.look(document, &mut out);
    out.into_parts().0.len()
}

/// The least time of several runs.
fn least(mut run: impl FnMut() -> usize) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn nanos(time: Duration, bytes: usize) -> f64 {
    time.as_nanos() as f64 / bytes as f64
}
