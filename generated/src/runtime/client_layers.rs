//! Clients with layers of `tower` around their transport (feature `tower`).

use super::client::ClientBuilder;
use super::layers::TransportLayer;

impl ClientBuilder {
    /// Puts a layer around the transport; one that is put later is further out. Each attempt of a call passes through it. An error of a
    /// layer's own ends the call; where it is made a [`TransportError`](super::transport::TransportError) (by `map_err`), it is one of that
    /// kind, tried again or a timeout.
    pub fn layer(self, layer: impl TransportLayer) -> Self {
        self.wrap_transport(move |transport| layer.around(transport))
    }
}
