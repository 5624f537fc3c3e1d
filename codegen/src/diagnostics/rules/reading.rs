//! Rules about files and the references between them.

use super::{Cure, Diagnostic, Place, degraded, error, note, skipped};
use crate::pointer::Pointer;
use crate::source::Failure;

/// Every file that the document needs can be read.
pub fn unreadable_file(file: &str, reason: &str, place: Place) -> Diagnostic {
    error("unreadable-file", format!("cannot read `{file}`: {reason}"), place)
}

/// No file is larger than the generator reads.
pub fn file_too_large(file: &str, limit: usize) -> Diagnostic {
    let message = format!("`{file}` has more than {limit} bytes, which is the most that is read");
    error("file-too-large", message, Place::File(file.to_owned()))
}

/// Documents are text in UTF-8.
pub fn not_text(file: &str, offset: usize) -> Diagnostic {
    let message = format!("`{file}` is not text in UTF-8: its byte {offset} is no part of a character");
    error("not-text", message, Place::File(file.to_owned())).help("save it as UTF-8, as YAML or JSON")
}

/// A document says something.
pub fn empty_file(file: &str) -> Diagnostic {
    error("empty-file", format!("`{file}` is empty"), Place::File(file.to_owned()))
}

/// The file of pinned names is one JSON object of texts.
pub fn malformed_names(file: &str) -> Diagnostic {
    let message = format!("`{file}` is not a JSON object of names");
    error("malformed-names", message, Place::File(file.to_owned()))
        .help("restore it, or remove it to name everything anew")
}

/// YAML is well-formed.
pub(crate) fn malformed_yaml(file: &str, length: usize, failure: &Failure) -> Diagnostic {
    let last = length.saturating_sub(1);
    let place = match failure.offset {
        Some(offset) => Place::Offset(file.to_owned(), offset.min(last)),
        None => Place::File(file.to_owned()),
    };
    error("malformed-yaml", format!("this is no YAML: {}", failure.message), place)
}

/// JSON is well-formed.
pub(crate) fn malformed_json(file: &str, failure: &Failure) -> Diagnostic {
    let place = match failure.offset {
        Some(offset) => Place::Offset(file.to_owned(), offset),
        None => Place::File(file.to_owned()),
    };
    error("malformed-json", format!("this is no JSON: {}", failure.message), place)
}

/// A key stands once in an object (RFC 8259, section 4; YAML 1.2.2, section 3.2.1.1). As with most parsers, the last one counts.
pub(crate) fn duplicate_key(file: &str, at: Pointer, is_same: bool) -> Diagnostic {
    let key = at.segments().last().unwrap_or_default();
    let message = format!("the key `{key}` stands twice in one object; the last one counts");
    let place = Place::InFile(file.to_owned(), at);
    if is_same { note("duplicate-key", message, place) } else { degraded("duplicate-key", message, place) }
}

/// The root document says which version of OpenAPI it follows.
pub fn not_openapi(file: &str) -> Diagnostic {
    let message = format!("`{file}` is no OpenAPI document: it has neither `openapi` nor `swagger`");
    error("not-openapi", message, Place::File(file.to_owned()))
        .help("name the root document, whose first lines have `openapi: 3.0.3` or the like")
}

/// The version is one that the generator reads.
pub fn unknown_version(version: &str, place: Place) -> Diagnostic {
    error("unknown-version", format!("version `{version}` of OpenAPI is not known"), place)
        .help("versions 2.0, 3.0, 3.1 and 3.2 are read")
}

/// A `$ref` points at something that exists. What it should have brought is left out.
pub fn dangling_reference(reference: &str, place: Place) -> Diagnostic {
    skipped("dangling-reference", format!("`{reference}` points at nothing"), place)
        .help("correct the `$ref`, add what it names, or leave such places out with `--allow-dangling`")
        .cure(Cure::add_target(reference))
}

/// The `$ref` of a schema leads to a schema. What any other object says of values is not known.
pub fn reference_to_other_kind(reference: &str, place: Place) -> Diagnostic {
    degraded(
        "reference-to-other-kind",
        format!("`{reference}` leads to no schema; any value is taken here"),
        place,
    )
    .help("refer to the schema within it")
}

/// A `$ref` leads to a node in the end. What it should have brought is left out.
pub fn reference_cycle(reference: &str, place: Place) -> Diagnostic {
    skipped("reference-cycle", format!("`{reference}` leads back to itself and never to a definition"), place)
        .help("replace one `$ref` of the cycle by what it is meant to name")
}

/// What is written out for references has an end: references that bring references must not multiply without bound.
pub fn endless_reference(reference: &str, place: Place) -> Diagnostic {
    error("endless-reference", format!("`{reference}` brings more references than can be written out"), place)
        .help("refer to components, which are not written out, or bring fewer references")
}

/// A `$ref` stays in the folder of the root document.
pub fn reference_leaves_folder(reference: &str, place: Place) -> Diagnostic {
    error("reference-leaves-folder", format!("`{reference}` leaves the folder of the document"), place)
        .help("move the file into the folder, or start from a root document above both")
}

/// A `$ref` does not need the network.
pub fn network_reference(reference: &str, place: Place) -> Diagnostic {
    error("network-reference", format!("`{reference}` is on the network, which is never asked"), place)
        .help("save a copy beside the document and refer to that")
}

/// Every path of a file in `x-path-files` is listed in the root's `paths` too, for the sake of other tools.
pub fn unlisted_path(path: &str, reference: &str, place: Place) -> Diagnostic {
    note("unlisted-path", format!("`{path}` is not listed in the root document"), place).help(format!(
        "for tools that do not know `x-path-files`, add `{path}: {{ $ref: '{reference}' }}` there"
    ))
}

/// Components of several files have different names; where they have not, those that are not of the root are qualified.
pub fn renamed_component(name: &str, new: &str, place: Place) -> Diagnostic {
    note("renamed-component", format!("several files define `{name}`; this one is called `{new}`"), place)
}
