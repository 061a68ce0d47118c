//! Plain bytes to compressed ones.

use std::fmt;
use std::io::Write as _;

use brotli::CompressorWriter;
use flate2::{Compress, Compression, FlushCompress, Status};
use zstd::stream::raw::{CParameter, Encoder as ZstdEncoder, InBuffer, Operation as _, OutBuffer};

use super::{Coding, CodingError};

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// Of gzip and deflate; 1 to 9.
    pub zlib: u32,
    /// 0 to 11.
    pub brotli: u32,
    /// 1 to 22.
    pub zstd: i32,
}

impl Levels {
    /// Bodies are made anew for every call, and a stream holds its compressor for as long as it
    /// lasts: these win most of what can be won, at a small part of what the highest cost. A
    /// compressor holds 200 KiB with zlib, 300 KiB with brotli and 70 KiB with zstd, whose own
    /// default, 3, takes ten times that and makes JSON no smaller.
    pub const DEFAULT: Self = Self {
        zlib: 4,
        brotli: 4,
        zstd: 1,
    };
}

const ZLIB_WINDOW_BITS: u8 = 15;
const BROTLI_WINDOW_BITS: u32 = 18;
const ZSTD_WINDOW_BITS: u32 = 17;

/// How much room is made at a time for what comes out.
const ROOM: usize = 4 * 1024;

/// Compresses a stream of bytes, or one message after the other.
pub struct Compressor {
    coding: Coding,
    levels: Levels,
    engine: Engine,
}

enum Engine {
    Zlib(Compress),
    Brotli(Box<CompressorWriter<Vec<u8>>>),
    Zstd(ZstdEncoder<'static>),
}

impl Compressor {
    /// # Errors
    /// [`CodingError::Library`] when there is no memory.
    pub fn new(coding: Coding, levels: Levels) -> Result<Self, CodingError> {
        let zlib_level = Compression::new(levels.zlib);
        let engine = match coding {
            Coding::Gzip => Engine::Zlib(Compress::new_gzip(zlib_level, ZLIB_WINDOW_BITS)),
            Coding::Deflate => Engine::Zlib(Compress::new(zlib_level, true)),
            Coding::Brotli => Engine::Brotli(brotli_writer(levels)),
            Coding::Zstd => {
                let encoder = zstd_encoder(levels).map_err(|_| CodingError::Library(coding))?;
                Engine::Zstd(encoder)
            }
        };
        Ok(Self {
            coding,
            levels,
            engine,
        })
    }

    pub const fn coding(&self) -> Coding {
        self.coding
    }

    /// Appends what of the coding is ready with these bytes added, which may be nothing.
    ///
    /// # Errors
    /// [`CodingError::Library`] when there is no memory.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), CodingError> {
        let is_done = match &mut self.engine {
            Engine::Zlib(zlib) => zlib_push(zlib, bytes, out),
            Engine::Brotli(writer) => {
                let written = writer.write_all(bytes).ok();
                out.append(writer.get_mut());
                written
            }
            Engine::Zstd(encoder) => zstd_push(encoder, bytes, out),
        };
        is_done.ok_or(CodingError::Library(self.coding))
    }

    /// Appends what lets a reader have everything that was pushed so far, as it is needed at the
    /// end of each message of a stream.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn flush(&mut self, out: &mut Vec<u8>) -> Result<(), CodingError> {
        let is_done = match &mut self.engine {
            Engine::Zlib(zlib) => zlib_end(zlib, FlushCompress::Sync, out),
            Engine::Brotli(writer) => {
                let flushed = writer.flush().ok();
                out.append(writer.get_mut());
                flushed
            }
            Engine::Zstd(encoder) => zstd_end(out, |room| encoder.flush(room).ok()),
        };
        is_done.ok_or(CodingError::Library(self.coding))
    }

    /// Ends the coding. What is pushed after that begins anew.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), CodingError> {
        let is_done = match &mut self.engine {
            Engine::Zlib(zlib) => {
                let ended = zlib_end(zlib, FlushCompress::Finish, out);
                zlib.reset();
                ended
            }
            Engine::Brotli(writer) => {
                let ended = std::mem::replace(writer, brotli_writer(self.levels));
                out.append(&mut ended.into_inner());
                Some(())
            }
            Engine::Zstd(encoder) => zstd_end(out, |room| encoder.finish(room, true).ok())
                .and_then(|()| encoder.reinit().ok()),
        };
        is_done.ok_or(CodingError::Library(self.coding))
    }
}

fn brotli_writer(levels: Levels) -> Box<CompressorWriter<Vec<u8>>> {
    let writer = CompressorWriter::new(Vec::new(), ROOM, levels.brotli, BROTLI_WINDOW_BITS);
    Box::new(writer)
}

fn zstd_encoder(levels: Levels) -> std::io::Result<ZstdEncoder<'static>> {
    let mut encoder = ZstdEncoder::new(levels.zstd)?;
    encoder.set_parameter(CParameter::WindowLog(ZSTD_WINDOW_BITS))?;
    Ok(encoder)
}

fn zlib_push(zlib: &mut Compress, bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        out.reserve(ROOM);
        let before = zlib.total_in();
        zlib.compress_vec(rest, out, FlushCompress::None).ok()?;
        let consumed = usize::try_from(zlib.total_in() - before).ok()?;
        rest = rest.get(consumed..)?;
    }
    Some(())
}

/// zlib has written everything when there is room left.
fn zlib_end(zlib: &mut Compress, how: FlushCompress, out: &mut Vec<u8>) -> Option<()> {
    loop {
        out.reserve(ROOM);
        let status = zlib.compress_vec(&[], out, how).ok()?;
        let is_finished = matches!(status, Status::StreamEnd);
        if is_finished || (matches!(how, FlushCompress::Sync) && out.len() < out.capacity()) {
            return Some(());
        }
    }
}

fn zstd_push(encoder: &mut ZstdEncoder<'static>, bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut input = InBuffer::around(bytes);
    while input.pos() < bytes.len() {
        out.reserve(ROOM);
        let end = out.len();
        encoder
            .run(&mut input, &mut OutBuffer::around_pos(out, end))
            .ok()?;
    }
    Some(())
}

/// `step` answers how many bytes it could not write yet.
fn zstd_end(
    out: &mut Vec<u8>,
    mut step: impl FnMut(&mut OutBuffer<'_, Vec<u8>>) -> Option<usize>,
) -> Option<()> {
    loop {
        out.reserve(ROOM);
        let end = out.len();
        if step(&mut OutBuffer::around_pos(out, end))? == 0 {
            return Some(());
        }
    }
}

impl fmt::Debug for Compressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compressor")
            .field("coding", &self.coding)
            .finish_non_exhaustive()
    }
}
