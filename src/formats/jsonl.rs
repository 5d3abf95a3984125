//! JSON lines: a document a line, each read by itself. A line that is no JSON is left as it is, and said.

use rayon::prelude::*;

use super::field::{Field, Wanted};
use super::{Corrected, Format, GROUP, Problem, joined, json, written};
use crate::outcome::Outcome;
use crate::pipeline::{Pipeline, Reader};

/// What is read of each line.
#[derive(Debug)]
pub struct Lines {
    fields: Vec<Field>,
    wanted: Wanted,
}

/// What comes of a line.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// In places of the line; without its text. `None`: it has none of the fields.
    pub(crate) outcome: Option<Outcome>,
}

impl Line {
    /// The line with what is certain repaired; `None`: it stays as it is.
    pub(crate) fn repaired(&self, line: &str) -> Option<String> {
        let changes = &self.outcome.as_ref()?.changes;
        (!changes.is_empty()).then(|| written(line, changes))
    }
}

impl Lines {
    /// Of each line the text of these fields is read.
    ///
    /// # Errors
    /// A field is no path.
    pub fn new(fields: &[Field]) -> Result<Lines, Problem> {
        fields.iter().try_for_each(Field::check)?;
        Ok(Lines { fields: fields.to_vec(), wanted: Wanted::of(fields, false) })
    }

    /// Reads one line; with or without the line end.
    ///
    /// # Errors
    /// It is no JSON. The problem has no line number.
    pub(crate) fn line(&self, reader: &mut Reader<'_>, line: &str) -> Result<Line, Problem> {
        if line.trim_ascii().is_empty() {
            return Ok(Line::default());
        }
        let found = json::find(line, &self.wanted).map_err(|p| Problem { line: None, ..p })?;
        let strings: Vec<_> = found.into_iter().map(|(_, string)| string).collect();
        if strings.is_empty() {
            return Ok(Line::default());
        }
        let outcome = json::prose(line, &strings, json::is_ascii(line))
            .map(|prose| prose.lift(line, reader.run(prose.text(), prose.layout())))
            .unwrap_or_default();
        Ok(Line { outcome: Some(outcome) })
    }

    /// No line had any of the fields.
    pub(crate) fn missing(&self, text: &str) -> Problem {
        json::missing(text, Format::Jsonl, &self.fields)
    }

    /// A whole file.
    pub(super) fn correct(&self, pipeline: &Pipeline, text: &str) -> Result<Corrected, Problem> {
        let mut at = 0;
        let lines: Vec<(usize, &str)> = text
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                (at - line.len(), line)
            })
            .collect();
        let done: Vec<Vec<Result<Line, Problem>>> = lines
            .par_chunks(GROUP)
            .map(|group| {
                let mut reader = pipeline.reader();
                group.iter().map(|(_, line)| self.line(&mut reader, line)).collect()
            })
            .collect();
        let (mut parts, mut problems) = (Vec::new(), Vec::new());
        let (mut any, mut blank) = (false, true);
        for (number, ((start, line), done)) in lines.iter().zip(done.into_iter().flatten()).enumerate() {
            blank &= line.trim_ascii().is_empty();
            match done {
                Ok(Line { outcome: Some(outcome) }) => {
                    any = true;
                    parts.push(outcome.shifted(*start));
                }
                Ok(Line { outcome: None }) => {}
                Err(problem) => problems.push(Problem { line: Some(number + 1), ..problem }),
            }
        }
        if !any && !blank {
            let missing = self.missing(text);
            if problems.is_empty() {
                return Err(missing);
            }
            problems.push(missing);
        }
        Ok(Corrected { outcome: joined(text, parts), problems })
    }
}
