use futures_util::{StreamExt, TryStreamExt};
use serde_json::Value;

use super::api::{ListNumbers, Script, run};
use super::faults::{Act, Server};
use crate::call::Call;
use crate::decode::Json;
use crate::error::ErrorKind;
use crate::operation::{Endpoint, Operation};
use crate::pagination::{Pages, Paginated};
use crate::parameter::Style;

const JSON: &str = "application/json";

#[test]
fn pages_follow_the_offset_until_one_is_empty() {
    let script = Script::new(&[(200, JSON, "[1,2]"), (200, JSON, "[3]"), (200, JSON, "[]")]);
    let call = Call::<ListNumbers>::new(&script.client());
    let items: Vec<i64> = run(call.items().try_collect()).unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(script.targets(), ["/pages", "/pages?offset=2", "/pages?offset=3"]);
}

#[test]
fn pages_start_where_the_call_says() {
    let script = Script::new(&[(200, JSON, "[1]"), (200, JSON, "[]")]);
    let mut call = Call::<ListNumbers>::new(&script.client());
    call.request.query("offset", Style::FORM, &40);
    run(call.pages().map(drop).collect::<()>());
    assert_eq!(script.targets(), ["/pages?offset=40", "/pages?offset=41"]);
}

#[test]
fn a_failure_ends_the_pages() {
    let script = Script::new(&[(200, JSON, "[1]"), (500, JSON, "")]);
    let results: Vec<bool> =
        run(Call::<ListNumbers>::new(&script.client()).items().map(|item| item.is_ok()).collect());
    assert_eq!(results, [true, false]);
}

/// `GET /pages` by another kind of walk: the last item of a page is the token of the next, unless it is 0.
macro_rules! walks {
    ($($name:ident: $pages:expr,)*) => {$(
        enum $name {}

        impl Operation for $name {
            type Output = Json<Vec<i64>>;
            type Error = Json<String>;
            const ENDPOINT: Endpoint = ListNumbers::ENDPOINT;
        }

        impl Paginated for $name {
            type Item = i64;
            const PAGES: Pages = $pages;

            fn items(page: Vec<i64>) -> Vec<i64> {
                page
            }

            fn count(page: &Vec<i64>) -> usize {
                page.len()
            }

            fn total(page: &Vec<i64>) -> Option<i64> {
                page.first().filter(|first| **first >= 100).map(|first| first - 100)
            }

            fn next(page: &Vec<i64>) -> Option<String> {
                page.last().filter(|last| **last > 0).map(i64::to_string)
            }
        }
    )*};
}

walks! {
    ByNumber: Pages::Number("page", 1),
    ByCursor: Pages::Cursor("after"),
    ByLink: Pages::Link,
}

/// `GET /pages`, of which the last text of a page leads to the next.
macro_rules! texts {
    ($name:ident: $pages:expr, $endpoint:expr) => {
        enum $name {}

        impl Operation for $name {
            type Output = Json<Vec<String>>;
            type Error = Json<String>;
            const ENDPOINT: Endpoint = $endpoint;
        }

        impl Paginated for $name {
            type Item = String;
            const PAGES: Pages = $pages;

            fn items(page: Vec<String>) -> Vec<String> {
                page
            }

            fn count(page: &Vec<String>) -> usize {
                page.len()
            }

            fn next(page: &Vec<String>) -> Option<String> {
                page.last().cloned()
            }
        }
    };
}
pub(super) use texts;

texts!(ByText: Pages::Cursor("after"), ListNumbers::ENDPOINT);

/// Walks pages over real HTTP: a header and a body each. Gives the items, the kind of error at the end, and what was asked.
fn walk<Op>(
    set: impl FnOnce(&mut Call<Op>),
    pages: &[(&str, &str)],
) -> (Vec<Op::Item>, Option<ErrorKind>, Vec<String>)
where
    Op: Paginated,
{
    let page = |(header, body): &(&str, &str)| {
        let length = body.len();
        Act::Says(format!("HTTP/1.1 200 OK\r\n{header}content-length: {length}\r\n\r\n{body}").into_bytes())
    };
    let pages: Vec<Act> = pages.iter().map(page).collect();
    run(async {
        let server = Server::start(&pages).await;
        let mut call = Call::<Op>::new(&server.client());
        set(&mut call);
        let (mut items, mut kind) = (Vec::new(), None);
        let mut stream = call.items();
        while let Some(item) = stream.next().await {
            match item {
                Ok(item) => items.push(item),
                Err(error) => kind = Some(error.kind()),
            }
        }
        let target = |line: String| line.split(' ').nth(1).unwrap().to_owned();
        (items, kind, server.asked().into_iter().map(target).collect())
    })
}

#[test]
fn pages_follow_their_number_until_one_is_empty() {
    let (items, kind, asked) = walk::<ByNumber>(|_| (), &[("", "[1,2]"), ("", "[3]"), ("", "[]")]);
    assert_eq!((items.as_slice(), kind), ([1, 2, 3].as_slice(), None));
    assert_eq!(asked, ["/pages", "/pages?page=2", "/pages?page=3"]);
    // A first item from 100 on tells the total: a service that gives its last page for any number past it is asked no more.
    let clamped = [("", "[103,2]"), ("", "[103]"), ("", "[103]")];
    assert_eq!(walk::<ByNumber>(|_| (), &clamped).2, ["/pages", "/pages?page=2"]);
    let set = |call: &mut Call<ByNumber>| call.request.query("page", Style::FORM, &7);
    assert_eq!(walk(set, &[("", "[1]"), ("", "[]")]).2, ["/pages?page=7", "/pages?page=8"]);
}

#[test]
fn pages_follow_the_cursor_until_there_is_none() {
    let (items, kind, asked) = walk::<ByCursor>(|_| (), &[("", "[1,2]"), ("", "[]")]);
    assert_eq!((items.as_slice(), kind), ([1, 2].as_slice(), None));
    assert_eq!(asked, ["/pages", "/pages?after=2"]);
}

#[test]
fn a_cursor_that_repeats_ends_the_walk() {
    let (items, kind, _) = walk::<ByCursor>(|_| (), &[("", "[5]"), ("", "[5]")]);
    assert_eq!(
        (items.as_slice(), kind),
        ([5, 5].as_slice(), None),
        "a page that leads to itself is the last"
    );
    let circle = [("", "[1]"), ("", "[2]"), ("", "[3]"), ("", "[1]")];
    let (items, kind, asked) = walk::<ByCursor>(|_| (), &circle);
    assert_eq!((items.as_slice(), kind), ([1, 2, 3, 1].as_slice(), Some(ErrorKind::EndlessPages)));
    assert_eq!(asked.len(), 4);
}

/// The page that the walk starts with counts among those it has been at.
#[test]
fn a_cursor_that_leads_to_the_first_page_ends_the_walk() {
    for reserved in [false, true] {
        let style = Style { reserved, ..Style::FORM };
        let set = |call: &mut Call<ByText>| call.request.query("after", style, "a/b +%2Fü");
        let itself = r#"["a/b +%2Fü"]"#;
        let itself = if reserved { r#"["a/b +/ü"]"# } else { itself };
        let (items, kind, asked) = walk(set, &[("", itself)]);
        assert_eq!((items.len(), kind, asked.len()), (1, None, 1), "a page that leads to itself is the last");
        let (items, kind, asked) = walk(set, &[("", r#"["c"]"#), ("", itself)]);
        assert_eq!((items.len(), kind, asked.len()), (2, Some(ErrorKind::EndlessPages), 2));
    }
}

/// A service that knows nothing of the parameter gives its first page for ever, and tells no total.
#[test]
fn the_same_page_again_and_again_ends_the_walk() {
    let (items, kind, asked) = walk::<ByNumber>(|_| (), &[("", "[1,2]")]);
    assert_eq!((items.as_slice(), kind), ([1, 2, 1, 2].as_slice(), Some(ErrorKind::EndlessPages)));
    assert_eq!(asked, ["/pages", "/pages?page=2", "/pages?page=3"]);
    // Values that repeat themselves are no reason to stop, nor is a list that ends.
    let pages = [("", "[7]"), ("", "[7]"), ("", "[8]"), ("", "[7]"), ("", "[7]"), ("", "[]")];
    let (items, kind, _) = walk::<ByNumber>(|_| (), &pages);
    assert_eq!((items.as_slice(), kind), ([7, 7, 8, 7, 7].as_slice(), None));
}

#[test]
fn the_same_offset_again_and_again_ends_the_walk() {
    let page = (200, "application/json", "[1,2]");
    let script = Script::new(&[page; 9]);
    let (items, errors): (Vec<_>, Vec<_>) =
        run(Call::<ListNumbers>::new(&script.client()).items().collect::<Vec<_>>())
            .into_iter()
            .partition(Result::is_ok);
    assert_eq!((items.len(), errors.len(), script.targets().len()), (4, 1, 3));
    let error = errors.into_iter().next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "ListNumbers: the pages have no end: one came again");
}

/// `GET /pages`, of which a page is an object: the things in it, and more around them.
enum ByObject {}

impl Operation for ByObject {
    type Output = Json<Value>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = ListNumbers::ENDPOINT;
}

impl Paginated for ByObject {
    type Item = Value;
    const PAGES: Pages = Pages::Number("page", 1);

    fn items(mut page: Value) -> Vec<Value> {
        page["things"].as_array_mut().map(std::mem::take).unwrap_or_default()
    }

    fn count(page: &Value) -> usize {
        page["things"].as_array().map_or(0, Vec::len)
    }
}

/// What stands around the things, such as the time of the answer, does not make a page another.
#[test]
fn the_same_things_in_pages_that_change_end_the_walk() {
    let pages = [
        r#"{"request":"a[\"","things":[{"a":"]["},{"b":[]}],"at":[1]}"#,
        r#"{"request":"b","things":[{"a":"]["},{"b":[]}],"at":[1]}"#,
        r#"{"request":"[c","things":[{"a":"]["},{"b":[]}],"at":[1]}"#,
    ];
    let (items, kind, asked) = walk::<ByObject>(|_| (), &pages.map(|page| ("", page)));
    assert_eq!((items.len(), kind, asked.len()), (4, Some(ErrorKind::EndlessPages), 3));
    // Plain values may well repeat themselves, where the page says that it is another.
    let plain = [
        r#"{"page":1,"things":[0,0]}"#,
        r#"{"page":2,"things":[0,0]}"#,
        r#"{"page":3,"things":[0,0]}"#,
        "{}",
    ];
    let (items, kind, _) = walk::<ByObject>(|_| (), &plain.map(|page| ("", page)));
    assert_eq!((items.len(), kind), (6, None));
}

#[test]
fn a_link_to_the_same_query_in_another_order_leads_to_itself() {
    let set = |call: &mut Call<ByLink>| {
        call.request.query("b", Style::FORM, &2);
        call.request.query("a", Style::FORM, &[1, 0]);
    };
    let (items, kind, asked) = walk(set, &[("link: <?a=1&a=0&b=2>; rel=next\r\n", "[1]"), ("", "[2]")]);
    assert_eq!((items, kind, asked.len()), (vec![1], None, 1));
    let (items, kind, asked) = walk(set, &[("link: <?a=0&a=1&b=2>; rel=next\r\n", "[1]"), ("", "[2]")]);
    assert_eq!((items, kind, asked.len()), (vec![1, 2], None, 2), "values of one name keep their order");
}

#[test]
fn pages_follow_the_link_to_the_next() {
    let set = |call: &mut Call<ByLink>| call.request.query("first", Style::FORM, &1);
    let next =
        "link: </pages?a=1,2>; rel=\"prev\", <http://x/pages?b=%2F&c>; title=\"n, m\"; rel=\"last next\"\r\n";
    let bare = "link: <?d=1>; rel=next\r\n";
    let two = "link: <?x=1>; rel=first\r\nlink: <?e=1#f>;REL=NEXT\r\n";
    let last = "link: </pages?z=1>; rel=\"prev\"\r\n";
    let (items, kind, asked) = walk(set, &[(next, "[1]"), (bare, "[2]"), (two, "[]"), (last, "[3]")]);
    assert_eq!((items.as_slice(), kind), ([1, 2, 3].as_slice(), None));
    assert_eq!(asked, ["/pages?first=1", "/pages?b=%2F&c=", "/pages?d=1", "/pages?e=1"]);
    let (items, kind, _) = walk::<ByLink>(|_| (), &[(bare, "[1]"), (bare, "[2]")]);
    assert_eq!((items.as_slice(), kind), ([1, 2].as_slice(), None));
}

#[test]
fn a_link_to_the_first_page_ends_the_walk() {
    let first = |call: &mut Call<ByLink>| call.request.query("q", Style::FORM, "a b'c");
    let other = "link: <?q=d>; rel=next\r\n";
    for itself in ["link: </pages?q=a%20b%27c#top>; rel=next\r\n", "link: <?q=a%20b'c>; rel=next\r\n"] {
        let (items, kind, asked) = walk(first, &[(itself, "[1]")]);
        assert_eq!((items, kind, asked.len()), (vec![1], None, 1), "{itself}");
        let (items, kind, asked) = walk(first, &[(other, "[1]"), (itself, "[2]")]);
        assert_eq!((items, kind, asked.len()), (vec![1, 2], Some(ErrorKind::EndlessPages), 2), "{itself}");
    }
    let (items, kind, _) = walk::<ByLink>(|_| (), &[("link: </pages>; rel=next\r\n", "[1]")]);
    assert_eq!((items, kind), (vec![1], None), "without a query");
}
