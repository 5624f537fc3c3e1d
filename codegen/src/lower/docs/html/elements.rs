//! What the elements of HTML mean to running text.
//!
//! The names are those of the HTML Living Standard, "Index of elements", and of its section 16.2 "Non-conforming features".

/// What an element does with its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// Stands apart from what is around it, and has no other meaning here.
    Division,
    Paragraph,
    Heading,
    Quotation,
    List,
    Item,
    Terms,
    Term,
    Definition,
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell,
    Cell,
    Preformatted,
    Code,
    Link,
    Strong,
    Emphasis,
    Superscript,
    LineBreak,
    Image,
    Rule,
    /// Its content is nothing that is read.
    Hidden,
    /// Runs on with what is around it, and has no other meaning here.
    Phrase,
}

impl Element {
    /// Whether it stands apart from the text before and after it.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Code
                | Self::Link
                | Self::Strong
                | Self::Emphasis
                | Self::Superscript
                | Self::LineBreak
                | Self::Image
                | Self::Hidden
                | Self::Phrase
        )
    }

    /// Whether it is a part of a table.
    pub(super) fn is_of_table(self) -> bool {
        matches!(
            self,
            Self::Table | Self::TableHead | Self::TableBody | Self::Row | Self::HeadCell | Self::Cell
        )
    }
}

/// The element of a name, in whatever case it is written; none, where HTML has no such element.
pub(super) fn element(name: &str) -> Option<Element> {
    let name = name.to_ascii_lowercase();
    abbreviated(&name).or_else(|| word(&name))
}

/// Whether the name of an element is a word that also stands for something else, as `<title>` for the title to be filled in.
pub(super) fn is_word(name: &str) -> bool {
    abbreviated(&name.to_ascii_lowercase()).is_none()
}

/// Names that nobody uses for anything but HTML.
fn abbreviated(name: &str) -> Option<Element> {
    Some(match name {
        "p" => Element::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Heading,
        "blockquote" => Element::Quotation,
        "ul" | "ol" => Element::List,
        "li" => Element::Item,
        "dl" => Element::Terms,
        "dt" => Element::Term,
        "dd" => Element::Definition,
        "thead" => Element::TableHead,
        "tbody" | "tfoot" => Element::TableBody,
        "tr" => Element::Row,
        "th" => Element::HeadCell,
        "td" => Element::Cell,
        "pre" | "xmp" => Element::Preformatted,
        "kbd" | "samp" | "tt" => Element::Code,
        "a" => Element::Link,
        "b" | "strong" => Element::Strong,
        "i" | "em" | "dfn" => Element::Emphasis,
        "sup" => Element::Superscript,
        "br" => Element::LineBreak,
        "img" => Element::Image,
        "hr" => Element::Rule,
        "div" | "center" | "fieldset" | "figcaption" | "figure" | "frameset" | "hgroup" | "noframes" => {
            Element::Division
        }
        "abbr" | "acronym" | "basefont" | "bdi" | "bdo" | "big" | "blink" | "col" | "colgroup" | "del"
        | "iframe" | "ins" | "nobr" | "noembed" | "noscript" | "optgroup" | "q" | "rb" | "rp" | "rt"
        | "rtc" | "s" | "span" | "strike" | "sub" | "svg" | "u" | "wbr" => Element::Phrase,
        _ => return None,
    })
}

/// Names that are words.
fn word(name: &str) -> Option<Element> {
    Some(match name {
        "summary" => Element::Heading,
        "menu" | "dir" => Element::List,
        "table" => Element::Table,
        "listing" | "plaintext" => Element::Preformatted,
        "code" => Element::Code,
        "cite" | "var" => Element::Emphasis,
        "script" | "style" => Element::Hidden,
        "address" | "article" | "aside" | "body" | "caption" | "details" | "dialog" | "footer" | "form"
        | "head" | "header" | "html" | "legend" | "main" | "nav" | "search" | "section" => Element::Division,
        "applet" | "area" | "audio" | "base" | "bgsound" | "button" | "canvas" | "data" | "datalist"
        | "embed" | "font" | "frame" | "image" | "input" | "keygen" | "label" | "link" | "map" | "mark"
        | "marquee" | "math" | "meta" | "meter" | "object" | "option" | "output" | "param" | "picture"
        | "progress" | "ruby" | "select" | "selectedcontent" | "slot" | "small" | "source" | "template"
        | "textarea" | "time" | "title" | "track" | "video" => Element::Phrase,
        _ => return None,
    })
}
