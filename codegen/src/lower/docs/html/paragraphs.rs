//! Writes running text: paragraphs, line breaks, and the spans within them.
//!
//! A span is written when there is text in it, ends with the paragraph, and goes on in the next one, so that events are nested however
//! tags cross each other.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::Element;
use super::{Kind, Reader, entities};

/// Spans beyond this depth are read as if they were not.
const DEEPEST: usize = 16;

/// Something within a line, such as a link.
#[derive(Debug)]
pub(super) struct Span<'a> {
    tag: Tag<'a>,
    /// Whether there is the same around it already, so that it is not written.
    is_silent: bool,
    is_used: bool,
}

impl<'a> Reader<'a> {
    /// Text of HTML, with its references.
    pub(super) fn say_html(&mut self, text: &str) {
        self.say(&entities::decode(text).replace('\u{a0}', " "));
    }

    /// Text without references.
    pub(super) fn say(&mut self, text: &str) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.text.push_str(text);
            return;
        }
        let words = text.trim_start_matches(is_space);
        if words.len() < text.len() {
            self.space();
        }
        if !words.is_empty() {
            let raised = if std::mem::take(&mut self.is_raised) && self.is_power(words) { "^" } else { "" };
            self.prepare();
            self.text.push_str(raised);
            self.text.push_str(words);
        }
    }

    /// A blank, if the line has begun.
    fn space(&mut self) {
        if self.is_said && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether raised text is a power, rather than the ending of a numeral or a sign.
    fn is_power(&self, raised: &str) -> bool {
        let is_number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
        let is_base = |last: char| last.is_alphanumeric() || last == ')';
        (is_number(raised) || raised.strip_prefix(['-', '−', '+']).is_some_and(is_number))
            && self.last_character().is_some_and(is_base)
    }

    /// A line break; two of them are the end of a paragraph.
    pub(super) fn break_line(&mut self) {
        if self.verbatim.is_some() {
            self.say("\n");
        } else if self.is_break_due {
            self.end_paragraph();
        } else {
            self.is_break_due = self.is_said;
        }
    }

    /// Gets ready for a word: what is due before it is written.
    pub(super) fn prepare(&mut self) {
        if !self.is_said {
            self.begin_line();
        }
        (self.is_run_in, self.is_behind_term) = (false, false);
        self.is_said = true;
        if std::mem::take(&mut self.is_break_due) {
            self.write_text();
            self.events.push(Event::HardBreak);
        }
        while self.written < self.spans.len() {
            self.write_span();
        }
    }

    /// Begins a block other than a list.
    pub(super) fn begin_line(&mut self) {
        self.enter();
        self.begin(false);
    }

    /// What stands in a list or a row stands in an item or a cell of it.
    pub(super) fn enter(&mut self) {
        self.enter_cell();
        match self.blocks.last().map(|block| block.kind) {
            Some(Kind::ImpliedList) => self.close(),
            Some(Kind::Element(Element::List)) => self.open_item(Kind::Element(Element::Item)),
            Some(Kind::Element(Element::Terms)) => self.open_item(Kind::TermItem),
            _ => {}
        }
    }

    /// Begins a block: the end of the paragraph before it is written, unless a list follows it within an item.
    pub(super) fn begin(&mut self, is_list: bool) {
        let is_item = |kind| matches!(kind, Kind::Element(Element::Item) | Kind::TermItem);
        let is_tight = is_list && self.blocks.last().is_some_and(|block| is_item(block.kind));
        if std::mem::take(&mut self.is_end_due) && !is_tight {
            let is_flat = self.flat > 0;
            self.events.push(if is_flat { Event::HardBreak } else { Event::End(TagEnd::Paragraph) });
        }
    }

    /// Ends the text of a paragraph. Its end is due only when something follows, so that items of one paragraph stay close together.
    pub(super) fn end_paragraph(&mut self) {
        self.end_inline_code();
        self.unwrite_spans(0);
        self.text.truncate(self.text.trim_end_matches(is_space).len());
        self.write_text();
        self.is_break_due = false;
        (self.is_raised, self.is_behind_term) = (false, false);
        self.is_end_due |= std::mem::take(&mut self.is_said);
    }

    fn write_text(&mut self) {
        if !self.text.is_empty() {
            self.events.push(Event::Text(std::mem::take(&mut self.text).into()));
        }
    }

    pub(super) fn open_span(&mut self, tag: Tag<'a>) {
        if self.spans.len() < DEEPEST {
            self.spans.push(Span { tag, is_silent: false, is_used: false });
        }
    }

    fn write_span(&mut self) {
        let (around, rest) = self.spans.split_at_mut_checked(self.written).unwrap_or_default();
        let Some(span) = rest.first_mut() else { return };
        let end = span.tag.to_end();
        span.is_used = true;
        span.is_silent = around.iter().any(|other| other.tag.to_end() == end);
        let start = (!span.is_silent).then(|| span.tag.clone());
        self.written += 1;
        if let Some(tag) = start {
            self.write_text();
            self.events.push(Event::Start(tag));
        }
    }

    /// Ends spans for the present paragraph, so that no more than some are written.
    fn unwrite_spans(&mut self, keep: usize) {
        if self.written <= keep {
            return;
        }
        let words = self.text.trim_end_matches(is_space).len();
        let is_spaced = words < self.text.len();
        self.text.truncate(words);
        let written = self.spans.iter().take(self.written).skip(keep).rev();
        let ends: Vec<TagEnd> =
            written.filter(|span| !span.is_silent).map(|span| span.tag.to_end()).collect();
        if !ends.is_empty() {
            self.write_text();
        }
        self.events.extend(ends.into_iter().map(Event::End));
        self.written = keep;
        if is_spaced {
            self.space();
        }
    }

    /// Ends all spans but the first ones.
    pub(super) fn end_spans(&mut self, keep: usize) {
        self.unwrite_spans(keep);
        self.spans.truncate(keep);
    }

    /// Ends the innermost span of a kind; those that began in it go on.
    pub(super) fn close_span(&mut self, end: TagEnd) {
        let Some(index) = self.spans.iter().rposition(|span| span.tag.to_end() == end) else { return };
        let Some(span) = self.spans.get(index) else { return };
        let is_link = matches!(&span.tag, Tag::Link { dest_url, .. } if !dest_url.is_empty());
        if is_link && !span.is_used && self.verbatim.is_none() {
            self.prepare();
        }
        self.unwrite_spans(index);
        self.spans.remove(index);
        let later = self.blocks.iter_mut().filter(|block| block.spans > index);
        later.for_each(|block| block.spans -= 1);
    }

    /// Code within a line. What follows other code without a blank is one with it.
    pub(super) fn say_code(&mut self, code: &str) {
        if self.verbatim.is_some() {
            self.say(code);
            return;
        }
        self.prepare();
        self.is_raised = false;
        match self.events.last_mut() {
            Some(Event::Code(before)) if self.text.is_empty() => *before = format!("{before}{code}").into(),
            _ => {
                self.write_text();
                self.events.push(Event::Code(code.to_owned().into()));
            }
        }
    }
}

/// Whether a character is a blank of HTML.
pub(super) fn is_space(character: char) -> bool {
    character.is_ascii_whitespace()
}
