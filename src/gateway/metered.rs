//! An [`Exchange`] whose call is recorded: what goes through it is counted, whatever the protocol.

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, request};

use super::handle::find;
use super::{Exchange, ExchangeError};
use crate::router::RouteId;
use crate::schema::MethodId;
use crate::snapshot::Snapshot;
use crate::telemetry::CallRecord;

/// A client's exchange and the record of its call, which is sealed when this is dropped.
pub(super) struct Metered<'x, 's, E> {
    exchange: &'x mut E,
    pub(super) record: CallRecord<'s>,
    snapshot: &'s Snapshot,
}

impl<'x, 's, E: Exchange> Metered<'x, 's, E> {
    pub(super) const fn new(
        exchange: &'x mut E,
        record: CallRecord<'s>,
        snapshot: &'s Snapshot,
    ) -> Self {
        Self {
            exchange,
            record,
            snapshot,
        }
    }

    /// Records which method was asked for by a request that was refused, if there is one: its head
    /// may have been refused before anybody was told the route.
    pub(super) fn refused(&mut self) {
        if let Ok(matched) = find(self.snapshot, self.exchange.head()) {
            let route = matched.route();
            self.record_route(route);
        }
    }

    /// Records the method of a call that has no route.
    pub(super) fn record_method(
        &mut self,
        method: MethodId,
        path: &'s str,
        cluster: Option<&'s str>,
    ) {
        let series = self.snapshot.series.method(method.index());
        self.record.matched(series, path);
        if let Some(cluster) = cluster {
            self.record.dispatched(cluster);
        }
    }

    /// The answer was given to the client, or the client is gone.
    pub(super) fn end(&mut self, sent: Result<(), ExchangeError>) {
        match sent {
            Ok(()) => self.record.delivered(),
            Err(_) => self.exchange.abort(),
        }
    }

    fn record_route(&mut self, route: RouteId) {
        let route = self.snapshot.route(route);
        let method = route.binding.method;
        let series = self.snapshot.series.method(method.index());
        self.record.matched(series, &route.label);
        if let Some(target) = self.snapshot.target(method) {
            self.record.dispatched(target.cluster.name());
        }
    }
}

impl<E: Exchange> Exchange for Metered<'_, '_, E> {
    fn head(&self) -> &request::Parts {
        self.exchange.head()
    }

    fn accepted(&mut self, route: RouteId, metadata: &mut HeaderMap) {
        self.record_route(route);
        self.record.name(metadata);
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        let read = ready!(self.exchange.poll_read(cx));
        if let Ok(Some(piece)) = &read {
            self.record.received(piece.len());
        }
        Poll::Ready(read)
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.exchange.poll_closed(cx)
    }

    /// Also names the request in every answer, and tells browsers who may read it.
    fn send_head(&mut self, mut head: http::Response<()>, end: bool) -> Result<(), ExchangeError> {
        self.record.name(head.headers_mut());
        let request = &self.exchange.head().headers;
        self.snapshot.cors.expose(request, head.headers_mut());
        let status = head.status();
        self.exchange.send_head(head, end)?;
        self.record.head_sent(status);
        Ok(())
    }

    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        let length = |chunk: &Option<Bytes>| chunk.as_ref().map_or(0, Bytes::len);
        let before = length(chunk);
        let written = self.exchange.poll_write(cx, chunk, end);
        // Part of it may be taken while the rest waits.
        self.record.sent(before - length(chunk));
        written
    }

    fn send_trailers(&mut self, trailers: HeaderMap) -> Result<(), ExchangeError> {
        self.exchange.send_trailers(trailers)
    }

    fn allow_silence(&mut self) {
        self.exchange.allow_silence();
    }

    fn abort(&mut self) {
        self.exchange.abort();
    }
}
