//! The seam between the gateway and a client's connection: one request in, one answer out.
//!
//! `ingress` implements it over a Pingora session, the tests in memory. A unary call goes through
//! it without a channel and without a boxed body: the gateway polls, the session answers.

use std::future::{Future, poll_fn};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http::request;

use crate::call::Peer;
use crate::router::RouteId;

/// Why bytes could not be read from or written to a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// The connection or the stream is gone; nobody is left to answer.
    #[error("the client went away")]
    Gone,
    /// The body did not arrive in the time that the listener allows.
    #[error("the request body did not arrive in time")]
    Timeout,
    /// The request breaks the rules of its HTTP version, such as a wrong chunk size.
    #[error("malformed request body: {0}")]
    Malformed(String),
}

/// One request and its answer.
///
/// Reads and writes may be polled in turn by one task: neither loses data when it is not ready.
/// An implementation sends `100 Continue` by itself when the body is first read.
pub trait Exchange: Send {
    /// The request's head. Borrowed, so that nothing is copied that is not needed later.
    fn head(&self) -> &request::Parts;

    /// Told when the head was accepted: the route, and the metadata that will go to the back end,
    /// to which it may add. For those who record calls.
    fn accepted(&mut self, _route: RouteId, _metadata: &mut HeaderMap) {}

    /// The next piece of the request body; `None` at its end.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>>;

    /// The client may say nothing for as long as it likes, also before the answer has begun: what
    /// bounds the request is the call's deadline.
    fn allow_silence(&mut self) {}

    /// Ready when the client can no longer receive an answer. Before the body's end HTTP/1 cannot
    /// tell without reading on, and is never ready.
    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()>;

    /// Queues the head of the answer; `end` when no body follows.
    ///
    /// # Errors
    /// [`ExchangeError::Gone`] when the client can no longer receive it.
    fn send_head(&mut self, head: http::Response<()>, end: bool) -> Result<(), ExchangeError>;

    /// Takes `chunk` when there is room for it; ready when it was taken and is on its way.
    /// Called again after `Pending`, with what is left in `chunk`.
    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>>;

    /// Ends the answer with trailers, where the HTTP version has them; otherwise just ends it.
    ///
    /// # Errors
    /// [`ExchangeError::Gone`] when the client can no longer receive them.
    fn send_trailers(&mut self, trailers: HeaderMap) -> Result<(), ExchangeError>;

    /// Breaks the answer off so that the client sees that it is not complete.
    fn abort(&mut self);
}

/// What answers requests. One implementation serves; the tests of `ingress` bring small ones.
pub trait Handle: Send + Sync + 'static {
    /// Takes one request from its head to the end of its answer. Dropping the future cancels it.
    fn handle<E: Exchange>(&self, peer: &Peer, exchange: &mut E)
    -> impl Future<Output = ()> + Send;
}

/// Reads the next piece of the body.
///
/// # Errors
/// As [`Exchange::poll_read`].
pub async fn read(exchange: &mut impl Exchange) -> Result<Option<Bytes>, ExchangeError> {
    poll_fn(|cx| exchange.poll_read(cx)).await
}

/// Writes one piece of the answer's body.
///
/// # Errors
/// As [`Exchange::poll_write`].
pub async fn write(
    exchange: &mut impl Exchange,
    chunk: Bytes,
    end: bool,
) -> Result<(), ExchangeError> {
    let mut chunk = Some(chunk);
    poll_fn(|cx| exchange.poll_write(cx, &mut chunk, end)).await
}

/// Runs `work` until it is done or the client goes away; `None` means that the client did.
pub async fn unless_closed<T>(
    exchange: &mut impl Exchange,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = std::pin::pin!(work);
    poll_fn(|cx| {
        if let Poll::Ready(done) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(done));
        }
        exchange.poll_closed(cx).map(|()| None)
    })
    .await
}
