//! Parse, run, exit.

use std::io::{Read, Write};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let suggest = args.windows(2).any(|w| w[0] == "--tier" && w[1] == "suggest");
    let apply = if suggest { copydesk::Tier::Suggest } else { copydesk::Tier::Fix };
    let pipeline = copydesk::Pipeline::with(copydesk::Dictionary::builtin(), copydesk::Options { apply, ..Default::default() });
    let mut text = String::new();
    let path = args.last().map(String::as_str).unwrap_or("-");
    if path == "-" {
        let _ = std::io::stdin().read_to_string(&mut text);
    } else {
        text = std::fs::read_to_string(path).unwrap_or_default();
    }
    let outcome = pipeline.run(&text);
    let mut out = std::io::stdout().lock();
    if args.first().is_some_and(|a| a == "check") {
        for f in outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes) {
            let rules: Vec<&str> = f.parts.iter().map(|p| p.rule).collect();
            let reasons: Vec<&str> = f.parts.iter().map(|p| p.reason.as_str()).collect();
            let _ = writeln!(
                out,
                "{}",
                serde_json::json!({"tier": f.tier.name(), "rules": rules, "start": f.source.start(), "end": f.source.end(),
                    "original": &text[f.source.range()], "replacement": f.replacement, "alternatives": f.alternatives, "reason": reasons.join("; ")})
            );
        }
    } else {
        let _ = out.write_all(outcome.text.as_bytes());
    }
}
