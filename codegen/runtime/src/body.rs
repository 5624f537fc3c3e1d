//! Bodies of requests: nothing, bytes, or what is put together when it is sent.

pub use bytes::Bytes;
use futures_util::{future::BoxFuture, stream::BoxStream};
use http::HeaderMap;
use std::{any::Any, fmt, io, sync::Arc};

use super::transport::TransportError;

/// Bytes as they come, or the error that ends them.
pub type ByteStream = BoxStream<'static, io::Result<Bytes>>;

/// The body of a request. `Debug` tells how long it is, not what it says: a password may be in it.
#[derive(Clone, Default)]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// Bytes.
    Bytes(Bytes),
    /// A file, or a form of several parts: see `Body::file` and `Body::parts` of the clients that send such.
    Composed(Arc<dyn Composed>),
}

/// A body that is put together when it is sent.
pub trait Composed: Any + fmt::Debug + Send + Sync {
    /// Whether it can be sent more than once.
    fn is_replayable(&self) -> bool;

    /// Why it cannot be sent with these headers, if it cannot.
    fn fault(&self, headers: &HeaderMap) -> Option<&str>;

    /// Puts it into a request of the HTTP client.
    fn put(
        &self,
        client: &reqwest::Client,
        request: reqwest::Request,
    ) -> BoxFuture<'static, Result<reqwest::Request, TransportError>>;
}

impl Body {
    /// Whether it can be sent more than once: whatever holds no stream can.
    pub fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Composed(composed) => composed.is_replayable(),
        }
    }

    /// What was composed, if it is of this type.
    #[allow(dead_code, reason = "only clients that send files or forms have a use for it")]
    pub(crate) fn composed<T: Composed>(&self) -> Option<&T> {
        let Self::Composed(composed) = self else { return None };
        let any: &dyn Any = &**composed;
        any.downcast_ref()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("no body"),
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::Composed(composed) => composed.fmt(formatter),
        }
    }
}

/// The mark that some texts begin with.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
