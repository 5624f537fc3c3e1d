//! Opens lists, their items, and terms with what they mean.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::Element;
use super::tables::is_inline;
use super::{Kind, Reader, tokens};

/// Markdown has numbers of up to nine digits: whatever follows this one has no more.
const LARGEST: u64 = 99_999_999;

impl Reader<'_> {
    pub(super) fn start_list(&mut self, element: Element, tag: &tokens::Tag<'_>) {
        let is_numbered = tag.name.eq_ignore_ascii_case("ol");
        let number = || tag.attribute("start").and_then(|start| start.parse().ok());
        let number = || number().filter(|number| *number <= LARGEST).unwrap_or(1);
        let first = is_numbered.then(number);
        let is_in_list = self.is_innermost(Element::List) || self.is_innermost(Element::Terms);
        // A list that stands between items belongs to the item before it.
        if is_in_list && self.events.last() == Some(&Event::End(TagEnd::Item)) {
            self.events.pop();
            self.is_end_due = self.events.last().is_some_and(is_inline);
            self.open(Kind::Element(Element::Item));
        } else if is_in_list {
            self.open_item(Kind::Element(Element::Item));
        }
        self.begin(matches!(first, None | Some(1)));
        self.open_with(Kind::Element(element), Tag::List(first));
    }

    pub(super) fn start_item(&mut self) {
        let is_list = |kind| matches!(kind, Kind::Element(Element::List) | Kind::ImpliedList);
        if self.has_around(is_list) {
            self.close_down_to(is_list);
        } else {
            self.begin(true);
            self.open_with(Kind::ImpliedList, Tag::List(None));
        }
        self.open_item(Kind::Element(Element::Item));
    }

    /// A term is a strong word at the start of an item.
    pub(super) fn start_term(&mut self) {
        let is_list = |kind| kind == Kind::Element(Element::Terms);
        if self.has_around(is_list) {
            self.close_down_to(is_list);
            self.open_item(Kind::TermItem);
        } else {
            self.enter();
        }
        self.open(Kind::Element(Element::Term));
        self.open_span(Tag::Strong);
    }

    /// What a term means follows it in the line.
    pub(super) fn start_definition(&mut self) {
        let is_term = self.is_innermost(Element::Term);
        if is_term {
            self.close();
        }
        if std::mem::take(&mut self.is_behind_term) {
            let is_ended =
                self.last_character().is_some_and(|last| last.is_ascii_punctuation() && last != ')');
            self.text.truncate(self.text.trim_end().len());
            self.say(if is_ended { " " } else { ": " });
            self.is_run_in = true;
            return;
        }
        self.end_paragraph();
        let is_item = |kind| kind == Kind::TermItem;
        if self.has_around(is_item) {
            self.close_down_to(is_item);
        }
    }

    pub(super) fn open_item(&mut self, kind: Kind) {
        self.is_end_due = false;
        self.open_with(kind, Tag::Item);
    }

    /// The last character that is said, short of blanks; none behind code.
    pub(super) fn last_character(&self) -> Option<char> {
        let texts = self.events.iter().rev().find_map(|event| match event {
            Event::Text(text) => Some(text.chars().next_back()),
            Event::Code(_) => Some(None),
            _ => None,
        });
        self.text.trim_end().chars().next_back().or(texts.flatten())
    }
}
