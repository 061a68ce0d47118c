//! An HTTP/2 connection: its streams run side by side on the worker's thread.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::server::{Builder, Connection, SendResponse};
use h2::{Reason, RecvStream};
use http::{Request, request};

use super::conn::{Conn, Link};
use super::drain::CLOSE_LIMIT;
use super::exchange::Http2Exchange;
use super::refusal::Refusal;
use super::worker::Home;
use super::{Settings, stream_head};
use crate::gateway::Handle;
use crate::tasks::{self, Scope, Timer};

/// Requests of one connection that break HTTP/2's rules before it is closed.
const REJECTED_STREAMS_MAX: usize = 32;
/// Streams that the client has reset before they were accepted, likewise (CVE-2023-44487).
const PENDING_RESETS_MAX: usize = 20;
/// Streams that the gateway has reset because of the client's errors, likewise.
const LOCAL_RESETS_MAX: usize = 1024;

/// What a connection's streams tell its loop.
#[derive(Debug, Default)]
struct Streams {
    active: AtomicUsize,
    /// When the last one ended.
    ended: Mutex<Option<Instant>>,
}

impl Streams {
    fn idle_for(&self) -> Option<Duration> {
        if self.active.load(Relaxed) > 0 {
            return None;
        }
        let ended = *self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        Some(ended.map_or(Duration::MAX, |ended| {
            tasks::now().instant.saturating_duration_since(ended)
        }))
    }
}

/// One stream, until it is dropped: by its end, by a panic, or with the connection.
struct Active(Arc<Streams>);

impl Drop for Active {
    fn drop(&mut self) {
        if self.0.active.fetch_sub(1, Relaxed) == 1 {
            let now = tasks::now().instant;
            *self.0.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        }
    }
}

/// Serves the connection to its end.
pub(super) async fn serve<H: Handle>(home: &Arc<Home<H>>, mut conn: Box<Conn>) {
    let settings = &home.settings;
    let mut timer = std::mem::take(&mut conn.timer);
    let link = conn.link.clone();
    let Some(mut connection) = open(home, conn, &mut timer).await else {
        return;
    };
    let streams = Arc::new(Streams::default());
    let scope = Scope::new("HTTP/2 stream");
    let mut softened = pin!(home.drain.softened());
    let mut limit = settings.head_timeout;
    let (mut used, mut closing, mut rejected) = (false, false, 0);
    loop {
        tokio::select! {
            biased;
            // Safe to drop: a stream that was not accepted yet stays in the connection.
            accepted = poll_fn(|cx| connection.poll_accept(cx)) => match accepted {
                Some(Ok((request, respond))) => {
                    if !used && !closing {
                        limit = settings.connection_idle_timeout;
                        timer.start(limit);
                    }
                    used = true;
                    let stream = Accepted::new(request, respond, settings);
                    if matches!(stream.refusal, Some(Refusal::Malformed(_))) {
                        rejected += 1;
                    }
                    if rejected >= REJECTED_STREAMS_MAX {
                        connection.abrupt_shutdown(Reason::ENHANCE_YOUR_CALM);
                    } else {
                        start(home, &scope, &streams, &link, stream);
                    }
                }
                Some(Err(error)) => {
                    tracing::debug!(%error, "HTTP/2 connection");
                    break;
                }
                None => break,
            },
            // The timer runs through and is looked at here, so that requests do not touch it.
            () = poll_fn(|cx| timer.poll(limit, cx)) => match streams.idle_for() {
                None => timer.start(limit),
                Some(idle) if idle < limit => timer.start(limit.saturating_sub(idle)),
                Some(_) if closing || !used => break,
                Some(_) => {
                    connection.graceful_shutdown();
                    (closing, limit) = (true, CLOSE_LIMIT);
                    timer.start(limit);
                }
            },
            // Only waits.
            () = &mut softened, if !closing => {
                connection.graceful_shutdown();
                (closing, limit) = (true, CLOSE_LIMIT);
                timer.start(limit);
            }
        }
    }
    // With the connection gone, streams see that their client is gone.
    drop(connection);
    scope.join_within(CLOSE_LIMIT).await;
}

/// The preface and SETTINGS. The timer still runs from the acceptance: it covers these and the
/// first head.
async fn open<H: Handle>(
    home: &Home<H>,
    conn: Box<Conn>,
    timer: &mut Timer,
) -> Option<Connection<Box<Conn>, Bytes>> {
    let opening = home.http2.handshake(conn);
    // What the loser leaves is dropped with the connection.
    let opened = tokio::select! {
        biased;
        opened = opening => opened,
        () = poll_fn(|cx| timer.poll(home.settings.head_timeout, cx)) => return None,
    };
    opened
        .inspect_err(|error| tracing::debug!(%error, "HTTP/2 handshake"))
        .ok()
}

/// A stream whose head has arrived.
struct Accepted {
    head: request::Parts,
    body: RecvStream,
    respond: SendResponse<Bytes>,
    refusal: Option<Refusal>,
}

impl Accepted {
    fn new(
        request: Request<RecvStream>,
        respond: SendResponse<Bytes>,
        settings: &Settings,
    ) -> Self {
        let (head, body) = request.into_parts();
        let refusal = stream_head::refusal(&head, settings);
        Self {
            head,
            body,
            respond,
            refusal,
        }
    }
}

fn start<H: Handle>(
    home: &Arc<Home<H>>,
    scope: &Scope,
    streams: &Arc<Streams>,
    link: &Arc<Link>,
    stream: Accepted,
) {
    streams.active.fetch_add(1, Relaxed);
    let active = Active(streams.clone());
    let (home, link) = (home.clone(), link.clone());
    // Boxed: a task is moved several times before it runs, and this is large.
    scope.spawn(Box::pin(async move {
        let _active = active;
        let pipeline = &home.pipeline;
        let exchange = Http2Exchange::new(
            stream.head,
            stream.body,
            stream.respond,
            &link,
            &pipeline.settings,
        );
        // A broken answer has reset its stream; the others go on.
        let _ = pipeline.answer(&link, exchange, stream.refusal).await;
    }));
}

/// The limits of a connection, as its SETTINGS announce them and as the `h2` crate keeps them.
pub(super) fn options(settings: &Settings) -> Builder {
    let clamp = |size: usize| u32::try_from(size).unwrap_or(u32::MAX).min(WINDOW_MAX);
    let mut options = Builder::new();
    options
        .max_concurrent_streams(settings.max_concurrent_streams)
        .max_header_list_size(clamp(settings.head_max.as_usize()))
        .initial_window_size(clamp(settings.stream_window.as_usize()))
        .initial_connection_window_size(clamp(settings.connection_window.as_usize()))
        .max_send_buffer_size(settings.send_buffer.as_usize())
        .max_pending_accept_reset_streams(PENDING_RESETS_MAX)
        .max_local_error_reset_streams(Some(LOCAL_RESETS_MAX))
        .enable_connect_protocol();
    options
}

/// RFC 9113 §6.9.1: a flow-control window must not exceed 2^31-1.
const WINDOW_MAX: u32 = (1 << 31) - 1;
