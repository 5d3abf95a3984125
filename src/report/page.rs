//! The report of a run as a page: bars by rule and by file, each file's findings folded under its name. It opens from disk,
//! loads nothing, runs no script; every text of a file or dictionary in it is escaped.

use std::fmt::Write;

use super::finding::Record;
use super::summary::{FileRate, FileTally, Found, Summary, of};
use super::visible::visible;
use crate::desk::Decoded;
use crate::edit::Tier;
use crate::outcome::{Finding, Outcome};

const STYLE: &str = include_str!("page.css");

/// Characters shown on either side of a finding.
const AROUND: usize = 60;

/// Text of a file, a dictionary or the command line, as HTML.
fn escaped(text: &str) -> String {
    htmlize::escape_all_quotes(visible(text)).into_owned()
}

/// The place of a file in the page.
fn anchor(path: &str) -> String {
    format!("f{:08x}", crc32fast::hash(path.as_bytes()))
}

/// The page down to its list of files.
pub(super) fn head(command: &str, summary: &Summary) -> String {
    let mut out = String::new();
    let Found { fixes, suggestions, notes } = summary.found;
    let counted = |n: usize, one: &str, many: &str| format!("{} {}", grouped(n), if n == 1 { one } else { many });
    let title = format!("copydesk {command}: {} in {}", counted(fixes, "fix", "fixes"), counted(summary.read, "file", "files"));
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n<header>\n<h1>{}</h1>\n",
        escaped(&title),
        escaped(&title)
    );
    if let Some(run) = &summary.run {
        let _ = writeln!(out, "<p><code>copydesk undo {}</code> takes this back.</p>", escaped(run));
    }
    out += "<dl>";
    let changed = if command == "fix" { "files changed" } else { "files to change" };
    let cards: [(usize, &str); 6] = [
        (summary.read, "files read"),
        (summary.changed, changed),
        (summary.refused, "refused"),
        (fixes, "fixes"),
        (suggestions, "suggestions"),
        (notes, "notes"),
    ];
    for (count, what) in cards {
        let _ = write!(out, "<div><dt>{what}</dt><dd>{}</dd></div>", grouped(count));
    }
    out += "</dl>\n</header>\n<main>\n";
    let rules = summary.rules();
    let most = rules.first().map_or(1, |r| r.1);
    let bars = rules.iter().map(|(rule, count)| (escaped(rule), grouped(*count), *count as f64 / most as f64));
    out += &section("Fixes by rule", bars);
    let most = summary.most().first().map_or(1, |f| f.found.fixes);
    let bars = summary.most().iter().map(|f| (link(f), grouped(f.found.fixes), f.found.fixes as f64 / most as f64));
    out += &section("Files with the most fixes", bars);
    let most = summary.worst().first().map_or(1.0, |f| f.per_thousand_words);
    let bars = summary.worst().iter().map(|f| (link(f), format!("{:.1}", f.per_thousand_words), f.per_thousand_words / most));
    out += &section("Garbles per thousand words, the worst files", bars);
    let entries = summary.entries();
    let most = entries.first().map_or(1, |e| e.fixes);
    let bars = entries.iter().map(|e| {
        let (old, new) = (escaped(&e.original), escaped(&e.replacement));
        let name = format!("<del>{old}</del> <ins>{new}</ins> <small>{}</small>", escaped(&e.entry));
        (name, grouped(e.fixes), e.fixes as f64 / most as f64)
    });
    out += &section("Dictionary entries that fired most", bars);
    out += "</main>\n<section class=\"files\">\n<h2>Findings, file by file</h2>\n";
    if summary.found.garbles() == 0 {
        out += "<p>Nothing was found.</p>\n";
    } else {
        out += "<form>";
        for (id, what) in [("all", "everything"), ("fix", "fixes"), ("suggest", "suggestions"), ("note", "notes")] {
            let checked = if id == "all" { " checked" } else { "" };
            let _ = write!(out, "<label><input type=\"radio\" name=\"show\" id=\"show-{id}\"{checked}> {what}</label>");
        }
        out += "</form>\n";
    }
    out
}

/// A section of bars: what, its figure, its share of the longest.
fn section(title: &str, bars: impl ExactSizeIterator<Item = (String, String, f64)>) -> String {
    if bars.len() == 0 {
        return String::new();
    }
    let mut out = format!("<section>\n<h2>{title}</h2>\n<ol class=\"bars\">\n");
    for (name, figure, share) in bars {
        let width = (share * 100.0).clamp(0.5, 100.0);
        let _ = writeln!(out, "<li><span class=\"name\">{name}</span><b>{figure}</b><i style=\"width:{width:.1}%\"></i></li>");
    }
    out + "</ol>\n</section>\n"
}

fn link(file: &FileRate) -> String {
    format!("<a href=\"#{}\">{}</a>", anchor(&file.path), escaped(&file.path))
}

/// 12,345
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The end of the page.
pub(super) fn tail(unshown: usize) -> String {
    let more = if unshown > 0 {
        format!(
            "<p>The findings of {} more are left out, so that the page opens; a report in JSON has them.</p>\n",
            of(unshown, "file", "files")
        )
    } else {
        String::new()
    };
    format!("{more}</section>\n<footer>copydesk {}</footer>\n</html>\n", env!("CARGO_PKG_VERSION"))
}

/// A file with its findings, folded.
pub(super) fn file(path: &str, decoded: &Decoded, outcome: &Outcome, records: &[Record], tally: &FileTally) -> String {
    let mut out = String::new();
    let Found { fixes, suggestions, notes } = tally.found;
    let counts = [(fixes, "fix", "fixes"), (suggestions, "suggestion", "suggestions"), (notes, "note", "notes")];
    let counts: Vec<String> = counts.into_iter().filter(|c| c.0 > 0).map(|(n, one, many)| of(n, one, many)).collect();
    let kinds = [(fixes, "has-fix"), (suggestions, "has-suggest"), (notes, "has-note")];
    let kinds: Vec<&str> = kinds.into_iter().filter(|k| k.0 > 0).map(|k| k.1).collect();
    let _ = write!(
        out,
        "<details class=\"{}\"><summary><span class=\"path\">{}</span> <span class=\"counts\">{}</span></summary>\n<ol id=\"{}\">\n",
        kinds.join(" "),
        escaped(path),
        counts.join(", "),
        anchor(path)
    );
    let mut findings: Vec<&Finding> = outcome.changes.iter().chain(&outcome.suggestions).chain(&outcome.notes).collect();
    findings.sort_by_key(|f| (f.source.start(), f.source.end(), std::cmp::Reverse(f.tier)));
    for (finding, record) in findings.iter().zip(records) {
        let text = &decoded.text;
        let (before, after) = (before(&text[..finding.source.start()]), after(&text[finding.source.end()..]));
        let _ = write!(out, "<li class=\"{}\"><p>{}", record.tier, escaped(&before));
        match &record.replacement {
            _ if finding.tier == Tier::Note => {
                let _ = write!(out, "<mark>{}</mark>", escaped(&record.original));
            }
            new => {
                if !record.original.is_empty() {
                    let _ = write!(out, "<del>{}</del>", shown(&record.original));
                }
                if let Some(new) = new.as_deref().filter(|new| !new.is_empty()) {
                    let _ = write!(out, "<ins>{}</ins>", shown(new));
                }
            }
        }
        let _ = write!(out, "{}</p><p class=\"why\">", escaped(&after));
        let _ = write!(
            out,
            "<span class=\"tier\">{}</span> <span class=\"place\">{}:{}</span> ",
            record.tier, record.line, record.column
        );
        let _ = write!(out, "<b>{}</b>: {}", escaped(&record.rules.join(" + ")), escaped(&record.reason));
        if let Some(entry) = &record.entry {
            let _ = write!(out, " <small>{}</small>", escaped(entry));
        }
        if !record.alternatives.is_empty() {
            let others: Vec<String> = record.alternatives.iter().map(|a| format!("“{}”", escaped(a))).collect();
            let _ = write!(out, " Or {}.", others.join(", "));
        }
        out += "</p></li>\n";
    }
    out + "</ol></details>"
}

/// Spaces at the edges of a change are what it is about: they are drawn.
fn shown(text: &str) -> String {
    let inner = text.trim_matches([' ', '\n', '\t']);
    let lead = text.len() - text.trim_start_matches([' ', '\n', '\t']).len();
    let drawn = |edge: &str| edge.chars().map(|c| if c == '\n' { '↵' } else { '␣' }).collect::<String>();
    if inner.is_empty() {
        return drawn(text);
    }
    [drawn(&text[..lead]), escaped(inner), drawn(&text[lead + inner.len()..])].concat()
}

/// The end of what stands before a finding, in its line.
fn before(text: &str) -> String {
    let line = &text[text.rfind('\n').map_or(0, |i| i + 1)..];
    match line.char_indices().nth_back(AROUND) {
        None => line.to_owned(),
        Some((cut, _)) => {
            let cut = line[cut..].find(' ').map_or(cut, |space| cut + space + 1);
            format!("… {}", &line[cut..])
        }
    }
}

/// The beginning of what stands behind it.
fn after(text: &str) -> String {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    match line.char_indices().nth(AROUND) {
        None => line.to_owned(),
        Some((cut, _)) => {
            let cut = line[..cut].rfind(' ').unwrap_or(cut);
            format!("{} …", &line[..cut])
        }
    }
}
