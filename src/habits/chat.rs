//! Is a document people's chat, where small letters and dropped apostrophes are the way it is written?

use crate::document::Document;
use crate::edit::Span;

/// What only people who chat write.
const CHAT: &[&str] = &[
    "lol", "lmao", "omg", "brb", "omw", "pls", "plz", "thx", "hahaha", "haha", "u", "ur", "idk", "imo", "imho", "btw", "wtf",
    "gr8", "riiight", "hmm", "yep", "nope", "ohhh", "dunno", "gotta", "wanna", "ya", "ok",
];

/// How many of these words, or of lines that begin small behind their speaker, make a chat.
const ENOUGH: usize = 3;

/// How far into a line its speaker may reach, in bytes.
const SPEAKER: usize = 40;

/// What shows that the document is a chat, if it is.
pub(super) fn chat(document: &Document<'_>) -> Option<Span> {
    let survey = document.survey();
    let mut words = CHAT.iter().filter_map(|w| survey.find(w)).map(|f| f.first);
    let first = words.next();
    if first.is_some() && words.count() + 1 >= ENOUGH {
        return first;
    }
    let lines = survey.paragraphs();
    let small = lines.iter().filter(|line| {
        let line = document.slice(**line);
        let speaker = &line.as_bytes()[..line.len().min(SPEAKER)];
        let said = memchr::memchr3_iter(b':', b'>', b']', speaker).find(|at| speaker.get(at + 1) == Some(&b' '));
        said.is_some_and(|at| line[at + 2..].starts_with(char::is_lowercase))
    });
    let mut small = small.copied();
    let first = small.next()?;
    let count = small.count() + 1;
    (count >= ENOUGH && count * 4 >= lines.len()).then_some(first)
}
