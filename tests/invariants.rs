//! What holds for every text: nothing panics, changes replay to the text, a second run changes nothing more, offsets lie on
//! character borders, addresses and other protected text come through.

mod properties;

use std::sync::LazyLock;

use copydesk::{Dictionary, Options, Outcome, Pipeline, Tier, profiles};
use proptest::prelude::*;

static FIX: LazyLock<Pipeline> = LazyLock::new(Pipeline::new);
static TEXT: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::with(Dictionary::builtin(), Options { text_only: true, ..Options::default() }));
static SUGGEST: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::with(Dictionary::builtin(), Options { apply: Tier::Suggest, ..Options::default() }));

fn replay(source: &str, outcome: &Outcome) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for change in &outcome.changes {
        assert!(change.source.start() >= at, "changes are disjoint and in order");
        out.push_str(&source[at..change.source.start()]);
        out.push_str(change.replacement.as_deref().expect("a change has a replacement"));
        at = change.source.end();
    }
    out + &source[at..]
}

fn holds(pipeline: &Pipeline, source: &str) {
    let outcome = pipeline.run(source);
    assert_eq!(replay(source, &outcome), outcome.text);
    if std::ptr::eq(pipeline, &*FIX) {
        assert_eq!(TEXT.run(source).text, outcome.text, "whoever wants the text alone gets the same");
    }
    for finding in outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes) {
        let _ = &source[finding.source.range()];
        for part in &finding.parts {
            assert!(copydesk::rule::find(part.rule).is_some(), "{} is in the table", part.rule);
            for evidence in &part.evidence {
                let _ = &source[evidence.range()];
            }
        }
    }
    if outcome.stable() {
        let again = pipeline.run(&outcome.text);
        assert_eq!(again.text, outcome.text, "a second run of {source:?}");
    }
}

/// Texts said to come from a language, put into a house style.
static ASKED: LazyLock<Vec<Pipeline>> = LazyLock::new(|| {
    let asked = [("de", "uk"), ("fr", "us"), ("ja", "uk")];
    let options = |(from, style)| Options { from: profiles::language(from), style: profiles::style(style), ..Options::default() };
    asked.into_iter().map(|a| Pipeline::with(Dictionary::builtin(), options(a))).collect()
});

/// Pieces that garbled news is made of.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "the ",
        "the ",
        "said ",
        "In depth",
        "Deepseek ",
        "Openai ",
        "R1which ",
        "withthe ",
        "”Fremy“",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "« ",
        " »",
        "„",
        "‘",
        "‚",
        "‹",
        "›",
        "''",
        ",,",
        "<<",
        ">>",
        "「",
        "』",
        "´",
        "`",
        "don´t ",
        "it‘s ",
        "workers’ ",
        "’90s ",
        "OpenAl ",
        "S\u{fffd}o Paulo ",
        "Beyonc? ",
        "donÕt ",
        "Òquote",
        "ā",
        "â€",
        "Ã¢â‚¬Å“",
        "вЂ™",
        "100, 000 ",
        "3 . 5 billion ",
        " , ",
        " . ",
        ",",
        ".",
        "?",
        "!",
        ":",
        ";",
        "( ",
        " )",
        "[",
        "]",
        "$ 1,000 ",
        "60 $ ",
        "3,75 % ",
        "250.000 euros ",
        "&amp;amp;",
        "&#8217;",
        "â€™",
        "Ã©",
        "ﬁne ",
        "e\u{301}",
        "\u{200b}",
        "\u{a0}",
        "，",
        "。",
        "Ａ",
        "Сolor ",
        "co -founder ",
        "it ’s ",
        "Used to ",
        "Herbert ",
        "Herbevt ",
        "World Financial institution ",
        "on x today",
        "NASA ",
        "Nato ",
        "Mr. Hale ",
        "Mr Hale ",
        "5 percent ",
        "Die Regierung hat neue Maßnahmen angekündigt. ",
        "\n",
        "\n\n",
        "\r\n",
        "https://a.example/b?c=d ",
        "a@b.example ",
        "@handle ",
        "#tag ",
        "`code  here`",
        "[sic]",
        "日本語",
        "עברית ",
        "عربي ",
        "😀",
        " - ",
        "–",
        "-",
        "2024",
        "1.2.3.4",
        "x",
        " ",
        "  ",
    ])
}

proptest! {
    #![proptest_config(properties::config(160))]

    #[test]
    fn any_text(source in "\\PC{0,120}") {
        holds(&FIX, &source);
    }

    #[test]
    fn any_characters(source in any::<String>()) {
        holds(&SUGGEST, &source);
    }

    #[test]
    fn pieces_of_news(pieces in prop::collection::vec(piece(), 0..40)) {
        let source = pieces.concat();
        holds(&FIX, &source);
        holds(&SUGGEST, &source);
        ASKED.iter().for_each(|pipeline| holds(pipeline, &source));
    }

    #[test]
    fn protected_text_comes_through(before in prop::collection::vec(piece(), 0..8), after in prop::collection::vec(piece(), 0..8)) {
        for kept in ["https://site.example/a,b;c..d", "name.surname@site.example", "`let  x ,y;`"] {
            let source = format!("{} {kept} {}", before.concat().replace('`', ""), after.concat().replace('`', ""));
            prop_assert!(FIX.run(&source).text.contains(kept), "{source:?}");
        }
    }
}

#[test]
fn hostile_texts_come_back_in_good_time() {
    let quotes: String = ["“", "”", "\"", "‘", "«", "»"].into_iter().cycle().take(20_000).collect();
    let line = "withthe word , and the the ".repeat(40_000);
    let letters = "a".repeat(1 << 19);
    for text in [
        quotes,
        line,
        letters,
        "שלום עולם “מה” ".repeat(500),
        "\u{0}\u{1}\u{7f}\u{fffd}".repeat(50),
        " ".repeat(100_000),
        "\n".repeat(100_000),
    ] {
        let outcome = FIX.run(&text);
        assert_eq!(replay(&text, &outcome), outcome.text);
    }
}
