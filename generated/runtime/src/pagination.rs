//! Lists that come in pages, as streams.

pub use futures_util::Stream;
use futures_util::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;

use super::error::{Cause, Error, Failure};
use super::exchange::exchange;
use super::links::{self, Target};
use super::operation::Operation;
use super::pairs::Pairs;
use super::parameter::{Style, percent_encode_keeping};
use super::request::Request;
use super::response::Response;
use super::sending::{CallResult, ErrorBody, Output, Unsent, decode};

/// An operation whose answer is one page of many.
pub trait Paginated: Operation {
    /// What a page is made of.
    type Item: Send + 'static;
    /// How one page leads to the next.
    const PAGES: Pages;

    /// The items of a page.
    fn items(page: Output<Self>) -> Vec<Self::Item>;

    /// How many items a page has.
    fn count(page: &Output<Self>) -> usize;

    /// How many items there are on all pages, if a page tells.
    fn total(_page: &Output<Self>) -> Option<i64> {
        None
    }

    /// The token or URL of the next page, if there is one.
    fn next(_page: &Output<Self>) -> Option<String> {
        None
    }
}

/// How one page leads to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// By the number of items to skip, in this query parameter.
    Offset(&'static str),
    /// By the number of the page, in this query parameter, counted from this number.
    Number(&'static str, i64),
    /// By a token, in this query parameter.
    Cursor(&'static str),
    /// By the `Link` header (RFC 8288).
    Link,
    /// By a URL in the page.
    Url,
}

/// Where a walk stands.
struct Walk<Op> {
    /// The next page to ask for.
    unsent: Unsent,
    /// The offset or number of that page.
    position: i64,
    /// How many items the pages so far had.
    seen: i64,
    /// What tells the requests for the pages so far apart; the last is that of the next page.
    marks: Vec<String>,
    repeated: Repeated,
    operation: PhantomData<fn() -> Op>,
}

/// How often the same page came in a row. A service that ignores the parameter of its pages gives the first one for ever, whatever changes
/// around its items.
#[derive(Default)]
struct Repeated {
    last: u64,
    times: u32,
}

impl Repeated {
    /// Counts a page; whether there are too many of it. Two of the same may be chance: lists of plain values repeat themselves.
    fn is_endless(&mut self, body: &[u8]) -> bool {
        let page = fingerprint(body);
        self.times = if self.times > 0 && self.last == page { self.times + 1 } else { 1 };
        self.last = page;
        self.times > MOST_REPEATED
    }
}

/// What tells a page from others: the lists in it, if there are objects in them, else all of it. What stands around them, such as the time of
/// the answer, may well change where nothing else does.
fn fingerprint(body: &[u8]) -> u64 {
    let (mut hasher, mut has_objects) = (DefaultHasher::new(), false);
    let (mut quoted, mut escaped, mut depth, mut start) = (false, false, 0_usize, 0);
    for (index, byte) in body.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' => {
                start = if depth == 0 { index } else { start };
                depth += 1;
            }
            b']' => {
                depth = depth.saturating_sub(1);
                body.get(start..index).filter(|_| depth == 0).hash(&mut hasher);
            }
            b'{' => has_objects |= depth > 0,
            _ => {}
        }
    }
    if !has_objects {
        body.hash(&mut hasher);
    }
    hasher.finish()
}

/// How many pages in a row may be the same.
const MOST_REPEATED: u32 = 2;

/// The pages from the one that a request asks for, as [`Paginated`] operations have them.
pub fn pages<Op: Paginated>(unsent: Unsent) -> BoxStream<'static, CallResult<Op>> {
    let position = start::<Op>(&unsent);
    let marks = mark::<Op>(&unsent).into_iter().collect();
    let walk = Walk {
        unsent,
        position,
        seen: 0,
        marks,
        repeated: Repeated::default(),
        operation: PhantomData::<fn() -> Op>,
    };
    stream::try_unfold(Some(walk), |walk| async move {
        let Some(mut walk) = walk else { return Ok(None) };
        walk.check()?;
        let page = walk.page().await?;
        let next = walk.after(&page)?;
        Ok(Some((page, next)))
    })
    .boxed()
}

/// The items of all pages, in order.
pub fn items<Op: Paginated>(
    unsent: Unsent,
) -> impl Stream<Item = Result<Op::Item, Error<ErrorBody<Op>>>> + Send + Unpin + 'static {
    let pages =
        pages::<Op>(unsent).map_ok(|page| stream::iter(Op::items(page.into_value()).into_iter().map(Ok)));
    pages.try_flatten().boxed()
}

/// The position that the request itself asks for.
fn start<Op: Paginated>(unsent: &Unsent) -> i64 {
    let (name, first) = match Op::PAGES {
        Pages::Offset(name) => (name, 0),
        Pages::Number(name, first) => (name, first),
        Pages::Cursor(_) | Pages::Link | Pages::Url => return 0,
    };
    unsent.request.query.first_of(name).and_then(|value| value.parse().ok()).unwrap_or(first)
}

impl<Op: Paginated> Walk<Op> {
    /// The page that the walk is at.
    async fn page(&mut self) -> CallResult<Op> {
        let Unsent { settings, request } = self.unsent.clone();
        let exchanged = exchange(&settings, request).await;
        // An empty page, or the last, ends the walk by itself: only one that would go on is endless.
        let is_endless = exchanged.as_ref().is_ok_and(|reply| self.repeated.is_endless(&reply.body));
        let page = decode::<Op>(exchanged)?;
        if is_endless && Op::count(&page) > 0 { Err(stopped::<Op>(Cause::EndlessPages)) } else { Ok(page) }
    }

    /// Refuses to go where the walk has been.
    fn check(&self) -> Result<(), Error<ErrorBody<Op>>> {
        let Some((last, earlier)) = self.marks.split_last() else { return Ok(()) };
        if !earlier.contains(last) {
            return Ok(());
        }
        Err(stopped::<Op>(Cause::EndlessPages))
    }

    /// What follows a page: nothing, if it is empty, if the total is reached, or if it leads to itself.
    fn after(self, page: &Response<Output<Op>>) -> Result<Option<Self>, Error<ErrorBody<Op>>> {
        match Op::PAGES {
            Pages::Link => self.follow(links::next(page.headers())),
            Pages::Url => self.follow(Op::next(page)),
            Pages::Offset(_) | Pages::Number(..) | Pages::Cursor(_) => Ok(self.step(page)),
        }
    }

    /// The page after this one by its count or token.
    fn step(mut self, page: &Response<Output<Op>>) -> Option<Self> {
        let count = i64::try_from(Op::count(page)).unwrap_or(i64::MAX);
        match Op::PAGES {
            Pages::Offset(name) => {
                let next = self.position.saturating_add(count);
                let is_last = count == 0 || Op::total(page).is_some_and(|total| next >= total);
                (!is_last).then(|| self.at(name, next))
            }
            Pages::Number(name, _) => {
                self.seen = self.seen.saturating_add(count);
                let next = self.position.saturating_add(1);
                let is_last = count == 0 || Op::total(page).is_some_and(|total| self.seen >= total);
                (!is_last).then(|| self.at(name, next))
            }
            Pages::Cursor(name) => {
                let token = Op::next(page).filter(|token| !token.is_empty())?;
                self.unsent.request.query(name, Style::FORM, &token);
                self.moved()
            }
            Pages::Link | Pages::Url => None,
        }
    }

    /// The page that a link leads to, if there is one.
    fn follow(mut self, link: Option<String>) -> Result<Option<Self>, Error<ErrorBody<Op>>> {
        let Some(link) = link.filter(|link| !link.trim().is_empty()) else { return Ok(None) };
        let target = target(&self.unsent, &link).ok_or_else(|| stopped::<Op>(Cause::ForeignPage))?;
        self.unsent.request.go_to(target);
        Ok(self.moved())
    }

    fn at(mut self, parameter: &str, position: i64) -> Self {
        self.unsent.request.query(parameter, Style::FORM, &position);
        Self { position, ..self }
    }

    /// The walk at the next page, unless that is the one it came from.
    fn moved(mut self) -> Option<Self> {
        let mark = mark::<Op>(&self.unsent);
        if mark.as_ref() == self.marks.last() {
            return None;
        }
        self.marks.extend(mark);
        Some(self)
    }
}

/// What tells the request for a page from those for others where a service may lead in a circle: its token, encoded in one way
/// however it was set, or its address. None: it carries no token yet, or pages are counted.
fn mark<Op: Paginated>(unsent: &Unsent) -> Option<String> {
    match Op::PAGES {
        Pages::Cursor(name) => Some(percent_encode_keeping(unsent.request.query.first_of(name)?, "%")),
        Pages::Link | Pages::Url => {
            let query = unsent.request.query.joined("&").unwrap_or_default();
            let Target { path, query, .. } = target(unsent, &format!("?{query}"))?;
            Some(format!("{path}?{}", sorted(&query)))
        }
        Pages::Offset(_) | Pages::Number(..) => None,
    }
}

/// A query with its pairs by their names: in whatever order those of different names stand, they ask for the same.
fn sorted(query: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for pair in query.split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        let at = pairs.partition_point(|(before, _)| *before <= name);
        pairs.insert(at, (name, pair));
    }
    pairs.iter().map(|(_, pair)| *pair).collect::<Vec<_>>().join("&")
}

/// Why a walk goes no further.
fn stopped<Op: Operation>(cause: Cause) -> Error<ErrorBody<Op>> {
    Error::new(Failure::unsent::<Op>(cause), None)
}

/// Where a link leads from the page that a request asks for.
fn target(unsent: &Unsent, link: &str) -> Option<Target> {
    let base = unsent.settings.base(&unsent.request).ok()?;
    links::resolve(&base, &unsent.request.path, link)
}

impl Request {
    /// Asks elsewhere, with a query that is encoded already.
    fn go_to(&mut self, target: Target) {
        self.server = target.server.or(self.server.take());
        self.path = target.path;
        self.query = Pairs::default();
        for pair in target.query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.query.add(key.to_owned(), value.to_owned());
        }
    }
}
