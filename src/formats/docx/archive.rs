//! The ZIP archive that a DOCX is: members are read with limits, and written by putting new data in the place of the old; every
//! other byte, order, times, flags and extra fields too, is copied.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use zip::{CompressionMethod, ZipArchive};

use super::super::Problem;

/// The bit of a header's flags that says that sizes stand behind the data.
const DESCRIBED: u16 = 1 << 3;

/// Most members; a document has some dozens, of pictures perhaps thousands.
const MOST_MEMBERS: usize = 100_000;

/// An archive in memory.
#[derive(Debug)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    members: Vec<Member>,
    /// Where the central directory begins.
    directory: usize,
}

#[derive(Debug)]
struct Member {
    name: String,
    /// Where its header begins, that in the central directory too.
    header: usize,
    central: usize,
    data: Range<usize>,
    size: u64,
    stored: bool,
    readable: bool,
}

impl Archive {
    /// Reads the directory.
    ///
    /// # Errors
    /// It is no archive, or not one that could be written back with all else as it is.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Archive, Problem> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Problem::new("it is encrypted, or an old .doc; save it as .docx without a password"));
        }
        let broken = |e: zip::result::ZipError| Problem::new(format!("it is no DOCX: as a ZIP archive it can't be read: {e}"));
        let odd = |what: &str| Problem::new(format!("as a ZIP archive it is odd: {what}; save it anew with a word processor"));
        let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(broken)?;
        if zip.len() > MOST_MEMBERS {
            return Err(odd("it has too many members"));
        }
        if zip.offset() != 0 {
            return Err(odd("something stands before it"));
        }
        let mut members: Vec<Member> = Vec::with_capacity(zip.len());
        for number in 0..zip.len() {
            let file = zip.by_index_raw(number).map_err(broken)?;
            if file.encrypted() {
                return Err(Problem::new("it is encrypted; save it without a password"));
            }
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let start = file.data_start().ok_or_else(|| odd("a member has no data"))? as usize;
            let end = usize::try_from(file.compressed_size()).ok().and_then(|size| start.checked_add(size));
            let end = end.filter(|&end| end <= bytes.len()).ok_or_else(|| odd("a member is cut off"))?;
            let stored = file.compression() == CompressionMethod::Stored;
            members.push(Member {
                name,
                header: file.header_start() as usize,
                central: file.central_header_start() as usize,
                data: start..end,
                size: file.size(),
                stored,
                readable: stored || file.compression() == CompressionMethod::Deflated,
            });
        }
        let mut names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|w| w[0] == w[1]) {
            return Err(odd("two members have one name"));
        }
        let mut places: Vec<(usize, usize)> = members.iter().map(|m| (m.header, m.data.end)).collect();
        places.sort_unstable();
        let directory = members.iter().map(|m| m.central).min().unwrap_or(0);
        let apart = places.windows(2).all(|w| w[0].1 <= w[1].0) && places.last().is_none_or(|p| p.1 <= directory);
        if !apart {
            return Err(odd("members overlap"));
        }
        if memchr::memmem::find(&bytes[directory..], b"PK\x06\x06").is_some() {
            return Err(odd("it is of the 64-bit kind"));
        }
        Ok(Archive { bytes, members, directory })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|m| m.name.as_str())
    }

    /// The member of that name, which is looked up as Word does: whatever the case of its letters.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        let is = |m: &Member| m.name == name;
        self.members.iter().position(is).or_else(|| self.members.iter().position(|m| m.name.eq_ignore_ascii_case(name)))
    }

    /// The text of a member, which takes of what is `left`; `None`: there is none of that name.
    ///
    /// # Errors
    /// It can't be unpacked, is larger than it says or than what is left, or no UTF-8.
    pub(super) fn text(&self, name: &str, left: &mut u64) -> Result<Option<String>, Problem> {
        let Some(member) = self.number(name).map(|n| &self.members[n]) else { return Ok(None) };
        let problem = |what: &str| Problem::new(format!("{name}: {what}"));
        if member.size > *left {
            return Err(problem("it is too large for a text"));
        }
        if !member.readable {
            return Err(problem("it is packed in a way that Word does not use"));
        }
        *left -= member.size;
        let data = &self.bytes[member.data.clone()];
        let mut out = Vec::with_capacity(usize::try_from(member.size.min(1 << 20)).unwrap_or(0));
        // One byte more than it says tells that it lies.
        let limit = member.size + 1;
        if member.stored {
            out.extend_from_slice(data);
        } else {
            flate2::read::DeflateDecoder::new(data)
                .take(limit)
                .read_to_end(&mut out)
                .map_err(|e| problem(&format!("it can't be unpacked: {e}")))?;
        }
        let said = self.u32_at(member.central + 16).unwrap_or(0);
        if out.len() as u64 != member.size || crc32fast::hash(&out) != said {
            return Err(problem("it is damaged: its size or checksum is not what the archive says"));
        }
        if out.starts_with(&[0xFF, 0xFE]) || out.starts_with(&[0xFE, 0xFF]) {
            return Err(problem("it is UTF-16; save it anew with a word processor"));
        }
        String::from_utf8(out)
            .map(Some)
            .map_err(|e| problem(&format!("the byte at offset {} is not UTF-8", e.utf8_error().valid_up_to())))
    }

    /// The archive with new texts of the members of these numbers; `None`: it would be too large.
    pub(super) fn with(&self, changed: &[(usize, String)]) -> Option<Vec<u8>> {
        let mut order: Vec<&(usize, String)> = changed.iter().collect();
        order.sort_by_key(|(number, _)| self.members[*number].header);
        let mut out = Vec::with_capacity(self.bytes.len() + 4096);
        let mut at = 0;
        // Where the old data ended, and how much later that is now.
        let mut shifts: Vec<(usize, i64)> = Vec::new();
        let mut numbers: Vec<(usize, [u32; 3])> = Vec::new();
        for (number, text) in order {
            let member = &self.members[*number];
            let packed = if member.stored { text.as_bytes().to_vec() } else { packed(text.as_bytes())? };
            let new = [crc32fast::hash(text.as_bytes()), u32::try_from(packed.len()).ok()?, u32::try_from(text.len()).ok()?];
            let header = out.len() + (member.header - at);
            out.extend_from_slice(&self.bytes[at..member.data.start]);
            let described = self.u16_at(member.header + 6)? & DESCRIBED != 0;
            if !described {
                put(&mut out, header + 14, new)?;
            }
            out.extend_from_slice(&packed);
            at = member.data.end;
            if described {
                // Sizes behind the data, with a signature or without.
                let signed = self.bytes.get(at..at + 4)? == b"PK\x07\x08";
                let start = at + if signed { 4 } else { 0 };
                let old =
                    [self.u32_at(member.central + 16)?, self.u32_at(member.central + 20)?, self.u32_at(member.central + 24)?];
                if (0..3).any(|i| self.u32_at(start + 4 * i) != Some(old[i])) {
                    return None;
                }
                let place = out.len() + (start - at);
                out.extend_from_slice(&self.bytes[at..start + 12]);
                put(&mut out, place, new)?;
                at = start + 12;
            }
            shifts.push((at, out.len() as i64 - at as i64));
            numbers.push((member.central, new));
        }
        let directory = out.len() + (self.directory - at);
        out.extend_from_slice(&self.bytes[at..]);
        let shift = |old: usize| shifts.iter().rev().find(|(at, _)| *at <= old).map_or(0, |s| s.1);
        let moved = |old: usize| u32::try_from(old as i64 + shift(old)).ok();
        let central = |old: usize| directory + (old - self.directory);
        for member in &self.members {
            let offset = moved(member.header)?;
            out.get_mut(central(member.central) + 42..)?.get_mut(..4)?.copy_from_slice(&offset.to_le_bytes());
        }
        for (old, new) in numbers {
            put(&mut out, central(old) + 16, new)?;
        }
        let end = memchr::memmem::rfind(&out, b"PK\x05\x06").filter(|&end| end >= directory)?;
        let start = u32::try_from(directory).ok()?;
        out.get_mut(end + 16..end + 20)?.copy_from_slice(&start.to_le_bytes());
        Some(out)
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        self.bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn u16_at(&self, at: usize) -> Option<u16> {
        self.bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
    }
}

/// Checksum and sizes, as they stand in both kinds of header.
fn put(out: &mut [u8], at: usize, numbers: [u32; 3]) -> Option<()> {
    for (i, number) in numbers.into_iter().enumerate() {
        out.get_mut(at + 4 * i..at + 4 * i + 4)?.copy_from_slice(&number.to_le_bytes());
    }
    Some(())
}

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}
