//! What becomes of a request for a method by its own path, without a call.

use bytes::Bytes;
use http::{StatusCode, request};

use super::codec::Codec;
use super::gather::Gather;
use super::rpc::{self, Found};
use crate::call::Peer;
use crate::framing::grpc::Decoder;
use crate::gateway::Rejection;
use crate::gateway::explain::Lowered;
use crate::protocol::Protocol;
use crate::protocol::connect::Form;
use crate::snapshot::Snapshot;
use crate::tasks;
use crate::units::ByteSize;

/// A request's messages as far as they can be read, and what goes with them, or why they do not go and
/// with which HTTP status that is told.
pub(in crate::gateway) type Explained = (Vec<Bytes>, Result<Lowered, (Rejection, StatusCode)>);

/// Explains a request of gRPC, of gRPC-Web, or of Connect that streams.
pub(in crate::gateway) fn explain(
    snapshot: &Snapshot,
    peer: &Peer,
    head: &request::Parts,
    body: Bytes,
    protocol: Protocol,
) -> Explained {
    let found = Found::find(snapshot, head);
    let mut codec = match codec(snapshot, head, protocol, found.as_ref().ok()) {
        Ok(codec) => codec,
        Err(rejection) => {
            let status = match protocol {
                Protocol::Connect => rejection.connect_status(),
                Protocol::Rest | Protocol::Grpc | Protocol::GrpcWeb | Protocol::WebSocket => {
                    rejection.status()
                }
            };
            return (Vec::new(), Err((rejection, status)));
        }
    };
    let mut messages = Vec::new();
    let lowered = found.and_then(|found| {
        let received = tasks::now().instant;
        let timeout = codec.open(head)?;
        let deadline = found.policy().deadline(received, timeout);
        let metadata = codec.metadata(head, peer, &snapshot.forwarding);
        read(&mut *codec, body, &mut messages)?;
        Ok(Lowered {
            metadata,
            timeout: deadline.remaining(received),
        })
    });
    // Its own protocol tells the client, in an answer that is one of HTTP.
    (
        messages,
        lowered.map_err(|rejection| (rejection, StatusCode::OK)),
    )
}

fn codec<'s>(
    snapshot: &'s Snapshot,
    head: &request::Parts,
    protocol: Protocol,
    found: Option<&Found<'s>>,
) -> Result<Box<dyn Codec + 's>, Rejection> {
    Ok(match protocol {
        Protocol::Grpc => Box::new(rpc::grpc(head, found)?),
        Protocol::GrpcWeb => Box::new(rpc::grpc_web(head, found)?),
        Protocol::Connect => match Form::of(head)? {
            Form::Stream(format) => Box::new(rpc::connect(snapshot, head, format, found)?),
            form @ (Form::Post(_) | Form::Get) => return Err(form.mismatched(head).into()),
        },
        Protocol::Rest | Protocol::WebSocket => {
            return Err(Rejection::ProtocolUnsupported { protocol });
        }
    })
}

/// Reads a body to its end.
fn read(codec: &mut dyn Codec, body: Bytes, messages: &mut Vec<Bytes>) -> Result<(), Rejection> {
    let mut decoder = Decoder::new(ByteSize(u64::MAX));
    let mut frames = Gather::default();
    codec.read(body);
    loop {
        let read = codec.frames(&mut frames);
        let is_over = !frames.is_full();
        let read = read.and_then(|()| match is_over {
            true => codec.finish(&mut frames),
            false => Ok(()),
        });
        while let Some(piece) = frames.take() {
            decoder.push(piece);
            while let Ok(Some(message)) = decoder.next() {
                // What is compressed is for the back end alone to read.
                messages.extend((!message.compressed).then_some(message.bytes));
            }
        }
        read?;
        if is_over {
            return Ok(());
        }
    }
}
