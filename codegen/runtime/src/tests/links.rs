//! Links to the next page: how they are read, and where they lead.

use http::{HeaderMap, HeaderValue};

use super::api::{ListNumbers, Script, run};
use crate::call::Call;
use crate::error::ErrorKind;
use crate::links::{Target, next, resolve};

fn headers(values: &[&'static str]) -> HeaderMap {
    values.iter().map(|value| (http::header::LINK, HeaderValue::from_static(value))).collect()
}

/// RFC 8288, section 3, and the examples of its section 3.5.
#[test]
fn the_first_link_to_the_next_page_is_found() {
    for (values, expected) in [
        (&[r#"<https://x/y?a=1>; rel="next""#][..], Some("https://x/y?a=1")),
        (&["<?a=1>;rel=next"], Some("?a=1")),
        (&["</a>; REL=NEXT"], Some("/a")),
        (&["</a>; rel=prev, </b>; rel=next"], Some("/b")),
        (&["</a>; rel=prev", "</b>; rel=\"last next\""], Some("/b")),
        (&[r#"</a>; title="x, <y>; rel=next", </b>; rel=next"#], Some("/b")),
        (&[r#"</a>; title="\"; rel=next", </b>; title="x"; rel="next""#], Some("/b")),
        (&["</a>; rel=prev; rel=next"], None),
        (&["</a>"], None),
        (&["</a; rel=next"], None),
        (&["rel=next"], None),
        (&["</a>; rel=nextish", ""], None),
        (&[], None),
    ] {
        assert_eq!(next(&headers(values)).as_deref(), expected, "{values:?}");
    }
}

/// RFC 3986, section 5; and never another server.
#[test]
fn a_link_is_resolved_against_the_request_and_stays_with_its_server() {
    let here = |path: &str, query: &str| {
        let server = Some("https://a.example".to_owned());
        Some(Target { server, path: path.to_owned(), query: query.to_owned() })
    };
    let kept = |query: &str| {
        Some(Target { server: None, path: "/orgs/1/repos".to_owned(), query: query.to_owned() })
    };
    for (link, expected) in [
        ("?page=2", here("/v1/orgs/1/repos", "page=2")),
        ("/v2/other?page=2#top", here("/v2/other", "page=2")),
        ("next?c=%2F", here("/v1/orgs/1/next", "c=%2F")),
        ("../x", here("/v1/orgs/x", "")),
        ("https://a.example/organizations/7/repos?page=2", here("/organizations/7/repos", "page=2")),
        ("https://a.example:443/x", here("/x", "")),
        ("//a.example/x", here("/x", "")),
        ("https://public.example/api/orgs/1/repos?page=2", kept("page=2")),
        ("http://a.example/v1/orgs/1/repos?page=2", kept("page=2")),
        ("https://b.example/x", None),
        ("//b.example/x?page=2", None),
        ("https://a.example@b.example/x", None),
        ("http://a.example/x", None),
        ("https://a.example:8443/x", None),
        ("mailto:x", None),
        ("file:///orgs/1/repos", None),
        ("https://", None),
    ] {
        assert_eq!(resolve("https://a.example/v1", "/orgs/1/repos", link), expected, "{link}");
    }
}

mod walk {
    use super::super::pagination::texts;
    use super::*;
    use crate::decode::Json;
    use crate::operation::{Endpoint, Operation};
    use crate::pagination::{Pages, Paginated};
    use futures_util::StreamExt;

    texts!(ByUrl: Pages::Url, Endpoint { security: &[&[("query", &[]), ("token", &[])]], ..ListNumbers::ENDPOINT });

    fn walk(pages: &[&'static str]) -> (Option<ErrorKind>, Vec<String>) {
        let answers: Vec<_> = pages.iter().map(|page| (200, "application/json", *page)).collect();
        let script = Script::new(&answers);
        let client = script.builder().credential("query", "k".into()).credential("token", "t".into()).build();
        let pages = run(Call::<ByUrl>::new(&client.unwrap()).pages().collect::<Vec<_>>());
        let uris = script.sent.lock().unwrap().iter().map(|request| request.uri().to_string()).collect();
        (pages.into_iter().find_map(|page| Some(page.err()?.kind())), uris)
    }

    #[test]
    fn pages_follow_urls_on_the_same_server_with_the_credentials() {
        let first = r#"["https://api.example.com/other/pages?cursor=a%2Fb&api%20key=old"]"#;
        let (error, asked) = walk(&[first, r#"["/third"]"#, r#"[""]"#]);
        assert_eq!(error, None);
        assert_eq!(
            asked,
            [
                "https://api.example.com/pages?api%20key=k",
                "https://api.example.com/other/pages?cursor=a%2Fb&api%20key=k",
                "https://api.example.com/third?api%20key=k",
            ]
        );
    }

    #[test]
    fn a_page_on_another_server_is_not_asked_for() {
        let (error, asked) = walk(&[r#"["https://evil.example/x?cursor=a"]"#]);
        assert_eq!((error, asked.len()), (Some(ErrorKind::ForeignPage), 1));
    }

    /// Also where the links bear the address of a proxy, which the client knows nothing of.
    #[test]
    fn a_url_of_the_first_page_ends_the_walk() {
        for itself in [
            r#"["/pages"]"#,
            r#"["https://api.example.com:443/pages"]"#,
            r#"["https://proxy.example/api/pages?"]"#,
        ] {
            let (error, asked) = walk(&[itself, itself]);
            assert_eq!((error, asked.len()), (None, 1), "{itself}");
        }
    }

    #[test]
    fn urls_that_go_round_end() {
        let (error, asked) = walk(&[r#"["/a"]"#, r#"["/b"]"#, r#"["/a"]"#]);
        assert_eq!((error, asked.len()), (Some(ErrorKind::EndlessPages), 3));
    }
}
