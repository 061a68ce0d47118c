//! A call in TypeScript, with the client of Connect and code of protoc-gen-es.

use serde_json::Value;

use super::calls::{LINE_MAX, Piece, Text, json};
use crate::schema::{
    Cardinality, Field, Kind, MessageId, Method, MethodCardinality, Schema, json_name_of,
};

/// Names that objects of JavaScript have already, which protoc-gen-es marks.
const RESERVED: [&str; 4] = ["constructor", "toString", "toJSON", "valueOf"];
/// Words that are no names of JavaScript or TypeScript, which it marks too.
const WORDS: [&str; 54] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "enum",
    "implements",
    "interface",
    "let",
    "package",
    "private",
    "protected",
    "public",
    "static",
    "Object",
    "bigint",
    "number",
    "boolean",
    "string",
    "object",
    "globalThis",
    "Uint8Array",
    "Partial",
];
/// What a call has names for already.
const LOCALS: [&str; 9] = [
    "answer",
    "client",
    "console",
    "createClient",
    "createConnectTransport",
    "fromJson",
    "request",
    "requests",
    "transport",
];

/// Nothing if the names of the API are none in JavaScript, as those of protobuf are.
pub(super) fn call(schema: &Schema, method: &Method, sample: &Value) -> Option<Text> {
    let service = schema.service(method.service);
    let file = &schema.file(service.file).name;
    let name = service.name.rsplit('.').next().unwrap_or_default();
    if !is_identifier(name) || !is_identifier(&method.name) {
        return None;
    }
    let (imported, name) = names_of(name);
    // Browsers cannot send a stream. In binary, which is Node's default, an Any is read without knowing its type.
    let (package, options) = if method.client_streaming {
        ("connect-node", ", httpVersion: \"2\"")
    } else {
        ("connect-web", ", useBinaryFormat: true")
    };
    let mut head = String::new();
    let message = literal(schema, method.input, sample);
    let message = match message {
        Some(init) => init,
        None => {
            let (from, schema_name) = import(schema, method.input);
            head.push_str("import { fromJson } from \"@bufbuild/protobuf\";\n");
            if !is_identifier(&schema_name) {
                return None;
            }
            head.push_str(&format!("import {{ {schema_name} }} from {from};\n"));
            format!("fromJson({schema_name}, {})", json(sample))
        }
    };
    head.push_str("import { createClient } from \"@connectrpc/connect\";\n");
    head.push_str(&format!(
        "import {{ createConnectTransport }} from \"@connectrpc/{package}\";\n"
    ));
    head.push_str(&format!(
        "import {{ {imported} }} from {};\n\n",
        module(file)
    ));
    head.push_str("const transport = createConnectTransport({ baseUrl: \"");
    let mut rest = format!("\"{options} }});\nconst client = createClient({name}, transport);\n");
    let called = format!("client.{}", local(&lower_first(&method.name)));
    let stream = |message: &str| {
        format!("const request = {message};\nasync function* requests() {{\n  yield request;\n}}\n")
    };
    rest.push_str(&match method.cardinality() {
        MethodCardinality::Unary => {
            format!("const answer = await {called}({message});\nconsole.log(answer);")
        }
        MethodCardinality::ServerStreaming => format!(
            "for await (const answer of {called}({message})) {{\n  console.log(answer);\n}}"
        ),
        MethodCardinality::ClientStreaming => format!(
            "{}const answer = await {called}(requests());\nconsole.log(answer);",
            stream(&message)
        ),
        MethodCardinality::BidiStreaming => format!(
            "{}for await (const answer of {called}(requests())) {{\n  console.log(answer);\n}}",
            stream(&message)
        ),
    });
    Some(Text(vec![
        Piece::Text(head),
        Piece::ServiceOrigin,
        Piece::Text(rest),
    ]))
}

/// What is imported of a service, and the name that it has from there on.
fn names_of(service: &str) -> (String, String) {
    if WORDS.contains(&service) {
        return (format!("{service}$"), format!("{service}$"));
    }
    if LOCALS.contains(&service) {
        let name = format!("{service}Service");
        return (format!("{service} as {name}"), name);
    }
    (service.to_owned(), service.to_owned())
}

fn is_identifier(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(is_part)
}

/// Where the generated code of a file is, as a text of JavaScript.
fn module(file: &str) -> String {
    let stem = file.strip_suffix(".proto").unwrap_or(file);
    if stem.starts_with("google/protobuf/") {
        return "\"@bufbuild/protobuf/wkt\"".to_owned();
    }
    Value::from(format!("./gen/{stem}_pb")).to_string()
}

/// A message's schema, and the module that exports it: `a.Outer.Inner` is `Outer_InnerSchema`.
fn import(schema: &Schema, id: MessageId) -> (String, String) {
    let message = schema.message(id);
    let mut names: Vec<&str> = Vec::new();
    let mut rest = &*message.name;
    // A name is nested as long as what is before it is a message too.
    while let Some((scope, name)) = rest.rsplit_once('.') {
        names.insert(0, name);
        if schema.message_by_name(scope).is_none() {
            break;
        }
        rest = scope;
    }
    if names.is_empty() {
        names.push(rest);
    }
    let file = &schema.file(message.file).name;
    (module(file), format!("{}Schema", names.join("_")))
}

/// The message as an object of JavaScript, where that is what its JSON is but for the names.
fn literal(schema: &Schema, id: MessageId, sample: &Value) -> Option<String> {
    init(schema, id, sample).map(|init| written(&init))
}

fn init(schema: &Schema, id: MessageId, sample: &Value) -> Option<Value> {
    let message = schema.message(id);
    let members = sample.as_object()?;
    let has_form = message.well_known.is_some() && !members.is_empty();
    if has_form {
        return None;
    }
    let mut out = serde_json::Map::new();
    for (key, value) in members {
        let mut fields = message.fields.iter();
        let field = fields.find(|field| *field.json_name == **key)?;
        out.insert(
            local(&json_name_of(&field.name)),
            field_init(schema, field, value)?,
        );
    }
    Some(Value::Object(out))
}

fn field_init(schema: &Schema, field: &Field, value: &Value) -> Option<Value> {
    if field.oneof.is_some() || field.cardinality == Cardinality::Map {
        return None;
    }
    if let Value::Array(values) = value {
        let values = values.iter().map(|value| one(schema, field.kind, value));
        return values.collect::<Option<_>>().map(Value::Array);
    }
    one(schema, field.kind, value)
}

/// A value that is the same in JSON and in JavaScript.
fn one(schema: &Schema, kind: Kind, value: &Value) -> Option<Value> {
    match kind {
        Kind::Bool
        | Kind::String
        | Kind::Double
        | Kind::Float
        | Kind::Int32
        | Kind::Uint32
        | Kind::Sint32
        | Kind::Fixed32
        | Kind::Sfixed32 => Some(value.clone()),
        Kind::Message(id) if schema.message(id).well_known.is_none() => init(schema, id, value),
        Kind::Message(_)
        | Kind::Group(_)
        | Kind::Enum(_)
        | Kind::Bytes
        | Kind::Int64
        | Kind::Uint64
        | Kind::Sint64
        | Kind::Fixed64
        | Kind::Sfixed64 => None,
    }
}

/// A value as JavaScript writes it: names without quotes, on one line if that is short.
fn written(value: &Value) -> String {
    let line = on_lines(value, None);
    if line.len() <= LINE_MAX {
        return line;
    }
    on_lines(value, Some(0))
}

/// `indent` is that of the line, or none to stay on it.
fn on_lines(value: &Value, indent: Option<usize>) -> String {
    let inner = indent.map(|indent| indent + 2);
    let (begin, end) = match indent {
        None => (" ".to_owned(), " ".to_owned()),
        Some(indent) => (
            format!("\n{}", " ".repeat(indent + 2)),
            format!("\n{}", " ".repeat(indent)),
        ),
    };
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members = members.iter();
            let members =
                members.map(|(name, value)| format!("{}: {}", key(name), on_lines(value, inner)));
            let separator = format!(",{begin}");
            let members = members.collect::<Vec<_>>().join(&separator);
            format!("{{{begin}{members}{end}}}")
        }
        Value::Array(values) => {
            let values = values.iter().map(|value| on_lines(value, indent));
            format!("[{}]", values.collect::<Vec<_>>().join(", "))
        }
        // JSON's texts and numbers are JavaScript's.
        other => other.to_string(),
    }
}

fn key(name: &str) -> String {
    if is_identifier(name.trim_end_matches('$')) {
        return name.to_owned();
    }
    Value::from(name).to_string()
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn local(name: &str) -> String {
    if RESERVED.contains(&name) {
        return format!("{name}$");
    }
    name.to_owned()
}
