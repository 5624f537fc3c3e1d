//! Shows diagnostics as text, the way rustc does.
//!
//! In: what was said, and the sources. Out: one block of text for each different thing said: what is wrong, the place with its
//! line and a caret, and the next action. The most serious come first; what is said again at other places is folded into a
//! count. Deliberately absent: any output device.

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Place, Severity, cure};
use crate::source::{Location, Sources};

/// How many characters of a line are shown around the place, where a line is very long.
const LONGEST_EXCERPT: usize = 160;

/// Shows all diagnostics, with colours or plain. The text ends with a newline unless nothing was said.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, colour: bool) -> String {
    let folded = fold(diagnostics);
    let locations = sources.locate(folded.iter().map(|(diagnostic, _)| &diagnostic.place));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for (diagnostic, count) in folded {
        let location = locations.get(&diagnostic.place);
        let excerpt = location.and_then(|location| Excerpt::of(location, sources));
        let file = location.map(|location| sources.shown(&location.file));
        let overlay = cure::overlay(diagnostic, sources);
        let group = group(diagnostic, count, location, file.as_deref(), excerpt.as_ref());
        let group = overlay.iter().fold(group, |group, overlay| group.element(Level::HELP.message(overlay)));
        let block = renderer.render(&[group]);
        // An excerpt without a path of its own gets an empty line in place of it.
        for line in block.lines().filter(|line| line.trim() != ":::") {
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    if text.ends_with("\n\n") {
        text.pop();
    }
    text
}

/// Each different thing said, with how often: the most serious first, else in the order in which they were said.
fn fold(diagnostics: &Diagnostics) -> Vec<(&Diagnostic, usize)> {
    let mut known: BTreeMap<(Severity, &str, &str), usize> = BTreeMap::new();
    let mut said: BTreeSet<(&str, &str, &Place)> = BTreeSet::new();
    let mut folded: Vec<(&Diagnostic, usize)> = Vec::new();
    for diagnostic in diagnostics.iter() {
        if !said.insert((diagnostic.rule, &diagnostic.message, &diagnostic.place)) {
            continue;
        }
        let key = (diagnostic.severity, diagnostic.rule, diagnostic.message.as_str());
        if let Some((_, count)) = known.get(&key).and_then(|index| folded.get_mut(*index)) {
            *count += 1;
        } else {
            known.insert(key, folded.len());
            folded.push((diagnostic, 1));
        }
    }
    folded.sort_by_key(|(diagnostic, _)| diagnostic.severity);
    folded
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    count: usize,
    location: Option<&'a Location>,
    file: Option<&'a str>,
    excerpt: Option<&'a Excerpt>,
) -> Group<'a> {
    let level = level(diagnostic.severity);
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule));
    if let Some(excerpt) = excerpt {
        let annotation = AnnotationKind::Primary.span(excerpt.start..excerpt.end);
        let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).annotation(annotation);
        // A line that was cut has columns of its own: the true one is told apart from it.
        let column = location.and_then(|location| location.column).filter(|_| excerpt.is_cut);
        group = match column {
            Some(column) => {
                let origin = Origin::path(excerpt.file.as_str()).line(excerpt.line).char_column(column);
                group.element(origin).element(snippet)
            }
            None => group.element(snippet.path(excerpt.file.as_str())),
        };
    } else if let Some(file) = file {
        group = group.element(Origin::path(file));
    } else if let Place::Node(pointer) = &diagnostic.place {
        group = group.element(Origin::path(pointer.as_str()));
    }
    if count > 1 {
        let places = if count == 2 { "place" } else { "places" };
        group = group.element(Level::NOTE.message(format!("the same at {} more {places}", count - 1)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Skipped => Level::WARNING.with_name("skipped"),
        Severity::Degraded => Level::WARNING.with_name("degraded"),
        Severity::Note => Level::NOTE,
    }
}

/// The line that is shown, and what is marked in it.
struct Excerpt {
    file: String,
    line: usize,
    text: String,
    start: usize,
    end: usize,
    is_cut: bool,
}

impl Excerpt {
    fn of(location: &Location, sources: &Sources) -> Option<Self> {
        let line = location.line?;
        let text = sources.text(&location.file)?;
        let from = text.get(..location.span.start)?.rfind('\n').map_or(0, |at| at + 1);
        let line_text = text.get(from..)?.lines().next().unwrap_or_default();
        let start = location.span.start - from;
        let end = (location.span.end - from).min(line_text.len()).max(start);
        let (shown, cut) = shorten(line_text, start);
        let end = (end - cut).min(shown.len());
        let (file, text, is_cut) = (sources.shown(&location.file), shown.to_owned(), cut > 0);
        Some(Self { file, line, text, start: start - cut, end, is_cut })
    }
}

/// The part of a line around a place, and how many bytes were cut off before it. Lines of usual length stay whole, so that
/// their columns are those of the file.
fn shorten(line: &str, at: usize) -> (&str, usize) {
    if line.len() <= 4 * LONGEST_EXCERPT {
        return (line, 0);
    }
    let border =
        |near: usize| (near..line.len()).find(|near| line.is_char_boundary(*near)).unwrap_or(line.len());
    let from = border(at.saturating_sub(LONGEST_EXCERPT / 2).min(line.len()));
    let to = border((at + LONGEST_EXCERPT).min(line.len()));
    (line.get(from..to).unwrap_or_default(), from)
}
