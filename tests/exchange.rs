//! The formats of translators: XLIFF, TMX, PO, subtitles. What people read is repaired, every other byte stays.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use copydesk::formats::{Format, correct};
use copydesk::{Outcome, Pipeline};

fn outcome(text: &str, format: Format) -> Outcome {
    correct(&mut Pipeline::new().reader(), text, format, &[]).unwrap_or_else(|e| panic!("{e}: {text}")).outcome
}

fn fixed(text: &str, format: Format) -> String {
    outcome(text, format).text
}

fn refused(text: &str, format: Format) -> String {
    correct(&mut Pipeline::new().reader(), text, format, &[]).err().map(|e| e.to_string()).unwrap_or_default()
}

/// XLIFF with that target.
fn unit(target: &str) -> String {
    format!(
        "<xliff version='1.2'><file><body><trans-unit id='1'><source>s</source><target>{target}</target></trans-unit></body></file></xliff>"
    )
}

fn target(target: &str) -> String {
    let whole = fixed(&unit(target), Format::Xliff);
    let (start, end) = (whole.find("<target>").unwrap() + 8, whole.rfind("</target>").unwrap());
    whole[start..end].to_owned()
}

#[test]
fn inline_codes_stay_where_they_are() {
    for (given, wanted) in [
        ("The <g id='1'>report</g>shows the the loss.", "The <g id='1'>report</g> shows the loss."),
        (
            "The <bpt id='1'>&lt;b&gt;</bpt>report<ept id='1'>&lt;/b&gt;</ept>shows a loss.",
            "The <bpt id='1'>&lt;b&gt;</bpt>report<ept id='1'>&lt;/b&gt;</ept> shows a loss.",
        ),
        ("The <bx id='1'/>report<ex id='1'/>shows a loss.", "The <bx id='1'/>report<ex id='1'/> shows a loss."),
        // What stands for content is gone over by no repair.
        ("at the <x id='1'/> the end", "at the <x id='1'/> the end"),
        ("at the <ph id='1'>the the</ph>the end of the the day", "at the <ph id='1'>the the</ph>the end of the day"),
        ("It &amp; Openai&#8217;s boat , &lt;b&gt;the the&lt;/b&gt;", "It &amp; OpenAI&#8217;s boat, &lt;b&gt;the&lt;/b&gt;"),
        ("<mrk mtype='protected'>the the</mrk> and the the end", "<mrk mtype='protected'>the the</mrk> and the end"),
        ("<![CDATA[at the the A & B , so <i>x y</i> = 1]]>", "<![CDATA[at the A & B, so <i>x y</i> = 1]]>"),
        ("so the the <![CDATA[A & B]]> , they , say", "so the <![CDATA[A & B]]>, they, say"),
        ("&nbsp;&unknown; the the end", "&nbsp;&unknown; the end"),
    ] {
        assert_eq!(target(given), wanted);
    }
}

#[test]
fn only_targets_in_english_are_read() {
    let french = unit("at the the end").replace("<file>", "<file target-language='fr-CA'>");
    assert_eq!(fixed(&french, Format::Xliff), french);
    let english = unit("at the the end").replace("<file>", "<file target-language='en-US'>");
    assert!(fixed(&english, Format::Xliff).contains("<target>at the end</target>"));
    let untranslated = unit("at the the end")
        .replace("<file>", "<file><group translate='no'>")
        .replace("</file>", "</group></file>")
        .replace("<body>", "")
        .replace("</body>", "");
    assert_eq!(fixed(&untranslated, Format::Xliff), untranslated);
    let yet = untranslated.replace("<trans-unit ", "<trans-unit translate='yes' ");
    assert_ne!(fixed(&yet, Format::Xliff), yet);
}

#[test]
fn a_file_in_another_encoding_gets_references() {
    let narrow = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", unit("He said: “Yes,„ and left."));
    assert!(fixed(&narrow, Format::Xliff).contains("“Yes,&#8221; and"), "{}", fixed(&narrow, Format::Xliff));
}

#[test]
fn what_is_no_xml_is_refused_with_its_place() {
    for (text, place, words) in [
        ("<xliff>\n<file></xliff>", "line 2", "no XML"),
        ("<xliff>\n<file>", "line 2", "<file> is never closed"),
        ("<xliff a='1' a='2'/>", "line 1", "no XML"),
        ("<xliff><é/g></xliff>", "line 1", "no XML"),
        ("<tmx/>", "line 1", "its root is <tmx>"),
        ("<xliff>&</xliff>", "line 1", "no XML"),
        ("<xliff>&#0;</xliff>", "line 1", "no XML"),
        ("<xliff/>more", "line 1", "outside"),
        ("<xliff/><xliff/>", "line 1", "outside"),
        ("", "", "no element"),
        ("plain", "line 1", "outside"),
    ] {
        let said = refused(text, Format::Xliff);
        assert!(said.starts_with(place) && said.contains(words), "{text}: {said}");
    }
}

#[test]
fn hostile_xml_costs_little() {
    let bomb = format!(
        "<!DOCTYPE xliff [<!ENTITY a \"the the \">{}]>{}",
        (0..40).map(|i| format!("<!ENTITY b{i} \"&b{};&b{};\">", i + 1, i + 1)).collect::<String>(),
        unit("&a;&b0; at the the end")
    );
    assert!(fixed(&bomb, Format::Xliff).contains("&a;&b0; at the end"));
    let deep = unit(&format!("{}the the end{}", "<g id='1'>".repeat(20_000), "</g>".repeat(20_000)));
    assert!(fixed(&deep, Format::Xliff).contains(">the end<"));
    let open = "<xliff>".to_owned() + &"<a>".repeat(200_000);
    assert!(refused(&open, Format::Xliff).contains("never closed"));
    let long = unit(&"a lamp and a boat ".repeat(20_000));
    assert_eq!(fixed(&long, Format::Xliff), long);
}

#[test]
fn the_source_of_a_memory_stays() {
    let memory = |source: &str, language: &str| {
        format!(
            "<tmx version='1.4'><header srclang='{source}'/><body><tu><tuv xml:lang='{language}'><seg>at the the end</seg></tuv></tu></body></tmx>"
        )
    };
    for (source, language, changes) in [
        ("fr", "en", true),
        ("fr", "EN-us", true),
        ("*all*", "en", true),
        ("en-US", "en-GB", true),
        ("en", "en", false),
        ("en", "en-GB", false),
        ("en-US", "EN-us", false),
        ("fr", "de", false),
        ("de", "fr", false),
    ] {
        let text = memory(source, language);
        assert_eq!(fixed(&text, Format::Tmx) != text, changes, "{source} {language}");
    }
}

#[test]
fn catalogues_keep_their_strings() {
    let of = |msgstr: &str| fixed(&format!("msgid \"x\"\nmsgstr {msgstr}\n"), Format::Po).replace("msgid \"x\"\nmsgstr ", "");
    assert_eq!(of("\"at the the end , \\\"so\\\"\""), "\"at the end, \\\"so\\\"\"\n");
    assert_eq!(
        of("\"\"\n\"The shares of Op\"\n\"enai fell in the \"\n\"the end\\n\""),
        "\"\"\n\"The shares of Op\"\n\"enAI fell in \"\n\"the end\\n\"\n"
    );
    // Lines of a text stay lines, placeholders and keys stay.
    assert_eq!(
        of("\"\\nat the\\nthe end %s %s , {0}{0} E&xit the the\\n\""),
        "\"\\nat the\\nthe end %s %s, {0}{0} E&xit the\\n\"\n"
    );
    let french = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgid \"a\"\nmsgstr \"at the the end\"\n";
    assert_eq!(fixed(french, Format::Po), french);
    let obsolete = "#~ msgid \"a\"\n#~ msgstr \"at the the end\"\n";
    assert_eq!(fixed(obsolete, Format::Po), obsolete);
    for (text, place) in [
        ("msgid \"a\"\nmsgstr \"b", "line 2"),
        ("msgid \"a\"\nmsgstr \"b\"c\"", "line 2"),
        ("msgid \"a\"\nrubbish\n", "line 2"),
        ("\"a\"\n", "line 1"),
        ("msgstr[x] \"a\"\n", "line 1"),
        ("msgid\n", "line 1"),
    ] {
        let said = refused(text, Format::Po);
        assert!(said.starts_with(place) && said.contains("no PO"), "{text}: {said}");
    }
}

#[test]
fn a_sentence_runs_over_cues() {
    let srt = |cues: &[&str]| -> String {
        cues.iter()
            .enumerate()
            .map(|(i, c)| format!("{}\r\n00:00:{:02},000 --> 00:00:{:02},900\r\n{c}\r\n\r\n", i + 1, i * 2, i * 2 + 1))
            .collect()
    };
    for (given, wanted) in [
        // Words are repaired over the break, which stays.
        (&["He read the New York", "Instances of Monday."][..], &["He read the New York", "Times of Monday."][..]),
        (&["He read the New\r\nYork Instances."], &["He read the New\r\nYork Times."]),
        (&["He went to the", "the harbour."], &["He went to ", "the harbour."]),
        (&["<i>He went to the</i>", "<i>harbour , then</i>"], &["<i>He went to the</i>", "<i>harbour, then</i>"]),
        (
            &["{\\an8}The the boat <font color=\"#fff\">of Openai</font>"],
            &["{\\an8}The boat <font color=\"#fff\">of OpenAI</font>"],
        ),
        // Also where another repair can't be made.
        (&["He went to the", "the harbour", "at 4.5 percent.<p>"], &["He went to ", "the harbour", "at 4.5 percent. "]),
        // No break goes, no line is left empty.
        (&["The boats of Open", "AI left."], &["The boats of Open", "AI left."]),
        (&["the", "the"], &["the", "the"]),
        (&["He left the harbour\r\n, and came back."], &["He left the harbour\r\n, and came back."]),
        // Captions that roll up.
        (
            &["at the end of the", "at the end of the\r\nday it rained"],
            &["at the end of the", "at the end of the\r\nday it rained"],
        ),
        (&["- Is it the the?\r\n- The the boat."], &["- Is it the?\r\n- The boat."]),
    ] {
        let (given, wanted) = (srt(given), srt(wanted));
        let outcome = outcome(&given, Format::Srt);
        assert_eq!(outcome.text, wanted);
        for finding in outcome.suggestions.iter().filter(|f| given[f.source.range()].contains("-->")) {
            let new = finding.replacement.as_deref().unwrap_or_default();
            assert!(new.contains("-->"), "{finding:?}");
        }
    }
}

#[test]
fn subtitles_that_are_none_are_refused() {
    for (text, format, place) in [
        ("Hello\n1\n00:00:01,000 --> 00:00:02,000\na\n", Format::Srt, "line 1"),
        ("1\n00:00:01,000 --> 00:0x\na\n", Format::Srt, "line 2"),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n", Format::Vtt, "line 1"),
        ("WEBVTT\n\n00:01 -> \n\nx --> y\n", Format::Vtt, "line 5"),
    ] {
        let said = refused(text, format);
        assert!(said.starts_with(place) && said.contains("it is no "), "{text}: {said}");
    }
    assert_eq!(fixed("", Format::Srt), "");
    let long = format!("1\n00:00:01,000 --> 00:00:02,000\n{}\n", "a lamp and a boat ".repeat(20_000));
    assert_eq!(fixed(&long, Format::Srt), long);
    let many: String = (0..3000).map(|i| format!("{i}\n00:00:01,000 --> 00:00:02,000\na boat and a lamp\n\n")).collect();
    assert_eq!(fixed(&many, Format::Srt), many);
}
