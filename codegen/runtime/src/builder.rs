//! How a value is made, by tables: `new` with what it must have, and a setter for each of the rest.
//!
//! What is taken stands in brackets: a type as it is (`limit(i64)`), whatever turns into one (`name(into String)`), any list of such
//! (`ids(each i64)`, `names(each into String)`), or, of a property that lies in a box, what is in it (`owner(boxed Owner)`).

/// Gives a model `new`, `Default` where that takes nothing, and a setter for each property that may be left out, with the name of the setter
/// where it differs. Behind `=` stands what a property is from the start, that of `new` for good.
#[macro_export]
macro_rules! builder {
    ($model:ident {
        $new:ident($($given:ident $(($($taken:tt)*))? $(= $constant:expr)?),*),
        $($(#[$attribute:meta])* $presence:ident $field:ident $row:tt $(by $setter:ident)? $(= $preset:expr)?,)*
        $(..$unknown:ident)?
    }) => {
        impl $model {
            /// A value with what it must have; setters add the rest.
            #[allow(clippy::too_many_arguments, reason = "one for each required property")]
            #[inline]
            pub fn $new($($($given: $crate::builder::argument!($($taken)*),)?)*) -> Self {
                Self {
                    $($given: $($crate::builder::value!($given $($taken)*))? $($constant)?,)*
                    $($field: $crate::builder::preset!($($preset)?),)*
                    $($unknown: $crate::model::Map::new(),)?
                }
            }

            $($crate::builder::setter! {
                #[doc = concat!("Sets `", stringify!($field), "`.")]
                $(#[$attribute])*
                $presence $field $($setter)? $row
            })*
        }

        $crate::builder::default! { $model $($($given ($($taken)*))?)* }
    };
}

/// The type of an argument.
#[macro_export]
macro_rules! argument {
    (each into $item:ty) => {
        impl IntoIterator<Item = impl Into<$item>>
    };
    (each $item:ty) => {
        impl IntoIterator<Item = $item>
    };
    (boxed into $value:ty) => {
        impl Into<$value>
    };
    (boxed $value:ty) => {
        $value
    };
    (into $value:ty) => {
        impl Into<$value>
    };
    ($value:ty) => {
        $value
    };
}

/// The value of an argument.
#[macro_export]
macro_rules! value {
    ($name:ident each into $item:ty) => {
        $name.into_iter().map(Into::into).collect()
    };
    ($name:ident each $item:ty) => {
        $name.into_iter().collect()
    };
    ($name:ident boxed into $value:ty) => {
        Box::new($name.into())
    };
    ($name:ident boxed $value:ty) => {
        Box::new($name)
    };
    ($name:ident into $value:ty) => {
        $name.into()
    };
    ($name:ident $value:ty) => {
        $name
    };
}

/// What a property is from the start that may be left out.
#[macro_export]
macro_rules! preset {
    () => {
        Default::default()
    };
    ($value:expr) => {
        $value
    };
}

/// `Default` for a model whose `new` takes nothing.
#[macro_export]
macro_rules! default {
    ($model:ident) => {
        impl Default for $model {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($model:ident $($given:tt)+) => {};
}

/// A setter of a property.
#[macro_export]
macro_rules! setter {
    ($(#[$attribute:meta])* $presence:ident $field:ident ($($taken:tt)*)) => {
        $crate::builder::setter! { $(#[$attribute])* $presence $field $field ($($taken)*) }
    };
    ($(#[$attribute:meta])* optional $field:ident $setter:ident ($($taken:tt)*)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: $crate::builder::argument!($($taken)*)) -> Self {
            self.$field = Some($crate::builder::value!($field $($taken)*));
            self
        }
    };
    ($(#[$attribute:meta])* $presence:ident $field:ident $setter:ident ($($taken:tt)*)) => {
        $(#[$attribute])*
        #[inline]
        pub fn $setter(mut self, $field: $crate::builder::argument!($($taken)*)) -> Self {
            self.$field = $crate::builder::value!($field $($taken)*);
            self
        }
    };
}
pub use {argument, builder, default, preset, setter, value};
