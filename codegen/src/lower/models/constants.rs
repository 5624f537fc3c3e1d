//! The only value of a property or parameter, as its type has it.

use serde_json::Value;

use super::types::Types;
use crate::ir::{EnumerationKind, IntegerFormat, NumberFormat, Shape, StringFormat, Usage};
use crate::rust::Constant;

impl Types<'_> {
    /// The constant of a use, if its type can hold it.
    pub(crate) fn constant(self, usage: Usage, value: Option<&Value>) -> Option<Constant> {
        let value = value?;
        let (id, schema) = self.resolved(usage)?;
        match (&schema.shape, value) {
            (Shape::Enumeration(known), _) if known.kind != EnumerationKind::Mixed => {
                let index = known.values.iter().position(|known| known.value == *value)?;
                self.variants(id).get(index).cloned().map(Constant::Variant)
            }
            (Shape::String(StringFormat::Plain), Value::String(text)) => Some(Constant::Text(text.clone())),
            (Shape::Boolean, Value::Bool(flag)) => Some(Constant::Boolean(*flag)),
            (Shape::Integer(format), Value::Number(number)) => {
                number.as_i64().filter(|number| fits(*format, *number)).map(Constant::Integer)
            }
            (Shape::Number(NumberFormat::Double), Value::Number(number)) => {
                number.as_f64().map(Constant::Number)
            }
            _ => None,
        }
    }
}

fn fits(format: IntegerFormat, number: i64) -> bool {
    match format {
        IntegerFormat::Int32 => i32::try_from(number).is_ok(),
        IntegerFormat::UInt32 => u32::try_from(number).is_ok(),
        IntegerFormat::UInt64 => number >= 0,
        IntegerFormat::Int64 | IntegerFormat::UnixTime => true,
    }
}
