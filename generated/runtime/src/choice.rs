//! Bodies of requests in one of several media types, by tables.

/// Makes an enumeration a body, by a table of its variants: how each is put into a request, and, in brackets, the type that becomes it
/// without a word, where no other does (`boxed` where it is kept in a box).
#[macro_export]
macro_rules! choice {
    ($name:ident as $body:ident {
        $($variant:ident $(($($taken:tt)*))? => $kind:ident($($given:tt)*),)*
    }) => {
        impl $name {
            #[inline]
            fn put(self, request: &mut $crate::request::Request) {
                match self {
                    $(Self::$variant($body) => request.$kind($($given)*),)*
                }
            }
        }

        $($($crate::choice::becomes! { $name $variant $($taken)* })?)*
    };
}

/// `From` the type of a variant.
#[macro_export]
macro_rules! becomes {
    ($name:ident $variant:ident boxed $body:ty) => {
        impl From<$body> for $name {
            #[inline]
            fn from(body: $body) -> Self {
                Self::$variant(Box::new(body))
            }
        }
    };
    ($name:ident $variant:ident $body:ty) => {
        impl From<$body> for $name {
            #[inline]
            fn from(body: $body) -> Self {
                Self::$variant(body)
            }
        }
    };
}
pub use {becomes, choice};
