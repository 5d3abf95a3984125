//! Every format: what people read is repaired, every other byte stays.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod properties;

use std::path::Path;

use copydesk::formats::{Field, Format, correct, stays};
use copydesk::{Finding, Outcome, Pipeline};
use proptest::prelude::*;

/// The fields of the samples that have fields.
const FIELDS: &[(&str, &[&str])] = &[
    ("wire.in.jsonl", &["title", "body.text"]),
    ("export.in.json", &["articles[].headline", "articles[].paragraphs[]"]),
    ("desk.in.csv", &["title", "text"]),
    ("desk.in.tsv", &["3"]),
];

fn fields(names: &[&str]) -> Vec<Field> {
    names.iter().map(|n| Field::named(n)).collect()
}

fn fixed(text: &str, format: Format, names: &[&str]) -> Outcome {
    let corrected = correct(&mut Pipeline::new().reader(), text, format, &fields(names)).unwrap();
    assert_eq!(corrected.problems, []);
    holds(text, &corrected.outcome);
    corrected.outcome
}

/// The changes replay to the text, and every finding lies in the file.
fn holds(text: &str, outcome: &Outcome) {
    let (mut new, mut at) = (String::new(), 0);
    for change in &outcome.changes {
        new.push_str(&text[at..change.source.start()]);
        new.push_str(change.replacement.as_ref().unwrap());
        at = change.source.end();
    }
    new.push_str(&text[at..]);
    assert_eq!(new, outcome.text);
    let all = |f: &Finding| [f.source].into_iter().chain(f.parts.iter().flat_map(|p| p.evidence.clone())).collect::<Vec<_>>();
    for finding in outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes) {
        for place in all(finding) {
            assert!(text.get(place.range()).is_some(), "{finding:?}");
        }
    }
}

#[test]
fn samples_come_out_as_they_are_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    let mut seen = Vec::new();
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names.iter().filter(|n| n.contains(".in.") && !n.ends_with(".docx")) {
        let format = Format::of(Path::new(name)).unwrap();
        seen.push(format);
        let wanted = FIELDS.iter().find(|f| f.0 == name).map_or(&[][..], |f| f.1);
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let outcome = fixed(&text, format, wanted);
        let kept = folder.join(name.replace(".in.", ".out."));
        if std::env::var_os("UPDATE_SAMPLES").is_some() {
            std::fs::write(&kept, &outcome.text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), outcome.text, "{}: UPDATE_SAMPLES=1 keeps it", kept.display());
        assert!(!outcome.changes.is_empty(), "{name} has something to repair");
        // A sound file is not touched.
        let again = fixed(&outcome.text, format, wanted);
        assert_eq!(again.changes, [], "{name}");
    }
    for format in Format::all() {
        assert!(seen.contains(&format) || matches!(format, Format::Text | Format::Docx), "{format:?} has no sample");
    }
}

#[test]
fn json_is_written_as_it_was() {
    let out = |text: &str| fixed(text, Format::Json, &["t"]).text;
    assert_eq!(
        out(r#"{"t":"He said \"the the news\" caf\u00e9 , \/ok","u":"the the"}"#),
        r#"{"t":"He said \"the news\" caf\u00e9, \/ok","u":"the the"}"#
    );
    // A file that is ASCII by escapes stays so; one that is not gets letters.
    let ascii = out(r#"{"t":"\u201cYes,\u201e he said. \u201eNo.\u201d"}"#);
    assert_eq!(ascii, r#"{"t":"\u201cYes,\u201d he said. \u201cNo.\u201d"}"#);
    // Half a pair is nobody's letter, and stays.
    assert_eq!(out(r#"{"t":"the the \ud83d end \ud83d\ude00"}"#), r#"{"t":"the \ud83d end \ud83d\ude00"}"#);
    let items = fixed(r#"[{"t":["a b","at the the end"]},[],{"t":["so , it"]}]"#, Format::Json, &["[].t[]"]);
    assert_eq!(items.text, r#"[{"t":["a b","at the end"]},[],{"t":["so, it"]}]"#);
}

#[test]
fn what_can_not_be_read_is_said_with_its_place() {
    let trouble = |text: &str, format: Format, names: &[&str]| {
        correct(&mut Pipeline::new().reader(), text, format, &fields(names)).err().map(|p| p.to_string()).unwrap_or_default()
    };
    let said = trouble("{\"a\":\n [1,}", Format::Json, &["a"]);
    assert!(said.starts_with("line 2: it is no JSON") && said.contains("column 5"), "{said}");
    let said = trouble("{\"body\":{\"text\":\"Five words stand in here\"},\"id\":\"x\"}", Format::Json, &[]);
    assert!(said.contains("--field") && said.contains("body.text"), "{said}");
    let said = trouble("{\"body\":{\"text\":\"Five words stand in here\"}}\n", Format::Jsonl, &["text"]);
    assert!(said.contains("no text in the field text") && said.contains("body.text"), "{said}");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(trouble(&deep, Format::Json, &["a"]).contains("no text in the field"));
    let deep = format!("{{\"a\":{}\"t\"{}, \"b\": \"at the the end\"}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(fixed(&deep, Format::Json, &["b"]).text.ends_with("\"at the end\"}"));
}

/// Pieces that make a file of the format, good or bad.
#[rustfmt::skip]
fn pieces(format: Format) -> Vec<&'static str> {
    let prose =
        ["the the ", " , ", "In depth", "Openai", "withthe", "“", "’s", "é", "\u{a0}", "\n", "\n\n", " ", "$ 1,000 ", "Ã©"];
    let own: &[&str] = match format {
        Format::Text | Format::Docx => &[],
        Format::Markdown => &[
            "*", "**", "_", "`", "```", "[", "](u)", "![", "# ", "- ", "1. ", "> ", "|", "---", "<br>", "<b>", "&amp;", "\\", "~~", "[^1]",
            "<https://a.b/>", "$", "    ", "  ",
        ],
        Format::Csv | Format::Tsv => &["\"", "\"\"", ",", ";", "\t", "\r\n"],
        Format::Html => &[
            "<p>", "</p>", "<a href=x>", "</a>", "<b>", "</b>", "<br>", "<code>", "</code>", "<script>", "</script>", "<!--",
            "-->", "&rsquo;", "&amp", "&lt;", "<img alt=\"at the the end\" title='so , so'>", "<img alt=a&b>", "<", ">", "&", "=",
            "<pre>", "<i translate=no>",
        ],
        Format::Xliff | Format::Tmx => &[
            "<g id='1'>", "</g>", "<x/>", "<ph>", "</ph>", "<mrk translate='no'>", "</mrk>", "<bpt i='1'>", "</bpt>", "<hi>", "</hi>",
            "&amp;", "&#8217;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "%s", "&lt;b&gt;",
        ],
        Format::Srt | Format::Vtt => {
            &["\n\n2\n00:00:02,000 --> 00:00:03.000\n", "<i>", "</i>", "<v A>", "<c.x>", "&amp;", "{\\an8}", "- ", "<", "-->", "NOTE "]
        }
        Format::Po => &["\"\n\"", "\\n", "\\\"", "\\", "%s", "\"\nmsgid \"a\"\nmsgstr \"", "\"\n#~ \"", "\\x41", "_F"],
        Format::Json | Format::Jsonl => {
            &["{\"t\":\"", "\"}", "\\n", "\\u2019", "\\ud83d", "\\\"", "[", "]", "{", "\"", ",", "\\", "null"]
        }
    };
    prose.into_iter().chain(own.iter().copied()).collect()
}

fn file(format: Format) -> impl Strategy<Value = String> {
    let pieces = pieces(format);
    proptest::collection::vec(0..pieces.len(), 0..60).prop_map(move |picked| {
        let text: String = picked.iter().map(|&i| pieces[i]).collect();
        match format {
            Format::Json => format!("{{\"t\":\"{}\"}}", text.replace(['\n', '"'], "\\n")),
            Format::Jsonl => text.lines().map(|l| format!("{{\"t\":\"{l}\"}}\n")).collect(),
            Format::Csv | Format::Tsv => format!("t,u\n{text}"),
            Format::Xliff => {
                format!("<xliff><file><trans-unit><source>the the</source><target>{text}</target></trans-unit></file></xliff>")
            }
            Format::Tmx => format!("<tmx><body><tu><tuv lang='en'><seg>{text}</seg></tuv></tu></body></tmx>"),
            Format::Srt => format!("1\n00:00:01,000 --> 00:00:02,000\n{text}"),
            Format::Vtt => format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", text.replace("02,0", "02.0")),
            Format::Po => format!("msgid \"x\"\nmsgstr \"{}\"\n", text.replace("\n\n", " ")),
            _ => text,
        }
    })
}

proptest! {
    #![proptest_config(properties::config(150))]

    #[test]
    fn any_file_comes_through(files in Format::all().map(file).collect::<Vec<_>>(), rubbish in ".{0,80}") {
        for (format, text) in Format::all().zip(&files).chain(Format::all().map(|f| (f, &rubbish))) {
            comes_through(format, text);
        }
    }
}

/// Everything but what is repaired stays, and what is written can be read again.
fn comes_through(format: Format, text: &str) {
    let pipeline = Pipeline::new();
    let names = fields(&["t"]);
    let Ok(corrected) = correct(&mut pipeline.reader(), text, format, &names) else { return };
    holds(text, &corrected.outcome);
    assert_eq!(stays(text, &corrected.outcome.text, format), Ok(()), "{format:?} {text:?}");
    if corrected.outcome.stable() {
        let again = correct(&mut pipeline.reader(), &corrected.outcome.text, format, &names);
        assert!(again.is_ok(), "{format:?} {text:?} became {:?}: {again:?}", corrected.outcome.text);
    }
}

#[test]
fn what_once_did_not_come_through_does() {
    for text in [
        "Ã©<img alt=\"at the the end\" title='so , so'>the the ",
        "\u{feff}\u{10000}",
        "at **the** *the* end of it, withthe help",
        "at <b>the</b> <i>the</i>end of it, withthe help",
    ] {
        Format::all().for_each(|format| comes_through(format, text));
    }
}

#[test]
fn tables_keep_their_quoting() {
    let out = |text: &str, names: &[&str]| fixed(text, Format::Csv, names).text;
    let old = "id,t\r\n1,at the the end\r\n2,\"He said \"\"so , so\"\" .\"\r\n\r\n3,\r\n4\r\n";
    assert_eq!(out(old, &["t"]), "id,t\r\n1,at the end\r\n2,\"He said \"\"so, so\"\".\"\r\n\r\n3,\r\n4\r\n");
    // A separator that a repair puts into a bare cell: the cell is quoted.
    let old = "t;u\nRates rose , by 3;x\nThe lab Skelby R1which runs; it\nA $ 1,000 sum and 60 $ more;y";
    assert_eq!(out(old, &["t"]), "t;u\nRates rose, by 3;x\nThe lab Skelby R1, which runs; it\nA $1,000 sum and $60 more;y");
    let old = "t,u\nThe model R1which runs on the the chip at home,x\n";
    assert_eq!(out(old, &["t"]), "t,u\n\"The model R1, which runs on the chip at home\",x\n");
    assert_eq!(out("a|b\nx|at the the end\n", &["2"]), "a|b\nx|at the end\n");
    // A quotation mark within a cell does not come to stand at its beginning, where it would begin one that is quoted.
    assert_eq!(out("t,u\n\u{200b}\"So\" , he said,x\n", &["t"]), "t,u\n\u{200b}\"So\" , he said,x\n");
    // A cell that can't be quoted keeps no other from it, however many they are.
    let rows =
        |cells: [&str; 2]| format!("t,u\nIts \"lab\" R1which runs,x\n{}", cells.map(|c| format!("{c},x\n")).concat().repeat(300));
    let old = rows(["The model R1which runs on the the chip", "at the the end"]);
    assert_eq!(out(&old, &["t"]), rows(["\"The model R1, which runs on the chip\"", "at the end"]));
    let trouble = |text: &str, names: &[&str]| {
        correct(&mut Pipeline::new().reader(), text, Format::Csv, &fields(names)).err().unwrap().to_string()
    };
    assert!(trouble("id,body text\n1,four words stand in it\n", &[]).contains("prose seems to be in body text"));
    assert!(trouble("id,text\n1,\"never closed\n2,x\n", &["text"]).starts_with("line 2: a quotation mark"), "place");
    assert!(trouble("id,text\n", &["txt"]).contains("no column \"txt\"; its columns are id, text"));
    let tsv = fixed("id\ttext\n1\t\"at the the end\n", Format::Tsv, &["text"]);
    assert_eq!(tsv.text, "id\ttext\n1\t\"at the end\n");
}

#[test]
fn markdown_keeps_its_markup() {
    let out = |text: &str| fixed(text, Format::Markdown, &[]).text;
    for (given, wanted) in [
        ("---\ntitle: at the the end\n---\n\n# At the the end\n", "---\ntitle: at the the end\n---\n\n# At the end\n"),
        (
            "He met [investors](http://a.b/the the)from the *north* .\n",
            "He met [investors](http://a.b/the the)from the *north*.\n",
        ),
        (
            "On Monday he met [investors](http://a.b)from the *north* .\n",
            "On Monday he met [investors](http://a.b) from the *north*.\n",
        ),
        ("> at the\n> the end of `the the`\n\n    the the , code\n", "> at the end of `the the`\n\n    the the , code\n"),
        ("![at the the end](x.png) and \\* so , \\[on\\]\n", "![at the end](x.png) and \\* so, \\[on\\]\n"),
        ("| a | b |\n|---|---|\n| at the the end | x , y |\n", "| a | b |\n|---|---|\n| at the end | x, y |\n"),
    ] {
        assert_eq!(out(given), wanted);
    }
}

#[test]
fn the_edges_of_links_are_known_seams() {
    let out = |text: &str| fixed(text, Format::Html, &[]).text;
    for (given, wanted) in [
        (
            "<p>It bought <a href=x>Skelby Ferry</a>services last year.</p>",
            "<p>It bought <a href=x>Skelby Ferry</a> services last year.</p>",
        ),
        (
            "<p>On Monday he met<a href=x>investors from</a>Oslo and the north.</p>",
            "<p>On Monday he met <a href=x>investors from</a> Oslo and the north.</p>",
        ),
        ("<p>The <b>report</b>shows a loss.</p>", "<p>The <b>report</b> shows a loss.</p>"),
        ("<p>Talks with<em>Nvidia</em>about chips.</p>", "<p>Talks with <em>Nvidia</em> about chips.</p>"),
        // The capital at the other end waits until the glue is gone: a name may come of it.
        (
            "<p>Its rival <a href=x>In depth</a>the lab behind Deepseek R1 , was not asked .</p>",
            "<p>Its rival <a href=x>DeepSeek</a>, the lab behind DeepSeek R1, was not asked.</p>",
        ),
        // The smallest change: nothing moves into a link or out of it.
        (
            "<p>at the <i>the</i> end &amp; <b>Openai</b>&rsquo;s lab .</p>",
            "<p>at <i>the</i> end &amp; <b>OpenAI</b>&rsquo;s lab.</p>",
        ),
    ] {
        assert_eq!(out(given), wanted);
    }
    for sound in [
        "<p><b>W</b>hen the <em>un</em>likely <a href=x>tweet</a>ed <i>Google</i>able <span>T</span>he <b>Biden</b>land.</p>",
        "<p>H<sub>2</sub>O and said<sup>1</sup> that, <a href=x>Mc</a>Donald&nbsp;and <code>the the</code> text.</p>",
        "<p>In <em>The Wire</em>, on <a href=x>Medium</a> and by <a href=x>Wired</a> it says so.</p>",
    ] {
        assert_eq!(out(sound), sound);
    }
}
