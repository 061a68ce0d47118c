//! What happens to every call around its handler: it is counted, its caller's departure is noticed, and trailers that
//! the handler asked for are sent.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::uri::Authority;
use http::{HeaderMap, Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use tonic::body::Body;
use tower::{Layer, Service};

use crate::v1::StatsResponse;
use crate::v1::stats_response::Counts;

/// The counts of all calls, by path. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calls {
    counts: Arc<Mutex<BTreeMap<String, Counts>>>,
}

impl Calls {
    /// The counts so far and their sums.
    pub(crate) fn stats(&self) -> StatsResponse {
        let methods = self.locked(|counts| counts.clone());
        StatsResponse {
            started: methods.values().map(|counts| counts.started).sum(),
            cancelled: methods.values().map(|counts| counts.cancelled).sum(),
            methods,
        }
    }

    fn start(&self, path: &str) -> Call {
        let counted = self.locked(|counts| {
            if counts.len() >= PATHS_MAX && !counts.contains_key(path) {
                return false;
            }
            counts.entry(path.to_owned()).or_default().started += 1;
            true
        });
        Call {
            calls: self.clone(),
            path: counted.then(|| path.to_owned()),
            completed: false,
        }
    }

    fn locked<T>(&self, read: impl FnOnce(&mut BTreeMap<String, Counts>) -> T) -> T {
        read(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An extension of a response: what to add to the trailers of a call that succeeds, which tonic has no word for.
#[derive(Clone, Debug)]
pub(crate) struct Trailers(pub(crate) HeaderMap);

impl<S> Layer<S> for Calls {
    type Service = Counted<S>;

    fn layer(&self, inner: S) -> Counted<S> {
        Counted {
            inner,
            calls: self.clone(),
        }
    }
}

/// The service that counts the calls of another.
#[derive(Clone, Debug)]
pub(crate) struct Counted<S> {
    inner: S,
    calls: Calls,
}

impl<S> Service<Request<Body>> for Counted<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let mut call = self.calls.start(request.uri().path());
        if let Some(authority) = request.uri().authority().cloned() {
            request.extensions_mut().insert::<Authority>(authority);
        }
        let response = self.inner.call(request);
        Box::pin(async move {
            let (mut head, body) = response.await?.into_parts();
            let trailers = head.extensions.remove::<Trailers>();
            // A Trailers-Only response ends with its head, and its body is never asked for anything.
            call.completed = body.is_end_stream();
            let body = Watched {
                body,
                call,
                trailers,
            };
            Ok(Response::from_parts(head, Body::new(body)))
        })
    }
}

/// One call. Dropped before it is completed, it counts as cancelled.
#[derive(Debug)]
struct Call {
    calls: Calls,
    /// None when the path is one too many to be counted.
    path: Option<String>,
    completed: bool,
}

impl Drop for Call {
    fn drop(&mut self) {
        let Some(path) = self.path.take() else { return };
        self.calls.locked(|counts| {
            let counts = counts.entry(path).or_default();
            if self.completed {
                counts.completed += 1;
            } else {
                counts.cancelled += 1;
            }
        });
    }
}

/// A response body that knows whether it came to its end.
struct Watched {
    body: Body,
    call: Call,
    trailers: Option<Trailers>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = tonic::Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, tonic::Status>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match polled {
            Poll::Ready(Some(Ok(mut frame))) => {
                if let Some(sent) = frame.trailers_mut() {
                    self.call.completed = true;
                    if let Some(Trailers(asked)) = self.trailers.take() {
                        sent.extend(asked);
                    }
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(None) => {
                self.call.completed = true;
                Poll::Ready(None)
            }
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// How many paths are counted; a caller may invent any number.
const PATHS_MAX: usize = 256;
