//! Streams of any length, in bounded memory: read as they come, worked on by as many threads as the pool has, written in order.

use std::io::{Read, Write};
use std::ops::Range;

use rayon::prelude::*;

use crate::formats::{Lines, Problem};
use crate::layout::Layout;
use crate::pipeline::{Pipeline, Reader, WHOLE, WINDOW, window_end};

/// Bytes that are read before they are worked on, for each thread.
const BLOCK: usize = 1 << 18;

/// The byte-order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The stream came to an end too early.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// It can't be read on.
    #[error("standard input can't be read: {0}")]
    Read(#[source] std::io::Error),
    /// Nothing more can be written.
    #[error("standard output: {0}")]
    Write(#[source] std::io::Error),
}

/// What is said of a stream when it is done.
#[derive(Debug, Default)]
pub struct Streamed {
    /// The rules that did not come to rest somewhere.
    pub disagreeing: Vec<&'static str>,
    /// Was everything read as it should be?
    pub sound: bool,
}

/// Bytes of a stream that are read to tell whether it is long: a shorter text is one document, and is read whole.
pub const HEAD: u64 = WHOLE as u64 + 1;

/// Is the beginning of a stream UTF-8 text? Its byte-order mark may stand before it.
///
/// # Errors
/// Says what is wrong, and where.
pub fn begins_as_text(head: &[u8]) -> Result<(), Problem> {
    let (text, bad) = sound(head, false);
    let hint = "if it is another encoding, name it, as in --encoding windows-1252";
    bad.map_or(Ok(()), |why| Err(Problem::new(format!("{why} at offset {}; {hint}", text.len()))))
}

/// Corrects plain UTF-8 text of more than 256 KiB, whose beginning is `head`: the bytes that come out are those of
/// [`Pipeline::run`] on the whole. From the first byte that is no text on everything passes through as it is, and `trouble` is told.
///
/// # Errors
/// The system said no.
pub fn text(
    pipeline: &Pipeline,
    head: Vec<u8>,
    mut input: impl Read,
    mut output: impl Write,
    mut trouble: impl FnMut(&Problem),
) -> Result<Streamed, Broken> {
    let mut readers = readers(pipeline);
    let mut done = Streamed { sound: true, ..Streamed::default() };
    let mut block = Block { bytes: head, ended: false, passed: 0 };
    if block.bytes.starts_with(MARK) {
        output.write_all(MARK).map_err(Broken::Write)?;
        block.drop(MARK.len());
    }
    loop {
        block.fill(&mut input, BLOCK * readers.len())?;
        let (text, bad) = sound(&block.bytes, block.ended);
        let long = block.passed > MARK.len() || text.len() > WHOLE;
        let mut windows: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        // A window is cut as of the whole text only where enough of it is known.
        while at < text.len() && (text.len() - at > WINDOW || block.ended || bad.is_some()) {
            let end = window_end(text, at, long);
            windows.push(at..end);
            at = end;
        }
        let share = windows.len().div_ceil(readers.len()).max(1);
        let parts: Vec<(String, Vec<&'static str>)> = readers
            .par_iter_mut()
            .zip(windows.par_chunks(share))
            .map(|(reader, windows)| {
                let (mut out, mut disagreeing) = (String::with_capacity(share * WINDOW), Vec::new());
                for window in windows {
                    let outcome = reader.window(&text[window.clone()], Layout::default());
                    out.push_str(&outcome.text);
                    disagreeing.extend(outcome.disagreeing);
                }
                (out, disagreeing)
            })
            .collect();
        for (out, disagreeing) in parts {
            output.write_all(out.as_bytes()).map_err(Broken::Write)?;
            done.disagreeing.extend(disagreeing);
        }
        if let Some(why) = bad {
            let offset = block.passed + text.len();
            trouble(&Problem::new(format!("{why} at offset {offset}: from there on everything is passed through as it is")));
            done.sound = false;
            output.write_all(&block.bytes[text.len()..]).map_err(Broken::Write)?;
            pass(&mut input, &mut output)?;
            break;
        }
        block.drop(at);
        if block.ended {
            break;
        }
    }
    output.flush().map_err(Broken::Write)?;
    Ok(done)
}

/// Corrects JSON lines. A line that is no UTF-8 or no JSON passes through as it is, and `trouble` is told.
///
/// # Errors
/// The system said no.
pub fn lines(
    pipeline: &Pipeline,
    lines: &Lines,
    mut input: impl Read,
    mut output: impl Write,
    mut trouble: impl FnMut(&Problem),
) -> Result<Streamed, Broken> {
    let mut readers = readers(pipeline);
    let mut done = Streamed { sound: true, ..Streamed::default() };
    let mut block = Block { bytes: Vec::new(), ended: false, passed: 0 };
    let (mut number, mut any, mut first) = (0, false, Vec::new());
    loop {
        block.fill_lines(&mut input, BLOCK * readers.len())?;
        let whole = match block.ended {
            true => block.bytes.len(),
            false => memchr::memrchr(b'\n', &block.bytes).map_or(0, |i| i + 1),
        };
        let bytes = &block.bytes[..whole];
        if number == 0 {
            first = bytes[..whole.min(SAMPLE)].to_vec();
        }
        let mut rows: Vec<&[u8]> = rows(bytes).collect();
        if let Some(row) = rows.first_mut().filter(|row| number == 0 && row.starts_with(MARK)) {
            output.write_all(MARK).map_err(Broken::Write)?;
            *row = &row[MARK.len()..];
        }
        let parts: Vec<Part> = shares(&rows, readers.len())
            .into_par_iter()
            .zip(readers.par_iter_mut())
            .map(|(share, reader)| Part::of(lines, reader, &rows[share]))
            .collect();
        for part in parts {
            output.write_all(&part.out).map_err(Broken::Write)?;
            for (row, problem) in part.problems {
                trouble(&Problem { line: Some(number + row + 1), ..problem });
                done.sound = false;
            }
            any |= part.any;
            number += part.rows;
            done.disagreeing.extend(part.disagreeing);
        }
        block.drop(whole);
        if block.ended {
            break;
        }
    }
    output.flush().map_err(Broken::Write)?;
    if !any && !first.trim_ascii().is_empty() {
        trouble(&lines.missing(&String::from_utf8_lossy(&first)));
        done.sound = false;
    }
    Ok(done)
}

/// Bytes of a stream that are kept to say which fields it has.
const SAMPLE: usize = 1 << 16;

/// What comes of some lines.
#[derive(Default)]
struct Part {
    out: Vec<u8>,
    rows: usize,
    any: bool,
    problems: Vec<(usize, Problem)>,
    disagreeing: Vec<&'static str>,
}

impl Part {
    fn of(lines: &Lines, reader: &mut Reader<'_>, rows: &[&[u8]]) -> Part {
        let size: usize = rows.iter().map(|row| row.len()).sum();
        let mut part = Part { out: Vec::with_capacity(size + size / 64), rows: rows.len(), ..Part::default() };
        for (number, row) in rows.iter().enumerate() {
            let line = std::str::from_utf8(row)
                .map_err(|e| Problem::new(format!("it is no UTF-8 (byte {} of the line)", e.valid_up_to() + 1)));
            match line.and_then(|line| Ok((line, lines.line(reader, line)?))) {
                Ok((line, done)) => {
                    part.out.extend_from_slice(done.repaired(line).as_ref().map_or(row, |text| text.as_bytes()));
                    part.any |= done.outcome.is_some();
                    part.disagreeing.extend(done.outcome.into_iter().flat_map(|o| o.disagreeing));
                }
                Err(problem) => {
                    part.out.extend_from_slice(row);
                    part.problems.push((number, problem));
                }
            }
        }
        part
    }
}

/// The lines, each with its end.
fn rows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let row = &rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1)];
        at += row.len();
        Some(row)
    })
}

/// The rows parted into `count` runs of about as many bytes.
fn shares(rows: &[&[u8]], count: usize) -> Vec<Range<usize>> {
    let total: usize = rows.iter().map(|row| row.len()).sum();
    let mut shares = Vec::with_capacity(count);
    let (mut from, mut size) = (0, 0);
    for (i, row) in rows.iter().enumerate() {
        size += row.len();
        if size * count >= total * (shares.len() + 1) {
            shares.push(from..i + 1);
            from = i + 1;
        }
    }
    shares
}

fn readers(pipeline: &Pipeline) -> Vec<Reader<'_>> {
    (0..rayon::current_num_threads()).map(|_| pipeline.reader()).collect()
}

/// What was read and is not yet done with.
struct Block {
    bytes: Vec<u8>,
    ended: bool,
    /// Bytes of the stream before it.
    passed: usize,
}

impl Block {
    /// Reads on until there are `wanted` bytes, or to the end.
    fn fill(&mut self, input: &mut impl Read, wanted: usize) -> Result<(), Broken> {
        let missing = wanted.saturating_sub(self.bytes.len());
        if missing > 0 && !self.ended {
            let read = input.take(missing as u64).read_to_end(&mut self.bytes).map_err(Broken::Read)?;
            self.ended = read < missing;
        }
        Ok(())
    }

    /// The same, and on until there is a whole line.
    fn fill_lines(&mut self, input: &mut impl Read, block: usize) -> Result<(), Broken> {
        let mut seen = 0;
        loop {
            self.fill(input, (self.bytes.len() / block + 1) * block)?;
            if self.ended || memchr::memchr(b'\n', &self.bytes[seen..]).is_some() {
                return Ok(());
            }
            seen = self.bytes.len();
        }
    }

    fn drop(&mut self, bytes: usize) {
        self.bytes.drain(..bytes);
        self.passed += bytes;
    }
}

/// The text up to the first byte that is none, and what is wrong there. A letter that is cut off goes on in the next block.
fn sound(bytes: &[u8], ended: bool) -> (&str, Option<&'static str>) {
    let (text, mut bad) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(e) => {
            let bad = (e.error_len().is_some() || ended).then_some("a byte that is not UTF-8 stands");
            (std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default(), bad)
        }
    };
    let end = memchr::memchr(0, text.as_bytes()).inspect(|_| bad = Some("a NUL byte stands")).unwrap_or(text.len());
    (&text[..end], bad)
}

fn pass(input: &mut impl Read, output: &mut impl Write) -> Result<(), Broken> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return output.flush().map_err(Broken::Write),
            Ok(n) => output.write_all(&buffer[..n]).map_err(Broken::Write)?,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Broken::Read(e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Field;

    #[test]
    fn a_stream_of_text_comes_out_as_the_whole_would() {
        let pipeline = Pipeline::new();
        let mut text_in = String::new();
        for i in 0..9000 {
            text_in.push_str(&format!(
                "Line {i} says the the plan , withthe end of Openai — “sure”.{}",
                if i % 7 == 0 { "\n\n" } else { "\n" }
            ));
        }
        let head = text_in.as_bytes()[..300_000].to_vec();
        let (mut out, mut troubles) = (Vec::new(), 0);
        text(&pipeline, head.clone(), &text_in.as_bytes()[300_000..], &mut out, |_| troubles += 1).unwrap();
        assert!(String::from_utf8(out).unwrap() == pipeline.run(&text_in).text && troubles == 0);
        let mut bad = text_in.clone().into_bytes();
        bad[400_000] = 0xFF;
        let mut out = Vec::new();
        let streamed = text(&pipeline, head, &bad[300_000..], &mut out, |p| {
            assert!(p.message.contains("offset 400000"), "{p}");
            troubles += 1;
        });
        assert!(!streamed.unwrap().sound && troubles == 1);
        assert!(out.ends_with(&bad[400_000..]), "nothing is lost");
    }

    #[test]
    fn a_bad_line_passes_through_and_is_said() {
        let rows = ["{\"text\":\"the the end\"}", "{\"text\":", "", "{\"text\":\"of\\u2019 the the\", \"n\": 1e999}", "\u{1}"];
        let input = [rows.join("\r\n").as_bytes(), b"\n\xFF\n{\"text\":\"so so \"}"].concat();
        let fields = [Field::named("text")];
        let (mut out, mut bad) = (Vec::new(), Vec::new());
        let streamed =
            lines(&Pipeline::new(), &Lines::new(&fields).unwrap(), &input[..], &mut out, |p| bad.push(p.line.unwrap())).unwrap();
        assert!(!streamed.sound);
        assert_eq!(bad, [2, 5, 6]);
        let out = String::from_utf8_lossy(&out).into_owned();
        assert!(
            out.starts_with("{\"text\":\"the end\"}\r\n{\"text\":\r\n\r\n{\"text\":\"of\\u2019 the\", \"n\": 1e999}\r\n\u{1}\n"),
            "{out}"
        );
    }
}
