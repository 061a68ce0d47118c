//! An HTTP/1 connection: one request after the other.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;

use pingora::apps::HttpServerApp;
use pingora::protocols::http::ServerSession;

use super::conn::{Conn, Next};
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
        let mut session = ServerSession::new_http1(conn);
        // No timers of Pingora's: the connection and the exchange hold every limit.
        session.set_keepalive(Some(0));
        session.set_read_timeout(None);
        let reused = home.proxy.process_new_http(session, &home.soft).await?;
        let (stream, _) = reused.consume();
        conn = stream.into_any().downcast().ok()?;
    }
}
