//! Flags that mean the same in every command.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use copydesk::desk::{Folder, Reading};
use copydesk::formats::{self, Field};
use copydesk::profiles::{self, Profile, Style};
use copydesk::{Options, Pipeline, Tier, rule};

use super::config;

/// What is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TierFlag {
    /// Certain repairs only
    Fix,
    /// Suggestions too
    Suggest,
}

/// Which rules and dictionaries work, and how far.
#[derive(Args, Clone, Debug)]
pub struct RuleFlags {
    /// What is applied or shown as a change
    #[arg(long, value_enum, value_name = "TIER")]
    pub(super) tier: Option<TierFlag>,
    /// Only these rules
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    pub(super) rules: Vec<String>,
    /// All rules but these
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    pub(super) without: Vec<String>,
    /// A dictionary on top of the built-in ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub(super) dictionary: Vec<PathBuf>,
    /// The language the text came from (fr, de, es …), else guessed from its marks
    #[arg(long, value_name = "LANG")]
    pub(super) from: Option<String>,
    /// The house style it is put into (us, uk), else it keeps its own
    #[arg(long, value_name = "STYLE")]
    pub(super) style: Option<String>,
    /// The settings file, else the nearest copydesk.toml up the tree
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

impl RuleFlags {
    /// The pipeline that the flags and the settings file ask for.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        self.build(|_| {})
    }

    /// The same with the settings file `config` or, if there is none, without settings.
    pub fn pipeline_by(&self, config: Option<&Path>) -> anyhow::Result<Pipeline> {
        self.build_by(config.map(config::read).transpose()?.unwrap_or_default(), |_| {})
    }

    /// The same for a review, in which nothing but fixes counts as changed already, so that every suggestion is decided on.
    pub fn reviewing(&self) -> anyhow::Result<Pipeline> {
        RuleFlags { tier: Some(TierFlag::Fix), ..self.clone() }.build(|_| {})
    }

    /// The same, gathering also what rules look at and leave alone.
    pub fn explaining(&self) -> anyhow::Result<Pipeline> {
        self.build(|options| options.explain = true)
    }

    /// The same for a run of which only the corrected text is seen.
    pub fn correcting(&self) -> anyhow::Result<Pipeline> {
        self.build(|options| options.text_only = true)
    }

    /// What is to be shown.
    pub fn tier(&self) -> Option<TierFlag> {
        self.tier
    }

    /// The dictionary that is on top of all others, if there is one; and the settings.
    pub fn own_dictionary(&self) -> anyhow::Result<(Option<PathBuf>, config::Config)> {
        let config = config::load(self.config.as_deref())?;
        Ok((self.dictionary.last().or(config.dictionaries.last()).cloned(), config))
    }

    fn build(&self, ask: impl FnOnce(&mut Options)) -> anyhow::Result<Pipeline> {
        self.build_by(config::load(self.config.as_deref())?, ask)
    }

    fn build_by(&self, config: config::Config, ask: impl FnOnce(&mut Options)) -> anyhow::Result<Pipeline> {
        let mut builder = copydesk::Dictionary::builder();
        for path in config.dictionaries.iter().chain(&self.dictionary) {
            builder = config::add(builder, path)?;
        }
        let tier = self.tier.or(config.tier).unwrap_or(TierFlag::Fix);
        let apply = if tier == TierFlag::Suggest { Tier::Suggest } else { Tier::Fix };
        let rules = if self.rules.is_empty() { config.rules } else { self.rules.clone() };
        let without = config.without.into_iter().chain(self.without.iter().cloned()).collect();
        for name in rules.iter().chain(&without) {
            if rule::find(name).is_none() {
                bail!("there is no rule {name:?}; `copydesk rules` lists them");
            }
        }
        let from = self.from.as_ref().or(config.from.as_ref()).map(|name| language(name)).transpose()?;
        let style = self.style.as_ref().or(config.style.as_ref()).map(|name| style(name)).transpose()?;
        let mut options = Options { apply, rules, without, from, style, ..Options::default() };
        ask(&mut options);
        Ok(Pipeline::with(builder.build(), options))
    }
}

/// The language of that name, or an error that lists the known ones.
fn language(name: &str) -> anyhow::Result<&'static Profile> {
    profiles::language(name).ok_or_else(|| {
        let known: Vec<String> = profiles::profiles().iter().map(|p| format!("{} ({})", p.codes[0], p.language)).collect();
        anyhow!("there is no language {name:?}; known are {}", known.join(", "))
    })
}

/// The house style of that name, or an error that lists the known ones.
fn style(name: &str) -> anyhow::Result<&'static Style> {
    profiles::style(name).ok_or_else(|| {
        let known: Vec<String> = profiles::styles().iter().map(|s| format!("{} ({})", s.name, s.house)).collect();
        anyhow!("there is no style {name:?}; known are {}", known.join(", "))
    })
}

/// Which files are read, and how.
#[derive(Args, Clone, Debug)]
pub struct InputFlags {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read as this format when the name does not tell
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<String>,
    /// The field whose text is read: of JSON as in text, body.text or items[].body.text, of CSV the column's name or number; more than one may be named
    #[arg(long, value_name = "NAME")]
    field: Vec<String>,
    /// The encoding of files that are not UTF-8 and have no byte-order mark, such as windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Files worked on at a time; the output is the same for any number
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Print no list and no summary: the exit status tells
    #[arg(long, short)]
    pub quiet: bool,
    /// In folders: ignore files (.gitignore, .ignore, .copydeskignore) count for nothing
    #[arg(long)]
    no_ignore: bool,
    /// In folders: hidden files too
    #[arg(long)]
    hidden: bool,
    /// In folders: only files that match
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// In folders: no files that match
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

impl InputFlags {
    /// The same flags for other paths.
    pub fn of(&self, paths: Vec<PathBuf>) -> InputFlags {
        InputFlags { paths, ..self.clone() }
    }

    /// How files are read.
    pub fn reading(&self) -> anyhow::Result<Reading> {
        let fields = self.field.iter().map(|name| Field::named(name)).collect();
        Ok(Reading { encoding: self.encoding()?, format: self.format.as_deref().and_then(formats::Format::named), fields })
    }

    /// The encoding named.
    fn encoding(&self) -> anyhow::Result<Option<&'static encoding_rs::Encoding>> {
        match &self.encoding {
            None => Ok(None),
            Some(name) => match copydesk::desk::encoding_named(name) {
                Some(encoding) => Ok(Some(encoding)),
                None => bail!("there is no encoding {name:?}; windows-1252, iso-8859-2, utf-16le, gbk and shift_jis are some"),
            },
        }
    }

    /// How folders are read.
    pub fn folder(&self) -> Folder {
        Folder {
            no_ignore: self.no_ignore,
            hidden: self.hidden,
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            with_fields: !self.field.is_empty(),
        }
    }
}

/// The formats by name.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(formats::Format::all().map(formats::Format::name))
}

/// When colour is used.
#[derive(Args, Debug)]
pub struct ColorFlags {
    /// Colour: `auto` on a terminal (NO_COLOR and CLICOLOR_FORCE count)
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl ColorFlags {
    /// Standard output, which keeps or drops colour as asked; and whether it keeps it.
    pub fn stdout(&self) -> (anstream::AutoStream<std::io::StdoutLock<'static>>, bool) {
        let raw = std::io::stdout();
        let choice = match self.color {
            When::Always => anstream::ColorChoice::AlwaysAnsi,
            When::Never => anstream::ColorChoice::Never,
            When::Auto => anstream::AutoStream::choice(&raw),
        };
        (anstream::AutoStream::new(raw.lock(), choice), choice != anstream::ColorChoice::Never)
    }
}
