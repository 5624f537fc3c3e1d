//! Setters, by tables: a row for each, with what it takes.
//!
//! What a setter takes stands in brackets: a type as it is (`limit(i64)`), whatever turns into one (`name(into String)`), any list of such
//! (`ids(each i64)`, `names(each into String)`), or, of a property that lies in a box, what is in it (`owner(boxed Owner)`).

/// Gives the calls of an operation a setter for each parameter that may be left out: where it goes, the setter, and the name on the wire where
/// that is another. The style follows, unless it is the one that parameters of that place have by themselves (OpenAPI 3.1.2, 4.8.12.1).
#[allow(unused_macros, reason = "a client whose operations have no such parameters has no use for it")]
macro_rules! parameters {
    ($operation:ident {
        $($(#[$attribute:meta])* $place:ident $name:ident $taken:tt $(= $wire:literal)? $(by $style:expr)?,)*
    }) => {
        impl $crate::runtime::call::Call<$operation> {
            $($crate::runtime::setters::parameter! {
                #[doc = concat!("Sets the ", $crate::runtime::setters::place!($place), " `", $crate::runtime::setters::wire!($name $($wire)?), "`.\n\n")]
                $(#[$attribute])*
                $place $name $taken = $crate::runtime::setters::wire!($name $($wire)?), $crate::runtime::setters::style!($place $($style)?)
            })*
        }
    };
}

/// A setter of a parameter.
#[allow(unused_macros, reason = "as above")]
macro_rules! parameter {
    ($(#[$attribute:meta])* $place:ident $name:ident (each into $item:ty) = $wire:expr, $style:expr) => {
        $(#[$attribute])*
        #[inline]
        pub fn $name(mut self, $name: impl IntoIterator<Item = impl Into<$item>>) -> Self {
            let items: Vec<$item> = $name.into_iter().map(Into::into).collect();
            self.request.$place($wire, $style, &items);
            self
        }
    };
    ($(#[$attribute:meta])* $place:ident $name:ident (each $item:ty) = $wire:expr, $style:expr) => {
        $(#[$attribute])*
        #[inline]
        pub fn $name(mut self, $name: impl IntoIterator<Item = $item>) -> Self {
            let items: Vec<$item> = $name.into_iter().collect();
            self.request.$place($wire, $style, &items);
            self
        }
    };
    ($(#[$attribute:meta])* $place:ident $name:ident (into $value:ty) = $wire:expr, $style:expr) => {
        $(#[$attribute])*
        #[inline]
        pub fn $name(mut self, $name: impl Into<$value>) -> Self {
            self.request.$place($wire, $style, &$name.into());
            self
        }
    };
    ($(#[$attribute:meta])* $place:ident $name:ident ($value:ty) = $wire:expr, $style:expr) => {
        $(#[$attribute])*
        #[inline]
        pub fn $name(mut self, $name: $value) -> Self {
            self.request.$place($wire, $style, &$name);
            self
        }
    };
}

/// The name of a parameter or property on the wire: that of its setter or field, unless it has another there.
#[allow(unused_macros, reason = "as above")]
macro_rules! wire {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $wire:literal) => {
        $wire
    };
}

/// What a place is called.
#[allow(unused_macros, reason = "as above")]
macro_rules! place {
    (query) => {
        "query parameter"
    };
    (cookie) => {
        "cookie"
    };
    ($header:ident) => {
        "header"
    };
}

/// The style of a parameter.
#[allow(unused_macros, reason = "as above")]
macro_rules! style {
    ($place:ident $style:expr) => {
        $style
    };
    (query) => {
        $crate::runtime::parameter::Style::FORM
    };
    (cookie) => {
        $crate::runtime::parameter::Style::FORM
    };
    ($header:ident) => {
        $crate::runtime::parameter::Style::SIMPLE
    };
}

/// Gives a model a setter for each property that may be left out, with the name of the setter where it differs.
#[allow(unused_macros, reason = "a client without such models has no use for it")]
macro_rules! setters {
    ($model:ident { $($(#[$attribute:meta])* $presence:ident $field:ident $taken:tt $(by $setter:ident)?,)* }) => {
        impl $model {
            $($crate::runtime::setters::setter! {
                #[doc = concat!("Sets `", stringify!($field), "`.")]
                $(#[$attribute])*
                $presence $field $($setter)? $taken
            })*
        }
    };
}

/// A setter of a property.
#[allow(unused_macros, reason = "as above")]
macro_rules! setter {
    ($(#[$attribute:meta])* $presence:ident $field:ident ($($taken:tt)*)) => {
        $crate::runtime::setters::setter! { $(#[$attribute])* $presence $field $field ($($taken)*) }
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
#[allow(unused_imports, reason = "not every client has both kinds")]
pub(crate) use {parameter, parameters, place, setter, setters, style, wire};
