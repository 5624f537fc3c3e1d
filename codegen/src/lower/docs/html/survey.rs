//! Tells tags from words between angle brackets.
//!
//! A description may hold `<your-id>` or `Vec<T>`, which is no HTML and has to stay visible; `<title>` may be an element or something to
//! be filled in; and `<note>` around paragraphs is an element, though none of HTML. What else is in the text decides.

use std::collections::BTreeSet;

use super::elements::{Element, element, is_word};
use super::tokens::{Tag, Token, Tokens};

/// What tags a text has, in small letters.
#[derive(Debug)]
pub(super) struct Survey {
    starts: BTreeSet<String>,
    ends: BTreeSet<String>,
    /// Whether it has blocks of HTML.
    has_blocks: bool,
}

impl Survey {
    pub(super) fn of(text: &str) -> Self {
        let mut survey = Self { starts: BTreeSet::new(), ends: BTreeSet::new(), has_blocks: false };
        for token in Tokens::new(text) {
            match token {
                Token::Start(tag) => {
                    survey.has_blocks |=
                        !is_word(tag.name) && element(tag.name).is_some_and(Element::is_block);
                    survey.starts.insert(tag.name.to_ascii_lowercase());
                }
                Token::End(tag) => drop(survey.ends.insert(tag.name.to_ascii_lowercase())),
                Token::Text(_) | Token::Comment => {}
            }
        }
        survey
    }

    /// Whether a tag, of whatever element, is markup rather than part of the text.
    pub(super) fn is_markup(&self, tag: &Tag<'_>, is_start: bool) -> bool {
        let other = if is_start { &self.ends } else { &self.starts };
        let is_paired = || other.contains(&tag.name.to_ascii_lowercase());
        match element(tag.name) {
            None => self.has_blocks && is_paired(),
            Some(Element::Table) if self.starts.contains("tr") => true,
            Some(_) if is_word(tag.name) && is_start => !tag.is_bare() || is_paired(),
            Some(_) => true,
        }
    }
}
