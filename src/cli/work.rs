//! Going through the files a command names: in order, in parallel, trouble with one not stopping the others.

use std::collections::HashSet;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use copydesk::desk::{self, Reading, Source, Trouble};
use copydesk::formats::{Corrected, Problem};
use copydesk::pipeline::Reader;
use copydesk::{Outcome, Pipeline};

use super::exit::{Exit, complain};
use super::flags::InputFlags;
use super::ordered;
use super::progress::{Progress, Stop};

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
    /// What is to be said of a run that was ended from outside.
    pub stopped: Option<String>,
}

impl Ran {
    /// Says that the run was ended, if it was; gives the exit.
    pub fn end(self) -> Exit {
        self.stopped.iter().for_each(|words| complain(words));
        self.exit
    }
}

/// A file to be run, and the folder it was found in.
type Found<'a> = (PathBuf, Option<&'a Path>);

/// Runs every file through the pipeline, makes of the outcomes what `prepare` makes of them, and hands that to `each`, in order
/// of the files. `prepare` runs on several threads. `listing`: `each` prints as it goes.
pub fn run<T: Send>(
    input: &InputFlags,
    pipeline: &Pipeline,
    listing: bool,
    prepare: impl Fn(Done) -> T + Sync,
    each: impl FnMut(T) -> anyhow::Result<Exit>,
) -> anyhow::Result<Ran> {
    run_while(input, pipeline, listing, || true, prepare, each)
}

/// The same; of the files that are read once `findings` says no, only the corrected text is wanted, and what is wrong with them.
pub fn run_while<'p, T: Send>(
    input: &InputFlags,
    pipeline: &'p Pipeline,
    listing: bool,
    findings: impl Fn() -> bool + Sync,
    prepare: impl Fn(Done) -> T + Sync,
    mut each: impl FnMut(T) -> anyhow::Result<Exit>,
) -> anyhow::Result<Ran> {
    let reading = input.reading()?;
    let (all, troubles) = files(input);
    let (mut worst, mut refused) = (Exit::Quiet, troubles.len());
    for trouble in troubles {
        complain(&trouble.to_string());
        worst = Exit::Trouble;
    }
    // Between two files: a single one, or the wait for standard input, is ended as any program is.
    let ends = all.len() > 1 && all.iter().all(|(path, _)| path != Path::new("-"));
    let stop = if ends { Stop::listen() } else { Stop::default() };
    let mut progress = Progress::of(all.len(), listing);
    let make = |reader: &mut Reader<'p>, number: usize| {
        let (path, folder) = &all[number];
        let work = |reader: &mut Reader<'p>| -> Made<T> {
            reader.want_text_only(pipeline.options().text_only || !findings());
            let done = one(path, *folder, &reading, reader)?;
            Some(done.map(|done| {
                let weight = done.source.decoded.text.len() + done.outcome.text.len();
                let (unrest, problems) = (done.outcome.disagreeing.clone(), done.problems.clone());
                Ready { prepared: prepare(done), unrest, problems, weight }
            }))
        };
        let made = catch_unwind(AssertUnwindSafe(|| work(reader))).unwrap_or_else(|_| {
            // It may have been left halfway.
            *reader = pipeline.reader();
            Some(Err(Trouble::refused(path, "left as it was: copydesk failed on it, which is a fault; please report it")))
        });
        let weight = made.as_ref().and_then(|m| m.as_ref().ok()).map_or(0, |ready| ready.weight);
        (made, weight)
    };
    let hand_over = |made: Made<T>| {
        let path = &all[progress.step()].0;
        let exit = match made {
            None => Exit::Quiet,
            Some(Err(trouble)) => {
                complain(&trouble.to_string());
                refused += 1;
                Exit::Trouble
            }
            Some(Ok(Ready { prepared, unrest, problems, .. })) => {
                tell_unrest(path, &unrest);
                tell_problems(path, &problems);
                let worst = if problems.is_empty() { Exit::Quiet } else { Exit::Trouble };
                worst.max(each(prepared)?)
            }
        };
        worst = worst.max(exit);
        Ok(())
    };
    let jobs = jobs(input);
    // What is done in parallel inside one file, such as lines of JSON, has as many threads. There is one run in a process.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    let done = ordered::map(jobs, all.len(), || stop.asked(), || pipeline.reader(), make, hand_over)?;
    drop(progress);
    let ended = stop.exit().filter(|_| done < all.len());
    let stopped = ended.map(|_| format!("stopped after {done} of {} files", all.len()));
    Ok(Ran { exit: ended.unwrap_or(worst), refused, stopped })
}

/// What came of a file; `None`: it is passed over.
type Made<T> = Option<Result<Ready<T>, Trouble>>;

/// What is handed over of a file.
struct Ready<T> {
    prepared: T,
    unrest: Vec<&'static str>,
    problems: Vec<Problem>,
    weight: usize,
}

/// Files worked on at a time.
fn jobs(input: &InputFlags) -> usize {
    let asked = input.jobs.filter(|&jobs| jobs > 0);
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// The files that the paths name, each once, in order; and what can't be found.
fn files(input: &InputFlags) -> (Vec<Found<'_>>, Vec<Trouble>) {
    let (mut all, mut troubles): (Vec<Found<'_>>, Vec<Trouble>) = (Vec::new(), Vec::new());
    for path in &input.paths {
        if path == Path::new("-") {
            all.push((path.clone(), None));
            continue;
        }
        match desk::find(path, &input.folder()) {
            Ok((found, unread)) => {
                troubles.extend(unread);
                let folder = path.is_dir().then_some(path.as_path());
                all.extend(found.into_iter().map(|file| (file, folder)));
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    if input.paths.len() > 1 {
        let mut seen = HashSet::new();
        all.retain(|(path, _)| seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    }
    (all, troubles)
}

/// Reads and runs one file; `None`: a binary file in a folder, passed over.
fn one(path: &Path, folder: Option<&Path>, reading: &Reading, reader: &mut Reader<'_>) -> Option<Result<Done, Trouble>> {
    let source = if path == Path::new("-") { read_stdin(Vec::new(), reading) } else { Source::read(path, reading) };
    match source {
        Ok(source) => {
            let corrected = source.correct(reader, reading);
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
