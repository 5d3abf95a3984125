//! `doubled-word`: the same word twice in a row, with nothing but a space between.

use super::relative;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon::{self, Commonness};
use crate::passes::seams::grammar::{is_pronoun, is_small};
use crate::proposals::{Decision, Proposals};
use crate::survey::{Shape, Word};

const RULE: &str = "doubled-word";

/// Words that good English doubles: grammar (had had), calls and sounds, and emphasis.
const LEGITIMATE: &[&str] = &[
    "had", "that", "bye", "ha", "no", "yes", "very", "many", "so", "really", "much", "far", "long", "well", "there", "hear",
    "knock", "blah", "night", "chop", "tut", "choo", "hush", "never", "please", "now", "oh", "ho", "la", "na", "hey", "boo",
    "rah", "tick", "ding", "woof", "tsk", "aye", "goody", "pooh", "win", "go", "run", "come", "beep", "zoom", "yada", "quack",
    "wait", "more", "out", "up", "on", "old", "big", "little", "poor", "same", "half", "fifty", "really", "hip", "stop", "why",
    "look", "help", "cha", "yo", "ah", "uh", "mm", "hmm", "er", "um", "is", "who", "do", "in", "it", "bang", "click", "lots",
    "years", "miles", "deep", "her", "you", "over", "again", "hot", "dear", "okay", "ok", "bora", "pago", "duran", "talk",
    "order", "kill", "ya", "chi", "mama", "papa", "can", "dum",
];

/// Words that speakers double for weight.
const EMPHATIC: &[&str] =
    &["extremely", "super", "totally", "absolutely", "truly", "quite", "too", "just", "highly", "incredibly"];

/// Looks at each pair of equal neighbours.
pub(super) fn doubled_word(document: &Document<'_>, out: &mut Proposals) {
    let words = document.survey().words();
    let mut done = 0;
    for echo in document.survey().echoes() {
        let first = echo.word - echo.distance;
        if echo.distance != 1 || first < done || !follows(document, words[first], words[echo.word]) {
            continue;
        }
        let run = 1 + (echo.word..words.len()).take_while(|&i| follows(document, words[i - 1], words[i])).count();
        let run_of = &words[first..first + run];
        out.decide(
            RULE,
            Span::new(words[first].span().start(), words[first + run - 1].span().end()),
            judge(document, first, run_of),
        );
        done = first + run;
    }
}

/// Is `next` the same word again, right behind `word` on the same line?
fn follows(document: &Document<'_>, word: Word, next: Word) -> bool {
    let (a, b) = (word.span(), next.span());
    if a.len() != b.len() || (word.form() != next.form() && !document.slice(a).eq_ignore_ascii_case(document.slice(b))) {
        return false;
    }
    let between = &document.text()[a.end()..b.start()];
    between.starts_with(' ') && between.trim_matches(' ').is_empty() && between.len() <= 2
}

/// What is decided about the equal words `run`, the first of which is word `index`.
fn judge(document: &Document<'_>, index: usize, run: &[Word]) -> Decision {
    let (first, last) = (run[0].span(), run[run.len() - 1].span());
    let word = document.slice(first);
    let form = document.survey().form(run[0]);
    let lower = word.to_lowercase();
    if !matches!(form.shape, Shape::Lower | Shape::Capitalised) || lower.chars().count() < 2 && lower != "a" {
        return Err("numbers, acronyms and single letters may stand twice");
    }
    if is_piece(document, first, last) {
        return Err("one of the two is part of something longer");
    }
    let span = Span::new(first.start(), last.end());
    if touches(document.shields(), span) || touches(document.protected(), span) {
        return Err("it is part of a known name, or of an address, a quoted form or code");
    }
    let usual = LEGITIMATE.contains(&lower.as_str());
    if usual && !(lower == "more" && run.len() == 2 && document.text()[..first.start()].ends_with("more and ")) {
        return Err("good English doubles this word");
    }
    if is_utterance(document, span) {
        return Err("somebody says nothing else: it is said twice");
    }
    let both_capital = run[1..].iter().all(|w| document.survey().form(*w).shape == Shape::Capitalised);
    if both_capital && form.shape == Shape::Capitalised {
        // Duran Duran, Wagga Wagga: doubled capitals are a name unless the word is one that no name doubles.
        let function = lexicon::class(word).commonness == Commonness::Core && lower.len() <= 4;
        return if function { Ok(edit(Tier::Suggest, span, word)) } else { Err("two equal capitalised words are a name") };
    }
    if form.shape == Shape::Lower && both_capital {
        return Err("the second begins a name or a sentence");
    }
    // “Whoosh whoosh.”: a sound, a call.
    let text = document.text();
    let small = is_small(&lower);
    let lead = text[..first.start()].trim_end_matches(['“', '"', '‘', ' ']);
    let opens = lead.is_empty() || lead.ends_with(['.', '!', '?', '…', '\n']);
    if !small && opens && text[last.end()..].starts_with(['.', '!', '?', '…', ',', '”', '"']) {
        return Err("a word said twice that is a sentence by itself is a sound or a call");
    }
    let emphatic = run.len() > 2 && !small || EMPHATIC.contains(&lower.as_str()) || !small && is_habit(document, run[0]);
    let known = lexicon::class(word).is_usual() && !emphatic;
    let repeated_elsewhere = form.count as usize > run.len() + 1 && !known;
    let edit = edit(if known && !repeated_elsewhere { Tier::Fix } else { Tier::Suggest }, span, word);
    Ok(match doubt(document, index, run, &lower).filter(|_| edit.tier() == Tier::Fix) {
        Some(why) => edit.lowered(why),
        None => edit,
    })
}

/// Why the words `run` may be right, or stand for two of which one is garbled.
fn doubt(document: &Document<'_>, index: usize, run: &[Word], lower: &str) -> Option<&'static str> {
    let text = document.text();
    let (before, after) = (&text[..run[0].span().start()], &text[run[run.len() - 1].span().end()..]);
    if run.len() == 2 && relative::may_end(document, index, false) {
        return Some("the first may end the relative clause before it, and the second be the verb of the sentence");
    }
    let lead = before.trim_end_matches(['“', '"', '‘', ' ']);
    let begins = lead.is_empty() || lead.ends_with(['.', '!', '?', '…', '\n', ':']);
    if begins && relative::is_auxiliary(lower) && !is_subject(document, index + run.len()) {
        return Some("a question begins so, and the second may stand for its subject");
    }
    let small = is_small(lower);
    // “"home home"”, also with lost spaces; not “"here" and and "there"”
    let (quoted, unquoted) = if small { (before, after) } else { (before.trim_end_matches(' '), after.trim_start_matches(' ')) };
    if quoted.ends_with(['“', '"', '‘', '\'', '«', '„']) && unquoted.starts_with(['”', '"', '’', '\'', '»', '“']) {
        return Some("nothing else is quoted");
    }
    (before.ends_with(", ") && after.starts_with(',') && !small).then_some("they are a whole item of a list")
}

/// Does a subject stand at word `index`?
fn is_subject(document: &Document<'_>, index: usize) -> bool {
    const BEGIN: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "there",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "some",
        "any",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "no",
        "such",
    ];
    document.survey().words().get(index).is_some_and(|&word| {
        let lower = document.word(word).to_lowercase();
        is_pronoun(&lower) || BEGIN.contains(&&*lower) || document.survey().form(word).shape != Shape::Lower
    })
}

/// Is the word doubled wherever the text has it, a term of its own (the well wall wall module)?
fn is_habit(document: &Document<'_>, word: Word) -> bool {
    let survey = document.survey();
    survey.form(word).count >= 6
        && survey.echoes().iter().filter(|e| e.distance == 1 && survey.words()[e.word].form() == word.form()).count() >= 3
}

/// Is it all that is said in its line, but for the speaker's name and a mark: `Anna: coming coming`?
fn is_utterance(document: &Document<'_>, span: Span) -> bool {
    let Some(line) = document.survey().paragraph_at(span.start()) else { return false };
    let (before, after) = (&document.text()[line.start()..span.start()], &document.text()[span.end()..line.end()]);
    (before.is_empty() || before.ends_with([':', '>', ']', ' ']) && before.trim_end().ends_with([':', '>', ']']))
        && after.chars().all(|c| c.is_ascii_punctuation())
}

/// Part of a longer thing: joined by a hyphen or apostrophe, or the first word behind an odd mark.
fn is_piece(document: &Document<'_>, first: Span, last: Span) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| "-'’–/_&@#".contains(c));
    joins(document.before(first.start())) || joins(document.after(last.end()))
}

fn edit(tier: Tier, span: Span, word: &str) -> Edit {
    Edit::new(tier, span, word, RULE, Reason::new(format!("“{word}” stands twice in a row")))
}
