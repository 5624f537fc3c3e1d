//! Bodies that are read while they come.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::io;
use std::time::Duration;

use super::api::{API, ListNumbers, Script};
use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::ClientBuilder;
use crate::transport::{Transport, TransportError};

/// Answers with pieces, the last of which is an error or never comes.
struct Pieces(bool);

impl Transport for Pieces {
    fn send(
        &self,
        _request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let pieces = stream::iter([Ok(Bytes::from("ab")), Ok(Bytes::from("c"))]);
        let end = if self.0 {
            stream::iter([Err(io::Error::other("cut"))]).boxed()
        } else {
            stream::pending().boxed()
        };
        Box::pin(async move { Ok(http::Response::new(pieces.chain(end).boxed())) })
    }
}

fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(future)
}

#[test]
fn pieces_come_as_they_are_up_to_an_error() {
    let call = |breaks| {
        Call::<ListNumbers>::new(&ClientBuilder::new(&API).transport(Pieces(breaks)).build().unwrap())
    };
    for (breaks, message) in
        [(true, "the answer broke off: cut"), (false, "time ran out: deadline has elapsed")]
    {
        let pieces: Vec<_> = run(async {
            let response = call(breaks).timeout(Duration::from_secs(5)).stream().await.unwrap();
            assert_eq!(response.status().as_u16(), 200);
            response.into_value().collect().await
        });
        let (last, pieces) = pieces.split_last().unwrap();
        assert_eq!(
            pieces.iter().map(|piece| piece.as_ref().unwrap().as_ref()).collect::<Vec<_>>(),
            [b"ab".as_slice(), b"c"]
        );
        assert_eq!(last.as_ref().unwrap_err().to_string(), message);
    }
}

#[test]
fn a_failure_is_an_error_as_always() {
    let script = Script::new(&[(500, "text/plain", "out of order")]);
    let error = run(Call::<ListNumbers>::new(&script.client()).stream()).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    assert_eq!(error.body().unwrap(), "out of order");
}

#[test]
fn the_limit_of_bodies_in_memory_does_not_hold_for_streams() {
    let script = Script::new(&[(200, "text/plain", "0123456789")]);
    let client = script.builder().body_limit(3).build().unwrap();
    let response = run(Call::<ListNumbers>::new(&client).stream()).unwrap();
    let pieces: Vec<_> = run(response.into_value().try_collect()).unwrap();
    assert_eq!(pieces, ["0123456789"]);
}
