//! The source that an example stands for: a file of package `t_ID` with a service `S`.

use std::collections::BTreeSet;

use super::case::{Case, OtherRule, Rule};

/// The `.proto` file of an example.
pub(super) fn proto(case: &Case) -> String {
    let (mut imports, messages) = split_imports(&case.message_sketch);
    imports.insert("google/api/annotations.proto");
    let answer = answer(case);
    imports.extend(match answer {
        "google.api.HttpBody" => Some("google/api/httpbody.proto"),
        "google.protobuf.Empty" => Some("google/protobuf/empty.proto"),
        _ => None,
    });
    let streams = case
        .upstream
        .as_ref()
        .is_some_and(|upstream| upstream.stream.is_some());
    let answer = if streams {
        format!("stream {answer}")
    } else {
        answer.to_owned()
    };
    let mut source = format!("syntax = \"proto3\";\npackage {};\n", case.package());
    for import in imports {
        source.push_str(&format!("import \"{import}\";\n"));
    }
    source.push_str(&format!(
        "service S {{\n{}",
        method("M", &answer, &case.rule)
    ));
    for (number, rule) in (1..).zip(further_rules(case)) {
        source.push_str(&method(&format!("Other{number}"), &answer, &rule));
    }
    source.push_str(&format!("}}\n{messages}\n"));
    source
}

/// The example's part of `http.rules` in a service configuration. The example calls its method `pkg.S.M`.
pub(super) fn configured_rules(case: &Case) -> String {
    let mut text = String::new();
    for rule in &case.other_rules {
        let OtherRule::Configured { yaml } = rule else {
            continue;
        };
        text.push_str(&format!("  - selector: {}.S.M\n", case.package()));
        for (key, value) in yaml.iter().filter(|(key, _)| *key != "selector") {
            text.push_str(&format!("    {key}: {value:?}\n"));
        }
    }
    text
}

/// The sketch's imports, and the rest of it.
fn split_imports(sketch: &str) -> (BTreeSet<&str>, &str) {
    let mut imports = BTreeSet::new();
    let mut rest = sketch.trim_start();
    while let Some((name, after)) = rest
        .strip_prefix("import ")
        .and_then(|import| import.split_once(';'))
    {
        imports.insert(name.trim().trim_matches('"'));
        rest = after.trim_start();
    }
    (imports, rest)
}

/// The type of the back end's message.
fn answer(case: &Case) -> &str {
    let named = case
        .upstream
        .as_ref()
        .and_then(|upstream| upstream.message_type.as_deref());
    let has_resp = case.message_sketch.contains("message Resp ");
    named.unwrap_or(if has_resp {
        "Resp"
    } else {
        "google.protobuf.Empty"
    })
}

/// The rules of the methods beside `M`; for those of a service configuration see [`configured_rules`].
fn further_rules(case: &Case) -> impl Iterator<Item = Rule> {
    case.other_rules.iter().filter_map(|rule| match rule {
        OtherRule::Annotated {
            method, template, ..
        } => Some(Rule {
            method: method.clone(),
            template: template.clone(),
            body: None,
            response_body: None,
        }),
        OtherRule::Configured { .. } => None,
    })
}

fn method(name: &str, answer: &str, rule: &Rule) -> String {
    let Rule {
        method,
        template,
        body,
        response_body,
    } = rule;
    let pattern = match &**method {
        "GET" | "PUT" | "POST" | "DELETE" | "PATCH" => {
            format!("{}: {template:?}", method.to_lowercase())
        }
        kind => format!("custom: {{ kind: {kind:?} path: {template:?} }}"),
    };
    let body = body
        .as_ref()
        .map_or_else(String::new, |body| format!(" body: {body:?}"));
    let response_body = response_body
        .as_ref()
        .map_or_else(String::new, |field| format!(" response_body: {field:?}"));
    format!(
        "  rpc {name}(Req) returns ({answer}) {{ option (google.api.http) = {{ {pattern}{body}{response_body} }}; }}\n"
    )
}
