//! Any bytes as a file of any format, on the way that `fix` takes. The first byte tells the format.

#![no_main]

use std::borrow::Cow;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

use copydesk::desk::{Reading, Source, encoding_named, stream};
use copydesk::formats::{Corrected, Field, Format, Lines, stays};
use copydesk::report::{json_line, records};
use copydesk_fuzz::{FIX, is_told_truly};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The byte that a kind of file begins with (any other stands for one of these too), the name that tells the format, the encoding.
const KINDS: &[(u8, &str, &str)] = &[
    (b'a', "a.txt", ""),
    (b'b', "a.txt", "windows-1252"),
    (b'c', "a.csv", ""),
    (b'd', "a.docx", ""),
    (b'D', MADE, ""),
    (b'e', "a.txt", "shift_jis"),
    (b'f', "a.txt", "gb18030"),
    (b'g', "a.txt.gz", ""),
    (b'G', "a.html.gz", ""),
    (b'h', "a.html", ""),
    (b'H', "a.html", "iso-8859-7"),
    (b'i', "a.txt", "iso-8859-2"),
    (b'j', "a.json", ""),
    (b'k', "a.txt", "koi8-r"),
    (b'l', "a.jsonl", ""),
    (b'm', "a.md", ""),
    (b'p', "a.po", ""),
    (b's', "a.srt", ""),
    (b't', "a.tsv", ""),
    (b'T', "a.tmx", ""),
    (b'u', "a.txt", "utf-16le"),
    (b'v', "a.vtt", ""),
    (b'x', "a.xlf", ""),
    (b'z', "a.txt.zst", ""),
    (b'Z', "a.jsonl.zst", ""),
];

/// A DOCX file of which the bytes are the main member: the checksum of an archive lets no other byte through.
const MADE: &str = "made.docx";

static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    ["t", "title", "body.text", "[].t", "articles[].headline", "articles[].paragraphs[]"].map(Field::named).into()
});

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let kind = KINDS.iter().find(|k| k.0 == first).unwrap_or(&KINDS[usize::from(first) % KINDS.len()]);
    let (_, name, encoding) = *kind;
    let fields = match Format::of(Path::new(name)) {
        Some(Format::Csv) => ["2", "3"].map(Field::named).into(),
        Some(Format::Tsv) => vec![Field::named("3")],
        _ => FIELDS.clone(),
    };
    let reading = Reading { encoding: encoding_named(encoding), format: None, fields };
    comes_through(name, if name == MADE { document(bytes) } else { bytes.to_vec() }, &reading);
});

/// The file is refused, or what is written is what was said, is such a file too, and reads as the corrected text.
fn comes_through(name: &str, bytes: Vec<u8>, reading: &Reading) {
    let path = Path::new(name);
    let Ok(source) = Source::of(path, bytes.clone(), reading) else { return };
    let (decoded, text) = (&source.decoded, source.decoded.text.as_str());
    assert_eq!(*decoded.bytes(), bytes);
    assert_eq!(decoded.encode(text).as_deref(), Some(bytes.as_slice()));
    let Ok(Corrected { outcome, .. }) = source.correct(&mut FIX.reader(), reading) else { return };
    is_told_truly(text, &outcome);
    if source.format == Format::Jsonl {
        let (lines, mut streamed) = (Lines::new(&reading.fields).expect("fields are paths"), Vec::new());
        let done = stream::lines(&FIX, &lines, text.as_bytes(), &mut streamed, |_| ());
        assert!(done.is_ok() && streamed == outcome.text.as_bytes(), "a stream is corrected as a file is");
    }
    let Some(new) = decoded.corrected(&outcome) else {
        assert!(decoded.as_docx().is_none() && decoded.unmappable(&outcome.text).is_some(), "{}", decoded.refusal(&outcome.text));
        return;
    };
    if outcome.changes.is_empty() {
        assert_eq!(*new, bytes);
    }
    // The findings that a program reads make the same bytes.
    let records = records(name, decoded, &outcome);
    assert!(records.iter().all(|r| json_line(r).is_ok()));
    if decoded.as_docx().is_none() && Path::new(name).extension().is_none_or(|e| e != "gz" && e != "zst") {
        let (mut made, mut at) = (Vec::new(), 0);
        for record in records.iter().filter(|r| r.tier == "fix") {
            made.extend_from_slice(&bytes[at..record.start]);
            let part = decoded.encode_part(record.replacement.as_deref().expect("a fix has a replacement"));
            made.extend_from_slice(&part.expect("it is written, so it has a place"));
            at = record.end;
        }
        made.extend_from_slice(&bytes[at..]);
        assert_eq!(made, *new);
    }
    let read = Source::of(path, new.into_owned(), reading);
    let read = read.unwrap_or_else(|trouble| panic!("{trouble}: {text:?} became {:?}", outcome.text));
    assert_eq!(read.decoded.text, outcome.text);
    if source.format != Format::Docx {
        assert_eq!(stays(text, &outcome.text, source.format), Ok(()));
    }
    if outcome.stable() {
        let again = read.correct(&mut FIX.reader(), reading);
        assert!(again.is_ok(), "{text:?} became {:?}: {again:?}", outcome.text);
    }
}

/// A DOCX file with that main member.
fn document(xml: &[u8]) -> Vec<u8> {
    let types = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml\"/></Types>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", Cow::Borrowed(types.as_bytes())), ("word/document.xml", xml.into())] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory takes it");
        zip.write_all(&text).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
