//! Opens and closes the elements of HTML.
//!
//! End tags may be left out where the HTML Living Standard has it so (section 13.1.2.4 "Optional tags"), and elsewhere too: whatever
//! stands open ends with what is around it.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::elements::{Element, element};
use super::tables::Table;
use super::tokens;
use super::{Block, DEEPEST, Kind, Reader};

impl Reader<'_> {
    pub(super) fn start_element(&mut self, tag: &tokens::Tag<'_>) {
        let Some(element) = element(tag.name) else { return };
        match element {
            Element::Code | Element::Preformatted | Element::Hidden => self.start_verbatim(element, tag),
            Element::LineBreak => self.break_line(),
            Element::Image => self.say(&tag.attribute("alt").unwrap_or_default()),
            Element::Link => self.start_link(tag.attribute("href")),
            Element::Phrase => {}
            _ if self.is_preformatted() => self.break_preformatted(element),
            Element::Superscript => self.is_raised = self.verbatim.is_none(),
            Element::Strong | Element::Emphasis if self.verbatim.is_some() => {}
            Element::Strong => self.open_span(Tag::Strong),
            Element::Emphasis => self.open_span(Tag::Emphasis),
            Element::Rule => self.end_paragraph(),
            _ => self.start_block(element, tag),
        }
    }

    pub(super) fn end_element(&mut self, tag: &tokens::Tag<'_>) {
        let Some(element) = element(tag.name) else { return };
        match element {
            Element::Code | Element::Preformatted | Element::Hidden => self.close_verbatim(element),
            Element::LineBreak => self.break_line(),
            Element::Link => {
                self.interrupt_code();
                self.close_span(TagEnd::Link);
            }
            Element::Superscript => self.is_raised = false,
            Element::Strong | Element::Emphasis if self.verbatim.is_some() => {}
            Element::Strong => self.close_span(TagEnd::Strong),
            Element::Emphasis => self.close_span(TagEnd::Emphasis),
            Element::Phrase | Element::Image => {}
            _ if self.is_preformatted() => {}
            _ => self.end_block(element),
        }
    }

    fn start_link(&mut self, address: Option<String>) {
        if let Some(address) = address.filter(|_| !self.is_preformatted()) {
            self.interrupt_code();
            self.open_span(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: "".into(),
                id: "".into(),
            });
        }
    }

    /// Blocks within preformatted text have lines of their own.
    fn break_preformatted(&mut self, element: Element) {
        let verbatim = self.verbatim.as_mut();
        let text = verbatim.map(|verbatim| &mut verbatim.text).filter(|text| !text.is_empty());
        if let Some(text) = text.filter(|text| element.is_block() && !text.ends_with('\n')) {
            text.push('\n');
        }
    }

    fn start_block(&mut self, element: Element, tag: &tokens::Tag<'_>) {
        if element == Element::Paragraph && std::mem::take(&mut self.is_run_in) {
            return;
        }
        if element == Element::Definition {
            self.start_definition();
            return;
        }
        self.end_paragraph();
        if self.flat > 0 || self.blocks.len() >= DEEPEST {
            return;
        }
        while self.is_innermost(Element::Paragraph) {
            self.close();
        }
        match element {
            Element::List | Element::Terms | Element::Item | Element::Term => self.enter_cell(),
            other if other.is_of_table() && other != Element::Table => {}
            _ => self.enter(),
        }
        let kind = Kind::Element(element);
        match element {
            Element::Heading => {
                self.begin(false);
                self.flat += 1;
                self.open_with(kind, heading());
            }
            Element::Quotation => {
                self.begin(false);
                self.open_with(kind, Tag::BlockQuote(None));
            }
            Element::List | Element::Terms => self.start_list(element, tag),
            Element::Item => self.start_item(),
            Element::Term => self.start_term(),
            _ if element.is_of_table() => self.start_of_table(element, tag),
            _ => self.open(kind),
        }
    }

    fn end_block(&mut self, element: Element) {
        let wanted = match element {
            Element::HeadCell => Element::Cell,
            Element::TableHead => Element::TableBody,
            other => other,
        };
        let is_end =
            |kind| kind == Kind::Element(wanted) || wanted == Element::List && kind == Kind::ImpliedList;
        if self.has_around_within(is_end, |kind| is_wall(kind, wanted)) {
            self.close_down_to(is_end);
            self.close();
        } else if element != Element::Definition {
            self.end_paragraph();
        }
    }

    pub(super) fn open(&mut self, kind: Kind) {
        self.blocks.push(Block { kind, spans: self.spans.len() });
    }

    pub(super) fn open_with(&mut self, kind: Kind, tag: Tag<'static>) {
        self.open(kind);
        self.events.push(Event::Start(tag));
    }

    /// Ends the innermost block.
    pub(super) fn close(&mut self) {
        let is_term = self.is_innermost(Element::Term);
        if !is_term {
            self.end_paragraph();
        }
        let Some(block) = self.blocks.pop() else { return };
        self.end_spans(block.spans);
        self.is_behind_term = is_term && self.is_said;
        let end = match block.kind {
            Kind::Markdown(tag) => tag,
            Kind::Element(Element::Heading) => {
                self.flat -= 1.min(self.flat);
                TagEnd::Heading(HeadingLevel::H6)
            }
            Kind::Element(Element::Quotation) => TagEnd::BlockQuote(None),
            Kind::Element(Element::List | Element::Terms) | Kind::ImpliedList => TagEnd::List(false),
            Kind::Element(Element::Item) | Kind::TermItem => TagEnd::Item,
            Kind::Element(Element::Cell) => return self.end_cell(),
            Kind::Element(Element::Table) => return self.end_table(),
            Kind::Element(Element::TableBody) => return self.end_rows(),
            Kind::Element(_) => return,
        };
        self.is_end_due = false;
        self.end_tag(end);
    }

    /// Ends what a tag started; what holds nothing is left out, but for lists, which end the paragraph before them.
    fn end_tag(&mut self, end: TagEnd) {
        let is_start = |event: &mut Event<'_>| matches!(event, Event::Start(tag) if tag.to_end() == end);
        if matches!(end, TagEnd::List(_)) || self.events.pop_if(is_start).is_none() {
            self.events.push(Event::End(end));
        }
    }

    pub(super) fn is_innermost(&self, element: Element) -> bool {
        self.blocks.last().is_some_and(|block| block.kind == Kind::Element(element))
    }

    /// Whether there is such a block around, short of the next block of Markdown or cell.
    pub(super) fn has_around(&self, is_wanted: impl Fn(Kind) -> bool) -> bool {
        self.has_around_within(is_wanted, |kind| kind == Kind::Element(Element::Cell))
    }

    pub(super) fn has_around_within(
        &self,
        is_wanted: impl Fn(Kind) -> bool,
        is_wall: impl Fn(Kind) -> bool,
    ) -> bool {
        let kinds = self.blocks.iter().rev().map(|block| block.kind);
        let mut within = kinds
            .take_while(|kind| is_wanted(*kind) || !matches!(kind, Kind::Markdown(_)) && !is_wall(*kind));
        within.any(&is_wanted)
    }

    /// Ends what is within such a block.
    pub(super) fn close_down_to(&mut self, is_wanted: impl Fn(Kind) -> bool) {
        while self.blocks.last().is_some_and(|block| !is_wanted(block.kind)) {
            self.close();
        }
    }

    pub(super) fn start_table(&mut self) {
        self.begin(false);
        self.tables.push(Table::default());
        self.open(Kind::Element(Element::Table));
    }
}

/// Whether an end tag closes nothing beyond a block: items end within their list, all but tables within their cell.
fn is_wall(kind: Kind, wanted: Element) -> bool {
    match kind {
        Kind::Element(Element::Table) => wanted.is_of_table(),
        Kind::Element(Element::Cell) => !wanted.is_of_table(),
        Kind::Element(Element::List) => wanted == Element::Item,
        _ => false,
    }
}

fn heading() -> Tag<'static> {
    Tag::Heading { level: HeadingLevel::H6, id: None, classes: Vec::new(), attrs: Vec::new() }
}
