//! Setters of calls, by tables: a row for each parameter, with what it takes, as the rows of [`builder`](mod@super::builder) say it. They stand in
//! the crate of the API, as the calls do.

/// Gives the calls of an operation a setter for each parameter that may be left out: where it goes, the setter, and the name on the wire where
/// that is another. The style follows, unless it is the one that parameters of that place have by themselves (OpenAPI 3.1.2, 4.8.12.1).
#[allow(unused_macros, reason = "a client whose operations have no such parameters has no use for it")]
macro_rules! parameters {
    ($operation:ident {
        $($(#[$attribute:meta])* $place:ident $name:ident $taken:tt $(= $wire:literal)? $(by $style:expr)?,)*
    }) => {
        impl $crate::runtime::call::Call<$operation> {
            $($crate::runtime::parameters::parameter! {
                #[doc = concat!("Sets the ", $crate::runtime::parameters::place!($place), " `", $crate::runtime::model::wire!($name $($wire)?), "`.\n\n")]
                $(#[$attribute])*
                $place $name $taken = $crate::runtime::model::wire!($name $($wire)?), $crate::runtime::parameters::style!($place $($style)?)
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
#[allow(unused_imports, reason = "as above")]
pub(crate) use {parameter, parameters, place, style};
