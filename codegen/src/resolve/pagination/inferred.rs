//! Lists that come in pages without `x-pagination`: recognised where parameters and answer leave no doubt.
//!
//! In: an operation with its schemas. Out: how its pages are walked, or nothing. All of these have to be there: a `GET` with one JSON page,
//! one list in it, and a parameter and a member of the page (or a header) that belong together by convention. Deliberately absent:
//! guesses; whoever knows better writes `x-pagination`, or `x-pagination: false` for none.

use crate::ir::{
    Api, IntegerFormat, Location, MediaKind, Operation, Pagination, PaginationKind, Parameter, Property,
    SchemaId, Shape, StatusPattern, StringFormat,
};

/// Members of a page that hold its items, if there is more than one list.
const LISTS: &[&str] = &["data", "items", "results", "values", "records", "entries"];
/// Query parameters that take a token, each with the last names of members that hold the next one.
const CURSORS: &[(&[&str], &[&str])] = &[
    (&["cursor", "nextcursor", "pagecursor"], &["nextcursor"]),
    (&["pagetoken", "nextpagetoken"], &["nextpagetoken"]),
    (&["nexttoken"], &["nexttoken"]),
    (&["continuationtoken"], &["continuationtoken", "nextcontinuationtoken"]),
];
/// The same, where the whole way counts.
const CURSOR_WAYS: &[(&str, &[&str])] = &[
    ("after", &["paging", "next", "after"]),
    ("after", &["paging", "cursors", "after"]),
    ("continue", &["metadata", "continue"]),
    ("cursor", &["cursors", "next"]),
    ("pageafter", &["meta", "page", "after"]),
];
const OFFSETS: &[&str] = &["offset", "pageoffset"];
const NUMBERS: &[&str] = &["page", "pagenumber"];
const SIZES: &[&str] = &["limit", "pagelimit", "pagesize", "perpage"];
const TOTALS: &[&str] = &["total", "totalcount", "totalitems", "totalresults", "totalrecords"];
const PAGE_COUNTS: &[&str] = &["totalpages", "pagecount", "lastpage"];
/// How deep in a page a member is looked for.
const DEEPEST: usize = 3;

/// How the pages of an operation are walked, if that is certain.
pub(super) fn infer(api: &Api, operation: &Operation) -> Option<Pagination> {
    let page = page(operation).filter(|_| operation.method == "GET")?;
    let scene = Scene { api, operation, page };
    let items = scene.items()?;
    let kind = scene.link().or_else(|| scene.cursor()).or_else(|| scene.url(&items));
    let kind = kind.or_else(|| scene.offset()).or_else(|| scene.number())?;
    let limit_parameter = scene.size();
    Some(Pagination { kind, limit_parameter, items, inferred: true })
}

/// The schema of the page: the one JSON body that promises success.
fn page(operation: &Operation) -> Option<SchemaId> {
    let success = |status| matches!(status, StatusPattern::Code(200..=299) | StatusPattern::Class(2));
    let mut responses = operation.responses.iter().filter(|response| success(response.status));
    let contents = &responses.next().filter(|_| responses.count() == 0)?.contents;
    let mut pages = contents.iter().filter(|content| content.kind == MediaKind::Json);
    Some(pages.next().filter(|_| pages.count() == 0)?.value?.schema)
}

struct Scene<'a> {
    api: &'a Api,
    operation: &'a Operation,
    page: SchemaId,
}

/// A member of a page: the way to it, and its shape.
type Member<'a> = (Vec<&'a str>, &'a Shape);

impl<'a> Scene<'a> {
    /// The way to the only list, or to the only one with a usual name.
    fn items(&self) -> Option<Vec<String>> {
        if matches!(self.shape(self.page)?, Shape::Array(_)) {
            return Some(Vec::new());
        }
        let members = self.properties(self.page).filter(|(_, shape)| matches!(shape, Shape::Array(_)));
        let lists: Vec<&str> = members.map(|(name, _)| name).collect();
        let usual = lists.iter().filter(|name| LISTS.contains(name)).copied().collect();
        let only = only(lists.clone()).or_else(|| only(usual))?;
        Some(vec![only.to_owned()])
    }

    /// A declared header `Link` (RFC 8288).
    fn link(&self) -> Option<PaginationKind> {
        let mut headers = self.operation.responses.iter().flat_map(|response| &response.headers);
        let declared = headers.any(|header| header.name.eq_ignore_ascii_case("link"));
        let is_paged = self.size().is_some() || self.integer(NUMBERS).is_some();
        (declared && is_paged).then_some(PaginationKind::Link)
    }

    fn cursor(&self) -> Option<PaginationKind> {
        let members = self.members();
        let is_token = |shape: &Shape| matches!(shape, Shape::String(StringFormat::Plain));
        let ways = |fits: &dyn Fn(&[&str]) -> bool| {
            let fitting = members.iter().filter(|(way, shape)| is_token(shape) && fits(way));
            only(fitting.map(|(way, _)| owned(way)).collect())
        };
        let tokens =
            self.queries().filter(|parameter| self.shape(parameter.value.schema).is_some_and(is_token));
        for parameter in tokens {
            let name = plain(&parameter.name);
            let by_name = CURSORS.iter().find(|(names, _)| names.contains(&name.as_str()));
            let by_name = by_name.and_then(|(_, lasts)| {
                ways(&|way| way.last().is_some_and(|last| lasts.contains(&plain(last).as_str())))
            });
            let is_way = |way: &[&str]| {
                CURSOR_WAYS.iter().any(|(parameter, known)| *parameter == name && *known == way)
            };
            if let Some(next) = by_name.or_else(|| ways(&is_way)) {
                return Some(PaginationKind::Cursor { parameter: parameter.name.clone(), next });
            }
        }
        None
    }

    /// The URL of the next page: `links.next` beside `data` (JSON:API), or `next` and `previous` beside a count and `results`.
    fn url(&self, items: &[String]) -> Option<PaginationKind> {
        let members = self.members();
        let is_text = |wanted: &[&str]| {
            members.iter().any(|(way, shape)| way == wanted && matches!(shape, Shape::String(_)))
        };
        let is_there = |wanted: &[&str]| members.iter().any(|(way, _)| way == wanted);
        let way: &[&str] = match items.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["data"] if is_text(&["links", "next"]) => &["links", "next"],
            ["results"] if is_text(&["next"]) && is_text(&["previous"]) && is_there(&["count"]) => &["next"],
            _ => return None,
        };
        Some(PaginationKind::Url { next: owned(way) })
    }

    /// An offset and a size, and a total in the page.
    fn offset(&self) -> Option<PaginationKind> {
        let parameter = self.integer(OFFSETS)?.name.clone();
        self.size()?;
        Some(PaginationKind::Offset { parameter, total: Some(self.count(TOTALS)?) })
    }

    /// A page number whose first value is known, a size, and a total of items or pages.
    fn number(&self) -> Option<PaginationKind> {
        let parameter = self.integer(NUMBERS)?;
        self.size()?;
        let first = parameter.default.as_ref()?.as_i64().filter(|first| matches!(first, 0 | 1))?;
        let total = self.count(TOTALS);
        if total.is_none() {
            self.count(PAGE_COUNTS)?;
        }
        Some(PaginationKind::Page { parameter: parameter.name.clone(), first, total })
    }

    /// The parameter that sets the size of a page.
    fn size(&self) -> Option<String> {
        self.integer(SIZES).map(|parameter| parameter.name.clone())
    }

    /// The only integer parameter of one of these names.
    fn integer(&self, names: &[&str]) -> Option<&'a Parameter> {
        let fits = |parameter: &&Parameter| {
            let is_integer = matches!(self.shape(parameter.value.schema), Some(Shape::Integer(_)));
            is_integer && names.contains(&plain(&parameter.name).as_str())
        };
        only(self.queries().filter(fits).collect())
    }

    /// Query parameters that may be left out.
    fn queries(&self) -> impl Iterator<Item = &'a Parameter> {
        let parameters = self.operation.parameters.iter();
        parameters.filter(|parameter| parameter.location == Location::Query && !parameter.required)
    }

    /// The way to the only integer of one of these names.
    fn count(&self, names: &[&str]) -> Option<Vec<String>> {
        let fits = |(way, shape): &Member<'_>| {
            let is_named = way.last().is_some_and(|last| names.contains(&plain(last).as_str()));
            is_named && matches!(shape, Shape::Integer(IntegerFormat::Int32 | IntegerFormat::Int64))
        };
        only(self.members().iter().filter(|member| fits(member)).map(|(way, _)| owned(way)).collect())
    }

    /// All members of the page, and those of the objects in it.
    fn members(&self) -> Vec<Member<'a>> {
        let mut members = Vec::new();
        let mut level = vec![(Vec::new(), self.page)];
        for _ in 0..DEEPEST {
            let mut next = Vec::new();
            for (way, schema) in level {
                for (name, property) in self.object(schema) {
                    let way: Vec<&str> = way.iter().copied().chain([name]).collect();
                    members.extend(self.shape(property.value.schema).map(|shape| (way.clone(), shape)));
                    next.push((way, property.value.schema));
                }
            }
            level = next;
        }
        members
    }

    fn properties(&self, schema: SchemaId) -> impl Iterator<Item = (&'a str, &'a Shape)> {
        let members = self.object(schema);
        members.filter_map(|(name, property)| Some((name, self.shape(property.value.schema)?)))
    }

    fn object(&self, schema: SchemaId) -> impl Iterator<Item = (&'a str, &'a Property)> + use<'a> {
        let object = match self.shape(schema) {
            Some(Shape::Object(object)) => Some(object),
            _ => None,
        };
        object
            .into_iter()
            .flat_map(|object| &object.properties)
            .map(|(name, property)| (name.as_str(), property))
    }

    /// The shape of a schema once aliases are followed.
    fn shape(&self, mut schema: SchemaId) -> Option<&'a Shape> {
        for _ in 0..8 {
            match &self.api.schemas.get(schema)?.shape {
                Shape::Alias(target) => schema = target.schema,
                shape => return Some(shape),
            }
        }
        None
    }
}

/// A name without case and punctuation: `page[size]`, `pageSize` and `page_size` are one.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn owned(way: &[&str]) -> Vec<String> {
    way.iter().map(|name| (*name).to_owned()).collect()
}

fn only<T>(mut found: Vec<T>) -> Option<T> {
    found.pop().filter(|_| found.is_empty())
}
