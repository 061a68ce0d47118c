//! The one pipeline, whatever the version of HTTP: every request is answered by the handler.

use std::sync::Arc;

use pingora::Result;

use super::conn::Link;
use super::exchange::{self, Finish};
use super::refusal::Refusal;
use super::{Drain, Settings};
use crate::gateway::Handle;

/// A worker's pipeline.
///
/// Connections are the gateway's own, their HTTP is Pingora's and the `h2` crate's. Pingora's proxy is not in it, which
/// would cost a tenth of a small call and reads the system's certificates once per worker, for connections that are
/// never made.
pub(super) struct Pipeline<H> {
    pub(super) handler: Arc<H>,
    pub(super) settings: Arc<Settings>,
    pub(super) drain: Drain,
}

impl<H: Handle> Pipeline<H> {
    /// Answers a request, or says what is wrong with its head.
    ///
    /// # Errors
    /// When the answer was broken off: the client must not take the half for the whole.
    pub(super) async fn answer(
        &self,
        link: &Link,
        mut exchange: impl Finish,
        refusal: Option<Refusal>,
    ) -> Result<()> {
        match refusal {
            Some(refusal) => exchange::refuse(&mut exchange, link, &refusal).await,
            None => self.handler.handle(&link.peer, &mut exchange).await,
        }
        exchange.finish().await
    }
}
