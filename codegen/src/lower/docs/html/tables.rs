//! Tables of HTML: those of Markdown where their cells are running text, else a list of what the rows say.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::elements::Element;
use super::{Kind, Reader, tokens};

/// No cell covers more columns or rows: further ones are taken for a mistake.
const WIDEST: usize = 64;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    rows: Vec<Row<'a>>,
    /// The row up to which each column is covered by cells of rows above.
    covered: Vec<usize>,
    /// Whether the rows are those of the head.
    is_head: bool,
    /// Where the events of the present cell begin.
    start: usize,
    /// How many columns and rows the present cell covers.
    span: (usize, usize),
}

#[derive(Debug, Default)]
struct Row<'a> {
    cells: Vec<Vec<Event<'a>>>,
    is_head: bool,
}

impl<'a> Reader<'a> {
    /// Opens a part of a table. Outside of tables, it only stands apart from what is around it.
    pub(super) fn start_of_table(&mut self, element: Element, tag: &tokens::Tag<'_>) {
        let is_table = |kind| kind == Kind::Element(Element::Table);
        if element == Element::Table {
            return self.start_table();
        }
        if !self.has_around_within(is_table, |_| false) {
            self.enter();
            return self.open(Kind::Element(Element::Division));
        }
        match element {
            Element::TableHead | Element::TableBody => {
                self.close_down_to(is_table);
                self.open(Kind::Element(Element::TableBody));
                if let Some(table) = self.tables.last_mut() {
                    table.is_head = element == Element::TableHead;
                }
            }
            Element::Row => self.start_row(),
            _ => self.start_cell(element, tag),
        }
    }

    fn start_row(&mut self) {
        self.close_down_to(|kind| matches!(kind, Kind::Element(Element::Table | Element::TableBody)));
        self.open(Kind::Element(Element::Row));
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Row { cells: Vec::new(), is_head: true });
        }
    }

    /// What stands in a row stands in a cell of it. What stands between rows is behind the table, and before the first one, before it.
    pub(super) fn enter_cell(&mut self) {
        let is_before = self.tables.last().is_none_or(|table| table.rows.is_empty());
        if self.is_innermost(Element::Row) {
            self.open_cell(false, (1, 1));
        } else if !is_before && (self.is_innermost(Element::Table) || self.is_innermost(Element::TableBody)) {
            self.close_down_to(|kind| kind == Kind::Element(Element::Table));
            self.close();
        }
    }

    fn start_cell(&mut self, element: Element, tag: &tokens::Tag<'_>) {
        let is_row = |kind| kind == Kind::Element(Element::Row);
        let is_table = |kind| kind == Kind::Element(Element::Table);
        if self.has_around_within(is_row, is_table) {
            self.close_down_to(is_row);
        } else {
            self.start_row();
        }
        let covers =
            |name| tag.attribute(name).and_then(|number| number.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
        self.open_cell(element == Element::HeadCell, (covers("colspan"), covers("rowspan")));
    }

    fn open_cell(&mut self, is_head: bool, span: (usize, usize)) {
        self.begin(false);
        self.open(Kind::Element(Element::Cell));
        let Some(table) = self.tables.last_mut() else { return };
        (table.start, table.span) = (self.events.len(), span);
        let is_head = table.is_head || is_head;
        table.rows.last_mut().into_iter().for_each(|row| row.is_head &= is_head);
    }

    pub(super) fn end_cell(&mut self) {
        self.is_end_due = false;
        if let Some(table) = self.tables.last_mut() {
            let mut cell = self.events.split_off(table.start.min(self.events.len()));
            cell.pop_if(|event| *event == Event::End(TagEnd::Paragraph));
            table.push(cell);
        }
    }

    pub(super) fn end_rows(&mut self) {
        self.tables.last_mut().into_iter().for_each(|table| table.is_head = false);
    }

    pub(super) fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        table.rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        if table.rows.is_empty() {
            return;
        }
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        let is_simple = columns > 1 && cells.all(|cell| cell.iter().all(is_inline));
        self.begin_line();
        if is_simple { self.write_table(table.rows, columns) } else { self.write_rows(table.rows) }
    }

    /// A table of Markdown has a head, if only an empty one.
    fn write_table(&mut self, rows: Vec<Row<'a>>, columns: usize) {
        self.events.push(Event::Start(Tag::Table(vec![Alignment::None; columns])));
        let mut rows = rows.into_iter().peekable();
        let head = rows.next_if(|row| row.is_head).unwrap_or_default();
        self.write_row(head, columns, Tag::TableHead);
        for row in rows {
            self.write_row(row, columns, Tag::TableRow);
        }
        self.events.push(Event::End(TagEnd::Table));
    }

    fn write_row(&mut self, row: Row<'a>, columns: usize, tag: Tag<'a>) {
        let end = tag.to_end();
        self.events.push(Event::Start(tag));
        let cells = row.cells.into_iter().chain(std::iter::repeat_with(Vec::new));
        for cell in cells.take(columns) {
            self.events.push(Event::Start(Tag::TableCell));
            self.events.extend(cell.into_iter().map(|event| match event {
                Event::End(TagEnd::Paragraph) => Event::HardBreak,
                other => other,
            }));
            self.events.push(Event::End(TagEnd::TableCell));
        }
        self.events.push(Event::End(end));
    }

    /// An item for each row, in which each cell is a paragraph, or what else is in it.
    fn write_rows(&mut self, rows: Vec<Row<'a>>) {
        self.events.push(Event::Start(Tag::List(None)));
        for row in rows {
            self.events.push(Event::Start(Tag::Item));
            let mut is_text = false;
            for cell in row.cells.into_iter().filter(|cell| !cell.is_empty()) {
                if is_text {
                    self.events.push(Event::End(TagEnd::Paragraph));
                }
                is_text = cell.last().is_some_and(is_inline);
                self.events.extend(cell);
            }
            self.events.push(Event::End(TagEnd::Item));
        }
        self.events.push(Event::End(TagEnd::List(false)));
    }
}

impl<'a> Table<'a> {
    /// Adds a cell to the present row; what it covers beside and below stays empty.
    fn push(&mut self, cell: Vec<Event<'a>>) {
        let (columns, rows) = self.span;
        let present = self.rows.len();
        let Some(row) = self.rows.last_mut() else { return };
        while self.covered.get(row.cells.len()).is_some_and(|end| *end >= present) {
            row.cells.push(Vec::new());
        }
        let first = row.cells.len();
        row.cells.push(cell);
        row.cells.resize_with(first + columns, Vec::new);
        if self.covered.len() < row.cells.len() {
            self.covered.resize(row.cells.len(), 0);
        }
        self.covered.iter_mut().skip(first).take(columns).for_each(|end| *end = present + rows - 1);
    }
}

/// Whether an event is part of running text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::HardBreak | Event::End(TagEnd::Paragraph) => true,
        Event::Start(tag) => is_span(tag.to_end()),
        Event::End(tag) => is_span(*tag),
        _ => false,
    }
}

fn is_span(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}
