//! What the editor at the other end can do, and what is said to it.

use std::sync::Arc;

use gen_lsp_types::{MessageType, PositionEncodingKind};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::text::Encoding;

/// Its capabilities.
#[derive(Clone, Copy, Debug)]
pub struct Able {
    /// What positions count.
    pub encoding: Encoding,
    /// Edits may name the version they are for.
    pub versioned_edits: bool,
    /// Diagnostics may point elsewhere.
    pub related: bool,
    /// Hovers may be Markdown.
    pub markdown: bool,
    /// An action may come without its edit, which is asked for when it is chosen.
    pub resolve: bool,
    /// It can be asked for settings.
    pub configuration: bool,
    /// It tells of changes of its settings if it is asked to.
    pub settings_registered: bool,
    /// It watches files for us.
    pub watches: bool,
}

impl Able {
    /// Out of `initialize`. What is missing or of another kind is not there.
    pub fn of(params: &Value) -> Able {
        let at = |path: &str| params.pointer(&format!("/capabilities{path}"));
        let yes = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let has = |path: &str, word: &str| {
            at(path).and_then(Value::as_array).is_some_and(|list| list.iter().any(|v| v.as_str() == Some(word)))
        };
        let encodings = at("/general/positionEncodings").and_then(|v| Vec::<PositionEncodingKind>::deserialize(v).ok());
        Able {
            encoding: Encoding::agreed(&encodings.unwrap_or_default()),
            versioned_edits: yes("/workspace/workspaceEdit/documentChanges"),
            related: yes("/textDocument/publishDiagnostics/relatedInformation"),
            markdown: has("/textDocument/hover/contentFormat", "markdown"),
            resolve: yes("/textDocument/codeAction/dataSupport")
                && has("/textDocument/codeAction/resolveSupport/properties", "edit"),
            configuration: yes("/workspace/configuration"),
            settings_registered: yes("/workspace/didChangeConfiguration/dynamicRegistration"),
            watches: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// The way to the client. What can't be said because it is gone is not said.
#[derive(Clone)]
pub struct Client {
    connection: Arc<Connection>,
}

impl Client {
    /// Over a connection.
    pub fn of(connection: Arc<Connection>) -> Client {
        Client { connection }
    }

    /// Says it.
    pub fn send(&self, message: impl Into<Message>) {
        let _ = self.connection.sender.send(message.into());
    }

    /// Notifies.
    pub fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    /// Asks; the answer comes as a [`Response`] with the `id`.
    pub fn ask(&self, id: &str, method: &str, params: impl serde::Serialize) {
        self.send(Request::new(id.to_owned().into(), method.to_owned(), params));
    }

    /// Answers.
    pub fn answer(&self, response: Response) {
        self.send(response);
    }

    /// Shows the user a message.
    pub fn show(&self, kind: MessageType, message: &str) {
        self.notify("window/showMessage", json!({"type": kind, "message": message}));
    }

    /// Writes into the log.
    pub fn log(&self, kind: MessageType, message: &str) {
        self.notify("window/logMessage", json!({"type": kind, "message": message}));
    }
}
