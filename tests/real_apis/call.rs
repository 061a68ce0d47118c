//! One request through the gateway, and what is wrong with what came of it.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};

use prost::Message as _;
use prost_reflect::{DynamicMessage, Kind, Value};

use crate::backend::{Script, Scripted};
use crate::body::{self, Body, is_http_body};
use crate::random::{self, Choices};
use crate::request::Request;
use crate::rules::Binding;
use crate::support::{self, Reply};

/// A connection to the gateway, which is kept, and the back end behind it.
pub(crate) struct Caller<'a> {
    pub(crate) gateway: SocketAddr,
    pub(crate) backend: &'a Scripted,
    pub(crate) stream: TcpStream,
}

impl Caller<'_> {
    /// Sends a request, and compares what arrives on both sides; the error has all there is to know.
    pub(crate) fn verify(
        &mut self,
        binding: &Binding,
        request: &Request,
        choices: &mut Choices,
    ) -> Result<(), String> {
        let output = binding.method.output();
        let answer = match is_http_body(&Kind::Message(output.clone())) {
            true => body::random_http_body(&output, choices),
            false => random::message(&output, choices, 0),
        };
        self.backend.follow(Script::ok(&answer.encode_to_vec()));
        let head = head(binding, request, choices);
        let body = request.body.as_ref().map_or(&[][..], |body| &*body.bytes);
        let sent = [head.as_bytes(), body].concat();
        self.stream
            .write_all(&sent)
            .map_err(|error| format!("sending: {error}"))?;
        let reply = support::read_reply(&mut self.stream, binding.verb == "HEAD");
        if reply
            .header("connection")
            .is_some_and(|value| value == "close")
        {
            self.stream = support::connect(self.gateway);
        }
        let problem = self.request_problem(binding, request, &reply);
        let problem = problem.or_else(|| answer_problem(binding, &answer, &reply));
        match problem {
            None => Ok(()),
            Some(problem) => Err(format!(
                "{problem}\n  rule: {} {} body {:?}\n  sent: {}\n  status: {}\n  answer: {}",
                binding.verb,
                binding.template.text,
                binding.body,
                String::from_utf8_lossy(&sent).replace("\r\n", "\n        "),
                reply.status,
                String::from_utf8_lossy(&reply.body),
            )),
        }
    }

    /// What is wrong with what the back end was called with.
    fn request_problem(
        &self,
        binding: &Binding,
        request: &Request,
        reply: &Reply,
    ) -> Option<String> {
        let calls = self.backend.received();
        let [call] = &*calls else {
            return Some(format!("{} calls instead of one", calls.len()));
        };
        let service = binding.method.parent_service();
        let path = format!("/{}/{}", service.full_name(), binding.method.name());
        if call.path != path {
            return Some(format!("the call went to {} instead of {path}", call.path));
        }
        if reply.status != 200 {
            return Some("the status is not 200".to_owned());
        }
        match DynamicMessage::decode(binding.method.input(), &*call.message) {
            Ok(message) => difference("the request", &request.expected, &message),
            Err(error) => Some(format!(
                "the request is no message: {error}: {:02x?}",
                call.message
            )),
        }
    }
}

/// What is wrong with the answer.
fn answer_problem(binding: &Binding, answer: &DynamicMessage, reply: &Reply) -> Option<String> {
    if binding.verb == "HEAD" {
        return None;
    }
    let output = binding.method.output();
    if is_http_body(&Kind::Message(output.clone())) {
        let mut raw = DynamicMessage::new(output);
        let kind = reply.header("content-type").unwrap_or_default().to_owned();
        raw.set_field_by_name("content_type", Value::String(kind));
        raw.set_field_by_name("data", Value::Bytes(reply.body.clone().into()));
        return difference("the answer", answer, &raw);
    }
    if reply.header("content-type") != Some("application/json") {
        return Some(format!(
            "the content type is {:?}",
            reply.header("content-type")
        ));
    }
    match body::from_json(&output, &reply.body) {
        Ok(message) => difference("the answer", answer, &message),
        Err(error) => Some(format!(
            "the answer is not the JSON of a message: {error}\n  expected: {answer}"
        )),
    }
}

fn head(binding: &Binding, request: &Request, choices: &mut Choices) -> String {
    let host = binding.host.as_deref().unwrap_or("no-host.test");
    let host = match choices.below(3) {
        0 => format!("{host}:443"),
        1 => host.to_uppercase(),
        _ => host.to_owned(),
    };
    let mut head = format!(
        "{} {} HTTP/1.1\r\nHost: {host}\r\n",
        binding.verb, request.target
    );
    if let Some(body) = &request.body {
        let Body {
            content_type,
            bytes,
            ..
        } = body;
        head.push_str(&format!(
            "Content-Type: {content_type}\r\nContent-Length: {}\r\n",
            bytes.len()
        ));
    } else if binding.verb == "POST" {
        head.push_str("Content-Length: 0\r\n");
    }
    head + "\r\n"
}

/// Two messages are the same if they are equal, or if their JSON is: the fields in an `Any` have no fixed order.
fn difference(what: &str, expected: &DynamicMessage, actual: &DynamicMessage) -> Option<String> {
    if expected == actual {
        return None;
    }
    let json =
        |message: &DynamicMessage| serde_json::to_value(message).map_err(|error| error.to_string());
    let has_unknown = actual.unknown_fields().next().is_some();
    let (expected_json, actual_json) = (json(expected), json(actual));
    if expected_json.is_ok() && expected_json == actual_json && !has_unknown {
        return None;
    }
    let show = |json: Result<serde_json::Value, String>| {
        json.map_or_else(|error| error, |json| json.to_string())
    };
    Some(format!(
        "{what} differs\n  expected: {}\n  actual:   {}",
        show(expected_json),
        show(actual_json)
    ))
}
