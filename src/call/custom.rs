//! Metadata of clients that speak gRPC, or a protocol that has gRPC's metadata: all of it passes.
//!
//! They chose what they send as metadata, unlike a client of REST, whose headers were written for
//! HTTP. So there is no list to be on; what stays behind is what belongs to a hop, to gRPC's own
//! framing, or to this gateway. What a browser adds to the requests of a page (`origin`, `cookie`,
//! `sec-fetch-mode`) passes too, as it does with Envoy: a back end may want to know.

use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName, SERVER};
use http::request;
use smallvec::SmallVec;

use super::metadata::{
    append_forwarded, is_hop_by_hop, is_nominated, is_optional, is_reserved, trace,
};
use super::{Forwarding, Peer};

/// gRPC's own headers that say something of the call, or of what its frames are compressed with.
/// The frames pass as they are, and so must these.
const PASSED: [&str; 5] = [
    "grpc-encoding",
    "grpc-accept-encoding",
    "grpc-previous-rpc-attempts",
    "grpc-tags-bin",
    "grpc-trace-bin",
];

/// Names that Connect keeps for itself begin so.
const CONNECT_PREFIX: &str = "connect-";

/// What HTTP and other protocols say of themselves.
const OF_PROTOCOLS: [&str; 3] = ["accept", "x-grpc-web", "connect-protocol-version"];

/// The metadata of a call: the headers of its request, but for those that do not reach a back end.
pub fn forward_custom(head: &request::Parts, peer: &Peer, forwarding: &Forwarding) -> HeaderMap {
    forward(head, peer, forwarding, |_| false)
}

/// The same of a client that speaks Connect: what its bytes are compressed with it says in other
/// words, which are not the back end's.
pub fn forward_connect(head: &request::Parts, peer: &Peer, forwarding: &Forwarding) -> HeaderMap {
    forward(head, peer, forwarding, |name| {
        name.starts_with(CONNECT_PREFIX)
            || matches!(
                name,
                "content-encoding" | "grpc-encoding" | "grpc-accept-encoding"
            )
    })
}

fn forward(
    head: &request::Parts,
    peer: &Peer,
    forwarding: &Forwarding,
    is_of_protocol: impl Fn(&str) -> bool,
) -> HeaderMap {
    let mut metadata = HeaderMap::with_capacity(head.headers.len() + 8);
    let nominates = head.headers.contains_key(CONNECTION);
    for (name, value) in &head.headers {
        let text = name.as_str();
        let is_kept = is_reserved(text) && !PASSED.contains(&text)
            || OF_PROTOCOLS.contains(&text)
            || is_of_protocol(text)
            || is_optional(name, value);
        let is_of_hop = || nominates && is_nominated(&head.headers, name);
        if !is_kept && !is_of_hop() {
            metadata.append(name.clone(), value.clone());
        }
    }
    trace(&head.headers, &mut metadata);
    append_forwarded(&mut metadata, head, peer, forwarding.trusted_hops());
    metadata
}

/// A back end's metadata as it goes back to such a client. It has gRPC's own headers still: they
/// say what the frames, or the call's end, mean.
pub fn return_custom(mut metadata: HeaderMap) -> HeaderMap {
    let is_kept = |name: &&HeaderName| {
        is_hop_by_hop(name.as_str()) || [CONTENT_TYPE, CONTENT_LENGTH, DATE, SERVER].contains(name)
    };
    let kept: SmallVec<[HeaderName; 4]> = metadata.keys().filter(is_kept).cloned().collect();
    for name in kept {
        metadata.remove(name);
    }
    metadata
}

/// A back end's metadata as it goes back to a client that speaks Connect, which has words of its own
/// for what gRPC's headers say.
pub fn return_connect(metadata: &HeaderMap) -> HeaderMap {
    let mut custom = HeaderMap::with_capacity(metadata.len() + 4);
    for (name, value) in metadata {
        let text = name.as_str();
        let is_kept = is_reserved(text)
            || text.starts_with(CONNECT_PREFIX)
            || matches!(text, "content-encoding" | "date" | "server");
        if !is_kept {
            custom.append(name.clone(), value.clone());
        }
    }
    custom
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> HeaderMap {
        let entry = |(name, value): &(&str, &str)| -> (HeaderName, http::HeaderValue) {
            (name.parse().unwrap(), value.parse().unwrap())
        };
        pairs.iter().map(entry).collect()
    }

    fn lines(headers: &HeaderMap) -> Vec<String> {
        let line = |(name, value): (&HeaderName, &http::HeaderValue)| {
            format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
        };
        let mut lines: Vec<_> = headers.iter().map(line).collect();
        lines.sort();
        lines
    }

    type Forward = fn(&request::Parts, &Peer, &Forwarding) -> HeaderMap;

    fn forwarded(pairs: &[(&str, &str)]) -> Vec<String> {
        forwarded_by(forward_custom, pairs)
    }

    /// What reaches the back end, without what the gateway adds of itself.
    fn forwarded_by(forward: Forward, pairs: &[(&str, &str)]) -> Vec<String> {
        let mut head = http::Request::new(()).into_parts().0;
        head.headers = map(pairs);
        let peer = Peer::new("10.1.2.3:5555".parse().unwrap(), None);
        let mut metadata = forward(&head, &peer, &Forwarding::default());
        assert_eq!(metadata.remove("x-forwarded-for").unwrap(), "10.1.2.3");
        assert_eq!(metadata.remove("x-forwarded-proto").unwrap(), "http");
        lines(&metadata)
    }

    #[test]
    fn what_a_client_chose_to_send_passes() {
        let passing = [
            ("authorization", "Bearer t"),
            ("cookie", "a=b"),
            ("grpc-accept-encoding", "gzip"),
            ("grpc-encoding", "gzip"),
            ("grpc-trace-bin", "AAAB"),
            ("shelf", "7"),
            ("shelf", "8"),
            ("trace-bin", "AAE=,AAI"),
            ("user-agent", "grpc-go/1.7"),
            ("x-request-id", "7"),
        ];
        let expected: Vec<_> = passing.iter().map(|(n, v)| format!("{n}: {v}")).collect();
        assert_eq!(forwarded(&passing), expected);
    }

    #[test]
    fn what_a_browser_adds_passes_as_it_does_with_envoy() {
        let added = [
            ("accept-language", "en"),
            ("cookie", "a=b"),
            ("origin", "https://app.example"),
            ("referer", "https://app.example/"),
            ("sec-ch-ua", "\"Chromium\""),
            ("sec-fetch-mode", "cors"),
            ("user-agent", "Mozilla/5.0"),
            ("x-user-agent", "grpc-web-javascript/0.1"),
        ];
        let expected: Vec<_> = added.iter().map(|(n, v)| format!("{n}: {v}")).collect();
        for forward in [forward_custom, forward_connect] {
            assert_eq!(forwarded_by(forward, &added), expected);
        }
    }

    #[test]
    fn what_belongs_to_a_hop_to_grpc_or_to_the_gateway_stays_behind() {
        let kept = [
            ("connection", "close, hop"),
            ("hop", "1"),
            ("te", "trailers"),
            ("content-type", "application/grpc"),
            ("content-length", "5"),
            ("accept-encoding", "gzip"),
            ("host", "api.example"),
            ("grpc-timeout", "1S"),
            ("grpc-status", "0"),
            ("grpc-internal", "x"),
            ("x-forwarded-for", "6.6.6.6"),
            ("x-grpc-web", "1"),
            ("accept", "*/*"),
            ("traceparent", "malformed"),
            ("x-request-id", "é"),
        ];
        assert_eq!(forwarded(&kept), ["x-forwarded-host: api.example"]);
    }

    #[test]
    fn metadata_comes_back_under_its_own_names() {
        let metadata = map(&[
            ("content-type", "application/grpc"),
            ("content-length", "5"),
            ("date", "x"),
            ("server", "x"),
            ("connection", "x"),
            ("grpc-encoding", "gzip"),
            ("shelf", "7"),
            ("set-cookie", "a=b"),
        ]);
        assert_eq!(
            lines(&return_custom(metadata)),
            ["grpc-encoding: gzip", "set-cookie: a=b", "shelf: 7"]
        );
    }
    #[test]
    fn what_connect_says_of_itself_stays_behind() {
        let kept = [
            ("connect-protocol-version", "1"),
            ("connect-timeout-ms", "1"),
            ("connect-content-encoding", "gzip"),
            ("connect-accept-encoding", "gzip"),
            ("content-encoding", "gzip"),
            ("accept-encoding", "gzip"),
            ("grpc-encoding", "gzip"),
            ("grpc-accept-encoding", "gzip"),
            ("grpc-timeout", "1S"),
        ];
        assert_eq!(forwarded_by(forward_connect, &kept), [""; 0]);
        let passing = [("authorization", "Bearer t"), ("grpc-trace-bin", "AAAB")];
        let expected = ["authorization: Bearer t", "grpc-trace-bin: AAAB"];
        assert_eq!(forwarded_by(forward_connect, &passing), expected);
        let metadata = map(&[
            ("content-type", "application/grpc"),
            ("content-encoding", "gzip"),
            ("connect-timeout-ms", "1"),
            ("grpc-encoding", "gzip"),
            ("grpc-status", "0"),
            ("date", "x"),
            ("shelf", "7"),
            ("shelf", "8"),
            ("set-cookie", "a=b"),
        ]);
        assert_eq!(
            lines(&return_connect(&metadata)),
            ["set-cookie: a=b", "shelf: 7", "shelf: 8"]
        );
    }
}
