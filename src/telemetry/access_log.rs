//! Where the lines of calls go: from each worker's lane to one thread, which writes them.
//!
//! A worker never waits for the log. It appends to a buffer of its own, whose lock it only ever
//! shares with the writer; a buffer that is full drops lines, and counts them. The writer takes
//! whole buffers, so that many calls are one system call.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle, Thread};
use std::time::Duration;

use http::request;

use super::record::CallRecord;
use super::series::SeriesTable;
use super::{Format, Lines, Settings, metrics};
use crate::call::Peer;
use crate::status::Code;
use crate::tasks;

/// What a worker's lane holds while the writer is busy, in bytes; about 4000 lines.
const LANE_MAX: usize = 1024 * 1024;
/// What an idle lane may keep.
const LANE_IDLE: usize = 64 * 1024;
/// How long lines are gathered once there is one.
const GATHER: Duration = Duration::from_millis(10);

/// The log of a process. Dropping it writes what there is and ends the writer.
#[derive(Debug)]
pub struct AccessLog {
    recorders: Recorders,
    writer: Option<JoinHandle<()>>,
}

/// Makes a recorder for each worker, on the worker's thread.
#[derive(Debug, Clone)]
pub struct Recorders {
    shared: Arc<Shared>,
    settings: Settings,
    writer: Thread,
}

#[derive(Debug, Default)]
struct Shared {
    lanes: Mutex<Vec<Arc<Mutex<Vec<u8>>>>>,
    ending: AtomicBool,
}

/// What one worker records its calls with.
#[derive(Debug)]
pub struct Recorder {
    lines: Lines,
    format: Format,
    request_id: bool,
    lane: Arc<Mutex<Vec<u8>>>,
    writer: Thread,
}

impl AccessLog {
    /// Starts the writer to standard error, and the metrics of the process.
    ///
    /// # Errors
    /// When there can be no further thread.
    pub fn start(settings: Settings) -> io::Result<Self> {
        metrics::install(&settings.duration_buckets, tasks::now().unix);
        Self::start_to(settings, io::stderr())
    }

    fn start_to(settings: Settings, out: impl Write + Send + 'static) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let of_writer = Arc::clone(&shared);
        let writer = thread::Builder::new()
            .name("telemetry".to_owned())
            .spawn(move || of_writer.write_to(out))?;
        Ok(Self {
            recorders: Recorders {
                shared,
                settings,
                writer: writer.thread().clone(),
            },
            writer: Some(writer),
        })
    }

    /// What workers take their recorders from.
    pub fn recorders(&self) -> Recorders {
        self.recorders.clone()
    }
}

impl Recorders {
    /// A recorder for one more worker.
    pub fn recorder(&self) -> Recorder {
        let lane = Arc::default();
        lock(&self.shared.lanes).push(Arc::clone(&lane));
        Recorder {
            lines: self.settings.lines,
            format: self.settings.format,
            request_id: self.settings.request_id,
            lane,
            writer: self.writer.clone(),
        }
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        self.recorders.shared.ending.store(true, Ordering::SeqCst);
        if let Some(writer) = self.writer.take() {
            writer.thread().unpark();
            // A writer that panicked has nothing left to write.
            let _ = writer.join();
        }
    }
}

impl Shared {
    /// The writer's thread: until the end, and then once more for what came meanwhile.
    fn write_to(&self, mut out: impl Write) {
        let mut spare = Vec::new();
        let mut gathered = tasks::now().instant;
        loop {
            let ending = self.ending.load(Ordering::SeqCst);
            for lane in self.lanes() {
                std::mem::swap(&mut *lock(&lane), &mut spare);
                // There is nobody to tell that standard error is gone.
                let _ = out.write_all(&spare);
                spare.clear();
                spare.shrink_to(LANE_IDLE);
            }
            let _ = out.flush();
            if ending {
                return;
            }
            let now = tasks::now().instant;
            if now.saturating_duration_since(gathered) >= metrics::UPKEEP {
                gathered = now;
                metrics::upkeep();
            }
            thread::park_timeout(metrics::UPKEEP);
            if !self.ending.load(Ordering::SeqCst) {
                gather();
            }
        }
    }

    fn lanes(&self) -> Vec<Arc<Mutex<Vec<u8>>>> {
        lock(&self.lanes).clone()
    }
}

/// Waits for more lines. Unlike parking, this is not cut short by the next line of another worker.
#[expect(
    clippy::disallowed_methods,
    reason = "the writer's thread serves no calls"
)]
fn gather() {
    thread::sleep(GATHER);
}

impl Recorder {
    /// Begins the record of a call that has just arrived.
    pub fn begin<'s>(
        &'s self,
        series: &'s SeriesTable,
        peer: &'s Peer,
        head: &request::Parts,
    ) -> CallRecord<'s> {
        CallRecord::begin(self, series, peer, head)
    }

    pub(super) const fn has_request_id(&self) -> bool {
        self.request_id
    }

    /// Lets `line` append to the lane, if a call that ended with `code` has a line.
    pub(super) fn write(&self, code: Code, line: impl FnOnce(Format, &mut Vec<u8>)) {
        match self.lines {
            Lines::All => {}
            Lines::Errors if code != Code::Ok => {}
            Lines::Errors | Lines::Off => return,
        }
        let was_empty = {
            let mut lane = lock(&self.lane);
            if lane.len() >= LANE_MAX {
                drop(lane);
                return metrics::count_dropped_line();
            }
            let was_empty = lane.is_empty();
            line(self.format, &mut lane);
            was_empty
        };
        // Later lines find a writer that is on its way.
        if was_empty {
            self.writer.unpark();
        }
    }

    /// A recorder that writes nothing.
    #[cfg(test)]
    pub(super) fn silent() -> Self {
        Self {
            lines: Lines::Off,
            format: Format::Text,
            request_id: true,
            lane: Arc::default(),
            writer: thread::current(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc;

    use super::*;

    /// Hands on what is written, and waits for its reader as a pipe does.
    struct Pipe(mpsc::SyncSender<Vec<u8>>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if !bytes.is_empty() {
                self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn start(lines: Lines) -> (AccessLog, mpsc::Receiver<Vec<u8>>) {
        let settings = Settings {
            lines,
            format: Format::Text,
            request_id: true,
            duration_buckets: Vec::new(),
        };
        let (sender, receiver) = mpsc::sync_channel(0);
        (
            AccessLog::start_to(settings, Pipe(sender)).unwrap(),
            receiver,
        )
    }

    fn write(recorder: &Recorder, code: Code, text: &[u8]) {
        recorder.write(code, |_, out| out.extend_from_slice(text));
    }

    #[test]
    fn lines_of_every_worker_are_written_at_the_latest_at_the_end() {
        let (log, receiver) = start(Lines::All);
        let reading = thread::spawn(move || receiver.iter().flatten().collect::<Vec<u8>>());
        for name in [b"a", b"b"] {
            let recorder = log.recorders().recorder();
            for _ in 0..1000 {
                write(&recorder, Code::Ok, name);
            }
        }
        drop(log);
        let written = reading.join().unwrap();
        let count = |name| written.iter().filter(|byte| **byte == name).count();
        assert_eq!((count(b'a'), count(b'b')), (1000, 1000));
    }

    #[test]
    fn only_the_calls_that_are_asked_for_have_lines() {
        for (lines, expected) in [(Lines::All, "oe"), (Lines::Errors, "e"), (Lines::Off, "")] {
            let (log, receiver) = start(lines);
            let reading = thread::spawn(move || receiver.iter().flatten().collect::<Vec<u8>>());
            let recorder = log.recorders().recorder();
            write(&recorder, Code::Ok, b"o");
            write(&recorder, Code::NotFound, b"e");
            drop(log);
            assert_eq!(reading.join().unwrap(), expected.as_bytes());
        }
    }

    #[test]
    fn a_reader_that_is_too_slow_costs_lines_and_nobody_waits() {
        let (log, receiver) = start(Lines::All);
        let recorder = log.recorders().recorder();
        let line = [b'x'; 64 * 1024];
        // The writer is stuck with the first buffer that it takes; what fits is one more lane.
        for _ in 0..64 {
            write(&recorder, Code::Ok, &line);
        }
        assert!(lock(&recorder.lane).len() <= LANE_MAX);
        let reading = thread::spawn(move || receiver.iter().map(|piece| piece.len()).sum());
        drop(log);
        let written: usize = reading.join().unwrap();
        assert!((LANE_MAX..=2 * LANE_MAX).contains(&written), "{written}");
    }
}
