//! What goes back to the client: the head and the body of an answer that is complete.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use super::rejection::list;
use super::{Exchange, ExchangeError, write};
use crate::framing::compression::{Coding, CodingError, Compressor, Levels};
use crate::protocol::coding;
use crate::tasks;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A complete answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub(super) fn json(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self::of_type(status, headers, JSON, body.into())
    }

    pub(super) fn of_type(
        status: StatusCode,
        mut headers: HeaderMap,
        content_type: HeaderValue,
        body: Bytes,
    ) -> Self {
        headers.insert(CONTENT_TYPE, content_type);
        Self {
            status,
            headers,
            body,
        }
    }

    /// RFC 9110 §9.3.7: what the resource can be asked, in the header that says so.
    pub(super) fn options(allow: &[Method]) -> Self {
        let mut headers = HeaderMap::new();
        insert_allow(&mut headers, allow);
        Self {
            status: StatusCode::NO_CONTENT,
            headers,
            body: Bytes::new(),
        }
    }

    /// To a browser that asks whether it may send a request.
    pub(super) const fn preflight(headers: HeaderMap) -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers,
            body: Bytes::new(),
        }
    }

    /// The same, compressed if that is worth it.
    pub(super) async fn compressed(mut self, coding: Coding, settings: &coding::Settings) -> Self {
        let is_small = self.body.is_empty() || (self.body.len() as u64) < settings.size_min.0;
        if is_small || !coding::is_worth_compressing(&self.headers) {
            return self;
        }
        // Without memory to compress it, it goes as it is.
        if let Ok(body) = compress(&self.body, coding, settings.levels).await {
            coding::set_coding(&mut self.headers, coding);
            self.body = body.into();
        }
        self
    }

    /// Sends it; to a HEAD request everything but the body (RFC 9110 §9.3.2).
    pub(super) async fn send(self, exchange: &mut impl Exchange) -> Result<(), ExchangeError> {
        let is_head = exchange.head().method == Method::HEAD;
        let (head, body) = self.into_parts();
        let end = is_head || body.is_empty();
        exchange.send_head(head, end)?;
        write(exchange, if end { Bytes::new() } else { body }, true).await
    }

    /// The head, with the length of the body, and the body.
    pub(super) fn into_parts(self) -> (Response<()>, Bytes) {
        let Self {
            status,
            mut headers,
            mut body,
        } = self;
        if is_bodiless(status) {
            body.clear();
            headers.remove(CONTENT_TYPE);
        }
        // RFC 9110 §8.6: a 204 has no Content-Length; that of a 304 would be the one of a 200.
        if !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        let mut head = Response::new(());
        *head.status_mut() = status;
        *head.headers_mut() = headers;
        (head, body)
    }
}

/// Lets others of this worker go on between two parts of a body that is large.
async fn compress(body: &[u8], coding: Coding, levels: Levels) -> Result<Vec<u8>, CodingError> {
    const PART: usize = 128 * 1024;
    let mut compressor = Compressor::new(coding, levels)?;
    let mut out = Vec::with_capacity(body.len() / 4);
    for (index, part) in body.chunks(PART).enumerate() {
        if index > 0 {
            tasks::yield_now().await;
        }
        compressor.push(part, &mut out)?;
    }
    compressor.finish(&mut out)?;
    Ok(out)
}

/// RFC 9110 §15.3.5, §15.3.6, §15.4.5: what has no content, whatever the back end says.
const fn is_bodiless(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
    )
}

pub(super) fn insert_allow(headers: &mut HeaderMap, allow: &[Method]) {
    if let Ok(value) = HeaderValue::try_from(list(allow)) {
        headers.insert(ALLOW, value);
    }
}
