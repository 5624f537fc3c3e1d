//! What a document says of values beyond their type: lengths, ranges, patterns. To keep to it is the caller's business, and to check
//! it the service's; it is told in the documentation.

use std::cmp::Ordering;

use serde_json::Number;

/// Limits of a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// `minLength` and `maxLength`.
    pub length: Range,
    /// `minItems` and `maxItems`.
    pub items: Range,
    /// `minProperties` and `maxProperties`.
    pub properties: Range,
    /// `minimum`, `exclusiveMinimum`.
    pub least: Option<Bound>,
    /// `maximum`, `exclusiveMaximum`.
    pub most: Option<Bound>,
    /// `enum` of values that are no type of their own: of several kinds, numbers with a fraction, truth values.
    pub one_of: Vec<String>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `contentEncoding`, where no type stands for it.
    pub encoding: Option<String>,
    /// `contentMediaType`, where no type stands for it.
    pub media_type: Option<String>,
    /// `allowEmptyValue` of a parameter.
    pub may_be_empty: bool,
    /// Limits of the items of a list, or of the values of a map.
    pub each: Option<Box<Limits>>,
}

/// How many there may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// At least so many.
    pub least: Option<usize>,
    /// At most so many.
    pub most: Option<usize>,
}

/// The end of a range of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: Number,
    /// Whether the number itself is outside.
    pub is_exclusive: bool,
}

impl Limits {
    /// Adds the limits that hold besides: ranges are narrowed; of what else both say something of, these ones count.
    pub fn add(&mut self, other: Self) {
        let Self {
            length,
            items,
            properties,
            least,
            most,
            one_of,
            multiple_of,
            unique_items,
            pattern,
            encoding,
            media_type,
            may_be_empty,
            each,
        } = other;
        if self.one_of.is_empty() {
            self.one_of = one_of;
        }
        self.length.add(length);
        self.items.add(items);
        self.properties.add(properties);
        self.least = stricter(self.least.take(), least, Ordering::Greater);
        self.most = stricter(self.most.take(), most, Ordering::Less);
        self.multiple_of = self.multiple_of.take().or(multiple_of);
        self.unique_items |= unique_items;
        self.pattern = self.pattern.take().or(pattern);
        self.encoding = self.encoding.take().or(encoding);
        self.media_type = self.media_type.take().or(media_type);
        self.may_be_empty |= may_be_empty;
        self.each = self.each.take().or(each);
    }
}

impl Range {
    /// The range of these ends; a least of nothing says nothing.
    pub fn new(least: Option<usize>, most: Option<usize>) -> Self {
        Self { least: least.filter(|least| *least > 0), most }
    }

    fn add(&mut self, other: Self) {
        self.least = self.least.max(other.least);
        self.most = self.most.into_iter().chain(other.most).min();
    }
}

/// The bound of two that leaves less: the one whose number is to this side of the other, and of equal ones that which leaves it out.
fn stricter(one: Option<Bound>, other: Option<Bound>, side: Ordering) -> Option<Bound> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let order = order(&other.value, &one.value);
    let is_stricter = order == Some(side) || order == Some(Ordering::Equal) && other.is_exclusive;
    Some(if is_stricter { other.clone() } else { one.clone() })
}

fn order(one: &Number, other: &Number) -> Option<Ordering> {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
