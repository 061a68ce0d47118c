//! The one pipeline through Pingora: every request is answered by the handler.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use async_trait::async_trait;
use pingora::protocols::http::ServerSession;
use pingora::proxy::{FailToProxy, ProxyHttp, Session};
use pingora::upstreams::peer::HttpPeer;
use pingora::{Error, ErrorType, Result};

use super::conn::Link;
use super::exchange::SessionExchange;
use super::{Drain, Settings};
use crate::gateway::Handle;

/// A worker's pipeline.
///
/// HTTP/1 comes through Pingora's proxy, which reads the head. A session of HTTP/2 has its head
/// from the start, checked: it is answered without that detour, which would cost a tenth of a
/// small call.
pub(super) struct Pipeline<H> {
    pub(super) handler: Arc<H>,
    pub(super) settings: Arc<Settings>,
    pub(super) drain: Drain,
}

impl<H> Clone for Pipeline<H> {
    fn clone(&self) -> Self {
        Self {
            handler: self.handler.clone(),
            settings: self.settings.clone(),
            drain: self.drain.clone(),
        }
    }
}

impl<H: Handle> Pipeline<H> {
    /// Answers the request of a session whose head was read.
    ///
    /// An answer that was broken off ends in an error: Pingora would complete its framing
    /// otherwise, and the client would take the half for the whole.
    pub(super) async fn answer(&self, session: &mut ServerSession) -> Result<()> {
        let link = link(session)?.clone();
        let mut exchange = SessionExchange::new(session, &link, &self.settings, &self.drain);
        match exchange.refusal() {
            Some(refusal) => exchange.refuse(&refusal).await,
            None => self.handler.handle(&link.peer, &mut exchange).await,
        }
        exchange.finish().await
    }
}

#[async_trait]
impl<H: Handle> ProxyHttp for Pipeline<H> {
    type CTX = ();

    fn new_ctx(&self) {}

    async fn early_request_filter(&self, session: &mut Session, (): &mut ()) -> Result<()> {
        // The head is parsed: from here on, what is written is the answer.
        link(session)?.open.store(true, Relaxed);
        Ok(())
    }

    async fn request_filter(&self, session: &mut Session, (): &mut ()) -> Result<bool> {
        self.answer(session.as_downstream_mut())
            .await
            .map(|()| true)
    }

    async fn upstream_peer(&self, _: &mut Session, (): &mut ()) -> Result<Box<HttpPeer>> {
        Error::e_explain(
            ErrorType::InternalError,
            "plain HTTP upstreams are not configured",
        )
    }

    /// Answers nothing: the handler has answered, or the answer was broken off.
    async fn fail_to_proxy(&self, _: &mut Session, _: &Error, (): &mut ()) -> FailToProxy {
        FailToProxy {
            error_code: 0,
            can_reuse_downstream: false,
        }
    }

    /// The gateway writes one line per call, also for those that fail.
    fn suppress_error_log(&self, _: &Session, (): &(), _: &Error) -> bool {
        true
    }
}

fn link(session: &ServerSession) -> Result<&Arc<Link>> {
    session
        .digest()
        .and_then(|digest| digest.proxy_digest.as_ref())
        .and_then(|digest| digest.user_data.as_ref())
        .and_then(|data| data.downcast_ref())
        .ok_or_else(|| Error::explain(ErrorType::InternalError, "a session without a connection"))
}
