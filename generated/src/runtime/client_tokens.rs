//! Clients with sources of tokens.

use super::client::ClientBuilder;
use super::token::{TokenSource, kept};

impl ClientBuilder {
    /// Has the tokens of a scheme (by its name in the description) fetched when they are needed: by
    /// [`ClientCredentials`](super::token::ClientCredentials), or in a way of your own. A token is kept until it ends or is refused, and
    /// renewed once, however many calls wait for it; a call that may be repeated is sent again with the new one.
    pub fn token_source(mut self, scheme: impl Into<String>, source: impl TokenSource) -> Self {
        self.setup.tokens(scheme.into(), kept(source));
        self
    }
}
