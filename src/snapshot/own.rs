//! The methods that the gateway answers by itself.

use super::Settings;
use super::services::{policy, streaming};
use crate::policy::MethodPolicy;
use crate::schema::{MethodCardinality, MethodId, Schema, Service};

/// What the gateway does itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnMethod {
    HealthCheck,
    HealthList,
    HealthWatch,
    /// Of either version, which have the same messages.
    Reflection,
}

impl OwnMethod {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/grpc.health.v1.Health/Check" => Self::HealthCheck,
            "/grpc.health.v1.Health/List" => Self::HealthList,
            "/grpc.health.v1.Health/Watch" => Self::HealthWatch,
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
            | "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo" => Self::Reflection,
            _ => return None,
        })
    }
}

/// Such a method, and what its calls are held to.
#[derive(Debug)]
pub struct Own {
    pub method: OwnMethod,
    pub path: Box<str>,
    pub policy: MethodPolicy,
}

/// The methods of a service that the gateway answers.
pub(super) fn of_service(
    schema: &Schema,
    service: &Service,
    settings: &Settings,
) -> Vec<(MethodId, Own)> {
    let own = |id: &MethodId| {
        let method = schema.method(*id);
        let path = schema.method_path(method);
        let own = OwnMethod::of(&path)?;
        if own == OwnMethod::Reflection && !settings.reflection {
            return None;
        }
        let policy = match method.cardinality() {
            MethodCardinality::Unary => policy(&settings.policy, &[]),
            MethodCardinality::ServerStreaming
            | MethodCardinality::ClientStreaming
            | MethodCardinality::BidiStreaming => {
                streaming(&settings.policy, &settings.streams, &[])
            }
        };
        let own = Own {
            method: own,
            path: path.into(),
            policy,
        };
        Some((*id, own))
    };
    service.methods.iter().filter_map(own).collect()
}
