//! The body of a request, read whole for a unary call.

use bytes::{Bytes, BytesMut};

use super::{Exchange, ExchangeError, Rejection, read};
use crate::protocol::rest;
use crate::units::ByteSize;

/// Reads the body up to `max`. One piece is handed on as it came; only several are joined.
///
/// # Errors
/// When it is larger, breaks off, or does not arrive in time.
pub(super) async fn read_whole(
    exchange: &mut impl Exchange,
    max: ByteSize,
) -> Result<Bytes, Rejection> {
    let announced = rest::content_length(&exchange.head().headers);
    if announced.is_some_and(|length| length > max.0) {
        return Err(Rejection::BodyTooLarge { max });
    }
    let Some(first) = next(exchange).await? else {
        return Ok(Bytes::new());
    };
    if first.len() > max.as_usize() {
        return Err(Rejection::BodyTooLarge { max });
    }
    let Some(second) = next(exchange).await? else {
        return Ok(first);
    };
    // What was announced is believed up to the limit, so that joining copies each byte once.
    let expected = announced.map_or(0, |length| usize::try_from(length).unwrap_or(0));
    let mut whole = BytesMut::with_capacity(expected.max(first.len() + second.len()));
    whole.extend_from_slice(&first);
    let mut piece = Some(second);
    while let Some(bytes) = piece {
        if whole.len() + bytes.len() > max.as_usize() {
            return Err(Rejection::BodyTooLarge { max });
        }
        whole.extend_from_slice(&bytes);
        piece = next(exchange).await?;
    }
    Ok(whole.freeze())
}

/// The next piece that has anything in it.
async fn next(exchange: &mut impl Exchange) -> Result<Option<Bytes>, Rejection> {
    loop {
        match read(exchange).await {
            Ok(Some(piece)) if piece.is_empty() => {}
            Ok(piece) => return Ok(piece),
            Err(ExchangeError::Gone) => return Err(Rejection::ClientGone),
            Err(ExchangeError::Timeout) => return Err(Rejection::BodyTimeout),
            Err(ExchangeError::Malformed(what)) => return Err(Rejection::BodyMalformed(what)),
        }
    }
}
