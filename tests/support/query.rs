//! The query of a request, parameter by parameter. What nobody declared is left over.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::operation::Parameter;
use crate::percent::{decode, decode_query};
use crate::schema;
use crate::style::{self, Shape};

/// A query, and what of it has not been looked at yet.
pub(crate) struct Query {
    /// Names, decoded, and values, as they were on the wire.
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Takes a query apart.
    pub(crate) fn new(raw: &str) -> Self {
        let pairs = raw.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self { pairs: pairs.map(|(name, value)| (decode_query(name), value.to_owned())).collect() }
    }

    /// The pairs that a cookie header or the parts of a form are, in place of a query.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        Self { pairs: pairs.to_vec() }
    }

    /// All names and values, decoded.
    pub(crate) fn decoded(&self) -> Vec<(String, String)> {
        self.pairs.iter().map(|(name, value)| (name.clone(), decode_query(value))).collect()
    }

    /// Takes the value of a parameter out. An error says what is wrong with it.
    pub(crate) fn take(&mut self, parameter: &Parameter) -> Result<Option<Value>, String> {
        let schema = parameter.schema;
        if parameter.is_json {
            let text = self.take_one(&parameter.name)?;
            return text.map(|text| style::json(&decode_query(&text))).transpose();
        }
        match (style::shape(schema), parameter.style.as_str(), parameter.explode) {
            (Shape::Array, "form", true) => {
                let values = self.take_all(|name| name == parameter.name);
                let items = values.iter().map(|(_, value)| decode_query(value));
                Ok((!values.is_empty()).then(|| style::array(schema, items)))
            }
            (Shape::Object, "deepObject", _) => {
                let inner = |name: &str| {
                    Some(name.strip_prefix(&parameter.name)?.strip_prefix('[')?.strip_suffix(']')?.to_owned())
                };
                let values = self.take_all(|name| inner(name).is_some());
                Ok(properties(parameter, values, |name| inner(name).unwrap_or_default()))
            }
            (Shape::Object, "form", true) => {
                let names = schema.map(|schema| schema::declared(schema, 16)).unwrap_or_default();
                let values = self.take_all(|name| names.contains(name));
                Ok(properties(parameter, values, str::to_owned))
            }
            _ => Ok(self.take_one(&parameter.name)?.map(|text| delimited(parameter, &text))),
        }
    }

    /// Takes the value of a name out, of which there may be one only.
    pub(crate) fn take_one(&mut self, name: &str) -> Result<Option<String>, String> {
        let mut values = self.take_all(|other| other == name);
        match values.len() {
            0 | 1 => Ok(values.pop().map(|(_, value)| value)),
            count => Err(format!("is there {count} times")),
        }
    }

    fn take_all(&mut self, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let (wanted, others) =
            std::mem::take(&mut self.pairs).into_iter().partition(|(name, _)| is_wanted(name));
        self.pairs = others;
        wanted
    }

    /// The names that nobody declared.
    pub(crate) fn left_over(self) -> BTreeSet<String> {
        self.pairs.into_iter().map(|(name, _)| name).collect()
    }
}

/// An object of which each property has a pair of its own.
fn properties(
    parameter: &Parameter,
    pairs: Vec<(String, String)>,
    name: impl Fn(&str) -> String,
) -> Option<Value> {
    let is_there = !pairs.is_empty();
    let pairs = pairs.into_iter().map(|(key, value)| (name(&key), decode_query(&value)));
    let object = style::object(parameter.schema, pairs);
    is_there.then_some(object)
}

/// A value of which all items are in one pair.
fn delimited(parameter: &Parameter, text: &str) -> Value {
    let (text, separator) = match parameter.style.as_str() {
        "spaceDelimited" => (text.replace('+', "%20"), "%20"),
        "pipeDelimited" => (text.replace("%7C", "|").replace("%7c", "|"), "|"),
        _ => (text.to_owned(), ","),
    };
    let parameter = Parameter { explode: false, ..parameter.clone() };
    let decoding: fn(&str) -> String = if separator == "%20" { decode } else { decode_query };
    style::delimited(&parameter, &text, separator, decoding)
}
