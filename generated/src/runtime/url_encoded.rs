//! Bodies in the form of `application/x-www-form-urlencoded` (OpenAPI 3.0.4, 4.8.15.1).
//!
//! In: a value whose members are the fields of the form, and the styles of those that have one of their own. Out: the text.

use serde::Serialize;

use super::parameter::{Member, Style, members};

/// The text of a form. Unless it has a style, an object is one field of JSON, a list is a field for each item, and null is nothing.
pub(crate) fn encode<T: Serialize + ?Sized>(
    value: &T,
    styles: &[(&str, Style)],
) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?;
    let mut fields = Vec::new();
    for Member(name, value) in members(&json)? {
        let given = styles.iter().find(|(styled, _)| *styled == name).map(|(_, style)| *style);
        let is_object = value.get().starts_with('{');
        let style = given.unwrap_or(if is_object { Style::JSON } else { Style::FORM });
        fields.extend(style.query(&name, &style.flatten(value)?));
    }
    Ok(fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&"))
}
