//! Compressed bytes to plain ones, in pieces of a bounded size.

use std::fmt;

use brotli::writer::StandardAlloc;
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};
use bytes::{Buf as _, Bytes, BytesMut};
use flate2::{Decompress, FlushDecompress, Status};
use zstd::stream::raw::{DParameter, Decoder as ZstdDecoder, InBuffer, Operation as _, OutBuffer};

use super::{Coding, CodingError};
use crate::units::ByteSize;

/// The largest piece that one step makes, whatever went in.
const PIECE_MAX: usize = 16 * 1024;
const PIECE_MIN: usize = 512;

/// The largest window of zlib, and the only one that everybody uses.
const ZLIB_WINDOW_BITS: u8 = 15;
/// RFC 9659 §3: a window of 8 MiB is what `zstd` in HTTP may need.
const ZSTD_WINDOW_BITS_MAX: u32 = 23;
/// RFC 8878 §3.1.1. What else the library could read (skippable frames, formats from before the
/// standard) is refused.
const ZSTD_MAGIC: [u8; 4] = 0xfd2f_b528_u32.to_le_bytes();

/// Decompresses a stream of bytes, or one message after the other.
///
/// One step makes a piece of 16 KiB at most, so memory stays bounded whatever the bytes stand for,
/// and the sum has a limit.
pub struct Decompressor {
    coding: Coding,
    limit: ByteSize,
    engine: Engine,
    /// What was pushed and not yet looked at.
    input: Bytes,
    /// How much was made of it so far.
    produced: u64,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing came so far.
    Start,
    Inside {
        /// Whether the last piece was full, so that there may be more without more input.
        is_full: bool,
    },
    /// The coding said that this was all.
    End,
    /// After an error nothing that follows has a meaning: the error is repeated.
    Failed(CodingError),
}

enum Engine {
    Zlib(Decompress),
    Brotli(Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>),
    Zstd(Zstd),
}

struct Zstd {
    decoder: ZstdDecoder<'static>,
    magic: [u8; 4],
    magic_filled: usize,
}

/// What one step did.
struct Step {
    consumed: usize,
    has_ended: bool,
}

impl Decompressor {
    /// A decompressor that refuses to make more than `limit` bytes.
    ///
    /// # Errors
    /// [`CodingError::Library`] when there is no memory.
    pub fn new(coding: Coding, limit: ByteSize) -> Result<Self, CodingError> {
        Ok(Self {
            coding,
            limit,
            engine: Engine::new(coding).ok_or(CodingError::Library(coding))?,
            input: Bytes::new(),
            produced: 0,
            state: State::Start,
        })
    }

    /// Adds bytes. Without a copy, when [`Self::next`] has returned `None` since the last time.
    pub fn push(&mut self, chunk: Bytes) {
        if self.input.is_empty() {
            self.input = chunk;
        } else if !chunk.is_empty() {
            self.input = [&self.input[..], &chunk[..]].concat().into();
        }
    }

    /// The next piece, which is never empty; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the bytes are not of the coding, or there is more than the limit. Every later call
    /// fails alike.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Bytes>, CodingError> {
        let next = self.advance();
        if let Err(error) = next {
            self.state = State::Failed(error);
            self.input = Bytes::new();
        }
        next
    }

    /// Says that no more bytes will come. To be called when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// [`CodingError::Truncated`] when the coding has not ended.
    pub const fn finish(&self) -> Result<(), CodingError> {
        match self.state {
            // No bytes at all are an empty body in every coding: clients that compress by habit
            // do not write the frame of nothing.
            State::Start | State::End => Ok(()),
            State::Inside { .. } => Err(CodingError::Truncated(self.coding)),
            State::Failed(error) => Err(error),
        }
    }

    /// Decompresses a message that is there as a whole, within the limit for itself. Used so, a
    /// decompressor serves all messages of a stream.
    ///
    /// # Errors
    /// As [`Self::next`] and [`Self::finish`].
    pub fn message(&mut self, message: Bytes) -> Result<Bytes, CodingError> {
        if self.state != State::Start {
            self.restart()?;
            self.state = State::Start;
            self.produced = 0;
        }
        self.input = message;
        let Some(first) = self.next()? else {
            return self.finish().map(|()| Bytes::new());
        };
        let Some(second) = self.next()? else {
            return self.finish().map(|()| first);
        };
        let mut whole = BytesMut::from(first);
        whole.extend_from_slice(&second);
        while let Some(piece) = self.next()? {
            whole.extend_from_slice(&piece);
        }
        self.finish().map(|()| whole.freeze())
    }

    fn advance(&mut self) -> Result<Option<Bytes>, CodingError> {
        loop {
            let may_go_on = match self.state {
                State::Failed(error) => return Err(error),
                State::Start => !self.input.is_empty(),
                State::Inside { is_full } => is_full || !self.input.is_empty(),
                State::End if self.input.is_empty() => false,
                State::End => {
                    self.begin_another()?;
                    true
                }
            };
            if !may_go_on {
                return Ok(None);
            }
            let left = self.limit.0.saturating_sub(self.produced);
            // One byte more than is left shows whether there is more than the limit.
            let room = usize::try_from(left.saturating_add(1)).unwrap_or(usize::MAX);
            let guess = self.input.len().saturating_mul(4);
            let mut piece = Vec::with_capacity(guess.clamp(PIECE_MIN, PIECE_MAX).min(room));
            let corrupt = CodingError::Corrupt(self.coding);
            let step = self.engine.step(&self.input, &mut piece).ok_or(corrupt)?;
            self.input.advance(step.consumed.min(self.input.len()));
            self.produced += piece.len() as u64;
            let is_full = piece.len() == piece.capacity();
            let did_nothing = step.consumed == 0 && piece.is_empty() && !step.has_ended;
            if did_nothing && !self.input.is_empty() {
                return Err(corrupt);
            }
            self.state = if step.has_ended {
                State::End
            } else {
                State::Inside { is_full }
            };
            if self.produced > self.limit.0 {
                return Err(CodingError::TooLarge {
                    coding: self.coding,
                    limit: self.limit,
                });
            }
            if !piece.is_empty() {
                return Ok(Some(piece.into()));
            }
        }
    }

    /// Bytes follow the end: another member of gzip, or another frame of zstd.
    fn begin_another(&mut self) -> Result<(), CodingError> {
        match self.coding {
            Coding::Gzip | Coding::Zstd => self.restart(),
            Coding::Deflate | Coding::Brotli => Err(CodingError::Corrupt(self.coding)),
        }
    }

    fn restart(&mut self) -> Result<(), CodingError> {
        let is_ready = match &mut self.engine {
            Engine::Zlib(zlib) => {
                zlib.reset(true);
                true
            }
            Engine::Brotli(state) => {
                **state = brotli_state();
                true
            }
            Engine::Zstd(zstd) => {
                zstd.magic_filled = 0;
                zstd.decoder.reinit().is_ok()
            }
        };
        if is_ready {
            Ok(())
        } else {
            Err(CodingError::Library(self.coding))
        }
    }
}

impl Engine {
    fn new(coding: Coding) -> Option<Self> {
        Some(match coding {
            Coding::Gzip => Self::Zlib(Decompress::new_gzip(ZLIB_WINDOW_BITS)),
            Coding::Deflate => Self::Zlib(Decompress::new(true)),
            Coding::Brotli => Self::Brotli(Box::new(brotli_state())),
            Coding::Zstd => Self::Zstd(Zstd::new()?),
        })
    }

    /// Fills what `piece` has room for, as far as the input goes; `None` if that is corrupt.
    fn step(&mut self, input: &[u8], piece: &mut Vec<u8>) -> Option<Step> {
        match self {
            Self::Zlib(zlib) => {
                let before = zlib.total_in();
                let status = zlib
                    .decompress_vec(input, piece, FlushDecompress::None)
                    .ok()?;
                Some(Step {
                    consumed: usize::try_from(zlib.total_in() - before).ok()?,
                    has_ended: status == Status::StreamEnd,
                })
            }
            Self::Brotli(state) => brotli_step(state, input, piece),
            Self::Zstd(zstd) => zstd.step(input, piece),
        }
    }
}

/// Without the large windows that RFC 7932 does not have: they take up to a gibibyte.
fn brotli_state() -> BrotliState<StandardAlloc, StandardAlloc, StandardAlloc> {
    BrotliState::new_strict(
        StandardAlloc::default(),
        StandardAlloc::default(),
        StandardAlloc::default(),
    )
}

fn brotli_step(
    state: &mut BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    input: &[u8],
    piece: &mut Vec<u8>,
) -> Option<Step> {
    let (mut available_in, mut consumed) = (input.len(), 0);
    let (mut available_out, mut written, mut total) = (piece.capacity(), 0, 0);
    piece.resize(piece.capacity(), 0);
    let result = BrotliDecompressStream(
        &mut available_in,
        &mut consumed,
        input,
        &mut available_out,
        &mut written,
        piece,
        &mut total,
        state,
    );
    piece.truncate(written);
    match result {
        BrotliResult::ResultFailure => None,
        BrotliResult::ResultSuccess => Some(Step {
            consumed,
            has_ended: true,
        }),
        BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => Some(Step {
            consumed,
            has_ended: false,
        }),
    }
}

impl Zstd {
    fn new() -> Option<Self> {
        let mut decoder = ZstdDecoder::new().ok()?;
        decoder
            .set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_BITS_MAX))
            .ok()?;
        Some(Self {
            decoder,
            magic: [0; 4],
            magic_filled: 0,
        })
    }

    fn step(&mut self, input: &[u8], piece: &mut Vec<u8>) -> Option<Step> {
        let missing = self.magic.get_mut(self.magic_filled..).unwrap_or_default();
        if !missing.is_empty() {
            let consumed = missing.len().min(input.len());
            for (slot, byte) in missing.iter_mut().zip(input) {
                *slot = *byte;
            }
            self.magic_filled += consumed;
            if self.magic_filled == self.magic.len() {
                if self.magic != ZSTD_MAGIC {
                    return None;
                }
                let mut start = InBuffer::around(&self.magic);
                self.decoder
                    .run(&mut start, &mut OutBuffer::around(piece))
                    .ok()?;
            }
            return Some(Step {
                consumed,
                has_ended: false,
            });
        }
        let mut input = InBuffer::around(input);
        // What is missing of the frame, in bytes; 0 at its end.
        let hint = self
            .decoder
            .run(&mut input, &mut OutBuffer::around(piece))
            .ok()?;
        Some(Step {
            consumed: input.pos(),
            has_ended: hint == 0,
        })
    }
}

impl fmt::Debug for Decompressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decompressor")
            .field("coding", &self.coding)
            .field("produced", &self.produced)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
