//! Quotation marks under hostile input: any text comes to rest, a second run changes nothing, and depth costs nothing.

mod properties;

use std::time::{Duration, Instant};

use copydesk::{Dictionary, Options, Pipeline};
use proptest::prelude::*;

fn quotes() -> Pipeline {
    let rules = ["reversed-quote", "foreign-quote", "mixed-quote", "space-in-quote", "glued-quote", "unclosed-quote"];
    let rules = rules.map(String::from).to_vec();
    Pipeline::with(Dictionary::builtin(), Options { rules, ..Options::default() })
}

proptest! {
    #![proptest_config(properties::config(4000))]

    #[test]
    fn any_string_of_marks_comes_to_rest(text in "[ab \"“”„«»‘’'『』.,!?:\n(5—]{0,40}") {
        let outcome = quotes().run(&text);
        prop_assert!(outcome.stable(), "{:?} disagree about {text:?}", outcome.disagreeing);
        let again = quotes().run(&outcome.text);
        prop_assert_eq!(&again.text, &outcome.text);
    }

    #[test]
    fn any_string_of_words_and_marks_comes_to_rest(parts in prop::collection::vec(
        prop::sample::select(vec!["he said", "We", "\"", "“", "”", "„", "«", "»", " ", "\u{a0}", ", ", ". ", ".", "said", "And", "\n", "war", "6'", "5", "(", ")", "’s", "—", "\t", "😀"]), 0..40)) {
        let text: String = parts.concat();
        let outcome = Pipeline::new().run(&text);
        prop_assert!(outcome.stable(), "{:?} disagree about {text:?}", outcome.disagreeing);
        let again = Pipeline::new().run(&outcome.text);
        prop_assert_eq!(&again.text, &outcome.text);
    }
}

#[test]
fn twenty_thousand_nested_marks_are_read_quickly() {
    for text in ["“a ".repeat(20_000), "\"".repeat(20_000), "”a“".repeat(20_000), "« “a” ".repeat(20_000), " \"\n".repeat(20_000)]
    {
        let start = Instant::now();
        quotes().run(&text);
        assert!(start.elapsed() < Duration::from_secs(5), "{:.20} takes {:?}", text, start.elapsed());
    }
}
