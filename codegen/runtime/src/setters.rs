//! Setters, by tables: a row for each, with what it takes.
//!
//! What a setter takes stands in brackets: a type as it is (`limit(i64)`), whatever turns into one (`name(into String)`), any list of such
//! (`ids(each i64)`, `names(each into String)`), or, of a property that lies in a box, what is in it (`owner(boxed Owner)`).

/// The name of a parameter or property on the wire: that of its setter or field, unless it has another there.
#[macro_export]
macro_rules! wire {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $wire:literal) => {
        $wire
    };
}

/// Gives a model a setter for each property that may be left out, with the name of the setter where it differs.
#[macro_export]
macro_rules! setters {
    ($model:ident { $($(#[$attribute:meta])* $presence:ident $field:ident $taken:tt $(by $setter:ident)?,)* }) => {
        impl $model {
            $($crate::setters::setter! {
                #[doc = concat!("Sets `", stringify!($field), "`.")]
                $(#[$attribute])*
                $presence $field $($setter)? $taken
            })*
        }
    };
}

/// A setter of a property.
#[macro_export]
macro_rules! setter {
    ($(#[$attribute:meta])* $presence:ident $field:ident ($($taken:tt)*)) => {
        $crate::setters::setter! { $(#[$attribute])* $presence $field $field ($($taken)*) }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident (each into $item:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: impl IntoIterator<Item = impl Into<$item>>) -> Self {
            self.$field = Some($field.into_iter().map(Into::into).collect());
            self
        }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident (each $item:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: impl IntoIterator<Item = $item>) -> Self {
            self.$field = Some($field.into_iter().collect());
            self
        }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident (boxed into $value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: impl Into<$value>) -> Self {
            self.$field = Some(Box::new($field.into()));
            self
        }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident (boxed $value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: $value) -> Self {
            self.$field = Some(Box::new($field));
            self
        }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident (into $value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: impl Into<$value>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident ($value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: $value) -> Self {
            self.$field = Some($field);
            self
        }
    };
    ($(#[$attribute:meta])* nullable $field:ident $setter:ident (into $value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: impl Into<$value>) -> Self {
            self.$field = $field.into();
            self
        }
    };
    ($(#[$attribute:meta])* anything $field:ident $setter:ident ($value:ty)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: $value) -> Self {
            self.$field = $field;
            self
        }
    };
}
pub use {setter, setters, wire};
