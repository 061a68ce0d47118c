//! One binding as an operation: its parameters, its body and its answers.

use serde_json::{Map, Value, json};

use super::path::Path;
use super::schema::{STATUS, Schemas, Style, push_paragraph, reference, set_text};
use super::{Served, comments, forms, operation_options, parameters};
use crate::framing::json_stream::Envelope;
use crate::http_rule::binding::{Binding, Body};
use crate::http_rule::field_path::Step;
use crate::schema::{Cardinality, MessageId, Method, MethodCardinality, Schema};

pub(super) const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";
const EVENTS: &str = "text/event-stream";

/// What all operations of a document share.
pub(super) struct Context<'c, 'a, 's> {
    pub(super) schemas: &'c mut Schemas<'a, 's>,
    pub(super) envelope: Envelope,
}

/// The operation, but for its `operationId` and its tags.
pub(super) fn operation(
    context: &mut Context<'_, '_, '_>,
    served: &Served<'_>,
    path: &Path,
    verb: &str,
    id: &str,
) -> Value {
    let binding = served.binding;
    let schema = context.schemas.schema;
    let method = schema.method(binding.method);
    let notes = context.schemas.notes;
    let (method_notes, service) = (notes.method(method), schema.service(method.service));
    let mut operation = json!({});
    describe(&mut operation, &method_notes.comment, method);
    let file = notes.file(service.file);
    if method_notes.options.deprecated()
        || notes.service(service).options.deprecated()
        || file.options.deprecated()
    {
        operation["deprecated"] = json!(true);
    }
    let mut found = parameters::of_path(context.schemas, binding, path, served.style);
    let fills_mask = served.fills_mask && verb == "patch";
    found.extend(parameters::of_query(
        context.schemas,
        binding,
        served.style,
        fills_mask,
    ));
    let has_parameters = !found.is_empty();
    if has_parameters {
        operation["parameters"] = Value::Array(found);
    }
    // A route for every method takes GET too, whose body means nothing to anybody.
    let has_body = binding.body != Body::None && !(served.is_any() && verb == "get");
    if has_body {
        operation["requestBody"] = request_body(context, served, id);
    }
    operation["responses"] = responses(context, served, verb, has_body, has_parameters);
    if let Some(host) = served.hosts.first() {
        operation["servers"] = json!([{ "url": format!("https://{host}") }]);
    }
    operation_options::apply(context.schemas, &mut operation, method, served.style);
    operation
}

fn describe(operation: &mut Value, comment: &str, method: &Method) {
    let name = words(&method.name);
    let summary = comments::summary(comment).unwrap_or(name);
    set_text(operation, "summary", &summary);
    if comment.trim_end_matches('.') != summary {
        set_text(operation, "description", comment);
    }
}

/// `ListBooks` as `List books`, where nobody wrote a comment.
fn words(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// A message that is bytes of any type, and not JSON.
pub(super) fn is_raw(schema: &Schema, message: MessageId) -> bool {
    &*schema.message(message).name == "google.api.HttpBody"
}

pub(super) fn file() -> Value {
    json!({"type": "string", "format": "binary"})
}

fn raw() -> Value {
    json!({"*/*": {"schema": file()}})
}

fn request_body(context: &mut Context<'_, '_, '_>, served: &Served<'_>, id: &str) -> Value {
    let binding = served.binding;
    let schemas = &mut *context.schemas;
    let method = schemas.schema.method(binding.method);
    let input = method.input;
    let mut text = String::new();
    let content = match binding.body {
        Body::Field(index) => {
            let step = Step {
                message: input,
                field: index,
            };
            let Some(field) = step.field(schemas.schema) else {
                return json!({"content": {}});
            };
            text.clone_from(&schemas.notes.field(input, field).comment);
            let is_one = field.cardinality != Cardinality::Repeated;
            match field.kind.message().filter(|_| is_one) {
                Some(inner) if is_raw(schemas.schema, inner) => raw(),
                Some(inner) if field.cardinality != Cardinality::Map => {
                    let below = below(binding, Some(step));
                    let schema = message(schemas, inner, served.style, &below, id);
                    let mut content = body_content(method, &schema);
                    forms::add(schemas, served, inner, &mut content);
                    content
                }
                _ => {
                    let schema = schemas.value(field, served.style);
                    body_content(method, &schema)
                }
            }
        }
        Body::None | Body::Whole if is_raw(schemas.schema, input) => raw(),
        Body::None | Body::Whole => {
            let schema = message(schemas, input, served.style, &below(binding, None), id);
            let mut content = body_content(method, &schema);
            forms::add(schemas, served, input, &mut content);
            content
        }
    };
    if method.client_streaming {
        push_paragraph(
            &mut text,
            "Any number of messages, which are read as they arrive.",
        );
    }
    let mut body = json!({});
    set_text(&mut body, "description", &text);
    body["required"] = json!(true);
    body["content"] = content;
    body
}

/// What the path binds, as seen from the body.
fn below(binding: &Binding, body: Option<Step>) -> Vec<&[Step]> {
    let paths = binding.variables.iter().map(|path| path.steps());
    match body {
        None => paths.collect(),
        Some(step) => paths
            .filter_map(|path| path.strip_prefix(&[step]))
            .collect(),
    }
}

/// A message without what the path binds, which gets a name of its own then.
fn message(
    schemas: &mut Schemas<'_, '_>,
    message: MessageId,
    style: Style,
    elsewhere: &[&[Step]],
    id: &str,
) -> Value {
    if elsewhere.is_empty() || schemas.schema.message(message).well_known.is_some() {
        return schemas.message(message, style);
    }
    let name = format!("{id}.Body");
    let object = schemas.object(message, style, elsewhere);
    schemas.add(&name, object);
    reference(&name)
}

fn body_content(method: &Method, schema: &Value) -> Value {
    if !method.client_streaming {
        return json!({JSON: {"schema": schema}});
    }
    json!({
        JSON: {"schema": {"type": "array", "items": schema}},
        NDJSON: {"schema": schema, "x-itemSchema": schema},
    })
}

/// The answers that the gateway has for the operation.
fn responses(
    context: &mut Context<'_, '_, '_>,
    served: &Served<'_>,
    verb: &str,
    has_body: bool,
    has_parameters: bool,
) -> Value {
    let mut responses = Map::new();
    let method = context.schemas.schema.method(served.binding.method);
    let mut success = json!({"description": "OK"});
    let (content, text) = success_content(context, served, method);
    set_text(&mut success, "description", &text);
    if verb != "head" {
        success["content"] = content;
    }
    responses.insert("200".to_owned(), success);
    let has_path = !served.binding.template.variables().is_empty();
    for error in &ERRORS {
        let applies = match error.when {
            When::Always => true,
            When::Body => has_body,
            When::Path => has_path,
            When::Parameters => has_parameters,
        };
        if applies {
            let target = format!("#/components/responses/{}", error.name);
            responses.insert(error.status.to_owned(), json!({"$ref": target}));
        }
    }
    Value::Object(responses)
}

fn success_content(
    context: &mut Context<'_, '_, '_>,
    served: &Served<'_>,
    method: &Method,
) -> (Value, String) {
    let schemas = &mut *context.schemas;
    let output = method.output;
    let field = served.binding.response_body.and_then(|index| {
        let fields = &schemas.schema.message(output).fields;
        fields.get(usize::from(index))
    });
    let mut text = "OK".to_owned();
    let schema = match field {
        Some(field) => {
            let is_one = matches!(
                field.cardinality,
                Cardinality::Singular | Cardinality::Required
            );
            let inner = field.kind.message().filter(|_| is_one);
            if inner.is_some_and(|inner| is_raw(schemas.schema, inner)) {
                return (raw(), text);
            }
            let mut schema = schemas.value(field, served.style);
            if inner.is_some() {
                super::schema::make_nullable(&mut schema);
                text = "OK; null where the field is not set".to_owned();
            }
            schema
        }
        None if is_raw(schemas.schema, output) => return (raw(), text),
        None => schemas.message(output, served.style),
    };
    if !method.server_streaming {
        return (json!({JSON: {"schema": schema}}), text);
    }
    let ends = "A failure behind the first message is the last element, `{\"error\": STATUS}`";
    text = match method.cardinality() {
        MethodCardinality::BidiStreaming => {
            format!("Messages, while the request still goes on if the client likes. {ends}.")
        }
        _ => format!("Messages, each when it is there. {ends}, in events `event: error`."),
    };
    (messages(context, served, &schema), text)
}

/// The messages of an answer by media type. A failure is one of the lines and of the events; behind the elements of an
/// array it leaves the array open, so that no reader of JSON ever has one with it.
fn messages(context: &mut Context<'_, '_, '_>, served: &Served<'_>, schema: &Value) -> Value {
    let (element, line) = match context.envelope {
        Envelope::None => {
            context.schemas.add(STREAM_ERROR, stream_error());
            let line = json!({"anyOf": [schema, reference(STREAM_ERROR)]});
            (schema.clone(), line)
        }
        Envelope::Result => {
            let error = reference(STATUS);
            let item = json!({"type": "object", "properties": {"result": schema, "error": error}});
            (item.clone(), item)
        }
    };
    let event = event(schema, served.has_event_id);
    json!({
        JSON: {"schema": {"type": "array", "items": element}},
        NDJSON: {"schema": line, "x-itemSchema": line},
        EVENTS: {"schema": event, "x-itemSchema": event},
    })
}

const STREAM_ERROR: &str = "rialto.StreamError";

fn stream_error() -> Value {
    json!({
        "type": "object",
        "description": "The last line of a stream that has failed.",
        "required": ["error"],
        "properties": {"error": reference(STATUS)},
    })
}

/// One event of a stream, with its fields as tools name them.
fn event(data: &Value, has_id: bool) -> Value {
    let mut properties = json!({
        "event": {
            "type": "string",
            "enum": ["end", "error"],
            "description": "`end` is the last event of a success, `error` that of a failure, whose data is a \
                            google.rpc.Status. Messages have none.",
        },
    });
    if has_id {
        properties["id"] = json!({"type": "string", "description": "For `Last-Event-ID`."});
    }
    properties["data"] = json!({"anyOf": [data, reference(STATUS)]});
    json!({"type": "object", "properties": properties})
}

/// An answer that is an error, and to which operations it belongs.
struct ErrorAnswer {
    status: &'static str,
    name: &'static str,
    description: &'static str,
    when: When,
}

#[derive(PartialEq, Eq)]
enum When {
    Always,
    Body,
    Path,
    /// In the path or the query.
    Parameters,
}

/// What the gateway or every back end may say; a back end may say more, which is the default.
const ERRORS: [ErrorAnswer; 11] = [
    ErrorAnswer {
        status: "400",
        name: "BadRequest",
        description: "The request is not one of this API (INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE). \
                      Details name the fields.",
        when: When::Always,
    },
    ErrorAnswer {
        status: "404",
        name: "NotFound",
        description: "What the path names is not there (NOT_FOUND).",
        when: When::Path,
    },
    ErrorAnswer {
        status: "408",
        name: "RequestTimeout",
        description: "The body did not arrive in time (DEADLINE_EXCEEDED).",
        when: When::Body,
    },
    ErrorAnswer {
        status: "413",
        name: "ContentTooLarge",
        description: "The body is too large (RESOURCE_EXHAUSTED).",
        when: When::Body,
    },
    ErrorAnswer {
        status: "414",
        name: "UriTooLong",
        description: "The path and the query are too long (INVALID_ARGUMENT).",
        when: When::Parameters,
    },
    ErrorAnswer {
        status: "415",
        name: "UnsupportedMediaType",
        description: "The body has a type or a coding that is not served (INVALID_ARGUMENT).",
        when: When::Body,
    },
    ErrorAnswer {
        status: "429",
        name: "TooManyRequests",
        description: "More is asked for than is allowed, or the answer would be too large (RESOURCE_EXHAUSTED).",
        when: When::Always,
    },
    ErrorAnswer {
        status: "500",
        name: "InternalServerError",
        description: "The back end has failed, or what it answers cannot be read (INTERNAL, UNKNOWN, DATA_LOSS).",
        when: When::Always,
    },
    ErrorAnswer {
        status: "503",
        name: "Unavailable",
        description: "No back end can be reached now (UNAVAILABLE). The request may be sent again.",
        when: When::Always,
    },
    ErrorAnswer {
        status: "504",
        name: "Timeout",
        description: "The back end did not answer in time (DEADLINE_EXCEEDED).",
        when: When::Always,
    },
    ErrorAnswer {
        status: "default",
        name: "Error",
        description: "Any other error, with the HTTP status of its google.rpc.Code: 401, 403, 404, 409, 499 or 501.",
        when: When::Always,
    },
];

/// The schema of errors as RFC 9457 has them.
pub(super) const PROBLEM: &str = "rialto.Problem";
const FIELD_ERROR: &str = "rialto.FieldError";

pub(super) fn error_content() -> Value {
    json!({
        JSON: {"schema": reference(STATUS)},
        "application/problem+json": {"schema": reference(PROBLEM)},
    })
}

/// The answers that operations refer to.
pub(super) fn shared_responses() -> Value {
    let responses = ERRORS.iter().map(|error| {
        let content = error_content();
        let response = json!({"description": error.description, "content": content});
        (error.name.to_owned(), response)
    });
    Value::Object(responses.collect())
}

pub(super) fn add_problem(schemas: &mut Schemas<'_, '_>) {
    let text = |description: &str| json!({"type": "string", "description": description});
    schemas.add(
        FIELD_ERROR,
        json!({
            "type": "object",
            "description": "What is wrong with a field.",
            "properties": {"field": {"type": "string"}, "description": {"type": "string"}},
        }),
    );
    schemas.add(
        PROBLEM,
        json!({
            "type": "object",
            "description": "An error by RFC 9457, for clients whose `Accept` names `application/problem+json`.",
            "properties": {
                "type": text("Always `about:blank`."),
                "title": text("What the code means."),
                "status": {"type": "integer", "format": "int32", "description": "The HTTP status."},
                "detail": text("What is wrong, for developers, in English."),
                "code": text("A name of google.rpc.Code."),
                "reason": text("That of the google.rpc.ErrorInfo, where there is one."),
                "errors": {
                    "type": "array",
                    "description": "Which fields are wrong, and why.",
                    "items": reference(FIELD_ERROR),
                },
                "details": {"type": "array", "items": reference("google.protobuf.Any")},
            },
        }),
    );
}
