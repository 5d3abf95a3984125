//! JSON: the strings of the fields that are named. The rest of the file is passed over, not taken apart.

use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::Wanted;
use super::prose::{Builder, Prose};
use super::writing::Writing;
use super::{Field, Format, Problem};

/// Where the strings wanted stand in `text`, quotation marks included, each with the number of its record.
///
/// # Errors
/// `text` is not one JSON value.
pub(super) fn find(text: &str, wanted: &Wanted) -> Result<Vec<(usize, Range<usize>)>, Problem> {
    let mut finder = Finder { whole: text, record: 0, found: Vec::new() };
    finder.value(text, wanted).map_err(|e| problem(text, text, &e))?;
    Ok(finder.found)
}

/// The parts of one document: its strings, a paragraph each at least.
pub(super) fn prose(text: &str, strings: &[Range<usize>], ascii: bool) -> Option<Prose> {
    let mut builder = Builder::new(text, Writing::Json { ascii });
    builder.expect(strings.iter().map(Range::len).sum());
    for string in strings {
        builder.broken();
        decode(text, string.start + 1..string.end - 1, &mut builder);
    }
    builder.finish()
}

/// Does the file write all beyond ASCII as escapes?
pub(super) fn is_ascii(text: &str) -> bool {
    let beyond = |at: usize| text.get(at + 2..at + 6).is_some_and(|d| u32::from_str_radix(d, 16).is_ok_and(|c| c > 0x7f));
    text.is_ascii() && memchr::memmem::find_iter(text.as_bytes(), "\\u").any(beyond)
}

fn problem(whole: &str, part: &str, error: &serde_json::Error) -> Problem {
    let base = part.as_ptr() as usize - whole.as_ptr() as usize;
    let before = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = base + before + error.column().saturating_sub(1);
    let said = error.to_string();
    let what = said.rfind(" at line ").map_or(said.as_str(), |i| &said[..i]);
    Problem::at(whole, at.min(whole.len()), format!("it is no JSON: {what}"))
}

struct Finder<'t> {
    whole: &'t str,
    record: usize,
    found: Vec<(usize, Range<usize>)>,
}

impl<'t> Finder<'t> {
    /// Looks through `text`, one value.
    fn value(&mut self, text: &'t str, wanted: &Wanted) -> Result<(), serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(text);
        match text.trim_start_matches([' ', '\t', '\r', '\n']).as_bytes().first() {
            Some(b'"') if wanted.here => {
                let raw: &'t RawValue = serde::Deserialize::deserialize(&mut reader)?;
                self.inside(raw, wanted)?;
            }
            Some(b'{') if !wanted.keys.is_empty() => reader.deserialize_map(Level { finder: self, wanted })?,
            Some(b'[') if wanted.each.is_some() => reader.deserialize_seq(Level { finder: self, wanted })?,
            _ => {
                reader.deserialize_ignored_any(IgnoredAny)?;
            }
        }
        reader.end()
    }

    /// Looks through a value that was read to its end, so that nothing can be wrong with it.
    fn inside(&mut self, raw: &'t RawValue, wanted: &Wanted) -> Result<(), serde_json::Error> {
        match raw.get().as_bytes().first() {
            Some(b'"') if wanted.here => {
                let start = raw.get().as_ptr() as usize - self.whole.as_ptr() as usize;
                self.found.push((self.record, start..start + raw.get().len()));
                Ok(())
            }
            Some(b'{' | b'[') => self.value(raw.get(), wanted),
            _ => Ok(()),
        }
    }
}

struct Level<'a, 't> {
    finder: &'a mut Finder<'t>,
    wanted: &'a Wanted,
}

impl<'t> Visitor<'t> for Level<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(next) = map.next_key_seed(Key(self.wanted))? {
            match next {
                Some(wanted) => {
                    let raw: &'t RawValue = map.next_value()?;
                    self.finder.inside(raw, wanted).map_err(serde::de::Error::custom)?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'t>>(self, mut seq: S) -> Result<(), S::Error> {
        while let Some(raw) = seq.next_element::<&'t RawValue>()? {
            if self.wanted.records {
                self.finder.record += 1;
            }
            if let Some(each) = &self.wanted.each {
                self.finder.inside(raw, each).map_err(serde::de::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// Which of the fields a key is.
struct Key<'a>(&'a Wanted);

impl<'a, 't> DeserializeSeed<'t> for Key<'a> {
    type Value = Option<&'a Wanted>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Option<&'a Wanted>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.keys.iter().find(|(k, _)| k == key).map(|(_, wanted)| wanted))
    }
}

/// What a string of the file says. Its escapes are known to be well formed, but halves of a pair may stand alone.
fn decode(text: &str, range: Range<usize>, out: &mut Builder<'_>) {
    let bytes = text.as_bytes();
    let mut at = range.start;
    while let Some(i) = memchr::memchr(b'\\', &bytes[at..range.end]) {
        out.verbatim(at..at + i);
        at += i;
        let unit = |at: usize| {
            let digits = text.get(at..at + 6).filter(|d| d.starts_with("\\u"))?;
            u16::from_str_radix(&digits[2..], 16).ok()
        };
        let (meaning, len) = match bytes.get(at + 1) {
            Some(b'n') => (Some('\n'), 2),
            Some(b't') => (Some('\t'), 2),
            Some(b'r') => (Some('\r'), 2),
            Some(b'b') => (Some('\u{8}'), 2),
            Some(b'f') => (Some('\u{c}'), 2),
            Some(b'u') => {
                let first = unit(at).unwrap_or(0xFFFD);
                let pair = (0xD800..0xDC00).contains(&first).then(|| unit(at + 6)).flatten();
                match char::decode_utf16([first].into_iter().chain(pair)).next() {
                    Some(Ok(c)) => (Some(c), 6 * c.len_utf16()),
                    _ => (None, 6),
                }
            }
            Some(&other) => (Some(char::from(other)), 2),
            None => (None, 1),
        };
        let end = (at + len).min(range.end);
        match meaning {
            Some(c) => out.decoded(c.encode_utf8(&mut [0; 4]), at..end),
            None => out.fixed("\u{FFFD}", at..end),
        }
        at = end;
    }
    out.verbatim(at..range.end);
}

/// The prose of the strings found, one for each record.
pub(super) fn records(text: &str, found: &[(usize, Range<usize>)]) -> Vec<Prose> {
    let ascii = is_ascii(text);
    let strings = |record: &[(usize, Range<usize>)]| -> Vec<Range<usize>> { record.iter().map(|(_, s)| s.clone()).collect() };
    found.chunk_by(|a, b| a.0 == b.0).filter_map(|record| prose(text, &strings(record), ascii)).collect()
}

/// No field is named: which could be.
pub(super) fn unnamed(text: &str, format: Format) -> Problem {
    Problem::new(format!(
        "of {} only fields that are named are read, as in --field text; {}",
        format.name(),
        candidates(text, format)
    ))
}

/// None of the fields is there.
pub(super) fn missing(text: &str, format: Format, fields: &[Field]) -> Problem {
    let names: Vec<&str> = fields.iter().map(Field::name).collect();
    Problem::new(format!("it has no text in the field {}; {}", names.join(" or "), candidates(text, format)))
}

/// Records that are looked at for fields of prose.
const SAMPLE: usize = 100;

/// The fields whose text looks like prose, the longest first, in words.
fn candidates(text: &str, format: Format) -> String {
    let values: Vec<serde_json::Value> = if format == Format::Jsonl {
        text.lines().take(SAMPLE).filter_map(|line| serde_json::from_str(line).ok()).collect()
    } else {
        serde_json::from_str(text).into_iter().collect()
    };
    let mut lengths: Vec<(String, usize)> = Vec::new();
    values.iter().for_each(|value| weigh(value, &mut String::new(), &mut lengths));
    lengths.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let names: Vec<&str> = lengths.iter().take(5).map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        "it has none that looks like prose".to_owned()
    } else {
        format!("prose seems to be in {}", names.join(", "))
    }
}

/// Adds the words of each string to those of its field.
fn weigh(value: &serde_json::Value, path: &mut String, lengths: &mut Vec<(String, usize)>) {
    let before = path.len();
    match value {
        serde_json::Value::String(s) => {
            let words = s.split_whitespace().count();
            if words >= 4 && !path.is_empty() {
                match lengths.iter_mut().find(|(name, _)| name == path) {
                    Some((_, sum)) => *sum += words,
                    None => lengths.push((path.clone(), words)),
                }
            }
        }
        serde_json::Value::Array(values) => {
            path.push_str("[]");
            values.iter().take(SAMPLE).for_each(|v| weigh(v, path, lengths));
        }
        serde_json::Value::Object(map) => {
            for (key, v) in map {
                if key.is_empty() || key.contains(['.', '[', '"']) {
                    path.push_str(&format!("[\"{key}\"]"));
                } else {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                weigh(v, path, lengths);
                path.truncate(before);
            }
        }
        _ => {}
    }
    path.truncate(before);
}

/// Is the text one JSON value, or of JSON lines a value each?
///
/// # Errors
/// Says where it is none.
pub(super) fn check(old: &str, new: &str, format: Format) -> Result<(), Problem> {
    let parse = |json: &str| serde_json::from_str::<IgnoredAny>(json).map(drop);
    let problem = |line: usize, error: serde_json::Error| Problem {
        line: Some(line),
        message: format!("it would no longer be JSON: {error}"),
    };
    if format == Format::Json {
        return parse(new).map_err(|e| problem(e.line(), e));
    }
    // A line that was none before is left as it is, and may stay so.
    let mut before = old.lines();
    let mut lines = new.lines().zip(1..).map(|(line, number)| (line, before.next(), number));
    lines.try_for_each(|(line, before, number)| match parse(line) {
        Err(e) if before != Some(line) && !line.trim().is_empty() => Err(problem(number, e)),
        _ => Ok(()),
    })
}
