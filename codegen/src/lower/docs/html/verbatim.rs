//! Text that is taken as it stands: code within a line, preformatted text, and what is not to be read.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::elements::Element;
use super::paragraphs::is_space;
use super::{Kind, Reader, elements, tokens};

#[derive(Debug)]
pub(super) struct Verbatim {
    /// One of code, preformatted or hidden.
    pub(super) element: Element,
    pub(super) text: String,
    /// The language that a block of code is said to be of.
    language: String,
}

impl<'a> Reader<'a> {
    pub(super) fn is_preformatted(&self) -> bool {
        self.verbatim.as_ref().is_some_and(|verbatim| verbatim.element != Element::Code)
    }

    pub(super) fn is_code(&self) -> bool {
        self.verbatim.as_ref().is_some_and(|verbatim| verbatim.element == Element::Code)
    }

    /// Starts to take text as it stands; within such text, a tag may only name the language.
    pub(super) fn start_verbatim(&mut self, element: Element, tag: &tokens::Tag<'_>) {
        let language = tag.attribute("class").and_then(|class| language(&class)).unwrap_or_default();
        match &mut self.verbatim {
            Some(verbatim) if verbatim.language.is_empty() => verbatim.language = language,
            Some(_) => {}
            None => {
                if element == Element::Preformatted {
                    self.end_paragraph();
                }
                self.verbatim = Some(Verbatim { element, text: String::new(), language });
            }
        }
    }

    /// Reads on from `start` up to the end tag, whatever the parser of Markdown makes of that: for it, HTML ends with a blank line.
    /// Within a block of Markdown, the signs of that would be read too.
    pub(super) fn read_preformatted(&mut self, start: usize) {
        let Some(element) = self.verbatim.as_ref().map(|verbatim| verbatim.element) else { return };
        let is_within = self.blocks.iter().any(|block| matches!(block.kind, Kind::Markdown(_)));
        if is_within || self.unended.contains(&element) {
            return;
        }
        let rest = self.source.get(start..).unwrap_or_default();
        let is_end = |index: &usize| {
            let name = rest.get(index + 2..).unwrap_or_default();
            let name = name.split(|next: char| !next.is_ascii_alphanumeric()).next().unwrap_or_default();
            elements::element(name) == Some(element)
        };
        let Some(end) = rest.match_indices("</").map(|(index, _)| index).find(is_end) else {
            return self.unended.push(element);
        };
        self.markup(rest.get(..end).unwrap_or_default());
        self.preformatted = start..start + end;
    }

    /// Reads the rest of what the parser takes for one piece, though preformatted text ends within it.
    pub(super) fn read_behind_preformatted(&mut self, event: &Event<'_>, end: usize) {
        let is_piece =
            matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Text(_) | Event::Code(_));
        let rest = self.source.get(self.preformatted.end..end).filter(|_| is_piece);
        self.markup(rest.unwrap_or_default());
    }

    /// Ends such text where its end tag stands.
    pub(super) fn close_verbatim(&mut self, element: Element) {
        if self.verbatim.as_ref().is_none_or(|verbatim| verbatim.element != element) {
            return;
        }
        if element == Element::Hidden {
            self.verbatim = None;
        }
        self.end_verbatim();
    }

    /// Ends such text, wherever that is. What has no end tag is not hidden.
    pub(super) fn end_verbatim(&mut self) {
        let Some(verbatim) = self.verbatim.take() else { return };
        match verbatim.element {
            Element::Code => self.write_inline_code(&verbatim.text),
            Element::Preformatted => {
                let kind = CodeBlockKind::Fenced(verbatim.language.into());
                self.push_code_block(kind, verbatim.text);
            }
            _ => self.say(&verbatim.text),
        }
    }

    /// Code within a line ends with the line.
    pub(super) fn end_inline_code(&mut self) {
        if self.is_code() {
            self.end_verbatim();
        }
    }

    /// Writes what there is of code within a line, which goes on after a tag.
    pub(super) fn interrupt_code(&mut self) {
        if let Some(verbatim) = self.verbatim.take_if(|verbatim| verbatim.element == Element::Code) {
            self.write_inline_code(&verbatim.text);
            self.verbatim = Some(Verbatim { text: String::new(), ..verbatim });
        }
    }

    /// Blanks around code are no part of it.
    fn write_inline_code(&mut self, text: &str) {
        let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
        if text.starts_with(is_space) {
            self.say(" ");
        }
        if !words.is_empty() {
            self.say_code(&words.join(" "));
        }
        if text.ends_with(is_space) {
            self.say(" ");
        }
    }

    /// Writes a block of code, if there is any code in it.
    pub(super) fn push_code_block(&mut self, kind: CodeBlockKind<'a>, code: String) {
        let code = code.strip_prefix('\n').map(str::to_owned).unwrap_or(code);
        if code.trim().is_empty() {
            return;
        }
        if self.flat > 0 {
            self.write_inline_code(&code);
            return;
        }
        self.begin_line();
        self.events.extend([
            Event::Start(Tag::CodeBlock(kind)),
            Event::Text(code.into()),
            Event::End(TagEnd::CodeBlock),
        ]);
    }
}

/// The language that a class names, as the HTML Living Standard recommends it (section 4.5.15 "The code element").
fn language(class: &str) -> Option<String> {
    class.split(is_space).find_map(|name| name.strip_prefix("language-")).map(str::to_owned)
}
