//! The built-in dictionaries hold what their README promises; every exception would be a lie to a reader.

use copydesk::Pipeline;
use copydesk::dictionary::Dictionary;

#[test]
fn no_loops_no_conflicts_no_dead_entries_and_every_test_holds() {
    let faults = Dictionary::builtin().faults();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_right_form_passes_the_whole_pipeline_unchanged() {
    let pipeline = Pipeline::new();
    let mut faults = Vec::new();
    for entry in pipeline.dictionary().entries().filter(|e| e.find.is_none() && !e.off) {
        for right in std::iter::once(&entry.right).chain(&entry.also) {
            let text = format!("The report on {right} came out on Monday, and {right} was not named again.");
            let out = pipeline.run(&text).text;
            if out != text {
                faults.push(format!("{}: {right:?} becomes {out:?}", entry.place()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn there_are_names_enough() {
    let dictionary = Dictionary::builtin();
    let rights = dictionary.entries().filter(|e| e.plain).count();
    let typed: usize = dictionary.entries().map(|e| e.wrong.len()).sum();
    assert!(rights >= 6_000 && typed >= 600, "{rights} right names, {typed} typed wrong forms");
}

#[test]
fn whom_texts_may_mean_are_right_forms() {
    let dictionary = Dictionary::builtin();
    let unknown: Vec<&str> = dictionary.people().filter(|name| dictionary.right(name).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?} are known for something, but no right form of any file");
    assert!(dictionary.people().count() > 1_000);
}
