//! The body of a request, read whole for a unary call.

use bytes::{Bytes, BytesMut};

use super::{Exchange, ExchangeError, Rejection, read};
use crate::framing::compression::{Coding, Decompressor};
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

/// Reads a body that is compressed, and holds both of its forms to `max`.
///
/// # Errors
/// As [`read_whole`], and when it is not what it says.
pub(super) async fn read_coded(
    exchange: &mut impl Exchange,
    coding: Coding,
    max: ByteSize,
) -> Result<Bytes, Rejection> {
    let mut decompressor = Decompressor::new(coding, max)?;
    let mut whole = BytesMut::new();
    let mut left = max.0;
    while let Some(piece) = next(exchange).await? {
        left = left
            .checked_sub(piece.len() as u64)
            .ok_or(Rejection::BodyTooLarge { max })?;
        decompressor.push(piece);
        while let Some(plain) = decompressor.next()? {
            whole.extend_from_slice(&plain);
        }
    }
    decompressor.finish()?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::task::{Context, Poll};

    use http::header::CONTENT_LENGTH;
    use http::{HeaderMap, Request, request};

    use super::*;

    const BODY: &[u8] = br#"{"title":"\u00e9"}"#;

    /// A client that sends its body in pieces, and makes the reader wait before each.
    struct Pieces {
        head: request::Parts,
        left: Vec<Bytes>,
        is_ready: bool,
    }

    impl Exchange for Pieces {
        fn head(&self) -> &request::Parts {
            &self.head
        }

        fn poll_read(
            &mut self,
            cx: &mut Context<'_>,
        ) -> Poll<Result<Option<Bytes>, ExchangeError>> {
            self.is_ready = !self.is_ready;
            if self.is_ready {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(Ok(self.left.pop()))
        }

        fn poll_closed(&mut self, _: &mut Context<'_>) -> Poll<()> {
            Poll::Pending
        }

        fn send_head(&mut self, _: http::Response<()>, _: bool) -> Result<(), ExchangeError> {
            Err(ExchangeError::Gone)
        }

        fn poll_write(
            &mut self,
            _: &mut Context<'_>,
            _: &mut Option<Bytes>,
            _: bool,
        ) -> Poll<Result<(), ExchangeError>> {
            Poll::Ready(Err(ExchangeError::Gone))
        }

        fn send_trailers(&mut self, _: HeaderMap) -> Result<(), ExchangeError> {
            Err(ExchangeError::Gone)
        }

        fn abort(&mut self) {}
    }

    async fn read(pieces: &[&[u8]], announced: Option<usize>, max: usize) -> Option<Bytes> {
        let (mut head, ()) = Request::new(()).into_parts();
        if let Some(length) = announced {
            head.headers.insert(CONTENT_LENGTH, length.into());
        }
        let left = pieces.iter().rev();
        let mut exchange = Pieces {
            head,
            left: left.map(|piece| Bytes::copy_from_slice(piece)).collect(),
            is_ready: false,
        };
        match read_whole(&mut exchange, ByteSize(max as u64)).await {
            Ok(body) => Some(body),
            Err(Rejection::BodyTooLarge { .. }) => None,
            Err(other) => panic!("{other}"),
        }
    }

    /// However it is cut, the body is the same, and so is whether it is too large.
    async fn check(pieces: &[&[u8]]) {
        for announced in [None, Some(BODY.len())] {
            let whole = read(pieces, announced, BODY.len()).await;
            assert_eq!(whole.as_deref(), Some(BODY), "{pieces:?}");
            let one_less = read(pieces, announced, BODY.len() - 1).await;
            assert_eq!(one_less, None, "{pieces:?}");
        }
    }

    #[tokio::test]
    async fn a_body_is_the_same_at_every_pair_of_cuts() {
        for i in 0..=BODY.len() {
            for j in i..=BODY.len() {
                check(&[&BODY[..i], &BODY[i..j], &BODY[j..]]).await;
            }
        }
    }

    #[tokio::test]
    async fn a_body_is_the_same_byte_by_byte() {
        let bytes: Vec<&[u8]> = BODY.chunks(1).collect();
        check(&bytes).await;
        let with_nothing_between: Vec<&[u8]> =
            bytes.iter().flat_map(|one| [one, &[][..]]).collect();
        check(&with_nothing_between).await;
    }

    #[tokio::test]
    async fn no_body_is_an_empty_one() {
        assert_eq!(read(&[], None, 0).await.as_deref(), Some(&[][..]));
        assert_eq!(
            read(&[&[], &[]], Some(0), 0).await.as_deref(),
            Some(&[][..])
        );
    }

    #[tokio::test]
    async fn one_piece_is_handed_on_as_it_came() {
        let piece = Bytes::from_static(BODY);
        let (head, ()) = Request::new(()).into_parts();
        let mut exchange = Pieces {
            head,
            left: vec![Bytes::new(), piece.clone(), Bytes::new()],
            is_ready: false,
        };
        let whole = read_whole(&mut exchange, ByteSize(100)).await.unwrap();
        assert_eq!(whole.as_ptr(), piece.as_ptr());
    }
}
