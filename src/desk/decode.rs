//! Bytes to text and back, losing nothing: the encoding, the byte-order mark and the line ends are given back.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::pack::Packing;
use crate::formats::{Docx, Written};
use crate::outcome::Outcome;

/// A decoded text that knows how it lay on disk.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text, without a byte-order mark; line ends as they are.
    pub text: String,
    encoding: &'static Encoding,
    /// The file's byte-order mark.
    mark: &'static [u8],
    /// The file that the text was taken out of, if it is no text file.
    docx: Option<Arc<Docx>>,
    /// How the file was packed, and its bytes; all places are those of what it unpacks to.
    packed: Option<(Packing, Arc<[u8]>)>,
}

/// The encoding of that name ("windows-1252", "latin1", "shift_jis" …).
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// Decodes a file's bytes: by its byte-order mark, else as `encoding`, else as UTF-8.
///
/// # Errors
/// Says what is wrong, with the offset of the first byte that does not decode.
pub fn decode(bytes: Vec<u8>, encoding: Option<&'static Encoding>) -> Result<Decoded, String> {
    let (marked, mark): (Option<&'static Encoding>, &'static [u8]) = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (Some(UTF_8), &[0xEF, 0xBB, 0xBF]),
        [0xFF, 0xFE, ..] => (Some(UTF_16LE), &[0xFF, 0xFE]),
        [0xFE, 0xFF, ..] => (Some(UTF_16BE), &[0xFE, 0xFF]),
        _ => (None, &[]),
    };
    let chosen = marked.or(encoding).unwrap_or(UTF_8);
    // What its bytes mean hangs on those before them, so no place in it can be told or changed by itself.
    if chosen == ISO_2022_JP {
        return Err("files in ISO-2022-JP are not read; convert it to UTF-8 first".to_owned());
    }
    let body = &bytes[mark.len()..];
    let wide = chosen == UTF_16LE || chosen == UTF_16BE;
    if !wide && memchr::memchr(0, body).is_some() {
        return Err("it has NUL bytes, so it is not text; UTF-16 needs a byte-order mark or --encoding utf-16le".to_owned());
    }
    if chosen == UTF_8 {
        let lead = mark.len();
        return match String::from_utf8(if lead == 0 { bytes } else { body.to_vec() }) {
            Ok(text) => Ok(Decoded { text, encoding: chosen, mark, docx: None, packed: None }),
            Err(e) => Err(format!(
                "the byte at offset {} is not UTF-8; if it is another encoding, name it, as in --encoding windows-1252",
                lead + e.utf8_error().valid_up_to()
            )),
        };
    }
    let text = if wide { utf16(body, chosen == UTF_16LE, mark.len())? } else { narrow(body, chosen, mark.len())? };
    let decoded = Decoded { text, encoding: chosen, mark, docx: None, packed: None };
    if !wide && decoded.encode(&decoded.text).as_deref() != Some(&bytes) {
        return Err(format!("as {} it could not be written back the same; name its encoding with --encoding", chosen.name()));
    }
    Ok(decoded)
}

fn narrow(body: &[u8], encoding: &'static Encoding, lead: usize) -> Result<String, String> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(body.len()).unwrap_or(body.len() * 3 + 16));
    match decoder.decode_to_string_without_replacement(body, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, read) => Err(format!(
            "the byte near offset {} is not {}; is it another encoding?",
            lead + read.saturating_sub(1),
            encoding.name()
        )),
    }
}

fn utf16(body: &[u8], little: bool, lead: usize) -> Result<String, String> {
    let units =
        body.chunks_exact(2).map(|b| if little { u16::from_le_bytes([b[0], b[1]]) } else { u16::from_be_bytes([b[0], b[1]]) });
    let mut text = String::with_capacity(body.len());
    let mut at = lead;
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => return Err(format!("the two bytes at offset {at} are half of a UTF-16 pair")),
        }
    }
    if body.len() % 2 == 1 {
        return Err(format!("its UTF-16 ends in the middle of a character, at offset {at}"));
    }
    Ok(text)
}

impl Decoded {
    /// Is it UTF-8?
    pub fn is_utf8(&self) -> bool {
        self.encoding == UTF_8
    }

    /// The byte-order mark it began with, if any.
    pub fn mark(&self) -> &'static [u8] {
        self.mark
    }

    /// The text of a DOCX file.
    ///
    /// # Errors
    /// It is none that can be read and written; says why.
    pub fn docx(bytes: Vec<u8>) -> Result<Decoded, String> {
        let docx = Docx::read(bytes).map_err(|problem| problem.to_string())?;
        Ok(Decoded { text: docx.text().to_owned(), encoding: UTF_8, mark: &[], docx: Some(Arc::new(docx)), packed: None })
    }

    /// The DOCX file that the text was taken out of.
    pub fn as_docx(&self) -> Option<&Docx> {
        self.docx.as_deref()
    }

    /// The same, of a file that was packed: `bytes` are those of the file.
    pub(super) fn packed(self, packing: Packing, bytes: Vec<u8>) -> Decoded {
        Decoded { packed: Some((packing, bytes.into())), ..self }
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        if let Some((_, packed)) = &self.packed {
            return Cow::Borrowed(packed);
        }
        if let Some(docx) = &self.docx {
            return docx.bytes().into();
        }
        self.encode(&self.text).unwrap_or_default()
    }

    /// `text` as bytes of this file: its encoding, its byte-order mark. `None`: a character has no place in the encoding.
    pub fn encode<'t>(&self, text: &'t str) -> Option<Cow<'t, [u8]>> {
        self.packed_anew(text, self.encode_unpacked(text)?)
    }

    /// The same, of a text that these edits of it make: bytes of [`Decoded::text`] and what stands there now, in order of place.
    pub fn encode_edited<'t>(&self, edits: &[(Range<usize>, String)], text: &'t str) -> Option<Cow<'t, [u8]>> {
        match &self.docx {
            Some(docx) => self.packed_anew(text, docx.with_edits(edits, text)?.into()),
            None => self.encode(text),
        }
    }

    /// `unpacked`, which holds `text`, packed as the file was. What is as it was is not packed anew.
    fn packed_anew<'t>(&self, text: &str, unpacked: Cow<'t, [u8]>) -> Option<Cow<'t, [u8]>> {
        match &self.packed {
            None => Some(unpacked),
            Some((_, bytes)) if text == self.text => Some(bytes.to_vec().into()),
            Some((packing, bytes)) => packing.pack(&unpacked, bytes).ok().map(Cow::Owned),
        }
    }

    fn encode_unpacked<'t>(&self, text: &'t str) -> Option<Cow<'t, [u8]>> {
        if let Some(docx) = &self.docx {
            return docx.with_text(text).map(Cow::Owned);
        }
        let part = self.encode_part(text)?;
        Some(if self.mark.is_empty() { part } else { [self.mark, &part].concat().into() })
    }

    /// What the file becomes by an outcome. `None` as in [`Decoded::encode`].
    pub fn corrected<'t>(&self, outcome: &'t Outcome) -> Option<Cow<'t, [u8]>> {
        self.packed_anew(&outcome.text, self.corrected_unpacked(outcome)?)
    }

    /// What goes into a file of another name, which tells how that one is packed.
    pub fn corrected_into<'t>(&self, target: &Path, outcome: &'t Outcome) -> Option<Cow<'t, [u8]>> {
        match (Packing::of(target), &self.packed) {
            (packing, old) if packing == old.as_ref().map(|o| o.0) => self.corrected(outcome),
            (None, _) => self.corrected_unpacked(outcome),
            (Some(packing), _) => packing.pack(&self.corrected_unpacked(outcome)?, &[]).ok().map(Cow::Owned),
        }
    }

    fn corrected_unpacked<'t>(&self, outcome: &'t Outcome) -> Option<Cow<'t, [u8]>> {
        match &self.docx {
            Some(docx) => docx.corrected(outcome).map(Cow::Owned),
            None => self.encode_unpacked(&outcome.text),
        }
    }

    /// Where a span of the text stands in a file that is no text file, and what is written there for `new`.
    pub fn written(&self, span: Range<usize>, new: Option<&str>) -> Option<Written> {
        Some(self.docx.as_ref()?.written(span, new))
    }

    /// `text` in the encoding of the file, without the mark.
    pub fn encode_part<'t>(&self, text: &'t str) -> Option<Cow<'t, [u8]>> {
        if self.encoding == UTF_8 {
            return Some(text.as_bytes().into());
        }
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            let little = self.encoding == UTF_16LE;
            return Some(text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect());
        }
        let (bytes, _, unmappable) = self.encoding.encode(text);
        (!unmappable).then_some(bytes)
    }

    /// The offset in the file (unpacked, if it is packed) of an offset in [`Decoded::text`].
    pub fn offset(&self, at: usize) -> usize {
        let before = &self.text[..at];
        self.mark.len() + if self.encoding == UTF_8 { at } else { self.encode_part(before).map_or(at, |b| b.len()) }
    }

    /// The text with its byte-order mark, if the mark is a character of it (UTF-8).
    pub fn with_mark(&self, text: &str) -> String {
        if self.encoding == UTF_8 && !self.mark.is_empty() { format!("\u{feff}{text}") } else { text.to_owned() }
    }

    /// Why `text` has no place in the file.
    pub fn refusal(&self, text: &str) -> String {
        if self.docx.is_some() {
            return "a change would go over what is no text, or take a line end away or put one in".to_owned();
        }
        let c = self.unmappable(text).unwrap_or('?');
        format!("a change needs {c:?}, which {} does not have; convert the file to UTF-8 first", self.encoding())
    }

    /// The first character of `text` that the encoding has no place for.
    pub fn unmappable(&self, text: &str) -> Option<char> {
        text.chars().find(|c| self.encode_part(c.encode_utf8(&mut [0; 4])).is_none())
    }

    /// Its name.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Do ASCII characters stand as themselves in the file (not so in UTF-16)?
    pub fn is_ascii_compatible(&self) -> bool {
        self.encoding.is_ascii_compatible()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_back_the_same() {
        let cases: [(&[u8], Option<&str>); 5] = [
            (b"\xEF\xBB\xBFcaf\xC3\xA9\r\n", None),
            (b"\xFF\xFEa\0\xE9\0", None),
            (b"\xFE\xFF\0a\0\xE9", None),
            (b"caf\xE9 \x93x\x94", Some("windows-1252")),
            (b"plain", None),
        ];
        for (bytes, name) in cases {
            let decoded = decode(bytes.to_vec(), name.and_then(encoding_named)).unwrap();
            assert_eq!(decoded.encode(&decoded.text).as_deref(), Some(bytes));
            assert_eq!(&*decoded.bytes(), bytes);
            assert_eq!(decoded.offset(decoded.text.len()), bytes.len());
        }
    }

    #[test]
    fn what_does_not_decode_is_refused_with_its_place() {
        assert!(decode(b"ab\xFFc".to_vec(), None).unwrap_err().contains("offset 2"));
        assert!(decode(b"\xFF\xFEa\0\0\xD8b\0".to_vec(), None).unwrap_err().contains("offset 4"));
        assert!(decode(b"a\0b".to_vec(), None).unwrap_err().contains("NUL"));
        assert!(decode(b"plain".to_vec(), encoding_named("iso-2022-jp")).unwrap_err().contains("to UTF-8 first"));
    }
}
