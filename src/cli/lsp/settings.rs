//! What an editor may set: `initializationOptions`, or the section `copydesk` of its settings.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{anyhow, bail};
use copydesk::Pipeline;
use copydesk::formats::Field;
use gen_lsp_types::DiagnosticSeverity;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::cli::config;
use crate::cli::flags::{RuleFlags, TierFlag};

/// The settings, as they are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Raw {
    severity: Severity,
    delay: Option<u64>,
    max_problems: Option<usize>,
    tier: Option<String>,
    rules: Option<Vec<String>>,
    without: Option<Vec<String>>,
    dictionaries: Option<Vec<PathBuf>>,
    from: Option<String>,
    style: Option<String>,
    config: Option<PathBuf>,
    fields: Vec<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Severity {
    fix: Option<String>,
    suggest: Option<String>,
    note: Option<String>,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How each tier is shown; `None`: not at all.
    fix: Option<DiagnosticSeverity>,
    suggest: Option<DiagnosticSeverity>,
    note: Option<DiagnosticSeverity>,
    /// How long a text must rest before it is read again.
    pub delay: Duration,
    /// Diagnostics of a document, at most.
    pub max_problems: usize,
    /// Fields of JSON that are read.
    pub fields: Vec<Field>,
    flags: RuleFlags,
}

impl Settings {
    /// Those of the command line.
    pub fn new(flags: RuleFlags) -> Settings {
        Settings {
            fix: Some(DiagnosticSeverity::Warning),
            suggest: Some(DiagnosticSeverity::Information),
            note: Some(DiagnosticSeverity::Hint),
            delay: Duration::from_millis(200),
            max_problems: 1000,
            fields: Vec::new(),
            flags,
        }
    }

    /// Those of the command line with what the editor sets, and the keys that mean nothing.
    ///
    /// # Errors
    /// A value is not of its kind.
    pub fn with(flags: RuleFlags, set: &Value) -> anyhow::Result<(Settings, Vec<String>)> {
        let mut settings = Settings::new(flags);
        if set.is_null() {
            return Ok((settings, Vec::new()));
        }
        let raw = Raw::deserialize(set).map_err(|e| anyhow!("the settings of the editor: {e}"))?;
        for (name, said, shown) in [
            ("fix", &raw.severity.fix, &mut settings.fix),
            ("suggest", &raw.severity.suggest, &mut settings.suggest),
            ("note", &raw.severity.note, &mut settings.note),
        ] {
            if let Some(word) = said {
                *shown = severity(word).ok_or_else(|| {
                    anyhow!(
                        "the settings of the editor: severity.{name} is {word:?}; it is error, warning, information, hint or off"
                    )
                })?;
            }
        }
        settings.delay = raw.delay.map_or(settings.delay, |ms| Duration::from_millis(ms.min(60_000)));
        settings.max_problems = raw.max_problems.unwrap_or(settings.max_problems);
        settings.fields = raw.fields.iter().map(|name| Field::named(name)).collect();
        let flags = &mut settings.flags;
        match raw.tier.as_deref() {
            None => {}
            Some("fix") => flags.tier = Some(TierFlag::Fix),
            Some("suggest") => flags.tier = Some(TierFlag::Suggest),
            Some(other) => bail!("the settings of the editor: there is no tier {other:?}; it is \"fix\" or \"suggest\""),
        }
        flags.rules = raw.rules.unwrap_or_default().into_iter().chain(std::mem::take(&mut flags.rules)).collect();
        flags.without.extend(raw.without.unwrap_or_default());
        flags.dictionary.extend(raw.dictionaries.unwrap_or_default());
        flags.from = raw.from.or(flags.from.take());
        flags.style = raw.style.or(flags.style.take());
        flags.config = raw.config.or(flags.config.take());
        // Clients put their own keys beside those of the server.
        let unknown = raw.rest.into_iter().map(|(key, _)| key).filter(|key| !["trace", "path", "enable"].contains(&key.as_str()));
        Ok((settings, unknown.collect()))
    }

    /// How a tier is shown.
    pub fn severity(&self, tier: &str) -> Option<DiagnosticSeverity> {
        match tier {
            "fix" => self.fix,
            "suggest" => self.suggest,
            _ => self.note,
        }
    }

    /// The settings file in force for documents in `folder`.
    pub fn config(&self, folder: Option<&Path>) -> Option<PathBuf> {
        self.flags.config.clone().or_else(|| config::nearest(folder?))
    }

    /// The pipeline for documents whose settings file is `config`.
    ///
    /// # Errors
    /// The settings file or a dictionary can't be read, or names what is not there.
    pub fn pipeline(&self, config: Option<&Path>) -> anyhow::Result<Pipeline> {
        self.flags.pipeline_by(config)
    }

    /// The files that the pipeline is made of, each with what tells whether it has changed.
    pub fn stamps(&self, config: Option<&Path>) -> Vec<Stamp> {
        let named = config.and_then(|c| config::read(c).ok()).map(|c| c.dictionaries).unwrap_or_default();
        let all = config.map(Path::to_owned).into_iter().chain(named).chain(self.flags.dictionary.iter().cloned());
        all.map(Stamp::of).collect()
    }
}

fn severity(word: &str) -> Option<Option<DiagnosticSeverity>> {
    Some(match word {
        "error" => Some(DiagnosticSeverity::Error),
        "warning" => Some(DiagnosticSeverity::Warning),
        "information" | "info" => Some(DiagnosticSeverity::Information),
        "hint" => Some(DiagnosticSeverity::Hint),
        "off" | "none" => None,
        _ => return None,
    })
}

/// A file as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    path: PathBuf,
    state: Option<(SystemTime, u64)>,
}

impl Stamp {
    fn of(path: PathBuf) -> Stamp {
        let state = std::fs::metadata(&path).ok().and_then(|m| Some((m.modified().ok()?, m.len())));
        Stamp { path, state }
    }

    /// One that never holds.
    pub fn never() -> Stamp {
        Stamp { path: PathBuf::new(), state: Some((SystemTime::UNIX_EPOCH, 0)) }
    }

    /// Is the file still as it was?
    pub fn holds(&self) -> bool {
        Stamp::of(self.path.clone()) == *self
    }
}
