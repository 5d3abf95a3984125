//! `stray-capital`: a capitalised common word, or a run of them, in the middle of a sentence, where a link began.

use super::DAMAGE;
use super::capitals::{INSIDE_NAMES, LEADING_ADJECTIVES, NAMING, is_capital};
use super::grammar::{demands, is_closed, is_verb_form, may_begin, tells};
use super::words::{BINDING, LEADING, is};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, overlapping, touches};
use crate::lexicon::{self, Commonness};
use crate::survey::{Shape, Word};

/// Rules whose repairs show that fragments of this text were translated by themselves and glued back.
const SEAMS: &[&str] = &["glued-words", "lost-comma", "glued-quote", "reversed-quote"];

/// Looks at each capitalised common word, and each run that begins with one, in the middle of a sentence.
pub(super) fn stray_capital(document: &Document<'_>, out: &mut Vec<Edit>) {
    let words = document.survey().words();
    let seams = document.was_repaired_by(SEAMS);
    let bytes = document.text().as_bytes();
    let mut settled = 1;
    let mut refused: Option<usize> = None;
    for index in document.survey().capitals() {
        // Nearly every capital begins a sentence or goes on with a name; this look settles the first.
        let start = words[index].span().start();
        if let [.., b'\n'] | [.., b'.' | b'!' | b'?' | b':', b' '] = bytes[..start] {
            continue;
        }
        if index < settled || !is_common_capital(document, words[index]) || lead(document, index, seams, seams).is_none() {
            continue;
        }
        let run = run_length(document, index, seams);
        let whole = refused.is_none_or(|last| last + 1 != index);
        let found = (run <= 6).then(|| judge(document, index, run, seams, whole)).flatten();
        refused = found.is_none().then_some(index);
        // Where the run as a whole is none, its end may be: “Red Devils Sealed a place”.
        settled = if found.is_some() { index + run } else { index + 1 };
        out.extend(found);
    }
}

/// A word that stands with a capital here and is a common word in lower case.
fn is_common_capital(document: &Document<'_>, word: Word) -> bool {
    let form = document.survey().form(word);
    form.shape == Shape::Capitalised
        && (form.class.is_usual() || (form.class.is_word() && !form.class.name))
        && word.span().len() > 1
        && !touches(document.shields(), word.span())
}

/// How many words from `index` belong together: common words with a capital; where the text has seams also the names between
/// them, words that no list knows, and a bracketed word.
fn run_length(document: &Document<'_>, index: usize, seams: bool) -> usize {
    let words = document.survey().words();
    let mut end = index + 1;
    while let Some(next) = words.get(end) {
        let form = document.survey().form(*next);
        let own = is_common_capital(document, *next) || (seams && is_compound(document.word(*next)));
        let name = seams && matches!(form.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed);
        if joined(document, end - 1, end, " ") && (own || name) {
            end += 1;
        } else if seams
            && form.shape == Shape::Lower
            && joined(document, end - 1, end, " (")
            && end + 1 < words.len()
            && joined(document, end, end + 1, ") ")
            && is_common_capital(document, words[end + 1])
        {
            end += 2;
        } else {
            break;
        }
    }
    // A longer name that the run only begins to cover stays whole.
    while end > index + 1
        && !is_common_capital(document, words[end - 1])
        && overlapping(document.shields(), words[end - 1].span()).any(|s| s.end() > words[end - 1].span().end())
    {
        end -= 1;
    }
    end - index
}

/// Is what stands between the two words exactly `mark`?
fn joined(document: &Document<'_>, a: usize, b: usize, mark: &str) -> bool {
    let words = document.survey().words();
    &document.text()[words[a].span().end()..words[b].span().start()] == mark
}

/// How a run stands in its sentence.
#[derive(PartialEq)]
enum Lead {
    /// Behind a lower-case word: its capital is odd.
    Plain,
    /// A form of a verb or a small word behind a name.
    Named,
    /// Behind a mark or number after which a capital may be right; odd only in a text with seams.
    Doubtful,
}

/// `bridged`: the run goes over names or brackets; `seams`: the text has been glued.
fn lead(document: &Document<'_>, index: usize, bridged: bool, seams: bool) -> Option<Lead> {
    let words = document.survey().words();
    let before = document.survey().form(words[index - 1]);
    let between = &document.text()[words[index - 1].span().end()..words[index].span().start()];
    let word = document.word(words[index - 1]);
    let lower = before.shape == Shape::Lower && before.class.is_word();
    match between {
        " " if lower => Some(Lead::Plain),
        ", " if lower => Some(Lead::Plain),
        " " if before.shape == Shape::Number || bridged => Some(Lead::Doubtful),
        // Behind a name only a verb or a small word is odd; behind the first word of a sentence, what the text has small too.
        " " if seams && before.shape != Shape::Lower && is_verb_or_small(document, index) => Some(Lead::Named),
        " " if seams && opens_sentence(document, index - 1) && lower_count(document, document.word(words[index])) > 0 => {
            Some(Lead::Doubtful)
        }
        " “" | " \"" if lower && is(BINDING, word) => Some(Lead::Doubtful),
        " – " | " — " if lower => Some(Lead::Doubtful),
        _ => None,
    }
}

/// `Beattie Described the move`, `Artists Like them`: what follows a name in its sentence, and no name has for a last word.
fn is_verb_or_small(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let (name, word) = (document.word(words[index - 1]), document.word(words[index]));
    let Some(next) = words.get(index + 1).filter(|_| joined(document, index, index + 1, " ")) else { return false };
    let onward = document.survey().form(*next).shape == Shape::Lower;
    let lower = word.to_lowercase();
    if lower == "said" {
        return onward && !lexicon::class(name).name;
    }
    // “Who Wants to Be”, “The Met takes”, “Nigerian Received a Medal”: titles and headlines.
    let title = lexicon::class(name).commonness == Commonness::Core && !lexicon::class(name).name
        || words[index + 1..].iter().take(7).any(|w| is_common_capital(document, *w) && !is(&["I", "The"], document.word(*w)));
    if lexicon::class(&lower).name || title {
        return false;
    }
    tells(&lower) && (onward || is_closed(&lower) || is_closed(&document.word(*next).to_lowercase()))
}

/// Does the text have the word in small letters, and with a capital only once?
fn is_once(document: &Document<'_>, word: &str) -> bool {
    lower_count(document, word) > 0 && document.survey().find(word).is_some_and(|f| f.count == 1)
}

/// Is the word before `index` a small one that begins its sentence?
fn opens_sentence(document: &Document<'_>, index: usize) -> bool {
    let word = document.survey().words()[index];
    sentence_start(document.text(), word.span())
        && is(&["The", "This", "Its", "His", "Her", "Their", "In", "For", "A", "An", "Our", "These"], document.word(word))
}

/// Does the run go on from a name across small words: “Ministry of Health”, “Fox and Seven”, “Beacon’s Beach”?
fn continues_name(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let text = document.text();
    let mut at = index - 1;
    if matches!(document.word(words[at]), "s" | "t" | "re" | "ve" | "ll")
        && text[..words[at].span().start()].ends_with(['’', '\''])
    {
        // the country’s Future, not Beacon’s Beach
        return at == 0 || document.survey().form(words[at - 1]).shape != Shape::Lower;
    }
    for _ in 0..3 {
        if !is(INSIDE_NAMES, document.word(words[at])) || at == 0 || !joined(document, at - 1, at, " ") {
            break;
        }
        at -= 1;
    }
    let before = words[at];
    at + 1 < index
        && document.survey().form(before).shape != Shape::Lower
        && document.survey().form(before).shape != Shape::Number
        && !sentence_start(text, before.span())
}

/// Does a name go on behind the run, across a small word: “Immigration and Customs Enforcement”?
fn goes_on_as_name(document: &Document<'_>, next: usize) -> bool {
    let words = document.survey().words();
    let Some([small, word]) = words.get(next..next + 2) else { return false };
    is(&["of", "and", "for"], document.word(*small))
        && joined(document, next - 1, next, " ")
        && joined(document, next, next + 1, " ")
        && document.survey().form(*word).shape != Shape::Lower
}

fn sentence_start(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches([' ', '"', '“']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':'])
}

/// `whole`: it is no end of a longer run that was refused.
fn judge(document: &Document<'_>, index: usize, run: usize, seams: bool, whole: bool) -> Option<Edit> {
    let words = document.survey().words();
    let (first, last) = (words[index].span(), words[index + run - 1].span());
    let span = Span::new(first.start(), last.end());
    let text = document.text();
    let scene = crate::dictionary::scene::Scene { text, survey: document.survey() };
    let bridged = text[span.range()].contains('(');
    let lead = lead(document, index, bridged, seams)?;
    let names_on = lead != Lead::Named && continues_name(document, index) && !bridged;
    if names_on || (lead == Lead::Doubtful && !seams) {
        return None;
    }
    let next = words.get(index + run).filter(|w| text[last.end()..w.span().start()].chars().all(|c| c == ' ' || c == '-'));
    let next_shape = next.map(|w| document.survey().form(*w).shape);
    let part_of_name =
        matches!(next_shape, Some(Shape::Capitalised | Shape::Upper | Shape::Mixed | Shape::Alphanumeric | Shape::Number));
    let hyphen = text[..first.start()].ends_with('-') || text[last.end()..].starts_with(['-', '’', '\'']);
    // “No.1”, “Vol.2”
    let number = text.as_bytes()[last.end()..].starts_with(b".")
        && text.as_bytes().get(last.end() + 1).is_some_and(u8::is_ascii_alphanumeric);
    if part_of_name && !bridged || hyphen || number {
        return None;
    }
    let own: Vec<&str> =
        (index..index + run).filter(|&i| is_common_capital(document, words[i])).map(|i| document.word(words[i])).collect();
    let certain = run == 1 && (is_certain(own[0]) || is_closed(&own[0].to_lowercase()));
    // “New England”, against “New rules”
    let names_follow = run > 1
        && !is_common_capital(document, words[index + 1])
        && document.survey().form(words[index + 1]).shape == Shape::Capitalised;
    let listed = own
        .iter()
        .any(|w| is_capital(w) || lexicon::class(w).mixed || LEADING_ADJECTIVES.contains(w) && (!seams || names_follow));
    let core = |w: &str| seams && lexicon::class(w).commonness == Commonness::Core;
    let listed_name = own.iter().any(|w| lexicon::class(w).name && lower_count(document, w) == 0 && !core(w)) && !certain;
    // A capitalised form that comes back, and never in lower case, is a habit of the text: a role, a defined term.
    let habit = own.iter().any(|w| document.survey().find(w).is_some_and(|f| f.count > 1) && lower_count(document, w) == 0);
    let before = document.word(words[index - 1]);
    let named = is(NAMING, before) && joined(document, index - 1, index, " ") || own[0] == "The" && run > 1;
    // “the Ducks”, “the Guardian”: what a capital does behind the article, unless the word is a plain one here.
    let of_article =
        is(&["the", "a", "an", "of"], before) && own.iter().all(|w| lower_count(document, w) == 0) && !certain && !seams;
    // “to Bolster their attacks”, “to Fund essential help”
    let infinitive = seams && before == "to" && lead == Lead::Plain && next_shape == Some(Shape::Lower) && {
        let verb = own[0].to_lowercase();
        run == 1 && is_verb_form(&verb)
    };
    let (listed, listed_name) = (listed && !infinitive, listed_name && !infinitive);
    if listed || listed_name || habit || named || of_article {
        return None;
    }
    if scene.in_title_case(span) {
        return None;
    }
    let mut lower = String::new();
    let mut at = span.start();
    for word in &words[index..index + run] {
        lower.push_str(&text[at..word.span().start()]);
        let plain = is_common_capital(document, *word)
            || (!touches(document.shields(), word.span()) && is_compound(document.word(*word)));
        if plain {
            lower.push_str(&document.word(*word).to_lowercase())
        } else {
            lower.push_str(document.word(*word))
        }
        at = word.span().end();
    }
    let listed_after_comma = text[..first.start()].ends_with(", ");
    let onward = next_shape == Some(Shape::Lower);
    let plain = lead == Lead::Plain && !listed_after_comma;
    let damaged = own.len() == run && !goes_on_as_name(document, index + run) && document.was_repaired_by(DAMAGE);
    let decided = damaged && {
        let run: Vec<String> = own.iter().map(|w| w.to_lowercase()).collect();
        // The text has the word in small letters, and with a capital only here; or its place has none for a name.
        let plural = before == "the" && own[0].ends_with('s');
        let titled = is(&["the", "a", "an"], before) && next.is_some_and(|w| is(&["of", "on", "for"], document.word(*w)));
        let compound = words[..index].iter().rev().take(2).any(|w| is_raised_compound(text, *w));
        !titled && !compound && (own.len() == 1 && !plural && is_once(document, own[0]) || demands(before, &run, onward))
    };
    let opens = own.len() == run && may_begin(before, &own[0].to_lowercase());
    let tier = if whole && plain && !opens && (certain && onward || decided) { Tier::Fix } else { Tier::Suggest };
    let what = if run == 1 { "a common word" } else { "a run of common words" };
    let reason = Reason::new(format!(
        "“{}” is {what} with a capital in the middle of a sentence, as at the start of a link",
        &text[span.range()]
    ));
    Some(Edit::new(tier, span, lower, "stray-capital", reason))
}

/// Does `word` end a compound that begins with a capital, as in a title: `Century-long Struggle`?
fn is_raised_compound(text: &str, word: Word) -> bool {
    let before = &text[..word.span().start()];
    before.ends_with('-') && before.rsplit(char::is_whitespace).next().is_some_and(|part| part.starts_with(char::is_uppercase))
}

/// A word that no list has, made of two common ones (datacenter).
fn is_compound(word: &str) -> bool {
    let lower = word.to_lowercase();
    !lexicon::class(word).is_known()
        && lower.is_ascii()
        && (3..lower.len().saturating_sub(2))
            .any(|at| [&lower[..at], &lower[at..]].iter().all(|p| lexicon::class(p).commonness >= Commonness::Common))
}

/// How often the word stands in lower case in this text.
fn lower_count(document: &Document<'_>, word: &str) -> u32 {
    document.survey().find(&word.to_lowercase()).map_or(0, |f| f.count)
}

/// Function words and forms of verbs: no name is made of one of them alone.
fn is_certain(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "used", "based", "said", "told", "called", "made", "given", "taken", "seen", "known", "held", "sent", "found", "added",
        "became",
    ];
    const NEVER: &[&str] = &[
        "will", "the", "a", "an", "our", "your", "this", "that", "who", "when", "then", "what", "via", "did", "does", "through",
        "could", "where", "us", "it",
    ];
    let lower = word.to_lowercase();
    (is(LEADING, &lower) || is(BINDING, &lower) || is(VERBS, &lower)) && !is(NEVER, &lower) && lower.len() >= 3
}
