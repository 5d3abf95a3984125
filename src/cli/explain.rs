//! `copydesk explain`

use std::io::{Read, Write};
use std::path::Path;

use clap::Args;
use copydesk::dictionary::Judgement;
use copydesk::report::{describe, records, visible};

use super::exit::Exit;
use super::flags::RuleFlags;

/// Say what each dictionary entry and rule makes of a text.
#[derive(Args)]
pub struct Explain {
    /// The text itself; `-` reads standard input
    text: String,
    #[command(flatten)]
    rules: RuleFlags,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let pipeline = self.rules.explaining()?;
        let mut text = self.text;
        if text == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            text = copydesk::desk::Source::of(Path::new("-"), bytes, None)?.decoded.text;
        }
        let mut out = anstream::stdout().lock();
        writeln!(out, "Dictionary entries")?;
        let explanations = pipeline.dictionary().explain(&text);
        for e in &explanations {
            let says = match &e.judgement {
                Judgement::Right => "it is right so, and is left as it is".to_owned(),
                Judgement::Leave(why) => format!("left alone: {why}"),
                Judgement::Repair(p) => match &p.replacement {
                    Some(new) => format!("{} to “{new}”: {}", p.tier.name(), p.reason),
                    None => format!("{}: {}", p.tier.name(), p.reason),
                },
            };
            writeln!(
                out,
                "  “{}” and “{}” ({}): {}",
                visible(&text[e.span.range()]),
                visible(&e.right),
                e.entry,
                visible(&says)
            )?;
        }
        if explanations.is_empty() {
            writeln!(out, "  none has a form in this text")?;
        }
        writeln!(out, "Rules")?;
        let decoded = copydesk::desk::decode(text.clone().into_bytes(), None).map_err(anyhow::Error::msg)?;
        let outcome = pipeline.run(&text);
        let records = records("-", &decoded, &outcome);
        for record in &records {
            writeln!(out, "  {} {}: {}: {}", record.tier, record.rules.join("+"), describe(record), visible(&record.reason))?;
        }
        for l in &outcome.left {
            let original = visible(&text[l.source.range()]);
            writeln!(out, "  left {}: “{original}”: {}", l.part.rule, visible(&l.part.reason))?;
        }
        let fired = |name: &str| records.iter().any(|r| r.rules.contains(&name));
        let silent: Vec<&str> = copydesk::rule::RULES.iter().map(|r| r.name).filter(|n| !fired(n)).collect();
        writeln!(out, "  found nothing to say: {}", silent.join(", "))?;
        if !outcome.stable() {
            writeln!(out, "  not at rest: {}", outcome.disagreeing.join(", "))?;
        }
        Ok(Exit::Quiet)
    }
}
