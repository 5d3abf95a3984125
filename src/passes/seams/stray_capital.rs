//! `stray-capital`: a capitalised common word, or a run of them, in the middle of a sentence, where a link began.

use super::DAMAGE;
use super::capitals::{LEADING_ADJECTIVES, NAMING, is_capital};
use super::certain::{Narrow, VERBS, is_certain};
use super::edge;
use super::grammar::{demands, is_led, is_small, may_begin};
use super::linked;
use super::meant::meant;
use super::run::{
    Lead, continues_name, ends_as_name, goes_on_as_name, is_common_capital, is_compound, is_habit, joined, lead, lower_count,
    run_length,
};
use super::verbs::{is_participle, is_verb_form};
use super::words::is;
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon::{Commonness, WordClass};
use crate::proposals::{Decision, Proposals};
use crate::survey::{Shape, Word};

/// Rules whose repairs show that fragments of this text were translated by themselves and glued back.
const SEAMS: &[&str] = &["glued-words", "lost-comma", "glued-quote"];

/// What stands beside reversed quotes where links were translated by themselves; by themselves they may be a system's way with quotes.
const BESIDE_REVERSED: &[&str] = &["doubled-word", "foreign-quote", "missing-space-after-mark"];

const RULE: &str = "stray-capital";

/// Longer runs are titles.
pub(super) const LONGEST: usize = 6;

/// Looks at each capitalised common word, and each run that begins with one, in the middle of a sentence.
pub(super) fn stray_capital(document: &Document<'_>, out: &mut Proposals) {
    let words = document.survey().words();
    let seams = document.was_repaired_by(SEAMS)
        || document.was_repaired_by(&["reversed-quote"]) && document.was_repaired_by(BESIDE_REVERSED);
    let linked = seams || document.was_repaired_by(&["stray-capital"]);
    let bytes = document.text().as_bytes();
    // Where capitals are looked at one by one, and only fixes are wanted, what can be none need not be looked at.
    let narrow = (!seams && !out.wants_suggestions()).then(|| Narrow::of(document));
    let mut settled = 1;
    let mut refused: Option<usize> = None;
    for index in document.survey().capitals() {
        if index < settled || narrow.as_ref().is_some_and(|narrow| !narrow.may_be_fixed(index)) {
            continue;
        }
        // Nearly every capital begins a sentence or goes on with a name; this look settles the first.
        let start = words[index].span().start();
        if let [.., b'\n'] | [.., b'.' | b'!' | b'?' | b':', b' '] = bytes[..start] {
            continue;
        }
        // Where links are sound nothing is odd behind another capital.
        if !linked && bytes[words[index - 1].span().start()].is_ascii_uppercase() {
            continue;
        }
        if !is_common_capital(document, words[index]) {
            continue;
        }
        let mut run = 1;
        let mut found = None;
        let led = lead(document, index, seams, seams).is_some();
        // No run is judged odd that has a word which English writes so, and why is nobody's question here.
        if led && !linked && !out.explains() && is_capital(document.word(words[index])) {
            refused = Some(index);
            continue;
        }
        if led {
            run = run_length(document, index, seams);
            let whole = refused.is_none_or(|last| last + 1 != index);
            let judged = if run <= LONGEST { judge(document, index, run, seams, whole) } else { Err("so long a run is a title") };
            refused = judged.is_err().then_some(index);
            found = Some(judged);
        }
        if linked
            && narrow.is_none()
            && !matches!(found, Some(Ok(_)))
            && let Some(length) = linked::stray(document, index)
        {
            run = length;
            found = Some(Ok(suggestion(document, index, run)));
        }
        // Where the run as a whole is none, its end may be: “Red Devils Sealed a place”.
        settled = if matches!(found, Some(Ok(_))) { index + run } else { index + 1 };
        if let Some(found) = found {
            out.decide(RULE, Span::new(start, words[index + run - 1].span().end()), found);
        }
    }
}

/// A run that only the capitals around it in this text make doubtful.
fn suggestion(document: &Document<'_>, index: usize, run: usize) -> Edit {
    let words = &document.survey().words()[index..index + run];
    let span = Span::new(words[0].span().start(), words[run - 1].span().end());
    let found = document.slice(span);
    let why = format!(
        "“{found}” is common English with a capital in the middle of a sentence, in a text whose links were translated by themselves"
    );
    Edit::suggest(span, found.to_lowercase(), "stray-capital", Reason::new(why))
}

/// Does the text have the word in small letters, and with a capital only once?
fn is_once(document: &Document<'_>, word: &str) -> bool {
    lower_count(document, word) > 0 && document.survey().find(word).is_some_and(|f| f.count == 1)
}

/// `whole`: it is no end of a longer run that was refused.
fn judge(document: &Document<'_>, index: usize, run: usize, seams: bool, whole: bool) -> Decision {
    let words = document.survey().words();
    let (first, last) = (words[index].span(), words[index + run - 1].span());
    let span = Span::new(first.start(), last.end());
    let text = document.text();
    let scene = crate::dictionary::scene::Scene { text, survey: document.survey() };
    let bridged = text[span.range()].contains('(');
    let lead = lead(document, index, bridged, seams).ok_or("a sentence, a title or a line may begin here")?;
    let names_on = lead != Lead::Named && !bridged && continues_name(document, index);
    if names_on {
        return Err("it goes on with a name that began before it");
    }
    if lead == Lead::Doubtful && !seams {
        return Err("a name or a quotation may begin here, and the text shows no seams");
    }
    let next = words.get(index + run).filter(|w| text[last.end()..w.span().start()].chars().all(|c| c == ' ' || c == '-'));
    let next_shape = next.map(|w| document.survey().form(*w).shape);
    let part_of_name =
        matches!(next_shape, Some(Shape::Capitalised | Shape::Upper | Shape::Mixed | Shape::Alphanumeric | Shape::Number));
    let hyphen = text[..first.start()].ends_with('-') || text[last.end()..].starts_with(['-', '’', '\'']);
    // “No.1”, “Arts. 3”
    let behind = text[last.end()..].strip_prefix('.').unwrap_or("");
    let number = behind.starts_with(|c: char| c.is_ascii_alphanumeric())
        || behind.strip_prefix(' ').is_some_and(|b| b.starts_with(|c: char| c.is_ascii_digit()));
    if part_of_name && !bridged || hyphen || number {
        return Err("it is part of a longer name, title or compound");
    }
    let (mut common, mut classes) = ([""; LONGEST], [WordClass::UNKNOWN; LONGEST]);
    let mut count = 0;
    for word in words[index..index + run].iter().filter(|w| is_common_capital(document, **w)) {
        (common[count], classes[count]) = (document.word(*word), document.survey().form(*word).class);
        count += 1;
    }
    let (own, classes) = (&common[..count], &classes[..count]);
    let before = document.word(words[index - 1]);
    // “to Bolster their attacks”, “to Fund essential help”
    let infinitive = seams
        && run == 1
        && before == "to"
        && lead == Lead::Plain
        && next_shape == Some(Shape::Lower)
        && is_verb_form(&own[0].to_lowercase());
    // “New England”, against “New rules”
    let names_follow = run > 1
        && !is_common_capital(document, words[index + 1])
        && document.survey().form(words[index + 1]).shape == Shape::Capitalised;
    let leading = |w: &str| is(LEADING_ADJECTIVES, w) && (!seams || names_follow);
    if !infinitive && (classes.iter().any(|c| c.mixed) || own.iter().any(|w| is_capital(w) || leading(w))) {
        return Err("English writes the word with a capital as part of names, titles and offices");
    }
    let certain = run == 1 && is_certain(own[0]);
    let never_small = |w: &&str| lower_count(document, w) == 0;
    let name = |class: &WordClass| class.name && !(seams && class.commonness == Commonness::Core);
    if !infinitive && !certain && own.iter().zip(classes).any(|(w, class)| name(class) && never_small(w)) {
        return Err("the word is a name too");
    }
    // A capitalised form that comes back, and never in lower case, is a habit of the text: a role, a defined term.
    let comes_back = |w: &&str| document.survey().find(w).is_some_and(|f| f.count > 1) && never_small(w);
    if own.iter().any(comes_back) || is_habit(document, index, run) {
        return Err("the text writes the word so again, and hardly ever small: a role, a work or a term of its own");
    }
    if is(NAMING, before) && joined(document, index - 1, index, " ") || own[0] == "The" && run > 1 {
        return Err("what stands before it announces a name (the firm …, the song …)");
    }
    let ends = words[index + run - 1];
    let unknown = !document.survey().form(ends).class.is_known() && !is_compound(document.word(ends));
    if run == 2 && unknown && !touches(document.shields(), ends.span()) {
        return Err("with a word behind it that no list has it may be somebody’s name");
    }
    if text[..first.start()].ends_with(['“', '"']) && text[last.end()..].starts_with(['!', '?', '”', '"']) {
        return Err("it is a quotation by itself");
    }
    let thanked = before == "you" && index > 1 && is(&["thank", "Thank"], document.word(words[index - 2]));
    if !certain && (thanked || is(&["dear", "hello", "hi", "thanks"], before)) {
        return Err("somebody is addressed or thanked by name");
    }
    if ends_as_name(document, index, run) {
        return Err("it ends as names do: an abbreviation, or an apposition behind it");
    }
    // “the Ducks”, “the Guardian”: what a capital does behind the article, unless the word is a plain one here.
    if !seams && !certain && is(&["the", "a", "an", "of"], before) && own.iter().all(never_small) {
        return Err("behind an article or “of” a capital makes a name (the Ducks), and the text has the word nowhere small");
    }
    if words[..index].iter().rev().take(2).any(|w| is_raised_compound(text, *w)) {
        return Err("it goes on with a title or name whose compound begins with a capital (High-speed Rail)");
    }
    if scene.in_title_case(span) || scene.in_titled_phrase(span) {
        return Err("the line is in title case");
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
    let damage = document.repaired_with(DAMAGE).filter(|_| own.len() == run && !goes_on_as_name(document, index + run));
    // Where the other end of the link is still glued, the words are not yet what they will be.
    let glued = words.get(index + run).is_some_and(|w| edge::cuts(document, w.span()));
    let edge = !glued && edge::begins(document, first.start());
    let decided = damage.is_some() && {
        let run: Vec<String> = own.iter().map(|w| w.to_lowercase()).collect();
        // The text has the word in small letters, and with a capital only here; or its place has none for a name.
        let plural = before == "the" && own[0].ends_with('s');
        let titled = is(&["the", "a", "an"], before) && next.is_some_and(|w| is(&["of", "on", "for"], document.word(*w)));
        // “the Glory squad”: behind an article a name may stand.
        let linked = seams || edge || document.was_repaired_by(&["stray-capital"]) && before != "the";
        let once = own.len() == 1 && !plural && linked && is_once(document, own[0]);
        !titled && (once || demands(before, &run, onward))
    };
    let opens = own.len() == run && may_begin(before, &own[0].to_lowercase());
    // “the market Used cars”: a participle before a noun may begin a sentence too.
    let followed = next.is_some_and(|w| is_small(document.word(*w)) || is(&["to", "a", "an"], document.word(*w)));
    // “the market Used cars are good”, “for life Life is hard”
    let verb = is_verb_alone(&own[0].to_lowercase()) && !followed && !is_led(before) || before == own[0].to_lowercase();
    if !seams
        && (opens || verb || !decided)
        && let Some(why) = meant(document, index, run, certain, opens || verb)
    {
        return Err(why);
    }
    let free = whole && plain && !opens && !verb;
    let tier = if free && certain && onward { Tier::Fix } else { Tier::Suggest };
    let what = if run == 1 { "a common word" } else { "a run of common words" };
    let reason = Reason::new(format!(
        "“{}” is {what} with a capital in the middle of a sentence, as at the start of a link",
        &text[span.range()]
    ));
    let edit = Edit::new(tier, span, lower, RULE, reason);
    Ok(super::raised_by(edit, damage.filter(|_| free && decided)))
}

/// Does `word` end a compound that begins with a capital, as in a title: `Century-long Struggle`?
fn is_raised_compound(text: &str, word: Word) -> bool {
    let before = &text[..word.span().start()];
    let part = before.rsplit(|c: char| c.is_whitespace() || "“\"‘(".contains(c)).next();
    before.ends_with('-') && part.is_some_and(|part| part.starts_with(char::is_uppercase))
}

/// Is the lower-case `word` a participle or another form of a verb that may lead a noun?
fn is_verb_alone(word: &str) -> bool {
    is_participle(word) || is(VERBS, word)
}
