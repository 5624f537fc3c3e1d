//! Enumerations: a variant for each value, and one for the values that are not named.

use crate::ir::{self, EnumerationKind, EnumerationValue, Schema, SchemaId};
use crate::lower::docs;
use crate::rust::{Enumeration, EnumerationVariant, Identifier};

use super::{Form, Lowering};

impl Lowering<'_> {
    pub(super) fn enumeration(
        &self,
        id: SchemaId,
        schema: &Schema,
        enumeration: &ir::Enumeration,
        name: Identifier,
        form: Form,
    ) -> Enumeration {
        let variants = enumeration.values.iter().zip(self.names.variants(id)).map(variant).collect();
        Enumeration {
            doc: docs::item(&schema.docs),
            name,
            integer: enumeration.kind == EnumerationKind::Integer,
            received: form.received,
            variants,
            unknown: self.names.unknown_variant(id).clone(),
        }
    }
}

fn variant((known, name): (&EnumerationValue, &Identifier)) -> EnumerationVariant {
    let doc = docs::value(known.description.as_deref());
    EnumerationVariant { name: name.clone(), value: known.value.clone(), doc }
}
