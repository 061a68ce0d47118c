//! The messages of a REST request: its head brings the path, the query and the content type to each
//! of them, its body the rest.

use http::request;
use smallvec::SmallVec;

use super::handle::{find, rejection_of};
use super::{Rejection, last_event_id};
use crate::framing::grpc::{PREFIX, seal};
use crate::protocol::rest;
use crate::snapshot::{Route, Snapshot};
use crate::transcode::request::{BodyFormat, RequestOptions, RequestParts};
use crate::units::ByteSize;

/// What the length prefix of gRPC can say.
const MESSAGE_MAX: ByteSize = ByteSize(u32::MAX as u64);

/// Makes messages of one request.
pub(super) struct RequestMessages<'r> {
    pub(super) snapshot: &'r Snapshot,
    pub(super) route: &'r Route,
    head: &'r request::Parts,
    captures: SmallVec<[&'r str; 8]>,
    content_type: &'r str,
}

impl<'r> RequestMessages<'r> {
    /// `route` is that of the head.
    pub(super) fn new(
        snapshot: &'r Snapshot,
        route: &'r Route,
        head: &'r request::Parts,
    ) -> Result<Self, Rejection> {
        // The head was matched before, to find the route; it has not changed since.
        let matched = find(snapshot, head).map_err(|error| rejection_of(snapshot, error, head))?;
        let variables = route.binding.template.variables().iter();
        Ok(Self {
            snapshot,
            route,
            head,
            captures: variables
                .map(|variable| matched.capture(variable))
                .collect(),
            content_type: rest::content_type(&head.headers),
        })
    }

    pub(super) fn options(&self) -> &'r RequestOptions {
        &self.snapshot.json(self.route.binding.method).request
    }

    /// Appends the message of a body, without a prefix.
    pub(super) fn append(
        &self,
        body: &[u8],
        format: BodyFormat,
        out: &mut Vec<u8>,
    ) -> Result<(), Rejection> {
        let parts = RequestParts {
            captures: &self.captures,
            query: self.head.uri.query(),
            body: Some(body),
            format,
            content_type: self.content_type,
        };
        let Self {
            snapshot, route, ..
        } = self;
        let plan = &route.plan;
        plan.assemble(&snapshot.plans, &parts, self.options(), out)?;
        last_event_id::append(snapshot, route, self.head, out)
    }

    /// Appends the message of a body behind its prefix. Where that fails `out` is as it was.
    pub(super) fn append_frame(
        &self,
        body: &[u8],
        format: BodyFormat,
        out: &mut Vec<u8>,
    ) -> Result<(), Rejection> {
        let start = out.len();
        out.extend_from_slice(&[0; PREFIX]);
        let appended = self.append(body, format, out).and_then(|()| {
            let frame = out.get_mut(start..).unwrap_or_default();
            seal(frame).map_err(|_| Rejection::BodyTooLarge { max: MESSAGE_MAX })
        });
        appended.inspect_err(|_| out.truncate(start))
    }
}
