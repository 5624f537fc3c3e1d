//! What a document says of values beyond their type: lengths, ranges, patterns. To keep to it is the caller's business, and to check
//! it the service's; it is told in the documentation.

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
    /// `enum` of numbers with a fraction and of truth values, which are no types of their own.
    pub one_of: Vec<String>,
    /// `multipleOf`.
    pub multiple_of: Option<f64>,
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: f64,
    /// Whether the number itself is outside.
    pub is_exclusive: bool,
}

impl Limits {
    /// Adds the limits that hold besides; where both say something of one thing, these ones count.
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
        self.least = self.least.or(least);
        self.most = self.most.or(most);
        self.multiple_of = self.multiple_of.or(multiple_of);
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
        self.least = self.least.or(other.least);
        self.most = self.most.or(other.most);
    }
}
