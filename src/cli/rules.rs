//! `copydesk rules`

use std::io::Write;

use anyhow::bail;
use clap::Args;
use copydesk::rule::{self, RULES};

use super::exit::Exit;

/// List the rules, or explain one.
#[derive(Args)]
pub struct Rules {
    /// The rule to explain
    name: Option<String>,
}

impl Rules {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let mut out = anstream::stdout().lock();
        match &self.name {
            Some(name) => match rule::find(name) {
                Some(rule) => write!(out, "{}", rule.doc)?,
                None => bail!("there is no rule {name:?}; `copydesk rules` lists them"),
            },
            None => {
                let width = RULES.iter().map(|r| r.name.len()).max().unwrap_or(0);
                for (i, rule) in RULES.iter().enumerate() {
                    if i == 0 || RULES[i - 1].pass != rule.pass {
                        let bold = anstyle::Style::new().bold();
                        writeln!(out, "{}{bold}{}{bold:#}", if i == 0 { "" } else { "\n" }, rule.pass)?;
                    }
                    writeln!(out, "  {:width$}  {:7}  {}", rule.name, rule.tier.name(), rule.summary())?;
                }
            }
        }
        Ok(Exit::Quiet)
    }
}
