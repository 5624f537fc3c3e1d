//! JSON pointers (RFC 6901): how a place in a document is named.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// A JSON pointer, such as `/paths/~1orgs/get`. The empty pointer is the whole document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a pointer in its text form; a text that does not start with `/` is taken as relative to the root.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() || text.starts_with('/') {
            Self(text.to_owned())
        } else {
            Self(format!("/{text}"))
        }
    }

    /// The pointer to a member of what this one points at (`segment` is the raw key or index).
    pub fn child(&self, segment: impl Segment) -> Self {
        let mut child = String::with_capacity(self.0.len() + 1 + segment.length());
        child.push_str(&self.0);
        child.push('/');
        segment.escape_into(&mut child);
        Self(child)
    }

    /// Goes down to a member, in place; what is returned leads back by [`Self::pop`].
    pub(crate) fn push(&mut self, segment: impl Segment) -> usize {
        let before = self.0.len();
        self.0.push('/');
        segment.escape_into(&mut self.0);
        before
    }

    /// Goes back up to where [`Self::push`] went down from.
    pub(crate) fn pop(&mut self, before: usize) {
        self.0.truncate(before);
    }

    /// The pointer to what holds this one; none for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The pointer to what holds this one, so many levels up; the root, if there are no more.
    pub(crate) fn ancestor(&self, levels: usize) -> Self {
        let mut rest = self.0.as_str();
        for _ in 0..levels {
            rest = rest.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Self(rest.to_owned())
    }

    /// The raw (unescaped) segments, outermost first.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// What follows `prefix` in this pointer, if it starts with it at a segment's border.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(prefix.0.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// This pointer followed by another.
    pub fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a pointer goes down by: a key, or the index of an item.
pub trait Segment {
    /// About how long it is.
    fn length(&self) -> usize;

    /// Adds it to the text of a pointer, escaped as RFC 6901, section 3, says.
    fn escape_into(&self, pointer: &mut String);
}

impl Segment for str {
    fn length(&self) -> usize {
        self.len()
    }

    fn escape_into(&self, pointer: &mut String) {
        for piece in self.split_inclusive(['~', '/']) {
            if let Some(before) = piece.strip_suffix('~') {
                pointer.extend([before, "~0"]);
            } else if let Some(before) = piece.strip_suffix('/') {
                pointer.extend([before, "~1"]);
            } else {
                pointer.push_str(piece);
            }
        }
    }
}

impl Segment for String {
    fn length(&self) -> usize {
        self.len()
    }

    fn escape_into(&self, pointer: &mut String) {
        self.as_str().escape_into(pointer);
    }
}

impl<T: Segment + ?Sized> Segment for &T {
    fn length(&self) -> usize {
        (**self).length()
    }

    fn escape_into(&self, pointer: &mut String) {
        (**self).escape_into(pointer);
    }
}

impl Segment for usize {
    fn length(&self) -> usize {
        4
    }

    fn escape_into(&self, pointer: &mut String) {
        // A text takes whatever is written to it.
        let _ = write!(pointer, "{self}");
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn an_ancestor_is_the_parent_of_the_parent() {
        let place = Pointer::root().child("paths").child("/orgs/{id}").child("get");
        assert_eq!(place.ancestor(0), place);
        assert_eq!(place.ancestor(1).as_str(), "/paths/~1orgs~1{id}");
        assert_eq!(Some(place.ancestor(2)), place.parent().and_then(|place| place.parent()));
        assert_eq!([3, 4].map(|levels| place.ancestor(levels)), [Pointer::root(), Pointer::root()]);
    }
}
