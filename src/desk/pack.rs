//! Packed files: `.gz` and `.zst` are read and written through. What a file is packed with stays as it was, as far as it tells.

use std::io::{Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use flate2::{Compression, GzBuilder};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip
    Gzip,
    /// Zstandard
    Zstd,
}

/// Packed text is refused that grows to more than this, and to more than [`GROWTH`] times what it was: it was made to fill the memory.
const LARGEST: u64 = 1 << 26;
const GROWTH: u64 = 100;

impl Packing {
    /// What a file's name tells.
    pub fn of(path: &Path) -> Option<Packing> {
        let ending = path.extension()?.to_str()?;
        match () {
            () if ending.eq_ignore_ascii_case("gz") => Some(Packing::Gzip),
            () if ending.eq_ignore_ascii_case("zst") => Some(Packing::Zstd),
            () => None,
        }
    }

    /// The name of a file without the ending that tells how it is packed.
    pub fn inner(path: &Path) -> &Path {
        Packing::of(path).and_then(|_| path.file_stem()).map_or(path, Path::new)
    }

    /// The name of the format.
    fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        }
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// It is not packed so, is damaged, or grows beyond all measure.
    pub fn unpack(self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let most = LARGEST.max(bytes.len() as u64 * GROWTH);
        let mut out = Vec::new();
        let damaged = |e: std::io::Error| format!("it can't be unpacked as {}: {e}", self.name());
        match self {
            Packing::Gzip => MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut out),
            Packing::Zstd => zstd::Decoder::with_buffer(bytes).map_err(damaged)?.take(most + 1).read_to_end(&mut out),
        }
        .map_err(damaged)?;
        if out.len() as u64 > most {
            return Err(format!(
                "unpacked it is more than {GROWTH} times as large as packed; unpack it by hand if that is right"
            ));
        }
        Ok(out)
    }

    /// Packs `text` as the file was packed whose bytes were `old` (empty: there was none): with its name and time, and a checksum.
    pub fn pack(self, text: &[u8], old: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Packing::Gzip => {
                let mut builder = GzBuilder::new();
                if let Some(header) = MultiGzDecoder::new(old).header() {
                    builder = builder.mtime(header.mtime()).operating_system(header.operating_system());
                    if let Some(name) = header.filename() {
                        builder = builder.filename(name);
                    }
                    if let Some(comment) = header.comment() {
                        builder = builder.comment(comment);
                    }
                }
                // The ninth byte tells of the least and the most pains.
                let pains = match old.get(8) {
                    Some(2) => Compression::best(),
                    Some(4) => Compression::fast(),
                    _ => Compression::default(),
                };
                let mut encoder = builder.write(Vec::new(), pains);
                encoder.write_all(text)?;
                encoder.finish()
            }
            Packing::Zstd => {
                let mut encoder = zstd::Encoder::new(Vec::new(), zstd::DEFAULT_COMPRESSION_LEVEL)?;
                encoder.include_checksum(true)?;
                encoder.set_pledged_src_size(Some(text.len() as u64))?;
                encoder.write_all(text)?;
                encoder.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inner_name_is_without_the_packing() {
        for (name, inner) in [("a/b.html.zst", "b.html"), ("b.JSONL.GZ", "b.JSONL"), ("a/b.html", "a/b.html"), (".gz", ".gz")] {
            assert_eq!(Packing::inner(Path::new(name)), Path::new(inner));
        }
    }

    #[test]
    fn the_header_of_a_gzip_file_stays() {
        let mut old = GzBuilder::new().filename("a.txt").comment("wire").mtime(7).write(Vec::new(), Compression::best());
        old.write_all(b"the the end").unwrap();
        let old = old.finish().unwrap();
        let new = Packing::Gzip.pack(b"the end", &old).unwrap();
        let head = 10 + "a.txt\0wire\0".len();
        assert_eq!(new[..head], old[..head]);
        assert_eq!(Packing::Gzip.unpack(&[&old[..], &new].concat()).unwrap(), b"the the endthe end");
    }

    #[test]
    fn what_is_packed_comes_back() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let packed = packing.pack(b"the end", b"").unwrap();
            assert_eq!(packing.unpack(&packed).unwrap(), b"the end");
            assert_eq!(packing.pack(b"the end", &packed).unwrap(), packed);
            assert!(packing.unpack(&packed[..packed.len() - 3]).is_err() && packing.unpack(b"plain").is_err());
            let bomb = packing.pack(&vec![b' '; LARGEST as usize + 10], b"").unwrap();
            assert!(packing.unpack(&bomb).unwrap_err().contains("100 times"));
        }
    }
}
