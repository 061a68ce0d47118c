//! The service `Lab`: echoes, errors on demand, slow calls and a look at the call itself.

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::uri::Authority;
use prost_types::Any;
use tokio_stream::{Stream, StreamExt};
use tonic::metadata::{
    AsciiMetadataKey, BinaryMetadataKey, BinaryMetadataValue, KeyAndValueRef, MetadataMap,
};
use tonic::{Code, Request, Response, Status, Streaming};

use crate::calls::{Calls, Trailers};
use crate::fault;
use crate::samples;
use crate::v1::lab_server::Lab;
use crate::v1::metadata_response::{BinaryValues, Values};
use crate::v1::{
    Everything, FailRequest, MetadataRequest, MetadataResponse, Numbered, RouteRequest,
    RouteResponse, SampleTreeRequest, SlowRequest, StatsResponse, Tree,
};

#[derive(Debug)]
pub(crate) struct LabService {
    calls: Calls,
    /// How often `Fail` failed, by the key of the request.
    failures: Mutex<HashMap<String, i32>>,
}

impl LabService {
    pub(crate) fn new(calls: Calls) -> Self {
        Self {
            calls,
            failures: Mutex::default(),
        }
    }

    /// Whether a request that wants to fail a number of times has done so.
    fn failed_enough(&self, request: &FailRequest) -> Result<bool, Status> {
        if request.times <= 0 {
            return Ok(false);
        }
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= FAILURE_KEYS_MAX && !failures.contains_key(&request.key) {
            return Err(fault::exhausted("keys", "too many keys have failed"));
        }
        let count = failures.entry(request.key.clone()).or_default();
        if *count >= request.times {
            return Ok(true);
        }
        *count += 1;
        Ok(false)
    }
}

type Answers<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

#[tonic::async_trait]
impl Lab for LabService {
    type EchoStreamStream = Streaming<Everything>;
    type FailStreamStream = Answers<Numbered>;
    type SlowStreamStream = Answers<Numbered>;

    async fn echo(&self, request: Request<Everything>) -> Result<Response<Everything>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    async fn echo_path(
        &self,
        request: Request<Everything>,
    ) -> Result<Response<Everything>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    async fn route(
        &self,
        request: Request<RouteRequest>,
    ) -> Result<Response<RouteResponse>, Status> {
        Ok(Response::new(RouteResponse {
            request: Some(request.into_inner()),
        }))
    }

    async fn echo_types(
        &self,
        request: Request<Everything>,
    ) -> Result<Response<Everything>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    async fn sample_types(&self, _request: Request<()>) -> Result<Response<Everything>, Status> {
        Ok(Response::new(samples::sample_types()))
    }

    async fn echo_large(&self, request: Request<Tree>) -> Result<Response<Tree>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    async fn sample_tree(
        &self,
        request: Request<SampleTreeRequest>,
    ) -> Result<Response<Tree>, Status> {
        let SampleTreeRequest { depth, width } = request.into_inner();
        let depth = positive("depth", depth)?.unwrap_or(4);
        let width = positive("width", width)?.unwrap_or(8);
        // Saturated, each bound alone is already beyond the limit.
        let leaves = width.saturating_pow(depth);
        if leaves > TREE_LEAVES_MAX || depth > TREE_DEPTH_MAX {
            return Err(fault::invalid("depth", "the tree would be too large"));
        }
        Ok(Response::new(samples::sample_tree(depth, width)))
    }

    async fn echo_stream(
        &self,
        request: Request<Streaming<Everything>>,
    ) -> Result<Response<Self::EchoStreamStream>, Status> {
        Ok(Response::new(request.into_inner()))
    }

    async fn fail(&self, request: Request<FailRequest>) -> Result<Response<()>, Status> {
        let request = request.into_inner();
        if request.code == 0 || self.failed_enough(&request)? {
            return Ok(Response::new(()));
        }
        Err(described(request))
    }

    async fn fail_stream(
        &self,
        request: Request<FailRequest>,
    ) -> Result<Response<Self::FailStreamStream>, Status> {
        let request = request.into_inner();
        let messages = numbers(request.messages).map(Ok);
        if request.code == 0 || self.failed_enough(&request)? {
            return Ok(Response::new(Box::pin(messages)));
        }
        let error = tokio_stream::once(Err(described(request)));
        Ok(Response::new(Box::pin(messages.chain(error))))
    }

    async fn slow(&self, request: Request<SlowRequest>) -> Result<Response<Numbered>, Status> {
        let delay = delay(&request.into_inner())?;
        tokio::time::sleep(delay).await;
        Ok(Response::new(Numbered { number: 1 }))
    }

    async fn slow_stream(
        &self,
        request: Request<SlowRequest>,
    ) -> Result<Response<Self::SlowStreamStream>, Status> {
        let request = request.into_inner();
        let delay = delay(&request)?;
        let messages = numbers(request.messages.max(1)).then(move |message| async move {
            tokio::time::sleep(delay).await;
            Ok(message)
        });
        Ok(Response::new(Box::pin(messages)))
    }

    async fn metadata(
        &self,
        request: Request<MetadataRequest>,
    ) -> Result<Response<MetadataResponse>, Status> {
        let answer = seen(&request);
        let request = request.into_inner();
        let headers = named(request.headers, request.binary_headers)?;
        let trailers = named(request.trailers, request.binary_trailers)?;
        if request.code != 0 {
            let mut metadata = headers.into_headers();
            metadata.extend(trailers.into_headers());
            return Err(Status::with_metadata(
                request.code.into(),
                "as the request asked",
                MetadataMap::from_headers(metadata),
            ));
        }
        let mut response = Response::new(answer);
        *response.metadata_mut() = headers;
        let trailers = Trailers(trailers.into_headers());
        response.extensions_mut().insert(trailers);
        Ok(response)
    }

    async fn stats(&self, _request: Request<()>) -> Result<Response<StatsResponse>, Status> {
        Ok(Response::new(self.calls.stats()))
    }

    async fn unbound(&self, request: Request<Numbered>) -> Result<Response<Numbered>, Status> {
        Ok(Response::new(request.into_inner()))
    }
}

/// None for 0, which means the default.
fn positive(field: &str, value: i32) -> Result<Option<u32>, Status> {
    match u32::try_from(value) {
        Ok(0) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(_negative) => Err(fault::invalid(field, "must not be negative")),
    }
}

fn numbers(count: i32) -> impl Stream<Item = Numbered> + Send {
    tokio_stream::iter((1..=count).map(|number| Numbered { number }))
}

fn delay(request: &SlowRequest) -> Result<Duration, Status> {
    Duration::try_from(request.delay.unwrap_or_default())
        .map_err(|_negative| fault::invalid("delay", "must not be negative"))
}

/// The error that a request describes. A number that is no code becomes UNKNOWN, as it does in tonic.
fn described(request: FailRequest) -> Status {
    let mut details: Vec<Any> = Vec::new();
    details.extend(request.error_info.as_ref().map(fault::detail));
    details.extend(request.retry_info.as_ref().map(fault::detail));
    details.extend(request.debug_info.as_ref().map(fault::detail));
    details.extend(request.quota_failure.as_ref().map(fault::detail));
    details.extend(request.precondition_failure.as_ref().map(fault::detail));
    details.extend(request.bad_request.as_ref().map(fault::detail));
    details.extend(request.request_info.as_ref().map(fault::detail));
    details.extend(request.resource_info.as_ref().map(fault::detail));
    details.extend(request.help.as_ref().map(fault::detail));
    details.extend(request.localized_message.as_ref().map(fault::detail));
    details.extend(request.others);
    fault::with_details(Code::from(request.code), &request.message, details)
}

/// What arrived beside the message.
fn seen<T>(request: &Request<T>) -> MetadataResponse {
    let mut answer = MetadataResponse {
        authority: request
            .extensions()
            .get::<Authority>()
            .map(ToString::to_string)
            .unwrap_or_default(),
        ..MetadataResponse::default()
    };
    for entry in request.metadata().iter() {
        match entry {
            KeyAndValueRef::Ascii(key, value) => {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                if key == "grpc-timeout" {
                    answer.grpc_timeout.clone_from(&value);
                }
                let Values { values } = answer.metadata.entry(key.to_string()).or_default();
                values.push(value);
            }
            KeyAndValueRef::Binary(key, value) => {
                // What is not base64 shows as it came.
                let bytes = match value.to_bytes() {
                    Ok(bytes) => bytes.to_vec(),
                    Err(_invalid) => value.as_encoded_bytes().to_vec(),
                };
                let name = key.to_string();
                let BinaryValues { values } = answer.binary_metadata.entry(name).or_default();
                values.push(bytes);
            }
        }
    }
    answer
}

fn named(
    ascii: BTreeMap<String, String>,
    binary: BTreeMap<String, Vec<u8>>,
) -> Result<MetadataMap, Status> {
    let mut metadata = MetadataMap::new();
    for (name, value) in ascii {
        let key = AsciiMetadataKey::from_bytes(name.as_bytes())
            .map_err(|_error| fault::invalid(&name, "is not the name of a text header"))?;
        let value = value
            .parse()
            .map_err(|_error| fault::invalid(&name, "is not the value of a text header"))?;
        metadata.append(key, value);
    }
    for (name, value) in binary {
        let key = BinaryMetadataKey::from_bytes(name.as_bytes())
            .map_err(|_error| fault::invalid(&name, "does not end in -bin"))?;
        metadata.append_bin(key, BinaryMetadataValue::from_bytes(&value));
    }
    Ok(metadata)
}

const TREE_LEAVES_MAX: u32 = 100_000;
/// Below the depth at which protobuf decoders give up, which is 100.
const TREE_DEPTH_MAX: u32 = 90;
const FAILURE_KEYS_MAX: usize = 10_000;
