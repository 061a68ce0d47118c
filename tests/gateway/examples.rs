//! Concrete cases of how requests are read and answered, from `examples.json`: what http.proto, ProtoJSON and the
//! gRPC status codes fix, and what Rialto chose where they are silent.
//!
//! Each example has a service of its own, on a host of its own; one gateway serves them all, in front of one back end.

mod case;
mod source;

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, MethodDescriptor};
use rialto::schema::source::Sources;
use serde_json::{Value, json};

use crate::backend::{Received, Script, Scripted};
use crate::support::{Folder, Gateway, Reply, call, run};
use case::{Case, Upstream};

/// How often an example is tried whose answer depends on how fast the machine is.
const TRIES_MAX: usize = 5;

#[test]
fn examples_are_answered_as_they_say() {
    let (refused, cases): (Vec<Case>, Vec<Case>) = Case::all()
        .into_iter()
        .partition(|case| case.expect.config_error);
    let stage = Stage::new(cases);
    let mut outcomes: Vec<Outcome<'_>> = stage
        .cases
        .iter()
        .map(|case| (case, stage.check(case)))
        .collect();
    outcomes.extend(refused.iter().map(|case| (case, check_refusal(case))));
    judge(&outcomes);
}

type Outcome<'a> = (&'a Case, Result<(), String>);

/// Fails with every example that fails.
fn judge(outcomes: &[Outcome<'_>]) {
    let wrong: Vec<_> = outcomes
        .iter()
        .filter_map(|(case, outcome)| {
            let why = outcome.as_ref().err()?;
            Some(format!("{}:\n    {why}", case.label()))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} examples:\n{}",
        wrong.len(),
        outcomes.len(),
        wrong.join("\n")
    );
}

/// A gateway that serves every example, and the back end behind it.
struct Stage {
    cases: Vec<Case>,
    pool: DescriptorPool,
    backend: Scripted,
    gateway: Gateway,
    _folder: Folder,
}

impl Stage {
    fn new(cases: Vec<Case>) -> Self {
        let pool = compile(&cases);
        let scripts = cases
            .iter()
            .map(|case| (case.rpc_path(), script(case, &method(&pool, case))))
            .collect();
        let backend = Scripted::start(Script::ByPath(Arc::new(scripts)));
        let mut configuration =
            "[descriptors]\nproto = [\"proto\"]\nservice_configs = [\"service.yaml\"]\n".to_owned();
        let rules: String = cases.iter().map(source::configured_rules).collect();
        let mut files = HashMap::new();
        for case in &cases {
            files.insert(format!("proto/{}", case.file()), source::proto(case));
            configuration.push_str(&format!(
                "[grpc.services.\"{}.S\"]\nendpoints = [\"{}\"]\nhosts = [\"{}\"]\n",
                case.package(),
                backend.address,
                case.host()
            ));
        }
        files.insert("rialto.toml".to_owned(), configuration);
        files.insert(
            "service.yaml".to_owned(),
            format!("http:\n  rules:\n{rules}"),
        );
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (&**name, &**text))
            .collect();
        let folder = Folder::new("examples", &files);
        let gateway = Gateway::start(&["-c", &format!("{}/rialto.toml", folder.path())]);
        Self {
            cases,
            pool,
            backend,
            gateway,
            _folder: folder,
        }
    }

    fn check(&self, case: &Case) -> Result<(), String> {
        let tries = if case.expect.upstream_deadline_ms.is_some() {
            TRIES_MAX
        } else {
            1
        };
        let mut outcome = Ok(());
        for _ in 0..tries {
            outcome = self.check_once(case);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    fn check_once(&self, case: &Case) -> Result<(), String> {
        let request = &case.request;
        let host = case.host();
        let mut headers: Vec<(&str, &str)> = vec![("host", &host)];
        headers.extend(
            request
                .headers
                .iter()
                .map(|(name, value)| (&**name, &**value)),
        );
        if !request.body.is_empty() && !request.headers.contains_key("Content-Type") {
            headers.push(("content-type", "application/json"));
        }
        let reply = call(
            self.gateway.address,
            &request.method,
            &case.target(),
            &headers,
            request.body.as_bytes(),
        );
        let received = self.backend.received();
        check_reply(case, &reply)?;
        check_received(case, &method(&self.pool, case).input(), &received)
    }
}

/// All examples' descriptors, for the side of the back end.
fn compile(cases: &[Case]) -> DescriptorPool {
    let mut sources = Sources::new();
    for case in cases {
        sources.add(case.file(), case.file(), source::proto(case), true);
    }
    let compiled = sources.compile();
    let mut pool = DescriptorPool::new();
    for (_, file) in compiled.files {
        pool.decode_file_descriptor_proto(file)
            .expect("what was compiled is whole");
    }
    pool
}

fn method(pool: &DescriptorPool, case: &Case) -> MethodDescriptor {
    let service = pool.get_service_by_name(&format!("{}.S", case.package()));
    let service =
        service.unwrap_or_else(|| panic!("{} does not compile:\n{}", case.id, source::proto(case)));
    service
        .methods()
        .find(|method| method.name() == "M")
        .expect("every example has this method")
}

/// What the back end does when the example's method is called.
fn script(case: &Case, method: &MethodDescriptor) -> Script {
    let encode = |json: &Value| {
        let message = DynamicMessage::deserialize(method.output(), json);
        message
            .unwrap_or_else(|error| panic!("{}: {error}", case.id))
            .encode_to_vec()
    };
    let empty = json!({});
    let (messages, status, message) = match &case.upstream {
        None => (vec![encode(&empty)], 0, None),
        Some(Upstream {
            stream: Some(messages),
            grpc_status,
            grpc_message,
            ..
        }) => (
            messages.iter().map(encode).collect(),
            *grpc_status,
            grpc_message.clone(),
        ),
        Some(Upstream {
            json,
            grpc_status,
            grpc_message,
            ..
        }) => {
            let messages = if *grpc_status == 0 {
                vec![encode(json.as_ref().unwrap_or(&empty))]
            } else {
                Vec::new()
            };
            (messages, *grpc_status, grpc_message.clone())
        }
    };
    let mut trailers = vec![("grpc-status", status.to_string())];
    trailers.extend(message.map(|message| ("grpc-message", message)));
    Script::Stream { messages, trailers }
}

fn check_reply(case: &Case, reply: &Reply) -> Result<(), String> {
    let expect = &case.expect;
    let body = String::from_utf8_lossy(&reply.body);
    if reply.status != expect.http_status {
        return Err(format!(
            "expected status {}, found {}: {body}",
            expect.http_status, reply.status
        ));
    }
    for (name, value) in &expect.headers {
        if reply.header(name) != Some(value) {
            return Err(format!(
                "expected {name}: {value}, found {:?}",
                reply.header(name)
            ));
        }
    }
    if expect.empty_body && !reply.body.is_empty() {
        return Err(format!("expected no body, found {body}"));
    }
    if let Some(text) = &expect.text
        && body != **text
    {
        return Err(format!("expected the body {text:?}, found {body:?}"));
    }
    let json =
        || serde_json::from_slice::<Value>(&reply.body).map_err(|error| format!("{error}: {body}"));
    if let Some(code) = expect.grpc_code
        && json()?["code"] != code
    {
        return Err(format!("expected the code {code}, found {body}"));
    }
    match &expect.json {
        Some(expected) if case.is_about_the_answer() && json()? != *expected => {
            Err(format!("expected the body {expected}, found {body}"))
        }
        _ => Ok(()),
    }
}

fn check_received(
    case: &Case,
    input: &MessageDescriptor,
    received: &[Received],
) -> Result<(), String> {
    let expect = &case.expect;
    let is_refused = expect.http_status >= 400 && case.upstream.is_none();
    let received = match received {
        // OPTIONS is answered from the routes.
        [] if is_refused || case.request.method == "OPTIONS" => return Ok(()),
        [received] if !is_refused => received,
        _ => return Err(format!("the back end was called {} times", received.len())),
    };
    if received.path != case.rpc_path() {
        return Err(format!(
            "expected a call of {}, found one of {}",
            case.rpc_path(),
            received.path
        ));
    }
    if let Some(expected) = &expect.json
        && !case.is_about_the_answer()
    {
        let message = DynamicMessage::decode(input.clone(), &*received.message)
            .map_err(|error| error.to_string())?;
        let found = serde_json::to_value(&message).map_err(|error| error.to_string())?;
        if found != *expected {
            return Err(format!("expected the message {expected}, found {found}"));
        }
    }
    check_metadata(case, received)
}

fn check_metadata(case: &Case, received: &Received) -> Result<(), String> {
    if let Some(range) = &case.expect.upstream_deadline_ms {
        let value = received
            .headers
            .get("grpc-timeout")
            .ok_or("no grpc-timeout")?;
        let timeout = rialto::call::parse_timeout(value.as_bytes())
            .map_err(|error| error.to_string())?
            .as_millis();
        if timeout <= range.above || timeout > range.at_most {
            return Err(format!(
                "expected a deadline above {} and at most {} ms, found {timeout}",
                range.above, range.at_most
            ));
        }
    }
    // gRPC over HTTP/2: binary metadata is base64, and whoever reads it takes it with and without padding.
    let config = NO_PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let base64 = GeneralPurpose::new(&STANDARD, config);
    for (name, expected) in &case.expect.upstream_metadata {
        let found = received
            .headers
            .get(name)
            .ok_or_else(|| format!("no {name}"))?;
        let decoded = base64
            .decode(found)
            .map_err(|error| format!("{name} is {found:?}: {error}"))?;
        if decoded
            != base64
                .decode(&expected.base64)
                .expect("the example is base64")
        {
            return Err(format!(
                "expected {name}: {}, found {found:?}",
                expected.base64
            ));
        }
    }
    Ok(())
}

/// `rialto check` of the example alone finds fault with its rule.
fn check_refusal(case: &Case) -> Result<(), String> {
    let folder = Folder::new(
        &format!("example-{}", case.id),
        &[(&case.file(), &source::proto(case))],
    );
    let output = run(&["check", "--json", "--proto", folder.path()]);
    let report = String::from_utf8_lossy(&output.stdout);
    let json: Value =
        serde_json::from_str(&report).map_err(|error| format!("{error}: {report}"))?;
    let is_expected = |finding: &Value| {
        let is_there = finding["file"]
            .as_str()
            .is_some_and(|file| file.ends_with(&case.file()));
        is_there && (finding["rule"] == "http-rule" || finding["rule"] == "route-conflict")
    };
    let findings = json["findings"].as_array().ok_or("no findings")?;
    let is_refused =
        output.status.code() == Some(1) && !findings.is_empty() && findings.iter().all(is_expected);
    if is_refused {
        Ok(())
    } else {
        Err(format!(
            "expected a refusal of the rule, found {}: {report}",
            output.status
        ))
    }
}
