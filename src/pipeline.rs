//! The passes in order, round after round until no pass proposes a fix; and what comes of it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::edit::{Edit, Tier, apply, select};
use crate::explain::Gathered;
use crate::habits::may_repair;
use crate::layout::Layout;
use crate::outcome::{Finding, Outcome};
use crate::passes::{self, Pass};
use crate::profiles::{Profile, Style};
use crate::proposals::{Left, Proposals};
use crate::survey::Vocabulary;
use crate::trace::Trace;

/// Rounds that may still change something before the text is called unstable and left as it was.
const ROUNDS: usize = 4;

/// Texts up to this length are one document, however many articles they hold.
pub(crate) const WHOLE: usize = 1 << 18;

/// Longer ones are read in windows of this length that end at paragraph ends: about an article's worth, so that what is damaged
/// is read again and the rest is not, and one article is no evidence for another.
pub(crate) const WINDOW: usize = 1 << 13;

/// Which rules run and how far their proposals are applied.
#[derive(Clone, Debug)]
pub struct Options {
    /// Proposals of this tier and above are applied: `Fix`, or `Suggest` too.
    pub apply: Tier,
    /// Only these rules, if any are named.
    pub rules: Vec<String>,
    /// Not these.
    pub without: Vec<String>,
    /// The language that the texts came from; else their marks must tell.
    pub from: Option<&'static Profile>,
    /// The house style that the texts are put into; else they keep their own.
    pub style: Option<&'static Style>,
    /// Gather in [`Outcome::left`] what rules looked at and left alone.
    pub explain: bool,
    /// Only the corrected text is wanted: a rule that would but suggest something need not look, and suggestions and notes may be
    /// missing. The text is the same. Has no effect where suggestions are applied or what was left alone is gathered.
    pub text_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            apply: Tier::Fix,
            rules: Vec::new(),
            without: Vec::new(),
            from: None,
            style: None,
            explain: false,
            text_only: false,
        }
    }
}

impl Options {
    /// Does the rule of that name run?
    pub fn allows(&self, rule: &str) -> bool {
        (self.rules.is_empty() || self.rules.iter().any(|r| r == rule)) && !self.without.iter().any(|r| r == rule)
    }
}

/// The whole way from a text to its outcome.
pub struct Pipeline {
    dictionary: Dictionary,
    stages: Vec<Vec<Box<dyn Pass>>>,
    options: Options,
}

impl Pipeline {
    /// All passes, with the built-in dictionaries and default options.
    pub fn new() -> Self {
        Pipeline::with(Dictionary::builtin(), Options::default())
    }

    /// All passes, with these dictionaries and options.
    pub fn with(dictionary: Dictionary, options: Options) -> Self {
        Pipeline { dictionary, stages: passes::stages(), options }
    }

    /// The dictionaries in force.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// What was asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Corrects `text`. Cannot fail: a text whose rules do not come to rest is returned as it was, with their names; of a
    /// text longer than 256 KiB, the window where that happens.
    pub fn run(&self, text: &str) -> Outcome {
        self.reader().run(text, &Layout::default())
    }

    /// For many texts, one after the other: what is known of their words is looked up once.
    pub fn reader(&self) -> Reader<'_> {
        let dictionary = &self.dictionary;
        let vocabulary = if self.options.explain { dictionary.explaining_vocabulary() } else { dictionary.vocabulary() };
        Reader { pipeline: self, vocabulary, text_only: self.options.text_only }
    }

    /// Corrects `text` window by window: where each begins, and what came of it, placed in the window. A text of up to
    /// 256 KiB is one window.
    pub fn windows<'p>(&'p self, text: &'p str) -> impl Iterator<Item = (usize, Outcome)> + 'p {
        let mut reader = self.reader();
        windows(text).map(move |window| (window.start, reader.window(&text[window], Layout::default())))
    }

    fn window(&self, source: &str, layout: Layout, vocabulary: &mut Vocabulary<'_>, text_only: bool) -> Outcome {
        let (trace, gathered) = (Trace::default(), Gathered::default());
        let mut state = State { text: source.to_owned(), layout, trace, gathered, text_only };
        let mut tiers = vec![Tier::Fix];
        if self.options.apply < Tier::Fix {
            tiers.push(Tier::Suggest);
        }
        let mut waiting = Vec::new();
        for tier in tiers {
            match self.rounds(&mut state, tier, vocabulary) {
                Ok(rest) => waiting = rest,
                Err(disagreeing) => return Outcome { text: source.to_owned(), disagreeing, ..Outcome::default() },
            }
        }
        debug_assert_eq!(state.trace.replay(source, &state.text), state.text);
        state.outcome(source, waiting)
    }

    /// Runs the stages in order, round after round, until each has seen the text as it stands and proposed nothing; gives what
    /// they proposed below `tier`, or the rules that kept changing things.
    fn rounds(&self, state: &mut State, tier: Tier, vocabulary: &mut Vocabulary<'_>) -> Result<Vec<Edit>, Vec<&'static str>> {
        let mut waiting: Vec<Vec<Edit>> = vec![Vec::new(); self.stages.len()];
        let mut left: Vec<Vec<Left>> = vec![Vec::new(); self.stages.len()];
        let mut active: Vec<&'static str> = Vec::new();
        let mut quiet = 0;
        // Each text stays until the last document that came of it is done with.
        let mut texts: Vec<OnceCell<String>> = vec![OnceCell::new(); (ROUNDS + 1) * self.stages.len() + 1];
        let mut latest = 0;
        let first = texts[latest].get_or_init(|| std::mem::take(&mut state.text));
        let mut document = Document::with(first, &self.dictionary, vocabulary)
            .asked(self.options.from, self.options.style)
            .laid_out(std::mem::take(&mut state.layout))
            .repaired_by(state.trace.rules());
        for run in 0.. {
            let stage = run % self.stages.len();
            if stage == 0 {
                if run / self.stages.len() > ROUNDS {
                    active.sort_unstable();
                    active.dedup();
                    return Err(active);
                }
                active.clear();
            }
            let only_fixes = state.text_only && tier == Tier::Fix && !self.options.explain;
            let mut proposals = Proposals::new(self.options.explain).only_fixes(only_fixes);
            self.stages[stage].iter().for_each(|pass| pass.look(&document, &mut proposals));
            let (mut edits, mut alone) = proposals.into_parts();
            edits.retain(|e| self.options.allows(e.rule()));
            if edits.iter().any(|e| !may_repair(e.rule())) && !document.habits().foreign().is_empty() {
                let (kept, foreign) =
                    edits.into_iter().partition(|e: &Edit| may_repair(e.rule()) || !document.is_foreign(e.span()));
                edits = kept;
                let silenced = |e: Edit| Left { span: e.span(), rule: e.rule(), reason: "its paragraph is not English".into() };
                alone.extend(foreign.into_iter().filter(|_| self.options.explain).map(silenced));
            }
            if let Some(style) = self.options.style {
                edits = edits.into_iter().map(|e| e.styled(style)).collect();
            }
            left[stage] = alone;
            let (now, later): (Vec<Edit>, Vec<Edit>) =
                edits.into_iter().partition(|e| e.tier() >= tier && e.tier() != Tier::Note);
            waiting[stage] = later;
            let now = self.selected(&document, now, state);
            if now.is_empty() {
                quiet += 1;
                if quiet == self.stages.len() {
                    break;
                }
                continue;
            }
            quiet = 0;
            active.extend(now.iter().map(Edit::rule));
            state.trace.record(&now);
            latest += 1;
            let text = texts[latest].get_or_init(|| apply(document.text(), &now));
            document = document.edited(&now, text, vocabulary).repaired_by(state.trace.rules());
        }
        let all: Vec<Edit> = waiting.into_iter().flatten().collect();
        let kept = self.selected(&document, all, state);
        state.gathered.settle(left.into_iter().flatten().filter(|l| self.options.allows(l.rule)).collect());
        state.layout = document.layout().clone();
        vocabulary.reclaim(document.into_survey());
        state.text = texts.swap_remove(latest).into_inner().unwrap_or_default();
        Ok(kept)
    }

    fn selected(&self, document: &Document<'_>, edits: Vec<Edit>, state: &mut State) -> Vec<Edit> {
        if edits.is_empty() {
            return edits;
        }
        let proposed = self.options.explain.then(|| edits.clone());
        let shields = document.shields_near(&edits);
        let kept = select(document.text(), edits, document.protected(), &shields);
        if let Some(proposed) = proposed {
            state.gathered.lose(document, &state.trace, &proposed, &kept);
        }
        kept
    }
}

impl Default for Pipeline {
    fn default() -> Self {
        Pipeline::new()
    }
}

/// A pipeline reading one text after the other. No text is evidence for another: the outcomes are those of [`Pipeline::run`].
pub struct Reader<'p> {
    pipeline: &'p Pipeline,
    vocabulary: Vocabulary<'p>,
    text_only: bool,
}

impl<'p> Reader<'p> {
    /// The pipeline.
    pub fn pipeline(&self) -> &'p Pipeline {
        self.pipeline
    }

    /// Is of the texts that follow only the corrected text wanted? At first as [`Options::text_only`] says.
    pub fn want_text_only(&mut self, text_only: bool) {
        self.text_only = text_only;
    }

    /// As [`Pipeline::run`], told what the format knows of the text.
    pub fn run(&mut self, text: &str, layout: &Layout) -> Outcome {
        if !text.is_empty() && text.len() <= WHOLE {
            return self.window(text, layout.within(0..text.len()));
        }
        let mut whole = Outcome { text: String::with_capacity(text.len() + text.len() / 64), ..Outcome::default() };
        for window in windows(text) {
            let outcome = self.window(&text[window.clone()], layout.within(window.clone()));
            whole.append(outcome, window.start);
        }
        whole.disagreeing.sort_unstable();
        whole.disagreeing.dedup();
        whole
    }

    /// One window of a text.
    pub(crate) fn window(&mut self, text: &str, layout: Layout) -> Outcome {
        self.pipeline.window(text, layout, &mut self.vocabulary, self.text_only)
    }
}

/// The text as it stands, and how it came there.
struct State {
    text: String,
    layout: Layout,
    trace: Trace,
    gathered: Gathered,
    text_only: bool,
}

impl State {
    fn outcome(self, source: &str, waiting: Vec<Edit>) -> Outcome {
        let State { text, trace, gathered, .. } = self;
        let changes: Vec<Finding> = trace
            .hunks()
            .iter()
            .filter(|h| source[h.source().range()] != text[h.current().range()])
            .map(|h| Finding {
                tier: Tier::Fix,
                source: h.source(),
                replacement: Some(text[h.current().range()].to_owned()),
                alternatives: h.alternatives(&text),
                parts: h.parts().to_vec(),
            })
            .collect();
        let (mut suggestions, mut notes) = (Vec::new(), Vec::new());
        for edit in &waiting {
            let whole = trace.grow(edit.span());
            let reading =
                |new: &str| [&text[whole.start()..edit.span().start()], new, &text[edit.span().end()..whole.end()]].concat();
            let finding = Finding {
                tier: edit.tier(),
                source: trace.source_span(whole),
                replacement: edit.replacement().map(reading),
                alternatives: edit.others().iter().map(|a| reading(a)).collect(),
                parts: vec![trace.part(edit)],
            };
            if edit.tier() == Tier::Note { notes.push(finding) } else { suggestions.push(finding) }
        }
        let left = gathered.finish(&trace, changes.iter().chain(&suggestions).chain(&notes));
        Outcome { text, changes, suggestions, notes, left, disagreeing: Vec::new() }
    }
}

/// The windows in which `text` is read, in order.
fn windows(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = (start < text.len()).then(|| window_end(text, start, text.len() > WHOLE))?;
        Some(start..at)
    })
}

/// Where the window that begins at `start` of a text ends, `long` if the text is longer than [`WHOLE`]: at a blank line if there is
/// one, else at a line end, else at a space or (a monstrous word) a character border. Of a text that goes on behind `text` the
/// answer is the same as long as more than [`WINDOW`] bytes stand behind `start`.
pub(crate) fn window_end(text: &str, start: usize, long: bool) -> usize {
    if !long || text.len() - start <= WINDOW {
        return text.len();
    }
    let mut limit = start + WINDOW;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = &text[start..limit];
    let bytes = window.as_bytes();
    let blank = memchr::memrchr_iter(b'\n', bytes).find(|&i| i > 0 && bytes[i - 1] == b'\n');
    let cut = blank.or_else(|| memchr::memrchr(b'\n', bytes)).or_else(|| memchr::memrchr(b' ', bytes));
    start + cut.map_or(window.len(), |i| i + 1)
}
