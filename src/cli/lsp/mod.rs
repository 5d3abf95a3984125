//! `copydesk lsp`: a language server. This file holds the command and the thread that listens; [`desk`] holds the documents and the
//! thread that reads them.

mod actions;
mod client;
mod desk;
mod pages;
mod reading;
mod settings;
mod shelf;
mod text;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use copydesk::report::path_of;
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProvider, ConfigurationItem, ConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, HoverProvider, MessageType, Save, ServerCapabilities, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkDoneProgressOptions,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::exit::Exit;
use super::flags::RuleFlags;
use actions::FIX_ALL;
use client::{Able, Client};
use desk::{Desk, Question};
use pages::Pages;
use settings::Settings;

/// The request for the settings of the editor.
const SETTINGS: &str = "copydesk-settings";

/// Serve an editor over standard input and output, by the language server protocol.
#[derive(Args)]
pub struct Lsp {
    #[command(flatten)]
    rules: RuleFlags,
    /// Taken and not needed: standard input and output are what it serves on
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Exit> {
        let (connection, threads) = Connection::stdio();
        let served = serve(connection, &self.rules);
        match (served, threads.join()) {
            (Ok(exit), Ok(())) => Ok(exit),
            // What broke the connection says more than that it is broken.
            (_, Err(error)) => Err(error).context("the connection to the editor"),
            (Err(error), Ok(())) => Err(error),
        }
    }
}

fn serve(connection: Connection, flags: &RuleFlags) -> anyhow::Result<Exit> {
    let (id, params) = connection.initialize_start().context("no language client has begun a session")?;
    let able = Able::of(&params);
    let name = json!({"name": "copydesk", "version": env!("CARGO_PKG_VERSION")});
    let begun = json!({"capabilities": capabilities(able), "serverInfo": name});
    connection.initialize_finish(id, begun).context("no language client has begun a session")?;
    let connection = Arc::new(connection);
    let client = Client::of(Arc::clone(&connection));
    let desk = Arc::new(Desk::new(client.clone(), able, Pages::write(), Settings::new(flags.clone())));
    let mut session = Session { client, able, flags, desk: Arc::clone(&desk), closing: false };
    session.set(params.get("initializationOptions").unwrap_or(&Value::Null));
    session.register();
    let reader = {
        let desk = Arc::clone(&desk);
        std::thread::Builder::new().name("reader".to_owned()).spawn(move || desk.work()).context("no thread can be begun")?
    };
    let exit = session.listen(&connection);
    desk.end();
    let _ = reader.join();
    Ok(exit)
}

fn capabilities(able: Able) -> ServerCapabilities {
    let none = WorkDoneProgressOptions { work_done_progress: None };
    ServerCapabilities {
        position_encoding: Some(able.encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            will_save: None,
            will_save_wait_until: None,
            save: Some(Save::Bool(true)),
        })),
        hover_provider: Some(HoverProvider::Bool(true)),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::Custom(FIX_ALL.into())]),
            documentation: None,
            resolve_provider: Some(able.resolve),
            work_done_progress_options: none,
        })),
        ..ServerCapabilities::default()
    }
}

/// What the listening thread knows.
struct Session<'f> {
    client: Client,
    able: Able,
    flags: &'f RuleFlags,
    desk: Arc<Desk>,
    /// The client has said that it is done.
    closing: bool,
}

impl Session<'_> {
    /// Takes what comes until the client ends the session or goes away.
    fn listen(&mut self, connection: &Connection) -> Exit {
        for message in &connection.receiver {
            match message {
                Message::Request(request) => self.request(request),
                Message::Response(response) => self.response(response),
                Message::Notification(n) if n.method == "exit" => break,
                Message::Notification(n) => {
                    let method = n.method.clone();
                    if let Err(error) = self.notification(n) {
                        self.client.log(MessageType::Warning, &format!("{method}: {error:#}"));
                    }
                }
            }
        }
        // As the protocol wants it: a session that is not closed ends with 1.
        if self.closing { Exit::Quiet } else { Exit::Found }
    }

    /// Asks to be told of changes: of the editor's settings, of settings files and dictionaries.
    fn register(&self) {
        let mut all = Vec::new();
        if self.able.watches {
            let watchers = json!([{"globPattern": "**/*.toml"}]);
            let how = json!({"watchers": watchers});
            all.push(json!({"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": how}));
        }
        if self.able.settings_registered {
            let how = json!({"section": "copydesk"});
            all.push(json!({"id": "settings", "method": "workspace/didChangeConfiguration", "registerOptions": how}));
        }
        if !all.is_empty() {
            self.client.ask("copydesk-register", "client/registerCapability", json!({"registrations": all}));
        }
        self.pull_settings();
    }

    fn pull_settings(&self) {
        if self.able.configuration {
            let items = vec![ConfigurationItem { scope_uri: None, section: Some("copydesk".to_owned()) }];
            self.client.ask(SETTINGS, "workspace/configuration", ConfigurationParams { items });
        }
    }

    /// Takes settings; those that are wrong are said, and the ones before stay.
    fn set(&self, value: &Value) {
        match Settings::with(self.flags.clone(), value) {
            Ok((settings, unknown)) => {
                if !unknown.is_empty() {
                    let words = format!("settings that mean nothing: {}", unknown.join(", "));
                    self.client.log(MessageType::Warning, &words);
                }
                self.desk.set(settings);
            }
            Err(error) => self.client.show(MessageType::Error, &format!("copydesk: {error:#}")),
        }
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.closing {
            let words = "the session is closed".to_owned();
            return self.client.answer(Response::new_err(id, ErrorCode::InvalidRequest as i32, words));
        }
        let question = match method.as_str() {
            "shutdown" => {
                self.closing = true;
                return self.client.answer(Response::new_ok(id, Value::Null));
            }
            "textDocument/codeAction" => take::<CodeActionParams>(params).map(|p| Question::Actions(Box::new(p))),
            "codeAction/resolve" => take(params).map(|p| Question::Resolve(Box::new(p))),
            "textDocument/hover" => take(params).map(Question::Hover),
            _ => {
                let words = format!("there is no {method} here");
                return self.client.answer(Response::new_err(id, ErrorCode::MethodNotFound as i32, words));
            }
        };
        match question {
            Ok(question) => self.desk.ask(id, question),
            Err(error) => {
                self.client.answer(Response::new_err(id, ErrorCode::InvalidParams as i32, format!("{method}: {error:#}")));
            }
        }
    }

    fn response(&self, response: Response) {
        if response.id == RequestId::from(SETTINGS.to_owned())
            && let Ok(Value::Array(values)) = response.response_result
            && let Some(value) = values.first().filter(|v| !v.is_null())
        {
            self.set(value);
        }
    }

    fn notification(&self, notification: Notification) -> anyhow::Result<()> {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => {
                let opened = take::<DidOpenTextDocumentParams>(params)?.text_document;
                self.desk.open(opened.uri, &opened.language_id.to_string(), opened.version, opened.text);
            }
            "textDocument/didChange" => {
                let changed = take::<DidChangeTextDocumentParams>(params)?;
                let document = changed.text_document;
                self.desk.change(&document.text_document_identifier.uri, document.version, changed.content_changes);
            }
            "textDocument/didClose" => self.desk.close(take::<DidCloseTextDocumentParams>(params)?.text_document.uri),
            "textDocument/didSave" => {
                let saved = take::<DidSaveTextDocumentParams>(params)?.text_document.uri;
                if is_setting(&saved.0) {
                    self.desk.refresh();
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let changed = take::<DidChangeWatchedFilesParams>(params)?.changes;
                if changed.iter().any(|event| is_setting(&event.uri.0)) {
                    self.desk.refresh();
                }
            }
            "workspace/didChangeConfiguration" if self.able.configuration => self.pull_settings(),
            "workspace/didChangeConfiguration" => {
                let settings = params.get("settings").unwrap_or(&Value::Null);
                self.set(settings.get("copydesk").unwrap_or(settings));
            }
            "$/cancelRequest" => match params.get("id") {
                Some(Value::String(id)) => self.desk.cancel(id.clone().into()),
                Some(id) => {
                    if let Some(id) = id.as_i64().and_then(|id| i32::try_from(id).ok()) {
                        self.desk.cancel(id.into());
                    }
                }
                None => {}
            },
            _ => {}
        }
        Ok(())
    }
}

/// May the file be a settings file or a dictionary? Which ones are in force is looked up when documents are read again.
fn is_setting(uri: &str) -> bool {
    path_of(uri).is_some_and(|path| Path::new(&path).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")))
}

fn take<T: DeserializeOwned>(params: Value) -> anyhow::Result<T> {
    Ok(serde_json::from_value(params)?)
}
