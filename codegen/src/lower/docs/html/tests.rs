use pulldown_cmark::{Event, Options, Parser};

use crate::lower::docs::markdown;

/// Tries each text, and that what comes out means what it says.
fn check(table: &[(&str, &str)]) {
    for (raw, expected) in table {
        assert_eq!(markdown(raw), *expected, "{raw:?}");
        check_again(expected, raw);
    }
}

/// Checks that Markdown is read as it was printed, and comes out the same, but for blank lines and needless backslashes.
fn check_again(printed: &str, raw: &str) {
    for event in Parser::new_ext(printed, Options::ENABLE_TABLES) {
        let is_clean = match &event {
            Event::Html(_) => false,
            Event::InlineHtml(tag) => tag.as_ref() == "<br>",
            _ => true,
        };
        assert!(is_clean, "{raw:?} became {printed:?}, which has {event:?}");
    }
    let filled = |text: &str| {
        let lines = text.lines().filter(|line| line.contains(|sign| !matches!(sign, ' ' | '>')));
        lines.map(|line| line.replace("\\_", "_")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(filled(&markdown(printed)), filled(printed), "{raw:?} became {printed:?}");
}

#[test]
fn a_description_in_html_reads_as_if_written_in_markdown() {
    check(&[(
        "<fullname>Name</fullname> <p>First (<code>a:b</code>).</p> <p>See <a href=\"https://x.test/a\">the guide</a>.</p> \
         <ul><li>one</li><li>two <b>bold</b>, it.</li></ul> <note><p>A note.</p></note>",
        "Name\n\nFirst (`a:b`).\n\nSee [the guide](<https://x.test/a>).\n\n- one\n- two **bold**, it.\n\nA note.",
    )]);
}

#[test]
fn references_are_decoded_once() {
    check(&[
        (
            "<p>&lt;name&gt; &amp;lt; &copy; &#60;&#x3e; &nope; & &nbsp;</p>",
            "\\<name\\> \\&lt; © \\<\\> \\&nope; &",
        ),
        ("<p>&amp;<b>lt;</b> <h1>&amp;<b>lt;</b></h1>", "\\&**lt;**\n\n**\\&lt;**"),
        ("<p><code>&lt;a&amp;amp;&gt;</code></p>", "`<a&amp;>`"),
    ]);
}

#[test]
fn what_is_no_element_stays() {
    check(&[
        (
            "the <your-id>, Vec<T>, List<Object>, <title>",
            "the \\<your-id\\>, Vec\\<T\\>, List\\<Object\\>, \\<title\\>",
        ),
        ("<p>the <your-id>, <title>, </other></p>", "the \\<your-id\\>, \\<title\\>, \\</other\\>"),
        ("an <Item>x</Item> of XML", "an \\<Item\\>x\\</Item\\> of XML"),
        ("<title>T</title> <label for=x>L", "T L"),
        ("<table><tr><td>a<td>b", "|  |  |\n| --- | --- |\n| a | b |"),
        ("<code><your-id></code>", "`<your-id>`"),
        ("<p>a < b && c > d</p> <p class=\"x>unclosed", "a \\< b && c \\> d\n\n\\<p class=\"x\\>unclosed"),
        ("<p>x<!-- c -->y <!-- open", "xy \\<!-- open"),
    ]);
}

#[test]
fn lines_are_broken_where_they_were() {
    check(&[
        ("one<br>two  \nthree<br/><br/>four<br>", "one\\\ntwo\\\nthree\n\nfour"),
        ("<p>a <b>b<br></b>c</p>", "a **b**\\\nc"),
        ("# a<br>b", "**a b**"),
        ("| a |\n|---|\n| b<br>c |", "| a |\n| --- |\n| b<br>c |"),
    ]);
}

#[test]
fn lists_are_nested() {
    check(&[
        ("<ul>\n <li><p>a</p></li>\n <li><p>b</p></li>\n</ul>c", "- a\n- b\n\nc"),
        ("<ul><li>a<ol><li>b<li>c</ol>d</li><li>e</ul>", "- a\n  1. b\n  2. c\n\n  d\n- e"),
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ul>a<p>b</p></ul>", "- a\n\n  b"),
        ("<li>a</li><li>b</li> c", "- a\n- b\n\nc"),
        ("<ul>\n\n    <li>a</li>\n\n    <li>b</li>\n\n</ul>", "- a\n- b"),
        ("<ul>\n<li>\n\n*a*\n\n</li>\n</ul>", "- *a*"),
        (
            "<dl><dt>A</dt> <dd>b</dd><dt>C:</dt><dd><p>d</p><p>e</p></dd></dl>",
            "- **A**: b\n- **C:** d\n\n  e",
        ),
    ]);
}

#[test]
fn code_stays_as_it_is() {
    check(&[
        ("<code>a</code><code>b</code> ( <code> c\n d </code>).", "`ab` ( `c d` )."),
        ("<a href='https://x.test'><code>c</code></a>", "[`c`](<https://x.test>)"),
        ("<code>s<a href='https://x.test'>d</a>e</code>", "`s`[`d`](<https://x.test>)`e`"),
        ("the <code>arn:*:*</code> _x_", "the `arn:*:*` *x*"),
        (
            "<pre><code class=\"language-json\">{\n  \"a\": &lt;b&gt;\n}\n</code></pre>",
            "```json\n{\n  \"a\": <b>\n}\n```",
        ),
        (
            "<p>x</p><pre class=rust>fn *a*() {\n\n    <i>b</i>\n}</pre>c",
            "x\n\n```text\nfn *a*() {\n\n    b\n}\n```\n\nc",
        ),
        ("a <pre>b\n\n<!-- c</pre>d\ne", "a\n\n```text\nb\n\n<!-- c\n```\n\nd e"),
        ("<pre>a<br>b<Other>", "```text\na\nb<Other>\n```"),
    ]);
}

#[test]
fn links_lead_somewhere_or_are_text() {
    check(&[
        ("<a href=\"/rel\">r</a> <a href=\"javascript:x\">j</a> <a name=x>n</a>", "r j n"),
        (
            "<a href=\"https://x.test\"></a> <a href='mailto:a@b.c'> m </a>.",
            "<https://x.test> [m](<mailto:a@b.c>) .",
        ),
        ("<p><a href=https://x.test/?a=1&amp;b=|>q</a></p>", "[q](<https://x.test/?a=1&b=%7C>)"),
        ("new!<a href=\"https://x.test\">x</a>", "new\\![x](<https://x.test>)"),
        ("<a href=\"/rel\">https://x.test</a>", "<https://x.test>"),
    ]);
}

#[test]
fn headings_and_what_is_folded_are_bold_lines() {
    check(&[
        ("<h2>A <b>b</b> <code>c</code></h2>d<h3></h3>", "**A b `c`**\n\nd"),
        ("<details>\n<summary>A</summary>\n\n*b*\n\n- c\n\n</details>", "**A**\n\n*b*\n\n- c"),
        ("<blockquote>a<p>b</p></blockquote>c<hr>d", "> a\n>\n> b\n\nc\n\nd"),
    ]);
}

#[test]
fn emphasis_is_nested() {
    check(&[
        ("<b><p>x</b> y</p> z", "**x** y\n\nz"),
        ("<b>Note:</b>text <b> a </b>b <i><b>c</i>d</b> <b></b>", "Note:text **a** b ***c***d"),
        ("<i><b>a</b> b<b>c</b></i>", "***a** bc*"),
        ("<em>a <em>b</em> c</em> <strong>**d**</strong>", "*a b c* **d**"),
        ("10<sup>-9</sup> <i>x</i><sup>2</sup> 1<sup>st</sup> H<sub>2</sub>O", "10^-9 *x*^2 1st H2O"),
        ("an <img src=x alt=\"image &amp; text\">, and <img src=y>", "an image & text, and"),
    ]);
}

#[test]
fn tables_of_running_text_are_tables() {
    check(&[
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td><td><code>a|b</code><br>c</td></tr></table>d",
            "| A | B |\n| --- | --- |\n| 1 \\| 2 | `a\\|b`<br>c |\n\nd",
        ),
        (
            "<table><caption>T</caption><tr><td>1<td rowspan=2>2<tr><td><p>3</p><tr><td colspan=2>4</table>",
            "T\n\n|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |\n| 4 |  |",
        ),
        (
            "<table><tr><td>1</td><td><ul><li>2</li></ul></td></tr><tr><td>3</td></tr></table>",
            "- 1\n\n  - 2\n- 3",
        ),
        ("| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |", "| a |\n| --- |\n| b<br>c |"),
    ]);
}

#[test]
fn scripts_and_styles_are_not_read() {
    check(&[
        ("<style>a {}</style>\n\nx <script>alert(1)</script> y", "x y"),
        ("<style>\na {}\n\nb {}\n</style>\nx", "x"),
        ("<script src=x>text", "text"),
    ]);
}

/// What texts are put together of.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol start=2>",
    "</ol>",
    "<li>",
    "</li>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<a href=\"https://x.test\">",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<h1>",
    "</h1>",
    "<dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dl>",
    "<br>",
    "<blockquote>",
    "</blockquote>",
    "<div>",
    "</div>",
    "<x>",
    "</x>",
    "<summary>",
    "</summary>",
    "\n",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n    ",
    "*",
    "**",
    "`",
    "_",
    " ",
    " ",
    ". ",
    "&amp;",
    "<",
    ">",
    "<!-- ",
    "<a b='",
    "<style>",
    "&",
    "\n# ",
    "|",
    "\n|-|-|\n",
    "[",
    "](/y)",
];

/// Texts of pieces and of words that are numbered, the same in each run.
fn soups() -> impl Iterator<Item = String> {
    let mut state = 1_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    (0..20_000).map(move |_| {
        let count = 2 + next(14);
        let pieces = (0..count).map(|index| {
            let piece = PIECES.get(next(PIECES.len())).copied().unwrap_or_default();
            if next(3) == 0 { piece.to_owned() } else { format!("{piece}w{index}q") }
        });
        pieces.collect()
    })
}

/// The numbered words of a text.
fn words(text: &str) -> Vec<&str> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.flat_map(|word| word.split_inclusive('q')).filter(|word| word.starts_with('w')).collect()
}

#[test]
fn no_text_is_lost_however_tags_are_mixed() {
    // What stands between two quotes of a tag is no text.
    for soup in soups().filter(|soup| soup.matches("='").count() < 2) {
        let printed = markdown(&soup);
        assert_eq!(words(&printed), words(&soup), "{soup:?} became {printed:?}");
    }
}

#[test]
fn what_is_printed_is_read_as_it_is_meant() {
    for soup in soups() {
        check_again(&markdown(&soup), &soup);
    }
}

#[test]
fn emphasis_is_never_shown_as_asterisks() {
    for soup in soups().filter(|soup| !soup.contains('*')) {
        let printed = markdown(&soup);
        let is_shown = |event: Event<'_>| matches!(event, Event::Text(text) if text.contains('*'));
        assert!(
            !Parser::new_ext(&printed, Options::ENABLE_TABLES).any(is_shown),
            "{soup:?} became {printed:?}"
        );
    }
}

#[test]
fn what_is_nested_far_is_still_read() {
    for tag in [
        "div",
        "ul><li",
        "b",
        "table><tr><td",
        "table class=x",
        "blockquote",
        "dl><dd",
        "a href=https://x.test",
    ] {
        let text = format!("<p>a{}b", format!("<{tag}>").repeat(20_000));
        let printed = markdown(&text).replace("(<https://x.test>)", "");
        assert_eq!(printed.replace(|next: char| !next.is_alphabetic(), ""), "ab", "{tag}");
    }
}
