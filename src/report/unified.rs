//! A unified diff that `patch -p1` and `git apply` take.

use similar::TextDiff;

/// The change from `old` to `new` of the file `path`; empty if there is none. Lines keep their ends, and a missing final
/// newline is said.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    unified_with(path, old, new, 3)
}

/// The same with `context` lines on either side of a change.
pub fn unified_with(path: &str, old: &str, new: &str, context: usize) -> String {
    if old == new {
        return String::new();
    }
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let mut config = TextDiff::configure();
    config.newline_terminated(true);
    let diff = config.diff_slices(&before, &after);
    let relative = path.trim_start_matches("./").trim_start_matches('/');
    let header = |side: &str| name(&format!("{side}/{relative}"));
    diff.unified_diff().context_radius(context).header(&header("a"), &header("b")).to_string()
}

/// A file name as git writes it in a header: in quotes if it has quotes, backslashes or control characters; a tab behind it
/// if it has spaces.
fn name(path: &str) -> String {
    let odd = |c: char| c.is_control() || c == '"' || c == '\\';
    if path.chars().any(odd) {
        let mut quoted = String::from("\"");
        for c in path.chars() {
            match c {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '\n' => quoted.push_str("\\n"),
                '\t' => quoted.push_str("\\t"),
                c if c.is_control() => {
                    for b in c.encode_utf8(&mut [0; 4]).bytes() {
                        quoted.push_str(&format!("\\{b:03o}"));
                    }
                }
                c => quoted.push(c),
            }
        }
        return quoted + "\"";
    }
    if path.contains(' ') { format!("{path}\t") } else { path.to_owned() }
}
