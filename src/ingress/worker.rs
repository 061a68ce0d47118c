//! A worker: one thread, its own listening sockets, its own connections.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use h2::server::Builder;
use pingora::server::configuration::{Opt, ServerConf};
use pingora::server::{ListenFds, RunArgs, Server, ShutdownWatch};
use pingora::services::Service;
use rustls::ServerConfig;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpStream;
use tokio::sync::mpsc::Receiver;

use super::balance::{Arrival, Balance, Held};
use super::conn::Conn;
use super::drain::{Drain, Signals};
use super::pipeline::Pipeline;
use super::{Settings, http1, http2};
use crate::gateway::Handle;
use crate::tasks::{self, Counted, Scope};

/// Connections that the kernel holds for a socket until they are accepted.
const BACKLOG: i32 = 4096;
/// Shorter than most calls' deadlines, and long enough to cost nothing.
const TICK: Duration = Duration::from_secs(1);
/// A pause after an error of `accept`, such as too many open files: trying at once would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// One address that the process listens on.
#[derive(Debug)]
pub struct Bound {
    /// A socket for each worker, as [`bind`] makes them.
    pub sockets: Vec<TcpListener>,
    /// Set for TLS. Its ALPN protocols decide between HTTP/2 and HTTP/1.1.
    pub tls: Option<Arc<ServerConfig>>,
}

/// A worker's part of a [`Bound`].
struct Listener {
    socket: TcpListener,
    tls: Option<Arc<ServerConfig>>,
}

/// Opens a socket for each worker on one address (`SO_REUSEPORT`): the kernel spreads new
/// connections over them. With port 0 the first one chooses and the others join it.
///
/// # Errors
/// When the address is taken or not allowed.
pub fn bind(mut address: SocketAddr, workers: usize) -> io::Result<Vec<TcpListener>> {
    let mut sockets = Vec::with_capacity(workers);
    for _ in 0..workers {
        let socket = Socket::new(
            Domain::for_address(address),
            Type::STREAM,
            Some(Protocol::TCP),
        )?;
        socket.set_reuse_address(true)?;
        socket.set_reuse_port(true)?;
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        let socket = TcpListener::from(socket);
        address = socket.local_addr()?;
        sockets.push(socket);
    }
    Ok(sockets)
}

/// Builds one worker per thread. `handler` is called on each worker's own thread, so what it
/// builds may spawn there; it gets the worker's number.
pub fn workers<H: Handle>(
    count: usize,
    bound: Vec<Bound>,
    settings: &Arc<Settings>,
    drain: &Drain,
    handler: impl Fn(usize) -> Arc<H> + Send + Sync + 'static,
) -> Vec<Worker<H>> {
    let handler: Arc<HandlerOf<H>> = Arc::new(handler);
    let (balance, arrivals) = Balance::new(count);
    let mut workers: Vec<_> = (0..count)
        .zip(arrivals)
        .map(|(index, arrivals)| Worker {
            index,
            balance: balance.clone(),
            arrivals: Some(arrivals),
            name: format!("worker-{index}"),
            listeners: Vec::new(),
            settings: settings.clone(),
            handler: handler.clone(),
            // Counted from here on, so that a drain which begins early waits for all of them.
            counted: Some(drain.workers().enter()),
            drain: drain.clone(),
        })
        .collect();
    for Bound { sockets, tls } in bound {
        for (worker, socket) in workers.iter_mut().zip(sockets) {
            let tls = tls.clone();
            worker.listeners.push(Listener { socket, tls });
        }
    }
    workers
}

/// Runs workers under Pingora's server until a signal, or [`Drain::request`], has ended them.
/// Blocks the calling thread, which must not be a runtime's.
///
/// The workers `beside` have a drain of their own: they serve until everything has ended.
pub fn run<H: Handle, B: Handle>(
    workers: Vec<Worker<H>>,
    beside: Vec<Worker<B>>,
    settings: Arc<Settings>,
    drain: Drain,
) {
    let conf = ServerConf {
        // Without work stealing and with one thread, a service is one current-thread runtime.
        work_stealing: false,
        threads: 1,
        // Both are fixed waits; `Signals` waits for as long as there is something to wait for.
        grace_period_seconds: Some(0),
        graceful_shutdown_timeout_seconds: Some(1),
        ..ServerConf::default()
    };
    let mut server = Server::new_with_opt_and_conf(None::<Opt>, conf);
    server.bootstrap();
    for worker in workers {
        server.add_service(worker);
    }
    for worker in beside {
        server.add_service(worker);
    }
    server.run(RunArgs {
        shutdown_signal: Box::new(Signals { drain, settings }),
    });
}

type HandlerOf<H> = dyn Fn(usize) -> Arc<H> + Send + Sync;

/// One worker, to be run by Pingora's server, or by a test inside its own runtime through
/// `Service::start_service`.
pub struct Worker<H> {
    index: usize,
    name: String,
    listeners: Vec<Listener>,
    balance: Balance,
    arrivals: Option<Receiver<Arrival>>,
    settings: Arc<Settings>,
    handler: Arc<HandlerOf<H>>,
    drain: Drain,
    counted: Option<Counted>,
}

impl<H> std::fmt::Debug for Worker<H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("name", &self.name).finish()
    }
}

/// What a worker's connections share.
pub(super) struct Home<H> {
    index: usize,
    balance: Balance,
    pub(super) pipeline: Pipeline<H>,
    pub(super) http2: Builder,
    pub(super) settings: Arc<Settings>,
    pub(super) drain: Drain,
    connections: Scope,
}

#[async_trait]
impl<H: Handle> Service for Worker<H> {
    async fn start_service(&mut self, _: Option<ListenFds>, _: ShutdownWatch, _: usize) {
        let home = Arc::new(self.home());
        let listening = Scope::new("listener");
        for listener in self.listeners.drain(..) {
            let home = home.clone();
            listening.spawn(async move {
                if let Err(error) = listen(&home, listener).await {
                    tracing::error!(%error, "a listener cannot be used");
                }
            });
        }
        if let Some(arrivals) = self.arrivals.take() {
            let home = home.clone();
            listening.spawn(async move { receive(&home, arrivals).await });
        }
        let ticking = Scope::new("tick");
        ticking.spawn(tick());
        listening.join().await;
        home.drain.hardened().await;
        home.connections.count().zero().await;
        self.counted = None;
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn threads(&self) -> Option<usize> {
        Some(1)
    }
}

impl<H: Handle> Worker<H> {
    fn home(&self) -> Home<H> {
        Home {
            index: self.index,
            balance: self.balance.clone(),
            pipeline: Pipeline {
                handler: (self.handler)(self.index),
                settings: self.settings.clone(),
                drain: self.drain.clone(),
            },
            http2: http2::options(&self.settings),
            settings: self.settings.clone(),
            drain: self.drain.clone(),
            connections: Scope::new("connection"),
        }
    }
}

/// Keeps a timer armed that is due before nearly all others.
///
/// Tokio wakes its own thread, by a system call, for every timer that is due before all that are armed; without this one
/// that is the deadline of each call that finds the worker idle.
async fn tick() {
    loop {
        tasks::sleep(TICK).await;
    }
}

/// Accepts until the drain begins.
async fn listen<H: Handle>(home: &Arc<Home<H>>, listener: Listener) -> io::Result<()> {
    let socket = tokio::net::TcpListener::from_std(listener.socket)?;
    let mut softened = std::pin::pin!(home.drain.softened());
    loop {
        // Safe to drop: a connection that was not accepted stays in the kernel's queue.
        let accepted = tokio::select! {
            biased;
            () = &mut softened => break,
            accepted = socket.accept() => accepted,
        };
        let (tcp, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tasks::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Only waits; at the limit this connection is the first of the queue.
        let counted = tokio::select! {
            biased;
            counted = home.drain.connections().enter_below(home.settings.max_connections) => counted,
            // It was accepted, so it is served.
            () = &mut softened => home.drain.connections().enter(),
        };
        seat(home, tcp, address, listener.tls.clone(), counted);
    }
    // Who is in the queue has a connection already: closing the socket would reset it.
    while let Some(Ok((tcp, address))) = tasks::within(Duration::ZERO, socket.accept()).await {
        let held = Held {
            of_process: home.drain.connections().enter(),
            of_worker: home.balance.enter(home.index),
        };
        spawn(home, tcp, address, listener.tls.clone(), held);
    }
    Ok(())
}

/// Serves a connection here, or hands it to a worker that has fewer.
fn seat<H: Handle>(
    home: &Arc<Home<H>>,
    tcp: TcpStream,
    address: SocketAddr,
    tls: Option<Arc<ServerConfig>>,
    of_process: Counted,
) {
    let (chosen, of_worker) = home.balance.choose(home.index);
    let held = Held {
        of_process,
        of_worker,
    };
    if chosen == home.index {
        return spawn(home, tcp, address, tls, held);
    }
    let tcp = match tcp.into_std() {
        Ok(tcp) => tcp,
        Err(error) => return tracing::warn!(%error, "cannot hand a connection over"),
    };
    let arrival = Arrival {
        tcp,
        address,
        tls,
        held,
    };
    if let Err(mut arrival) = home.balance.hand_over(chosen, arrival) {
        // It has too many to take, or drains already, as this one soon will.
        arrival.held.of_worker = home.balance.enter(home.index);
        arrive(home, arrival);
    }
}

/// Serves what other workers hand over, until the drain begins and all of it was taken.
async fn receive<H: Handle>(home: &Arc<Home<H>>, mut arrivals: Receiver<Arrival>) {
    let mut softened = std::pin::pin!(home.drain.softened());
    loop {
        // Safe to drop: what was not received stays in the channel.
        let arrival = tokio::select! {
            biased;
            arrival = arrivals.recv() => arrival,
            () = &mut softened => {
                arrivals.close();
                arrivals.recv().await
            }
        };
        match arrival {
            Some(arrival) => arrive(home, arrival),
            None => return,
        }
    }
}

fn arrive<H: Handle>(home: &Arc<Home<H>>, arrival: Arrival) {
    let Arrival {
        tcp,
        address,
        tls,
        held,
    } = arrival;
    match TcpStream::from_std(tcp) {
        Ok(tcp) => spawn(home, tcp, address, tls, held),
        Err(error) => tracing::warn!(%error, "cannot take a connection over"),
    }
}

fn spawn<H: Handle>(
    home: &Arc<Home<H>>,
    tcp: TcpStream,
    address: SocketAddr,
    tls: Option<Arc<ServerConfig>>,
    held: Held,
) {
    let home_of_task = home.clone();
    home.connections.spawn(async move {
        let home = home_of_task;
        // Boxed each, so that what the beginning needs is freed before the long part.
        let accepting = Box::pin(Conn::accept(tcp, address, tls, home.settings.clone()));
        match accepting.await {
            Ok(conn) => {
                if let Some(conn) = http1::serve(&home, conn).await {
                    Box::pin(http2::serve(&home, conn)).await;
                }
            }
            Err(error) => tracing::debug!(peer = %address, %error, "TLS handshake"),
        }
        drop(held);
    });
}
