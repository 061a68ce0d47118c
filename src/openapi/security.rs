//! What the authors of an API say of its authentication. It is documented, and enforced by nobody here.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::annotated::{
    OauthFlow, Scopes, SecurityRequirement, SecurityScheme, SwaggerSecurityScheme,
};
use super::annotations::{ExtensionForm, extend};
use super::schema::set_text;

/// Says which schemes something needs.
pub(super) fn require(place: &mut Value, requirements: &[SecurityRequirement]) {
    if requirements.is_empty() {
        return;
    }
    let is_none = |one: &SecurityRequirement| one.security_requirement.is_empty();
    if requirements.iter().all(is_none) {
        place["security"] = json!([]);
        return;
    }
    let values = requirements.iter().map(|requirement| {
        let schemes = requirement.security_requirement.iter();
        let schemes = schemes.map(|(name, scopes)| (name.clone(), json!(scopes.scope)));
        Value::Object(schemes.collect::<Map<_, _>>())
    });
    place["security"] = Value::Array(values.collect());
}

/// A scheme of OpenAPI 2 in the words of OpenAPI 3.
pub(super) fn of_swagger(scheme: &SwaggerSecurityScheme) -> Option<Value> {
    const BASIC: i32 = 1;
    const API_KEY: i32 = 2;
    const OAUTH2: i32 = 3;
    let mut value = match scheme.r#type() {
        BASIC => json!({"type": "http", "scheme": "basic"}),
        API_KEY => {
            let place = if scheme.r#in() == 1 {
                "query"
            } else {
                "header"
            };
            json!({"type": "apiKey", "name": scheme.name(), "in": place})
        }
        OAUTH2 => {
            let (name, with_authorization, with_token) = match scheme.flow() {
                1 => ("implicit", true, false),
                2 => ("password", false, true),
                3 => ("clientCredentials", false, true),
                _ => ("authorizationCode", true, true),
            };
            let mut flow = json!({});
            if with_authorization {
                flow["authorizationUrl"] = json!(scheme.authorization_url());
            }
            if with_token {
                flow["tokenUrl"] = json!(scheme.token_url());
            }
            flow["scopes"] = scopes(scheme.scopes.as_ref());
            json!({"type": "oauth2", "flows": {name: flow}})
        }
        _ => return None,
    };
    set_text(&mut value, "description", scheme.description());
    extend(&mut value, &scheme.extensions, ExtensionForm::Swagger);
    Some(value)
}

pub(super) fn of_gnostic(scheme: &SecurityScheme) -> Value {
    let mut value = json!({"type": scheme.r#type()});
    for (key, text) in [
        ("description", scheme.description()),
        ("name", scheme.name()),
        ("in", scheme.r#in()),
        ("scheme", scheme.scheme()),
        ("bearerFormat", scheme.bearer_format()),
        ("openIdConnectUrl", scheme.open_id_connect_url()),
    ] {
        set_text(&mut value, key, text);
    }
    if let Some(flows) = &scheme.flows {
        let mut all = json!({});
        for (name, flow) in [
            ("implicit", &flows.implicit),
            ("password", &flows.password),
            ("clientCredentials", &flows.client_credentials),
            ("authorizationCode", &flows.authorization_code),
        ] {
            if let Some(flow) = flow {
                all[name] = of_flow(flow);
            }
        }
        value["flows"] = all;
    }
    extend(&mut value, &scheme.extensions, ExtensionForm::Gnostic);
    value
}

fn of_flow(flow: &OauthFlow) -> Value {
    let mut value = json!({});
    set_text(&mut value, "authorizationUrl", flow.authorization_url());
    set_text(&mut value, "tokenUrl", flow.token_url());
    set_text(&mut value, "refreshUrl", flow.refresh_url());
    value["scopes"] = scopes(flow.scopes.as_ref());
    value
}

fn scopes(scopes: Option<&Scopes>) -> Value {
    let empty = BTreeMap::new();
    json!(scopes.map_or(&empty, |scopes| &scopes.scope))
}
