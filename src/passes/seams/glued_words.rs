//! `glued-words` and `lost-comma`: two words without the space between them, found with the lexicon and known names.

use super::DAMAGE;
use super::edge;
use super::grammar;
use super::split::{RISKY, Split, Trust, function_word, split};
use super::verbs;
use super::words::{AFTER_COMMA, BINDING, COUNTS, DETERMINERS, LEADING, LOOSE, is};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier};
use crate::lexicon::{self, Commonness};
use crate::passes::marks::around::in_english;
use crate::proposals::Proposals;
use crate::survey::{Form, Shape, Verdict, Word};

const RULE: &str = "glued-words";
const COMMA: &str = "lost-comma";

/// A form that stands this often is a word of its document, whatever the lexicon says.
const OWN_WORD: u32 = 4;

/// Longer runs of letters are no two words.
const LONGEST: usize = 40;

/// Looks at words that no list knows and at numbers with a word behind them.
pub(super) fn glued_words(document: &Document<'_>, out: &mut Proposals) {
    let survey = document.survey();
    let mut splits: Vec<(usize, Split)> = Vec::new();
    for (id, form) in survey.unsettled(Verdict::Unglued) {
        let found = parted(document, form);
        // What is left whole in every text is not asked of again; a text that is to be explained asks of all.
        if found.is_none() && !out.explains() && !may_part(document, document.slice(form.first), form.shape) {
            survey.settle(id, Verdict::Unglued);
        }
        // A name that comes back: Minato, Roland.
        let comes_back = form.shape == Shape::Capitalised && form.count > 1;
        let found = found.filter(|f| f.trust == Trust::Sure || !comes_back);
        if found.is_none() && out.explains() {
            leave(document, form, out);
        }
        splits.extend(found.map(|split| (id, split)));
    }
    let edges = !document.edges().is_empty();
    if splits.is_empty() && !edges {
        return;
    }
    let split = |form: usize| splits.iter().find(|(id, _)| *id == form).map(|(_, split)| *split);
    let mut places: Vec<(usize, Word, Split)> = Vec::new();
    if edges {
        let found = |word: Word| edge::parted(document, word).or_else(|| split(word.form()));
        places.extend(survey.words().iter().enumerate().filter_map(|(i, &word)| Some((i, word, found(word)?))));
    } else {
        let of = |&(id, split)| survey.places(survey.form_at(id)).map(move |(i, word)| (i, word, split));
        places.extend(splits.iter().flat_map(of));
        places.sort_unstable_by_key(|(index, ..)| *index);
    }
    for (index, word, split) in places {
        let span = word.span();
        if is_piece(document, span, split) {
            out.left(RULE, span, || "it is part of a known name, or joined to something as names and addresses are");
        } else if !in_english(document, index) {
            out.left(RULE, span, || "the words around it are not English");
        } else {
            let (left, right) = document.slice(span).split_at(split.at);
            let edit = super::lost_stop::glued(document, word, left, right).unwrap_or_else(|| edit(document, word, split));
            if edit.rule() == RULE && is(AFTER_COMMA, &document.slice(span)[split.at..]) {
                out.left(COMMA, span, || "what follows belongs to the word before, and has no comma");
            }
            out.push(edit);
        }
    }
}

/// Where a form that no list knows parts in this text.
fn parted(document: &Document<'_>, form: &Form) -> Option<Split> {
    let (survey, word) = (document.survey(), document.slice(form.first));
    let own = form.count >= OWN_WORD;
    match form.shape {
        Shape::Lower | Shape::Capitalised if !own && is_fit(word) => {
            split(word, |w| survey.find(w).is_some() || document.dictionary().right(w).is_some())
        }
        Shape::Alphanumeric => after_number(word),
        Shape::Mixed if !own => at_capital(document, word).or_else(|| after_acronym(document, word)),
        _ => None,
    }
}

/// May it part in some text?
fn may_part(document: &Document<'_>, word: &str, shape: Shape) -> bool {
    match shape {
        Shape::Lower | Shape::Capitalised => is_fit(word) && split(word, |_| true).is_some(),
        Shape::Alphanumeric => after_number(word).is_some(),
        Shape::Mixed => at_capital(document, word).is_some() || acronym(word).is_some(),
        _ => false,
    }
}

fn is_fit(word: &str) -> bool {
    (5..=LONGEST).contains(&word.len()) && word.is_ascii()
}

/// Says why a form that looks as if two words were glued is left whole.
fn leave(document: &Document<'_>, form: &Form, out: &mut Proposals) {
    let word = document.slice(form.first);
    let at = match form.shape {
        Shape::Lower | Shape::Capitalised => function_word(word),
        Shape::Mixed => word.char_indices().skip(1).find(|(i, c)| c.is_uppercase() && *i > 1).map(|(at, _)| at),
        Shape::Alphanumeric => word.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1).filter(|&at| word.len() - at > 2),
        _ => None,
    };
    let Some((left, right)) = at.map(|at| word.split_at(at)) else { return };
    out.left(RULE, form.first, || match form.shape {
        _ if form.count >= OWN_WORD => format!("it stands {} times: it is a word of this text", form.count),
        Shape::Mixed => format!("“{left}” and “{right}” may be one name; glue shows where a small word is glued to a known one"),
        Shape::Alphanumeric => format!("“{right}” is no word that is glued to numbers for certain"),
        _ => format!("“{left}” and “{right}” may be glued, but one of them is too rare or too short to be sure"),
    });
}

/// `R1which`, `496the`: a number or model with a function word behind it. Units (`5km`, `60th`) are none.
fn after_number(word: &str) -> Option<Split> {
    let at = word.rfind(|c: char| c.is_ascii_digit())? + 1;
    let tail = &word[at..];
    let certain = tail.len() >= 3 && is(LEADING, tail) && !["via", "did", "our"].contains(&tail);
    certain.then(|| Split::trusted(at, Trust::Sure))
}

/// `saidThe`, `NetflixCEO`: a capital inside, where both sides are known by themselves.
fn at_capital(document: &Document<'_>, word: &str) -> Option<Split> {
    let mut borders = word.char_indices().skip(1).filter(|&(i, c)| c.is_uppercase() && word[..i].ends_with(char::is_lowercase));
    let (at, _) = borders.next()?;
    if borders.next().is_some() {
        return None;
    }
    let (left, right) = word.split_at(at);
    let function = is(LEADING, &right.to_lowercase()) || is(BINDING, &right.to_lowercase());
    let known = lexicon::class(left).is_usual() || lexicon::class(left).name || document.dictionary().right(left).is_some();
    let prefix = ["Mac", "Van", "Von", "San", "Los", "Las", "Dal", "Del", "Fitz"].contains(&left) || left.len() < 3;
    // “wonHer second title”: two words that everybody knows, the first of them small
    let core = |w: &str| lexicon::class(w).commonness == Commonness::Core && !lexicon::class(w).mixed;
    let everyday = left.len() >= 3 && right.len() >= 3 && left.starts_with(char::is_lowercase) && core(left) && core(right);
    (known && (function || everyday) && right.len() >= 2 && !prefix).then(|| Split::trusted(at, Trust::Doubtful))
}

/// `UKis`, `MCGthe`: an acronym, best one that is known or stands in the text by itself, with a function word behind it.
fn after_acronym(document: &Document<'_>, word: &str) -> Option<Split> {
    let at = acronym(word)?;
    let (acronym, right) = word.split_at(at);
    let own = || document.survey().find(acronym).is_some();
    let known = || lexicon::class(acronym).mixed || document.dictionary().right(acronym).is_some();
    let long = right.len() > 2;
    if own() || known() {
        return Some(Split::trusted(at, if long { Trust::Sure } else { Trust::Damaged }));
    }
    (at >= 3 && long).then(|| Split::trusted(at, if is(RISKY, right) { Trust::Doubtful } else { Trust::Damaged }))
}

/// Bytes of the acronym that begins a word and has a function word behind it.
fn acronym(word: &str) -> Option<usize> {
    let at = word.find(|c: char| !c.is_ascii_uppercase()).filter(|&at| at >= 2)?;
    let right = &word[at..];
    (right.len() >= 2 && (is(LEADING, right) || is(LOOSE, right))).then_some(at)
}

impl Split {
    fn trusted(at: usize, trust: Trust) -> Split {
        Split { at, trust, weight: 0 }
    }
}

/// Joined to something by a hyphen, an apostrophe or an odd mark: part of a name or address. The end of a compound of small words
/// may be glued too (chance-takingwhich).
fn is_piece(document: &Document<'_>, span: Span, split: Split) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| "-_@#/\\&+=~^*".contains(c));
    let text = document.text();
    let compound = || {
        let (left, right) = document.slice(span).split_at(split.at);
        split.trust == Trust::Sure
            && text[..span.start() - 1].ends_with(char::is_alphabetic)
            && left.len() >= 4
            && lexicon::class(left).is_usual()
            && right.len() >= 3
    };
    let before = document.before(span.start());
    joins(before) && !(before == Some('-') && compound()) || joins(document.after(span.end())) || document.is_guarded(span)
}

fn edit(document: &Document<'_>, word: Word, split: Split) -> Edit {
    let span = word.span();
    let (left, right) = document.slice(span).split_at(split.at);
    let noun = !is(BINDING, &left.to_lowercase());
    // “victimis.”: a small word that leads on ends no clause.
    let rest = &document.text()[span.end()..];
    let stops = !rest.starts_with([' ', '-', '“', '"', '‘', '’', '\''])
        && is(BINDING, right)
        && !is(&["and", "but", "or", "so", "that"], right);
    let tier = if stops { Tier::Suggest } else { split.trust.tier() };
    let damage = document.repaired_with(DAMAGE).filter(|_| split.trust == Trust::Damaged && !stops);
    let before = document.survey().word_at(span.start()).checked_sub(1).map(|i| document.survey().words()[i]);
    let before = before.filter(|w| w.span().end() + 1 == span.start()).map_or("", |w| document.word(w));
    if noun && follows_comma(before, left, right, rest) {
        let why = format!("“{left}” and “{right}” are glued; before “{right}” the comma is lost with the space");
        let other = format!("{left} {right}");
        let edit = Edit::new(tier, span, format!("{left}, {right}"), COMMA, Reason::new(why)).alternatives([other]);
        return super::raised_by(edit, damage);
    }
    let why = format!("“{}” is no word; “{left}” and “{right}” are", document.slice(span));
    let edit = super::raised_by(Edit::new(tier, span, format!("{left} {right}"), RULE, Reason::new(why)), damage);
    if noun { edit.alternatives([format!("{left}, {right}")]) } else { edit }
}

/// Words that lead on to an article: “how much the repair would cost”.
const DEGREE: &[&str] =
    &["much", "many", "long", "often", "well", "soon", "just", "only", "even", "still", "such", "both", "half", "most"];

/// Did a comma stand between the two, as far as the kinds of words, what stands `before` them and what follows (`rest`) tell?
fn follows_comma(before: &str, left: &str, right: &str, rest: &str) -> bool {
    let clause = rest.split(['.', ',', ';', ':', '\n', '(', '—', '–', '”', '“', '"', '?', '!']).next().unwrap_or("");
    let mut onward = clause.split(' ').filter(|w| !w.is_empty());
    let Some(next) = onward.next() else { return false };
    let lower = left.to_lowercase();
    // “Blend the soup”: what begins a sentence may be a verb.
    let verb = lower.ends_with("ing") && verbs::is_usual(&lower) || before.is_empty() && verbs::is_verb(&lower);
    let capital = left.starts_with(char::is_uppercase) && !grammar::is_small(&lower) && !verb;
    let named = capital || left.ends_with(|c: char| c.is_ascii_digit());
    match right {
        "the" | "a" | "an" if is(DEGREE, left) || is(&["how", "so", "too", "as"], before) => false,
        "the" | "a" | "an" => named || verbs::is_no_verb(left) || grammar::has_noun_next(before) && !grammar::is_small(left),
        // The border where rivers burst, but: Greece, where rivers burst.
        "where" => named,
        // A clause with a subject of its own; what shares the subject has no comma.
        "and" => grammar::has_subject(next, onward),
        // “, with Smith scoring twice”: a participle tells of something that went along.
        "with" => {
            let mut last = next;
            let tells = onward.take(8).any(|word| {
                let led = is(DETERMINERS, last) || is(BINDING, last);
                last = word;
                !led && verbs::is_participle(word)
            });
            // “I readwith interest a book”
            let verb = grammar::is_pronoun(&before.to_lowercase()) || before == "to";
            tells && (named || !verb)
        }
        "who" | "whose" | "whom" => !is_any_such(before, &lower),
        _ => is(AFTER_COMMA, right),
    }
}

/// Does the clause behind “who” tell which people are meant: “drivers who”, “those who”, against “the mayor, who”?
fn is_any_such(before: &str, left: &str) -> bool {
    const ANY: &[&str] =
        &["those", "anyone", "anybody", "everyone", "everybody", "someone", "somebody", "nobody", "one", "many", "few", "all"];
    const PEOPLE: &[&str] = &["people", "men", "women", "children"];
    const OWNED: &[&str] = &["the", "his", "her", "its", "their", "our", "my", "your", "this", "these"];
    let counted = before.starts_with(|c: char| c.is_ascii_digit());
    let small = grammar::is_small(before) || is(DETERMINERS, before) || is(COUNTS, before);
    let bare = before.is_empty() || counted || small && !is(OWNED, before);
    let plural = is(PEOPLE, left) || left.ends_with('s') && !left.ends_with("ss") && lexicon::class(left).is_usual();
    is(ANY, left) || bare && plural && !lexicon::class(left).name
}
