//! Every rule's page is its test. In `src/passes/PASS/RULE.md`:
//!
//! - a ```` ```fix ```` block holds a garbled text, a line `=>`, and what the whole pipeline makes of it; the rule must take part;
//! - ```` ```suggest ```` the same with suggestions applied;
//! - ```` ```note ```` a text that comes back unchanged with a note of this rule;
//! - ```` ```keep ```` texts, one a line, that the whole pipeline leaves alone, with no fix and no suggestion of this rule;
//!   ```` ```keep-text ```` one text of several lines;
//! - ```` ```known-failure ```` like `fix`, for what is not reached yet: when it is, the test says so.
//!
//! A block may hold several cases, parted by a line `---`. Behind its kind may stand the options it is run with: `fix from=de`,
//! `keep style=uk`.

use copydesk::rule::{RULES, Rule};
use copydesk::{Dictionary, Finding, Options, Pipeline, Tier, profiles};
use std::collections::HashMap;

struct Case<'a> {
    kind: &'a str,
    options: &'a str,
    line: usize,
    text: String,
}

fn cases(doc: &str) -> Vec<Case<'_>> {
    let mut out = Vec::new();
    let mut lines = doc.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let (kind, options) = kind.split_once(' ').unwrap_or((kind, ""));
        let body: Vec<&str> = lines.by_ref().map(|l| l.1).take_while(|l| *l != "```").collect();
        if kind == "keep" {
            out.extend(body.iter().filter(|l| !l.is_empty()).map(|l| Case {
                kind,
                options,
                line: number + 1,
                text: (*l).to_owned(),
            }));
        } else {
            out.extend(body.split(|l| *l == "---").map(|c| Case { kind, options, line: number + 1, text: c.join("\n") }));
        }
    }
    out
}

fn pipeline(suggest: bool, asked: &str, text_only: bool) -> Pipeline {
    let mut options = Options { apply: if suggest { Tier::Suggest } else { Tier::Fix }, text_only, ..Options::default() };
    for option in asked.split_whitespace() {
        match option.split_once('=') {
            Some(("from", name)) => options.from = Some(profiles::language(name).expect("a known language")),
            Some(("style", name)) => options.style = Some(profiles::style(name).expect("a known style")),
            _ => panic!("no such option: {option}"),
        }
    }
    Pipeline::with(Dictionary::builtin(), options)
}

fn takes_part(rule: &Rule, findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.parts.iter().any(|p| p.rule == rule.name))
}

#[test]
fn every_page_holds() {
    // Each with one that is asked for the corrected text alone.
    let mut pipelines: HashMap<(bool, &str), [Pipeline; 2]> = HashMap::new();
    let mut wrong = Vec::new();
    for rule in RULES {
        let (mut mends, mut keeps) = (0, 0);
        for case in cases(rule.doc) {
            let at = format!("src/passes/{}/{}.md:{}", rule.pass, rule.name, case.line);
            let (before, after) = case.text.split_once("\n=>\n").unwrap_or((&case.text, ""));
            let suggest = case.kind == "suggest";
            let [pipeline, text_only] = pipelines
                .entry((suggest, case.options))
                .or_insert_with(|| [false, true].map(|text_only| pipeline(suggest, case.options, text_only)));
            let outcome = pipeline.run(before);
            if text_only.run(before).text != outcome.text {
                wrong.push(format!("{at}: of {before:?} whoever wants the text alone gets another"));
            }
            let took_part = takes_part(rule, &outcome.changes);
            match case.kind {
                "fix" | "suggest" => {
                    mends += 1;
                    if outcome.text != after {
                        wrong.push(format!("{at}: {before:?}\n   gives {:?}\n  wanted {after:?}", outcome.text));
                    } else if !took_part {
                        wrong.push(format!("{at}: {before:?} is repaired without this rule"));
                    }
                    let again = pipeline.run(after);
                    if again.text != after {
                        wrong.push(format!("{at}: a second run changes {after:?} to {:?}", again.text));
                    }
                }
                "note" => {
                    mends += 1;
                    if outcome.text != before || !takes_part(rule, &outcome.notes) {
                        wrong.push(format!(
                            "{at}: {before:?} should come back with a note of this rule; gives {:?}",
                            outcome.text
                        ));
                    }
                }
                "keep" | "keep-text" => {
                    keeps += 1;
                    if outcome.text != before {
                        wrong.push(format!("{at}: {before:?} should be left alone\n   gives {:?}", outcome.text));
                    } else if takes_part(rule, &outcome.suggestions) {
                        wrong.push(format!("{at}: {before:?} should be left alone, but has a suggestion of this rule"));
                    }
                }
                "known-failure" => {
                    if outcome.text == after {
                        wrong.push(format!("{at}: {before:?} is repaired now: move it to a fix block"));
                    }
                }
                other => wrong.push(format!("{at}: no such block: {other:?}")),
            }
        }
        if mends == 0 || keeps < mends.min(4) {
            wrong.push(format!(
                "{}: {mends} mended and {keeps} kept examples; each is wanted, and at least as many kept",
                rule.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_are_unique_and_pages_have_a_title_and_a_summary() {
    for (i, rule) in RULES.iter().enumerate() {
        assert!(RULES[..i].iter().all(|r| r.name != rule.name), "{} stands twice", rule.name);
        assert!(rule.doc.starts_with(&format!("# {}\n", rule.name)), "{}: the page's title is the rule's name", rule.name);
        assert!(rule.summary().len() > 20, "{}: the page begins with what the rule mends", rule.name);
    }
}

/// Of a rule's `keep` examples, those of which `explain` must say why the rule leaves them, at least. The rest show that a text
/// without its pattern does not concern it.
const SAID: f64 = 0.3;

/// Rules whose examples nearly all show such texts.
const WITHOUT_PATTERN: &[&str] = &[
    "decomposed-letter", // letters that are composed
    "ligature",          // letters that are none
    "foreign-quote",     // arrows and signs, English marks
    "mixed-quote",       // sound marks, which `reversed-quote` tells of
    "unclosed-quote",    // the same
    "lost-comma",        // words with their spaces
    "split-currency",    // signs with their amounts
    "spelled-digit",     // words and numbers apart
    "garbled-term",      // words that no entry has in that order
    "pattern",           // the same
    "foreign-text",      // paragraphs in English
    "house-style",       // no style is asked for
];

#[test]
fn rules_say_why_they_leave_what_they_keep() {
    let explain = Pipeline::with(Dictionary::builtin(), Options { explain: true, ..Options::default() });
    let mut silent = Vec::new();
    for rule in RULES.iter().filter(|r| !WITHOUT_PATTERN.contains(&r.name)) {
        let mut unsaid = Vec::new();
        let mut keeps = 0;
        for case in cases(rule.doc).into_iter().filter(|c| c.kind.starts_with("keep")) {
            let outcome = explain.run(&case.text);
            keeps += 1;
            if !outcome.left.iter().any(|l| l.part.rule == rule.name) {
                unsaid.push(format!("{}:{}: {:?}", rule.name, case.line, case.text));
            }
        }
        let said = keeps - unsaid.len();
        if (said as f64) < SAID * f64::from(keeps as u32) {
            silent.push(format!("{}: {said} of {keeps}\n  {}", rule.name, unsaid.join("\n  ")));
        }
    }
    assert!(silent.is_empty(), "explain is silent\n{}", silent.join("\n"));
}

#[test]
fn whoever_asks_what_was_left_alone_is_told_all() {
    let text = "The price stood at 14, 500 per hectare , and rooms 1, 200 and 300 are free. He (Ormond) sold the Fridays paper.";
    let run = |text_only| {
        let options = Options { explain: true, text_only, ..Options::default() };
        Pipeline::with(Dictionary::builtin(), options).run(text)
    };
    let (all, text_only) = (run(false), run(true));
    assert!(!all.left.is_empty() && !all.suggestions.is_empty());
    assert_eq!((&all.left, &all.suggestions), (&text_only.left, &text_only.suggestions));
}
