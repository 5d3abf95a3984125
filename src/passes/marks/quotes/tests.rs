//! What is said of marks at a look is what reading them all would say.

use super::hints::hints;
use super::mend::Plan;
use super::solve::{Look, look};
use super::tokens::tokens;
use crate::dictionary::Dictionary;
use crate::document::Document;

/// Texts made of these pieces, in an order that follows from the number.
fn text(mut number: u64, pieces: &[&str]) -> String {
    let mut next = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) as usize
    };
    let length = 2 + next() % 9;
    (0..length).map(|_| pieces[next() % pieces.len()]).collect()
}

#[test]
fn marks_that_make_pairs_need_nothing() {
    let dictionary = Dictionary::default();
    let pieces = [
        "He said: \"We go.\" ",
        "It is “so” here. ",
        "(“Well”) ",
        "“‘No’ ,” ",
        "\"Why?\"\n",
        "\n“It was”",
        ", \"they said\", ",
        "“the” — ",
        "a 6\" rule ",
        "“and",
        "” so ",
        "\"",
        " ",
        "\n\n“",
        "”\n",
        "one, “ he said. ",
        "the club“ Harbour ”is ",
        "a”b“c ",
        "—“Now”—",
        "“’Tis”. ",
        "…”",
        "“…",
        "said Hale, \"",
        "\" said Hale. ",
        "[“x”] ",
        "“5” ",
        "\"5\"",
        "“s”s ",
        "\t\"up\"\t",
        "",
        "“”",
    ];
    let (mut paired, mut solved) = (0, 0);
    for number in 0..20_000 {
        let text = text(number, &pieces);
        let document = Document::new(&text, &dictionary);
        let tokens = tokens(&document);
        let hints = hints(&document, &tokens);
        let look = look(&tokens, &hints);
        solved += usize::from(look == Look::Odd);
        if look == Look::Paired {
            paired += 1;
            let mut plan = Plan::default();
            plan.solve(&document, tokens, hints);
            let Plan { mends, unclosed, odd, running, sound } = plan;
            assert!(mends.is_empty() && unclosed.is_empty() && odd.is_empty(), "{text:?}: {mends:?} {unclosed:?} {odd:?}");
            assert!(running.is_empty() && sound.is_none(), "{text:?}");
        }
    }
    assert!(paired > 300 && solved > 300, "{paired} {solved}");
}
