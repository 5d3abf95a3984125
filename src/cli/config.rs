//! The settings file, and dictionaries that are named in it or on the command line.

use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anyhow::{Context, anyhow, bail};
use copydesk::dictionary::{Builder, Problem};
use serde::Deserialize;

use super::flags::TierFlag;

/// What `copydesk.toml` may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    dictionaries: Vec<PathBuf>,
    rules: Vec<String>,
    without: Vec<String>,
    tier: Option<String>,
    from: Option<String>,
    style: Option<String>,
}

/// The settings in force.
#[derive(Debug, Default)]
pub struct Config {
    /// The file they were read from.
    pub path: Option<PathBuf>,
    /// Dictionaries, paths made whole.
    pub dictionaries: Vec<PathBuf>,
    /// Only these rules.
    pub rules: Vec<String>,
    /// Not these.
    pub without: Vec<String>,
    /// What is applied.
    pub tier: Option<TierFlag>,
    /// The language the texts came from.
    pub from: Option<String>,
    /// The house style they are put into.
    pub style: Option<String>,
}

/// Reads the settings: the file named, else the nearest `copydesk.toml` from the working folder upwards, else none.
pub fn load(named: Option<&Path>) -> anyhow::Result<Config> {
    if let Some(path) = named {
        return read(path);
    }
    let here = std::env::current_dir().context("the working folder can't be found")?;
    nearest(&here).map_or_else(|| Ok(Config::default()), |path| read(&path))
}

/// The name of the settings file.
pub const NAME: &str = "copydesk.toml";

/// The nearest settings file from `folder` upwards.
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|a| a.join(NAME)).find(|p| p.is_file())
}

/// Reads a settings file.
pub fn read(path: &Path) -> anyhow::Result<Config> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: the settings can't be read", path.display()))?;
    let raw: Raw = toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |s| text[..s.start].matches('\n').count() + 1);
        anyhow!("{}:{line}: {}", path.display(), e.message())
    })?;
    let tier = match raw.tier.as_deref() {
        None => None,
        Some("fix") => Some(TierFlag::Fix),
        Some("suggest") => Some(TierFlag::Suggest),
        Some(other) => bail!("{}: there is no tier {other:?}; it is \"fix\" or \"suggest\"", path.display()),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let dictionaries = raw.dictionaries.iter().map(|d| folder.join(d)).collect();
    Ok(Config {
        path: Some(path.to_owned()),
        dictionaries,
        rules: raw.rules,
        without: raw.without,
        tier,
        from: raw.from,
        style: raw.style,
    })
}

/// Adds a dictionary file to those in force.
pub fn add(builder: Builder, path: &Path) -> anyhow::Result<Builder> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: the dictionary can't be read", path.display()))?;
    builder.add(&path.display().to_string(), &text).map_err(|problem| anyhow!("{}", show(&problem)))
}

/// A problem with the line it is in, the place marked.
pub fn show(problem: &Problem) -> String {
    let line = problem.source_line.replace('\t', " ");
    let bytes = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(i, _)| i);
    let mark = bytes(problem.mark.start)..bytes(problem.mark.end);
    let snippet = Snippet::source(&line)
        .line_start(problem.line as usize)
        .path(&problem.file)
        .annotation(AnnotationKind::Primary.span(mark));
    let report = [Level::ERROR.primary_title(&problem.message).element(snippet)];
    format!("{problem}\n{}", Renderer::plain().render(&report))
}
