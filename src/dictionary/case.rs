//! A known name in another case, or broken at an inner capital: what is its repair worth?

use super::entry::{Entry, Kind};
use super::scene::Scene;
use crate::edit::{Span, Tier};
use crate::lexicon::{self, Commonness};

/// Forms of address, behind which a surname stands.
const ADDRESSES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lady", "Professor", "Prof"];

/// What a case or split form deserves: a tier, or why it is left alone.
pub(super) type Verdict = Result<Tier, &'static str>;

/// Why `found`, which differs from the entry's right form in case alone, is left alone whatever stands around it; `None`: that
/// tells.
pub(super) fn left(entry: &Entry, found: &str) -> Option<&'static str> {
    if entry.kind == Kind::Term {
        return Some("the case of a term says nothing");
    }
    let letters = |f: fn(char) -> bool| found.chars().any(f);
    if !letters(char::is_lowercase) {
        return if is_one_off(entry, found) || small_letter(entry, found).is_some() { None } else { Some(CAPITALS) };
    }
    if letters(char::is_uppercase) || whole_company(entry, found) { None } else { small(found) }
}

const CAPITALS: &str = "it is written in capitals throughout, as headlines and logos are";

/// Why a name in small letters is left alone.
fn small(found: &str) -> Option<&'static str> {
    if found.split(' ').any(|w| lexicon::class(w).is_word()) {
        Some("in lower case it is also a common word")
    } else if found.chars().count() < 4 {
        Some("agencies and others write so few letters small")
    } else {
        None
    }
}

/// `found` differs from the entry's right form in case alone, and is not [`left`] for that.
pub(super) fn case_form(entry: &Entry, found: &str, scene: Scene<'_>, span: Span) -> Verdict {
    let letters = |f: fn(char) -> bool| found.chars().any(f);
    if !letters(char::is_lowercase) {
        let certain = match small_letter(entry, found) {
            Some(SmallLetter::WithDigit) => true,
            Some(SmallLetter::First) => !scene.in_capitals(span),
            None => false,
        };
        let one_off = is_one_off(entry, found) && !scene.in_capitals(span);
        return if certain || one_off { Ok(Tier::Fix) } else { Err(CAPITALS) };
    }
    let confirmed = || scene.elsewhere(&entry.right, span).is_some();
    if !letters(char::is_uppercase) {
        if whole_company(entry, found) && scene.stands_bare(span) && confirmed() {
            return Ok(Tier::Fix);
        }
        // oppo, xiaomi: a company's name and nothing else; names that are written small are listed so.
        if whole_company(entry, found) && !lexicon::class(found).is_known() && !scene.sentence_start(span.start()) {
            return Ok(Tier::Fix);
        }
        return match small(found) {
            Some(why) => Err(why),
            None if !tells_in_small(entry, found) && !confirmed() => {
                Err("written small it may be a word of another language, and the text has the name nowhere")
            }
            None => Ok(Tier::Suggest),
        };
    }
    // deadmau5 mid-sentence; at its start any word takes a capital.
    if !entry.right.chars().any(char::is_uppercase) && found.chars().any(char::is_numeric) && !scene.sentence_start(span.start())
    {
        return Ok(Tier::Fix);
    }
    // K.d. Lang: of initials, one was raised.
    let half = |part: &str| part.contains('.') && part.chars().any(char::is_lowercase) && part.chars().any(char::is_uppercase);
    if entry.kind == Kind::Person && found.split(' ').any(half) && !entry.right.split(' ').any(half) {
        return Ok(Tier::Fix);
    }
    let mut verdict = Tier::Fix;
    for (mine, theirs) in found.split([' ', '-']).zip(entry.right.split([' ', '-'])) {
        if mine != theirs {
            verdict = verdict.min(word(entry, mine, theirs, &confirmed, scene, span)?);
        }
    }
    Ok(verdict)
}

/// GPT-4O: of a name with several capitals, a small letter at its end was raised and nothing else.
fn is_one_off(entry: &Entry, found: &str) -> bool {
    let differing = found.chars().zip(entry.right.chars()).filter(|(a, b)| a != b).count();
    let capitals = entry.right.chars().filter(|c| c.is_uppercase()).count();
    differing == 1 && capitals > 1 && entry.right.ends_with(char::is_lowercase)
}

/// What a name that begins with small letters has, so that capitals throughout may be wrong.
enum SmallLetter {
    /// a16z: who writes a brand with a digit in small letters does so everywhere.
    WithDigit,
    /// eSIM, mRNA: the small letter is the point.
    First,
}

fn small_letter(entry: &Entry, found: &str) -> Option<SmallLetter> {
    let small = entry.right.chars().take_while(|c| c.is_lowercase()).count();
    if small > 0 && found.chars().any(char::is_numeric) {
        return Some(SmallLetter::WithDigit);
    }
    let headed = small == 1 && found.chars().count() > 2 && !entry.right.chars().skip(1).any(char::is_lowercase);
    headed.then_some(SmallLetter::First)
}

/// `T-mobile`, `Dall-e`: the second part of a name of one hyphened word in small letters. Where a known form of the name is
/// small throughout, a capital at the start of a sentence is all that was done to it.
fn hyphened(entry: &Entry, mine: &str, theirs: &str, scene: Scene<'_>, span: Span) -> bool {
    let raised = |form: &String| form.to_lowercase() == *form && form.split('-').any(|part| part == mine);
    !entry.right.contains(' ')
        && entry.right.contains('-')
        && theirs.starts_with(char::is_uppercase)
        && !(entry.also.iter().any(raised) && scene.sentence_start(span.start()))
}

/// Can the letters be spoken as a word (Noaa, Darpa), as against one by one (Undp, Iaea)?
fn spoken(word: &str) -> bool {
    const ENDS: &[&str] =
        &["st", "nt", "rt", "nd", "ld", "lt", "ft", "mp", "rd", "rm", "rn", "sk", "ss", "ff", "ll", "ns", "rs", "ts"];
    let lower = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let runs: Vec<&str> = lower.split(vowel).filter(|run| !run.is_empty()).collect();
    let end = lower.rsplit(vowel).next().unwrap_or_default();
    let speakable = lower.contains(vowel) && !runs.is_empty() && runs.iter().all(|run| run.len() < 3);
    lower.len() > 3 && speakable && (end.len() < 2 || ENDS.contains(&end))
}

/// `Jan Mol`, `Ilo Okafor`: beside a word that people are called by, and that is no common word.
fn beside_name(scene: Scene<'_>, span: Span) -> bool {
    let name = |word: Option<&str>| {
        word.filter(|w| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase)).is_some_and(|w| {
            let class = lexicon::class(w);
            class.borne && !class.is_word()
        })
    };
    let (before, after) = (&scene.text[..span.start()], &scene.text[span.end()..]);
    before.ends_with(' ') && name(scene.word_before(span.start())) || after.starts_with(' ') && name(scene.word_after(span.end()))
}

/// `Nda-Isaiah`: joined by a hyphen to another word with a capital, as the two halves of a surname are.
fn hyphen_name(scene: Scene<'_>, span: Span) -> bool {
    let (before, after) = (&scene.text[..span.start()], &scene.text[span.end()..]);
    let capital = |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    after.strip_prefix('-').is_some_and(capital) || before.ends_with('-') && scene.word_before(span.start()).is_some_and(capital)
}

/// Does the name tell itself when it is written small? A company, place or longer name does; a short brand (tata), a person's
/// name of one word (dida) and an acronym (alma) may be words of another language.
fn tells_in_small(entry: &Entry, found: &str) -> bool {
    let capitals = |w: &str| !w.chars().any(char::is_lowercase);
    found.contains(' ')
        || found.chars().count() >= 6 && matches!(entry.kind, Kind::Company | Kind::Place) && !capitals(&entry.right)
}

/// A company whose name is one word, in small letters.
fn whole_company(entry: &Entry, found: &str) -> bool {
    entry.kind == Kind::Company && found.len() >= 4 && found.chars().all(char::is_alphabetic)
}

/// Sna, Pra: three letters that are a syllable, and somebody's name or a word of another language as well.
fn is_syllable(word: &str) -> bool {
    const ONSETS: &[&str] =
        &["sn", "sl", "sp", "st", "sk", "sm", "pr", "br", "tr", "dr", "fl", "fr", "gl", "gr", "kr", "cr", "cl", "kl"];
    let lower = word.to_lowercase();
    lower.len() == 3 && lower.ends_with(['a', 'e', 'i', 'o', 'u']) && ONSETS.iter().any(|onset| lower.starts_with(onset))
}

/// Does an article or bracket stand before it, as before an acronym?
fn led(scene: Scene<'_>, span: Span) -> bool {
    let before = &scene.text[..span.start()];
    before.ends_with('(') || before.ends_with(' ') && scene.word_before(span.start()).is_some_and(|w| matches!(w, "the" | "The"))
}

fn word(entry: &Entry, mine: &str, theirs: &str, confirmed: &dyn Fn() -> bool, scene: Scene<'_>, span: Span) -> Verdict {
    let class = lexicon::class(mine);
    let whole = mine.len() == span.len();
    let inner_capital = |w: &str| w.chars().skip(1).any(char::is_uppercase);
    if !mine.chars().any(char::is_uppercase) {
        let person = entry.kind == Kind::Person && !is_common(mine.trim_end_matches('s'));
        let full_name =
            entry.kind == Kind::Person && entry.right.contains(' ') && !entry.right.split(' ').next().is_some_and(is_common);
        return if person
            || full_name
            || hyphened(entry, mine, theirs, scene, span)
            || theirs.chars().next().is_some_and(char::is_lowercase)
        {
            Ok(Tier::Fix)
        } else {
            Err("which words of a longer name take a capital is a matter of style")
        };
    }
    if !theirs.chars().any(char::is_uppercase) {
        return Err("which words of a longer name take a capital is a matter of style");
    }
    if inner_capital(mine) && mine.chars().any(char::is_lowercase) {
        let few = mine.chars().count() < 4 && mine.starts_with(char::is_lowercase) && !theirs.chars().any(char::is_lowercase);
        if few && whole && !confirmed() {
            return Err("so few letters in capitals and small ones may be anything");
        }
        // NetScape, MicroSoft, OpenAi: nobody writes a common word or another name so, but for the prefixes of surnames.
        let prefixed =
            entry.kind == Kind::Person && ["Mac", "De", "Di", "La", "Le", "Van", "Von", "Du"].iter().any(|p| mine.starts_with(p));
        return if prefixed && whole { Err("surnames are written both ways") } else { Ok(Tier::Fix) };
    }
    if !mine.chars().any(char::is_lowercase) {
        return if theirs.chars().count() > 1 { Err("it is written in capitals throughout") } else { Ok(Tier::Fix) };
    }
    if !whole {
        return Ok(Tier::Fix);
    }
    if class.commonness >= Commonness::Uncommon {
        return if confirmed() && !scene.sentence_start(span.start()) {
            Ok(Tier::Suggest)
        } else {
            Err("it is also a common word")
        };
    }
    let acronym = !theirs.chars().any(char::is_lowercase);
    let other = class.name || class.is_word();
    if acronym && !confirmed() && spoken(mine) && scene.writes_spoken_acronyms_as_words(span) {
        return Err("the text writes acronyms that are spoken as words in this way");
    }
    if acronym && scene.word_before(span.start()).is_some_and(|w| ADDRESSES.contains(&w)) {
        return Err("behind a form of address it is a surname");
    }
    if acronym && mine.chars().count() < 5 && beside_name(scene, span) {
        return Err("beside a given name it is a surname");
    }
    if acronym && !confirmed() && is_syllable(mine) && !led(scene, span) {
        return Ok(Tier::Suggest);
    }
    if acronym && !confirmed() && hyphen_name(scene, span) {
        return Err("joined to another name it is half of a surname");
    }
    if acronym && other && mine.chars().count() == 2 && !confirmed() && entry.kind != Kind::Organisation {
        return Err("two letters are also a name, and the text has the acronym nowhere");
    }
    if !acronym && class.name && entry.kind != Kind::Person && inner_capital(theirs) && !confirmed() {
        // Dupont, Arizona: with one capital it is somebody's name too.
        return Ok(Tier::Suggest);
    }
    let surname_prefix = entry.kind == Kind::Person && theirs.starts_with("Mac");
    if (acronym && class.name || surname_prefix) && !confirmed() {
        return Ok(Tier::Suggest);
    }
    Ok(Tier::Fix)
}

/// `found` is the right form broken at an inner capital, or with hyphen and space exchanged.
pub(super) fn split_form(entry: &Entry, found: &str, scene: Scene<'_>, span: Span) -> Verdict {
    let parts: Vec<&str> = found.split([' ', '-']).collect();
    if !parts.iter().all(|p| p.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())) {
        return Err("its parts are not capitalised");
    }
    if entry.also.iter().any(|a| a.to_lowercase() == found.to_lowercase()) {
        return Err("broken so it is right as well");
    }
    if entry.right.contains('-') || found.contains('-') {
        // GPT 4, Coca Cola, Chat-GPT: a brand of which a part is no word of the language.
        let brand = matches!(entry.kind, Kind::Company | Kind::Product);
        let telling = |p: &&str| p.chars().count() >= 3 && p.chars().all(char::is_alphabetic) && !is_common(p);
        let sure = brand && parts.iter().any(telling) && !scene.in_title_case(span) && !scene.in_capitals(span);
        return Ok(if sure { Tier::Fix } else { Tier::Suggest });
    }
    if scene.elsewhere(&entry.right, span).is_some() {
        return Ok(Tier::Fix);
    }
    if scene.in_title_case(span) {
        return Err("in a line in title case the parts may be words of their own");
    }
    if parts.iter().all(|p| is_common(p)) {
        let next_capital = scene.word_after(span.end()).is_some_and(|w| w.starts_with(char::is_uppercase))
            && scene.text[span.end()..].starts_with(' ');
        let place = scene.word_before(span.start()).is_some_and(|w| ["in", "at", "near", "to", "from", "around"].contains(&w));
        // Black Rock, Nevada.
        let located = scene.text[span.end()..].strip_prefix(", ").is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let free = entry.kind != Kind::Place && !next_capital && !place && !located && !scene.sentence_start(span.start());
        return Ok(if free { Tier::Fix } else { Tier::Suggest });
    }
    Ok(Tier::Fix)
}

fn is_common(word: &str) -> bool {
    lexicon::class(word).is_usual()
}
