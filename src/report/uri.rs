//! Paths as URIs (RFC 3986), and back.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// What stands in the path of a URI as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The `file:` URI of an absolute path.
pub fn file_uri(path: &Path) -> String {
    let encoded = encode(path);
    // `C:\wire` is `/C%3A/wire`; both sides of a drive's colon are accepted everywhere.
    if encoded.starts_with('/') { format!("file://{encoded}") } else { format!("file:///{encoded}") }
}

/// A relative path as a relative reference, an absolute one as a `file:` URI.
pub fn reference(path: &Path) -> String {
    if path.is_absolute() {
        return file_uri(path);
    }
    // Without percent encoding a colon in the first segment would make it a scheme; `KEPT` leaves none.
    encode(path.strip_prefix(".").unwrap_or(path))
}

/// The path of a `file:` URI on this machine; `None` for any other URI.
pub fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("file://")).map(|_| &uri[7..])?;
    let path = &rest[rest.find('/')?..];
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let bytes: Vec<u8> = percent_decode_str(path).collect();
    Some(decoded(bytes))
}

#[cfg(unix)]
fn encode(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    percent_encode(path.as_os_str().as_bytes(), KEPT).to_string()
}

#[cfg(not(unix))]
fn encode(path: &Path) -> String {
    percent_encode(path.to_string_lossy().replace('\\', "/").as_bytes(), KEPT).to_string()
}

#[cfg(unix)]
fn decoded(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn decoded(bytes: Vec<u8>) -> PathBuf {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let drive = |t: &str| t.as_bytes().get(2) == Some(&b':') && t.starts_with('/');
    PathBuf::from(if drive(&text) { text[1..].to_owned() } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back_the_same() {
        for path in ["/wire/a b.txt", "/wire/50%/é#1?.txt", "/wire/c:d\u{1b}.txt"] {
            let uri = file_uri(Path::new(path));
            assert!(uri.is_ascii() && !uri.contains([' ', '#', '?', '\u{1b}']), "{uri}");
            assert_eq!(path_of(&uri).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(reference(Path::new("./wire/a b.txt")), "wire/a%20b.txt");
        assert_eq!(reference(Path::new("javascript:x")), "javascript%3Ax");
        assert_eq!(path_of("untitled:Untitled-1"), None);
        assert_eq!(path_of("fileé"), None);
        assert_eq!(path_of("file://host"), None);
    }
}
