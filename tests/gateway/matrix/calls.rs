//! The calls of the matrix: every shape, and every way that it can end.

/// One call, however a client makes it.
pub(super) struct Call {
    pub(super) name: &'static str,
    /// By gRPC's path.
    pub(super) rpc: &'static str,
    /// By its route; a GET has no body.
    pub(super) method: &'static str,
    pub(super) target: &'static str,
    /// The target of a handshake that is all of the request.
    pub(super) handshake: Option<&'static str>,
    /// The messages of the request, in protobuf and in JSON.
    pub(super) messages: &'static [(&'static [u8], &'static str)],
    pub(super) client_streams: bool,
    pub(super) server_streams: bool,
    /// The number in a message of the answer, in protobuf and in JSON.
    pub(super) field: (u8, &'static str),
    pub(super) has_deadline: bool,
    pub(super) end: End,
}

/// How a call ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// With these messages and this code.
    Seen(&'static [u64], u64),
    /// The client leaves when the back end has the call, or, where it answers, the first message of it.
    /// A request that is a stream is still open then; nobody says anything any more.
    Left { answers: bool },
}

impl Call {
    pub(super) const fn is_unary(&self) -> bool {
        !self.client_streams && !self.server_streams
    }
}

const FAIL_STREAM: Call = Call {
    name: "many answers",
    rpc: "/bookstore.v1.Lab/FailStream",
    method: "POST",
    target: "/lab/v1/fail:stream",
    handshake: None,
    messages: &[(b"\x18\x02", r#"{"messages":2}"#)],
    client_streams: false,
    server_streams: true,
    field: (1, "number"),
    has_deadline: false,
    end: End::Seen(&[1, 2], 0),
};

pub(super) static CALLS: [Call; 13] = [
    Call {
        name: "one answer",
        rpc: "/bookstore.v1.Lab/Echo",
        target: "/lab/v1/echo",
        // Of the two routes of this path it is the first, which has no body.
        handshake: Some("/lab/v1/echo?int32Value=7"),
        messages: &[(b"\x18\x07", r#"{"int32Value":7}"#)],
        server_streams: false,
        field: (3, "int32Value"),
        end: End::Seen(&[7], 0),
        ..FAIL_STREAM
    },
    Call {
        name: "an error for one answer",
        rpc: "/bookstore.v1.Lab/Fail",
        target: "/lab/v1/fail",
        messages: &[(b"\x08\x05", r#"{"code":5}"#)],
        server_streams: false,
        end: End::Seen(&[], 5),
        ..FAIL_STREAM
    },
    Call {
        name: "no answer in time",
        rpc: "/bookstore.v1.Lab/Slow",
        method: "GET",
        target: "/lab/v1/slow?delay=3600s",
        handshake: Some("/lab/v1/slow?delay=3600s"),
        messages: &[HOUR],
        server_streams: false,
        has_deadline: true,
        end: End::Seen(&[], 4),
        ..FAIL_STREAM
    },
    FAIL_STREAM,
    Call {
        name: "an error before the first of many",
        messages: &[(b"\x08\x05", r#"{"code":5}"#)],
        end: End::Seen(&[], 5),
        ..FAIL_STREAM
    },
    Call {
        name: "an error behind the first of many",
        messages: &[(b"\x08\x05\x18\x01", r#"{"code":5,"messages":1}"#)],
        end: End::Seen(&[1], 5),
        ..FAIL_STREAM
    },
    Call {
        name: "none of many in time",
        rpc: "/bookstore.v1.Lab/SlowStream",
        method: "GET",
        target: "/lab/v1/slow:stream?delay=3600s",
        handshake: Some("/lab/v1/slow:stream?delay=3600s"),
        messages: &[HOUR],
        has_deadline: true,
        end: End::Seen(&[], 4),
        ..FAIL_STREAM
    },
    Call {
        name: "one answer to many",
        rpc: "/bookstore.v1.Bookstore/ImportBooks",
        target: "/v1/books:import",
        messages: &[BOOK, BOOK],
        client_streams: true,
        server_streams: false,
        field: (1, "importedCount"),
        end: End::Seen(&[2], 0),
        ..FAIL_STREAM
    },
    Call {
        name: "many answers to many",
        rpc: "/bookstore.v1.Lab/EchoStream",
        target: "/lab/v1/echo:stream",
        messages: &[
            (b"\x18\x01", r#"{"int32Value":1}"#),
            (b"\x18\x02", r#"{"int32Value":2}"#),
        ],
        client_streams: true,
        field: (3, "int32Value"),
        end: End::Seen(&[1, 2], 0),
        ..FAIL_STREAM
    },
    Call {
        name: "nobody waits for one answer",
        rpc: "/bookstore.v1.Lab/Slow",
        method: "GET",
        target: "/lab/v1/slow?delay=3600s",
        handshake: Some("/lab/v1/slow?delay=3600s"),
        messages: &[HOUR],
        server_streams: false,
        end: End::Left { answers: false },
        ..FAIL_STREAM
    },
    Call {
        name: "nobody waits for the first of many",
        rpc: "/bookstore.v1.Lab/SlowStream",
        method: "GET",
        target: "/lab/v1/slow:stream?delay=3600s",
        handshake: Some("/lab/v1/slow:stream?delay=3600s"),
        messages: &[HOUR],
        end: End::Left { answers: false },
        ..FAIL_STREAM
    },
    Call {
        name: "nobody ends many for one answer",
        rpc: "/bookstore.v1.Bookstore/ImportBooks",
        target: "/v1/books:import",
        messages: &[BOOK],
        client_streams: true,
        server_streams: false,
        end: End::Left { answers: false },
        ..FAIL_STREAM
    },
    Call {
        name: "nobody goes on behind the first of many to many",
        rpc: "/bookstore.v1.Lab/EchoStream",
        target: "/lab/v1/echo:stream",
        messages: &[(b"\x18\x01", r#"{"int32Value":1}"#)],
        client_streams: true,
        end: End::Left { answers: true },
        ..FAIL_STREAM
    },
];

const HOUR: (&[u8], &str) = (b"\x0a\x03\x08\x90\x1c", r#"{"delay":"3600s"}"#);

const BOOK: (&[u8], &str) = (
    b"\x0a\x09shelves/1\x12\x06\x12\x04Dawn",
    r#"{"parent":"shelves/1","book":{"title":"Dawn"}}"#,
);
