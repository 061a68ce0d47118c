//! The protocols that clients speak, told apart and read: what a request asks for, in neutral words.

pub mod accept;
pub mod coding;
pub mod connect;
pub mod cors;
pub mod grpc;
pub mod grpc_web;
pub mod problem;
pub mod quality;
pub mod rest;
pub mod stream;
pub mod websocket;

use http::header::CONTENT_TYPE;
use http::request;

/// How a client speaks to the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// REST/JSON by `google.api.http`.
    Rest,
    /// Native gRPC.
    Grpc,
    /// gRPC-Web, binary or text.
    GrpcWeb,
    Connect,
    /// A socket for the messages of one call.
    WebSocket,
}

impl Protocol {
    /// The protocol of a request, by its content type, or by what it wants to become; Connect has
    /// other marks too.
    pub fn detect(head: &request::Parts) -> Self {
        if websocket::is_handshake(head) {
            return Self::WebSocket;
        }
        let content_type = head
            .headers
            .get(CONTENT_TYPE)
            .map_or(&b""[..], |value| value.as_bytes());
        let is = |name: &[u8]| {
            let Some(start) = content_type.get(..name.len()) else {
                return false;
            };
            let next = content_type.get(name.len());
            start.eq_ignore_ascii_case(name) && matches!(next, None | Some(b'+' | b';' | b' '))
        };
        if is(b"application/grpc-web") || is(b"application/grpc-web-text") {
            Self::GrpcWeb
        } else if is(b"application/grpc") {
            Self::Grpc
        } else if connect::is_marked(head) {
            Self::Connect
        } else {
            Self::Rest
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Grpc => "grpc",
            Self::GrpcWeb => "grpc-web",
            Self::WebSocket => "websocket",
            Self::Connect => "connect",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_content_type_tells_the_protocol() {
        for (content_type, expected) in [
            ("application/json", Protocol::Rest),
            ("", Protocol::Rest),
            ("application/grpc", Protocol::Grpc),
            ("application/grpc+proto", Protocol::Grpc),
            ("Application/gRPC; charset=x", Protocol::Grpc),
            ("application/grpc-web", Protocol::GrpcWeb),
            ("application/grpc-web-text+proto", Protocol::GrpcWeb),
            ("application/grpcish", Protocol::Rest),
            ("application/connect+json", Protocol::Connect),
            ("Application/Connect+proto", Protocol::Connect),
            ("application/proto", Protocol::Rest),
        ] {
            let head = http::Request::builder()
                .header(CONTENT_TYPE, content_type)
                .body(())
                .unwrap()
                .into_parts()
                .0;
            assert_eq!(Protocol::detect(&head), expected, "{content_type}");
        }
    }
}
