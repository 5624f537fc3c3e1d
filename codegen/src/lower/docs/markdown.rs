//! Prints Markdown anew, so that nothing in it surprises rustdoc.
//!
//! In: `CommonMark` as people write it. Out: the same in one plain form: code always fenced and never a doctest, lists indented as they
//! should be, headings as bold lines, links only where they lead somewhere. The parser is the one of rustdoc. Deliberately absent: HTML,
//! which is Markdown before it comes here.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::emphasis::{EMPHASIS, STRONG};
use super::{emphasis, html, inline, wrap};

/// Languages that rustdoc does not take for Rust, nor for a mistake.
const LANGUAGES: &[&str] =
    &["bash", "css", "graphql", "html", "http", "javascript", "json", "python", "sh", "xml", "yaml"];

/// Containers beyond this depth are printed as if they were not.
const DEEPEST: usize = 8;

/// What means something to the parser, or is another character to it, somewhere in a line that starts with a letter.
const SIGNS: &[char] = &['\\', '`', '*', '_', '~', '<', '>', '[', ']', '!', '&', '|'];

/// The same text as safe Markdown; empty if there is nothing to say.
pub(crate) fn markdown(text: &str) -> String {
    if is_plain(text) { plain(text) } else { parsed(text) }
}

/// Whether a text is a line of prose, in which the parser would find nothing. Most descriptions are, and to get the parser ready takes
/// longer than to print them.
fn is_plain(text: &str) -> bool {
    let is_space = |character: char| character.is_whitespace() && character != ' ';
    let is_sign =
        |character: char| character.is_control() || is_space(character) || SIGNS.contains(&character);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && !text.contains(is_sign)
}

/// A line of prose, as the printer prints it.
fn plain(text: &str) -> String {
    wrap::lines(&inline::text(text, true), 0).join("\n")
}

/// Any text, as the parser understands it.
fn parsed(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let mut printer = Printer::default();
    let parser = Parser::new_ext(&text, Options::ENABLE_TABLES);
    if text.contains('<') {
        for event in html::events(&text, parser) {
            printer.event(event);
        }
    } else {
        for event in TextMergeStream::new(parser) {
            printer.event(event);
        }
    }
    printer.flush();
    printer.lines.join("\n").trim_end().to_owned()
}

/// A container that the text stands in.
#[derive(Debug)]
struct Container {
    /// What its first line starts with, until that is printed.
    first: Option<String>,
    /// What its other lines start with.
    rest: String,
}

/// A list that the text stands in.
#[derive(Debug)]
struct List {
    /// The number of the next item, if they are numbered.
    number: Option<u64>,
    /// Whether its items are told by the signs that fewer lists have: `1)` and `*`.
    has_other_signs: bool,
    /// How many lines are before it.
    start: usize,
}

impl List {
    /// What the next item starts with.
    fn marker(&mut self) -> String {
        let Some(number) = &mut self.number else {
            return if self.has_other_signs { "* " } else { "- " }.to_owned();
        };
        let own = *number;
        *number = own.saturating_add(1);
        format!("{own}{} ", if self.has_other_signs { ')' } else { '.' })
    }
}

/// A link that the text stands in.
#[derive(Debug)]
struct Link {
    target: String,
    /// Where it starts in the text, and where what it says does.
    start: usize,
    said: usize,
    /// Whether what it says is its address.
    is_written_out: bool,
}

#[derive(Debug, Default)]
struct Printer {
    lines: Vec<String>,
    containers: Vec<Container>,
    /// Lists around.
    lists: Vec<List>,
    /// A list of which the last line is, and how many containers are around it.
    ended: Option<(List, usize)>,
    /// Text of the present block.
    text: String,
    /// The links around, those that lead somewhere.
    links: Vec<Option<Link>>,
    /// The lines of a code block, and its language.
    code: Option<(String, &'static str)>,
    /// Cells of the present row.
    cells: Option<Vec<String>>,
    is_heading: bool,
    /// Whether a blank line is due before the next block.
    is_apart: bool,
    /// Whether a blank line is due before what is no item, which would go on with the list or quotation before it.
    is_behind_container: bool,
}

impl Printer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.plain(&text),
            Event::Code(code) if self.cells.is_some() => {
                self.text.push_str(&inline::glued_code(&code).replace('|', "\\|"));
            }
            Event::Code(code) => self.text.push_str(&inline::glued_code(&code)),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push(wrap::BREAK),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.is_heading = true,
            Tag::BlockQuote(_) => self.open("> ".to_owned(), "> ".to_owned()),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.code = Some((String::new(), language(&kind)));
            }
            Tag::List(number) => self.open_list(number),
            Tag::Item => self.open_item(),
            Tag::TableHead | Tag::TableRow => self.cells = Some(Vec::new()),
            Tag::Emphasis => self.text.push(EMPHASIS[0]),
            Tag::Strong if !self.is_heading => self.text.push(STRONG[0]),
            Tag::Link { link_type, dest_url, .. } => self.open_link(link_type, &dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Table => self.end_block(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.end_container();
            }
            TagEnd::Item => self.close(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::TableCell => {
                let cell = emphasis::resolve(std::mem::take(&mut self.text));
                let cell = cell.trim().replace(inline::GLUE, " ").replace(wrap::BREAK, "<br>");
                self.cells.get_or_insert_default().push(cell);
            }
            TagEnd::Emphasis => self.text.push(EMPHASIS[1]),
            TagEnd::Strong if !self.is_heading => self.text.push(STRONG[1]),
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    fn plain(&mut self, text: &CowStr<'_>) {
        match &mut self.code {
            Some((code, _)) => code.push_str(text),
            None => {
                let is_name = text.starts_with(|first: char| first == '#' || first.is_ascii_alphabetic());
                self.escape_last('&', is_name);
                self.text.push_str(&inline::text(text, self.links.iter().all(Option::is_none)));
            }
        }
    }

    /// Puts a backslash before the last sign, if what follows makes it one.
    fn escape_last(&mut self, sign: char, is_sign: bool) {
        let end = self.text.trim_end_matches(emphasis::is_mark).len();
        let before = self.text.get(..end).and_then(|text| text.strip_suffix(sign));
        if let Some(before) = before.filter(|_| is_sign).map(str::len) {
            self.text.insert(before, '\\');
        }
    }

    /// A list right behind one of its kind would go on with it, if it had the same signs.
    fn open_list(&mut self, number: Option<u64>) {
        self.flush();
        let depth = self.containers.len();
        let before = self.ended.as_ref().filter(|(_, around)| *around == depth).map(|(list, _)| list);
        let before = before.filter(|list| list.number.is_some() == number.is_some());
        let has_other_signs = before.is_some_and(|list| !list.has_other_signs);
        self.lists.push(List { number, has_other_signs, start: self.lines.len() });
    }

    /// A list without items is none.
    fn end_list(&mut self) {
        if let Some(list) = self.lists.pop().filter(|list| list.start < self.lines.len()) {
            self.ended = Some((list, self.containers.len()));
        }
        self.end_container();
    }

    fn open_item(&mut self) {
        self.flush();
        self.is_behind_container = false;
        let marker = self.lists.last_mut().map_or_else(|| "- ".to_owned(), List::marker);
        let rest = " ".repeat(marker.len());
        self.open(marker, rest);
    }

    fn open(&mut self, first: String, rest: String) {
        self.flush();
        let is_deep = self.containers.len() >= DEEPEST;
        let (first, rest) = if is_deep { (None, String::new()) } else { (Some(first), rest) };
        self.containers.push(Container { first, rest });
    }

    fn close(&mut self) {
        self.flush();
        self.containers.pop();
    }

    fn end_container(&mut self) {
        self.is_apart |= self.lists.is_empty();
        self.is_behind_container = true;
    }

    fn open_link(&mut self, kind: LinkType, address: &str) {
        if !inline::is_absolute(address) {
            self.links.push(None);
            return;
        }
        let is_written_out = matches!(kind, LinkType::Autolink | LinkType::Email);
        self.escape_last('!', !is_written_out);
        let start = self.text.len();
        self.text.push_str(if is_written_out { "" } else { "[" });
        let said = self.text.len();
        self.links.push(Some(Link { target: inline::address(address), start, said, is_written_out }));
    }

    fn close_link(&mut self) {
        let Some(Some(link)) = self.links.pop() else { return };
        if link.is_written_out || self.text.len() <= link.said {
            self.text.truncate(link.start);
            self.text.extend(["<", &link.target, ">"]);
        } else {
            self.text.extend(["](<", &link.target, ">)"]);
        }
    }

    fn end_block(&mut self) {
        self.flush();
        self.is_apart = true;
    }

    fn end_heading(&mut self) {
        self.is_heading = false;
        let heading = std::mem::take(&mut self.text);
        let heading = heading.trim().replace(wrap::BREAK, " ");
        if !heading.is_empty() {
            self.text = format!("{}{heading}{}", STRONG[0], STRONG[1]);
        }
        self.end_block();
    }

    fn end_code(&mut self) {
        let Some((code, language)) = self.code.take() else {
            return;
        };
        let fence = "`".repeat(inline::longest_run(&code, '`').max(2) + 1);
        self.line(&format!("{fence}{language}"));
        for line in code.trim_end().lines() {
            self.line(line.trim_end());
        }
        self.line(&fence);
        self.is_apart = true;
    }

    fn end_row(&mut self, is_head: bool) {
        let cells = self.cells.take().unwrap_or_default();
        self.line(&format!("| {} |", cells.join(" | ")));
        if is_head {
            self.line(&format!("|{}", " --- |".repeat(cells.len())));
        }
    }

    /// Prints the text of the present block.
    fn flush(&mut self) {
        let text = emphasis::resolve(std::mem::take(&mut self.text));
        let indent = self.containers.iter().map(|container| container.rest.len()).sum();
        for line in wrap::lines(&text, indent) {
            self.line(&line);
        }
    }

    /// Prints one line behind the signs of the containers that it stands in.
    fn line(&mut self, line: &str) {
        let is_apart = std::mem::take(&mut self.is_apart) | std::mem::take(&mut self.is_behind_container);
        if is_apart && !self.lines.is_empty() {
            let opened = self.containers.iter().take_while(|container| container.first.is_none());
            let signs: String = opened.map(|container| container.rest.as_str()).collect();
            self.lines.push(signs.trim_end().to_owned());
        }
        let signs: String = self
            .containers
            .iter_mut()
            .map(|container| container.first.take().unwrap_or_else(|| container.rest.clone()))
            .collect();
        self.lines.push(format!("{signs}{line}").trim_end().to_owned());
        self.ended = None;
    }
}

fn language(kind: &CodeBlockKind<'_>) -> &'static str {
    let CodeBlockKind::Fenced(info) = kind else {
        return "text";
    };
    LANGUAGES.iter().find(|known| info.eq_ignore_ascii_case(known)).copied().unwrap_or("text")
}

#[cfg(test)]
mod tests {
    use super::{is_plain, parsed, plain};

    /// All that a keyboard has, a space of another kind, and a letter of several bytes.
    fn characters() -> impl Iterator<Item = char> + Clone {
        (' '..='~').chain(['\u{a0}', 'é'])
    }

    #[test]
    fn the_parser_finds_nothing_in_a_plain_line() {
        let mut tried = 0;
        for (first, second) in characters().flat_map(|first| characters().map(move |second| (first, second)))
        {
            let around = [("A ", " b"), ("A", "b"), ("A ", ""), ("", " b"), ("A b", " https://c.d/e.")];
            for (before, after) in around {
                let text = format!("{before}{first}{second}{after}");
                if is_plain(&text) {
                    assert_eq!(plain(&text), parsed(&text), "{text:?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 20_000, "only {tried} of these are plain");
    }

    #[test]
    fn a_text_with_signs_or_lines_is_parsed() {
        for text in ["*a*", "a\nb", "a\tb", "1. a", "- a", " a", "a `b`", "a <b>", "a &amp; b", "# a", ""] {
            assert!(!is_plain(text), "{text:?}");
        }
    }
}
