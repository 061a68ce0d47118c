//! What operators ask the gateway, on a listener of their own.
//!
//! | path | answer |
//! | --- | --- |
//! | `/livez` | 200 while the process runs |
//! | `/readyz` | 200 while new connections should come, 503 before there is an API and while it drains |
//! | `/routes` | the routes that are served, as JSON |
//! | `/status` | what is served since when, and what the last attempt to load found, as JSON |
//! | `POST /reload` | loads everything again: 200, or 422 when it is refused; what was found, as JSON |
//! | `/metrics` | what was counted, for Prometheus |
//! | `/config` | the configuration that is in effect, as TOML, without secrets |

mod control;
mod report;
mod routes;

use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Response, StatusCode};

pub use control::{Control, ControlError, Outcome, ReloadState, Reloaded, Request, Requests};
pub use report::Report;
pub use routes::{RouteRow, rows};

use crate::call::Peer;
use crate::gateway::{Exchange, Handle, write};
use crate::ingress::Drain;
use crate::snapshot::Snapshot;
use crate::telemetry::metrics;

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

/// Answers operators.
#[derive(Debug)]
pub struct Admin {
    snapshot: Arc<ArcSwap<Snapshot>>,
    drain: Drain,
    control: Control,
    configuration: Arc<ArcSwap<String>>,
}

/// A complete answer.
struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
    /// Set in a 405.
    allow: Option<&'static str>,
}

impl Answer {
    fn text(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self {
            status,
            content_type: TEXT,
            body: text.into(),
            allow: None,
        }
    }

    fn json(status: StatusCode, json: impl Into<Bytes>) -> Self {
        Self {
            content_type: JSON,
            ..Self::text(status, json)
        }
    }

    /// RFC 9110 §15.5.6: a 405 must carry Allow.
    fn method_not_allowed(allow: &'static str) -> Self {
        Self {
            allow: Some(allow),
            ..Self::text(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("only {allow} is served here\n"),
            )
        }
    }
}

impl Admin {
    /// `drain` is that of the API's listeners: it says whether they want more connections.
    /// `configuration` is the text of the one that is in effect.
    pub const fn new(
        snapshot: Arc<ArcSwap<Snapshot>>,
        drain: Drain,
        control: Control,
        configuration: Arc<ArcSwap<String>>,
    ) -> Self {
        Self {
            snapshot,
            drain,
            control,
            configuration,
        }
    }

    async fn answer(&self, method: &Method, path: &str) -> Answer {
        if path == "/reload" {
            return if method == Method::POST {
                self.reload().await
            } else {
                Answer::method_not_allowed("POST")
            };
        }
        if method != Method::GET && method != Method::HEAD {
            return Answer::method_not_allowed("GET, HEAD");
        }
        match path {
            "/livez" => Answer::text(StatusCode::OK, "ok\n"),
            "/readyz" => match self.not_ready() {
                None => Answer::text(StatusCode::OK, "ok\n"),
                Some(why) => Answer::text(StatusCode::SERVICE_UNAVAILABLE, why + "\n"),
            },
            "/status" => Answer::json(
                StatusCode::OK,
                report::status(&self.control.state(), self.not_ready().as_deref()),
            ),
            "/routes" => {
                let rows = rows(&self.snapshot.load());
                let json = serde_json::to_vec(&rows).unwrap_or_default();
                Answer::json(StatusCode::OK, json)
            }
            "/metrics" => {
                let state = self.control.state();
                let text = metrics::render(&metrics::Readings {
                    connections_open: self.drain.connections().get(),
                    reloads: state.reloads_total(),
                    last_reload_successful: state.last_reload_successful(),
                });
                Answer {
                    content_type: metrics::MEDIA_TYPE,
                    ..Answer::text(StatusCode::OK, text)
                }
            }
            "/config" => {
                let text = self.configuration.load().as_str().to_owned();
                Answer {
                    content_type: "application/toml",
                    ..Answer::text(StatusCode::OK, text)
                }
            }
            _ => Answer::text(
                StatusCode::NOT_FOUND,
                "the paths here are /livez, /readyz, /routes, /status, /reload, /metrics and /config\n",
            ),
        }
    }

    /// Why no new connections should come, if so.
    fn not_ready(&self) -> Option<String> {
        if !self.drain.is_ready() {
            return Some("draining".to_owned());
        }
        self.control.state().not_ready.clone()
    }

    async fn reload(&self) -> Answer {
        match self.control.reload().await {
            Ok(reloaded) => {
                let status = match reloaded.outcome {
                    Outcome::Changed | Outcome::Unchanged => StatusCode::OK,
                    Outcome::Refused => StatusCode::UNPROCESSABLE_ENTITY,
                };
                Answer::json(status, report::reloaded(&reloaded))
            }
            Err(error) => Answer::text(StatusCode::SERVICE_UNAVAILABLE, format!("{error}\n")),
        }
    }
}

impl Handle for Admin {
    async fn handle<E: Exchange>(&self, _: &Peer, exchange: &mut E) {
        let head = exchange.head();
        let (method, path) = (head.method.clone(), head.uri.path().to_owned());
        let Answer {
            status,
            content_type,
            body,
            allow,
        } = self.answer(&method, &path).await;
        let end = method == Method::HEAD;
        let mut head = Response::new(());
        *head.status_mut() = status;
        let headers = head.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        headers.extend(allow.map(|allow| (ALLOW, HeaderValue::from_static(allow))));
        let sent = match exchange.send_head(head, end) {
            Ok(()) => write(exchange, if end { Bytes::new() } else { body }, true).await,
            Err(error) => Err(error),
        };
        if sent.is_err() {
            exchange.abort();
        }
    }
}
