//! What a JSONPath (RFC 9535) selects, in time and memory that grow with the description and not with the path.
//!
//! In: a path, and a tree. Out: the places of the nodes, each once. A path that can reach one node in several ways (`$..*..*`, `$[*, *][*, *]`)
//! is followed segment by segment, and no node is kept twice on the way; the library by itself would multiply them. Deliberately absent:
//! what becomes of the nodes.

use std::collections::HashSet;

use serde_json_path::JsonPath;

use crate::pointer::Pointer;
use crate::source::Tree;

/// How many brackets of a path may be open at once. The parser goes down for each.
const DEEPEST: usize = 32;

/// How many segments a path may have, and how many selectors each of them.
const LONGEST: usize = 256;

/// A path, taken apart.
pub(super) struct Selection {
    whole: JsonPath,
    segments: Vec<Segment>,
}

/// One segment of a path.
struct Segment {
    descends: bool,
    /// Each of its selectors as a path of its own, from a node that the segments before it lead to.
    selectors: Vec<JsonPath>,
    /// Whether a filter speaks of the whole description.
    is_absolute: bool,
}

impl Selection {
    /// Reads a path.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix('$') else {
            return Err("it starts with `$`, which is the whole description".to_owned());
        };
        if deepest(text) > DEEPEST {
            return Err("it is nested too deeply".to_owned());
        }
        let whole = parsed(text)?;
        let segments = segments(rest)?;
        if segments.len() > LONGEST || segments.iter().any(|segment| segment.selectors.len() > LONGEST) {
            return Err(format!("it has more than {LONGEST} segments, or selectors in one of them"));
        }
        let selection = Self { whole, segments };
        if selection.multiplies() && selection.segments.iter().any(|segment| segment.is_absolute) {
            return Err("a filter on the whole description (`$`) cannot stand beside several `..` or a list of selectors".to_owned());
        }
        Ok(selection)
    }

    /// Whether it may reach a node in several ways.
    fn multiplies(&self) -> bool {
        self.segments.iter().filter(|segment| segment.descends).count() > 1
            || self.segments.iter().any(|segment| segment.selectors.len() > 1)
    }

    /// The places that it selects.
    pub(super) fn of(&self, tree: &Tree) -> Vec<Pointer> {
        if !self.multiplies() {
            return places(&self.whole, tree, &Pointer::root()).collect();
        }
        let mut found = vec![Pointer::root()];
        for segment in &self.segments {
            if segment.descends {
                found = outermost(found);
            }
            let mut seen = HashSet::new();
            let mut next = Vec::new();
            for place in &found {
                let Some(node) = tree.pointer(place.as_str()) else { continue };
                for selector in &segment.selectors {
                    next.extend(places(selector, node, place).filter(|place| seen.insert(place.clone())));
                }
            }
            found = next;
        }
        found
    }
}

/// The places that a path selects below a node.
fn places(path: &JsonPath, node: &Tree, at: &Pointer) -> impl Iterator<Item = Pointer> {
    let selected = path.query_located(node);
    let places: Vec<Pointer> =
        selected.locations().map(|location| at.join(&Pointer::parse(&location.to_json_pointer()))).collect();
    places.into_iter()
}

/// The places that lie in no other of them: what is below one is below those around it.
fn outermost(places: Vec<Pointer>) -> Vec<Pointer> {
    let all: HashSet<Pointer> = places.iter().cloned().collect();
    let is_inner = |place: &Pointer| {
        let mut holder = place.parent();
        while let Some(place) = holder {
            if all.contains(&place) {
                return true;
            }
            holder = place.parent();
        }
        false
    };
    places.into_iter().filter(|place| !is_inner(place)).collect()
}

fn parsed(text: &str) -> Result<JsonPath, String> {
    JsonPath::parse(text).map_err(|error| error.message().to_owned())
}

fn deepest(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for letter in text.chars() {
        match letter {
            '[' | '(' => open += 1,
            ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Takes a valid path behind its `$` apart.
fn segments(mut rest: &str) -> Result<Vec<Segment>, String> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let descends = rest.starts_with("..");
        let inner = rest.trim_start_matches('.');
        let (selectors, after) = match inner.strip_prefix('[') {
            Some(inner) => listed(inner),
            None => {
                let (name, after) = inner.split_at(inner.find(['.', '[']).unwrap_or(inner.len()));
                (vec![name], after)
            }
        };
        let is_bracket = inner.starts_with('[');
        for filter in selectors.iter().filter(|selector| is_bracket && selector.trim_start().starts_with('?'))
        {
            check(&unquoted(filter))?;
        }
        let is_absolute = is_bracket && selectors.iter().any(|selector| unquoted(selector).contains('$'));
        let dots = if descends { ".." } else { "" };
        let path = |selector: &&str| match (is_bracket, descends) {
            (true, _) => parsed(&format!("${dots}[{selector}]")),
            (false, true) => parsed(&format!("$..{selector}")),
            (false, false) => parsed(&format!("$.{selector}")),
        };
        let selectors = selectors.iter().map(path).collect::<Result<_, _>>()?;
        found.push(Segment { descends, selectors, is_absolute });
        rest = after;
    }
    Ok(found)
}

/// The selectors of a bracket that is open, and what comes behind it.
fn listed(inner: &str) -> (Vec<&str>, &str) {
    let (mut selectors, mut start, mut open) = (Vec::new(), 0, 0_usize);
    let mut quotes = Quotes::default();
    for (index, letter) in inner.char_indices() {
        if quotes.hold(letter) {
            continue;
        }
        match letter {
            '[' | '(' => open += 1,
            ',' if open == 0 => {
                selectors.extend(inner.get(start..index));
                start = index + 1;
            }
            ']' if open == 0 => {
                selectors.extend(inner.get(start..index));
                return (selectors, inner.get(index + 1..).unwrap_or_default());
            }
            ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    (selectors, "")
}

/// Whether a filter looks at each node a bounded number of times for each node that it is asked about.
fn check(filter: &str) -> Result<(), String> {
    let multiplies = ["*", "..", ":"].iter().any(|part| filter.contains(part));
    let (mut open, mut lists) = (Vec::new(), false);
    for letter in filter.chars() {
        match letter {
            '[' | '(' => open.push(letter),
            ']' | ')' => drop(open.pop()),
            ',' => lists |= open.last() == Some(&'['),
            _ => {}
        }
    }
    if filter.matches("..").count() > 1 || filter.contains('$') && multiplies || lists {
        return Err("a filter looks at the description too often: it has several `..`, a list of selectors, or `$` with `*`".to_owned());
    }
    Ok(())
}

/// A text with what stands in quotes left out.
fn unquoted(text: &str) -> String {
    let mut quotes = Quotes::default();
    text.chars().filter(|letter| !quotes.hold(*letter)).collect()
}

/// Where a path is within quotes.
#[derive(Default)]
struct Quotes {
    open: Option<char>,
    is_escaped: bool,
}

impl Quotes {
    /// Whether a letter is a quote or within quotes.
    fn hold(&mut self, letter: char) -> bool {
        match self.open {
            Some(_) if std::mem::take(&mut self.is_escaped) => true,
            Some(quote) => {
                self.is_escaped = letter == '\\';
                if letter == quote {
                    self.open = None;
                }
                true
            }
            None if matches!(letter, '\'' | '"') => {
                self.open = Some(letter);
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Selection;

    fn selected(text: &str, tree: &serde_json::Value) -> Result<Vec<String>, String> {
        let places = Selection::parse(text)?.of(tree);
        Ok(places.iter().map(|place| place.as_str().to_owned()).collect())
    }

    #[test]
    fn paths_that_reach_nodes_in_several_ways_select_what_others_do() {
        let tree = json!({ "a": { "b": [1, { "b": 2 }], "c'd": 3 }, "e": [4] });
        let check = |text: &str, expected: &[&str]| {
            let places = selected(text, &tree).map(|mut places| {
                places.sort();
                places
            });
            assert_eq!(places, Ok(expected.iter().map(|place| (*place).to_owned()).collect()), "{text}");
        };
        check("$..a..b", &["/a/b", "/a/b/1/b"]);
        check("$['a', 'e'][*]", &["/a/b", "/a/c'd", "/e/0"]);
        check("$..*..b", &["/a/b", "/a/b/1/b"]);
        check("$..['b','b'][1]", &["/a/b/1"]);
        check("$['a', 'a'][\"c'd\", 'b']", &["/a/b", "/a/c'd"]);
        check("$..[?@.b]..[?@ == 2, ?@ == 1]", &["/a/b/0", "/a/b/1/b"]);
        check("$..b[?@ == $.a['c\\'d']]", &[]);
    }

    #[test]
    fn no_path_multiplies_what_it_selects() {
        let mut tree = json!(0);
        for _ in 0..100 {
            tree = json!({ "a": tree, "b": 0 });
        }
        for text in [format!("${}", "..*".repeat(40)), format!("$..{}", "[*,*,*]".repeat(40))] {
            assert!(selected(&text, &tree).is_ok_and(|places| places.len() < 201), "{text}");
        }
        for text in ["$..[?@..*..*]", "$..[?$..*]", "$..[?@[*,*][*,*]]", "$..[?@..[?@..*]]"] {
            assert!(selected(text, &tree).is_err(), "{text}");
        }
    }
}
