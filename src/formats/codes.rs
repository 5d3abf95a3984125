//! What stands in the texts of programs beside words: placeholders (`%s`, `%1$s`, `%(name)s`, `{0}`, `${name}`, `{{ name }}`), plural
//! forms of ICU, tags that a program shows as markup. No repair touches them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// `% d` is left out: “5 % discount”.
static CODES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let printf = r"%(?:\d+\$|\(\w+\))?[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|q|j|z|t|L)?[a-zA-Z@%]";
    let braces = r"\{\{[^{}\n]*\}\}|[$#@%]?\{[\w.:$@!#-]*\}|\{\w+, ?\w+(?:, ?[^{}\n]*)?\}|%\w+%|%\{\w+\}";
    let tags = r#"</?[a-zA-Z][\w:.-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*\s*/?>|<!--.*?-->"#;
    let entities = r"&(?:[a-zA-Z][a-zA-Z0-9]*|#\d+|#x[0-9a-fA-F]+);";
    // Keys that a program underlines: “E&xit”, “_Open”.
    let keys = r"\w*&\w+|\w*_\w+";
    Regex::new(&format!("{printf}|{braces}|{tags}|{entities}|{keys}")).ok()
});

/// Begins a message of ICU whose forms are chosen by number or kind.
static CHOICE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,").ok());

/// The places of codes in `text`, in order, disjoint.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.bytes().any(|b| matches!(b, b'%' | b'{' | b'<' | b'&' | b'_')) {
        return found;
    }
    for start in CHOICE.iter().flat_map(|r| r.find_iter(text)).map(|m| m.start()) {
        if found.last().is_none_or(|last| last.end <= start) {
            found.push(start..closing(text, start));
        }
    }
    let choices = found.len();
    for code in CODES.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()) {
        if found[..choices].iter().all(|c| code.end <= c.start || c.end <= code.start) {
            found.push(code);
        }
    }
    found.sort_by_key(|r| r.start);
    found
}

/// Behind the brace that closes the one at `start`; the end, if none does.
fn closing(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for at in memchr::memchr2_iter(b'{', b'}', &text.as_bytes()[start..]) {
        if text.as_bytes()[start + at] == b'{' {
            depth += 1;
        } else {
            depth -= 1;
            if depth == 0 {
                return start + at + 1;
            }
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_words_are_not() {
        let of = |text: &str| places(text).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            of("%s has %1$s and %(count)d of {0}, ${name} {{ x }} %%"),
            ["%s", "%1$s", "%(count)d", "{0}", "${name}", "{{ x }}", "%%"]
        );
        assert_eq!(
            of("a <b class=\"x\">bold</b> <br/> &nbsp; {n, number, integer}"),
            ["<b class=\"x\">", "</b>", "<br/>", "&nbsp;", "{n, number, integer}"]
        );
        assert_eq!(
            of("{n, plural, one {# file} other {# files, {x}}} the the"),
            ["{n, plural, one {# file} other {# files, {x}}}"]
        );
        assert_eq!(of("5 % of, a < b and c > d; {a b}, R & D, 3 %"), [""; 0]);
    }
}
