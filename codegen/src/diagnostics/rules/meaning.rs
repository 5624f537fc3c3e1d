//! Rules about what a document means.

use serde_json::{Value, json};

use super::{Cure, Diagnostic, Place, degraded, note, skipped};

/// An `allOf` in an `allOf` goes no deeper than the generator follows.
pub fn nested_too_deep(place: Place) -> Diagnostic {
    degraded("nested-too-deep", "`allOf` is nested too deep; this part is left out".to_owned(), place)
}

/// The parts of an `allOf` can be true together. Where their types differ, whatever a service sends is against one of them, so that any value
/// is taken.
pub fn all_of_conflict(message: &str, place: Place) -> Diagnostic {
    degraded("all-of-conflict", format!("{message}; any value is taken"), place)
}

/// `required` names declared properties. An undeclared one is taken as a mistake.
pub fn required_undeclared(name: &str, place: Place) -> Diagnostic {
    note(
        "required-undeclared",
        format!("`required` names `{name}`, which is not among the properties"),
        place,
    )
}

/// A value stands once in an `enum`.
pub fn duplicate_enum_value(value: &Value, place: Place) -> Diagnostic {
    note("duplicate-enum-value", format!("`{value}` stands twice in the `enum`"), place)
}

/// The media types of one body differ by more than their parameters (RFC 9110, section 8.3.1).
/// Where both have one schema, nothing is lost.
pub fn repeated_media_type(media_type: &str, is_same: bool, place: Place) -> Diagnostic {
    let message =
        format!("`{media_type}` stands here twice, told apart by parameters only; this one is left out");
    let severity = if is_same { note } else { degraded };
    severity("repeated-media-type", message, place)
}

/// Texts are sent in UTF-8, and a header holds visible ASCII (RFC 9110, section 5.5): a media type of a request that asks for anything else
/// is sent without it.
pub fn unsent_parameter(parameter: &str, place: Place) -> Diagnostic {
    degraded(
        "unsent-media-type-parameter",
        format!(
            "`{parameter}` of the media type is not sent: bodies go out as UTF-8, and headers hold ASCII"
        ),
        place,
    )
}

/// Values of a format that the generator does not know are texts, integers or numbers like any other.
pub fn unknown_format(format: &str, what: &str, place: Place) -> Diagnostic {
    note("unknown-format", format!("the format `{format}` is not known; the value is {what}"), place)
}

/// Integers have 64 bits. Where the limits say that there are larger ones, the digits are kept.
pub fn large_integer(place: Place) -> Diagnostic {
    let message = "values of this integer may be beyond 64 bits; their digits are kept as a `Decimal`";
    note("large-integer", message.to_owned(), place)
}

/// The branches of several unions of one schema can be true together, and there are few enough of them to be put together, each with
/// each. Else only the first union becomes a type; what the others say is kept as undeclared properties.
pub fn several_unions(place: Place) -> Diagnostic {
    let message = "the branches of these unions cannot be put together; only those of the first are used";
    degraded("several-unions", message.to_owned(), place)
}

/// Texts of several formats become a plain text.
pub fn merged_branches(place: Place) -> Diagnostic {
    let message = "the branches of this union are texts of several formats; it becomes a plain text";
    note("merged-branches", message.to_owned(), place)
}

/// Keys of one object have values of one type, or are declared.
pub fn several_patterns(place: Place) -> Diagnostic {
    let message = "what a property is goes by the pattern of its name; those that are not declared become a map of any values";
    degraded("several-patterns", message.to_owned(), place)
}

/// The mapping of a discriminator names branches of its union.
pub fn unused_mapping(tag: &str, place: Place) -> Diagnostic {
    note("unused-mapping", format!("the discriminator maps `{tag}` to no branch of the union"), place)
}

/// A discriminator tells all branches apart.
pub fn unusable_discriminator(property: &str, place: Place) -> Diagnostic {
    let message =
        format!("the discriminator `{property}` does not tell the branches apart; their shape decides");
    degraded("unusable-discriminator", message, place)
}

/// A parameter is declared once for its location.
pub fn duplicate_parameter(name: &str, place: Place) -> Diagnostic {
    note(
        "duplicate-parameter",
        format!("the parameter `{name}` is declared twice; the first one counts"),
        place,
    )
}

/// A path parameter is required, whether it says so or not.
pub fn optional_path_parameter(name: &str, place: Place) -> Diagnostic {
    note("optional-path-parameter", format!("the path parameter `{name}` is not marked as required"), place)
        .help("add `required: true`")
}

/// Every name in a path is declared as a parameter.
pub fn undeclared_path_parameter(name: &str, place: Place) -> Diagnostic {
    note(
        "undeclared-path-parameter",
        format!("`{{{name}}}` of the path is not declared; it is a text"),
        place,
    )
    .help(format!("declare a parameter `{name}` with `in: path`"))
}

/// An expression of a path is the name of a parameter and nothing else (OpenAPI 3.1.2, 4.8.8). What a gateway or router writes behind the
/// name is a pattern.
pub fn path_pattern(expression: &str, name: &str, place: Place) -> Diagnostic {
    let message =
        format!("`{{{expression}}}` of the path is the parameter `{name}`, whose pattern is not checked");
    note("path-pattern", message, place)
}

/// A path parameter stands in the path.
pub fn unused_path_parameter(name: &str, place: Place) -> Diagnostic {
    let message = format!("the path has no `{{{name}}}`; the parameter has nowhere to go");
    skipped("unused-path-parameter", message, place).cure(Cure::Remove)
}

/// `Accept`, `Content-Type` and `Authorization` are no parameters: OpenAPI has its own places for them.
pub fn reserved_header(name: &str, place: Place) -> Diagnostic {
    if name.eq_ignore_ascii_case("authorization") {
        let message =
            format!("the header `{name}` is no parameter but a matter of `security`; it is ignored");
        return note("reserved-header", message, place)
            .help("declare a security scheme for it, or set it by `Call::header`".to_owned());
    }
    let message = format!("the header `{name}` is set by the client; the parameter is ignored");
    note("reserved-header", message, place)
}

/// A security requirement names schemes of the components.
pub fn unknown_security_scheme(name: &str, place: Place) -> Diagnostic {
    skipped("unknown-security-scheme", format!("there is no security scheme `{name}`"), place)
        .help(format!("declare `{name}` under `components/securitySchemes`"))
        .cure(Cure::Add(json!({
            "components": { "securitySchemes": { name: { "type": "http", "scheme": "bearer" } } }
        })))
}

/// An operation declares what it answers.
pub fn no_responses(place: Place) -> Diagnostic {
    note("no-responses", "this operation declares no response; any answer is taken".to_owned(), place)
}

/// Links between operations do not become code.
pub fn links_ignored(place: Place) -> Diagnostic {
    note("links-ignored", "links between operations are not generated".to_owned(), place)
}

/// Of what a service sends to its clients, the body has a type; that it has parameters, or answers to choose from, is for the server that
/// takes it.
pub fn webhook_body_only(name: &str, place: Place) -> Diagnostic {
    let message = format!("of the request `{name}`, which the service sends, only the body has a type");
    note("webhook-body-only", message, place)
}

/// `x-pagination` names parameters of the operation.
pub fn bad_pagination(reason: &str, place: Place) -> Diagnostic {
    degraded("bad-pagination", format!("the pages cannot be walked: {reason}"), place)
}
