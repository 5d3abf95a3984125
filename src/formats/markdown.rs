//! Markdown: paragraphs, headings, lists, tables, the text of links and images. Code, mathematics, link targets, front matter and HTML stay.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::prose::{Builder, Prose};
use super::writing::Writing;

/// Longer text that is not what stands in the file is left alone.
const ESCAPE: usize = 40;

/// The prose of a file; `None`: it has none.
pub(super) fn prose(text: &str) -> Option<Prose> {
    let mut page = Page {
        text,
        builder: Builder::new(text, Writing::Markdown),
        closed: 0,
        image: 0,
        fixed: 0,
        line_end: None,
        images: Vec::new(),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        page.take(event, range);
    }
    page.finish()
}

struct Page<'t> {
    text: &'t str,
    builder: Builder<'t>,
    /// Blocks that are open and passed over.
    closed: usize,
    /// Images that are open.
    image: usize,
    /// Links that are open and whose text is their address.
    fixed: usize,
    /// Where a line of a paragraph has ended.
    line_end: Option<usize>,
    /// The texts of images, which are read behind the rest; what they mean where that is something else.
    images: Vec<Vec<(Range<usize>, Option<String>)>>,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        // A line end is a space, with what a quotation or list has before its next line.
        if let Some(start) = self.line_end.take()
            && !matches!(event, Event::End(_))
        {
            self.builder.decoded(" ", start..range.start.max(start + 1));
        }
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                self.builder.broken();
                self.closed += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                self.builder.broken();
                self.closed = self.closed.saturating_sub(1);
            }
            _ if self.closed > 0 => {}
            Event::Start(Tag::Image { .. }) => {
                if self.image == 0 {
                    self.images.push(Vec::new());
                    self.builder.opens(range.start);
                }
                self.image += 1;
            }
            Event::End(TagEnd::Image) => self.image = self.image.saturating_sub(1),
            _ if self.image > 0 => self.image_text(event, range),
            Event::Start(Tag::Link { link_type, .. }) => {
                self.fixed += usize::from(matches!(link_type, LinkType::Autolink | LinkType::Email) || self.fixed > 0);
                self.opens(range.start);
            }
            Event::End(TagEnd::Link) => {
                self.fixed = self.fixed.saturating_sub(1);
                self.closes(range.end);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript) => {
                self.opens(range.start);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript) => {
                self.closes(range.end)
            }
            Event::Start(_) | Event::End(_) | Event::Rule | Event::Html(_) => self.builder.broken(),
            Event::Text(meaning) => self.text(&meaning, range),
            Event::Code(meaning) | Event::InlineMath(meaning) | Event::DisplayMath(meaning) => {
                self.builder.fixed(&meaning, range);
            }
            Event::SoftBreak => self.line_end = Some(range.start),
            Event::HardBreak => self.builder.fixed("\n", range),
            Event::InlineHtml(tag) => {
                let name = tag.trim_start_matches(['<', '/']).trim_end_matches(['/', '>', ' ']);
                if name.eq_ignore_ascii_case("br") {
                    self.builder.fixed("\n", range);
                } else if tag.starts_with("</") {
                    self.closes(range.end);
                } else if tag.starts_with('<') && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    self.opens(range.start);
                }
            }
            Event::FootnoteReference(_) => self.builder.closes(range.end),
            Event::TaskListMarker(_) => {}
        }
    }

    fn opens(&mut self, start: usize) {
        self.builder.opens(start);
        self.builder.edge();
    }

    fn closes(&mut self, end: usize) {
        self.builder.edge();
        self.builder.closes(end);
    }

    fn text(&mut self, meaning: &str, range: Range<usize>) {
        if self.fixed > 0 || !self.understood(meaning, &range) {
            self.builder.fixed(meaning, range);
        } else {
            self.builder.decoded(meaning, range);
        }
    }

    /// Is the text what stands in the file, or one escape of it?
    fn understood(&self, meaning: &str, range: &Range<usize>) -> bool {
        self.text[range.clone()] == *meaning || range.len() <= ESCAPE && meaning.chars().count() <= 2
    }

    fn image_text(&mut self, event: Event<'_>, range: Range<usize>) {
        let Some(image) = self.images.last_mut() else { return };
        match event {
            Event::Text(meaning) if self.text[range.clone()] == *meaning => image.push((range, None)),
            Event::Text(meaning) if range.len() <= ESCAPE => image.push((range, Some(meaning.into_string()))),
            Event::SoftBreak => image.push((range, Some(" ".to_owned()))),
            _ => {}
        }
    }

    fn finish(mut self) -> Option<Prose> {
        for image in std::mem::take(&mut self.images) {
            self.builder.aside();
            for (range, meaning) in image {
                match meaning {
                    Some(meaning) => self.builder.decoded(&meaning, range),
                    None => self.builder.verbatim(range),
                }
            }
        }
        self.builder.finish()
    }
}
