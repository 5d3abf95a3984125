//! A text that somebody types is text: each format writes it in its own way, the file stays sound, and what was there comes back.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod program;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use copydesk::Pipeline;
use copydesk::formats::{self, Field, Format, Typing};
use copydesk::review::Sheet;
use program::fed;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is typed for the name.
const TYPED: &str = r#"AT&T <b>"Ltd"</b>, \ Co"#;

/// Runs the program in a folder: exit status, and all that it said.
fn run(folder: &Path, args: &[&str], answers: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = fed(command.current_dir(folder).env("XDG_STATE_HOME", folder.join("state")).args(args), answers.as_bytes());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
}

/// Reviews a file with these answers and looks at its bytes: after the review, after the same decisions once more, after `undo`, and
/// after the decisions on the file as it was.
fn reviewed(name: &str, more: &[&str], old: &[u8], answers: &str) -> Vec<u8> {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join(name);
    fs::write(&path, old).unwrap();
    let with = |args: &[&str]| args.iter().chain(more).map(|a| (*a).to_owned()).collect::<Vec<String>>();
    let go = |args: &[&str], answers: &str| {
        let args = with(args);
        run(desk.path(), &args.iter().map(String::as_str).collect::<Vec<&str>>(), answers)
    };
    let (status, said) = go(&["review", "--plain", "--decisions", "d.json", name], answers);
    assert_eq!(status, 0, "{name}: {said}");
    let new = fs::read(&path).unwrap();
    assert_ne!(new, old, "{name}: {said}");
    let (status, said) = go(&["apply", "d.json", name], "");
    assert_eq!((status, fs::read(&path).unwrap() == new), (0, true), "{name}, twice: {said}");
    assert_eq!(run(desk.path(), &["undo"], "").0, 0);
    assert_eq!(fs::read(&path).unwrap(), old, "{name}, taken back");
    let (status, said) = go(&["apply", "d.json", name], "");
    assert_eq!((status, fs::read(&path).unwrap() == new), (0, true), "{name}, again: {said}");
    new
}

/// The same with the text typed for the one finding of the file.
fn typed(name: &str, more: &[&str], old: &str) -> String {
    String::from_utf8(reviewed(name, more, old.as_bytes(), &format!("t\n{TYPED}\ny\n"))).unwrap()
}

#[test]
fn each_format_writes_it_in_its_own_way() {
    let sentence = "Shares of Openai fell by a tenth on Monday.";
    let html = r#"AT&amp;T &lt;b&gt;"Ltd"&lt;/b&gt;, \ Co"#;
    let json = r#"AT&T <b>\"Ltd\"</b>, \\ Co"#;
    let field: &[&str] = &["--field", "text"];
    let xliff = |what: &str| {
        format!(
            "<xliff version=\"1.2\"><file source-language=\"fr\" target-language=\"en\" original=\"a\" datatype=\"plaintext\"><body>\
             <trans-unit id=\"1\"><source>Un &amp; deux.</source><target>Shares of {what} fell by a tenth on Monday.</target></trans-unit>\
             </body></file></xliff>\n"
        )
    };
    let tmx = |what: &str| {
        format!(
            "<tmx version=\"1.4\"><header srclang=\"fr\"/><body><tu><tuv xml:lang=\"fr\"><seg>Un.</seg></tuv>\
             <tuv xml:lang=\"en\"><seg>Shares of {what} fell by a tenth on Monday.</seg></tuv></tu></body></tmx>\n"
        )
    };
    for (name, more, old, new) in [
        ("a.txt", &[][..], sentence.to_owned(), TYPED),
        ("a.html", &[], format!("<p>One &amp; two.</p>\n<p>{sentence}</p>\n"), html),
        ("b.html", &[], "<p>Shares of <a href=\"x\">Openai</a> fell by a tenth on Monday.</p>\n".into(), html),
        ("c.html", &[], format!("<p><img alt=\"{sentence}\"></p>\n"), r#"AT&amp;T <b>&quot;Ltd&quot;</b>, \ Co"#),
        ("a.json", &["--field", "[].text"], format!("[{{\"n\":1,\"text\":\"{sentence}\"}}]\n"), json),
        ("a.jsonl", field, format!("{{\"text\":\"{sentence}\"}}\n{{\"text\":\"Well.\"}}\n"), json),
        ("b.json", &["--field", "[].text"], format!("[{{\"text\":\"caf\\u00e9\"}},{{\"text\":\"{sentence}\"}}]"), json),
        ("a.csv", field, format!("id,text\n7,{sentence}\n8,Well.\n"), ""),
        ("b.csv", field, format!("id,text\n7,\"So, {sentence}\"\n"), r#"AT&T <b>""Ltd""</b>, \ Co"#),
        ("a.md", &[], format!("# Head\n\n{sentence} *So* it was.\n"), r#"AT\&T \<b>"Ltd"\</b>, \\ Co"#),
        ("a.xlf", &[], xliff("Openai"), html),
        ("a.tmx", &[], tmx("Openai"), html),
        ("a.po", &[], format!("msgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgid \"a\"\nmsgstr \"{sentence}\"\n"), json),
    ] {
        let got = typed(name, more, &old);
        let wanted = match name {
            "a.csv" => format!("id,text\n7,\"{}\"\n8,Well.\n", sentence.replace("Openai", &TYPED.replace('"', "\"\""))),
            _ => old.replace("Openai", new),
        };
        assert_eq!(got, wanted, "{name}");
    }
}

#[test]
fn markup_inside_the_place_stays() {
    let put = |file: &str, what: &str, text: &str| {
        let typing = Typing::of(file, Format::Html, &[]).unwrap();
        let start = file.find(what).unwrap();
        let put = typing.write(&(start..start + what.len()), text)?;
        let new = format!("{}{}{}", &file[..put.place.start], put.new, &file[put.place.end..]);
        typing.proves(&[&put]).then_some(new)
    };
    let page = "<p>in town: In <b>depth</b>the lab &amp; more.</p><p>The end.</p>";
    let new = put(page, "In <b>depth</b>the", "In <length>, the").unwrap();
    assert_eq!(new, "<p>in town: In <b>&lt;length</b>&gt;, the lab &amp; more.</p><p>The end.</p>");
    assert_eq!(put(page, "lab &amp; more", "lab & less").unwrap(), page.replace("more", "less"));
    assert_eq!(put(page, "&amp;", "and").unwrap(), page.replace("&amp;", "and"));
    // No paragraph goes into another one, and what is no text is not typed over.
    assert_eq!(put(page, "more.</p><p>The", "less"), None);
    let code = "<p>See <code>the the</code> end.</p>";
    assert_eq!(put(code, "the the", "the"), None);
}

#[test]
fn a_cell_is_quoted_once_for_all_that_is_written_into_it() {
    let old = "id,text,more\n7,Shares of Openai fell and the the losses of Openai grew,x\n";
    let field = ["--field", "text"];
    let by = |answers: &str| String::from_utf8(reviewed("a.csv", &field, old.as_bytes(), answers)).unwrap();
    assert_eq!(by("t\nOpen, AI\ny\ny\ny\n"), "id,text,more\n7,\"Shares of Open, AI fell and the losses of OpenAI grew\",x\n");
    assert_eq!(
        by("n\nn\nt\nthe \"AI\"\ny\n"),
        "id,text,more\n7,\"Shares of Openai fell and the the losses of the \"\"AI\"\" grew\",x\n"
    );
    assert_eq!(by("y\nn\nn\ny\n"), "id,text,more\n7,Shares of OpenAI fell and the the losses of Openai grew,x\n");
    // Where cells can't be quoted, what would part them is refused, and the others are written.
    let desk = tempfile::tempdir().unwrap();
    let table = "id\ttext\n7\t\"Shares of Openai fell and the the losses grew\n";
    fs::write(desk.path().join("a.tsv"), table).unwrap();
    let args = ["review", "--plain", "--decisions", "d.json", "--field", "text", "a.tsv"];
    run(desk.path(), &args, "t\nOpen\tAI\ny\n");
    let (status, said) = run(desk.path(), &["apply", "d.json", "--field", "text", "a.tsv"], "");
    assert!(status == 2 && said.contains("can't become what was typed"), "{said}");
    assert_eq!(fs::read_to_string(desk.path().join("a.tsv")).unwrap(), table.replace("the the", "the"), "{said}");
}

#[test]
fn what_the_format_can_not_hold_is_refused_and_said() {
    let desk = tempfile::tempdir().unwrap();
    let old = "1\n00:00:01,000 --> 00:00:02,000\nShares of Openai fell and the the losses grew.\n";
    fs::write(desk.path().join("a.srt"), old).unwrap();
    run(desk.path(), &["review", "--plain", "--decisions", "d.json", "a.srt"], "t\nX\ny\nq\n");
    let decisions = fs::read_to_string(desk.path().join("d.json")).unwrap();
    // Another cue, and a tag: subtitles have no way to write either as text.
    for text in ["X\\n\\n2\\n00:00:03,000 --> 00:00:04,000\\nY", "a <b> c"] {
        fs::write(desk.path().join("d.json"), decisions.replace("\"text\":\"X\"", &format!("\"text\":\"{text}\""))).unwrap();
        fs::write(desk.path().join("a.srt"), old).unwrap();
        let (status, said) = run(desk.path(), &["apply", "d.json", "a.srt"], "");
        assert!(status == 2 && said.contains("the file would be read otherwise"), "{said}");
        assert_eq!(fs::read_to_string(desk.path().join("a.srt")).unwrap(), old.replace("the the", "the"));
    }
    fs::write(desk.path().join("d.json"), decisions.replace("\"text\":\"X\"", "\"text\":\"AT&T, 1 < 2\"")).unwrap();
    fs::write(desk.path().join("a.srt"), old).unwrap();
    assert_eq!(run(desk.path(), &["apply", "d.json", "a.srt"], "").0, 0);
    assert_eq!(
        fs::read_to_string(desk.path().join("a.srt")).unwrap(),
        old.replace("the the", "the").replace("Openai", "AT&T, 1 < 2")
    );
}

#[test]
fn packed_files_are_reviewed() {
    let pack = |text: &str| {
        let mut encoder = flate2::GzBuilder::new().filename("a").mtime(7).write(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let unpack = |bytes: &[u8]| std::io::read_to_string(flate2::read::MultiGzDecoder::new(bytes)).unwrap();
    let text = "Shares of Openai fell by a tenth on Monday.\n";
    let answers = format!("t\n{TYPED}\ny\n");
    let new = reviewed("a.txt.gz", &[], &pack(text), &answers);
    assert_eq!(unpack(&new), text.replace("Openai", TYPED));
    let page = format!("<p>{text}</p>");
    let new = reviewed("a.html.gz", &[], &pack(&page), &answers);
    assert_eq!(unpack(&new), page.replace("Openai", r#"AT&amp;T &lt;b&gt;"Ltd"&lt;/b&gt;, \ Co"#));
}

#[test]
fn word_documents_are_reviewed() {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let body = |xml: &str| format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{xml}</w:body></w:document>");
    let document = |xml: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("[Content_Types].xml", types.to_owned()), ("word/document.xml", body(xml))] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let xml_of = |bytes: &[u8]| {
        let mut text = String::new();
        ZipArchive::new(Cursor::new(bytes)).unwrap().by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let runs = |name: &str, end: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">Shares of </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{name}</w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\"> fell.</w:t></w:r></w:p><w:p><w:r><w:t>And {end} losses &amp; debts grew.</w:t></w:r></w:p>"
        )
    };
    let old = document(&runs("Openai", "the the"));
    let new = reviewed("a.docx", &[], &old, &format!("t\n{TYPED}\nn\ny\n"));
    assert_eq!(xml_of(&new), body(&runs(r#"AT&amp;T &lt;b&gt;"Ltd"&lt;/b&gt;, \ Co"#, "the the")));
    let new = reviewed("b.docx", &[], &old, "y\ny\ny\n");
    assert_eq!(xml_of(&new), body(&runs("OpenAI", "the")));
}

#[test]
fn who_types_begins_with_what_people_read() {
    let read = |name: &str, text: &str, fields: &[Field]| -> Vec<(String, Option<String>)> {
        let format = Format::of(Path::new(name)).unwrap();
        let pipeline = Pipeline::new();
        let outcome = formats::correct(&mut pipeline.reader(), text, format, fields).unwrap().outcome;
        let mut sheet = Sheet::new(name, text, &outcome);
        sheet.tell_readings(format, fields);
        let told = sheet.items.iter().filter_map(|item| item.read());
        told.map(|read| (read.original.clone(), read.replacement.clone())).collect()
    };
    let quote = |text: &str| Some(text.to_owned());
    let page = "<p>&ldquo;It is a small thing,&ldquo; a broker said to the men &amp; women.</p>\n";
    assert_eq!(read("a.html", page, &[]), [("“".to_owned(), quote("”"))]);
    let json = "{\"text\":\"He said: \\u201cIt is a small thing,\\u201c and left.\"}\n";
    assert_eq!(read("a.json", json, &[Field::named("text")]), [("“".to_owned(), quote("”"))]);
    // A cell that a repair puts quotation marks around.
    let table = "id,text\n7,Stay in depththe town and go. In depththe lab. Deepseek R1 of DeepSeek\n";
    let told = read("a.csv", table, &[Field::named("text")]);
    assert!(told.iter().all(|(old, new)| !old.contains('"') && new.as_ref().is_none_or(|n| !n.starts_with('"'))), "{told:?}");
}
