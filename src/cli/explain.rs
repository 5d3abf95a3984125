//! `copydesk explain`

use std::io::{Read, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use copydesk::Pipeline;
use copydesk::desk::{Reading, Source};
use copydesk::dictionary::Judgement;
use copydesk::report::{Look, Others, Style, explained, json_line, looks};
use copydesk::rule::RULES;
use copydesk::survey::Survey;

use super::exit::{self, Exit};
use super::flags::{ColorFlags, RuleFlags};

/// Say what each dictionary entry and rule makes of a text: place by place what would be done, what was looked at and left
/// alone, and why; then the rules that found nothing of their kind.
#[derive(Args)]
pub struct Explain {
    /// The text itself; `-` reads standard input (of a text longer than 256 KiB window by window, as `fix -` does)
    text: String,
    #[command(flatten)]
    rules: RuleFlags,
    #[command(flatten)]
    color: ColorFlags,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A paragraph a place
    Text,
    /// One JSON object for each rule at each place
    Json,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let pipeline = self.rules.explaining()?;
        let bytes = if self.text == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        } else {
            if Path::new(&self.text).is_file() {
                exit::complain("these words are explained; for the file of that name: copydesk explain - < FILE");
            }
            self.text.clone().into_bytes()
        };
        let decoded = Source::of(Path::new("-"), bytes, &Reading::default())?.decoded;
        let outcome = pipeline.run(&decoded.text);
        let looks = looks("-", &decoded, &outcome);
        let (mut out, color) = self.color.stdout();
        if self.output_format == Format::Json {
            for look in &looks {
                writeln!(out, "{}", json_line(look)?)?;
            }
            return Ok(Exit::Quiet);
        }
        let width = terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0).min(100));
        let others = others(&pipeline, &decoded.text, &looks);
        write!(out, "{}", explained(&decoded, &looks, &others, Style { width, color }))?;
        if !outcome.stable() {
            writeln!(out, "Not at rest, so that nothing is changed: {}", outcome.disagreeing.join(", "))?;
        }
        Ok(Exit::Quiet)
    }
}

/// The right forms that stand in the text, and the rules that say nothing of it.
fn others(pipeline: &Pipeline, text: &str, looks: &[Look]) -> Others {
    let mut others = Others::default();
    let survey = Survey::with(text, &mut pipeline.dictionary().explaining_vocabulary());
    for e in pipeline.dictionary().explain(text, &survey) {
        let known = (text[e.span.range()].to_owned(), e.entry);
        if e.judgement == Judgement::Right && !others.known.contains(&known) {
            others.known.push(known);
        }
    }
    for rule in RULES {
        if !pipeline.options().allows(rule.name) {
            others.off.push(rule.name);
        } else if !looks.iter().any(|l| l.rule == rule.name) {
            others.silent.push(rule.name);
        }
    }
    others
}
