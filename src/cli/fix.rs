//! `copydesk fix`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use copydesk::Pipeline;
use copydesk::desk::{self, Trouble};

use super::exit::{Exit, complain};
use super::flags::{InputFlags, RuleFlags};
use super::work::{self, Done};

/// Correct files in place and print a summary.
#[derive(Args)]
pub struct Fix {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    rules: RuleFlags,
    /// Write the corrected file there instead
    #[arg(long, short, value_name = "PATH", conflicts_with = "stdout")]
    output: Option<PathBuf>,
    /// Write the corrected text to standard output, and no file
    #[arg(long)]
    stdout: bool,
}

/// What a run did.
#[derive(Default)]
struct Tally {
    read: usize,
    changed: usize,
    refused: usize,
    fixes: usize,
    open: usize,
    rules: BTreeMap<&'static str, usize>,
}

impl Fix {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let pipeline = self.rules.pipeline()?;
        if self.output.is_none() && self.input.paths.iter().all(|p| p == Path::new("-")) {
            return self.stream(&pipeline);
        }
        let several = self.input.paths.len() > 1 || self.input.paths.iter().any(|p| p.is_dir());
        if several && self.output.as_deref().is_some_and(|o| !o.is_dir()) {
            bail!("--output must be a folder that exists when more than one file is corrected");
        }
        let mut tally = Tally::default();
        let mut stdout = std::io::stdout().lock();
        let exit = work::run(&self.input, &pipeline, |done| {
            let result = self.put(&done, &mut stdout)?;
            tally.read += 1;
            tally.fixes += done.outcome.changes.len();
            tally.open += done.outcome.suggestions.len() + done.outcome.notes.len();
            for part in done.outcome.changes.iter().flat_map(|c| &c.parts) {
                *tally.rules.entry(part.rule).or_default() += 1;
            }
            match result {
                Ok(changed) => {
                    tally.changed += usize::from(changed);
                    Ok(Exit::Quiet)
                }
                Err(trouble) => {
                    tally.refused += 1;
                    complain(&trouble.to_string());
                    Ok(Exit::Trouble)
                }
            }
        })?;
        if !self.input.quiet && !self.stdout {
            tally.print(&mut stdout)?;
        }
        Ok(exit)
    }

    /// Standard input to standard output, window by window: what is done is written and forgotten.
    fn stream(&self, pipeline: &Pipeline) -> anyhow::Result<Exit> {
        let source = match work::read_stdin(self.input.encoding()?) {
            Ok(source) => source,
            Err(trouble) => {
                complain(&trouble.to_string());
                return Ok(Exit::Trouble);
            }
        };
        let mut stdout = std::io::stdout().lock();
        if !source.decoded.is_utf8() {
            // A letter that the encoding lacks must be met before anything is written.
            let outcome = pipeline.run(&source.decoded.text);
            work::tell_unrest(&source.path, &outcome.disagreeing);
            return match self.put(&Done { source, outcome }, &mut stdout)? {
                Ok(_) => Ok(Exit::Quiet),
                Err(trouble) => {
                    complain(&trouble.to_string());
                    Ok(Exit::Trouble)
                }
            };
        }
        let decoded = &source.decoded;
        stdout.write_all(decoded.mark()).context("standard output")?;
        let mut disagreeing = Vec::new();
        for (_, outcome) in pipeline.windows(&decoded.text) {
            stdout.write_all(outcome.text.as_bytes()).context("standard output")?;
            disagreeing.extend(outcome.disagreeing);
        }
        stdout.flush().context("standard output")?;
        work::tell_unrest(&source.path, &disagreeing);
        Ok(Exit::Quiet)
    }

    /// Puts the corrected text where it belongs; says whether a file was changed.
    fn put(&self, done: &Done, stdout: &mut impl Write) -> anyhow::Result<Result<bool, Trouble>> {
        let (source, text) = (&done.source, &done.outcome.text);
        let Some(new) = source.decoded.encode(text) else {
            let c = source.decoded.unmappable(text).unwrap_or('?');
            let reason = format!(
                "a repair needs {c:?}, which {} does not have; convert the file to UTF-8 first",
                source.decoded.encoding()
            );
            return Ok(Err(Trouble::refused(&source.path, reason)));
        };
        if self.stdout || (source.path == Path::new("-") && self.output.is_none()) {
            stdout.write_all(&new).context("standard output")?;
            return Ok(Ok(false));
        }
        if let Some(output) = &self.output {
            let target = if output.is_dir() { output.join(source.path.file_name().unwrap_or_default()) } else { output.clone() };
            return Ok(elsewhere(&target, &new).map(|()| true));
        }
        let old = source.decoded.bytes();
        if new == old {
            return Ok(Ok(false));
        }
        Ok(desk::write(&source.path, &old, &new).map(|()| true))
    }
}

/// Writes a file of its own: over an old one as safely as in place.
fn elsewhere(target: &Path, new: &[u8]) -> Result<(), Trouble> {
    match std::fs::read(target) {
        Ok(old) => desk::write(target, &old, new),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let make = || {
                let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
                temporary.write_all(new)?;
                temporary.as_file().sync_all()?;
                temporary.persist(target).map_err(|e| e.error)?;
                // Temporary files are private; a new file is as open as any other the user makes.
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    std::fs::set_permissions(target, std::fs::Permissions::from_mode(0o644))?;
                }
                Ok(())
            };
            make().map_err(Trouble::system(target, "can't be written"))
        }
        Err(e) => Err(Trouble::system(target, "can't be read")(e)),
    }
}

impl Tally {
    fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        let files = |n: usize| if n == 1 { "1 file".to_owned() } else { format!("{n} files") };
        writeln!(out, "{} read, {} changed, {} refused; {} fixes", files(self.read), self.changed, self.refused, self.fixes)?;
        let mut rules: Vec<(&&str, &usize)> = self.rules.iter().collect();
        rules.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (rule, count) in rules {
            writeln!(out, "{count:>6}  {rule}")?;
        }
        if self.open > 0 {
            writeln!(out, "{} suggestions and notes are left to a person: copydesk check", self.open)?;
        }
        Ok(())
    }
}
