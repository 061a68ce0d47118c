//! Asking a back end for its own descriptors.
//!
//! Source: `grpc/reflection/v1/reflection.proto`. `v1alpha` has the same messages under another
//! name and is asked when a server does not know `v1`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bytes::Bytes;
use http::uri::PathAndQuery;
use prost::Message as _;
use tonic::Request;
use tonic::client::Grpc;
use tonic::codegen::tokio_stream;
use tonic::transport::{Certificate, Channel, ClientTlsConfig};
use tonic_prost::ProstCodec;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::{ServerReflectionRequest, ServerReflectionResponse};

use super::cluster::CONNECT_TIMEOUT;
use super::{Address, Scheme, TlsSettings};
use crate::units::ByteSize;

const V1: PathAndQuery =
    PathAndQuery::from_static("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
const V1ALPHA: PathAndQuery =
    PathAndQuery::from_static("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");

/// Services that belong to the server itself and are not for a gateway's clients.
const OWN_SERVICES: [&str; 2] = ["grpc.reflection.", "grpc.health."];

/// How many questions are asked on one stream.
const BATCH: usize = 64;

/// How much is taken from a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReflectionLimits {
    /// Default: 10000.
    pub files_max: usize,
    /// Of all files together. Default: 64 MiB.
    pub bytes_max: ByteSize,
    /// For everything, from connecting to the last file. Default: 30 s.
    pub timeout: Duration,
}

pub const FILES_MAX: usize = 10_000;
pub const BYTES_MAX: ByteSize = ByteSize::mib(64);
pub const TIMEOUT: Duration = Duration::from_secs(30);

impl Default for ReflectionLimits {
    fn default() -> Self {
        Self {
            files_max: FILES_MAX,
            bytes_max: BYTES_MAX,
            timeout: TIMEOUT,
        }
    }
}

/// What a server tells about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reflected {
    /// The full names of its services, sorted, without those for reflection and health.
    pub services: Vec<String>,
    /// The names of files and their encoded `FileDescriptorProto`s, sorted by name.
    pub files: Vec<(String, Bytes)>,
    /// Files that are imported and that the server does not have; often the well-known types.
    pub missing: Vec<String>,
    /// Services that the server lists and then does not know.
    pub unresolved: Vec<String>,
}

/// Why a server's descriptors cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ReflectionError {
    #[error("cannot connect to {address} for reflection")]
    Connect {
        address: Address,
        #[source]
        source: tonic::transport::Error,
    },
    #[error(
        "{address} offers no reflection (grpc.reflection.v1 or v1alpha); turn it on there, or give a descriptor set"
    )]
    Unsupported { address: Address },
    #[error("{address} failed a reflection call")]
    Call {
        address: Address,
        #[source]
        source: Box<tonic::Status>,
    },
    #[error("{address} does not answer reflection requests in turn")]
    OutOfTurn { address: Address },
    #[error("{address} sent a file that is no descriptor")]
    Malformed {
        address: Address,
        #[source]
        source: prost::DecodeError,
    },
    #[error("{address} has descriptors of more than {limit} files")]
    TooManyFiles { address: Address, limit: usize },
    #[error("{address} has descriptors of more than {limit}")]
    TooLarge { address: Address, limit: ByteSize },
    #[error("{address} did not send all its descriptors within {limit:?}")]
    Timeout { address: Address, limit: Duration },
}

impl ReflectionError {
    /// Whether asking again later may do, without anybody changing anything: the server is not
    /// there, or not yet.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Timeout { .. } => true,
            Self::Call { source, .. } => matches!(
                source.code(),
                // What a server that starts or ends says, and what a broken connection leads to.
                tonic::Code::Unavailable
                    | tonic::Code::Unknown
                    | tonic::Code::Cancelled
                    | tonic::Code::Aborted
                    | tonic::Code::DeadlineExceeded
                    | tonic::Code::ResourceExhausted
            ),
            Self::Unsupported { .. }
            | Self::OutOfTurn { .. }
            | Self::Malformed { .. }
            | Self::TooManyFiles { .. }
            | Self::TooLarge { .. } => false,
        }
    }
}

/// The fields of `google.protobuf.FileDescriptorProto` that say what else to ask for.
#[derive(Clone, PartialEq, ::prost::Message)]
struct FileHead {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, repeated, tag = "3")]
    dependency: Vec<String>,
}

/// Fetches the services of the server at `address` and all files that describe them.
///
/// # Errors
/// When the server cannot be reached, offers no reflection, or goes over a limit.
pub async fn fetch(
    address: &Address,
    tls: &TlsSettings,
    limits: ReflectionLimits,
) -> Result<Reflected, ReflectionError> {
    let work = async {
        let mut session = Session::connect(address, tls, limits).await?;
        session.services().await?;
        session.files_of_services().await?;
        session.imports().await?;
        Ok(session.finish())
    };
    match tokio::time::timeout(limits.timeout, work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(ReflectionError::Timeout {
            address: address.clone(),
            limit: limits.timeout,
        }),
    }
}

struct Session<'a> {
    address: &'a Address,
    limits: ReflectionLimits,
    grpc: Grpc<Channel>,
    path: PathAndQuery,
    services: BTreeSet<String>,
    unresolved: Vec<String>,
    files: BTreeMap<String, Bytes>,
    size: u64,
    /// Every file that one of the files imports.
    imports: BTreeSet<String>,
    missing: BTreeSet<String>,
}

impl<'a> Session<'a> {
    async fn connect(
        address: &'a Address,
        tls: &TlsSettings,
        limits: ReflectionLimits,
    ) -> Result<Self, ReflectionError> {
        let channel = channel(address, tls)
            .await
            .map_err(|source| ReflectionError::Connect {
                address: address.clone(),
                source,
            })?;
        Ok(Self {
            address,
            limits,
            grpc: Grpc::new(channel).max_decoding_message_size(limits.bytes_max.as_usize()),
            path: V1,
            services: BTreeSet::new(),
            unresolved: Vec::new(),
            files: BTreeMap::new(),
            size: 0,
            imports: BTreeSet::new(),
            missing: BTreeSet::new(),
        })
    }

    async fn services(&mut self) -> Result<(), ReflectionError> {
        let question = || vec![MessageRequest::ListServices(String::new())];
        let answers = match self.ask(question()).await {
            Err(error) if is_unimplemented(&error) => {
                self.path = V1ALPHA;
                match self.ask(question()).await {
                    Err(error) if is_unimplemented(&error) => {
                        let address = self.address.clone();
                        return Err(ReflectionError::Unsupported { address });
                    }
                    answers => answers?,
                }
            }
            answers => answers?,
        };
        for answer in answers {
            let MessageResponse::ListServicesResponse(list) = answer else {
                return Err(self.out_of_turn());
            };
            let names = list.service.into_iter().map(|service| service.name);
            self.services
                .extend(names.filter(|name| !OWN_SERVICES.iter().any(|own| name.starts_with(own))));
        }
        if self.services.len() > self.limits.files_max {
            return Err(self.too_many());
        }
        Ok(())
    }

    async fn files_of_services(&mut self) -> Result<(), ReflectionError> {
        let services: Vec<_> = self.services.iter().cloned().collect();
        for batch in services.chunks(BATCH) {
            let questions = batch.iter().cloned();
            let questions = questions.map(MessageRequest::FileContainingSymbol);
            let answers = self.ask(questions.collect()).await?;
            for (service, answer) in batch.iter().zip(answers) {
                if !self.take(answer)? {
                    self.services.remove(service);
                    self.unresolved.push(service.clone());
                }
            }
        }
        Ok(())
    }

    /// A server may send imported files along with those that import them, or wait to be asked.
    async fn imports(&mut self) -> Result<(), ReflectionError> {
        loop {
            let unknown =
                |name: &&String| !self.files.contains_key(*name) && !self.missing.contains(*name);
            let batch: Vec<_> = self
                .imports
                .iter()
                .filter(unknown)
                .take(BATCH)
                .cloned()
                .collect();
            if batch.is_empty() {
                return Ok(());
            }
            let questions = batch.iter().cloned();
            let questions = questions.map(MessageRequest::FileByFilename);
            let answers = self.ask(questions.collect()).await?;
            for (name, answer) in batch.into_iter().zip(answers) {
                // Also a file that came under another name is one that is not there.
                if !self.take(answer)? || !self.files.contains_key(&name) {
                    self.missing.insert(name);
                }
            }
        }
    }

    /// Keeps the files of an answer. False: the server says that it has none.
    fn take(&mut self, answer: MessageResponse) -> Result<bool, ReflectionError> {
        let files = match answer {
            MessageResponse::FileDescriptorResponse(files) => files.file_descriptor_proto,
            MessageResponse::ErrorResponse(_) => return Ok(false),
            MessageResponse::AllExtensionNumbersResponse(_)
            | MessageResponse::ListServicesResponse(_) => return Err(self.out_of_turn()),
        };
        for file in files {
            let file = Bytes::from(file);
            let head =
                FileHead::decode(file.clone()).map_err(|source| ReflectionError::Malformed {
                    address: self.address.clone(),
                    source,
                })?;
            if self.files.contains_key(&head.name) {
                continue;
            }
            self.size = self.size.saturating_add(file.len() as u64);
            if self.size > self.limits.bytes_max.0 {
                return Err(ReflectionError::TooLarge {
                    address: self.address.clone(),
                    limit: self.limits.bytes_max,
                });
            }
            self.imports.extend(head.dependency);
            self.missing.remove(&head.name);
            self.files.insert(head.name, file);
            if self.files.len() > self.limits.files_max
                || self.imports.len() > self.limits.files_max
            {
                return Err(self.too_many());
            }
        }
        Ok(true)
    }

    /// Asks on one stream; the answers come in the order of the questions.
    async fn ask(
        &mut self,
        questions: Vec<MessageRequest>,
    ) -> Result<Vec<MessageResponse>, ReflectionError> {
        let count = questions.len();
        let host = self.address.authority().to_owned();
        let requests = questions
            .into_iter()
            .map(move |question| ServerReflectionRequest {
                host: host.clone(),
                message_request: Some(question),
            });
        let address = self.address;
        let failed = |status| ReflectionError::Call {
            address: address.clone(),
            source: Box::new(status),
        };
        self.grpc
            .ready()
            .await
            .map_err(|source| ReflectionError::Connect {
                address: address.clone(),
                source,
            })?;
        let codec = ProstCodec::<ServerReflectionRequest, ServerReflectionResponse>::default();
        let requests = Request::new(tokio_stream::iter(requests));
        let mut stream = self
            .grpc
            .streaming(requests, self.path.clone(), codec)
            .await
            .map_err(failed)?
            .into_inner();
        let mut answers = Vec::with_capacity(count);
        while let Some(answer) = stream.message().await.map_err(failed)? {
            let answer = answer.message_response.ok_or_else(|| self.out_of_turn())?;
            if answers.len() == count {
                return Err(self.out_of_turn());
            }
            answers.push(answer);
        }
        if answers.len() < count {
            return Err(self.out_of_turn());
        }
        Ok(answers)
    }

    fn finish(self) -> Reflected {
        Reflected {
            services: self.services.into_iter().collect(),
            files: self.files.into_iter().collect(),
            missing: self.missing.into_iter().collect(),
            unresolved: self.unresolved,
        }
    }

    fn out_of_turn(&self) -> ReflectionError {
        ReflectionError::OutOfTurn {
            address: self.address.clone(),
        }
    }

    fn too_many(&self) -> ReflectionError {
        ReflectionError::TooManyFiles {
            address: self.address.clone(),
            limit: self.limits.files_max,
        }
    }
}

async fn channel(address: &Address, tls: &TlsSettings) -> Result<Channel, tonic::transport::Error> {
    let mut endpoint = tonic::transport::Endpoint::from_shared(address.to_string())?
        .connect_timeout(CONNECT_TIMEOUT);
    if address.scheme() == Scheme::Https {
        let name = tls.server_name.as_deref().unwrap_or_else(|| address.host());
        let config = ClientTlsConfig::new().domain_name(name);
        endpoint = endpoint.tls_config(match &tls.ca {
            Some(pem) => config.ca_certificate(Certificate::from_pem(pem)),
            None => config.with_native_roots(),
        })?;
    }
    endpoint.connect().await
}

fn is_unimplemented(error: &ReflectionError) -> bool {
    matches!(error, ReflectionError::Call { source, .. }
        if source.code() == tonic::Code::Unimplemented)
}
