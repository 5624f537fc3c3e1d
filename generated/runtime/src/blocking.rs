//! Calls for programs that are not asynchronous (feature `blocking`).
//!
//! All of them run on one thread of their own, which is started by the first. They may be made anywhere, but hold up whoever makes them:
//! in an asynchronous program, `tokio::task::spawn_blocking` is the place for them. That thread sees to all connections of the HTTP client,
//! so that no call waits for a connection whose own thread is held up.

use futures_util::{Stream, StreamExt, future::BoxFuture};
use std::future::poll_fn;
use std::sync::{OnceLock, mpsc};
use std::{io, thread};
use tokio::runtime::{Builder, Runtime};
use tokio::task::block_in_place;

use super::error::{Cause, Error, Failure};
use super::operation::Operation;
use super::sending::ErrorBody;
use super::transport::{TransportError, TransportErrorKind};

/// What a call of an operation comes to on the thread of blocking calls.
pub fn complete<Op: Operation, V: Send>(
    call: impl Future<Output = Result<V, Error<ErrorBody<Op>>>> + Send + 'static,
) -> Result<V, Error<ErrorBody<Op>>> {
    wait(call).unwrap_or_else(|error| {
        let cause = Cause::Transport(TransportError::new(TransportErrorKind::Other, error));
        Err(Error::new(Failure::unsent::<Op>(cause), None))
    })
}

/// The items of a stream, one after the other: pages, items of pages, events, lines, pieces of a body.
pub fn iterate<S>(stream: S) -> impl Iterator<Item = S::Item>
where
    S: Stream<Item: Send> + Send + Unpin + 'static,
{
    let mut rest = Some(stream);
    std::iter::from_fn(move || {
        let mut stream = rest.take()?;
        let (item, stream) = wait(async move { (stream.next().await, stream) }).ok()?;
        rest = Some(stream);
        item
    })
}

/// What a future comes to on the thread of blocking calls.
pub(crate) fn wait<F>(future: F) -> io::Result<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move { sender.send(future.await) });
    // A call within another, as by a source of tokens, must not hold up the thread that it needs: another one takes over.
    let is_inner = thread::current().name() == Some(THREAD);
    let output = if is_inner { block_in_place(|| receiver.recv()) } else { receiver.recv() };
    output.map_err(io::Error::other)
}

/// The name of the thread of blocking calls.
const THREAD: &str = "blocking calls";

/// A future that goes on where it is awaited, while the tasks that it starts, such as that of a connection, run on the thread of blocking
/// calls.
pub(crate) fn at_home<T: 'static>(mut future: BoxFuture<'static, T>) -> BoxFuture<'static, T> {
    Box::pin(poll_fn(move |context| {
        let _home = runtime().ok().map(Runtime::enter);
        future.as_mut().poll(context)
    }))
}

fn runtime() -> io::Result<&'static Runtime> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let start = || Builder::new_multi_thread().worker_threads(1).thread_name(THREAD).enable_all().build();
    let runtime = RUNTIME.get_or_init(|| start().map_err(|error| error.to_string()));
    runtime.as_ref().map_err(|error| io::Error::other(error.clone()))
}
