//! One connection, from its acceptance on: what Pingora reads from and writes to.
//!
//! On HTTP/1 it hands over one head at a time. Bytes that come early, such as a pipelined request,
//! wait in its inbox, so that nothing is lost between two requests and a client that leaves is
//! noticed at any time. Writes are gathered, so that head and body leave in one packet.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::os::fd::AsRawFd;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use async_trait::async_trait;
use pingora::protocols::raw_connect::ProxyDigest;
use pingora::protocols::{
    GetProxyDigest, GetSocketDigest, GetTimingDigest, Peek, Shutdown, SocketDigest, Ssl,
    TimingDigest, UniqueID, UniqueIDType,
};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::head::{self, Limits, Scan, Scanned};
use super::refusal::Refusal;
use super::transport::Transport;
use super::{Settings, tls};
use crate::call::Peer;
use crate::tasks::Timer;

/// What the parts of one connection tell each other. They run on one thread, so no order of
/// memory is needed; Pingora wants its types `Sync`.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) peer: Peer,
    /// The head was handed over and the pipeline answers; before that, what Pingora writes is its
    /// own refusal of the head.
    pub(super) open: AtomicBool,
    /// More of the answer comes at once: what was written so far waits for it.
    pub(super) corked: AtomicBool,
    /// Reads only watch for the client to leave.
    pub(super) watching: AtomicBool,
    /// The connection ends after this request.
    pub(super) last: AtomicBool,
    /// The client may still be sending when the connection is closed.
    pub(super) linger: AtomicBool,
    /// The end must not look like one.
    pub(super) reset: AtomicBool,
    /// Bytes that the client's socket has taken: whether a slow client moves at all.
    pub(super) written: AtomicU64,
}

/// What comes next on a connection without a request in flight.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A complete HTTP/1 head is there to be read.
    Head,
    Http2,
    Closed,
    Refused(Refusal),
}

/// How far the close has got.
#[derive(Debug, Clone, Copy)]
enum Closing {
    No,
    /// The last bytes are written, and our side is shut.
    Writing,
    /// What the client still sends is read for nothing: a close with bytes unread, or still on
    /// their way, is a TCP reset that can overtake the answer (RFC 9112 §9.6).
    Lingering,
    Done,
}

/// Room for one read into the inbox, on the stack.
const FILL: usize = 4096;
/// What may wait in the inbox while a request is served; after that the socket waits.
const INBOX_MAX: usize = 64 * 1024;
/// What is gathered before it is written.
const OUTBOX: usize = 16 * 1024;
/// What an idle connection may keep of its buffers.
const IDLE_CAPACITY: usize = 1024;
/// Room for one read while a connection lingers, on the stack.
const DISCARD: usize = 16 * 1024;

pub(super) struct Conn {
    io: Transport,
    /// Read from the socket; the first `taken` bytes were handed on.
    inbox: Vec<u8>,
    taken: usize,
    /// The bytes of the current head, and how many of them Pingora has yet to read.
    head: usize,
    head_left: usize,
    scan: Scan,
    /// Gathered for the socket; the first `sent` bytes were written.
    outbox: Vec<u8>,
    sent: usize,
    /// The limit on the head or on idleness, whichever is on.
    pub(super) timer: Timer,
    /// HTTP/2 by ALPN or by its preface.
    http2: bool,
    /// The first bytes of a plain connection tell the version.
    undecided: bool,
    /// A request was read before.
    used: bool,
    refused: bool,
    closing: Closing,
    pub(super) link: Arc<Link>,
    settings: Arc<Settings>,
}

impl Conn {
    /// Takes a new connection through its TLS handshake, if it has one.
    ///
    /// # Errors
    /// When the handshake fails or takes longer than a head may.
    pub(super) async fn accept(
        tcp: TcpStream,
        address: SocketAddr,
        config: Option<Arc<ServerConfig>>,
        settings: Arc<Settings>,
    ) -> io::Result<Box<Self>> {
        let mut timer = Timer::started(settings.head_timeout);
        tcp.set_nodelay(true)?;
        let undecided = config.is_none();
        let (io, facts, http2) = match config {
            None => (Transport::Plain(tcp), None, false),
            Some(config) => {
                let done = tls::accept(tcp, config, &mut timer, &settings).await?;
                (Transport::Tls(done.stream), Some(done.facts), done.http2)
            }
        };
        let link = Arc::new(Link {
            peer: Peer::new(address, facts),
            open: AtomicBool::new(false),
            corked: AtomicBool::new(false),
            watching: AtomicBool::new(false),
            last: AtomicBool::new(false),
            linger: AtomicBool::new(false),
            reset: AtomicBool::new(false),
            written: AtomicU64::new(0),
        });
        Ok(Box::new(Self {
            io,
            inbox: Vec::new(),
            taken: 0,
            head: 0,
            head_left: 0,
            scan: Scan::default(),
            outbox: Vec::new(),
            sent: 0,
            timer,
            http2,
            undecided,
            used: false,
            refused: false,
            closing: Closing::No,
            link,
            settings,
        }))
    }

    /// Waits for the next request, or for the reason why there is none.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        self.discard_taken();
        loop {
            if let Some(next) = self.decide() {
                return Poll::Ready(next);
            }
            let was_idle = self.used && self.inbox.is_empty();
            match self.poll_fill(cx) {
                Poll::Ready(Ok(1..)) => {
                    if was_idle {
                        self.timer.start(self.settings.head_timeout);
                    }
                }
                Poll::Ready(_) => return Poll::Ready(Next::Closed),
                Poll::Pending if was_idle => {
                    self.shrink();
                    ready!(self.timer.poll(self.settings.connection_idle_timeout, cx));
                    return Poll::Ready(Next::Closed);
                }
                Poll::Pending => {
                    let limit = self.settings.head_timeout;
                    ready!(self.timer.poll(limit, cx));
                    return Poll::Ready(if self.inbox.is_empty() {
                        Next::Closed
                    } else {
                        Next::Refused(Refusal::HeadTimeout { limit })
                    });
                }
            }
        }
    }

    /// What the inbox says; `None` when it takes more bytes to know.
    fn decide(&mut self) -> Option<Next> {
        if self.undecided {
            let http2 = head::is_preface(&self.inbox)?;
            self.undecided = false;
            self.http2 = http2;
        }
        if self.http2 {
            return Some(Next::Http2);
        }
        let limits = Limits {
            bytes: self.settings.head_max.as_usize(),
            headers: self.settings.header_count_max,
        };
        match self.scan.advance(&self.inbox, limits) {
            Scanned::Partial => None,
            Scanned::Refused(refusal) => Some(Next::Refused(refusal)),
            Scanned::Complete { len } => {
                self.scan = Scan::default();
                self.head = len;
                self.head_left = len;
                self.used = true;
                self.timer.stop();
                self.link.open.store(false, Relaxed);
                Some(Next::Head)
            }
        }
    }

    /// Answers a refused request and closes.
    pub(super) async fn refuse(&mut self, refusal: Refusal) {
        self.queue_refusal(&refusal);
        self.shutdown().await;
    }

    fn queue_refusal(&mut self, refusal: &Refusal) {
        tracing::debug!(peer = %self.link.peer.address, %refusal, "request refused");
        refusal.count();
        self.refused = true;
        self.outbox = refusal.http1();
        self.sent = 0;
        self.link.linger.store(true, Relaxed);
    }

    fn discard_taken(&mut self) {
        self.inbox.drain(..self.taken.min(self.inbox.len()));
        self.taken = 0;
    }

    fn shrink(&mut self) {
        for buffer in [&mut self.inbox, &mut self.outbox] {
            if buffer.capacity() > IDLE_CAPACITY {
                *buffer = Vec::new();
            }
        }
    }

    /// Reads once into the inbox. TLS is read as plaintext, so that a request which came with the
    /// last one's record is not waited for.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut space = [MaybeUninit::uninit(); FILL];
        let mut buffer = ReadBuf::uninit(&mut space);
        ready!(self.io.poll_read(cx, &mut buffer))?;
        self.inbox.extend_from_slice(buffer.filled());
        Poll::Ready(Ok(buffer.filled().len()))
    }

    /// Moves at most `max` bytes of the inbox; `false` when there was none.
    fn replay(&mut self, max: usize, buffer: &mut ReadBuf<'_>) -> usize {
        let waiting = self.inbox.get(self.taken..).unwrap_or(&[]);
        let len = waiting.len().min(max).min(buffer.remaining());
        buffer.put_slice(waiting.get(..len).unwrap_or(&[]));
        self.taken += len;
        len
    }

    /// Ready when the client has left; one that only shuts its sending side is taken to have left
    /// too, as TCP does not tell the two apart. What it sends instead waits for the next request.
    fn poll_watch(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            if self.inbox.len() >= INBOX_MAX {
                // More is not read before this request is over; the socket's buffer fills up.
                return Poll::Pending;
            }
            if ready!(self.poll_fill(cx))? == 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }

    fn poll_outbox(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(rest) = self.outbox.get(self.sent..)
            && !rest.is_empty()
        {
            let len = ready!(self.io.poll_write(cx, rest))?;
            if len == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.sent += len;
            self.link.written.fetch_add(len as u64, Relaxed);
        }
        self.outbox.clear();
        self.sent = 0;
        Poll::Ready(Ok(()))
    }

    /// Writes what is not worth copying, behind what was gathered and in one packet with it.
    fn poll_write_large(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            let rest = self.outbox.get(self.sent..).unwrap_or_default();
            let gathered = rest.len();
            let len = ready!(self.io.poll_write_both(cx, rest, bytes))?;
            self.link.written.fetch_add(len as u64, Relaxed);
            self.sent += len.min(gathered);
            if len >= gathered {
                self.outbox.clear();
                self.sent = 0;
            }
            match len.saturating_sub(gathered) {
                0 if len == 0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                0 => {}
                written => return Poll::Ready(Ok(written)),
            }
        }
    }

    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            match self.closing {
                Closing::No => {
                    self.timer.start(self.settings.write_timeout);
                    self.closing = Closing::Writing;
                }
                Closing::Writing => {
                    let polled = match self.poll_outbox(cx)? {
                        Poll::Ready(()) => self.io.poll_shutdown(cx)?,
                        Poll::Pending => Poll::Pending,
                    };
                    if polled.is_pending() {
                        ready!(self.timer.poll(self.settings.write_timeout, cx));
                        return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                    }
                    self.timer.start(self.settings.linger_timeout);
                    self.closing = if self.link.linger.load(Relaxed) {
                        Closing::Lingering
                    } else {
                        Closing::Done
                    };
                }
                Closing::Lingering => {
                    if self.poll_discard(cx).is_pending() {
                        ready!(self.timer.poll(self.settings.linger_timeout, cx));
                    }
                    self.closing = Closing::Done;
                }
                Closing::Done => return Poll::Ready(Ok(())),
            }
        }
    }

    /// Reads to the end for nothing.
    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let mut space = [MaybeUninit::uninit(); DISCARD];
            let mut buffer = ReadBuf::uninit(&mut space);
            match ready!(self.io.poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() && !self.timer.is_over() => {}
                _ => return Poll::Ready(()),
            }
        }
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        if self.link.reset.load(Relaxed) {
            let tcp = self.io.tcp();
            // Nothing is lost where it fails: the connection closes in any case.
            let _ = socket2::SockRef::from(tcp).set_linger(Some(Duration::ZERO));
        }
    }
}

impl AsyncRead for Conn {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let conn = self.get_mut();
        if conn.link.watching.load(Relaxed) {
            return conn.poll_watch(cx);
        }
        if !conn.http2 && !conn.link.open.load(Relaxed) {
            if conn.head_left == 0 && !conn.refused {
                // Pingora has another opinion of where the head ends: not safe to go on.
                let why = "the end of its head is ambiguous".to_owned();
                conn.queue_refusal(&Refusal::Malformed(why));
            }
            conn.head_left -= conn.replay(conn.head_left, buffer);
            return Poll::Ready(Ok(()));
        }
        if conn.replay(usize::MAX, buffer) > 0 {
            return Poll::Ready(Ok(()));
        }
        conn.io.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Conn {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let conn = self.get_mut();
        if !conn.http2 && !conn.link.open.load(Relaxed) {
            // Pingora answers a bad head by itself, with nothing but a status: say why instead.
            if !conn.refused {
                let refusal = head::explain(conn.inbox.get(..conn.head).unwrap_or(&[]));
                conn.queue_refusal(&refusal);
            }
            return Poll::Ready(Ok(bytes.len()));
        }
        if bytes.len() >= OUTBOX {
            return conn.poll_write_large(cx, bytes);
        }
        if conn.outbox.len() + bytes.len() > OUTBOX {
            ready!(conn.poll_outbox(cx))?;
        }
        conn.outbox.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let conn = self.get_mut();
        if conn.link.corked.load(Relaxed) {
            return Poll::Ready(Ok(()));
        }
        ready!(conn.poll_outbox(cx))?;
        conn.io.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().poll_close(cx)
    }
}

#[async_trait]
impl Shutdown for Conn {
    async fn shutdown(&mut self) {
        // Where it fails there is nobody left to close for.
        let _ = poll_fn(|cx| self.poll_close(cx)).await;
    }
}

impl UniqueID for Conn {
    fn id(&self) -> UniqueIDType {
        self.io.tcp().as_raw_fd()
    }
}

// What Pingora would only log: the facts of a connection travel in its `Link`.
impl Ssl for Conn {}
impl Peek for Conn {}
impl GetProxyDigest for Conn {
    fn get_proxy_digest(&self) -> Option<Arc<ProxyDigest>> {
        None
    }
}
impl GetTimingDigest for Conn {
    fn get_timing_digest(&self) -> Vec<Option<TimingDigest>> {
        Vec::new()
    }
}
impl GetSocketDigest for Conn {
    fn get_socket_digest(&self) -> Option<Arc<SocketDigest>> {
        None
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Conn({})", self.link.peer.address)
    }
}
