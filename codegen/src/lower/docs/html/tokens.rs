//! Takes HTML apart: tags, comments, and the text between them.
//!
//! In: HTML as people write it. Out: [`Token`]s, which together are all of the text. What looks like markup and is not closed is text.
//! Deliberately absent: what a tag means.

use super::entities;

/// No tag is longer: what opens one and goes on is text.
const LONGEST: usize = 8192;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Start(Tag<'a>),
    End(Tag<'a>),
    /// A comment, or the type of the document.
    Comment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As it is written, with its brackets.
    pub(super) raw: &'a str,
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) attributes: &'a str,
}

impl Tag<'_> {
    /// Whether there is anything behind the name, short of the slash at the end.
    pub(super) fn is_bare(&self) -> bool {
        self.attributes.trim_end_matches('/').trim().is_empty()
    }

    /// The value of an attribute, its references decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = attributes(self.attributes).find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| entities::decode(value).trim().to_owned())
    }
}

/// The tokens of a text.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// Whether a comment may still end somewhere.
    may_have_comments: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, may_have_comments: true }
    }

    fn markup(&mut self) -> Option<(Token<'a>, usize)> {
        let inside = self.rest.strip_prefix('<')?;
        if inside.starts_with('!') {
            return self.declaration(inside);
        }
        let name_on = inside.strip_prefix('/').unwrap_or(inside);
        if !name_on.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let end = tag_end(name_on)?;
        let (content, _) = name_on.split_at_checked(end)?;
        let is_end = inside.len() > name_on.len();
        let length = end + 2 + usize::from(is_end);
        let raw = self.rest.get(..length)?;
        let name_end = content.find(|next: char| next.is_ascii_whitespace() || next == '/');
        let (name, attributes) = content.split_at_checked(name_end.unwrap_or(content.len()))?;
        let tag = Tag { raw, name, attributes };
        Some((if is_end { Token::End(tag) } else { Token::Start(tag) }, length))
    }

    fn declaration(&mut self, inside: &str) -> Option<(Token<'a>, usize)> {
        let is_type = inside.get(1..8).is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
        if is_type {
            return Some((Token::Comment, inside.find('>')? + 2));
        }
        let comment = inside.strip_prefix("!--").filter(|_| self.may_have_comments)?;
        let end = comment.find("-->");
        self.may_have_comments = end.is_some();
        Some((Token::Comment, end? + "<!---->".len()))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let first = self.rest.chars().next()?;
        let markup = self.markup();
        let (token, length) = markup.unwrap_or_else(|| {
            let from = first.len_utf8();
            let behind = self.rest.get(from..).unwrap_or_default();
            let end = behind.find('<').map_or(self.rest.len(), |end| end + from);
            (Token::Text(self.rest.get(..end).unwrap_or_default()), end)
        });
        self.rest = self.rest.get(length..).unwrap_or_default();
        Some(token)
    }
}

/// Where the bracket stands that closes a tag; brackets within quoted values do not.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (index, byte) in text.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return Some(index),
            (None, b'<') => return None,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(_) | None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// Names and values.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|next: char| next.is_ascii_whitespace() || next == '/');
        let end = rest.find(|next: char| next.is_ascii_whitespace() || next == '=').unwrap_or(rest.len());
        // A sign of equality that follows nothing is part of a name.
        let end = if end == 0 { rest.chars().next()?.len_utf8() } else { end };
        let (name, after) = rest.split_at_checked(end)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let (value, after) = value_of(value.trim_start());
        rest = after;
        Some((name, value))
    })
}

/// The value at the start of a text, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''));
    let quoted = quote.and_then(|quote| text.strip_prefix(quote)?.split_once(quote));
    quoted.unwrap_or_else(|| {
        let end = text.find(|next: char| next.is_ascii_whitespace()).unwrap_or(text.len());
        text.split_at_checked(end).unwrap_or((text, ""))
    })
}
