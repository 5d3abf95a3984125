//! Spans that no edit may touch: addresses, handles, tags, domains, file names and paths, code between backticks,
//! `[sic]`, and numbers whose marks belong to them (versions, times, scores, dates).
//!
//! It stops at the few signs that such things cannot do without and looks around from there. Whether a span is *right* is not asked here: what is written as an address is left as it is.

use crate::edit::Span;
use crate::survey::Survey;

/// Top-level domains that are no English words, with the country ones that news text names most.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "io", "ai", "biz", "uk", "eu", "de", "fr", "ru", "cn", "jp", "ca", "au", "br",
    "nl", "pl", "se", "ch", "es", "dk", "fi", "cz", "ua", "tv", "fm", "app", "dev", "xyz", "gg", "gl", "ly", "im", "co", "kr",
    "tw", "hk", "mx", "za", "nz", "ie", "tr", "il", "sg", "ee", "lv", "lt", "hu", "ro", "gr", "pt", "info",
];

/// Domains written as part of a brand: `Binance.US`, `Character.AI`.
const BRAND_DOMAINS: &[&str] = &["US", "AI", "IO", "TV", "COM", "Com", "NET", "Net", "FM", "org"];

/// Endings of file names.
const EXTENSIONS: &[&str] = &[
    "pdf", "txt", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "tsv", "jpg", "jpeg", "png", "gif", "svg", "webp", "mp3",
    "mp4", "avi", "mov", "wav", "zip", "tar", "gz", "rar", "7z", "exe", "dll", "dmg", "apk", "iso", "html", "htm", "php", "js",
    "ts", "py", "rs", "rb", "cpp", "java", "sh", "json", "jsonl", "xml", "yaml", "yml", "toml", "md", "css", "sql", "log", "ini",
    "cfg", "bat", "srt", "epub", "psd", "asp", "aspx",
];

/// The protected spans of `text`: sorted, disjoint.
pub fn spans(text: &str, survey: &Survey<'_>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    for here in survey.signs() {
        if here < at || !matches!(bytes[here], b'@' | b'#' | b'`' | b'.' | b'/' | b'\\' | b'[' | b':' | b'-' | b'+') {
            continue;
        }
        at = here + 1;
        if let Some(span) = look(text, here) {
            while found.last().is_some_and(|last| last.end() > span.start() && last.start() >= span.start()) {
                found.pop();
            }
            match found.last_mut() {
                Some(last) if last.end() > span.start() => *last = Span::new(last.start(), last.end().max(span.end())),
                _ => found.push(span),
            }
            at = at.max(span.end());
        }
    }
    found
}

fn look(text: &str, at: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    match bytes[at] {
        b':' => scheme(bytes, at).or_else(|| between_digits(bytes, at)),
        b'@' => mail(bytes, at).or_else(|| handle(text, at)),
        b'#' => tag(text, at),
        b'`' => code(bytes, at),
        b'[' => sic(text, at),
        b'.' => dotted(bytes, at),
        b'/' => path(text, at).or_else(|| between_digits(bytes, at)),
        b'\\' => backslash(bytes, at),
        b'-' => between_digits(bytes, at),
        b'+' => amount_and_more(bytes, at),
        _ => None,
    }
}

fn digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn label_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'-' || b == b'_'
}

fn address_byte(b: u8) -> bool {
    b > b' ' && !matches!(b, b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'|' | b'^') && b != 0x7f && b < 0x80
}

/// Longest address that is recognised, in bytes behind what gives it away; a row without end must not be read again for
/// each of its marks.
const LONGEST: usize = 2048;

/// Longest domain or file name.
const DOMAIN: usize = 255;

/// First index of the run of bytes before `at` that `keep` holds for.
fn back(bytes: &[u8], at: usize, keep: impl Fn(u8) -> bool) -> usize {
    let from = at.saturating_sub(DOMAIN);
    bytes[from..at].iter().rposition(|&b| !keep(b)).map_or(from, |i| from + i + 1)
}

/// End of the run of bytes from `at` on that `keep` holds for.
fn forth(bytes: &[u8], at: usize, keep: impl Fn(u8) -> bool) -> usize {
    let to = (at + LONGEST).min(bytes.len());
    bytes[at..to].iter().position(|&b| !keep(b)).map_or(to, |i| at + i)
}

/// The end of an address without the sentence marks that follow it, and without a bracket it did not open.
fn trimmed(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start {
        let last = bytes[end - 1];
        let open = match last {
            b')' => b'(',
            b']' => b'[',
            _ => 0,
        };
        let stray = open != 0 && bytes[start..end].iter().filter(|&&b| b == last).count() > count(&bytes[start..end], open);
        if stray || matches!(last, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_') {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|&&b| b == wanted).count()
}

fn scheme(bytes: &[u8], at: usize) -> Option<Span> {
    if bytes.get(at + 1..at + 3)? != b"//" {
        return None;
    }
    let start = back(bytes, at, |b| b.is_ascii_alphanumeric());
    let end = trimmed(bytes, at + 3, forth(bytes, at + 3, address_byte));
    (start < at && end > at + 3).then(|| Span::new(start, end))
}

fn mail(bytes: &[u8], at: usize) -> Option<Span> {
    let start = back(bytes, at, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-'));
    let end = trimmed(bytes, at + 1, forth(bytes, at + 1, |b| label_byte(b) || b == b'.'));
    (start < at && bytes[at + 1..end].contains(&b'.')).then(|| Span::new(start, end))
}

fn handle(text: &str, at: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let end = forth(bytes, at + 1, |b| b.is_ascii_alphanumeric() || b == b'_');
    (end > at + 1 && !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)).then(|| Span::new(at, end))
}

fn tag(text: &str, at: usize) -> Option<Span> {
    if text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '&' | '#')) {
        return None;
    }
    let len: usize = text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum();
    let end = at + 1 + len;
    text[at..end].contains(char::is_alphabetic).then(|| Span::new(at, end))
}

/// Code between runs of as many backticks, in one line. Backticks closed by apostrophes are quotation marks.
fn code(bytes: &[u8], at: usize) -> Option<Span> {
    let open = forth(bytes, at, |b| b == b'`');
    let fence = open - at;
    let line = forth(bytes, open, |b| b != b'\n');
    let mut from = open;
    while from < line {
        let close = from + bytes[from..line].iter().position(|&b| b == b'`')?;
        let end = forth(bytes, close, |b| b == b'`');
        if end - close == fence {
            let quoted = bytes[open..close].windows(2).any(|w| w == b"''");
            return (!quoted && close > open).then(|| Span::new(at, end));
        }
        from = end;
    }
    None
}

fn sic(text: &str, at: usize) -> Option<Span> {
    let tail = text.get(at..at + 5)?;
    if !tail.eq_ignore_ascii_case("[sic]") {
        return None;
    }
    let before = text[..at].trim_end_matches(' ');
    let word: usize = before.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    Some(Span::new(before.len() - word, at + 5))
}

/// A token with dots in it: a domain, a file name, a version, an IP address, a date.
fn dotted(bytes: &[u8], at: usize) -> Option<Span> {
    let word = |b: u8| label_byte(b) || b == b'.';
    if !bytes.get(at + 1).is_some_and(|&b| b.is_ascii_alphanumeric()) || at == 0 || !label_byte(bytes[at - 1]) {
        return None;
    }
    let start = back(bytes, at, word);
    let end = trimmed(bytes, start, forth(&bytes[..(at + DOMAIN).min(bytes.len())], at, word));
    let token = &bytes[start..end];
    let labels: Vec<&[u8]> = token.split(|&b| b == b'.').collect();
    let (first, last) = (labels.first()?, labels.last()?);
    if labels.iter().any(|l| l.is_empty()) {
        return None;
    }
    let number = |l: &[u8]| l.iter().all(u8::is_ascii_digit);
    if labels.len() > 2 && labels.iter().all(|l| number(l)) {
        // "1.250.000" are thousands; an address has four parts, none of them "000".
        let grouped =
            labels[1..].iter().all(|l| l.len() == 3) && first.len() <= 3 && (labels.len() != 4 || labels.contains(&&b"000"[..]));
        return (!grouped).then(|| Span::new(start, end));
    }
    if labels.len() > 2 && number(&labels[1][..1]) && (first[0] == b'v' && number(&first[1..])) {
        return Some(Span::new(start, end));
    }
    let has = |list: &[&str], l: &[u8]| list.iter().any(|d| d.as_bytes() == l);
    let lower = last.to_ascii_lowercase();
    let web = first == b"www" || first == b"WWW";
    let brand = first[0].is_ascii_uppercase() && first.len() > 2 && has(BRAND_DOMAINS, last);
    let domain = has(DOMAINS, last) || (has(DOMAINS, &lower) && token.iter().all(|b| !b.is_ascii_lowercase()));
    let same_case = lower == *last || last.iter().all(|b| !b.is_ascii_lowercase());
    let file = same_case && has(EXTENSIONS, &lower);
    if !(web || brand || domain || file) || number(first) && !file {
        return None;
    }
    let end = if bytes.get(end) == Some(&b'/') { trimmed(bytes, start, forth(bytes, end, address_byte)) } else { end };
    Some(Span::new(start, end))
}

/// `/usr/bin`, `~/notes`, `./run.sh`; not `and/or`, not `24/7`.
fn path(text: &str, at: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let start = back(bytes, at, |b| matches!(b, b'.' | b'~'));
    // Behind a space, an opening bracket or quotation mark of any kind; not behind a word or what closes one.
    let closed = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '%' | '/' | '-' | '–' | '<');
    let opens = !text[..start].chars().next_back().is_some_and(closed);
    if !opens || !bytes.get(at + 1).is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_') {
        return None;
    }
    let end = trimmed(bytes, start, forth(bytes, at, address_byte));
    let deep = count(&bytes[start..end], b'/') > 1 || start < at;
    (deep && end > at + 1).then(|| Span::new(start, end))
}

fn backslash(bytes: &[u8], at: usize) -> Option<Span> {
    let drive = at >= 2 && bytes[at - 1] == b':' && bytes[at - 2].is_ascii_alphabetic();
    let share = bytes.get(at + 1) == Some(&b'\\') && (at == 0 || bytes[at - 1].is_ascii_whitespace());
    if !drive && !share {
        return None;
    }
    let start = if drive { at - 2 } else { at };
    Some(Span::new(start, trimmed(bytes, start, forth(bytes, at, address_byte))))
}

/// `10:30`, `3-2`, `31/12/2024`: the mark belongs to the number.
fn between_digits(bytes: &[u8], at: usize) -> Option<Span> {
    if at == 0 || !digit(bytes, at - 1) || !digit(bytes, at + 1) {
        return None;
    }
    let mark = bytes[at];
    let number = |b: u8| b.is_ascii_digit() || b == mark;
    let (start, end) = (back(bytes, at, number), forth(bytes, at, number));
    let end = if bytes[end - 1] == mark { end - 1 } else { end };
    // "3,75-4,25" and "1.5-2.5" are amounts: their own marks may need mending.
    let amount = |i: usize| bytes.get(i).is_some_and(|b| matches!(b, b',' | b'.')) && digit(bytes, i + 1);
    let before = start > 1 && matches!(bytes[start - 1], b',' | b'.') && digit(bytes, start - 2);
    (!amount(end) && !before).then(|| Span::new(start, end))
}

/// `2GW+`, `18+`: an amount and more.
fn amount_and_more(bytes: &[u8], at: usize) -> Option<Span> {
    let start = back(bytes, at, |b| b.is_ascii_alphanumeric() || b == b'.');
    (start < at && digit(bytes, start)).then(|| Span::new(start, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(text: &str) -> Vec<&str> {
        spans(text, &Survey::of(text)).into_iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn addresses_and_names_of_files_are_whole() {
        assert_eq!(protected("see https://a.org/b?c=(d),e. Next"), ["https://a.org/b?c=(d),e"]);
        assert_eq!(protected("(www.example.com/x)"), ["www.example.com/x"]);
        assert_eq!(protected("mail first.last@news.example.co.uk, or @desk_1"), ["first.last@news.example.co.uk", "@desk_1"]);
        assert_eq!(protected("Binance.US and example.com, Node.js"), ["Binance.US", "example.com", "Node.js"]);
        assert_eq!(protected("in C:\\Temp\\a.txt or /etc/hosts or notes.PDF."), ["C:\\Temp\\a.txt", "/etc/hosts", "notes.PDF"]);
        assert_eq!(protected("the “/srv/a,b” and «~/x,y»"), ["/srv/a,b", "~/x,y"]);
        assert_eq!(protected("#Ünïcode and &#8217; and C# 9"), ["#Ünïcode"]);
    }

    #[test]
    fn numbers_keep_their_marks() {
        assert_eq!(
            protected("at 10:30, 24/7, 3-2, v1.2.3, 10.0.0.1, 2GW+, 31/12/2024"),
            ["10:30", "24/7", "3-2", "v1.2.3", "10.0.0.1", "2GW+", "31/12/2024"]
        );
        assert!(protected("1.250.000 euros, 3,75-4,25 per cent, 7.5").is_empty());
    }

    #[test]
    fn prose_is_free() {
        assert!(protected("the end.Next came and/or he/she, the U.S. and J.K. Rowling ... a well-known one: yes.").is_empty());
        assert!(protected("the talks.US officials and ``quoted'' and ``more'' text").is_empty());
    }

    #[test]
    fn code_and_sic() {
        assert_eq!(protected("run `a , b` or ``x`y``; they recieve [sic] it"), ["`a , b`", "``x`y``", "recieve [sic]"]);
    }
}
