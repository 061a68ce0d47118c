//! The one pipeline, whatever the version of HTTP: every request is answered by the handler.

use std::sync::Arc;

use pingora::protocols::http::ServerSession;
use pingora::{Error, ErrorType, Result};

use super::conn::Link;
use super::exchange::SessionExchange;
use super::{Drain, Settings};
use crate::gateway::Handle;

/// A worker's pipeline.
///
/// Sessions are Pingora's; its proxy is not, which would cost a tenth of a small call and reads the
/// system's certificates once per worker, for connections that are never made.
pub(super) struct Pipeline<H> {
    pub(super) handler: Arc<H>,
    pub(super) settings: Arc<Settings>,
    pub(super) drain: Drain,
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

fn link(session: &ServerSession) -> Result<&Arc<Link>> {
    session
        .digest()
        .and_then(|digest| digest.proxy_digest.as_ref())
        .and_then(|digest| digest.user_data.as_ref())
        .and_then(|data| data.downcast_ref())
        .ok_or_else(|| Error::explain(ErrorType::InternalError, "a session without a connection"))
}
