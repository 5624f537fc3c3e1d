//! Bodies of requests in one of several media types, by tables.

/// Makes an enumeration a body, by a table of its variants: how each is put into a request, and, in brackets, the type that becomes it
/// without a word, where no other does (`boxed` where it is kept in a box).
#[allow(unused_macros, reason = "a client without such bodies does without this module")]
macro_rules! choice {
    ($name:ident as $body:ident {
        $($variant:ident $(($($taken:tt)*))? => $kind:ident($($given:tt)*),)*
    }) => {
        impl $name {
            #[inline]
            fn put(self, request: &mut $crate::runtime::request::Request) {
                match self {
                    $(Self::$variant($body) => request.$kind($($given)*),)*
                }
            }
        }

        $($($crate::runtime::choice::becomes! { $name $variant $($taken)* })?)*
    };
}

/// `From` the type of a variant.
#[allow(unused_macros, reason = "a type may become several variants")]
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
#[allow(unused_imports, reason = "a type may become several variants")]
pub(crate) use {becomes, choice};
