//! A call to a cluster: which endpoint, and what when it fails.
//!
//! Every call tries each endpoint at most once, and only goes on when it is certain that the one
//! before did nothing. A cluster of one endpoint is tried once more when it says so of a stream: behind
//! a connection that is going away the next one may lead to another process, and a stream is refused
//! while there are too many.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use tokio::time::{Instant, timeout_at};

use super::attempt::{Head, Stream, open};
use super::cluster::Cluster;
use super::connection::Upstreams;
use super::endpoint::Endpoint;
use super::error::{CallError, Doing, Violation};
use crate::call::Call;
use crate::policy::Admitted;
use crate::status::{Code, Status};
use crate::units::ByteSize;

/// The whole answer to a unary call.
#[derive(Debug)]
pub struct Reply {
    /// The response headers; empty in a Trailers-Only answer.
    pub metadata: HeaderMap,
    /// As they came, `grpc-status` and the like among them.
    pub trailers: HeaderMap,
    pub status: Status,
    /// Without its prefix. There is one if, and only if, the status is OK.
    pub message: Option<Bytes>,
    /// Who answered.
    pub endpoint: Arc<Endpoint>,
    /// How many endpoints were tried; at least 1.
    pub attempts: u32,
}

/// A streaming call that has been opened.
#[derive(Debug)]
pub struct Opened {
    pub stream: Stream,
    pub endpoint: Arc<Endpoint>,
    pub attempts: u32,
}

/// How far a call has come, for the error that a passed deadline is.
struct Progress {
    turn: usize,
    /// How many endpoints have failed.
    step: usize,
    doing: Doing,
}

impl Progress {
    fn start(cluster: &Cluster) -> Self {
        Self {
            turn: cluster.turn(),
            step: 0,
            doing: Doing::Connecting,
        }
    }

    fn endpoint<'a>(&self, cluster: &'a Cluster) -> &'a Arc<Endpoint> {
        cluster.endpoint(self.turn, self.step)
    }

    fn attempts(&self) -> u32 {
        u32::try_from(self.step).map_or(u32::MAX, |step| step.saturating_add(1))
    }

    /// Goes on to the next endpoint, or says that the call has failed with `error`.
    fn next(&mut self, cluster: &Cluster, error: CallError) -> Result<(), CallError> {
        let is_untouched = matches!(error, CallError::Unprocessed { .. });
        let count = cluster.endpoints().len();
        let steps = if count == 1 && is_untouched { 2 } else { count };
        if !error.retry_safe() || self.step + 1 >= steps {
            return Err(error);
        }
        tracing::debug!(
            cluster = cluster.name(),
            error = &error as &dyn std::error::Error,
            "trying the next endpoint"
        );
        self.step += 1;
        self.doing = Doing::Connecting;
        Ok(())
    }

    fn deadline_passed(&self, cluster: &Cluster) -> CallError {
        CallError::Deadline {
            endpoint: self.endpoint(cluster).address().clone(),
            doing: self.doing,
        }
    }
}

impl Upstreams {
    /// Makes a unary call: sends `frame`, a message with its prefix, and waits for the whole
    /// answer, whose message may be as large as `response_max`.
    ///
    /// # Errors
    /// When no endpoint answers as a gRPC server does, within the call's deadline. A status other
    /// than OK is no error: it is in the reply.
    pub async fn unary(
        &self,
        cluster: &Cluster,
        call: Admitted<Call>,
        frame: Bytes,
        response_max: ByteSize,
    ) -> Result<Reply, CallError> {
        let deadline = Instant::from_std(call.deadline.0);
        let mut progress = Progress::start(cluster);
        let reply = self.try_unary(cluster, &call, &frame, response_max, &mut progress);
        match timeout_at(deadline, reply).await {
            Ok(outcome) => outcome,
            Err(_) => Err(progress.deadline_passed(cluster)),
        }
    }

    /// Opens a call for its caller to send and to receive on.
    ///
    /// Only opening is under the call's deadline here; so must be whatever is done with the stream.
    ///
    /// # Errors
    /// When no endpoint can be connected to.
    pub async fn open(
        &self,
        cluster: &Cluster,
        call: &Admitted<Call>,
        response_max: ByteSize,
    ) -> Result<Opened, CallError> {
        let deadline = Instant::from_std(call.deadline.0);
        let mut progress = Progress::start(cluster);
        let opened = self.try_open(cluster, call, response_max, &mut progress);
        match timeout_at(deadline, opened).await {
            Ok(outcome) => outcome,
            Err(_) => Err(progress.deadline_passed(cluster)),
        }
    }

    async fn try_unary(
        &self,
        cluster: &Cluster,
        call: &Call,
        frame: &Bytes,
        response_max: ByteSize,
        progress: &mut Progress,
    ) -> Result<Reply, CallError> {
        loop {
            let Opened {
                stream,
                endpoint,
                attempts,
            } = self.try_open(cluster, call, response_max, progress).await?;
            progress.doing = Doing::Answering;
            match exchange(stream, frame.clone(), &endpoint).await {
                Ok(answer) => return Ok(answer.reply(endpoint, attempts)),
                Err(error) => progress.next(cluster, error)?,
            }
        }
    }

    async fn try_open(
        &self,
        cluster: &Cluster,
        call: &Call,
        response_max: ByteSize,
        progress: &mut Progress,
    ) -> Result<Opened, CallError> {
        loop {
            let endpoint = progress.endpoint(cluster);
            let slot = self.slot(cluster, endpoint);
            match open(&slot, call, response_max).await {
                Ok(stream) => {
                    return Ok(Opened {
                        stream,
                        endpoint: Arc::clone(endpoint),
                        attempts: progress.attempts(),
                    });
                }
                Err(error) => progress.next(cluster, error)?,
            }
        }
    }
}

struct Answer {
    metadata: HeaderMap,
    trailers: HeaderMap,
    status: Status,
    message: Option<Bytes>,
}

impl Answer {
    fn reply(self, endpoint: Arc<Endpoint>, attempts: u32) -> Reply {
        Reply {
            metadata: self.metadata,
            trailers: self.trailers,
            status: self.status,
            message: self.message,
            endpoint,
            attempts,
        }
    }
}

/// One message there, one back, and the status.
async fn exchange(
    mut stream: Stream,
    frame: Bytes,
    endpoint: &Endpoint,
) -> Result<Answer, CallError> {
    let broke = |violation| CallError::Protocol {
        endpoint: endpoint.address().clone(),
        violation,
    };
    // The frame is in memory already: h2 sends it as the peer's window allows. Should the stream
    // be closed by now, the answer says why.
    let _ = stream.send.send(frame, true);
    let Head { metadata, end } = stream.receive.head().await?;
    let (message, end) = match end {
        Some(end) => (None, end),
        None => {
            let message = stream.receive.message().await?;
            if message.is_some() && stream.receive.message().await?.is_some() {
                return Err(broke(Violation::SecondMessage));
            }
            (message, stream.receive.end().await?)
        }
    };
    let ok = end.status.code == Code::Ok;
    if ok && message.is_none() {
        return Err(broke(Violation::NoMessage));
    }
    Ok(Answer {
        metadata,
        trailers: end.trailers,
        status: end.status,
        message: message.filter(|_| ok),
    })
}
