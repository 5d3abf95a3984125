//! The page of `diff --output-format html` in a real browser: loaded, decided on, filtered, its decisions downloaded, applied, and
//! the bytes of the files compared. It needs `chromedriver` and Chromium, and is skipped with a word where they are not.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use copydesk::review::{Decisions, Verdict};
use serde_json::{Value, json};

/// A browser driven by WebDriver; it is ended with the test.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    fn start(downloads: &Path, width: u32, height: u32) -> Option<Browser> {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let paths: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
        let found = |name: &str| paths.iter().map(|p| p.join(name)).find(|p| p.is_file());
        let (Some(driver), Some(binary)) = (found("chromedriver"), names.into_iter().find_map(found)) else {
            eprintln!("skipped: there is no chromedriver with Chromium to show the page in");
            return None;
        };
        let mut driver = Command::new(driver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = said
            .find_map(|line| line.ok()?.rsplit_once("on port ")?.1.trim_end_matches('.').parse().ok().filter(|&port| port != 0))
            .unwrap();
        // It goes on talking, and must not meet a closed pipe.
        std::thread::spawn(move || said.for_each(drop));
        let mut browser = Browser { driver, port, session: String::new() };
        let options = json!({
            "binary": binary, "args": ["--headless=new", "--no-sandbox", "--disable-gpu", format!("--window-size={width},{height}")],
            "prefs": {"download.default_directory": downloads, "download.prompt_for_download": false},
        });
        let made = browser.ask("POST", "/session", json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}));
        browser.session = format!("/session/{}", made["sessionId"].as_str().unwrap());
        Some(browser)
    }

    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(n) = line.to_lowercase().strip_prefix("content-length:") {
                length = n.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert!(answer["value"]["error"].is_null(), "{path}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }

    fn open(&self, page: &Path) {
        self.ask("POST", &format!("{}/url", self.session), json!({"url": format!("file://{}", page.display())}));
    }

    fn js(&self, script: &str) -> Value {
        self.ask("POST", &format!("{}/execute/sync", self.session), json!({"script": script, "args": []}))
    }

    fn element(&self, css: &str) -> String {
        let found = self.ask("POST", &format!("{}/element", self.session), json!({"using": "css selector", "value": css}));
        let id = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        format!("{}/element/{id}", self.session)
    }

    fn click(&self, css: &str) {
        self.ask("POST", &format!("{}/click", self.element(css)), json!({}));
    }

    fn write(&self, css: &str, text: &str) {
        self.ask("POST", &format!("{}/value", self.element(css)), json!({"text": text}));
    }

    fn keys(&self, keys: &str) {
        let steps: Vec<Value> =
            keys.chars().flat_map(|c| [json!({"type": "keyDown", "value": c}), json!({"type": "keyUp", "value": c})]).collect();
        let actions = json!({"actions": [{"type": "key", "id": "keys", "actions": steps}]});
        self.ask("POST", &format!("{}/actions", self.session), actions);
    }

    /// Waits until that is part of what the expression gives.
    fn waits(&self, wanted: &str, expression: &str) {
        let start = Instant::now();
        loop {
            let given = self.js(&format!("return {expression}")).to_string();
            if given.contains(wanted) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(10), "{given} for {wanted}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn progress(&self) -> String {
        self.js("return document.getElementById('progress').textContent").as_str().unwrap().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let session = std::mem::take(&mut self.session);
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.ask("DELETE", &session, json!({}))));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

const ENTER: char = '\u{e007}';

const ONE: &str = "He said the the end, withthe help of Openai .\r\n\r\nNothing </script> here 𝄞 <b>.\r\n\r\nShares of Openai fell, and the the losses grew.\r\n";
const TWO: &str = "The rain fell all weekwhich nobody had foreseen.\n\n“It is the end, he said to them all at last.\n\nThe vote of Openai was was close.\n";

fn copydesk(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = command.current_dir(folder).env("XDG_STATE_HOME", folder.join("state")).args(args).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir(desk.path().join("wire")).unwrap();
    fs::write(desk.path().join("wire/a.txt"), ONE).unwrap();
    fs::write(desk.path().join("wire/b.txt"), TWO).unwrap();
    let (status, said) = copydesk(desk.path(), &["diff", "--output-format", "html", "-o", "review.html", "wire"]);
    assert_eq!((status, said.as_str()), (1, ""));
    desk
}

fn downloaded(folder: &Path) -> String {
    let start = Instant::now();
    loop {
        match fs::read_to_string(folder.join("decisions.json")) {
            Ok(text) if text.ends_with("null]}\n") => return text,
            _ => assert!(start.elapsed() < Duration::from_secs(20), "nothing was downloaded"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn decisions_in_a_browser_reach_the_bytes_of_the_files() {
    let desk = desk();
    let Some(browser) = Browser::start(desk.path(), 1280, 900) else { return };
    browser.open(&desk.path().join("review.html"));
    assert_eq!(browser.progress(), "0 of 9 decided: 0 accepted, 0 rejected");
    assert!(browser.js("return document.body.textContent").as_str().unwrap().contains("Nothing </script> here 𝄞 <b>."));
    // By keys: a rejection, an acceptance, one taken back, a typed text.
    browser.keys("jraa");
    assert_eq!(browser.progress(), "3 of 9 decided: 2 accepted, 1 rejected");
    browser.keys("ut");
    browser.js("document.querySelector('.card form input').value = ''");
    browser.write(".card form input", &format!("Open “AI” 𝄞 <ltd>.{ENTER}"));
    // By mouse: the next change has its card already; closed and opened again, a button of it.
    for _ in 0..2 {
        browser.click(".change[aria-label*='“Openai” to “OpenAI”']");
    }
    browser.click(".card .row button");
    assert_eq!(browser.progress(), "4 of 9 decided: 3 accepted, 1 rejected");
    // Another reading, by its number.
    browser.click(".change[aria-label*='weekwhich']");
    browser.keys("1");
    // A note is left as it is.
    browser.click(".change.note");
    browser.keys("r");
    // All of an entry.
    browser.click("#view-entries");
    browser.waits("OpenAI (dictionaries/names/", "[...document.querySelectorAll('.entry h2')].map(e => e.textContent)");
    browser.waits("doubled-word", "[...document.querySelectorAll('.entry h2')].map(e => e.textContent)");
    browser.js("[...document.querySelectorAll('.entry')].find(e => e.textContent.startsWith('doubled-word')).querySelector('.row button').click()");
    assert_eq!(browser.progress(), "8 of 9 decided: 6 accepted, 2 rejected");
    browser.click("#download");
    let text = downloaded(desk.path());
    let decisions = Decisions::read(&text).unwrap();
    assert_eq!(decisions.list().len(), 8);
    assert_eq!(decisions.list().iter().filter(|d| d.decision == Verdict::Typed).count(), 1);
    // The file is the one that the program writes itself, but for how a letter may be escaped.
    assert_eq!(decisions.write(), text);
    let (status, said) = copydesk(desk.path(), &["apply", "decisions.json", "wire"]);
    assert_eq!(status, 0, "{said}");
    let one = ONE
        .replace("withthe", "with the")
        .replace("Openai .", "Open “AI” 𝄞 <ltd>.")
        .replace("of Openai fell, and the the", "of OpenAI fell, and the");
    let two = TWO.replace("weekwhich", "week which").replace("was was", "was");
    assert_eq!(fs::read_to_string(desk.path().join("wire/a.txt")).unwrap(), one);
    assert_eq!(fs::read_to_string(desk.path().join("wire/b.txt")).unwrap(), two);
}

#[test]
fn filters_memory_and_loading_work() {
    let desk = desk();
    let Some(browser) = Browser::start(desk.path(), 390, 800) else { return };
    let page = desk.path().join("review.html");
    browser.open(&page);
    // Nothing is wider than a phone.
    let wide = browser.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert_eq!(wide.as_i64(), Some(0));
    let shows = |count: &str| browser.waits(count, "document.querySelectorAll('.change[data-i]').length");
    browser.click("#filters summary");
    browser.js("const r = document.getElementById('rule'); r.value = 'doubled-word'; r.dispatchEvent(new Event('change'))");
    shows("3");
    browser.click("#clear");
    browser.click("#tiers input[value=fix]");
    shows("1"); // the note alone
    browser.click("#clear");
    browser.write("#search", "weekwhich");
    shows("1");
    browser.click("#clear");
    shows("9");
    // What was decided is there again when the page is.
    browser.click(".change.fix");
    browser.click(".card .row button");
    assert_eq!(browser.progress(), "1 of 9 decided: 1 accepted, 0 rejected");
    browser.open(&page);
    assert_eq!(browser.progress(), "1 of 9 decided: 1 accepted, 0 rejected");
    // Decisions of a review in the terminal are taken up, and nonsense is not.
    let mut review = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let review = review.current_dir(desk.path()).args(["review", "--decisions", "team.json", "wire"]).stdin(Stdio::piped());
    let mut child = review.stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"n\nn\nn\nq\n").unwrap();
    assert!(child.wait().unwrap().success());
    browser.js("document.getElementById('load-file').hidden = false");
    browser.write("#load-file", &desk.path().join("team.json").display().to_string());
    browser.waits("3 of 9 decided: 1 accepted, 2 rejected", "document.getElementById('progress').textContent");
    fs::write(desk.path().join("bad.json"), "{\"format\":\"copydesk decisions\",\"version\":7}").unwrap();
    browser.write("#load-file", &desk.path().join("bad.json").display().to_string());
    browser.waits("its version is 7", "document.getElementById('status').textContent");
    // Every control has a name, and every change says in words what it is.
    let unnamed = browser.js(
        "return [...document.querySelectorAll('button, input, select, [role=button]')].filter(e => !(e.textContent.trim() || \
         e.getAttribute('aria-label') || e.labels?.length || e.hidden || e.id === 'load-file')).map(e => e.outerHTML)",
    );
    assert_eq!(unnamed, json!([]));
}
