//! Word documents: text in runs is repaired, every other member and byte stays.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

mod properties;

use std::io::{Cursor, Read, Write};
use std::path::Path;

use copydesk::Pipeline;
use copydesk::desk::{Reading, Source};
use copydesk::report::records;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";

fn body(xml: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:m=\"m\"><w:body>{xml}</w:body></w:document>")
}

/// An archive of these members; every other one is stored.
fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, text)) in members.iter().enumerate() {
        let method = if i % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.set_comment("a comment").unwrap();
    zip.finish().unwrap().into_inner()
}

fn document(xml: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("word/styles.xml", "the the styles"),
        ("word/document.xml", &body(xml)),
        ("word/media/a.png", "the the"),
    ])
}

fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut raw = Vec::new();
            zip.by_index_raw(i).unwrap().read_to_end(&mut raw).unwrap();
            let mut file = zip.by_index(i).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (
                format!("{} {:?} {:?} {:?}", file.name().unwrap(), file.last_modified(), file.compression(), file.unix_mode()),
                raw,
                text,
            )
        })
        .collect()
}

fn source(bytes: Vec<u8>) -> Result<Source, String> {
    Source::of(Path::new("a.docx"), bytes, &Reading::default()).map_err(|e| e.to_string())
}

/// What `fix` makes of the file, after looking whether all else stayed and the findings replay to it.
fn fixed(bytes: Vec<u8>) -> Vec<u8> {
    let source = source(bytes.clone()).unwrap();
    let outcome = source.correct(&mut Pipeline::new().reader(), &Reading::default()).unwrap().outcome;
    let new = source.decoded.corrected(&outcome).unwrap().into_owned();
    let mut wanted: Vec<(String, String)> = members(&bytes).into_iter().map(|m| (m.0, m.2)).collect();
    for record in records("a.docx", &source.decoded, &outcome).iter().rev().filter(|r| r.tier == "fix") {
        let name = format!("{} ", record.member.as_ref().unwrap());
        let member = wanted.iter_mut().find(|m| m.0.starts_with(&name)).unwrap();
        member.1.replace_range(record.start..record.end, record.xml.as_ref().unwrap());
    }
    for (i, (old, now)) in members(&bytes).into_iter().zip(members(&new)).enumerate() {
        assert_eq!(now.0, old.0);
        assert_eq!(
            now.2.replace("<w:t xml:space=\"preserve\">", "<w:t>"),
            wanted[i].1.replace("<w:t xml:space=\"preserve\">", "<w:t>")
        );
        assert!(old.2 != now.2 || old.1 == now.1, "{} was packed anew", old.0);
    }
    if outcome.changes.is_empty() {
        assert_eq!(new, bytes);
    }
    // By the text alone it comes to the same reading.
    let by_text = self::source(source.decoded.encode(&outcome.text).unwrap().into_owned()).unwrap();
    assert_eq!(by_text.decoded.text, outcome.text);
    new
}

fn out(xml: &str) -> String {
    let new = fixed(document(xml));
    let text = members(&new).into_iter().find(|m| m.0.starts_with("word/document.xml")).unwrap().2;
    text[text.find("<w:body>").unwrap() + 8..text.find("</w:body>").unwrap()].to_owned()
}

#[test]
fn changes_go_into_the_runs_that_they_fall_in() {
    for (given, wanted) in [
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Shares of Open</w:t></w:r><w:r><w:t xml:space=\"preserve\">ai fell , in the the end &amp; more.</w:t></w:r></w:p>",
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Shares of Open</w:t></w:r><w:r><w:t xml:space=\"preserve\">AI fell, in the end &amp; more.</w:t></w:r></w:p>",
        ),
        // The space at the end of the link does not count; the one that is put there does.
        (
            "<w:p><w:hyperlink><w:r><w:t>é , </w:t></w:r></w:hyperlink><w:r><w:t>In town</w:t></w:r></w:p>",
            "<w:p><w:hyperlink><w:r><w:t>é, </w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> In town</w:t></w:r></w:p>",
        ),
        // By the text alone the first “the” of the second run goes, and with it what did not count at its end.
        (
            "<w:p><w:r><w:t xml:space=\"preserve\">the the the the $ 1,000 </w:t></w:r><w:r><w:t>the the </w:t></w:r></w:p>",
            "<w:p><w:r><w:t xml:space=\"preserve\">the $1,000 </w:t></w:r><w:r><w:t>the </w:t></w:r></w:p>",
        ),
        // Behind the link, not in it; a space at the end of a text counts only if it is said to.
        (
            "<w:p><w:r><w:t xml:space=\"preserve\">In town: </w:t></w:r><w:hyperlink><w:r><w:t>In depth</w:t></w:r></w:hyperlink><w:r><w:t>the lab of a rival of Deepseek.</w:t></w:r></w:p>",
            "<w:p><w:r><w:t xml:space=\"preserve\">In town: </w:t></w:r><w:hyperlink><w:r><w:t>DeepSeek</w:t></w:r></w:hyperlink><w:r><w:t>, the lab of a rival of DeepSeek.</w:t></w:r></w:p>",
        ),
        (
            "<w:p><w:hyperlink><w:r><w:t>The report</w:t></w:r></w:hyperlink><w:r><w:t>shows a loss.</w:t></w:r></w:p>",
            "<w:p><w:hyperlink><w:r><w:t>The report</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> shows a loss.</w:t></w:r></w:p>",
        ),
        // What was taken out, moved away, or is made by Word stays.
        (
            "<w:p><w:del><w:r><w:delText>the the</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>the the</w:t></w:r></w:moveFrom><w:r><w:t>at the the end</w:t></w:r></w:p>",
            "<w:p><w:del><w:r><w:delText>the the</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>the the</w:t></w:r></w:moveFrom><w:r><w:t>at the end</w:t></w:r></w:p>",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF the the</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>the the mark</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> and the the end</w:t></w:r></w:p>",
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF the the</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>the the mark</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> and the end</w:t></w:r></w:p>",
        ),
        (
            // The two make one word, of which one run has what changes.
            "<w:p><w:r><w:t>, Ã©</w:t></w:r><w:r><w:t>In depth</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>, é</w:t></w:r><w:r><w:t>In depth</w:t></w:r></w:p>",
        ),
        (
            "<w:p><w:r><w:t>the</w:t></w:r></w:p><w:p><w:r><w:t>the<w:br/></w:t><w:tab/></w:r><m:oMath><m:r><m:t>the the</m:t></m:r></m:oMath></w:p>",
            "<w:p><w:r><w:t>the</w:t></w:r></w:p><w:p><w:r><w:t>the<w:br/></w:t><w:tab/></w:r><m:oMath><m:r><m:t>the the</m:t></m:r></m:oMath></w:p>",
        ),
    ] {
        assert_eq!(out(given), wanted);
    }
}

#[test]
fn sizes_behind_the_data_are_kept_true() {
    // As some programs write them: with a data descriptor.
    struct Pipe(Vec<u8>);
    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut zip = ZipWriter::new_stream(Pipe(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("word/document.xml", body("<w:p><w:r><w:t>at the the end</w:t></w:r></w:p>")),
        ("z", "z".to_owned()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner().0;
    assert!(members(&fixed(bytes))[1].2.contains(">at the end<"));
}

#[test]
fn what_is_no_document_is_refused() {
    let refused = |bytes: Vec<u8>| source(bytes).err().unwrap_or_default();
    assert!(refused(b"the the end".to_vec()).contains("it is no DOCX"));
    assert!(refused(b"\xD0\xCF\x11\xE0 x".to_vec()).contains("encrypted"));
    assert!(refused(archive(&[("a", "b")])).contains("[Content_Types].xml"));
    assert!(refused(archive(&[("[Content_Types].xml", "<Types/>")])).contains("no member"));
    assert!(
        refused(archive(&[("[Content_Types].xml", TYPES), ("word/document.xml", "<w:document>\n<w:p>")]))
            .contains("word/document.xml: line 2")
    );
    assert!(
        refused(archive(&[("[Content_Types].xml", TYPES), ("word/document.xml", "<a/>"), ("_xmlsignatures/s.xml", "")]))
            .contains("signed")
    );
    let mut damaged = document("<w:p><w:r><w:t>at the the end</w:t></w:r></w:p>");
    let at = damaged.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let size = damaged
        .windows(19)
        .rposition(|w| w == b"word/document.xml".as_slice().iter().copied().chain(*b"PK").collect::<Vec<_>>())
        .map_or(at, |i| i - 46);
    damaged[size + 24] ^= 1;
    assert!(refused(damaged).contains("damaged"));
    let mut cut = document("<w:p/>");
    cut.truncate(cut.len() / 2);
    assert!(!refused(cut).is_empty());
}

#[test]
fn bombs_do_not_go_off() {
    // Half a gigabyte of nothing, in half a megabyte.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(TYPES.as_bytes()).unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..300 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert!(source(bomb.clone()).unwrap_err().contains("too large"));
    // It says that it is small.
    let mut liar = bomb;
    let at = liar.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    liar[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    assert!(source(liar).unwrap_err().contains("damaged"));
    let deep = format!("{}{}", "<w:sdt>".repeat(50_000), "</w:sdt>".repeat(50_000));
    assert_eq!(out(&deep), deep);
    let entities = "<!DOCTYPE w:document [<!ENTITY a \"the the\">]>".to_owned()
        + &body("<w:p><w:r><w:t>&a;&a; at the the end</w:t></w:r></w:p>").replace("<?xml version=\"1.0\"?>", "");
    let new = fixed(archive(&[("[Content_Types].xml", TYPES), ("word/document.xml", &entities)]));
    assert!(members(&new)[1].2.contains("&a;&a; at the end"));
}

#[test]
fn the_sample_comes_out_as_it_is_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats");
    let new = fixed(std::fs::read(folder.join("report.in.docx")).unwrap());
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        std::fs::write(folder.join("report.out.docx"), &new).unwrap();
    }
    // Another version of the packer may pack otherwise.
    let texts = |bytes: &[u8]| members(bytes).into_iter().map(|m| (m.0, m.2)).collect::<Vec<_>>();
    let kept = std::fs::read(folder.join("report.out.docx")).unwrap();
    assert_eq!(texts(&new), texts(&kept));
    assert_eq!(fixed(kept.clone()), kept);
}

proptest! {
    #![proptest_config(properties::config(60))]

    #[test]
    fn any_document_comes_through(picked in proptest::collection::vec(0..24_usize, 0..50), at in 0..2000_usize, byte in any::<u8>()) {
        let pieces = [
            "<w:p>", "</w:p>", "<w:r><w:t>", "<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>", "<w:hyperlink>", "</w:hyperlink>", "<w:br/>",
            "<w:tab/>", "<w:t/>", "the the ", " , ", "In depth", "Openai", "withthe", "“", "&amp;", "&#8217;", "$ 1,000 ", "Ã©", " ", "é", "<w:del>", "</w:del>",
        ];
        // Well-formed, by closing what is open and leaving out what closes nothing.
        let (mut xml, mut open): (String, Vec<&str>) = (String::new(), Vec::new());
        for piece in picked.into_iter().map(|i| pieces[i]) {
            if let Some(name) = piece.strip_prefix("</") {
                if open.last().is_some_and(|o| piece == format!("</{o}>") || *o == "w:t" && name.starts_with("w:t")) {
                    open.pop();
                    xml.push_str(piece);
                }
            } else if piece.starts_with("<w:r>") {
                if open.last() != Some(&"w:t") {
                    open.push("w:t");
                    xml.push_str(piece);
                }
            } else if piece.starts_with('<') && !piece.ends_with("/>") {
                if open.last() != Some(&"w:t") {
                    open.push(&piece[1..piece.len() - 1]);
                    xml.push_str(piece);
                }
            } else {
                xml.push_str(piece);
            }
        }
        for name in open.into_iter().rev() {
            xml.push_str(&if name == "w:t" { "</w:t></w:r>".to_owned() } else { format!("</{name}>") });
        }
        let mut bytes = document(&xml);
        fixed(bytes.clone());
        // A byte of it may be anything.
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(source) = source(bytes) {
            let outcome = source.correct(&mut Pipeline::new().reader(), &Reading::default()).unwrap().outcome;
            let _ = source.decoded.corrected(&outcome);
        }
    }
}
