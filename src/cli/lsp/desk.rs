//! The open documents, and the thread that reads them: requests first, then what has rested long enough, and of each document only
//! the version it has now.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use copydesk::desk::is_unread;
use copydesk::formats::Format;
use copydesk::report::path_of;
use gen_lsp_types::{
    CodeAction, CodeActionParams, Contents, Hover, HoverParams, MarkupContent, MarkupKind, MessageType, PublishDiagnosticsParams,
    TextDocumentContentChangeEvent, Uri,
};
use lsp_server::{ErrorCode, RequestId, Response};
use serde_json::Value;

use super::actions::{Later, actions, resolved};
use super::client::{Able, Client};
use super::pages::Pages;
use super::reading::Reading;
use super::settings::Settings;
use super::shelf::Shelf;
use super::text::offset;

/// A question about a document.
pub enum Question {
    /// What can be done here?
    Actions(Box<CodeActionParams>),
    /// The edit of this action.
    Resolve(Box<CodeAction>),
    /// What is said of this place?
    Hover(HoverParams),
}

struct Document {
    path: Option<PathBuf>,
    /// `None`: it is in no format that is read.
    format: Option<Format>,
    version: i32,
    text: Arc<String>,
    /// When it is to be read.
    due: Option<Instant>,
    /// How long that took the last time.
    cost: Duration,
    reading: Option<Arc<Reading>>,
}

struct State {
    documents: HashMap<Uri, Document>,
    questions: VecDeque<(RequestId, Question)>,
    cancelled: HashSet<RequestId>,
    settings: Arc<Settings>,
    /// Counts the changes of settings: what was read before one is read again.
    age: u64,
    ended: bool,
}

/// The documents, shared by the thread that listens and the one that reads.
pub struct Desk {
    state: Mutex<State>,
    news: Condvar,
    shelf: Mutex<Shelf>,
    client: Client,
    able: Able,
    pages: Pages,
}

impl Desk {
    /// An empty one.
    pub fn new(client: Client, able: Able, pages: Pages, settings: Settings) -> Desk {
        let state = State {
            documents: HashMap::new(),
            questions: VecDeque::new(),
            cancelled: HashSet::new(),
            settings: Arc::new(settings),
            age: 0,
            ended: false,
        };
        let shelf = Mutex::new(Shelf::default());
        Desk { state: Mutex::new(state), news: Condvar::new(), shelf, client, able, pages }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A document is opened; `language` is what the editor takes it for.
    pub fn open(&self, uri: Uri, language: &str, version: i32, text: String) {
        let path = path_of(&uri.0);
        let format = format(language, path.as_deref());
        let due = Some(Instant::now());
        let text = Arc::new(text);
        let document = Document { path, format, version, text, due, cost: Duration::ZERO, reading: None };
        self.state().documents.insert(uri, document);
        self.news.notify_all();
    }

    /// A document is changed.
    pub fn change(&self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut state = self.state();
        let delay = state.settings.delay;
        let Some(document) = state.documents.get_mut(uri) else { return };
        let text = Arc::make_mut(&mut document.text);
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let start = offset(text, part.range.start, self.able.encoding);
                    let end = offset(text, part.range.end, self.able.encoding);
                    text.replace_range(start.min(end)..start.max(end), &part.text);
                }
            }
        }
        document.version = version;
        // A text that takes long to read is not read at every pause between two keys.
        document.due = Some(Instant::now() + delay.max(document.cost * 2));
        drop(state);
        self.news.notify_all();
    }

    /// A document is closed: nothing is said of it any more.
    pub fn close(&self, uri: Uri) {
        self.state().documents.remove(&uri);
        self.publish(uri, None, Vec::new());
    }

    /// A question came.
    pub fn ask(&self, id: RequestId, question: Question) {
        self.state().questions.push_back((id, question));
        self.news.notify_all();
    }

    /// The answer is not wanted any more.
    pub fn cancel(&self, id: RequestId) {
        let mut state = self.state();
        if let Some(at) = state.questions.iter().position(|(asked, _)| *asked == id) {
            state.questions.remove(at);
            self.client.answer(cancelled(id));
        } else {
            state.cancelled.insert(id);
        }
    }

    /// The editor has new settings.
    pub fn set(&self, settings: Settings) {
        self.state().settings = Arc::new(settings);
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).wipe();
        self.refresh();
    }

    /// Settings or dictionaries have changed: every document is read again.
    pub fn refresh(&self) {
        let mut state = self.state();
        state.age += 1;
        for document in state.documents.values_mut() {
            document.reading = None;
            document.due = Some(Instant::now());
        }
        drop(state);
        self.news.notify_all();
    }

    /// The reading thread is to end.
    pub fn end(&self) {
        self.state().ended = true;
        self.news.notify_all();
    }

    /// Reads and answers until [`Desk::end`].
    pub fn work(&self) {
        loop {
            let mut state = self.state();
            if state.ended {
                return;
            }
            if let Some((id, question)) = state.questions.pop_front() {
                drop(state);
                let answered = catch_unwind(AssertUnwindSafe(|| self.reply(&id, question)));
                let response = answered.unwrap_or_else(|_| {
                    Response::new_err(id.clone(), ErrorCode::InternalError as i32, "copydesk failed, which is a fault".to_owned())
                });
                let unwanted = self.state().cancelled.remove(&id);
                self.client.answer(if unwanted { cancelled(id) } else { response });
                continue;
            }
            // With no question open, what was cancelled late means nothing any more.
            state.cancelled.clear();
            let now = Instant::now();
            let next = state.documents.iter().filter_map(|(uri, d)| Some((d.due?, uri))).min_by_key(|(due, _)| *due);
            let wait = match next {
                Some((due, uri)) if due <= now => {
                    let uri = uri.clone();
                    drop(state);
                    self.read(&uri);
                    continue;
                }
                Some((due, _)) => due - now,
                None => Duration::from_secs(3600),
            };
            drop(self.news.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner));
        }
    }

    fn reply(&self, id: &RequestId, question: Question) -> Response {
        match question {
            Question::Actions(asked) => {
                let Some(reading) = self.read(&asked.text_document.uri) else { return none(id) };
                let settings = Arc::clone(&self.state().settings);
                Response::new_ok(id.clone(), actions(&reading, &asked, &settings, &self.pages, self.able))
            }
            Question::Resolve(mut action) => {
                let later = action.data.clone().and_then(|data| serde_json::from_value::<Later>(data).ok());
                let Some(later) = later else { return Response::new_ok(id.clone(), action) };
                let edit = self.read(&later.uri).and_then(|reading| resolved(&reading, &later, self.able));
                if edit.is_none() {
                    let words = "the document has changed since".to_owned();
                    return Response::new_err(id.clone(), ErrorCode::ContentModified as i32, words);
                }
                action.edit = edit;
                Response::new_ok(id.clone(), action)
            }
            Question::Hover(asked) => {
                let at = &asked.text_document_position_params;
                let Some(reading) = self.read(&at.text_document.uri) else { return none(id) };
                let Some((value, range)) = reading.hover(at.position, &self.pages, self.able.markdown) else { return none(id) };
                let kind = if self.able.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
                let contents = Contents::MarkupContent(MarkupContent { kind, value });
                Response::new_ok(id.clone(), Hover { contents, range: Some(range) })
            }
        }
    }

    /// What is found in a document as it stands now; read, and its diagnostics published, if that has not been done.
    fn read(&self, uri: &Uri) -> Option<Arc<Reading>> {
        let mut state = self.state();
        let (settings, age) = (Arc::clone(&state.settings), state.age);
        let document = state.documents.get_mut(uri)?;
        if let Some(reading) = document.reading.as_ref().filter(|r| r.version == document.version && document.due.is_none()) {
            return Some(Arc::clone(reading));
        }
        document.due = None;
        let Some(format) = document.format else {
            document.reading = None;
            return None;
        };
        let (text, version, path) = (Arc::clone(&document.text), document.version, document.path.clone());
        drop(state);
        let folder = path.as_deref().and_then(Path::parent);
        let (pipeline, trouble) = self.shelf.lock().unwrap_or_else(PoisonError::into_inner).pipeline(&settings, folder);
        if let Some(trouble) = trouble {
            self.client.show(MessageType::Error, &format!("copydesk: {trouble}"));
        }
        let begun = Instant::now();
        let read = || Reading::of(&text, version, format, &pipeline, &settings, self.able.encoding);
        let Ok(reading) = catch_unwind(AssertUnwindSafe(read)) else {
            self.client.log(MessageType::Error, &format!("copydesk failed on {}, which is a fault; please report it", uri.0));
            return None;
        };
        let reading = Arc::new(reading);
        let mut state = self.state();
        let now = state.age;
        let document = state.documents.get_mut(uri)?;
        document.cost = begun.elapsed();
        // A newer version, or newer settings, are due already.
        if document.version == version && now == age {
            document.reading = Some(Arc::clone(&reading));
            drop(state);
            self.publish(uri.clone(), Some(version), reading.diagnostics(uri, &settings, &self.pages, self.able.related));
        }
        Some(reading)
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<gen_lsp_types::Diagnostic>) {
        self.client.notify("textDocument/publishDiagnostics", PublishDiagnosticsParams { uri, version, diagnostics });
    }
}

fn none(id: &RequestId) -> Response {
    Response::new_ok(id.clone(), Value::Null)
}

fn cancelled(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".to_owned())
}

/// The format of a document: what its name tells, else what the editor takes it for.
fn format(language: &str, path: Option<&Path>) -> Option<Format> {
    if let Some(format) = path.and_then(Format::of) {
        return Some(format);
    }
    match language {
        // What an editor takes everything for that it does not know.
        "plaintext" | "text" | "" if path.is_some_and(is_unread) => None,
        "plaintext" | "text" | "" => Some(Format::Text),
        "jsonlines" | "ndjson" => Format::named("jsonl"),
        other => Format::named(other),
    }
}
