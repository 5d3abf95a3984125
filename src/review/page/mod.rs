//! The review as one page of HTML that needs nothing else: data, style and script are in it, and it loads nothing.

use std::collections::HashMap;

use serde::Serialize;

use super::decisions::VERSION;
use super::item::Sheet;
use super::queue::Queue;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// One script in five files: each uses what those before it define.
const SCRIPT: &str = concat!(
    include_str!("model.js"),
    include_str!("articles.js"),
    include_str!("counts.js"),
    include_str!("card.js"),
    include_str!("controls.js")
);

/// What the page is given. Places are counted in UTF-16 units, as the script counts them.
#[derive(Serialize)]
struct Data<'q> {
    version: u64,
    id: String,
    speakers: Vec<Speaker<'q>>,
    files: Vec<File<'q>>,
}

#[derive(Serialize)]
struct Speaker<'q> {
    name: &'q str,
    right: Option<&'q str>,
}

#[derive(Serialize)]
struct File<'q> {
    path: &'q str,
    text: &'q str,
    items: Vec<Item<'q>>,
}

#[derive(Serialize)]
struct Item<'q> {
    start: usize,
    end: usize,
    line: usize,
    /// 0 note, 1 suggestion, 2 fix.
    tier: u8,
    rules: &'q [&'static str],
    new: Option<&'q str>,
    others: &'q [String],
    /// What people read where the file writes it otherwise: what stands there, what is proposed, the other readings.
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<Vec<Option<&'q str>>>,
    why: &'q str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'q str>,
    seen: Vec<(usize, usize)>,
    speaker: usize,
    before: &'q str,
    after: &'q str,
    #[serde(skip_serializing_if = "Option::is_none")]
    nth: Option<(usize, usize)>,
    key: &'q str,
}

/// The page for a queue: its articles with their findings in place, to be decided on in a browser, which gives a decisions file.
pub fn page(queue: &Queue) -> String {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut speakers: Vec<Speaker<'_>> = Vec::new();
    let mut files: Vec<File<'_>> = Vec::with_capacity(queue.sheets().len());
    let mut id: u64 = 0xcbf2_9ce4_8422_2325;
    for (number, sheet) in queue.sheets().iter().enumerate() {
        let units = Units::of(sheet);
        let mut items = Vec::with_capacity(sheet.items.len());
        for at in queue.range(number) {
            let item = queue.item(at);
            let name = queue.speaker(at);
            let speaker = *numbers.entry(name).or_insert_with(|| {
                speakers.push(Speaker { name, right: queue.right(at) });
                speakers.len() - 1
            });
            let around = item.around();
            items.push(Item {
                start: units.at(item.source.start),
                end: units.at(item.source.end),
                line: item.line,
                tier: item.tier as u8,
                rules: &item.rules,
                new: item.replacement.as_deref(),
                others: &item.alternatives,
                read: item.read().map(|read| {
                    let others = read.alternatives.iter().map(|other| Some(other.as_str()));
                    [Some(read.original.as_str()), read.replacement.as_deref()].into_iter().chain(others).collect()
                }),
                why: &item.reason,
                entry: item.entry.as_deref(),
                seen: item.evidence.iter().map(|e| (units.at(e.start), units.at(e.end))).collect(),
                speaker,
                before: &around.before,
                after: &around.after,
                nth: item.nth(),
                key: item.key(),
            });
            id = item.key().bytes().fold(id, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        }
        id = sheet.path.bytes().fold(id, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        files.push(File { path: &sheet.path, text: &sheet.text, items });
    }
    let data = Data { version: VERSION, id: format!("{id:016x}"), speakers, files };
    put(PAGE, &[("/*STYLE*/", STYLE), ("/*DATA*/", &escaped(&data)), ("/*SCRIPT*/", SCRIPT)])
}

/// JSON that may stand in a script element: nothing in it can end the element or begin a comment there.
fn escaped(data: &Data<'_>) -> String {
    // Strings, numbers and lists of them: nothing that JSON can't hold.
    let json = serde_json::to_string(data).unwrap_or_default();
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// `page` with each mark replaced, in order; what is put in is not looked through.
fn put(page: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(page.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>());
    let mut rest = page;
    for (mark, text) in parts {
        let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
        out.push_str(before);
        out.push_str(text);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// From bytes of a text to UTF-16 units: for the places of a sheet, counted once along the text.
struct Units(Vec<(usize, usize)>);

impl Units {
    fn of(sheet: &Sheet) -> Units {
        let places = sheet.items.iter().flat_map(|i| {
            let own = [i.source.start, i.source.end];
            own.into_iter().chain(i.evidence.iter().flat_map(|e| [e.start, e.end]))
        });
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        places.dedup();
        let (mut at, mut units) = (0, 0);
        let counted = places.into_iter().map(|place| {
            units += sheet.text[at..place].chars().map(char::len_utf16).sum::<usize>();
            at = place;
            (place, units)
        });
        Units(counted.collect())
    }

    fn at(&self, place: usize) -> usize {
        self.0.binary_search_by_key(&place, |(bytes, _)| *bytes).map_or(0, |i| self.0[i].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_not_leave_its_element_and_reads_back_the_same() {
        let pipeline = crate::Pipeline::new();
        let text = "</script><!-- <script>alert(1)</script> 𝄞 the the end & \u{2028} more \"more\" /*SCRIPT*/ withthe help.\n";
        let sheet = Sheet::new("a</script>.txt", text, &pipeline.run(text));
        assert!(sheet.items.len() >= 2);
        let page = page(&Queue::new(vec![sheet], pipeline.dictionary()));
        let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
        let (json, rest) = rest.split_once("</script>").unwrap();
        assert!(rest.contains("\"use strict\"") && !json.contains(['<', '>', '&', '\u{2028}']));
        let data: serde_json::Value = serde_json::from_str(json).unwrap();
        let file = &data["files"][0];
        assert_eq!((file["path"].as_str(), file["text"].as_str()), (Some("a</script>.txt"), Some(text)));
        // The script cuts the text by these places.
        let units: Vec<u16> = text.encode_utf16().collect();
        let item = &file["items"][0];
        let place = item["start"].as_u64().unwrap() as usize..item["end"].as_u64().unwrap() as usize;
        assert_eq!(String::from_utf16(&units[place]).unwrap(), "the the");
    }

    #[test]
    fn the_page_loads_nothing() {
        for part in [PAGE, STYLE, SCRIPT] {
            assert!(!part.contains("http:") && !part.contains("https:") && !part.contains("src=") && !part.contains("@import"));
        }
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("innerHTML") && !STYLE.contains("</style"));
    }
}
