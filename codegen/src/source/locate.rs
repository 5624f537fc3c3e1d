//! Finds nodes of a text: an event walk over the YAML (JSON is YAML too) that stops as soon as nothing more is wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::lines::Lines;
use crate::pointer::Pointer;

/// The bytes at which each wanted node stands. A node that the text does not have gets the place of the closest node
/// around it.
pub(super) fn spans<'a>(
    lines: &Lines<'_>,
    wanted: impl Iterator<Item = &'a Pointer>,
) -> BTreeMap<Pointer, Range<usize>> {
    let wanted: BTreeSet<Pointer> = wanted.cloned().collect();
    let mut walk = Walk::new(&wanted);
    for event in Parser::new_from_str(lines.text()) {
        let Ok((event, span)) = event else { break };
        walk.take(&event, span);
    }
    let found = walk.found;
    wanted
        .into_iter()
        .filter_map(|pointer| Some((pointer.clone(), bytes(lines, nearest(&found, pointer)?))))
        .collect()
}

/// The bytes of a span, up to the end of its first line.
fn bytes(lines: &Lines<'_>, span: Span) -> Range<usize> {
    let start = lines.byte(span.start.line(), span.start.col());
    if span.end.line() == span.start.line() {
        return start..lines.byte(span.end.line(), span.end.col()).max(start + 1);
    }
    let rest = lines.text().get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    start..start + rest.trim_end().len().max(1)
}

fn nearest(found: &BTreeMap<Pointer, Span>, pointer: Pointer) -> Option<Span> {
    let mut holder = Some(pointer);
    while let Some(candidate) = holder {
        if let Some(span) = found.get(&candidate) {
            return Some(*span);
        }
        holder = candidate.parent();
    }
    None
}

/// A collection that the walk is in. `place` is none where nothing below is wanted.
struct Frame {
    place: Option<Pointer>,
    position: Position,
}

enum Position {
    /// In a sequence, before the item of this number.
    Item(usize),
    /// In a mapping, before a key.
    Key,
    /// In a mapping, before the value of this key.
    Value(Option<Pointer>, Span),
}

struct Walk {
    /// The wanted pointers and all that lead to them.
    interesting: BTreeSet<Pointer>,
    found: BTreeMap<Pointer, Span>,
    frames: Vec<Frame>,
}

impl Walk {
    fn new(wanted: &BTreeSet<Pointer>) -> Self {
        let mut interesting = BTreeSet::new();
        for pointer in wanted {
            let mut next = Some(pointer.clone());
            while let Some(pointer) = next.filter(|pointer| !interesting.contains(pointer)) {
                next = pointer.parent();
                interesting.insert(pointer);
            }
        }
        Self { interesting, found: BTreeMap::new(), frames: Vec::new() }
    }

    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.scalar(text, span),
            Event::Alias(_) => self.scalar("", span),
            Event::SequenceStart(..) => self.open(Position::Item(0), span),
            Event::MappingStart(..) => self.open(Position::Key, span),
            Event::SequenceEnd | Event::MappingEnd => {
                self.frames.pop();
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, span: Span) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let Position::Key = frame.position {
            let place = frame.place.as_ref().map(|place| place.child(text));
            let place = place.filter(|place| self.interesting.contains(place));
            frame.position = Position::Value(place, span);
            return;
        }
        let (place, _) = self.node();
        self.record(place, span);
    }

    fn open(&mut self, position: Position, span: Span) {
        let (place, key) = self.node();
        self.record(place.clone(), key.unwrap_or(span));
        self.frames.push(Frame { place, position });
    }

    /// The pointer of the node that begins now (if anything is wanted there) and the span of its key.
    fn node(&mut self) -> (Option<Pointer>, Option<Span>) {
        let Some(frame) = self.frames.last_mut() else {
            return (Some(Pointer::root()), None);
        };
        match std::mem::replace(&mut frame.position, Position::Key) {
            Position::Item(index) => {
                frame.position = Position::Item(index + 1);
                let place = frame.place.as_ref().map(|place| place.child(index));
                (place.filter(|place| self.interesting.contains(place)), None)
            }
            // A collection as a key: no pointer leads there.
            Position::Key => {
                frame.position = Position::Value(None, Span::default());
                (None, None)
            }
            Position::Value(place, key) => (place, Some(key)),
        }
    }

    fn record(&mut self, place: Option<Pointer>, span: Span) {
        if let Some(place) = place {
            self.found.insert(place, span);
        }
    }
}
