//! What a hostile input may not do: use up the stack, the memory or the time. Depth and length are bounded by the file alone, and
//! the time grows with it. Bombs of packed files are in `docx.rs`, `cli.rs` and `src/desk/pack.rs`, those of XML in `exchange.rs`.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::time::{Duration, Instant};

use copydesk::formats::{Field, Format, correct};
use copydesk::review::Decisions;
use copydesk::{Dictionary, Options, Pipeline};

/// Many times what any of these takes, and far below what a step that grows with the square of the length would.
const PATIENCE: Duration = Duration::from_secs(30);

/// What comes of a file, in good time; a file that is refused comes back as it was.
fn corrected(text: &str, format: Format) -> String {
    let start = Instant::now();
    let corrected =
        correct(&mut Pipeline::new().reader(), text, format, &["1", "t"].map(Field::named)[usize::from(!is_table(format))..]);
    let (shown, took) = (text.chars().take(40).collect::<String>(), start.elapsed());
    assert!(took < PATIENCE, "{format:?} {shown:?}: {took:?}");
    corrected.map_or_else(|_| text.to_owned(), |c| c.outcome.text)
}

fn is_table(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Tsv)
}

fn around(open: &str, times: usize, close: &str) -> String {
    format!("{}at the the end{}", open.repeat(times), close.repeat(times))
}

#[test]
fn nesting_is_no_recursion() {
    for (open, times, close) in [
        ("<div>", 100_000, "</div>"),
        ("<b>", 100_000, "</b>"),
        ("<ul><li>", 50_000, ""),
        ("<table><tr><td>", 30_000, ""),
        ("<a href=x>", 50_000, "</a>"),
        ("<i translate=no>", 50_000, "</i>"),
    ] {
        let page = around(open, times, close);
        let new = corrected(&page, Format::Html);
        assert!(new == page || new == page.replace("the the", "the"), "{open}");
    }
    for (open, times, close) in [
        (">", 20_000, ""),
        ("> ", 5_000, ""),
        ("- ", 5_000, ""),
        ("*", 20_000, "*"),
        ("[", 20_000, "](u)"),
        ("**_", 10_000, "_**"),
        ("<b>", 20_000, "</b>"),
        ("![", 20_000, "](u)"),
        ("`", 20_000, "`"),
    ] {
        let page = around(open, times, close);
        let new = corrected(&page, Format::Markdown);
        assert!(new == page || new == page.replace("the the", "the"), "{open}");
    }
    for format in [Format::Srt, Format::Vtt] {
        let head =
            if format == Format::Vtt { "WEBVTT\n\n00:01.000 --> 00:02.000\n" } else { "1\n00:00:01,000 --> 00:00:02,000\n" };
        let cues = format!("{head}{}\n", around("<i>", 50_000, "</i>"));
        assert_eq!(corrected(&cues, format), cues.replace("the the", "the"), "{format:?}");
    }
}

#[test]
fn a_line_of_a_megabyte_is_read() {
    let words = "a lamp and a boat ".repeat(60_000);
    for (format, text) in [
        (Format::Text, format!("{words}at the the end")),
        (Format::Html, format!("<p>{words}at the the end</p>")),
        (Format::Markdown, format!("{words}at the the end")),
        (Format::Json, format!("{{\"t\":\"{words}at the the end\"}}")),
        (Format::Jsonl, format!("{{\"t\":\"{words}at the the end\"}}\n")),
        (Format::Csv, format!("t\n{words}at the the end\n")),
        (Format::Tsv, format!("t\tu\n{words}at the the end\tx\n")),
        (Format::Po, format!("msgid \"x\"\nmsgstr \"{words}at the the end\"\n")),
        (Format::Vtt, format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{words}at the the end\n")),
        (Format::Tmx, format!("<tmx><body><tu><tuv xml:lang='en'><seg>{words}at the the end</seg></tuv></tu></body></tmx>")),
    ] {
        let new = corrected(&text, format);
        assert!(new == text.replace("the the", "the"), "{format:?}");
    }
}

#[test]
fn many_small_parts_are_read() {
    let many = |part: &str| part.repeat(20_000);
    for (format, text) in [
        (Format::Html, many("<b>a</b> <i title='x y'>lamp</i>&amp;")),
        (Format::Html, format!("<p {}>at the the end</p>", many("a=b "))),
        (Format::Markdown, many("a *lamp* [boat](u) `x` &amp; ")),
        (Format::Markdown, many("[a]: u\n")),
        (Format::Markdown, many("|a")),
        (Format::Json, format!("[{}{{\"t\":\"a lamp\"}}]", many("{\"t\":\"a lamp\"},"))),
        (Format::Json, format!("{{\"t\":\"{}\"}}", many("\\u0061\\n\\ud83d"))),
        (Format::Csv, format!("t{}\n1\n", many(",x"))),
        (Format::Csv, format!("t,u\n{}", many("\"a\"\"b\",c\n"))),
        (Format::Po, format!("msgid \"x\"\nmsgstr \"\"\n{}", many("\"a lamp\\n\"\n"))),
        (Format::Tmx, format!("<tmx><body>{}</body></tmx>", many("<tu><tuv xml:lang='en'><seg>a <ph/>lamp</seg></tuv></tu>"))),
    ] {
        corrected(&text, format);
    }
}

#[test]
fn a_dictionary_is_bounded_too() {
    let refused = |text: &str| Dictionary::empty().add("own.toml", text).err().map(|p| p.message).unwrap_or_default();
    assert!(!refused(&format!("names = {}{}", "[".repeat(100_000), "]".repeat(100_000))).is_empty());
    assert!(!refused(&format!("{}\n", "a.".repeat(100_000))).is_empty());
    for bomb in [r"(a{1000}){1000}", r"((\pL{50}){50}){50}", &format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000))] {
        assert!(!refused(&format!("[[pattern]]\nfind = '{bomb}'\nright = 'b'\n")).is_empty(), "{bomb:.20}");
    }
    // Patterns that take a backtracking engine for ever.
    let start = Instant::now();
    let slow =
        "[[pattern]]\nfind = '(a+)+(a|a)*(a|aa)+\\bz'\nright = 'b'\n[[pattern]]\nfind = '(\\w*)*lamp(\\w*)*q'\nright = 'b'\n";
    let dictionary = Dictionary::builder().add("own.toml", slow).unwrap().build();
    let text = format!("{} {}", "a".repeat(50_000), "lamp".repeat(10_000));
    assert_eq!(Pipeline::with(dictionary, Options::default()).run(&text).text, text);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_decisions_file_is_bounded_too() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for place in [
            "{\"format\":\"copydesk decisions\",\"version\":1,\"decisions\":[DEEP]}",
            "{\"x\":DEEP,\"format\":\"copydesk decisions\",\"version\":1,\"decisions\":[]}",
            "{\"format\":\"copydesk decisions\",\"version\":DEEP,\"decisions\":[]}",
        ] {
            assert!(Decisions::read(&place.replace("DEEP", &deep)).is_err());
        }
    }
}
