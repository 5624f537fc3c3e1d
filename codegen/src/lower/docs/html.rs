//! Turns HTML within Markdown into what Markdown has for it.
//!
//! In: the events of the parser of Markdown, of which some are HTML (`CommonMark`, sections 4.6 "HTML blocks" and 6.6 "Raw HTML"). Out:
//! such events, properly nested, of which none is. Tags may be missing, crossed or unknown: no text is lost for it. Deliberately absent:
//! how the events are printed.

mod elements;
mod entities;
mod lists;
mod paragraphs;
mod survey;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;
mod verbatim;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use elements::Element;
use paragraphs::Span;
use survey::Survey;
use tables::Table;
use tokens::{Token, Tokens};
use verbatim::Verbatim;

/// Blocks beyond this depth are read as if they were not.
const DEEPEST: usize = 64;

/// The events of a text, without HTML.
pub(super) fn events<'a>(text: &'a str, parser: Parser<'a>) -> Vec<Event<'a>> {
    let mut reader = Reader { source: text, ..Reader::default() };
    for (event, range) in parser.into_offset_iter() {
        if reader.preformatted.contains(&range.start) {
            reader.read_behind_preformatted(&event, range.end);
            continue;
        }
        let is_open = reader.is_preformatted();
        reader.event(event, text.get(range.clone()).unwrap_or_default());
        if !is_open && reader.is_preformatted() {
            reader.read_preformatted(range.end);
        }
    }
    reader.finish()
}

/// A block that the text stands in.
#[derive(Debug)]
struct Block {
    kind: Kind,
    /// How many spans there were when it began: those after them end with it.
    spans: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Markdown(TagEnd),
    Element(Element),
    /// A list that no tag began, around an item.
    ImpliedList,
    /// The item of a list of terms.
    TermItem,
}

#[derive(Debug, Default)]
struct Reader<'a> {
    source: &'a str,
    survey: Option<Survey>,
    events: Vec<Event<'a>>,
    /// Text that is not among the events yet.
    text: String,
    blocks: Vec<Block>,
    /// Spans around the text, of which the first `written` are among the events.
    spans: Vec<Span<'a>>,
    written: usize,
    /// Text that is taken as it stands, such as code.
    verbatim: Option<Verbatim>,
    /// What has been read as preformatted text, though the parser takes it for Markdown.
    preformatted: Range<usize>,
    /// Elements of such text that have no end tag up to the end.
    unended: Vec<Element>,
    tables: Vec<Table<'a>>,
    /// Lines of a block of HTML.
    html: Option<String>,
    /// A block of code of Markdown.
    code: Option<(CodeBlockKind<'a>, String)>,
    /// Blocks around that hold no other blocks.
    flat: usize,
    /// Whether the present paragraph says something.
    is_said: bool,
    /// Whether the end of a paragraph is still to be written.
    is_end_due: bool,
    /// Whether a line break is due before the next word.
    is_break_due: bool,
    /// Whether the line is a term, and no more.
    is_behind_term: bool,
    /// Whether a paragraph that begins here continues the line.
    is_run_in: bool,
    /// Whether the next text is raised above the line.
    is_raised: bool,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, source: &'a str) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::Html(line) => match &mut self.html {
                Some(html) => html.push_str(&line),
                None => self.markup(&line),
            },
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::InlineHtml(html) => self.markup(&html),
            Event::Start(Tag::CodeBlock(kind)) => self.code = Some((kind, String::new())),
            Event::End(TagEnd::CodeBlock) => self.end_code(),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.say(&text),
            },
            Event::Code(code) => self.say_code(&code),
            Event::SoftBreak => self.say("\n"),
            Event::HardBreak => self.break_line(),
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            _ => self.end_paragraph(),
        }
    }

    /// A block of HTML ends with the text of the line; the blocks that it opened may go on.
    fn end_html(&mut self) {
        let html = self.html.take().unwrap_or_default();
        self.markup(&html);
        if !self.is_preformatted() {
            self.end_paragraph();
            self.end_spans(self.base());
        }
    }

    /// Within blocks of HTML, tags that are indented far are not code.
    fn end_code(&mut self) {
        let Some((kind, code)) = self.code.take() else { return };
        let is_within = self.blocks.last().is_some_and(|block| !matches!(block.kind, Kind::Markdown(_)));
        if self.verbatim.is_some() {
            self.say(&code);
        } else if is_within && kind == CodeBlockKind::Indented && code.trim_start().starts_with('<') {
            self.markup(&code);
        } else {
            self.end_paragraph();
            self.push_code_block(kind, code);
        }
    }

    fn start(&mut self, tag: Tag<'a>, source: &str) {
        match tag {
            Tag::Emphasis | Tag::Strong if self.verbatim.is_some() => {
                self.say(delimiter(tag.to_end(), source));
            }
            Tag::Link { .. } | Tag::Image { .. } if self.is_preformatted() => {}
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } => {
                self.interrupt_code();
                self.open_span(tag);
            }
            Tag::Paragraph if self.is_preformatted() => self.say("\n"),
            Tag::Paragraph => self.end_line(),
            _ => {
                self.end_verbatim();
                self.end_line();
                match tag {
                    Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
                    Tag::List(_) => self.begin(true),
                    _ => self.begin_line(),
                }
                self.flat += usize::from(is_flat(tag.to_end()));
                self.open(Kind::Markdown(tag.to_end()));
                self.events.push(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, source: &str) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong if self.verbatim.is_some() => self.say(delimiter(tag, source)),
            TagEnd::Link | TagEnd::Image | TagEnd::Paragraph if self.is_preformatted() => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {
                self.interrupt_code();
                self.close_span(tag);
            }
            TagEnd::Paragraph => {
                self.end_paragraph();
                self.end_spans(self.base());
                if std::mem::take(&mut self.is_end_due) {
                    self.events.push(Event::End(TagEnd::Paragraph));
                }
            }
            _ => self.close_markdown(tag),
        }
    }

    /// Ends what is within a line before a block of Markdown begins: a paragraph, or a heading that no tag has ended.
    fn end_line(&mut self) {
        self.end_paragraph();
        let is_heading = |kind| kind == Kind::Element(Element::Heading);
        if self.has_around(is_heading) {
            self.close_down_to(is_heading);
            self.close();
        }
    }

    /// Ends all that began within a block of Markdown, and that block.
    fn close_markdown(&mut self, tag: TagEnd) {
        self.end_verbatim();
        while self.blocks.last().is_some_and(|block| !matches!(block.kind, Kind::Markdown(_))) {
            self.close();
        }
        self.end_paragraph();
        self.is_end_due = false;
        if let Some(block) = self.blocks.pop() {
            self.end_spans(block.spans);
        }
        self.flat -= usize::from(is_flat(tag)).min(self.flat);
        self.events.push(Event::End(tag));
    }

    fn markup(&mut self, html: &str) {
        for token in Tokens::new(html) {
            match token {
                Token::Text(text) => self.say_html(text),
                Token::Start(tag) if self.is_markup(&tag, true) => self.start_element(&tag),
                Token::End(tag) if self.is_markup(&tag, false) => self.end_element(&tag),
                Token::Start(tag) | Token::End(tag) => self.say(tag.raw),
                Token::Comment => {}
            }
        }
    }

    /// Whether a tag is markup. Within code, only elements of HTML are.
    fn is_markup(&mut self, tag: &tokens::Tag<'_>, is_start: bool) -> bool {
        let is_known = elements::element(tag.name).is_some();
        let survey = self.survey.get_or_insert_with(|| Survey::of(self.source));
        survey.is_markup(tag, is_start) && (is_known || self.verbatim.is_none())
    }

    fn finish(mut self) -> Vec<Event<'a>> {
        self.end_verbatim();
        while !self.blocks.is_empty() {
            self.close();
        }
        self.end_paragraph();
        self.begin(false);
        self.events
    }

    /// How many spans are around the present block.
    fn base(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.spans)
    }
}

/// Whether a block of Markdown holds no other blocks.
fn is_flat(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Heading(_) | TagEnd::TableCell)
}

/// What a span of Markdown starts and ends with.
fn delimiter(tag: TagEnd, source: &str) -> &str {
    source.get(..if tag == TagEnd::Strong { 2 } else { 1 }).unwrap_or_default()
}
