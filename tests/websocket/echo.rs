//! A server that sends every message of a WebSocket back, for the cases of Autobahn: the gateway's own ingress,
//! handshake and frames, without the calls that they are there for.

use std::error::Error;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rialto::call::Peer;
use rialto::framing::websocket::{
    Decoder, Incoming, Kind, SocketError, close, write_close, write_header,
};
use rialto::gateway::{Exchange, ExchangeError, Handle, read, write};
use rialto::ingress::{Bound, Drain, Settings, bind, run, workers};
use rialto::protocol::cors::{self, Cors, Names};
use rialto::protocol::websocket::Handshake;
use rialto::units::ByteSize;

/// The largest message of a case has 16 MiB.
const MESSAGE_MAX: ByteSize = ByteSize::mib(16);

struct Echo {
    cors: Cors,
}

impl Handle for Echo {
    async fn handle<E: Exchange>(&self, _: &Peer, exchange: &mut E) {
        let Ok(handshake) = Handshake::new(exchange.head(), &self.cors) else {
            return exchange.abort();
        };
        let opened = exchange.send_head(handshake.head(), false);
        exchange.allow_silence();
        if opened.is_err() || echo(exchange).await.is_err() {
            exchange.abort();
        }
    }
}

async fn echo(exchange: &mut impl Exchange) -> Result<(), ExchangeError> {
    let mut decoder = Decoder::new(MESSAGE_MAX);
    while let Some(piece) = read(exchange).await? {
        decoder.push(piece);
        loop {
            let next = decoder.next();
            let replies = decoder.replies();
            if !replies.is_empty() {
                write(exchange, replies.into(), false).await?;
            }
            match next {
                Ok(None) => break,
                Ok(Some(Incoming::Text(text))) => send(exchange, Kind::Text, text).await?,
                Ok(Some(Incoming::Binary(data))) => send(exchange, Kind::Binary, data).await?,
                Ok(Some(Incoming::Sign)) => {}
                Ok(Some(Incoming::Closed)) => return write(exchange, Bytes::new(), true).await,
                Err(error) => return fail(exchange, &error).await,
            }
        }
    }
    Err(ExchangeError::Gone)
}

async fn send(
    exchange: &mut impl Exchange,
    kind: Kind,
    payload: Bytes,
) -> Result<(), ExchangeError> {
    let mut header = Vec::new();
    write_header(kind, payload.len(), &mut header);
    write(exchange, header.into(), false).await?;
    write(exchange, payload, false).await
}

async fn fail(exchange: &mut impl Exchange, error: &SocketError) -> Result<(), ExchangeError> {
    let code = match error {
        SocketError::Protocol(_) => close::PROTOCOL,
        SocketError::Utf8 => close::INVALID,
        SocketError::TooLarge { .. } => close::TOO_LARGE,
    };
    let mut frame = Vec::new();
    write_close(code, &error.to_string(), &mut frame);
    write(exchange, frame.into(), true).await
}

fn main() -> Result<(), Box<dyn Error>> {
    let sockets = bind(SocketAddr::from(([127, 0, 0, 1], 0)), 1)?;
    let address = sockets.first().ok_or("no socket")?.local_addr()?;
    let bound = Bound { sockets, tls: None };
    let (settings, drain) = (Arc::new(Settings::default()), Drain::default());
    let cors = Cors::new(&cors::Settings {
        origins: Vec::new(),
        allowed_headers: Names::Any,
        exposed_headers: Names::Any,
        max_age: Duration::ZERO,
        credentials: false,
    });
    let echo = Arc::new(Echo { cors });
    let workers = workers(1, vec![bound], &settings, &drain, move |_| echo.clone());
    writeln!(std::io::stdout(), "listening on {address}")?;
    run(
        workers,
        Vec::<rialto::ingress::Worker<Echo>>::new(),
        settings,
        drain,
    );
    Ok(())
}
