//! Layers of `tower` around the transport (feature `tower`): limits, tracing, retries, whatever there is for `http` requests.

use futures_util::future::BoxFuture;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

use super::body::{Body, ByteStream};
use super::transport::{Transport, TransportError, TransportErrorKind};

/// A transport as a service.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl Service<http::Request<Body>> for TransportService {
    type Response = http::Response<ByteStream>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        self.0.send(request)
    }
}

/// A layer that can be put around a transport: one of services that take requests with a [`Body`] and answer with a [`ByteStream`].
pub trait TransportLayer: Send + Sync + 'static {
    /// The transport with the layer around it.
    fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport>;
}

impl<L> TransportLayer for L
where
    L: Layer<TransportService> + Send + Sync + 'static,
    L::Service: Service<http::Request<Body>, Response = http::Response<ByteStream>> + Clone + Send + 'static,
    <L::Service as Service<http::Request<Body>>>::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    <L::Service as Service<http::Request<Body>>>::Future: Send,
{
    fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Layered(Mutex::new(self.layer(TransportService(transport)))))
    }
}

/// A service as a transport. Each request has a clone of it.
struct Layered<S>(Mutex<S>);

impl<S> Transport for Layered<S>
where
    S: Service<http::Request<Body>, Response = http::Response<ByteStream>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(transport_error)?;
            service.call(request).await.map_err(transport_error)
        })
    }
}

fn transport_error(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}
