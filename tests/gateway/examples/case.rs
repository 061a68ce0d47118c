//! The format of `examples.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One example. Every member is known here, so that none is read past.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) group: String,
    pub(super) rule: Rule,
    /// Further methods of the service.
    #[serde(default)]
    pub(super) other_rules: Vec<OtherRule>,
    pub(super) request: Request,
    pub(super) message_sketch: String,
    #[serde(default)]
    pub(super) upstream: Option<Upstream>,
    pub(super) expect: Expect,
    /// `norm` where a specification fixes the answer, `choice` where it does not.
    pub(super) basis: String,
    pub(super) source: String,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) method: String,
    pub(super) template: String,
    pub(super) body: Option<String>,
    pub(super) response_body: Option<String>,
}

/// A rule beside that of the example's method.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum OtherRule {
    /// Of a service configuration.
    Configured { yaml: BTreeMap<String, String> },
    /// Of a further method.
    Annotated {
        method: String,
        template: String,
        #[expect(
            dead_code,
            reason = "it says in words what holds for every further rule"
        )]
        #[serde(default)]
        rpc: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Option<String>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) body: String,
}

/// What the back end answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Upstream {
    /// The type of its message, where it is not `Resp`.
    #[serde(rename = "type")]
    pub(super) message_type: Option<String>,
    pub(super) json: Option<Value>,
    pub(super) stream: Option<Vec<Value>>,
    #[serde(default)]
    pub(super) grpc_status: u8,
    pub(super) grpc_message: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    #[serde(default = "ok")]
    pub(super) http_status: u16,
    pub(super) grpc_code: Option<u8>,
    /// `null` is a value that can be expected.
    #[serde(default, deserialize_with = "present")]
    pub(super) json: Option<Value>,
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) empty_body: bool,
    #[serde(default)]
    pub(super) config_error: bool,
    pub(super) upstream_deadline_ms: Option<Range>,
    #[serde(default)]
    pub(super) upstream_metadata: BTreeMap<String, Binary>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    pub(super) above: u128,
    pub(super) at_most: u128,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Binary {
    pub(super) base64: String,
}

impl Case {
    pub(super) fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../examples.json"))
            .expect("the examples have the format that is written here")
    }

    pub(super) fn package(&self) -> String {
        format!("t_{}", self.id.to_lowercase())
    }

    /// The name of its file of source.
    pub(super) fn file(&self) -> String {
        format!("{}.proto", self.package())
    }

    /// The host that its routes, and no others, answer on.
    pub(super) fn host(&self) -> String {
        format!("{}.test", self.id.to_lowercase())
    }

    /// The path of calls of its method.
    pub(super) fn rpc_path(&self) -> String {
        format!("/{}.S/M", self.package())
    }

    pub(super) fn target(&self) -> String {
        let Request { path, query, .. } = &self.request;
        query
            .as_ref()
            .map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
    }

    /// Whether `expect.json` is the body of the answer. Otherwise it is the message that the back end is sent.
    pub(super) fn is_about_the_answer(&self) -> bool {
        self.upstream.is_some() || self.group == "response" || self.group == "errors"
    }

    /// What stands beside a failure: what was asked, and who says so.
    pub(super) fn label(&self) -> String {
        let Self {
            id,
            request,
            basis,
            source,
            note,
            ..
        } = self;
        format!(
            "{id} ({} {}; {basis}: {source}; {note})",
            request.method,
            self.target()
        )
    }
}

const fn ok() -> u16 {
    200
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
