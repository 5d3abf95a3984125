//! `stray-capital`: a capitalised common word, or a run of them, in the middle of a sentence, where a link began.

use super::words::{BINDING, LEADING, is};
use crate::document::Document;
use crate::edit::{Edit, Reason, Span, Tier, touches};
use crate::lexicon::{self, Commonness};
use crate::survey::{Shape, Word};

/// Words that English writes with a capital in mid-sentence though they are in the lists of common words.
const CAPITAL: &[&str] = &[
    "I",
    "God",
    "Lord",
    "Earth",
    "Moon",
    "Sun",
    "Mars",
    "Internet",
    "Web",
    "Net",
    "State",
    "States",
    "President",
    "Minister",
    "Prime",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Pope",
    "Bishop",
    "General",
    "Captain",
    "Major",
    "Colonel",
    "Sir",
    "Lady",
    "Dame",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "Professor",
    "Doctor",
    "Senator",
    "Governor",
    "Mayor",
    "Chief",
    "Secretary",
    "Chancellor",
    "Ambassador",
    "Judge",
    "Justice",
    "Sheriff",
    "Officer",
    "Detective",
    "Inspector",
    "Congress",
    "Senate",
    "House",
    "Parliament",
    "Commons",
    "Lords",
    "Cabinet",
    "Council",
    "Commission",
    "Committee",
    "Court",
    "Department",
    "Ministry",
    "Office",
    "Agency",
    "Bureau",
    "Board",
    "Bank",
    "Fund",
    "Union",
    "Party",
    "Government",
    "Republic",
    "Kingdom",
    "Empire",
    "Army",
    "Navy",
    "Force",
    "University",
    "College",
    "School",
    "Institute",
    "Academy",
    "Hospital",
    "Church",
    "Museum",
    "Library",
    "Airport",
    "Station",
    "Park",
    "Street",
    "Road",
    "Avenue",
    "Square",
    "Bridge",
    "River",
    "Lake",
    "Sea",
    "Ocean",
    "Mountain",
    "Island",
    "Islands",
    "Bay",
    "Cape",
    "Coast",
    "Valley",
    "Hill",
    "North",
    "South",
    "East",
    "West",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Central",
    "City",
    "County",
    "Province",
    "District",
    "Region",
    "League",
    "Cup",
    "Championship",
    "Championships",
    "Games",
    "Olympics",
    "Olympic",
    "Open",
    "Masters",
    "Series",
    "Tour",
    "Final",
    "Finals",
    "Team",
    "Club",
    "World",
    "National",
    "International",
    "Royal",
    "Federal",
    "Supreme",
    "High",
    "Great",
    "Grand",
    "New",
    "Old",
    "Saint",
    "Act",
    "Bill",
    "Treaty",
    "Agreement",
    "Constitution",
    "Article",
    "Chapter",
    "Section",
    "Part",
    "Book",
    "Bible",
    "Street",
    "Times",
    "Post",
    "Journal",
    "News",
    "Daily",
    "Company",
    "Group",
    "Corporation",
    "Foundation",
    "Association",
    "Society",
    "Organization",
    "Organisation",
    "Center",
    "Centre",
    "Conference",
    "Summit",
    "Festival",
    "Award",
    "Awards",
    "Prize",
    "War",
    "Revolution",
    "Day",
    "Week",
    "Year",
    "Christmas",
    "Easter",
    "Internet",
    "Democrat",
    "Democrats",
    "Republican",
    "Republicans",
    "Labour",
    "Conservative",
    "Conservatives",
    "Liberal",
    "Green",
    "Greens",
    "Black",
    "White",
    "Native",
    "Mom",
    "Mum",
    "Dad",
    "Mother",
    "Father",
    "Aunt",
    "Uncle",
    "Coach",
    "Manager",
    "Director",
    "Chairman",
    "Vice",
    "Deputy",
    "Acting",
    "Crown",
    "Speaker",
    "Leader",
    "Treasury",
    "Exchequer",
    "Catholic",
    "Christian",
    "Jewish",
    "Muslim",
    "Bureau",
    "Gulf",
    "Strait",
    "Channel",
    "Wall",
    "Main",
    "Big",
    "Zoom",
    "Apple",
    "Amazon",
    "Meta",
    "Target",
    "Shell",
    "Orange",
    "Visa",
    "Oracle",
    "Alphabet",
    "Windows",
    "Word",
    "Excel",
    "Teams",
    "Slack",
    "Signal",
    "Telegram",
    "Stripe",
    "Square",
    "Block",
    "Uber",
    "Lyft",
    "Gap",
    "Next",
    "Boots",
    "Subway",
    "Polish",
    "Turkish",
    "Swiss",
    "Welsh",
    "Scots",
    "Dutch",
    "Finnish",
    "Swedish",
    "Danish",
    "March",
    "May",
    "August",
    "Will",
    "Mark",
    "Bill",
    "Frank",
    "Grant",
    "Rose",
    "Grace",
    "Hope",
    "Faith",
    "Joy",
    "Summer",
    "Spring",
    "Autumn",
    "Winter",
    "Fall",
    "Second",
    "First",
    "Third",
    "Test",
    "Covid",
];

/// Looks at each capitalised common word that is preceded by a lower-case one.
pub(super) fn stray_capital(document: &Document<'_>, out: &mut Vec<Edit>) {
    let words = document.survey().words();
    let mut index = 1;
    while index < words.len() {
        let run = (index..words.len())
            .take_while(|&i| is_common_capital(document, words[i]) && (i == index || joined(document, words[i - 1], words[i])))
            .count();
        if run > 0 && run <= 6 && in_mid_sentence(document, index) {
            out.extend(judge(document, index, run));
        }
        index += run.max(1);
    }
}

/// A word that stands with a capital here and is a common word in lower case.
fn is_common_capital(document: &Document<'_>, word: Word) -> bool {
    let form = document.survey().form(word);
    form.shape == Shape::Capitalised
        && form.class.commonness >= Commonness::Common
        && word.span().len() > 1
        && !touches(document.shields(), word.span())
}

fn joined(document: &Document<'_>, a: Word, b: Word) -> bool {
    &document.text()[a.span().end()..b.span().start()] == " "
}

/// Preceded on the same line, across a space (and perhaps an opening quotation mark), by a lower-case English word.
fn in_mid_sentence(document: &Document<'_>, index: usize) -> bool {
    let words = document.survey().words();
    let before = words[index - 1];
    let form = document.survey().form(before);
    let between = &document.text()[before.span().end()..words[index].span().start()];
    form.shape == Shape::Lower && form.class.is_word() && matches!(between, " " | ", ")
}

fn judge(document: &Document<'_>, index: usize, run: usize) -> Option<Edit> {
    let words = document.survey().words();
    let (first, last) = (words[index].span(), words[index + run - 1].span());
    let span = Span::new(first.start(), last.end());
    let text = document.text();
    let scene = crate::dictionary::scene::Scene { text, survey: document.survey() };
    if scene.in_title_case(span) {
        return None;
    }
    let next = words.get(index + run).filter(|w| text[last.end()..w.span().start()].chars().all(|c| c == ' ' || c == '-'));
    let next_shape = next.map(|w| document.survey().form(*w).shape);
    let part_of_name =
        matches!(next_shape, Some(Shape::Capitalised | Shape::Upper | Shape::Mixed | Shape::Alphanumeric | Shape::Number));
    let hyphen = text[..first.start()].ends_with('-') || text[last.end()..].starts_with(['-', '’', '\'']);
    let inside: Vec<&str> = (index..index + run).map(|i| document.word(words[i])).collect();
    let named = inside.iter().any(|w| CAPITAL.contains(w) || lexicon::class(w).mixed);
    // A capitalised form that comes back elsewhere in mid-sentence is a habit of the text: a role, a defined term.
    let habit = inside.iter().any(|w| document.survey().find(w).is_some_and(|f| f.count > 1) && lower_count(document, w) == 0);
    let listed_name = inside.iter().any(|w| lexicon::class(w).name && !lower_stands(document, w));
    if part_of_name || hyphen || named || listed_name || habit {
        return None;
    }
    let lower = text[span.range()].to_lowercase();
    let function = run == 1 && inside.iter().all(|w| is_certain(w));
    let quoted = text[..first.start()].trim_end().ends_with(',');
    let onward = next_shape == Some(Shape::Lower);
    let tier = if function && onward && !quoted { Tier::Fix } else { Tier::Suggest };
    let what = if run == 1 { "a common word" } else { "a run of common words" };
    let reason = Reason::new(format!(
        "“{}” is {what} with a capital in the middle of a sentence, as at the start of a link",
        &text[span.range()]
    ));
    Some(Edit::new(tier, span, lower, "stray-capital", reason))
}

/// Does the word stand in lower case in this text?
fn lower_stands(document: &Document<'_>, word: &str) -> bool {
    lower_count(document, word) > 0
}

fn lower_count(document: &Document<'_>, word: &str) -> u32 {
    document.survey().find(&word.to_lowercase()).map_or(0, |f| f.count)
}

/// Function words and forms of verbs: no name is made of one of them alone.
fn is_certain(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "used", "based", "said", "told", "called", "made", "given", "taken", "seen", "known", "held", "sent", "found", "added",
        "became",
    ];
    const NEVER: &[&str] = &[
        "will", "the", "a", "an", "our", "your", "this", "that", "who", "when", "then", "what", "via", "did", "does", "through",
        "could", "where", "us", "it",
    ];
    let lower = word.to_lowercase();
    (is(LEADING, &lower) || is(BINDING, &lower) || is(VERBS, &lower)) && !is(NEVER, &lower) && lower.len() >= 3
}
