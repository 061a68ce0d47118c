//! Query parameters that the API does not know, as metadata of the call.

use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{CONTROLS, utf8_percent_encode};

use crate::snapshot::{Route, Snapshot};
use crate::transcode::request::UnknownParameters;

const CAPTURED: HeaderName = HeaderName::from_static("x-unknown-query-parameters");

/// Puts the parameters that name no field into the metadata, where that is asked for. A client
/// cannot put them there by itself then. They are no longer than the target, whose length is
/// limited, but for what is not ASCII and escaped here: metadata cannot hold it.
pub(super) fn capture(
    snapshot: &Snapshot,
    route: &Route,
    query: Option<&str>,
    metadata: &mut HeaderMap,
) {
    let options = &snapshot.json(route.binding.method).request;
    if options.unknown_query_parameters != UnknownParameters::Capture {
        return;
    }
    metadata.remove(CAPTURED);
    let captured = query.and_then(|query| {
        route
            .plan
            .unknown_parameters(&snapshot.plans, query, options)
    });
    let text = captured.map(|text| utf8_percent_encode(&text, CONTROLS).to_string());
    if let Some(value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
        metadata.insert(CAPTURED, value);
    }
}
