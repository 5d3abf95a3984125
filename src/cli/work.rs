//! Going through the files a command names: in order, in parallel, trouble with one not stopping the others.

use std::io::Read;
use std::path::{Path, PathBuf};

use copydesk::desk::{self, Reading, Source, Trouble};
use copydesk::formats::{Corrected, Problem};
use copydesk::{Outcome, Pipeline};
use rayon::prelude::*;

use super::exit::{Exit, complain};
use super::flags::InputFlags;

/// A file read and run through the pipeline.
pub struct Done {
    /// The file as it was.
    pub source: Source,
    /// What comes of it.
    pub outcome: Outcome,
    /// What of it could not be read and is left as it was.
    pub problems: Vec<Problem>,
    /// The folder it was found in, if it was not named itself.
    pub folder: Option<PathBuf>,
}

/// How going through the files ended.
pub struct Ran {
    /// The worst of the exits.
    pub exit: Exit,
    /// Files that were not run: not found, not read, not decoded.
    pub refused: usize,
}

/// Files whose outcomes are held in memory at a time.
const BATCH: usize = 256;

/// Runs every file through the pipeline and hands the outcomes to `each`, in order.
pub fn run(input: &InputFlags, pipeline: &Pipeline, mut each: impl FnMut(Done) -> anyhow::Result<Exit>) -> anyhow::Result<Ran> {
    let reading = input.reading()?;
    let (mut worst, mut refused) = (Exit::Quiet, 0);
    let mut all: Vec<(PathBuf, Option<&Path>)> = Vec::new();
    for path in &input.paths {
        if path == Path::new("-") {
            all.push((path.clone(), None));
            continue;
        }
        match desk::find(path, &input.folder()) {
            Ok((found, troubles)) => {
                for trouble in troubles {
                    complain(&trouble.to_string());
                    (worst, refused) = (Exit::Trouble, refused + 1);
                }
                let folder = path.is_dir().then_some(path.as_path());
                all.extend(found.into_iter().map(|file| (file, folder)));
            }
            Err(trouble) => {
                complain(&trouble.to_string());
                (worst, refused) = (Exit::Trouble, refused + 1);
            }
        }
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(input.jobs.unwrap_or(0)).build()?;
    for batch in all.chunks(BATCH) {
        let done: Vec<Option<Result<Done, Trouble>>> =
            pool.install(|| batch.par_iter().map(|(path, folder)| one(path, *folder, &reading, pipeline)).collect());
        for result in done.into_iter().flatten() {
            let exit = match result {
                Err(trouble) => {
                    complain(&trouble.to_string());
                    refused += 1;
                    Exit::Trouble
                }
                Ok(done) => {
                    tell_unrest(&done.source.path, &done.outcome.disagreeing);
                    tell_problems(&done.source.path, &done.problems);
                    let worst = if done.problems.is_empty() { Exit::Quiet } else { Exit::Trouble };
                    worst.max(each(done)?)
                }
            };
            worst = worst.max(exit);
        }
    }
    Ok(Ran { exit: worst, refused })
}

/// Reads and runs one file; `None`: a binary file in a folder, passed over.
fn one(path: &Path, folder: Option<&Path>, reading: &Reading, pipeline: &Pipeline) -> Option<Result<Done, Trouble>> {
    let source = if path == Path::new("-") { read_stdin(Vec::new(), reading) } else { Source::read(path, reading) };
    match source {
        Ok(source) => {
            let corrected = source.correct(pipeline, reading);
            let folder = folder.map(Path::to_owned);
            Some(corrected.map(|Corrected { outcome, problems }| Done { source, outcome, problems, folder }))
        }
        Err(Trouble::Refused { reason, .. }) if folder.is_some() && reason.contains("NUL bytes") => None,
        Err(trouble) => Some(Err(trouble)),
    }
}

/// Standard input, whole: what was read of it, and the rest.
pub fn read_stdin(mut bytes: Vec<u8>, reading: &Reading) -> Result<Source, Trouble> {
    let path = Path::new("-");
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Source::of(path, bytes, reading),
        Err(e) => Err(Trouble::system(path, "standard input can't be read")(e)),
    }
}

/// Problems of one file that are said one by one.
pub const SAID: usize = 20;

/// Says what of a file could not be read.
pub fn tell_problems(path: &Path, problems: &[Problem]) {
    for problem in problems.iter().take(SAID) {
        complain(&format!("{}: {problem}", path.display()));
    }
    tell_more(path, problems.len());
}

/// Says how many problems of a file were not said one by one.
pub fn tell_more(path: &Path, problems: usize) {
    if problems > SAID {
        complain(&format!("{}: and {} more", path.display(), problems - SAID));
    }
}

/// No file is in trouble when rules do not come to rest: the text goes through as it was, and people are told.
pub fn tell_unrest(path: &Path, rules: &[&str]) {
    if !rules.is_empty() {
        let mut rules = rules.to_vec();
        rules.sort_unstable();
        rules.dedup();
        complain(&format!("{}: left as it was: the rules {} do not come to rest on it", path.display(), rules.join(", ")));
    }
}
