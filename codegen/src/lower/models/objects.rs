//! Objects: a struct with a field for each property.

use crate::graph;
use crate::ir::{Additional, Docs, Object, Property, Schema, SchemaId, Shape, StringFormat, Usage};
use crate::lower::docs;
use crate::rust::{Field, Identifier, Part, Presence, Struct, Type, Undeclared};

use super::{Form, Lowering};

impl Lowering<'_> {
    pub(super) fn object(
        &self,
        id: SchemaId,
        schema: &Schema,
        object: &Object,
        name: Identifier,
        form: Form,
    ) -> Struct {
        let present =
            object.properties.iter().filter(|(_, property)| graph::exists(property, form.properties));
        let present: Vec<(&String, &Property)> = present.collect();
        let fields =
            present.iter().filter_map(|(wire, property)| self.field(id, wire, property, form)).collect();
        let is_form = self.forms.contains(id);
        let parts = present
            .iter()
            .enumerate()
            .map(|(index, (wire, property))| self.forms.part(self.types, id, index, wire, property));
        let form_parts: Option<Vec<Part>> = is_form.then(|| parts.collect());
        let json = !self.forms.holds_files(id);
        // A form that is nothing else says which further parts it has.
        let is_said = matches!(object.additional, Additional::Typed(_));
        Struct {
            doc: docs::item(&schema.docs),
            name,
            fields,
            unknown: (json || is_said).then(|| self.unknown(id, object, form)),
            constructible: form.constructible,
            json,
            received: form.received,
            form: form_parts,
        }
    }

    fn field(&self, id: SchemaId, wire: &str, property: &Property, form: Form) -> Option<Field> {
        let names = self.names.property(id, wire)?;
        let presence = self.presence(property);
        let value = self.field_value(id, property, form);
        let schema = self.types.resolved(property.value).map(|(_, schema)| &schema.docs);
        // What is said of a type stands at the type.
        let schema = schema.filter(|_| !is_model(&value));
        Some(Field {
            name: names.field.clone(),
            setter: names.setter.clone(),
            wire: wire.to_owned(),
            doc: docs::field(
                names.field.as_str(),
                wire,
                property,
                schema,
                self.of_each(property.value, form),
            ),
            deprecated: property.docs.deprecated,
            rank: property.rank,
            ty: present_as(value, presence),
            presence,
            into: self.types.passes_into(property.value),
            constant: self.types.constant(property.value, property.constant.as_ref()),
        })
    }

    /// What is said of the items of a list or of the values of a map, unless it stands at a type of its own.
    pub(super) fn of_each(&self, usage: Usage, form: Form) -> Option<&Docs> {
        let (Shape::Array(each) | Shape::Map(each)) = self.types.resolved(usage)?.1.shape else {
            return None;
        };
        let (_, schema) = self.types.resolved(each)?;
        (!is_model(&self.types.value(each, form.direction))).then_some(&schema.docs)
    }

    /// A file where the form can hold one, else the type of the schema.
    fn field_value(&self, id: SchemaId, property: &Property, form: Form) -> Type {
        if !self.forms.holds_files(id) {
            return self.types.value(property.value, form.direction);
        }
        let file = Type::Runtime("File");
        match self.types.resolved(property.value).map(|(_, schema)| &schema.shape) {
            Some(Shape::String(StringFormat::Binary)) => file,
            Some(Shape::Array(item)) if self.is_binary(*item) => Type::Vec(Box::new(file)),
            _ => self.types.value(property.value, form.direction),
        }
    }

    fn is_binary(&self, usage: Usage) -> bool {
        let shape = self.types.resolved(usage).map(|(_, schema)| &schema.shape);
        matches!(shape, Some(Shape::String(StringFormat::Binary)))
    }

    fn presence(&self, property: &Property) -> Presence {
        match (property.required, self.types.is_nullable(property.value)) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        }
    }

    /// The field for what is not declared. What is forbidden has its place as well: where it is sent all the same, it must not be lost.
    fn unknown(&self, id: SchemaId, object: &Object, form: Form) -> Undeclared {
        let mut each = None;
        let ty = match object.additional {
            Additional::Denied | Additional::Unspecified => Type::Value,
            Additional::Typed(usage) if self.forms.holds_files(id) && self.is_binary(usage) => {
                Type::Runtime("File")
            }
            Additional::Typed(usage) => {
                each = self.types.resolved(usage).map(|(_, schema)| &schema.docs);
                self.types.element(usage, form.direction)
            }
        };
        let forbidden = matches!(object.additional, Additional::Denied);
        // What is said of a type stands at the type.
        let doc = docs::undeclared(each.filter(|_| !is_model(&ty)), forbidden);
        Undeclared { name: self.names.unknown_field(id).clone(), doc, ty, forbidden }
    }
}

/// The type of a field, presence included.
pub(super) fn present_as(value: Type, presence: Presence) -> Type {
    match presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => Type::Option(Box::new(value)),
        Presence::OptionalNullable => Type::Nullable(Box::new(value)),
    }
}

/// Whether a type is an item of its own, or a list or box of such.
pub(super) fn is_model(ty: &Type) -> bool {
    match ty {
        Type::Model(_) => true,
        Type::Vec(inner) | Type::Option(inner) | Type::Nullable(inner) | Type::Box(inner) => is_model(inner),
        _ => false,
    }
}
