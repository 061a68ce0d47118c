//! `Last-Event-ID`: what a browser has seen of a stream of events when it connects again.
//!
//! It goes to the back end, in the field of the request that the configuration names, or else as
//! metadata.

use http::{HeaderMap, HeaderName, request};

use super::Rejection;
use crate::call::MetadataError;
use crate::snapshot::{Route, Snapshot};
use crate::transcode::request::RequestError;
use crate::transcode::scalar::ScalarError;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Appends it to a request message whose method has a field for it.
pub(super) fn append(
    snapshot: &Snapshot,
    route: &Route,
    head: &request::Parts,
    message: &mut Vec<u8>,
) -> Result<(), Rejection> {
    let Some(field) = snapshot.streams.last_event_id(route.binding.method) else {
        return Ok(());
    };
    let Some(value) = head
        .headers
        .get(LAST_EVENT_ID)
        .filter(|value| !value.is_empty())
    else {
        return Ok(());
    };
    let rules = snapshot.json(route.binding.method).request.text;
    // HTML sends the id as it came, in UTF-8.
    let appended = match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => field.append(&snapshot.plans, text, rules, message),
        Err(_) => Err(ScalarError::Expected("text in UTF-8")),
    };
    appended.map_err(|problem| {
        let field = field.name().into();
        RequestError::LastEventIdInvalid { field, problem }.into()
    })
}

/// Puts it into the metadata of a call whose method has no field for it.
pub(super) fn forward(
    snapshot: &Snapshot,
    route: &Route,
    headers: &HeaderMap,
    metadata: &mut HeaderMap,
) -> Result<(), Rejection> {
    let has_field = snapshot
        .streams
        .last_event_id(route.binding.method)
        .is_some();
    let Some(value) = headers
        .get(LAST_EVENT_ID)
        .filter(|value| !has_field && !value.is_empty())
    else {
        return Ok(());
    };
    if value.to_str().is_err() {
        let header = LAST_EVENT_ID.as_str().to_owned();
        return Err(MetadataError::NotAscii { header }.into());
    }
    metadata.insert(LAST_EVENT_ID, value.clone());
    Ok(())
}
