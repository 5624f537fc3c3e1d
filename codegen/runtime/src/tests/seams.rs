//! What is there only where it is asked for: blocking calls, layers, spans, and the fake.

#[cfg(feature = "blocking")]
mod blocking {
    use std::time::Duration;

    use super::super::api::{ListNumbers, Script, run};
    use super::super::faults::{Act, Server};
    use crate::blocking::{iterate, wait};
    use crate::call::Call;

    const JSON: &str = "application/json";

    #[test]
    fn calls_and_streams_have_a_blocking_form() {
        let pages = [(200, JSON, "[2,3]"), (200, JSON, "[]"), (200, JSON, "[4]")];
        let script = Script::new(&[&[(200, JSON, "[1]"), (500, JSON, "")], pages.as_slice()].concat());
        let call = Call::<ListNumbers>::new(&script.client());
        assert_eq!(*call.clone().send_blocking().unwrap(), [1]);
        assert_eq!(call.clone().send_blocking().unwrap_err().status().unwrap().as_u16(), 500);
        let items: Vec<i64> = iterate(call.clone().items()).map(Result::unwrap).collect();
        assert_eq!(items, [2, 3]);
        let pieces = call.stream_blocking().unwrap().into_value();
        assert_eq!(iterate(pieces).map(Result::unwrap).collect::<Vec<_>>().concat(), b"[4]");
    }

    #[test]
    fn a_blocking_call_does_not_panic_inside_of_an_asynchronous_program() {
        let script = Script::new(&[(200, JSON, "[1]")]);
        let call = Call::<ListNumbers>::new(&script.client());
        assert_eq!(run(async { call.send_blocking().unwrap().into_value() }), [1]);
    }

    /// The connection that the first call leaves behind must not be driven by the thread that the second one holds up.
    #[test]
    fn a_blocking_call_takes_over_the_connection_of_an_asynchronous_one() {
        const LIST: &str = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[7]";
        let server = wait(async { Server::start(&[Act::Keeps(LIST)]).await }).unwrap();
        let call = Call::<ListNumbers>::new(&server.client()).timeout(Duration::from_secs(3));
        run(async {
            assert_eq!(*call.clone().send().await.unwrap(), [7]);
            assert_eq!(*call.clone().send_blocking().unwrap(), [7]);
            assert_eq!(iterate(call.stream_blocking().unwrap().into_value()).count(), 1);
        });
        assert_eq!(server.asked().len(), 3);
    }
}

#[cfg(feature = "tower")]
mod tower {
    use futures_util::future::BoxFuture;
    use std::task::{Context, Poll};
    use tower_layer::layer_fn;
    use tower_service::Service;

    use super::super::api::{ListNumbers, Script, run};
    use crate::body::{Body, ByteStream};
    use crate::call::Call;
    use crate::layers::TransportService;

    /// Adds its number to a header; refuses to go on if it has none.
    #[derive(Clone)]
    struct Mark<S>(S, Option<&'static str>);

    type BoxError = Box<dyn std::error::Error + Send + Sync>;

    impl<S> Service<http::Request<Body>> for Mark<S>
    where
        S: Service<http::Request<Body>, Response = http::Response<ByteStream>, Future: Send + 'static>,
        S::Error: Into<BoxError>,
    {
        type Response = http::Response<ByteStream>;
        type Error = BoxError;
        type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
            match self.1 {
                Some(_) => self.0.poll_ready(context).map_err(Into::into),
                None => Poll::Ready(Err("closed".into())),
            }
        }

        fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
            request.headers_mut().append("x-mark", self.1.unwrap_or_default().parse().unwrap());
            let sent = self.0.call(request);
            Box::pin(async move { sent.await.map_err(Into::into) })
        }
    }

    #[test]
    fn layers_stand_around_the_transport() {
        let script = Script::new(&[(200, "application/json", "[1]")]);
        let mark = |mark| layer_fn(move |service: TransportService| Mark(service, mark));
        let builder = script.builder().layer(mark(Some("inner"))).layer(mark(Some("outer")));
        let client = builder.build().unwrap();
        assert_eq!(*run(Call::<ListNumbers>::new(&client).send()).unwrap(), [1]);
        let sent = script.sent.lock().unwrap();
        let marks: Vec<_> = sent[0].headers().get_all("x-mark").iter().collect();
        assert_eq!(marks, ["outer", "inner"]);
        let client = script.builder().layer(mark(None)).build().unwrap();
        let error = run(Call::<ListNumbers>::new(&client).send()).unwrap_err();
        assert_eq!(error.to_string(), "ListNumbers: the exchange failed: closed");
    }
}

#[cfg(feature = "fake")]
#[test]
fn the_fake_answers_in_turn_and_keeps_what_it_was_asked() {
    use super::api::{API, ListNumbers, run};
    use crate::call::Call;
    let fake = crate::fake::FakeTransport::new().answer(200, "application/json", "[1]");
    let builder = crate::client::ClientBuilder::new(&API).transport(fake.clone());
    let call = Call::<ListNumbers>::new(&builder.build().unwrap());
    assert_eq!(*run(call.clone().send()).unwrap(), [1]);
    assert_eq!(fake.requests()[0].uri().path(), "/pages");
    let error = run(call.send()).unwrap_err();
    assert_eq!(error.to_string(), "ListNumbers: the exchange failed: the fake has no answer left");
}
