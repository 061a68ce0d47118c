//! Errors with the details of google.rpc.

use prost::{Message, Name};
use prost_types::Any;
use tonic::{Code, Status};

use crate::google::rpc;

/// An error whose details travel in `grpc-status-details-bin`.
pub(crate) fn with_details(code: Code, message: &str, details: Vec<Any>) -> Status {
    if details.is_empty() {
        return Status::new(code, message);
    }
    let status = rpc::Status {
        code: code.into(),
        message: message.to_owned(),
        details,
    };
    Status::with_details(code, message, status.encode_to_vec().into())
}

/// One detail, as it stands in a google.rpc.Status.
pub(crate) fn detail<M: Name>(message: &M) -> Any {
    Any {
        type_url: M::type_url(),
        value: message.encode_to_vec(),
    }
}

/// There is no such thing.
pub(crate) fn not_found(resource_type: &str, name: &str) -> Status {
    let message = format!("there is no {resource_type} named {name:?}");
    let details = vec![
        detail(&error_info("RESOURCE_NOT_FOUND")),
        detail(&resource_info(resource_type, name, &message)),
    ];
    with_details(Code::NotFound, &message, details)
}

/// There is one already.
pub(crate) fn already_exists(resource_type: &str, name: &str) -> Status {
    let message = format!("there is already a {resource_type} named {name:?}");
    let details = vec![
        detail(&error_info("RESOURCE_EXISTS")),
        detail(&resource_info(resource_type, name, &message)),
    ];
    with_details(Code::AlreadyExists, &message, details)
}

/// A field of the request cannot be used as it is.
pub(crate) fn invalid(field: &str, description: &str) -> Status {
    let violation = rpc::bad_request::FieldViolation {
        field: field.to_owned(),
        description: description.to_owned(),
        ..Default::default()
    };
    let details = vec![
        detail(&error_info("INVALID_FIELD")),
        detail(&rpc::BadRequest {
            field_violations: vec![violation],
        }),
    ];
    let message = format!("{field}: {description}");
    with_details(Code::InvalidArgument, &message, details)
}

/// The store is full.
pub(crate) fn exhausted(subject: &str, description: &str) -> Status {
    let violation = rpc::quota_failure::Violation {
        subject: subject.to_owned(),
        description: description.to_owned(),
        ..Default::default()
    };
    let details = vec![
        detail(&error_info("STORE_FULL")),
        detail(&rpc::QuotaFailure {
            violations: vec![violation],
        }),
    ];
    with_details(Code::ResourceExhausted, description, details)
}

fn error_info(reason: &str) -> rpc::ErrorInfo {
    rpc::ErrorInfo {
        reason: reason.to_owned(),
        domain: "bookstore.example.com".to_owned(),
        metadata: Default::default(),
    }
}

fn resource_info(resource_type: &str, name: &str, description: &str) -> rpc::ResourceInfo {
    rpc::ResourceInfo {
        resource_type: resource_type.to_owned(),
        resource_name: name.to_owned(),
        owner: String::new(),
        description: description.to_owned(),
    }
}
