//! Links to the next page: in the header `Link` (RFC 8288), or as a URL in the page itself.
//!
//! In: the headers of an answer, or a URL reference. Out: where the next request goes, always to the server that was asked: a link to any
//! other is refused, since the credentials of the call go with it. Deliberately absent: other relations than `next`.

use http::HeaderMap;
use reqwest::Url;

use super::redirect::stays;

/// The URL reference of the first link to the next page.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all("link").iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(links).find(|link| link.is_next).map(|link| link.reference.to_owned())
}

/// One link of a header.
struct Link<'a> {
    reference: &'a str,
    is_next: bool,
}

/// The links of a header (RFC 8288, section 3, and the parsing of its appendix B.2). What is none ends the list.
fn links(header: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((reference, after)) = after.split_once('>') else { break };
        let (parameters, after) = split_outside_quotes(after, ',');
        links.push(Link { reference: reference.trim(), is_next: is_next(parameters) });
        rest = after;
    }
    links
}

/// Whether the parameters of a link say that it leads to the next page: the first `rel` counts.
fn is_next(parameters: &str) -> bool {
    let mut rest = parameters;
    while !rest.is_empty() {
        let (parameter, after) = split_outside_quotes(rest, ';');
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim().eq_ignore_ascii_case("rel") {
            let mut kinds = value.trim().trim_matches('"').split_ascii_whitespace();
            return kinds.any(|kind| kind.eq_ignore_ascii_case("next"));
        }
        rest = after;
    }
    false
}

/// What stands before and after the first of these characters that is in no quoted string.
fn split_outside_quotes(text: &str, separator: char) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    let is_end = |character: char| {
        if escaped {
            escaped = false;
            return false;
        }
        escaped = quoted && character == '\\';
        quoted ^= character == '"';
        character == separator && !quoted
    };
    let mut parts = text.splitn(2, is_end);
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// Where a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The server, as a base URL; none: that of the call.
    pub(crate) server: Option<String>,
    /// The path.
    pub(crate) path: String,
    /// The query, encoded.
    pub(crate) query: String,
}

/// Where a link leads from the request to `path` below `base` (RFC 3986, section 5). A link to another server is followed only as far as
/// it repeats the path, as it does where a proxy stands between: then its query is taken, and the request goes where the first one went.
/// None: it leads to another server.
pub(crate) fn resolve(base: &str, path: &str, link: &str) -> Option<Target> {
    let asked = Url::parse(&format!("{base}{path}")).ok()?;
    let next = asked.join(link).ok()?;
    let query = next.query().unwrap_or_default().to_owned();
    if stays(&asked, &next) {
        let server = Some(asked.origin().ascii_serialization());
        return Some(Target { server, path: next.path().to_owned(), query });
    }
    let repeats = matches!(next.scheme(), "http" | "https") && next.path().ends_with(path);
    repeats.then(|| Target { server: None, path: path.to_owned(), query })
}
