//! Requests that are not as declared, each with the complaint about it.

use super::*;

/// The complaints about a request.
async fn complaints(call: Call) -> Vec<String> {
    let server = SpecServer::start(SPEC).await;
    call.send(&server).await;
    server.violations()
}

#[track_caller]
fn assert_complains(found: &[String], expected: &str) {
    assert!(
        found.iter().any(|complaint| complaint.contains(expected)),
        "{expected}\nis not among\n{found:#?}"
    );
}

fn search(query: &str) -> Call {
    Call::new("GET", &format!("/search?{query}")).headers(&[("x-trace", "1")])
}

fn item(path: &str) -> Call {
    Call::new("GET", &format!("/items/{path}")).headers(KEYS)
}

fn thing(body: &str) -> Call {
    Call::new("POST", "/things").headers(KEYS).body("application/json", body)
}

fn file(headers: &str, content: &[u8]) -> Call {
    Call::new("POST", "/files").headers(KEYS).body(FORM, form(headers, content))
}

#[tokio::test]
async fn what_is_as_declared_is_taken() {
    let calls = [
        search("term=a%20b+c&many=1&many=2&list=a,b%2Cc&pipes=a%7Cb&filter%5Bsize%5D=3&json=%7B%22a%22:1%7D"),
        item("1/.a/;matrix=1,2"),
        item("special/.a/;matrix=1"),
        thing(
            r#"{"name":"a","note":null,"color":"blue","parts":[{"count":1}],"labels":{"a":"b"},"anything":null}"#,
        ),
        thing(r#"{"name":"a","shape":{"side":1}}"#),
        file(FILE, b"<a/>"),
        Call::new("POST", "/files").headers(KEYS).body("application/xml", "<a/>"),
        Call::new("POST", "/files").headers(&[("authorization", "Bearer a")]).body("application/xml", "<a/>"),
    ];
    for call in calls {
        assert_eq!(complaints(call.clone()).await, Vec::<String>::new(), "{call:?}");
    }
}

#[tokio::test]
async fn what_arrived_can_be_looked_at() {
    let server = SpecServer::start(SPEC).await;
    search("term=a%2Fb+c").send(&server).await;
    item("1/.a/;matrix=1,2").send(&server).await;
    file(FILE, b"<a/>").send(&server).await;
    let requests = server.requests();
    assert_eq!(requests[0].operation.as_deref(), Some("search"));
    assert_eq!(requests[0].query, [("term".to_owned(), "a/b c".to_owned())]);
    assert_eq!(requests[0].header("X-Trace"), Some("1"));
    assert_eq!(requests[1].variables["matrix"], ";matrix=1,2");
    let part = &requests[2].parts()[0];
    assert_eq!(
        (part.name.as_str(), part.file_name.as_deref(), part.content.as_slice()),
        ("file", Some("a.xml"), &b"<a/>"[..])
    );
    server.finish();
}

#[tokio::test]
async fn parameters() {
    let cases = [
        (search("many=1"), "query parameter `term` is required and missing"),
        (search("term=a&term=b"), "query parameter `term` is there 2 times"),
        (search("term=a&other=b"), "query parameter `other` is not declared"),
        (search("term=a&many=x"), "query parameter `many` /0: \"x\" is not of type integer"),
        (search("term=a&many=1,2"), "query parameter `many` /0: \"1,2\" is not of type integer"),
        (search("term=a&list=a&list=b"), "query parameter `list` is there 2 times"),
        (search("term=a&filter=size,3"), "query parameter `filter` is not declared"),
        (search("term=a&filter[weight]=3"), "query parameter `filter` /weight: is not declared"),
        (search("term=a&json=a"), "query parameter `json` is not JSON"),
        (search("term=a&json=%7B%7D"), "query parameter `json` the value: `a` is required and missing"),
        (Call::new("GET", "/search?term=a"), "header parameter `X-Trace` is required and missing"),
        (search("term=a").headers(&[("x-trace", "2")]), "header parameter `X-Trace` is there 2 times"),
        (item("x/.a/;matrix=1"), "path parameter `id` the value: \"x\" is not of type integer"),
        (item("/.a/;matrix=1"), "path parameter `id` is ``"),
        (item("1/a/;matrix=1"), "path parameter `label` does not start with `.`"),
        (item("1/.a/1"), "path parameter `matrix` does not start with `;`"),
        (item("1/.a/;other=1"), "path parameter `matrix` does not have its name before its value"),
    ];
    for (call, expected) in cases {
        assert_complains(&complaints(call).await, expected);
    }
}

#[tokio::test]
async fn places_and_credentials() {
    let cases = [
        (Call::new("GET", "/nowhere"), "GET /nowhere: no operation has this method and path"),
        (Call::new("DELETE", "/search"), "DELETE /search: no operation has this method and path"),
        (
            search("term=a").headers(&[("authorization", "Bearer a")]),
            "credentials are there, and none are asked for",
        ),
        (Call::new("POST", "/files"), "credentials are missing: key + secret or token"),
        (Call::new("POST", "/files").headers(&KEYS[..1]), "credentials are missing: key + secret or token"),
        (Call::new("POST", "/files").headers(&[("authorization", "Basic a")]), "credentials are missing"),
    ];
    for (call, expected) in cases {
        assert_complains(&complaints(call).await, expected);
    }
}

#[tokio::test]
async fn bodies() {
    let cases = [
        (Call::new("POST", "/things").headers(KEYS), "the body is required and missing"),
        (search("term=a").body("text/plain", "a"), "there is a body, and none is declared"),
        (
            Call::new("POST", "/things").headers(KEYS).body("text/plain", "a"),
            "the content type `text/plain` is not declared",
        ),
        (thing("{"), "body: is not JSON"),
        (thing("[]"), "body: the value: [] is not of type object"),
        (thing("{}"), "body: the value: `name` is required and missing"),
        (thing(r#"{"name":null}"#), "body: /name: null, which is not declared"),
        (thing(r#"{"name":1}"#), "body: /name: 1 is not of type string"),
        (thing(r#"{"name":"a","id":"b"}"#), "body: /id: goes only the other way"),
        (thing(r#"{"name":"a","other":1}"#), "body: /other: is not declared"),
        (
            thing(r#"{"name":"a","parts":[{"count":1.5}]}"#),
            "body: /parts/0/count: 1.5 is not of type integer",
        ),
        (thing(r#"{"name":"a","parts":[{}]}"#), "body: /parts/0: `count` is required and missing"),
        (thing(r#"{"name":"a","labels":{"a":1}}"#), "body: /labels/a: 1 is not of type string"),
        (thing(r#"{"name":"a","shape":{}}"#), "body: no branch fits: /shape: `radius` is required"),
    ];
    for (call, expected) in cases {
        assert_complains(&complaints(call).await, expected);
    }
}

#[tokio::test]
async fn forms() {
    let mark = b"\xef\xbb\xbf<a/>";
    let cases = [
        (file(FILE, mark), "part `file` starts with a byte-order mark"),
        (
            Call::new("POST", "/files").headers(KEYS).body("application/xml", mark),
            "body: starts with a byte-order mark",
        ),
        (file(&FILE.replace("; filename=\"a.xml\"", ""), b""), "part `file` is a file and has no file name"),
        (
            file(&FILE.replace("application/xml", "text/plain"), b""),
            "part `file` has the content type `text/plain`",
        ),
        (
            file("Content-Disposition: form-data; name=\"file\"; filename=\"a\"", b""),
            "has the content type `none`",
        ),
        (file(&FILE.replace("\"file\"", "\"other\""), b""), "part `other` is not declared"),
        (file(&FILE.replace("\"file\"", "\"other\""), b""), "part `file` is required and missing"),
        (
            file("Content-Disposition: form-data; name=\"count\"", b"x"),
            "part `count` the value: \"x\" is not of type integer",
        ),
        (
            Call::new("POST", "/files").headers(KEYS).body(FORM, "--line\r\n"),
            "body: a part has no end of its headers",
        ),
    ];
    for (call, expected) in cases {
        assert_complains(&complaints(call).await, expected);
    }
}

/// Names and texts.
type Pairs = &'static [(&'static str, &'static str)];

/// A form in the way of URLs, or in parts of these names and texts.
fn form_call(target: &str, pairs: Pairs, in_parts: bool) -> Call {
    let call = Call::new("POST", target);
    if !in_parts {
        let pairs: Vec<String> = pairs.iter().map(|(name, text)| format!("{name}={text}")).collect();
        return call.body("application/x-www-form-urlencoded", pairs.join("&"));
    }
    let part = |(name, text): &(&str, &str)| {
        let kind = if text.starts_with('{') { "Content-Type: application/json\r\n" } else { "" };
        format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{kind}\r\n{text}\r\n")
    };
    call.body(FORM, pairs.iter().map(part).collect::<String>() + "--line--\r\n")
}

#[tokio::test]
async fn fields_and_parts_have_the_styles_of_their_encodings() {
    let fits: [(Pairs, bool); 4] = [
        (&[("many", "1"), ("many", "2"), ("pipes", "1%7C2"), ("deep%5Bsize%5D", "3")], false),
        (&[("object", "%7B%22size%22%3A1%7D")], false),
        (&[("many", "1"), ("many", "2"), ("pipes", "1|2"), ("deep[size]", "3")], true),
        (&[("object", "{\"size\":1}")], true),
    ];
    for (pairs, in_parts) in fits {
        let call = form_call("/forms/%5B1%5D", pairs, in_parts);
        assert_eq!(complaints(call).await, Vec::<String>::new(), "{pairs:?}");
    }
    let cases: [(Pairs, bool, &str); 9] = [
        (&[("pipes", "1"), ("pipes", "2")], false, "body: field `pipes` is there 2 times"),
        (&[("pipes", "1,2")], false, "body: /pipes/0: \"1,2\" is not of type integer"),
        (&[("deep", "size,3")], false, "body: /deep: \"size,3\" is not of type object"),
        (&[("object", "size,1")], false, "body: field `object` is not JSON"),
        (&[("size", "1")], false, "body: /size: is not declared"),
        (&[("pipes", "1"), ("pipes", "2")], true, "body: part `pipes` is there 2 times"),
        (&[("pipes", "1%7C2")], true, "is not of type integer"),
        (&[("deep", "{\"size\":1}")], true, "body: part `deep` is not in its style"),
        (&[("deep[size]", "x")], true, "body: /size: \"x\" is not of type integer"),
    ];
    for (pairs, in_parts, expected) in cases {
        assert_complains(&complaints(form_call("/forms/%5B1%5D", pairs, in_parts)).await, expected);
    }
}

#[tokio::test]
async fn cookies_and_json_in_paths() {
    let cookie = |text: &'static str| Call::new("POST", "/forms/%5B1%5D").headers(&[("cookie", text)]);
    let fits = cookie("spread=a; spread=b%3B; packed=1,2");
    assert_eq!(complaints(fits).await, Vec::<String>::new());
    let cases = [
        (cookie("packed=1; packed=2"), "cookie parameter `packed` is there 2 times"),
        (cookie("packed=1%2C2"), "cookie parameter `packed` /0: \"1,2\" is not of type integer"),
        (Call::new("POST", "/forms/1,2"), "path parameter `json` is not JSON"),
        (Call::new("POST", "/forms/%22a%22"), "path parameter `json` the value: \"a\" is not of type array"),
    ];
    for (call, expected) in cases {
        assert_complains(&complaints(call).await, expected);
    }
}

#[tokio::test]
async fn a_request_that_is_not_as_declared_is_told_so() {
    let server = SpecServer::start(SPEC).await;
    let (status, _, body) = thing("{}").send(&server).await;
    assert_eq!(status, 500);
    assert!(body.contains("`name` is required and missing"), "{body}");
    assert_eq!(server.violations().len(), 1);
}

#[tokio::test]
#[should_panic(
    expected = "requests are not as declared:\nmakeThing: body: the value: `name` is required and missing"
)]
async fn finishing_fails() {
    let server = SpecServer::start(SPEC).await;
    thing("{}").send(&server).await;
    server.finish();
}

#[tokio::test]
#[should_panic(expected = "requests are not as declared")]
async fn forgetting_to_finish_fails_too() {
    let server = SpecServer::start(SPEC).await;
    thing("{}").send(&server).await;
}
