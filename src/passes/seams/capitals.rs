//! Which capitals in the middle of a sentence are no stray ones.

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use std::sync::LazyLock;

use super::words::is;
use crate::passes::list::List;

/// Does English write `word` with a capital in mid-sentence?
pub(super) fn is_capital(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| CAPITAL.iter().copied().collect());
    SET.contains(word)
}

/// Words that English writes with a capital in mid-sentence though they are in the lists of common words.
#[rustfmt::skip]
const CAPITAL: &[&str] = &[
    "I", "God", "Lord", "Earth", "Moon", "Sun", "Mars", "Internet", "Web", "Net", "State", "States", "President", "Minister",
    "Prime", "King", "Queen", "Prince", "Princess", "Pope", "Bishop", "General", "Captain", "Major", "Colonel", "Sir", "Lady",
    "Dame", "Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "Doctor", "Senator", "Governor", "Mayor", "Chief", "Secretary",
    "Chancellor", "Ambassador", "Judge", "Justice", "Sheriff", "Officer", "Detective", "Inspector", "Congress", "Senate",
    "House", "Parliament", "Commons", "Lords", "Cabinet", "Council", "Commission", "Committee", "Court", "Department",
    "Ministry", "Office", "Agency", "Bureau", "Board", "Bank", "Fund", "Union", "Party", "Government", "Republic", "Kingdom",
    "Empire", "Army", "Navy", "Force", "University", "College", "School", "Institute", "Academy", "Hospital", "Church",
    "Museum", "Library", "Airport", "Station", "Park", "Street", "Road", "Avenue", "Square", "Bridge", "River", "Lake", "Sea",
    "Ocean", "Mountain", "Island", "Islands", "Bay", "Cape", "Coast", "Valley", "Hill", "North", "South", "East", "West",
    "Northern", "Southern", "Eastern", "Western", "Central", "City", "County", "Province", "District", "Region", "League",
    "Cup", "Championship", "Championships", "Games", "Olympics", "Olympic", "Open", "Masters", "Series", "Tour", "Final",
    "Finals", "Team", "Club", "World", "National", "International", "Royal", "Federal", "Supreme", "Grand", "Saint", "Act",
    "Bill", "Treaty", "Agreement", "Constitution", "Article", "Chapter", "Section", "Part", "Book", "Bible", "Times", "Post",
    "Journal", "News", "Daily", "Company", "Group", "Corporation", "Foundation", "Association", "Society", "Organization",
    "Organisation", "Center", "Centre", "Conference", "Summit", "Festival", "Award", "Awards", "Prize", "War", "Revolution",
    "Day", "Week", "Year", "Christmas", "Easter", "Democrat", "Democrats", "Republican", "Republicans", "Labour",
    "Conservative", "Conservatives", "Liberal", "Green", "Greens", "Black", "White", "Native", "Mom", "Mum", "Dad", "Mother",
    "Father", "Aunt", "Uncle", "Coach", "Manager", "Director", "Chairman", "Vice", "Deputy", "Acting", "Crown", "Speaker",
    "Leader", "Treasury", "Exchequer", "Catholic", "Christian", "Jewish", "Muslim", "Gulf", "Strait", "Channel", "Wall", "Main",
    "French", "English", "Roman", "Afghan", "China", "Turkey", "Chad", "Jersey", "Guinea", "Japan", "Brazil", "Panama",
    "Georgia", "Jordan", "Nice", "Reading", "Bath", "Cork", "Boulder", "Democratic", "Socialist", "Communist", "Scotch",
    "Zoom", "Apple", "Amazon", "Meta", "Target", "Shell", "Orange", "Visa", "Oracle", "Alphabet", "Windows", "Word", "Excel",
    "Teams", "Slack", "Signal", "Telegram", "Stripe", "Block", "Uber", "Lyft", "Gap", "Boots", "Subway", "Polish", "Turkish",
    "Swiss", "Welsh", "Scots", "Dutch", "Finnish", "Swedish", "Danish", "March", "May", "August", "Will", "Mark", "Frank",
    "Grant", "Rose", "Grace", "Hope", "Faith", "Joy", "Summer", "Spring", "Autumn", "Winter", "Fall", "Test", "Covid",
    "Operation", "Project", "Study", "Trial", "Witness", "Campaign", "Guardian", "Mirror", "Corona",
];

/// Is `word` a role or body that is written small when it stands by itself: “the company”, “as president”?
pub(super) fn is_role(word: &str) -> bool {
    is(ROLES, word)
}

#[rustfmt::skip]
const ROLES: &List = &List::of(&[
    "President", "Minister", "Professor", "Doctor", "Senator", "Governor", "Mayor", "Chief", "Secretary", "Ambassador", "Judge",
    "Sheriff", "Officer", "Detective", "Inspector", "Parliament", "Council", "Commission", "Committee", "Court", "Department",
    "Ministry", "Office", "Agency", "Board", "Bank", "Fund", "Union", "Party", "Government", "Republic", "Kingdom", "Army", "Navy",
    "University", "College", "School", "Institute", "Academy", "Hospital", "Church", "Museum", "Library", "Airport", "Station",
    "Park", "Street", "Road", "Bridge", "River", "Lake", "Sea", "Mountain", "Island", "Islands", "Coast", "Valley", "Hill", "City",
    "County", "Province", "District", "Region", "League", "Championship", "Championships", "Series", "Tour", "Final", "Finals",
    "Team", "Club", "Treaty", "Agreement", "Constitution", "Article", "Chapter", "Section", "Part", "Book", "Company", "Group",
    "Corporation", "Foundation", "Association", "Society", "Organization", "Organisation", "Center", "Centre", "Conference",
    "Summit", "Festival", "Award", "Awards", "Prize", "War", "Revolution", "Day", "Week", "Year", "Mother", "Father", "Coach",
    "Manager", "Director", "Chairman", "Leader", "Campaign", "Study", "Trial", "Project", "Operation", "Test", "Summer", "Winter",
]);

/// Adjectives that lead names (New Orleans, High Court) and fragments alike.
pub(super) const LEADING_ADJECTIVES: &List =
    &List::of(&["New", "Old", "High", "Great", "Big", "Second", "First", "Third", "Next"]);

/// Nouns that a name follows: “the firm Tenable”.
#[rustfmt::skip]
pub(super) const NAMING: &List = &List::of(&[
    "firm", "company", "group", "brand", "magazine", "film", "movie", "song", "album", "book", "novel", "series", "show",
    "called", "named", "startup", "band", "app", "game", "giant", "maker", "operator", "network", "website", "site",
    "newspaper", "paper", "journal", "musical", "opera", "ballet", "podcast", "restaurant", "pub", "hotel", "ship", "dog", "cat", "horse", "operation", "project", "programme",
    "program", "titled", "entitled", "dubbed", "nicknamed", "charity", "club", "team", "word", "category", "chain", "platform",
]);
