//! The language server as an editor meets it: the built program is driven over its pipes, and the edits it offers are applied.

#![allow(clippy::unwrap_used, reason = "a test whose set-up fails should fail there")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing takes this long but a hang.
const PATIENCE: Duration = Duration::from_secs(60);

struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    waiting: Vec<Value>,
    last: i64,
}

impl Editor {
    fn begin(folder: &Path, args: &[&str]) -> Editor {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.arg("lsp").args(args).current_dir(folder).env("XDG_CACHE_HOME", folder.join(".cache"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = 0;
                let mut line = String::new();
                while output.read_line(&mut line).is_ok_and(|n| n > 0) && line != "\r\n" {
                    if let Some(n) = line.strip_prefix("Content-Length: ") {
                        length = n.trim().parse().unwrap();
                    }
                    line.clear();
                }
                let mut body = vec![0; length];
                if length == 0
                    || output.read_exact(&mut body).is_err()
                    || sender.send(serde_json::from_slice(&body).unwrap()).is_err()
                {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Editor { child, input, messages, waiting: Vec::new(), last: 0 }
    }

    /// A session with these capabilities and options.
    fn with(folder: &Path, capabilities: Value, options: Value) -> (Editor, Value) {
        let mut editor = Editor::begin(folder, &[]);
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options});
        let begun = editor.ask("initialize", params);
        editor.tell("initialized", json!({}));
        (editor, begun["result"].clone())
    }

    fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|m| m["id"] == id && m.get("method").is_none())
    }

    /// The first message of a kind that has not been taken yet.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(at) = self.waiting.iter().position(&wanted) {
                return self.waiting.remove(at);
            }
            let message = self.messages.recv_timeout(PATIENCE);
            self.waiting.push(message.unwrap_or_else(|_| panic!("nothing comes; so far {:#?}", self.waiting)));
        }
    }

    fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let found = self.wait(|m| {
            m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri && m["params"]["version"] == version
        });
        found["params"]["diagnostics"].as_array().unwrap().clone()
    }

    fn actions(&mut self, uri: &str, range: &Value, only: Value) -> Vec<Value> {
        let context = json!({"diagnostics": [], "only": only});
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        self.ask("textDocument/codeAction", params)["result"].as_array().cloned().unwrap_or_default()
    }

    fn end(mut self) -> i32 {
        assert!(self.ask("shutdown", Value::Null)["result"].is_null());
        self.tell("exit", Value::Null);
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The offset of a position, told by somebody who does not know the server's way to tell it.
fn offset(text: &str, position: &Value, wide: bool) -> usize {
    let (line, character) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let mut at = start;
    let mut left = character as usize;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= if wide { c.len_utf16() } else { c.len_utf8() };
        at += c.len_utf8();
    }
    at
}

fn applied(text: &str, edits: &Value, wide: bool) -> String {
    let at = |edit: &Value| {
        let range = offset(text, &edit["range"]["start"], wide)..offset(text, &edit["range"]["end"], wide);
        (range, edit["newText"].as_str().unwrap().to_owned())
    };
    let mut all: Vec<_> = edits.as_array().unwrap().iter().map(at).collect();
    all.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    let mut out = text.to_owned();
    for (range, new) in all {
        out.replace_range(range, &new);
    }
    out
}

/// What the command line makes of a text.
fn fixed(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = command.current_dir(folder).args(["fix", "--stdout", name]).output().unwrap();
    fs::remove_file(path).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn whole() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}})
}

const GARBLED: &str =
    "𝄞 Zoë said 🎻 the the end of it was near .\r\nOn Monday, withthe help of Openai, it was 🎻 over .\r\nLast  line";

#[test]
fn fix_all_gives_the_bytes_that_fix_gives_in_either_encoding_and_with_or_without_resolving() {
    let desk = tempfile::tempdir().unwrap();
    let wanted = fixed(desk.path(), "a.txt", GARBLED);
    assert_ne!(wanted, GARBLED);
    let resolving = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    for (encodings, wide) in [(json!(["utf-16", "utf-8"]), false), (json!(["utf-16"]), true), (Value::Null, true)] {
        for code_action in [json!({}), resolving.clone()] {
            let later = code_action.get("dataSupport").is_some();
            let capabilities = json!({
                "general": {"positionEncodings": encodings},
                "textDocument": {"codeAction": code_action},
                "workspace": {"workspaceEdit": {"documentChanges": later}},
            });
            let (mut editor, begun) = Editor::with(desk.path(), capabilities, Value::Null);
            assert_eq!(begun["capabilities"]["positionEncoding"], if wide { "utf-16" } else { "utf-8" });
            editor.open("untitled:One", "plaintext", GARBLED);
            let shown = editor.diagnostics("untitled:One", 1);
            assert!(shown.len() >= 5, "{shown:#?}");
            for d in &shown {
                let (start, end) = (offset(GARBLED, &d["range"]["start"], wide), offset(GARBLED, &d["range"]["end"], wide));
                assert!(d["message"].as_str().unwrap().starts_with(&format!("“{}”", &GARBLED[start..end])), "{d:#}");
            }
            let all = editor.actions("untitled:One", &whole(), json!(["source.fixAll"]));
            assert_eq!(all.len(), 1);
            assert_eq!(all[0]["kind"], "source.fixAll.copydesk");
            let action = if later { editor.ask("codeAction/resolve", all[0].clone())["result"].clone() } else { all[0].clone() };
            let edit = &action["edit"];
            let edits = if later { &edit["documentChanges"][0]["edits"] } else { &edit["changes"]["untitled:One"] };
            assert_eq!(applied(GARBLED, edits, wide), wanted);
            assert!(editor.actions("untitled:One", &whole(), json!(["refactor"])).is_empty());
            assert_eq!(editor.end(), 0);
        }
    }
}

#[test]
fn typing_is_followed_and_only_what_stands_at_last_is_told() {
    let desk = tempfile::tempdir().unwrap();
    let (mut editor, _) = Editor::with(desk.path(), json!({}), json!({"delay": 300}));
    let uri = "file:///wire/typed.txt";
    editor.open(uri, "plaintext", "");
    assert!(editor.diagnostics(uri, 1).is_empty());
    let mut version = 1;
    let mut text = String::new();
    for c in "He plays 🎻 in the the park.\nIt is over .".chars() {
        let line = text.matches('\n').count();
        let character = text.rsplit('\n').next().unwrap().encode_utf16().count();
        let at = json!({"line": line, "character": character});
        version += 1;
        text.push(c);
        editor.change(uri, version, json!([{"range": {"start": at, "end": at}, "text": c.to_string()}]));
    }
    // Two changes in one message, the second in the text that the first has made; a range that is turned round, and one too far.
    version += 1;
    let from = json!({"line": 0, "character": 0});
    let to = json!({"line": 0, "character": 2});
    editor.change(
        uri,
        version,
        json!([
            {"range": {"start": to, "end": from}, "text": "She"},
            {"range": {"start": {"line": 77, "character": 9}, "end": {"line": 99, "character": 9}}, "text": "\n"},
        ]),
    );
    let shown = editor.diagnostics(uri, version);
    assert_eq!(shown.len(), 2, "{shown:#?}");
    assert_eq!(shown[0]["range"], json!({"start": {"line": 0, "character": 16}, "end": {"line": 0, "character": 23}}));
    assert!(
        !editor.waiting.iter().any(|m| m["params"]["version"].as_i64().is_some_and(|v| (2..i64::from(version)).contains(&v)))
    );
    let all = editor.actions(uri, &whole(), json!(["source"]));
    let text = text.replacen("He", "She", 1) + "\n";
    assert_eq!(applied(&text, &all[0]["edit"]["changes"][uri], true), "She plays 🎻 in the park.\nIt is over.\n");
    // What an action was offered for has changed since.
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    let closed = editor.wait(|m| m["method"] == "textDocument/publishDiagnostics" && m["params"].get("version").is_none());
    assert_eq!(closed["params"]["diagnostics"], json!([]));
    assert_eq!(editor.end(), 0);
}

#[test]
fn quick_fixes_hold_every_alternative_and_hovers_say_why() {
    let desk = tempfile::tempdir().unwrap();
    let capabilities = json!({"textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]}, "publishDiagnostics": {"relatedInformation": true}}});
    let (mut editor, _) = Editor::with(desk.path(), capabilities, Value::Null);
    let text = "They signed four of their draft picksincluding a quarterback. Openai grew.\nOpenai grew again.\n";
    let uri = "file:///wire/a%20b.txt";
    editor.open(uri, "plaintext", text);
    let shown = editor.diagnostics(uri, 1);
    let glued = shown.iter().find(|d| d["code"].as_str().unwrap().contains("lost-comma")).unwrap();
    assert_eq!((&glued["severity"], &glued["source"]), (&json!(2), &json!("copydesk")));
    let page = glued["codeDescription"]["href"].as_str().unwrap().strip_prefix("file://").unwrap();
    assert!(fs::read_to_string(page).unwrap().starts_with("# "), "{page}");
    let quick = editor.actions(uri, &glued["range"], json!(["quickfix"]));
    let titles: Vec<&str> = quick.iter().map(|a| a["title"].as_str().unwrap()).collect();
    assert!(
        titles[0].starts_with("Replace with “picks, including”") && titles[1].starts_with("Replace with “picks including”"),
        "{titles:?}"
    );
    assert_eq!((&quick[0]["isPreferred"], &quick[0]["diagnostics"][0]["range"]), (&json!(true), &glued["range"]));
    let done = applied(text, &quick[1]["edit"]["changes"][uri], true);
    assert_eq!(done, text.replace("picksincluding", "picks including"));
    let hover = editor.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": glued["range"]["start"]}));
    let words = hover["result"]["contents"]["value"].as_str().unwrap();
    assert!(words.contains("lost\\-comma") && words.contains("](file://") && words.contains("is lost"), "{words}");
    assert_eq!(hover["result"]["range"], glued["range"]);
    let nothing =
        editor.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}}));
    assert!(nothing["result"].is_null() && nothing.get("error").is_none());
    // One rule, all over the file.
    let name = shown.iter().find(|d| d["code"] == "misspelled-name").unwrap();
    let quick = editor.actions(uri, &name["range"], json!(["quickfix"]));
    let every = quick.iter().find(|a| a["title"] == "Fix every misspelled-name in this file (2)").unwrap();
    assert_eq!(applied(text, &every["edit"]["changes"][uri], true), text.replace("Openai", "OpenAI"));
    assert_eq!(editor.end(), 0);
}

#[test]
fn markup_is_read_as_the_command_line_reads_it_and_other_formats_are_left() {
    let desk = tempfile::tempdir().unwrap();
    let (mut editor, _) = Editor::with(desk.path(), json!({}), json!({"fields": ["text"]}));
    let html = "<p>He said <b class=\"the the\">the the</b> end of <i>Openai</i> &amp; others .</p>\n<!-- the the -->\n";
    let lines = "{\"text\": \"It was the the \\\"end\\\" .\", \"id\": \"the the\"}\n{broken\n";
    for (name, language, text) in [("a.html", "html", html), ("b.jsonl", "jsonl", lines)] {
        let uri = format!("file://{}/{name}", desk.path().display());
        editor.open(&uri, language, text);
        let shown = editor.diagnostics(&uri, 1);
        assert!(shown.len() >= 2, "{shown:#?}");
        if name == "b.jsonl" {
            let error = shown.iter().find(|d| d["severity"] == 1).unwrap();
            assert_eq!(error["range"]["start"]["line"], 1);
            continue;
        }
        let all = editor.actions(&uri, &whole(), json!(["source.fixAll.copydesk"]));
        assert_eq!(applied(text, &all[0]["edit"]["changes"][&uri], true), fixed(desk.path(), name, text));
    }
    // The head of a file may declare an encoding; what the editor sends is text.
    let po = "msgid \"\"\nmsgstr \"Language: en\\nContent-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"été\"\nmsgstr \"Zoë said the the é end.\"\n";
    editor.open("file:///wire/a.po", "po", po);
    let shown = editor.diagnostics("file:///wire/a.po", 1);
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert_eq!(shown[0]["range"], json!({"start": {"line": 4, "character": 17}, "end": {"line": 4, "character": 24}}));
    for (name, language) in [("a.rs", "rust"), ("b.tex", "plaintext"), ("c.tex", "latex")] {
        let uri = format!("file:///wire/{name}");
        editor.open(&uri, language, "It was the the end .");
        assert!(editor.actions(&uri, &whole(), Value::Null).is_empty());
    }
    assert_eq!(editor.end(), 0);
}

#[test]
fn settings_and_dictionaries_take_hold_while_it_runs_and_wrong_ones_are_said() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path();
    let config = folder.join("copydesk.toml");
    fs::write(&config, "dictionaries = [\"house.toml\"]\n").unwrap();
    fs::write(folder.join("house.toml"), "[spellings]\n\"Aurelio Quint\" = [\"Aurelio Kwint\"]\n").unwrap();
    let capabilities = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "configuration": true}});
    let (mut editor, _) = Editor::with(folder, capabilities, json!({"severity": {"fix": "error"}, "colour": "blue"}));
    let registered = editor.wait(|m| m["method"] == "client/registerCapability");
    assert_eq!(registered["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    editor.send(json!({"jsonrpc": "2.0", "id": registered["id"], "result": null}));
    let asked = editor.wait(|m| m["method"] == "workspace/configuration");
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [null]}));
    assert!(editor.wait(|m| m["method"] == "window/logMessage")["params"]["message"].as_str().unwrap().contains("colour"));
    let uri = format!("file://{}/deep/a.txt", folder.display());
    editor.open(&uri, "plaintext", "Then Aurelio Kwint saw the the end.");
    let shown = editor.diagnostics(&uri, 1);
    assert_eq!(shown.iter().map(|d| d["severity"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 1], "{shown:#?}");

    let changed = |editor: &mut Editor, name: &str| {
        let file = format!("file://{}/{name}", folder.display());
        editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 2}]}));
    };
    fs::write(&config, "dictionaries = [\"house.toml\"]\nwithout = [\"doubled-word\"]\n").unwrap();
    changed(&mut editor, "copydesk.toml");
    let shown = editor.diagnostics(&uri, 1);
    assert_eq!(shown.len(), 1);
    assert!(shown[0]["message"].as_str().unwrap().contains("house.toml:2"), "{shown:#?}");

    // What is wrong is said, and what was in force stays.
    fs::write(&config, "without = [\"no-such-rule\"]\n").unwrap();
    changed(&mut editor, "copydesk.toml");
    assert!(editor.wait(|m| m["method"] == "window/showMessage")["params"]["message"].as_str().unwrap().contains("no-such-rule"));
    assert_eq!(editor.diagnostics(&uri, 1).len(), 1);
    fs::remove_file(&config).unwrap();
    changed(&mut editor, "copydesk.toml");
    assert_eq!(editor.diagnostics(&uri, 1).len(), 1, "the doubled word, and no Aurelio");

    editor.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = editor.wait(|m| m["method"] == "workspace/configuration");
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [{"severity": {"fix": "loud"}}]}));
    assert!(editor.wait(|m| m["method"] == "window/showMessage")["params"]["message"].as_str().unwrap().contains("loud"));
    editor.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = editor.wait(|m| m["method"] == "workspace/configuration");
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [{"severity": {"fix": "off"}}]}));
    assert!(editor.diagnostics(&uri, 1).is_empty());
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_makes_no_sense_is_answered_and_the_session_goes_on() {
    let desk = tempfile::tempdir().unwrap();
    let (mut editor, _) =
        Editor::with(desk.path(), json!({"textDocument": 7, "general": {"positionEncodings": "utf-8"}}), json!(5));
    assert!(editor.wait(|m| m["method"] == "window/showMessage")["params"]["message"].as_str().unwrap().contains("settings"));
    assert_eq!(editor.ask("textDocument/foldingRange", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({"position": "here"}))["error"]["code"], -32602);
    assert_eq!(editor.ask("codeAction/resolve", json!([]))["error"]["code"], -32602);
    editor.tell("textDocument/didChange", json!({"textDocument": {"uri": "file:///no"}, "contentChanges": 1}));
    editor.change("file:///never/opened.txt", 3, json!([{"text": "the the"}]));
    editor.tell("$/cancelRequest", json!({"id": 99}));
    editor.tell("$/whatever", Value::Null);
    editor.open("file:///x.txt", "plaintext", "a\0b the the end");
    assert!(editor.diagnostics("file:///x.txt", 1).is_empty());
    editor.open("file:///y.txt", "plaintext", "\u{feff}It was the the \u{1b}[31m \u{202e} end .");
    let text = "\u{feff}It was the the \u{1b}[31m \u{202e} end .";
    let shown = editor.diagnostics("file:///y.txt", 1);
    let wide = serde_json::to_string(&shown).unwrap();
    assert!(!wide.contains('\u{202e}') && !wide.contains("\\u001b"), "{wide}");
    let all = editor.actions("file:///y.txt", &whole(), json!(["source.fixAll"]));
    assert_eq!(applied(text, &all[0]["edit"]["changes"]["file:///y.txt"], true), fixed(desk.path(), "y.txt", text));
    let far = json!({"start": {"line": 4294967295u32, "character": 4294967295u32}, "end": {"line": 0, "character": 0}});
    assert!(!editor.actions("file:///y.txt", &far, Value::Null).is_empty());
    assert_eq!(editor.ask("shutdown", Value::Null)["error"], Value::Null);
    assert_eq!(editor.ask("textDocument/hover", json!({}))["error"]["code"], -32600);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.child.wait().unwrap().code(), Some(0));

    // Gone without a word, or never a client at all.
    let (mut editor, _) = Editor::with(desk.path(), json!({}), Value::Null);
    drop(editor.input.take());
    assert_eq!(editor.child.wait().unwrap().code(), Some(1));
    let mut editor = Editor::begin(desk.path(), &[]);
    editor.raw(b"the the end\n\n");
    drop(editor.input.take());
    assert_eq!(editor.child.wait().unwrap().code(), Some(2));
    let mut words = String::new();
    editor.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert!(words.starts_with("copydesk: ") && words.contains("editor"), "{words}");
}

#[test]
fn a_long_text_is_read_once_it_rests_and_what_is_cancelled_is_answered() {
    let desk = tempfile::tempdir().unwrap();
    let (mut editor, _) = Editor::with(desk.path(), json!({}), json!({"maxProblems": 50}));
    let uri = "file:///wire/long.txt";
    // One line, as machines write it.
    let text = "He said 🎻 the the end was near . ".repeat(12_000);
    editor.open(uri, "plaintext", &text);
    editor.send(json!({"jsonrpc": "2.0", "id": 900, "method": "textDocument/hover",
        "params": {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 10}}}));
    editor.send(json!({"jsonrpc": "2.0", "id": "b", "method": "textDocument/hover",
        "params": {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 10}}}));
    editor.tell("$/cancelRequest", json!({"id": "b"}));
    assert_eq!(editor.wait(|m| m["id"] == "b")["error"]["code"], -32800);
    editor.wait(|m| m["id"] == 900 && m.get("result").is_some());
    let shown = editor.diagnostics(uri, 1);
    assert_eq!(shown.len(), 51);
    assert!(shown[50]["message"].as_str().unwrap().contains("are not shown"), "{}", shown[50]);
    let all = editor.actions(uri, &whole(), json!(["source.fixAll"]));
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let edits = all[0]["edit"]["changes"][uri].as_array().unwrap();
    assert!(edits.len() > 20_000);
    let mut done = Vec::new();
    for edit in edits.iter().rev() {
        let at = |end: &str| edit["range"][end]["character"].as_u64().unwrap() as usize;
        let mut tail = units.split_off(at("end"));
        units.truncate(at("start"));
        tail.reverse();
        done.extend(tail);
        let new: Vec<u16> = edit["newText"].as_str().unwrap().encode_utf16().collect();
        done.extend(new.into_iter().rev());
    }
    done.extend(units.into_iter().rev());
    done.reverse();
    assert!(String::from_utf16(&done).unwrap() == fixed(desk.path(), "long.txt", &text));
    assert_eq!(editor.end(), 0);
}
