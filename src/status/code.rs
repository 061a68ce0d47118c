//! The seventeen codes of `google/rpc/code.proto`.

use std::fmt;

/// A gRPC status code. Closed: an unknown number from the wire is [`Code::Unknown`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Code {
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}

impl Code {
    pub const ALL: [Self; 17] = [
        Self::Ok,
        Self::Cancelled,
        Self::Unknown,
        Self::InvalidArgument,
        Self::DeadlineExceeded,
        Self::NotFound,
        Self::AlreadyExists,
        Self::PermissionDenied,
        Self::ResourceExhausted,
        Self::FailedPrecondition,
        Self::Aborted,
        Self::OutOfRange,
        Self::Unimplemented,
        Self::Internal,
        Self::Unavailable,
        Self::DataLoss,
        Self::Unauthenticated,
    ];

    /// The code with this number; `None` outside 0-16.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }

    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Reads a `grpc-status` header value.
    ///
    /// A number that code.proto does not have is [`Code::Unknown`], as every gRPC client does.
    /// `None` when the value is not a decimal number.
    pub fn from_header(value: &[u8]) -> Option<Self> {
        if value.is_empty() || value.len() > 10 || !value.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let number = value
            .iter()
            .fold(0_u64, |n, digit| n * 10 + u64::from(digit - b'0'));
        Some(
            u32::try_from(number)
                .ok()
                .and_then(Self::from_number)
                .unwrap_or(Self::Unknown),
        )
    }

    /// The name as code.proto spells it, such as `INVALID_ARGUMENT`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Cancelled => "CANCELLED",
            Self::Unknown => "UNKNOWN",
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Self::NotFound => "NOT_FOUND",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Self::FailedPrecondition => "FAILED_PRECONDITION",
            Self::Aborted => "ABORTED",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::Unimplemented => "UNIMPLEMENTED",
            Self::Internal => "INTERNAL",
            Self::Unavailable => "UNAVAILABLE",
            Self::DataLoss => "DATA_LOSS",
            Self::Unauthenticated => "UNAUTHENTICATED",
        }
    }

    /// The HTTP status that code.proto assigns.
    pub const fn http(self) -> http::StatusCode {
        use http::StatusCode as S;
        match self {
            Self::Ok => S::OK,
            // code.proto says 499, nginx's "client closed request", which http has no name for.
            Self::Cancelled => CLIENT_CLOSED_REQUEST,
            Self::Unknown | Self::Internal | Self::DataLoss => S::INTERNAL_SERVER_ERROR,
            Self::InvalidArgument | Self::FailedPrecondition | Self::OutOfRange => S::BAD_REQUEST,
            Self::DeadlineExceeded => S::GATEWAY_TIMEOUT,
            Self::NotFound => S::NOT_FOUND,
            Self::AlreadyExists | Self::Aborted => S::CONFLICT,
            Self::PermissionDenied => S::FORBIDDEN,
            Self::ResourceExhausted => S::TOO_MANY_REQUESTS,
            Self::Unimplemented => S::NOT_IMPLEMENTED,
            Self::Unavailable => S::SERVICE_UNAVAILABLE,
            Self::Unauthenticated => S::UNAUTHORIZED,
        }
    }

    /// The code for a back end that answered with an HTTP status instead of a gRPC one.
    ///
    /// Source: gRPC's `http-grpc-status-mapping.md`.
    pub const fn from_http(status: u16) -> Self {
        match status {
            400 => Self::Internal,
            401 => Self::Unauthenticated,
            403 => Self::PermissionDenied,
            404 => Self::Unimplemented,
            429 | 502 | 503 | 504 => Self::Unavailable,
            _ => Self::Unknown,
        }
    }
}

/// 499: the client went away before the answer.
pub const CLIENT_CLOSED_REQUEST: http::StatusCode = match http::StatusCode::from_u16(499) {
    Ok(status) => status,
    Err(_) => http::StatusCode::INTERNAL_SERVER_ERROR,
};

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_http_statuses_follow_code_proto() {
        let http = [
            200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401,
        ];
        for (number, expected) in http.into_iter().enumerate() {
            let code = Code::ALL[number];
            assert_eq!(usize::from(code.number()), number);
            assert_eq!(code.http().as_u16(), expected, "{code}");
        }
    }

    #[test]
    fn header_values_outside_the_table_are_unknown() {
        for (value, expected) in [
            ("0", Some(Code::Ok)),
            ("16", Some(Code::Unauthenticated)),
            ("17", Some(Code::Unknown)),
            ("4294967296", Some(Code::Unknown)),
            ("", None),
            ("-1", None),
            ("5x", None),
        ] {
            assert_eq!(Code::from_header(value.as_bytes()), expected, "{value:?}");
        }
    }
}
