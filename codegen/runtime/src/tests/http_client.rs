//! Addresses as the HTTP client has them.

use http::Uri;
use reqwest::Url;

use super::api::http_client;
use crate::http_client::HttpClient;

/// Paths and queries in all forms, and origins that take turns.
const ADDRESSES: [&str; 16] = [
    "http://a.example/",
    "http://a.example/v1/org",
    "http://a.example",
    "http://a.example?q=1",
    "http://a.example/v1/a%2Fb/%2E%2E/c;d=1,2?x=a%20b&y=%26#",
    "http://a.example/v1//double//?",
    "http://a.example/'quotes'/(and)!*~@:$&+=?q='a'%22b%22|c",
    "http://a.example/a.b/..c/.d?../e",
    "http://a.example/%C3%BC/%7Euser/%e2?%e2=%C3%BC",
    "http://a.example/[brackets]/{braces}?filter[a]=b",
    "http://a.example:8080/v1",
    "https://a.example/v1",
    "http://A.Example/v1",
    "http://b.example/v1?x",
    "http://[::1]:80/v1",
    "http://a.example/last",
];

#[test]
fn an_address_on_a_known_origin_is_the_same_as_one_read_whole() {
    let client = HttpClient::new(http_client().build().unwrap());
    let mut seen = 0;
    for address in ADDRESSES {
        let Ok(uri) = address.parse::<Uri>() else { continue };
        let url = client.url(&uri).unwrap();
        assert_eq!(url, Url::parse(&uri.to_string()).unwrap(), "{address}");
        seen += 1;
    }
    assert!(seen >= 14, "only {seen} are addresses at all");
}
