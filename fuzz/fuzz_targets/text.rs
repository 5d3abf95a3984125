//! Any text through the pipeline, in every way that it is run.

#![no_main]

use copydesk_fuzz::{ASKED, EXPLAIN, FIX, SUGGEST, TEXT, is_corrected};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let outcome = is_corrected(&FIX, &text);
    assert_eq!(TEXT.run(&text).text, outcome.text, "whoever wants the text alone gets the same");
    assert_eq!(EXPLAIN.run(&text).text, outcome.text, "whoever wants it explained gets the same");
    is_corrected(&SUGGEST, &text);
    is_corrected(&ASKED, &text);
});
