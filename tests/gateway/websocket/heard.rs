//! What a client may say, and that it is heard whatever the back end does.

use std::time::Duration;

use bytes::Bytes;
use tungstenite::protocol::Message;

use super::{Bookstore, END};
use crate::backend::{Script, Scripted};
use crate::socket::{BOTH, Over, Socket};
use crate::support::{Gateway, PATIENCE};

/// The next message that is no ping.
fn hear_answer(socket: &mut Socket) -> Message {
    loop {
        match socket.hear() {
            Message::Ping(_) => {}
            other => return other,
        }
    }
}

#[tokio::test]
async fn a_client_is_heard_while_the_back_end_takes_no_more() {
    let often = ["--set", "websocket.ping_interval=50ms"];
    let backend = Scripted::start(Script::NeverReads);
    let gateway = Gateway::for_sample(backend.address, &often);
    let large = format!(r#"{{"text":"{}"}}"#, "x".repeat(1 << 20));
    let ping = |text: &'static str| Message::Ping(Bytes::from_static(text.as_bytes()));
    let pong = |text: &'static str| Message::Pong(Bytes::from_static(text.as_bytes()));
    for over in BOTH {
        let mut socket = Socket::open(over, gateway.address, "/v1/conversation", &[])
            .ok()
            .unwrap();
        // More than its window.
        socket.say(&*large);
        socket.say(ping("one"));
        assert_eq!(hear_answer(&mut socket), pong("one"));
        // Behind a message that waits, and the end.
        socket.say(r#"{"text":"and more"}"#);
        socket.say(END);
        socket.say(ping("two"));
        assert_eq!(hear_answer(&mut socket), pong("two"));
        // It is asked too.
        assert_eq!(socket.hear(), Message::Ping(Bytes::new()));
        socket.close();
        let cancelled = async {
            while backend.received().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let cancelled = tokio::time::timeout(PATIENCE, cancelled).await;
        assert!(cancelled.is_ok(), "the call goes on");
    }
}

#[test]
fn a_socket_has_a_limit_of_its_own() {
    let store = Bookstore::start(&["--set", "websocket.message_max=1KiB"]);
    let text = |length: usize| format!(r#"{{"text":"{}"}}"#, "x".repeat(length - 11));
    let mut socket = store.open(Over::Http1, "/v1/conversation", &[]);
    socket.say(text(1024));
    socket.json();
    socket.say(text(1025));
    let error = socket.failed(1009);
    assert_eq!(error["details"][0]["reason"], "MESSAGE_TOO_LARGE");
    // It is for sockets alone.
    let reply = store
        .gateway
        .post("/lab/v1/echo", &text(2000).replace("text", "stringValue"));
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn no_extension_is_negotiated() {
    let store = Bookstore::start(&[]);
    let offered = (
        "sec-websocket-extensions",
        "permessage-deflate; client_max_window_bits",
    );
    for over in BOTH {
        let mut socket = store.open(over, "/v1/conversation", &[offered]);
        assert!(!socket.headers.contains_key("sec-websocket-extensions"));
        socket.say(r#"{"text":"hello"}"#);
        assert_eq!(socket.json()["turn"], 1);
        // RFC 6455 §5.2: the bit of an extension that was not negotiated.
        socket.write(b"\xc1\x80\0\0\0\0");
        assert_eq!(socket.failed(1002)["details"][0]["reason"], "FRAME_INVALID");
    }
}
