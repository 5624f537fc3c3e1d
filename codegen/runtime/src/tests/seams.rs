//! What is there only where it is asked for: blocking calls, layers, spans, and the fake.

#[cfg(feature = "blocking")]
mod blocking {
    use std::time::Duration;

    use super::super::api::{ListNumbers, Script, run};
    use super::super::faults::{Act, Server};
    use crate::blocking::{iterate, wait};
    use crate::call::Call;
    use crate::operation::{Endpoint, Operation};
    use crate::token::Token;

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

    #[test]
    fn a_blocking_call_ends_in_its_time_and_leaves_no_connection_behind() {
        const EVENT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n[7]";
        for (act, is_stream) in [(Act::Stalls(""), false), (Act::Stalls(EVENT), true)] {
            let server = wait(async { Server::start(&[act]).await }).unwrap();
            let call = Call::<ListNumbers>::new(&server.client()).timeout(Duration::from_millis(50));
            if is_stream {
                let mut pieces = iterate(call.clone().stream_blocking().unwrap().into_value());
                assert_eq!(pieces.next().unwrap().unwrap(), "[7]");
                assert!(pieces.next().unwrap().unwrap_err().is_timeout());
                assert!(pieces.next().is_none());
                let mut dropped = iterate(call.stream_blocking().unwrap().into_value());
                assert!(dropped.next().is_some());
            } else {
                assert!(call.send_blocking().unwrap_err().is_timeout());
            }
            run(server.ended(if is_stream { 2 } else { 1 }));
        }
    }

    /// A source of tokens for blocking calls is likely to make one itself, on the thread that all of them need.
    #[test]
    fn a_blocking_call_may_be_made_within_another() {
        const JSON_LIST: (u16, &str, &str) = (200, JSON, "[7]");
        let inner = Call::<ListNumbers>::new(&Script::new(&[JSON_LIST]).client());
        let source = move || {
            let call = inner.clone();
            async move { Ok(Token::new(call.send_blocking().unwrap()[0].to_string())) }
        };
        let script = Script::new(&[JSON_LIST]);
        let client = script.builder().token_source("token", source).build().unwrap();
        let mut call = Call::<ListNumbers>::new(&client);
        call.request.endpoint =
            const { &Endpoint { security: &[&[("token", &[])]], ..ListNumbers::ENDPOINT } };
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || sender.send(call.send_blocking().map(|numbers| numbers.len())));
        assert_eq!(receiver.recv_timeout(Duration::from_secs(20)).unwrap().unwrap(), 1);
        assert_eq!(script.sent.lock().unwrap()[0].headers()["authorization"], "Bearer 7");
    }
}

#[cfg(feature = "tower")]
mod tower {
    use ::tower::{ServiceBuilder, timeout::TimeoutLayer};
    use futures_util::future::BoxFuture;
    use std::task::{Context, Poll};
    use std::time::Duration;
    use tower_layer::layer_fn;
    use tower_service::Service;

    use super::super::api::{ListNumbers, Script, run};
    use super::super::faults::{Act, Server};
    use crate::body::{Body, ByteStream};
    use crate::call::Call;
    use crate::error::ErrorKind;
    use crate::layers::TransportService;
    use crate::transport::{TransportError, TransportErrorKind};

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

    const LIST: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\n[7]";

    /// A call that is dropped ends behind layers that run on by themselves: its connection is closed, its turn is free, and what still
    /// waited for its turn is never sent.
    #[test]
    fn a_call_that_is_dropped_ends_behind_layers() {
        run(async {
            let server = Server::start(&[Act::Stalls(""), Act::Says(LIST.into())]).await;
            let layers = ServiceBuilder::new().buffer(8).concurrency_limit(1).into_inner();
            let client = server.builder().layer(layers).build().unwrap();
            let mut first = Call::<ListNumbers>::new(&client).into_future();
            let mut second = Call::<ListNumbers>::new(&client).into_future();
            tokio::select! {
                biased;
                result = &mut first => panic!("nothing was to come: {result:?}"),
                () = server.was_asked(1) => {}
            }
            tokio::select! {
                biased;
                result = &mut second => panic!("its turn was not to come: {result:?}"),
                () = tokio::task::yield_now() => {}
            }
            drop((second, first));
            server.ended(1).await;
            assert_eq!(*Call::<ListNumbers>::new(&client).send().await.unwrap(), [7]);
            assert_eq!(server.asked().len(), 2, "the second call was never sent");
        });
    }

    /// The time limit of a layer is an error like any other, or a timeout where its error is made one. Neither is tried again.
    #[test]
    fn a_layer_may_limit_the_time() {
        let limit = Duration::from_millis(50);
        let late = |error: BoxError| TransportError::new(TransportErrorKind::Timeout, error);
        run(async {
            let server = Server::start(&[Act::Stalls("")]).await;
            let plain = server.builder().layer(TimeoutLayer::new(limit)).build().unwrap();
            let error = Call::<ListNumbers>::new(&plain).send().await.unwrap_err();
            assert_eq!(
                (error.kind(), error.is_timeout(), error.attempts()),
                (ErrorKind::Transport, false, 1)
            );
            server.ended(1).await;
            let layers = ServiceBuilder::new().map_err(late).timeout(limit).into_inner();
            let mapped = server.builder().layer(layers).build().unwrap();
            let error = Call::<ListNumbers>::new(&mapped).send().await.unwrap_err();
            assert_eq!((error.is_timeout(), error.attempts()), (true, 1), "{error}");
        });
    }

    /// What fails behind layers fails as it does without: broken connections are tried again.
    #[test]
    fn layers_let_through_why_a_connection_broke() {
        run(async {
            let server = Server::start(&[Act::Resets(""), Act::Says(LIST.into())]).await;
            let layers = ServiceBuilder::new().buffer(8).timeout(Duration::from_secs(9)).into_inner();
            let client = server.builder().layer(layers).build().unwrap();
            let response = Call::<ListNumbers>::new(&client).send().await.unwrap();
            assert_eq!((response.value(), response.attempts()), (&vec![7], 2));
        });
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
    let fake = fake.answer(200, "text/plain", "hunter2");
    let builder = crate::client::ClientBuilder::new(&API).transport(fake.clone());
    let builder = builder.credential("query", "hunter2".into()).credential("cookie", "hunter2".into());
    _ = run(super::api::get_things(&builder.build().unwrap(), "hunter2").send());
    let shown = format!("{:?}", fake.answer(200, "text/plain", "hunter2"));
    assert_eq!(shown, "FakeTransport(3 requests, 1 answers left)");
}
