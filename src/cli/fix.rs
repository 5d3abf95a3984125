//! `copydesk fix`

use std::collections::{BTreeMap, HashSet};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use copydesk::Pipeline;
use copydesk::desk::{self, Reading, Trouble, stream};
use copydesk::formats::{Corrected, Format, Lines, Problem};

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
    /// Write there instead: a file, or a folder that mirrors the one corrected
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
        if let Some(output) = self.output.as_deref().filter(|o| several && !o.is_dir()) {
            if output.exists() {
                bail!("{}: --output must be a folder when more than one file is corrected", output.display());
            }
            std::fs::create_dir_all(output).with_context(|| format!("{}: the folder can't be made", output.display()))?;
        }
        let mut tally = Tally::default();
        let mut stdout = std::io::stdout().lock();
        let mut written: HashSet<PathBuf> = HashSet::new();
        let ran = work::run(&self.input, &pipeline, |done| {
            let result = self.put(&done, &mut stdout, &mut written)?;
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
        tally.refused += ran.refused;
        if !self.input.quiet && !self.stdout {
            // Corrected text on standard output stands alone there.
            let streamed = self.output.is_none() && self.input.paths.iter().any(|p| p == Path::new("-"));
            if streamed { tally.print(&mut std::io::stderr().lock())? } else { tally.print(&mut stdout)? }
        }
        Ok(ran.exit)
    }

    /// Standard input to standard output: what is done is written and forgotten, so that a stream may be of any length.
    fn stream(&self, pipeline: &Pipeline) -> anyhow::Result<Exit> {
        let reading = self.input.reading()?;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.input.jobs.unwrap_or(0)).build()?;
        let path = Path::new("-");
        let mut input = std::io::stdin();
        let mut head = Vec::new();
        if let Err(e) = input.by_ref().take(stream::HEAD).read_to_end(&mut head) {
            complain(&Trouble::system(path, "standard input can't be read")(e).to_string());
            return Ok(Exit::Trouble);
        }
        let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        let long = head.len() as u64 == stream::HEAD;
        let plain = reading.encoding.is_none_or(|e| e == encoding_rs::UTF_8) && !wide;
        let mut said = 0;
        let trouble = |problem: &Problem| {
            said += 1;
            if said <= work::SAID {
                complain(&format!("-: {problem}"));
            }
        };
        let out = BufWriter::with_capacity(1 << 16, std::io::stdout());
        let streamed = match reading.format.unwrap_or(Format::Text) {
            Format::Jsonl if plain && !reading.fields.is_empty() => {
                let lines = Lines::new(&reading.fields);
                pool.install(|| stream::lines(pipeline, &lines, head.chain(input), out, trouble))?
            }
            // What is wrong at the beginning is said before anything is written.
            Format::Text if plain && long => match stream::begins_as_text(&head) {
                Ok(()) => pool.install(|| stream::text(pipeline, head, input, out, trouble))?,
                Err(problem) => {
                    complain(&Trouble::refused(path, problem.to_string()).to_string());
                    return Ok(Exit::Trouble);
                }
            },
            _ => return self.whole(pipeline, head, &reading),
        };
        work::tell_more(path, said);
        work::tell_unrest(path, &streamed.disagreeing);
        Ok(if streamed.sound { Exit::Quiet } else { Exit::Trouble })
    }

    /// Standard input as one file: in a format that is parsed whole, or in an encoding that may lack a letter, which must be met before
    /// anything is written.
    fn whole(&self, pipeline: &Pipeline, head: Vec<u8>, reading: &Reading) -> anyhow::Result<Exit> {
        let corrected = work::read_stdin(head, reading).and_then(|source| Ok((source.correct(pipeline, reading)?, source)));
        let result = match corrected {
            Ok((Corrected { outcome, problems }, source)) => {
                work::tell_unrest(&source.path, &outcome.disagreeing);
                work::tell_problems(&source.path, &problems);
                let exit = if problems.is_empty() { Exit::Quiet } else { Exit::Trouble };
                let done = Done { source, outcome, problems, folder: None };
                self.put(&done, &mut std::io::stdout().lock(), &mut HashSet::new())?.map(|_| exit)
            }
            Err(trouble) => Err(trouble),
        };
        Ok(result.unwrap_or_else(|trouble| {
            complain(&trouble.to_string());
            Exit::Trouble
        }))
    }

    /// Puts the corrected text where it belongs; says whether a file was changed.
    fn put(&self, done: &Done, stdout: &mut impl Write, written: &mut HashSet<PathBuf>) -> anyhow::Result<Result<bool, Trouble>> {
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
        let old = source.decoded.bytes();
        if let Some(output) = &self.output {
            let within = done.folder.as_deref().and_then(|folder| source.path.strip_prefix(folder).ok());
            let name = within.unwrap_or(Path::new(source.path.file_name().unwrap_or_default()));
            let target = if output.is_dir() { output.join(name) } else { output.clone() };
            if !written.insert(target.clone()) {
                let reason = format!("another file of this run was written to {}; use another --output", target.display());
                return Ok(Err(Trouble::refused(&source.path, reason)));
            }
            if let Some(folder) = target.parent().filter(|_| within.is_some()) {
                std::fs::create_dir_all(folder).with_context(|| format!("{}: the folder can't be made", folder.display()))?;
            }
            return Ok(elsewhere(&target, &new).map(|()| new != old));
        }
        if new == old {
            return Ok(Ok(false));
        }
        Ok(desk::write(&source.path, &old, &new).map(|()| true))
    }
}

/// Writes a file of its own: over an old one as safely as in place.
fn elsewhere(target: &Path, new: &[u8]) -> Result<(), Trouble> {
    match std::fs::metadata(target) {
        // A pipe or a device: there is nothing to replace.
        Ok(found) if !found.is_file() && !found.is_dir() => {
            return std::fs::write(target, new).map_err(Trouble::system(target, "can't be written"));
        }
        _ => {}
    }
    match std::fs::read(target) {
        Ok(old) => desk::write(target, &old, new),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let make = || {
                let mut temporary = new_file(folder)?;
                temporary.write_all(new)?;
                temporary.as_file().sync_all()?;
                temporary.persist(target).map_err(|e| e.error)?;
                Ok(())
            };
            make().map_err(Trouble::system(target, "can't be written"))
        }
        Err(e) => Err(Trouble::system(target, "can't be read")(e)),
    }
}

/// A temporary file. Such files are private, but this one is to be as open as any other that the user makes: the umask says how.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".copydesk-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
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
