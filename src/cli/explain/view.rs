//! An explanation as it is shown: the JSON for programs, and what the text is written from.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::ALLOW;
use http::{HeaderMap, Method, StatusCode, request};
use serde::Serialize;
use serde_json::Value;

use crate::admin::RouteRow;
use crate::gateway::{Called, Explanation, Matched, Outcome, Rejection};
use crate::protocol::Protocol;
use crate::protocol::connect::Form;
use crate::protocol::stream::StreamFormat;
use crate::router::{Candidate, Near, RouteId, advantage};
use crate::schema::MethodCardinality;
use crate::snapshot::{MethodTarget, Route, Snapshot};
use crate::status;
use crate::transcode::request::{ParameterPlace, RequestError};
use crate::transcode::response::ResponsePlan;

/// What would become of a request.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum View {
    Sent(Sent),
    Answered(Answered),
    Refused(Refused),
}

#[derive(Debug, Serialize)]
pub(super) struct Sent {
    /// By a route, or by the method's own path.
    #[serde(flatten)]
    pub matched: Option<MatchedView>,
    #[serde(flatten)]
    pub called: Option<CalledView>,
    pub path: String,
    pub timeout_ms: u128,
    /// The content type of an answer that is a stream, or what else it is; `None` if it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// `None` where no address is named.
    pub cluster: Option<ClusterView>,
    pub metadata: Vec<Pair>,
}

#[derive(Debug, Serialize)]
pub(super) struct ClusterView {
    pub name: String,
    pub endpoints: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Pair {
    pub name: String,
    pub value: String,
}

/// The gateway answers by itself.
#[derive(Debug, Serialize)]
pub(super) struct Answered {
    pub http_status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow: Option<String>,
    /// The other headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Pair>,
}

#[derive(Debug, Serialize)]
pub(super) struct Refused {
    pub error: ErrorView,
    pub nearest: Vec<NearView>,
    /// What is known of a request that has a route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<MatchedView>,
    /// And of one that calls a method by its own path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<CalledView>,
}

#[derive(Debug, Serialize)]
pub(super) struct ErrorView {
    pub http_status: u16,
    pub code: &'static str,
    pub reason: &'static str,
    pub message: String,
    pub details: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
}

/// Where in the body the error is.
#[derive(Debug, Serialize)]
pub(super) struct PlaceView {
    /// The field path; empty at the root.
    pub path: String,
    /// In bytes, from 0.
    pub offset: u64,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The line itself.
    #[serde(skip)]
    pub text: String,
}

/// A route that the request almost has.
#[derive(Debug, Serialize)]
pub(super) struct NearView {
    pub method: String,
    pub template: String,
    pub rpc: String,
    pub why: String,
}

#[derive(Debug, Serialize)]
pub(super) struct MatchedView {
    pub rpc: String,
    pub template: String,
    /// That of the request.
    pub method: String,
    pub binding: BindingView,
    pub wins_over: Vec<NearView>,
    /// Decoded.
    pub captures: BTreeMap<String, String>,
    pub variables: Vec<VariableView>,
    pub query: Vec<ParameterView>,
    #[serde(flatten)]
    pub messages: MessagesView,
}

#[derive(Debug, Serialize)]
pub(super) struct CalledView {
    pub rpc: String,
    pub protocol: &'static str,
    #[serde(flatten)]
    pub messages: MessagesView,
}

/// The messages of a request.
#[derive(Debug, Serialize)]
pub(super) struct MessagesView {
    /// `None` if it could not be assembled, or the request is a stream.
    pub message: Option<Value>,
    /// Of a request that is a stream, as far as they could be assembled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<Value>>,
    /// The same, as people read them.
    #[serde(skip)]
    pub texts: Vec<String>,
}

impl MessagesView {
    /// `json` writes them with this indentation.
    fn new(is_stream: bool, json: impl Fn(Option<u8>) -> Vec<String>) -> Self {
        let values = json(None).into_iter();
        let mut values: Vec<Value> = values
            .filter_map(|text| serde_json::from_str(&text).ok())
            .collect();
        let (message, messages) = if is_stream {
            (None, Some(values))
        } else {
            (values.pop(), None)
        };
        Self {
            message,
            messages,
            texts: json(Some(2)),
        }
    }
}

/// Which of the method's bindings it is.
#[derive(Debug, Serialize)]
pub(super) struct BindingView {
    /// 0 is the rule itself, then come its additional bindings.
    pub index: usize,
    pub method: String,
    /// `*`, a field, or nothing.
    pub body: String,
}

#[derive(Debug, Serialize)]
pub(super) struct VariableView {
    pub field: String,
    pub raw: String,
    pub value: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct ParameterView {
    pub name: String,
    pub value: String,
    /// The field that it sets.
    pub field: Option<String>,
    pub ignored: bool,
}

impl View {
    /// `is_placeless`: no address was named, and the one that is there is none.
    pub(super) fn new(
        snapshot: &Snapshot,
        head: &request::Parts,
        body: &Bytes,
        explanation: Explanation,
        is_placeless: bool,
    ) -> Self {
        // Where something is wrong in an envelope, or in a query, says nothing of the body.
        let body = match (explanation.protocol, Form::of(head)) {
            (Protocol::Connect, Ok(Form::Stream(_) | Form::Get)) => None,
            _ => Some(&**body),
        };
        let route = explanation.matched.as_ref().map(|matched| matched.route);
        let stream = match explanation.protocol {
            Protocol::WebSocket => Some("a WebSocket".to_owned()),
            Protocol::Rest | Protocol::Grpc | Protocol::GrpcWeb | Protocol::Connect => {
                route.and_then(|route| stream(snapshot, snapshot.route(route), &head.headers))
            }
        };
        let matched = explanation
            .matched
            .map(|matched| MatchedView::new(snapshot, &head.method, &matched));
        let called = explanation.called;
        let called = called.map(|called| CalledView::new(snapshot, explanation.protocol, &called));
        match explanation.outcome {
            Outcome::Sent {
                target,
                metadata,
                timeout,
            } => Self::Sent(Sent {
                matched,
                called,
                path: target.path.to_string(),
                timeout_ms: timeout.as_millis(),
                stream,
                cluster: (!is_placeless).then(|| cluster(&target)),
                metadata: pairs(&metadata),
            }),
            Outcome::Refused {
                rejection,
                status,
                nearest,
            } => Self::Refused(Refused {
                error: ErrorView::new(&rejection, status, body),
                nearest: nearest
                    .iter()
                    .map(|near| NearView::near(snapshot, near))
                    .collect(),
                matched,
                called,
            }),
            Outcome::Answered { status, headers } => Self::answered(status, &headers),
        }
    }

    fn answered(status: StatusCode, headers: &HeaderMap) -> Self {
        let allow = headers.get(ALLOW).and_then(|value| value.to_str().ok());
        let mut headers = pairs(headers);
        headers.retain(|pair| pair.name != ALLOW.as_str());
        Self::Answered(Answered {
            http_status: status.as_u16(),
            allow: allow.map(str::to_owned),
            headers,
        })
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map_or_else(|_| String::new(), |json| json + "\n")
    }
}

/// How the messages of an answer are written, if it is a stream of them.
fn stream(snapshot: &Snapshot, route: &Route, headers: &HeaderMap) -> Option<String> {
    let method = snapshot.schema().method(route.binding.method);
    let format = || StreamFormat::of_request(headers).content_type();
    match (method.cardinality(), route.response) {
        (MethodCardinality::Unary | MethodCardinality::ClientStreaming, _) => None,
        (_, ResponsePlan::HttpBody { .. }) => Some("as its first message says".to_owned()),
        (_, ResponsePlan::Message(_) | ResponsePlan::Field(..)) => {
            format().to_str().ok().map(str::to_owned)
        }
    }
}

fn cluster(target: &MethodTarget) -> ClusterView {
    let endpoints = target.cluster.endpoints().iter();
    ClusterView {
        name: target.cluster.name().to_owned(),
        endpoints: endpoints
            .map(|endpoint| endpoint.address().to_string())
            .collect(),
    }
}

fn pairs(metadata: &HeaderMap) -> Vec<Pair> {
    let pairs = metadata.iter().map(|(name, value)| Pair {
        name: name.to_string(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    });
    pairs.collect()
}

impl MatchedView {
    fn new(snapshot: &Snapshot, method: &Method, matched: &Matched) -> Self {
        let route = snapshot.route(matched.route);
        let row = RouteRow::new(snapshot, route);
        let variable = |capture: &crate::transcode::request::Capture| VariableView {
            field: capture.field.clone(),
            raw: capture.raw.clone(),
            value: capture.value.clone(),
        };
        let captures = matched.captures.iter().map(|capture| {
            let value = capture.value.as_ref().unwrap_or(&capture.raw);
            (capture.field.clone(), value.clone())
        });
        let messages = MessagesView::new(matched.is_stream, |indent| {
            let messages = matched.messages_json(snapshot, indent);
            messages.unwrap_or_default()
        });
        let beaten = matched.beaten.iter();
        Self {
            rpc: row.rpc,
            template: row.template,
            method: method.to_string(),
            binding: BindingView {
                index: route.binding.index,
                method: row.method,
                body: row.body,
            },
            wins_over: beaten
                .map(|loser| NearView::beaten(snapshot, route, *loser))
                .collect(),
            captures: captures.collect(),
            variables: matched.captures.iter().map(variable).collect(),
            query: matched.query.iter().map(ParameterView::from).collect(),
            messages,
        }
    }
}

impl CalledView {
    fn new(snapshot: &Snapshot, protocol: Protocol, called: &Called) -> Self {
        let schema = snapshot.schema();
        Self {
            rpc: schema.method_name(schema.method(called.method)),
            protocol: protocol.name(),
            messages: MessagesView::new(called.is_stream, |indent| {
                let messages = called.messages_json(snapshot, indent);
                messages.unwrap_or_default()
            }),
        }
    }
}

impl From<&crate::transcode::request::Parameter> for ParameterView {
    fn from(parameter: &crate::transcode::request::Parameter) -> Self {
        let (field, ignored) = match &parameter.place {
            ParameterPlace::Field(field) => (Some(field.clone()), false),
            ParameterPlace::Ignored => (None, true),
            ParameterPlace::Refused => (None, false),
        };
        Self {
            name: parameter.name.clone(),
            value: parameter.value.clone(),
            field,
            ignored,
        }
    }
}

impl NearView {
    fn new(snapshot: &Snapshot, route: &Route, why: String) -> Self {
        let row = RouteRow::new(snapshot, route);
        Self {
            method: row.method,
            template: row.template,
            rpc: row.rpc,
            why,
        }
    }

    fn near(snapshot: &Snapshot, near: &Near) -> Self {
        let why: Vec<String> = near.differences.iter().map(ToString::to_string).collect();
        Self::new(snapshot, &snapshot.routes()[near.index], why.join("; "))
    }

    fn beaten(snapshot: &Snapshot, winner: &Route, loser: RouteId) -> Self {
        let loser = snapshot.route(loser);
        let why = advantage(&candidate(winner), &candidate(loser));
        Self::new(snapshot, loser, why)
    }
}

fn candidate(route: &Route) -> Candidate<'_> {
    Candidate {
        method: &route.binding.verb,
        template: &route.binding.template,
        hosts: &route.hosts,
    }
}

impl ErrorView {
    fn new(rejection: &Rejection, status: StatusCode, body: Option<&[u8]>) -> Self {
        let (code, message, details) = (
            rejection.code(),
            rejection.message(),
            rejection.details(None),
        );
        // The details as the client gets them.
        let rendered = status::render(code, &message, &details);
        let mut rendered: Value = serde_json::from_slice(&rendered).unwrap_or_default();
        Self {
            http_status: status.as_u16(),
            code: code.name(),
            reason: rejection.reason(),
            details: rendered
                .get_mut("details")
                .map(Value::take)
                .unwrap_or_default(),
            place: body.and_then(|body| place(rejection, body)),
            message,
        }
    }
}

fn place(rejection: &Rejection, body: &[u8]) -> Option<PlaceView> {
    let Rejection::Request(error) = rejection else {
        return None;
    };
    let (path, at) = match &**error {
        RequestError::BodyInvalid(error) => (error.path.clone(), error.position()),
        RequestError::StreamInvalid(error) => (String::new(), error.at),
        _ => return None,
    };
    let index = (at.line as usize).saturating_sub(1);
    let line = body.split(|byte| *byte == b'\n').nth(index);
    Some(PlaceView {
        path,
        offset: at.offset,
        line: at.line,
        column: at.column,
        text: String::from_utf8_lossy(line.unwrap_or_default()).into_owned(),
    })
}
