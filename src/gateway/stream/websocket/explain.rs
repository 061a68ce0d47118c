//! What becomes of a handshake and a message behind it, without a call.

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header, request};

use super::super::gather::Gather;
use super::find::find;
use super::{Opening, open};
use crate::call::{Peer, forward_request};
use crate::framing::grpc::Decoder;
use crate::gateway::Rejection;
use crate::gateway::explain::Lowered;
use crate::gateway::stream::rpc::Found;
use crate::protocol::websocket::VERSION;
use crate::router::RouteId;
use crate::snapshot::Snapshot;
use crate::tasks;
use crate::units::ByteSize;

/// The nonce of RFC 6455 §1.3.
const KEY: HeaderValue = HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ==");

/// What a handshake asks for, and what becomes of it.
pub(in crate::gateway) struct Explained<'s> {
    pub(in crate::gateway) asked: Option<(Found<'s>, Option<(RouteId, Method)>)>,
    /// The message, if it could be read.
    pub(in crate::gateway) messages: Vec<Bytes>,
    /// Why not is told with this status of HTTP: that of the handshake, where that is accepted.
    pub(in crate::gateway) lowered: Result<Lowered, (Rejection, StatusCode)>,
}

/// Explains a handshake, and a message behind it if there is one. What every client adds by itself may be
/// missing.
pub(in crate::gateway) fn explain<'s>(
    snapshot: &'s Snapshot,
    peer: &Peer,
    head: &request::Parts,
    message: &Bytes,
) -> Explained<'s> {
    let mut head = head.clone();
    for (name, value) in [
        (header::SEC_WEBSOCKET_VERSION, VERSION),
        (header::SEC_WEBSOCKET_KEY, KEY),
    ] {
        head.headers.entry(name).or_insert(value);
    }
    let refused = |rejection: Rejection| {
        let status = rejection.status();
        Err((rejection, status))
    };
    let asked = match find(snapshot, &head) {
        Ok(asked) => asked,
        Err(rejection) => {
            return Explained {
                asked: None,
                messages: Vec::new(),
                lowered: refused(rejection),
            };
        }
    };
    let received = tasks::now().instant;
    let opened = forward_request(&head, peer, &snapshot.forwarding)
        .map_err(Rejection::from)
        .and_then(|mut metadata| {
            let opening = open(snapshot, &head, &asked, &mut metadata)?;
            Ok((opening, metadata))
        });
    let mut messages = Vec::new();
    let lowered = match opened {
        Ok((opening, metadata)) => match read(&opening, message, &mut messages) {
            Ok(()) => Ok(Lowered {
                metadata,
                timeout: opening.deadline.remaining(received),
            }),
            Err(rejection) => Err((rejection, StatusCode::SWITCHING_PROTOCOLS)),
        },
        Err(rejection) => refused(rejection),
    };
    Explained {
        asked: Some((asked.found, asked.route)),
        messages,
        lowered,
    }
}

fn read(
    opening: &Opening<'_>,
    message: &Bytes,
    messages: &mut Vec<Bytes>,
) -> Result<(), Rejection> {
    let is_head_alone = opening.messages.is_head_alone();
    if is_head_alone && !message.is_empty() {
        return Err(Rejection::SocketOver);
    }
    if !is_head_alone && message.is_empty() {
        return Ok(());
    }
    let mut frames = Gather::default();
    opening.messages.append(message, &mut frames)?;
    let mut decoder = Decoder::new(ByteSize(u64::MAX));
    while let Some(piece) = frames.take() {
        decoder.push(piece);
        messages.extend(decoder.next()?.map(|message| message.bytes));
    }
    Ok(())
}
