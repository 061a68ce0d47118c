//! Plain bytes to compressed ones.

use std::fmt;
use std::io::Write as _;

use brotli::CompressorWriter;
use flate2::{Compress, Compression, FlushCompress, Status};
use zstd::stream::raw::{CParameter, Encoder as ZstdEncoder, InBuffer, Operation as _, OutBuffer};

use super::{Coding, CodingError};

// Bodies are made anew for every call, and a stream holds its compressor for as long as it lasts:
// levels and windows are those that win most of what can be won, at a small part of what the
// highest cost. A compressor holds 200 KiB with zlib, 300 KiB with brotli and 70 KiB with zstd.

const ZLIB_LEVEL: u32 = 4;
const ZLIB_WINDOW_BITS: u8 = 15;

const BROTLI_QUALITY: u32 = 4;
const BROTLI_WINDOW_BITS: u32 = 18;

/// Level 3, the default, takes ten times the memory and makes JSON no smaller.
const ZSTD_LEVEL: i32 = 1;
const ZSTD_WINDOW_BITS: u32 = 17;

/// How much room is made at a time for what comes out.
const ROOM: usize = 4 * 1024;

/// Compresses a stream of bytes, or one message after the other.
pub struct Compressor {
    coding: Coding,
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
    pub fn new(coding: Coding) -> Result<Self, CodingError> {
        let engine = match coding {
            Coding::Gzip => Engine::Zlib(Compress::new_gzip(
                Compression::new(ZLIB_LEVEL),
                ZLIB_WINDOW_BITS,
            )),
            Coding::Deflate => Engine::Zlib(Compress::new(Compression::new(ZLIB_LEVEL), true)),
            Coding::Brotli => Engine::Brotli(brotli_writer()),
            Coding::Zstd => Engine::Zstd(zstd_encoder().map_err(|_| CodingError::Library(coding))?),
        };
        Ok(Self { coding, engine })
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
                let ended = std::mem::replace(writer, brotli_writer());
                out.append(&mut ended.into_inner());
                Some(())
            }
            Engine::Zstd(encoder) => zstd_end(out, |room| encoder.finish(room, true).ok())
                .and_then(|()| encoder.reinit().ok()),
        };
        is_done.ok_or(CodingError::Library(self.coding))
    }
}

fn brotli_writer() -> Box<CompressorWriter<Vec<u8>>> {
    let writer = CompressorWriter::new(Vec::new(), ROOM, BROTLI_QUALITY, BROTLI_WINDOW_BITS);
    Box::new(writer)
}

fn zstd_encoder() -> std::io::Result<ZstdEncoder<'static>> {
    let mut encoder = ZstdEncoder::new(ZSTD_LEVEL)?;
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
