//! Finds out which parts of the runtime a crate needs.

use std::collections::BTreeSet;

use crate::rust::{
    BodyFormat, BodyKind, Crate, CredentialKind, CredentialSetter, Model, Operation, Output, RuntimePart,
    Target, Type,
};

/// Forms of several parts, which may be files.
const FORM: [RuntimePart; 2] = [RuntimePart::Multipart, RuntimePart::File];

/// The parts that the types and operations of a crate need.
pub(super) fn of(output: &Crate) -> BTreeSet<RuntimePart> {
    let mut parts = BTreeSet::new();
    for model in output.models.iter().flat_map(|group| &group.items) {
        of_model(model, &mut parts);
    }
    for header in output.handles.iter().flat_map(|handle| &handle.headers) {
        parts.insert(RuntimePart::Header);
        of_type(&header.ty, &mut parts);
    }
    let takes_token = |setter: &CredentialSetter| {
        use CredentialKind::{Bearer, ClientCredentials, Other};
        matches!(setter.kind, Bearer | ClientCredentials(_) | Other(_))
    };
    if output.client.credentials.iter().any(takes_token) {
        parts.insert(RuntimePart::Token);
    }
    for operation in output.handles.iter().flat_map(|handle| &handle.operations) {
        of_operation(operation, &mut parts);
    }
    parts
}

fn of_model(model: &Model, parts: &mut BTreeSet<RuntimePart>) {
    match model {
        Model::Struct(model) => {
            model.fields.iter().for_each(|field| of_type(&field.ty, parts));
            model.unknown.iter().for_each(|unknown| of_type(&unknown.ty, parts));
            if model.form.is_some() {
                parts.extend(FORM);
            }
        }
        Model::Union(model) => {
            parts.insert(RuntimePart::Union);
            model.variants.iter().for_each(|variant| of_type(&variant.ty, parts));
        }
        Model::Alias(model) => of_type(&model.ty, parts),
        Model::Bodies(model) => model.variants.iter().for_each(|(_, format)| of_format(format, parts)),
        Model::Enumeration(_) => {}
    }
}

fn of_operation(operation: &Operation, parts: &mut BTreeSet<RuntimePart>) {
    for argument in operation.arguments.iter().chain(&operation.setters) {
        of_type(&argument.ty, parts);
        let Target::Body(kind) = &argument.target else { continue };
        of_body(kind, parts);
        if let BodyKind::Choice(choice) = kind {
            parts.insert(RuntimePart::Choice);
            for variant in &choice.variants {
                of_type(&variant.ty, parts);
                of_body(&variant.kind, parts);
            }
        }
    }
    for output in [&operation.output, &operation.error] {
        if let Output::Body(format) | Output::OrEmpty(format) = output {
            of_format(format, parts);
        }
    }
    if let Some(stream) = &operation.stream {
        parts.insert(RuntimePart::Streamed);
        of_format(&stream.format, parts);
    }
    if operation.pagination.is_some() {
        parts.insert(RuntimePart::Pagination);
    }
}

fn of_body(kind: &BodyKind, parts: &mut BTreeSet<RuntimePart>) {
    match kind {
        BodyKind::Multipart(_) => parts.extend(FORM),
        BodyKind::UrlEncoded(_) => drop(parts.insert(RuntimePart::UrlEncoded)),
        _ => {}
    }
}

fn of_format(format: &BodyFormat, parts: &mut BTreeSet<RuntimePart>) {
    if let BodyFormat::Json(ty)
    | BodyFormat::Events(ty)
    | BodyFormat::EventObjects(ty)
    | BodyFormat::JsonLines(ty) = format
    {
        of_type(ty, parts);
    }
    match format {
        BodyFormat::Events(_) | BodyFormat::EventObjects(_) => drop(parts.insert(RuntimePart::Events)),
        BodyFormat::JsonLines(_) => drop(parts.insert(RuntimePart::JsonLines)),
        BodyFormat::Json(_) | BodyFormat::Text | BodyFormat::Bytes | BodyFormat::Union(_) => {}
    }
}

fn of_type(ty: &Type, parts: &mut BTreeSet<RuntimePart>) {
    match ty {
        Type::Runtime("DateTime" | "Date" | "Time" | "Duration") => drop(parts.insert(RuntimePart::Time)),
        Type::Runtime("Ipv4" | "Ipv6") => drop(parts.insert(RuntimePart::Address)),
        Type::Runtime("Decimal" | "DecimalText" | "Int64Text" | "UInt64Text") => {
            parts.insert(RuntimePart::Number);
        }
        Type::Runtime("File") => drop(parts.insert(RuntimePart::File)),
        Type::Runtime("Parts") => parts.extend(FORM),
        Type::Runtime("Uuid") => drop(parts.insert(RuntimePart::Uuid)),
        Type::Runtime("Base64") => drop(parts.insert(RuntimePart::Base64)),
        Type::Vec(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner) => {
            of_type(inner, parts);
        }
        Type::Tuple(items) => items.iter().for_each(|item| of_type(item, parts)),
        Type::OpenTuple(items, rest) => {
            parts.insert(RuntimePart::Tuple);
            items.iter().chain([&**rest]).for_each(|item| of_type(item, parts));
        }
        _ => {}
    }
}
