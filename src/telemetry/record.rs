//! One call, from its request's head to its end.

use std::sync::Arc;

use http::{HeaderMap, Method, StatusCode, request};

use super::series::{Bytes, MethodSeries, SeriesTable};
use super::{Recorder, RequestId, line, metrics};
use crate::call::{Peer, REQUEST_ID, trace_id};
use crate::clock::Moment;
use crate::protocol::Protocol;
use crate::status::{CLIENT_CLOSED_REQUEST, Code};
use crate::tasks;

/// Why the gateway, and not a back end, has ended a call: two labels that never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Whose fault it is: `client`, `upstream` or `gateway`.
    pub fault: &'static str,
    /// As in `ErrorInfo.reason`.
    pub reason: &'static str,
}

/// A client that leaves is noticed by the call being dropped, so there is nobody to say this.
const CLIENT_GONE: Failure = Failure {
    fault: "client",
    reason: "CLIENT_GONE",
};

/// What is known of a call. Sealed when it is dropped: one line, and its metrics.
///
/// ```text
/// begin --ended--> ended --delivered--> delivered --drop--> sealed as it ended
///   '--------------drop--'----------------------------------> sealed as cancelled by the client
/// ```
#[derive(Debug)]
pub struct CallRecord<'s> {
    recorder: &'s Recorder,
    series: &'s MethodSeries,
    pub(super) started: Moment,
    pub(super) request_id: Option<RequestId>,
    pub(super) trace_id: Option<[u8; 32]>,
    pub(super) peer: &'s str,
    pub(super) protocol: Protocol,
    pub(super) http_method: Method,
    pub(super) route: Option<&'s str>,
    pub(super) cluster: Option<&'s str>,
    pub(super) endpoint: Option<Arc<str>>,
    pub(super) attempts: u32,
    bytes: Bytes,
    status: Option<StatusCode>,
    ended: Option<(Code, Option<Failure>)>,
    delivered: bool,
}

/// How a call has ended, for its line.
#[derive(Debug)]
pub(super) struct End {
    pub(super) status: StatusCode,
    pub(super) code: Code,
    pub(super) failure: Option<Failure>,
    pub(super) micros: u64,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
}

impl<'s> CallRecord<'s> {
    pub(super) fn begin(
        recorder: &'s Recorder,
        series: &'s SeriesTable,
        peer: &'s Peer,
        head: &request::Parts,
    ) -> Self {
        let started = tasks::now();
        let has_id = recorder.has_request_id();
        Self {
            recorder,
            series: series.unmatched(),
            started,
            request_id: has_id.then(|| RequestId::of(&head.headers, started.unix)),
            trace_id: trace_id(&head.headers),
            peer: peer.address_text(),
            protocol: Protocol::detect(head),
            http_method: head.method.clone(),
            route: None,
            cluster: None,
            endpoint: None,
            attempts: 0,
            bytes: Bytes::default(),
            status: None,
            ended: None,
            delivered: false,
        }
    }

    pub const fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The protocol turned out to be another one than the head says by itself.
    pub const fn speaks(&mut self, protocol: Protocol) {
        self.protocol = protocol;
    }

    pub const fn request_id(&self) -> Option<&RequestId> {
        self.request_id.as_ref()
    }

    /// Puts the request's id into headers or metadata, instead of any that is there.
    pub fn name(&self, headers: &mut HeaderMap) {
        if let Some(id) = &self.request_id {
            headers.insert(REQUEST_ID, id.value().clone());
        }
    }

    /// The call is one of this method, by a route with this template.
    pub const fn matched(&mut self, series: Option<&'s MethodSeries>, route: &'s str) {
        if let Some(series) = series {
            self.series = series;
        }
        self.route = Some(route);
    }

    /// The call goes to this cluster.
    pub const fn dispatched(&mut self, cluster: &'s str) {
        self.cluster = Some(cluster);
    }

    /// The endpoint that was tried last, and how many were, where that is known.
    pub fn attempted(&mut self, endpoint: &Arc<str>, attempts: u32) {
        self.endpoint = Some(Arc::clone(endpoint));
        self.attempts = attempts;
    }

    /// The call ends with this code; `failure` says why where it was not the back end that ended it.
    pub const fn ended(&mut self, code: Code, failure: Option<Failure>) {
        self.ended = Some((code, failure));
    }

    /// The head of the answer was sent.
    pub const fn head_sent(&mut self, status: StatusCode) {
        self.status = Some(status);
    }

    /// A piece of the request's body was read.
    pub const fn received(&mut self, bytes: usize) {
        self.bytes.received += bytes as u64;
    }

    /// A piece of the answer's body was written.
    pub const fn sent(&mut self, bytes: usize) {
        self.bytes.sent += bytes as u64;
    }

    /// The whole answer was given to the client.
    pub const fn delivered(&mut self) {
        self.delivered = true;
    }

    pub(super) fn service(&self) -> &str {
        &self.series.service
    }

    pub(super) fn method(&self) -> &str {
        &self.series.method
    }

    fn end(&self) -> End {
        let taken = tasks::now()
            .instant
            .saturating_duration_since(self.started.instant);
        let (code, failure) = match self.ended {
            Some(ended) if self.delivered => ended,
            Some(_) | None => (Code::Cancelled, Some(CLIENT_GONE)),
        };
        End {
            status: self.status.unwrap_or(CLIENT_CLOSED_REQUEST),
            code,
            failure,
            micros: u64::try_from(taken.as_micros()).unwrap_or(u64::MAX),
            bytes_in: self.bytes.received,
            bytes_out: self.bytes.sent,
        }
    }
}

impl Drop for CallRecord<'_> {
    fn drop(&mut self) {
        let end = self.end();
        let seconds = end.micros as f64 / 1e6;
        self.series
            .count(self.protocol, end.code, seconds, self.bytes);
        if let Some(Failure { fault, reason }) = end.failure {
            metrics::count_rejection(reason, fault);
        }
        self.recorder.write(end.code, |format, out| {
            line::write(out, format, self, &end);
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn end_of(act: impl FnOnce(&mut CallRecord<'_>)) -> End {
        let recorder = Recorder::silent();
        let table = SeriesTable::new([]);
        let head = http::Request::new(()).into_parts().0;
        let peer = Peer::new("127.0.0.1:1".parse().unwrap(), None);
        let mut record = CallRecord::begin(&recorder, &table, &peer, &head);
        act(&mut record);
        record.end()
    }

    #[test]
    fn a_call_that_is_dropped_was_cancelled_by_its_client() {
        let end = end_of(|_| {});
        assert_eq!(
            (end.status, end.code, end.failure),
            (CLIENT_CLOSED_REQUEST, Code::Cancelled, Some(CLIENT_GONE))
        );
    }

    #[test]
    fn an_answer_that_was_not_taken_was_cancelled_too() {
        let end = end_of(|record| {
            record.ended(Code::Ok, None);
            record.head_sent(StatusCode::OK);
        });
        assert_eq!((end.status, end.code), (StatusCode::OK, Code::Cancelled));
    }

    #[test]
    fn an_answer_that_was_taken_ends_as_it_says() {
        let end = end_of(|record| {
            record.ended(Code::NotFound, None);
            record.head_sent(StatusCode::NOT_FOUND);
            record.received(2);
            record.sent(3);
            record.sent(4);
            record.delivered();
        });
        assert_eq!(
            (end.status, end.code, end.failure),
            (StatusCode::NOT_FOUND, Code::NotFound, None)
        );
        assert_eq!((end.bytes_in, end.bytes_out), (2, 7));
    }
}
