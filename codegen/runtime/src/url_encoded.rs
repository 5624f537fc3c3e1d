//! Bodies in the form of `application/x-www-form-urlencoded` (OpenAPI 3.0.4, 4.8.15.1).
//!
//! In: a value whose members are the fields of the form, and the styles of those that have one of their own. Out: the text.

use serde::Serialize;

use super::integer::to_json_text;
use super::parameter::{Member, Style, members};
use super::request::Request;

impl Request {
    /// Sets the body to the properties of a value, as a form in the way of URLs. Unless it has a style, an object is one field of JSON, a
    /// list is a field for each item, and null is nothing.
    pub fn url_encoded<T: Serialize + ?Sized>(&mut self, value: &T, styles: &[(&str, Style)]) {
        let json = to_json_text(value);
        match json.and_then(|json| encode(&json, styles)) {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text.into_bytes()),
            Err(error) => self.refuse("the body".to_owned(), &format!("cannot be written: {error}")),
        }
    }
}

/// The text of a form, whose fields are the members of a JSON text.
fn encode(json: &str, styles: &[(&str, Style)]) -> serde_json::Result<String> {
    let mut form = String::new();
    for Member(name, value) in members(json)? {
        let given = styles.iter().find(|(styled, _)| *styled == name).map(|(_, style)| *style);
        let is_object = value.get().starts_with('{');
        let style = given.unwrap_or(if is_object { Style::JSON } else { Style::FORM });
        for (key, text) in style.query(&name, &style.flatten(value.get().to_owned())?) {
            let separator = if form.is_empty() { "" } else { "&" };
            form.extend([separator, &key, "=", &text]);
        }
    }
    Ok(form)
}
