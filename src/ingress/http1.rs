//! An HTTP/1 connection: one request after the other.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;

use http::StatusCode;
use pingora::protocols::http::ServerSession;

use super::conn::{Conn, Next};
use super::exchange::Http1Exchange;
use super::worker::Home;
use crate::gateway::Handle;

/// Serves the connection to its end. Returns it if it turns out to speak HTTP/2.
pub(super) async fn serve<H: Handle>(home: &Home<H>, mut conn: Box<Conn>) -> Option<Box<Conn>> {
    let mut served = 0_u32;
    let mut hardened = pin!(home.drain.hardened());
    loop {
        // Both only wait: a head that is half read stays in the connection's inbox.
        let next = tokio::select! {
            biased;
            next = poll_fn(|cx| conn.poll_next(cx)) => next,
            () = &mut hardened => Next::Closed,
        };
        match next {
            Next::Head => {}
            Next::Http2 => return Some(conn),
            Next::Closed => return None,
            Next::Refused(refusal) => {
                conn.refuse(refusal).await;
                return None;
            }
        }
        served = served.saturating_add(1);
        let last = home.settings.max_requests.is_some_and(|max| served >= max);
        conn.link.last.store(last, Relaxed);
        // Boxed: what a request needs is large, and freed before the connection waits again.
        conn = Box::pin(answer(home, conn)).await?;
    }
}

/// Answers the request whose head has arrived. The connection comes back if another one may follow.
async fn answer<H: Handle>(home: &Home<H>, conn: Box<Conn>) -> Option<Box<Conn>> {
    let link = conn.link.clone();
    let mut session = ServerSession::new_http1(conn);
    // No timers of Pingora's: the connection and the exchange hold every limit.
    session.set_keepalive(Some(0));
    session.set_read_timeout(None);
    match session.read_request().await {
        Ok(true) => {}
        Ok(false) => return None,
        Err(_) => {
            // Whatever is written now, the connection says instead what is wrong with the head.
            let _ = session
                .respond_error(StatusCode::BAD_REQUEST.as_u16())
                .await;
            session.shutdown().await;
            return None;
        }
    }
    // The head is parsed: from here on, what is written is the answer.
    link.open.store(true, Relaxed);
    let pipeline = &home.pipeline;
    let exchange = Http1Exchange::new(&mut session, &link, &pipeline.settings, &pipeline.drain);
    let refusal = exchange.refusal();
    pipeline.answer(&link, exchange, refusal).await.ok()?;
    // What came behind the request is in the connection's inbox: the session has seen none of it.
    let (stream, _) = session.finish().await.ok()??.into_parts();
    stream.into_any().downcast().ok()
}
