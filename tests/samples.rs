//! Each `samples/NAME.in.txt` gives `NAME.out.txt`, with the report `NAME.report.txt`. `UPDATE_SAMPLES=1 cargo test --test
//! samples` writes them anew; read the difference before you keep it.

use std::path::Path;

use copydesk::Pipeline;
use copydesk::desk::decode;
use copydesk::report::{Style, View, render};

#[test]
fn samples_come_out_as_they_are_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let pipeline = Pipeline::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".in.txt")) else { continue };
        seen += 1;
        let decoded = decode(std::fs::read(&path).unwrap(), None).unwrap();
        let outcome = pipeline.run(&decoded.text);
        let report = render(&format!("samples/{name}.in.txt"), &decoded, &outcome, &View::of(Style { width: 100, color: false }));
        for (kind, now) in [("out", &outcome.text), ("report", &report)] {
            let kept = folder.join(format!("{name}.{kind}.txt"));
            if std::env::var_os("UPDATE_SAMPLES").is_some() {
                std::fs::write(&kept, now).unwrap();
            }
            let before = std::fs::read_to_string(&kept).unwrap_or_default();
            assert_eq!(before, *now, "{}: read the difference; UPDATE_SAMPLES=1 keeps it", kept.display());
        }
    }
    assert!(seen >= 6, "{seen} samples");
}
