//! Texts of other shapes than an article: poems, tables, scores, code, chats, transcripts, headlines, wires in capitals, lists,
//! numbers, names. `tests/shapes/NAME.txt` must come back untouched, with no suggestion and no note; with a damage put in, the
//! damage and nothing else is mended.

use copydesk::{Dictionary, Options, Pipeline, Tier, profiles};

const SHAPES: &[(&str, &str)] = &[
    ("poem", include_str!("shapes/poem.txt")),
    ("table", include_str!("shapes/table.txt")),
    ("scores", include_str!("shapes/scores.txt")),
    ("code", include_str!("shapes/code.txt")),
    ("chat", include_str!("shapes/chat.txt")),
    ("transcript", include_str!("shapes/transcript.txt")),
    ("headlines", include_str!("shapes/headlines.txt")),
    ("wire", include_str!("shapes/wire.txt")),
    ("numbers", include_str!("shapes/numbers.txt")),
    ("british", include_str!("shapes/british.txt")),
    ("lists", include_str!("shapes/lists.txt")),
    ("names", include_str!("shapes/names.txt")),
];

/// A shape, what stands in it, and what a machine made of that.
const DAMAGES: &[(&str, &str, &str)] = &[
    ("poem", "O slow, slow water, dark", "O slow , slow water,, dark"),
    ("poem", "The ferryman will", "The the ferryman will"),
    ("poem", "while the river", "whilethe river"),
    ("table", "A. Brook\tVerity", "A. Br\u{200b}ook\tVerity"),
    ("table", "Year: 1998 2002", "Year : 1998 2002"),
    ("scores", "Northshire 312-7 (50 overs", "Northshire 312-7 ( 50 overs"),
    ("code", "save the following as count.py and run it", "save the the following as count.py and run it"),
    ("chat", "yep, saw it.", "yep , saw it."),
    ("chat", "Pasta, 7ish", "Pasta&amp;amp;#44; 7ish"),
    ("transcript", "The bridge is 61 years old. It was built", "The the bridge is 61 years old . It was built"),
    ("wire", "ALL FERRIES WERE HALTED UNTIL MONDAY.", "ALL FERRIES WERE HALTED UNTIL MONDAY ."),
    ("numbers", "Won 6-4, 3-6,", "Won 6-4 , 3-6,"),
    ("british", "The centre will open", "The the centre will open"),
    ("british", "‘It's what our neighbours asked for.’", "’It's what our neighbours asked for.‘"),
    ("lists", "Rub in the butter.", "Rub inthe butter ."),
    ("names", "he said, and \"C'est la vie,\" she", "he said , and \"C'est la vie,\" she"),
];

#[test]
fn they_come_back_untouched_and_without_a_word() {
    let suggest = Pipeline::with(Dictionary::builtin(), Options { apply: Tier::Suggest, ..Options::default() });
    let mut wrong = Vec::new();
    for (name, text) in SHAPES {
        for pipeline in [&Pipeline::new(), &suggest] {
            let outcome = pipeline.run(text);
            for f in outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes) {
                let line = text[..f.source.start()].matches('\n').count() + 1;
                let found =
                    format!("{name}.txt:{line} {:?} → {:?} {:?}", &text[f.source.range()], f.replacement, f.parts[0].rule);
                if !wrong.contains(&found) {
                    wrong.push(found);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_language_that_they_are_said_to_come_from_changes_nothing_sound() {
    let mut wrong = Vec::new();
    for code in ["de", "fr", "es", "ru", "ja"] {
        let options = Options { from: profiles::language(code), ..Options::default() };
        let pipeline = Pipeline::with(Dictionary::builtin(), options);
        for (name, text) in SHAPES {
            for f in pipeline.run(text).changes {
                let line = text[..f.source.start()].matches('\n').count() + 1;
                wrong.push(format!("{code} {name}.txt:{line} {:?} → {:?}", &text[f.source.range()], f.replacement));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn of_a_text_half_in_another_language_the_english_half_is_mended() {
    let english = "The minister said the the talks were over , and that Openai had left.";
    let mended = "The minister said the talks were over, and that OpenAI had left.";
    let foreign = "Der Minister sagte: „Die Gespräche sind vorbei“, und dass Openai gegangen sei .\n\n\
        Das Treffen kostete 3,75 Millionen Euro ; es kamen 1.250 Gäste.\n\nNach der Pause war Schluss.";
    for (before, after) in [
        (format!("{english}\n\n{foreign}\n"), format!("{mended}\n\n{foreign}\n")),
        (format!("{foreign}\n\n{english}\n"), format!("{foreign}\n\n{mended}\n")),
    ] {
        let outcome = Pipeline::new().run(&before);
        assert_eq!(outcome.text, after);
        assert!(outcome.suggestions.is_empty(), "{:?}", outcome.suggestions);
        assert_eq!(outcome.notes.len(), 1, "{:?}", outcome.notes);
        assert!(outcome.notes[0].parts[0].reason.contains("3 paragraphs from here read as German"));
    }
}

#[test]
fn damage_in_them_is_mended() {
    let pipeline = Pipeline::new();
    let mut wrong = Vec::new();
    for (name, right, damaged) in DAMAGES {
        let text = SHAPES.iter().find(|s| s.0 == *name).map_or("", |s| s.1);
        assert_eq!(text.matches(right).count(), 1, "{name}: {right:?} stands once");
        let outcome = pipeline.run(&text.replace(right, damaged));
        if outcome.text != *text {
            let line = |t: &str| t.lines().zip(text.lines()).find(|(a, b)| a != b).map(|(a, _)| a.to_owned());
            wrong.push(format!("{name}: {damaged:?} comes out as {:?}", line(&outcome.text)));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}
