//! What the authors of an API say of an operation in options of its method, and of every operation in options of its file:
//! `openapiv2` of grpc-gateway and `openapi.v3` of gnostic, in place of what comments and descriptors say.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::annotated::{Header, HeaderParameter, Operation, SwaggerOperation, SwaggerResponse};
use super::annotations::{
    ExtensionForm, extend, external_docs, json_of, of_gnostic_schema, of_swagger_schema, say,
};
use super::operation::{JSON, error_content};
use super::schema::{Schemas, Style, set_text};
use super::security;
use crate::schema::{Method, Schema};

pub(super) fn apply(
    schemas: &mut Schemas<'_, '_>,
    operation: &mut Value,
    method: &Method,
    style: Style,
) {
    let notes = schemas.notes;
    let service = schemas.schema.service(method.service);
    if let Some(swagger) = &notes.file(service.file).options.openapiv2_swagger {
        responses(schemas, operation, &swagger.responses, style);
    }
    let options = &notes.method(method).options;
    signatures(
        schemas.schema,
        operation,
        method,
        &options.method_signature,
        style,
    );
    if let Some(swagger) = &options.openapiv2_operation {
        of_swagger(schemas, operation, swagger, style);
    }
    if let Some(gnostic) = &options.openapiv3_operation {
        of_gnostic(operation, gnostic);
    }
}

/// `google.api.method_signature`: what is passed to the method of a client, which is what a call is mostly about.
fn signatures(
    schema: &Schema,
    operation: &mut Value,
    method: &Method,
    signatures: &[String],
    style: Style,
) {
    let named = |path: &str| {
        let (mut message, mut names) = (Some(method.input), Vec::new());
        for part in path.trim().split('.') {
            let mut fields = schema.message(message?).fields.iter();
            let field = fields.find(|field| *field.name == *part)?;
            names.push(style.name(field));
            message = field.kind.message();
        }
        Some(format!("`{}`", names.join(".")))
    };
    let ways = signatures.iter().filter_map(|signature| {
        let fields: Option<Vec<String>> = signature.split(',').map(named).collect();
        Some(fields?.join(", "))
    });
    let ways: Vec<String> = ways.collect();
    if !ways.is_empty() {
        say(
            operation,
            &format!("Mostly called with {}.", ways.join(", or with ")),
        );
    }
}

fn of_swagger(
    schemas: &mut Schemas<'_, '_>,
    operation: &mut Value,
    swagger: &SwaggerOperation,
    style: Style,
) {
    set_text(operation, "summary", swagger.summary());
    set_text(operation, "description", swagger.description());
    external_docs(operation, swagger.external_docs.as_ref());
    if swagger.deprecated() {
        operation["deprecated"] = json!(true);
    }
    if !swagger.tags.is_empty() {
        operation["tags"] = json!(swagger.tags);
    }
    for header in swagger.parameters.iter().flat_map(|one| &one.headers) {
        push_parameter(operation, of_header(header));
    }
    responses(schemas, operation, &swagger.responses, style);
    security::require(operation, &swagger.security);
    extend(operation, &swagger.extensions, ExtensionForm::Swagger);
}

fn of_gnostic(operation: &mut Value, gnostic: &Operation) {
    set_text(operation, "summary", gnostic.summary());
    set_text(operation, "description", gnostic.description());
    external_docs(operation, gnostic.external_docs.as_ref());
    if gnostic.deprecated() {
        operation["deprecated"] = json!(true);
    }
    if !gnostic.tags.is_empty() {
        operation["tags"] = json!(gnostic.tags);
    }
    security::require(operation, &gnostic.security);
    extend(operation, &gnostic.extensions, ExtensionForm::Gnostic);
    for parameter in &gnostic.parameters {
        let Some(parameter) = &parameter.parameter else {
            continue;
        };
        // The fields of the request are listed already.
        if !matches!(parameter.r#in(), "header" | "cookie") {
            continue;
        }
        let mut value = json!({"name": parameter.name(), "in": parameter.r#in()});
        set_text(&mut value, "description", parameter.description());
        if parameter.required() {
            value["required"] = json!(true);
        }
        if parameter.deprecated() {
            value["deprecated"] = json!(true);
        }
        let mut schema = json!({"type": "string"});
        let gnostic = parameter.schema.as_ref();
        if let Some(gnostic) = gnostic.and_then(|one| one.schema.as_ref()) {
            of_gnostic_schema(&mut schema, gnostic);
        }
        value["schema"] = schema;
        push_parameter(operation, value);
    }
    let answers = gnostic.responses.as_ref();
    let named = answers
        .iter()
        .flat_map(|answers| &answers.response_or_reference)
        .map(|named| (named.name(), named.value.as_ref()));
    let default = answers.map(|answers| ("default", answers.default.as_ref()));
    for (status, response) in default.into_iter().chain(named) {
        if let Some(response) = response.and_then(|one| one.response.as_ref()) {
            describe(operation, status, response.description());
        }
    }
}

fn push_parameter(operation: &mut Value, parameter: Value) {
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(parameter),
        None => operation["parameters"] = json!([parameter]),
    }
}

fn of_header(header: &HeaderParameter) -> Value {
    const TYPES: [&str; 5] = ["string", "string", "number", "integer", "boolean"];
    let kind = usize::try_from(header.r#type()).ok();
    let mut schema = json!({"type": kind.and_then(|kind| TYPES.get(kind)).unwrap_or(&"string")});
    set_text(&mut schema, "format", header.format());
    let mut value = json!({"name": header.name(), "in": "header"});
    set_text(&mut value, "description", header.description());
    if header.required() {
        value["required"] = json!(true);
    }
    value["schema"] = schema;
    value
}

/// The answer with this status, which is an error like any other if nobody has said more of it.
fn describe<'o>(operation: &'o mut Value, status: &str, description: &str) -> &'o mut Value {
    let described = &mut operation["responses"][status];
    if described.is_null() || described.get("$ref").is_some() {
        *described = json!({"description": status, "content": error_content()});
    }
    set_text(described, "description", description);
    described
}

fn responses(
    schemas: &mut Schemas<'_, '_>,
    operation: &mut Value,
    responses: &BTreeMap<String, SwaggerResponse>,
    style: Style,
) {
    for (status, response) in responses {
        let described = describe(operation, status, response.description());
        if let Some(swagger) = &response.schema {
            let mut schema = json!({});
            if let Some(name) = swagger.json_schema.as_ref().map(|schema| schema.r#ref()) {
                schema = schemas.named(name.trim_start_matches('.'), style);
            }
            of_swagger_schema(&mut schema, swagger);
            if schema != json!({}) {
                described["content"] = json!({JSON: {"schema": schema}});
            }
        }
        if let Some(example) = response.examples.get(JSON)
            && let Some(media) = described["content"].get_mut(JSON)
        {
            media["example"] = json_of(example);
        }
        for (name, header) in &response.headers {
            described["headers"][name] = of_answers_header(header);
        }
        extend(described, &response.extensions, ExtensionForm::Swagger);
    }
}

fn of_answers_header(header: &Header) -> Value {
    let mut value = json!({});
    set_text(&mut value, "description", header.description());
    let kind = if header.r#type().is_empty() {
        "string"
    } else {
        header.r#type()
    };
    let mut schema = json!({"type": kind});
    set_text(&mut schema, "format", header.format());
    set_text(&mut schema, "pattern", header.pattern());
    if !header.default().is_empty() {
        schema["default"] = json_of(header.default());
    }
    value["schema"] = schema;
    value
}
