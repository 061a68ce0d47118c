//! What operators ask the gateway, on a listener of their own.
//!
//! | path | answer |
//! | --- | --- |
//! | `/livez` | 200 while the process runs |
//! | `/readyz` | 200 while new connections should come, 503 while it drains |
//! | `/routes` | the routes that are served, as JSON |

mod routes;

use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Response, StatusCode};

pub use routes::{RouteRow, rows};

use crate::call::Peer;
use crate::gateway::{Exchange, Handle, write};
use crate::ingress::Drain;
use crate::snapshot::Snapshot;

/// Answers operators.
#[derive(Debug)]
pub struct Admin {
    snapshot: Arc<ArcSwap<Snapshot>>,
    drain: Drain,
}

impl Admin {
    /// `drain` is that of the API's listeners: it says whether they want more connections.
    pub const fn new(snapshot: Arc<ArcSwap<Snapshot>>, drain: Drain) -> Self {
        Self { snapshot, drain }
    }

    fn answer(&self, method: &Method, path: &str) -> (StatusCode, &'static str, Bytes) {
        const TEXT: &str = "text/plain; charset=utf-8";
        const JSON: &str = "application/json";
        let text = |status, text: &'static str| (status, TEXT, Bytes::from_static(text.as_bytes()));
        if method != Method::GET && method != Method::HEAD {
            return text(StatusCode::METHOD_NOT_ALLOWED, "only GET is served here\n");
        }
        match path {
            "/livez" => text(StatusCode::OK, "ok\n"),
            "/readyz" if self.drain.is_ready() => text(StatusCode::OK, "ok\n"),
            "/readyz" => text(StatusCode::SERVICE_UNAVAILABLE, "draining\n"),
            "/routes" => {
                let rows = rows(&self.snapshot.load());
                (
                    StatusCode::OK,
                    JSON,
                    serde_json::to_vec(&rows).unwrap_or_default().into(),
                )
            }
            _ => text(
                StatusCode::NOT_FOUND,
                "the paths here are /livez, /readyz and /routes\n",
            ),
        }
    }
}

impl Handle for Admin {
    async fn handle<E: Exchange>(&self, _: &Peer, exchange: &mut E) {
        let (status, content_type, body) =
            self.answer(&exchange.head().method, exchange.head().uri.path());
        let end = exchange.head().method == Method::HEAD;
        let mut head = Response::new(());
        *head.status_mut() = status;
        head.headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        head.headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        let sent = match exchange.send_head(head, end) {
            Ok(()) => write(exchange, if end { Bytes::new() } else { body }, true).await,
            Err(error) => Err(error),
        };
        if sent.is_err() {
            exchange.abort();
        }
    }
}
