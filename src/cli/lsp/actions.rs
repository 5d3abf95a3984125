//! Quick fixes, and what repairs a whole document.

use std::collections::HashMap;

use copydesk::report::Record;
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Diagnostic, DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use super::client::Able;
use super::pages::Pages;
use super::reading::{Reading, shortened};
use super::settings::Settings;

/// The kind of what repairs a document.
pub const FIX_ALL: &str = "source.fixAll.copydesk";

/// Findings that quick fixes are given for at a time: somebody may have marked a whole book.
const MOST: usize = 100;

/// What an action is made of that comes without its edit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Later {
    /// The document.
    pub uri: Uri,
    /// The version that it was offered for.
    pub version: i32,
    /// The fixes of this rule; else all.
    pub rule: Option<String>,
}

/// What can be done in a range of a document.
pub fn actions(reading: &Reading, asked: &CodeActionParams, settings: &Settings, pages: &Pages, able: Able) -> Vec<CodeAction> {
    let uri = &asked.text_document.uri;
    let only = asked.context.only.as_deref();
    let wanted = |kind: &str| only.is_none_or(|list| list.iter().any(|asked| covers(&name(asked), kind)));
    let mut out = Vec::new();
    if wanted("quickfix") {
        let here: Vec<&Record> = reading.at(asked.range).take(MOST).collect();
        for record in &here {
            let shown = settings.severity(record.tier);
            let diagnostic = shown.map(|severity| reading.diagnostic(record, uri, severity, pages, able.related));
            out.extend(quick_fixes(reading, record, uri, diagnostic, able));
        }
        let mut rules: Vec<&str> = here.iter().filter(|r| reading.is_change(r)).flat_map(|r| r.rules.iter().copied()).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let edits = reading.fix_rule(rule);
            if edits.len() > 1 {
                let title = format!("Fix every {rule} in this file ({})", edits.len());
                let later = Later { uri: uri.clone(), version: reading.version, rule: Some(rule.to_owned()) };
                out.push(whole(title, CodeActionKind::QuickFix, edits, later, able));
            }
        }
    }
    if wanted(FIX_ALL) && reading.fixes() > 0 {
        let title = format!("Fix all in this file ({})", reading.fixes());
        let later = Later { uri: uri.clone(), version: reading.version, rule: None };
        out.push(whole(title, CodeActionKind::Custom(FIX_ALL.into()), reading.fix_all(), later, able));
    }
    out
}

/// The edit of an action that came without it; `None`: the document has changed since.
pub fn resolved(reading: &Reading, later: &Later, able: Able) -> Option<WorkspaceEdit> {
    if reading.version != later.version {
        return None;
    }
    let edits = match &later.rule {
        Some(rule) => reading.fix_rule(rule),
        None => reading.fix_all(),
    };
    Some(workspace_edit(&later.uri, reading.version, edits, able))
}

fn quick_fixes(
    reading: &Reading,
    record: &Record,
    uri: &Uri,
    diagnostic: Option<Diagnostic>,
    able: Able,
) -> impl Iterator<Item = CodeAction> {
    let place = record.start..record.end;
    let news = record.replacement.iter().chain(&record.alternatives).enumerate();
    let certain = record.tier == "fix" && record.replacement.is_some();
    let rules = record.rules.join(" + ");
    news.map(move |(number, new)| CodeAction {
        title: format!("{} ({rules})", title(&record.original, new)),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: diagnostic.clone().map(|d| vec![d]),
        is_preferred: (certain && number == 0).then_some(true),
        edit: Some(workspace_edit(uri, reading.version, vec![reading.edit(place.clone(), new)], able)),
        ..bare()
    })
}

fn title(old: &str, new: &str) -> String {
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("Insert “{}”", shortened(new)),
        (_, true) => format!("Delete “{}”", shortened(old)),
        _ => format!("Replace with “{}”", shortened(new)),
    }
}

fn whole(title: String, kind: CodeActionKind, edits: Vec<TextEdit>, later: Later, able: Able) -> CodeAction {
    let edit = (!able.resolve).then(|| workspace_edit(&later.uri, later.version, edits, able));
    let data = if able.resolve { serde_json::to_value(&later).ok() } else { None };
    CodeAction { title, kind: Some(kind), edit, data, ..bare() }
}

fn bare() -> CodeAction {
    CodeAction {
        title: String::new(),
        kind: None,
        diagnostics: None,
        is_preferred: None,
        disabled: None,
        edit: None,
        command: None,
        data: None,
        tags: None,
    }
}

fn workspace_edit(uri: &Uri, version: i32, edits: Vec<TextEdit>, able: Able) -> WorkspaceEdit {
    if !able.versioned_edits {
        let changes = HashMap::from([(uri.clone(), edits)]);
        return WorkspaceEdit { changes: Some(changes), document_changes: None, change_annotations: None };
    }
    let document = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(version),
            text_document_identifier: TextDocumentIdentifier { uri: uri.clone() },
        },
        edits: edits.into_iter().map(Edit::TextEdit).collect(),
    };
    let changes = vec![DocumentChange::TextDocumentEdit(document)];
    WorkspaceEdit { changes: None, document_changes: Some(changes), change_annotations: None }
}

/// Does a kind that is asked for cover another: itself, or one below it?
fn covers(asked: &str, kind: &str) -> bool {
    asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn name(kind: &CodeActionKind) -> String {
    kind.to_string()
}
