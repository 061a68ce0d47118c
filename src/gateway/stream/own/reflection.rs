//! `grpc.reflection.v1` and `v1alpha`: what is served, by the descriptors that were loaded.
//!
//! The files go out as they were loaded. Their imports go along, so that most clients need not ask
//! again, up to a limit: clients refuse messages of more than 4 MiB, and ask for what is missing.

use std::collections::HashSet;

use bytes::Bytes;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::{
    ErrorResponse, ExtensionNumberResponse, FileDescriptorResponse, ListServiceResponse,
    ServerReflectionRequest, ServerReflectionResponse, ServiceResponse,
};

use super::{decoded, encoded};
use crate::schema::{FileId, Schema};
use crate::snapshot::Snapshot;
use crate::status::{Code, Status};

/// The most bytes of imports that go along with a file.
const IMPORTS_MAX: usize = 1 << 20;

/// One stream of questions.
#[derive(Default)]
pub(super) struct Reflection {
    /// What this client has: imports are sent once.
    sent: HashSet<FileId>,
}

impl Reflection {
    pub(super) fn answer(
        &mut self,
        snapshot: &Snapshot,
        message: &Bytes,
    ) -> Result<Vec<u8>, Status> {
        let request: ServerReflectionRequest = decoded(message)?;
        let answer = match &request.message_request {
            Some(question) => self.answer_to(snapshot, question),
            None => error(Code::InvalidArgument, "the request has no question"),
        };
        Ok(encoded(&ServerReflectionResponse {
            valid_host: request.host.clone(),
            original_request: Some(request),
            message_response: Some(answer),
        }))
    }

    fn answer_to(&mut self, snapshot: &Snapshot, question: &MessageRequest) -> MessageResponse {
        let schema = snapshot.schema();
        let file = match question {
            MessageRequest::ListServices(_) => return services(snapshot),
            MessageRequest::AllExtensionNumbersOfType(name) => return extensions(schema, name),
            MessageRequest::FileByFilename(name) => schema.file_by_name(name),
            MessageRequest::FileContainingSymbol(name) => schema.file_of_symbol(name),
            MessageRequest::FileContainingExtension(extension) => {
                let number = u32::try_from(extension.extension_number).ok();
                schema
                    .message_by_name(&extension.containing_type)
                    .zip(number)
                    .and_then(|(message, number)| schema.file_of_extension(message, number))
            }
        };
        match file {
            Some(file) => self.files(schema, file),
            None => error(Code::NotFound, "no file that is loaded declares that"),
        }
    }

    /// A file, and those of its imports that the client does not have.
    fn files(&mut self, schema: &Schema, file: FileId) -> MessageResponse {
        self.sent.insert(file);
        let mut files = vec![file];
        let (mut next, mut size) = (0, 0);
        while let Some(file) = files.get(next).copied() {
            next += 1;
            for import in schema.imports(file) {
                let length = schema.file(import).bytes.len();
                if size + length <= IMPORTS_MAX && self.sent.insert(import) {
                    size += length;
                    files.push(import);
                }
            }
        }
        let bytes = |id: FileId| schema.file(id).bytes.to_vec();
        MessageResponse::FileDescriptorResponse(FileDescriptorResponse {
            file_descriptor_proto: files.into_iter().map(bytes).collect(),
        })
    }
}

fn services(snapshot: &Snapshot) -> MessageResponse {
    let service = |name: &str| ServiceResponse {
        name: name.to_owned(),
    };
    MessageResponse::ListServicesResponse(ListServiceResponse {
        service: snapshot.served_services().map(service).collect(),
    })
}

fn extensions(schema: &Schema, name: &str) -> MessageResponse {
    let Some(message) = schema.message_by_name(name) else {
        return error(Code::NotFound, "no file that is loaded declares that");
    };
    let numbers = schema.extension_numbers(message);
    MessageResponse::AllExtensionNumbersResponse(ExtensionNumberResponse {
        base_type_name: name.to_owned(),
        extension_number: numbers
            .filter_map(|number| i32::try_from(number).ok())
            .collect(),
    })
}

fn error(code: Code, message: &str) -> MessageResponse {
    MessageResponse::ErrorResponse(ErrorResponse {
        error_code: code.number().into(),
        error_message: message.to_owned(),
    })
}
