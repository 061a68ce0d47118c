//! Whatever the order in which both sides have something or take something, what goes in comes out.

use std::task::Poll;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// What happens between two polls.
#[derive(Debug, Clone)]
enum Step {
    /// The client sends a message of this length, in pieces of at most that length.
    Request(usize, usize),
    /// The back end sends one.
    Answer(usize, usize),
    /// The client reads that much.
    ClientReads(usize),
    /// The back end takes that many writes.
    BackEndReads(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let length = prop_oneof![0..20_usize, 0..5_000_usize, 0..50_000_usize];
    let piece = prop_oneof![1..8_usize, 1..20_000_usize];
    let step = prop_oneof![
        (length.clone(), piece.clone()).prop_map(|(length, piece)| Step::Request(length, piece)),
        (length.clone(), piece).prop_map(|(length, piece)| Step::Answer(length, piece)),
        length.prop_map(Step::ClientReads),
        (0..3_usize).prop_map(Step::BackEndReads),
    ];
    vec(step, 0..40)
}

fn pieces(message: &[u8], size: usize) -> Vec<Bytes> {
    // A small size is for what is near prefixes; in a long message it would only take long.
    let size = size.max(message.len() / 200);
    message.chunks(size).map(Bytes::copy_from_slice).collect()
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let _entered = runtime.enter();
        let (shared, mut task) = start(PATIENCE);
        shared.sides().room = 0;
        shared.sides().send_room = 0;
        shared.sides().head = Some(head());
        let (mut request, mut answer) = (Vec::new(), Vec::new());
        for (at, step) in steps.into_iter().enumerate() {
            let mut sides = shared.sides();
            match step {
                Step::Request(length, size) => {
                    let message = frame(&vec![at as u8; length]);
                    request.extend_from_slice(&message);
                    sides.body.extend(pieces(&message, size).into_iter().map(|piece| Ok(Some(piece))));
                }
                Step::Answer(length, size) => {
                    let message = frame(&vec![at as u8; length]);
                    answer.extend_from_slice(&message);
                    sides.frames.extend(pieces(&message, size));
                }
                Step::ClientReads(room) => sides.room += room,
                Step::BackEndReads(room) => sides.send_room += room,
            }
            drop(sides);
            task.waits();
            let sides = shared.sides();
            prop_assert!(request.starts_with(&sides.sent));
            prop_assert!(answer.starts_with(&sides.answer));
        }
        shared.sides().room = usize::MAX;
        shared.sides().send_room = usize::MAX;
        shared.sides().body.push_back(Ok(None));
        task.waits();
        shared.sides().end = Some(end(Code::Ok));
        let is_over = matches!(task.poll(), Poll::Ready(Ok(Code::Ok)));
        prop_assert!(is_over);
        let sides = shared.sides();
        prop_assert!(sides.is_sent && sides.sent == request);
        prop_assert!(sides.is_ended && sides.answer == answer);
    }
}
