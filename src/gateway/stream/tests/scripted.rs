//! Who waits for whom, and how calls end.

use std::task::Poll;
use std::time::Duration;

use super::*;

fn is_ended(polled: &Poll<Result<Code, Rejection>>, code: Code) -> bool {
    matches!(polled, Poll::Ready(Ok(found)) if *found == code)
}

#[tokio::test]
async fn messages_pass_one_by_one_in_both_directions() {
    let (shared, mut task) = start(PATIENCE);
    task.waits();
    shared.sides().head = Some(head());
    task.waits();
    assert!(
        shared.sides().answer_head.is_some(),
        "the head does not wait for a message"
    );
    for i in 1..=3 {
        shared.sides().body.push_back(Ok(Some(frame(&[i]))));
        task.waits();
        assert_eq!(shared.sides().sent.len(), usize::from(i) * 6);
        shared.sides().frames.push_back(frame(&[i]));
        task.waits();
        assert_eq!(shared.sides().answer.len(), usize::from(i) * 6);
    }
    shared.sides().body.push_back(Ok(None));
    task.waits();
    assert!(shared.sides().is_sent);
    shared.sides().end = Some(end(Code::Ok));
    assert!(is_ended(&task.poll(), Code::Ok));
    assert_eq!(
        shared.sides().trailers.as_ref().unwrap()["grpc-status"],
        "0"
    );
}

#[tokio::test]
async fn messages_that_are_ready_together_leave_in_one_write() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().head = Some(head());
    shared.sides().frames.extend((0..100).map(|i| frame(&[i])));
    task.waits();
    let sides = shared.sides();
    assert_eq!((sides.answer.len(), sides.writes), (600, 1));
}

#[tokio::test]
async fn the_last_message_of_a_request_goes_with_its_end() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().send_room = 1;
    shared
        .sides()
        .body
        .extend([Ok(Some(frame(b"only"))), Ok(None)]);
    task.waits();
    let sides = shared.sides();
    assert!(sides.is_sent);
    assert_eq!((&sides.sent[..], sides.send_room), (&frame(b"only")[..], 0));
}

#[tokio::test]
async fn a_client_that_does_not_read_stops_the_back_end() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().room = 10;
    shared.sides().head = Some(head());
    let message = frame(&[7; 1000]);
    shared.sides().frames.extend(vec![message.clone(); 1000]);
    for _ in 0..3 {
        task.waits();
    }
    let taken = 1000 - shared.sides().frames.len();
    assert!(taken < 20, "{taken} messages are held");
    shared.sides().room = usize::MAX;
    task.waits();
    assert!(shared.sides().frames.is_empty());
    assert!(shared.sides().answer == message.repeat(1000));
}

#[tokio::test]
async fn a_back_end_that_does_not_read_stops_the_client_and_not_the_answer() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().send_room = 0;
    shared.sides().head = Some(head());
    let pieces = vec![Ok(Some(frame(&[7; 1000]))); 1000];
    shared.sides().body.extend(pieces);
    for i in 1..=3 {
        shared.sides().frames.push_back(frame(b"answer"));
        task.waits();
        assert_eq!(shared.sides().answer.len(), i * 11);
    }
    assert_eq!(shared.sides().body.len(), 1000);
    shared.sides().send_room = 1;
    task.waits();
    let held = 1000 - shared.sides().body.len();
    assert!(
        held < 20,
        "{held} messages were read for room for one write"
    );
    shared.sides().send_room = usize::MAX;
    task.waits();
    assert_eq!(shared.sides().sent.len(), 1000 * 1005);
}

#[tokio::test]
async fn two_sides_that_only_write_do_not_stop_each_other() {
    let (shared, mut task) = start(PATIENCE);
    // The client reads no answer before its request is sent.
    shared.sides().room = 0;
    shared.sides().head = Some(head());
    shared.sides().frames.extend(vec![frame(&[1; 5000]); 10]);
    shared
        .sides()
        .body
        .extend(vec![Ok(Some(frame(&[2; 5000]))); 10]);
    task.waits();
    assert_eq!(shared.sides().sent.len(), 10 * 5005);
    shared.sides().room = usize::MAX;
    task.waits();
    assert_eq!(shared.sides().answer.len(), 10 * 5005);
}

#[tokio::test]
async fn a_client_that_leaves_ends_the_call_whatever_it_waits_for() {
    let gone = |task: &mut Task| matches!(task.poll(), Poll::Ready(Err(Rejection::ClientGone)));
    // While it may still send.
    let (shared, mut task) = start(PATIENCE);
    task.waits();
    shared.sides().body.push_back(Err(ExchangeError::Gone));
    assert!(gone(&mut task));
    // After it has sent all.
    let (shared, mut task) = start(PATIENCE);
    shared.sides().body.push_back(Ok(None));
    task.waits();
    shared.sides().is_gone = true;
    assert!(gone(&mut task));
    // While the back end takes nothing.
    let (shared, mut task) = start(PATIENCE);
    shared.sides().send_room = 0;
    task.waits();
    shared.sides().is_gone = true;
    assert!(gone(&mut task));
}

#[tokio::test]
async fn a_deadline_ends_a_call_that_waits_and_no_other() {
    let (shared, mut task) = start(Duration::ZERO);
    shared.sides().head = Some(head());
    shared.sides().frames.push_back(frame(b"in time"));
    shared.sides().end = Some(end(Code::NotFound));
    assert!(is_ended(&task.poll(), Code::NotFound));

    let (shared, task) = start(Duration::ZERO);
    shared.sides().head = Some(head());
    shared.sides().frames.push_back(frame(b"first"));
    assert_eq!(task.0.await.unwrap(), Code::DeadlineExceeded);
    let sides = shared.sides();
    assert_eq!(sides.answer, frame(b"first"));
    assert_eq!(sides.trailers.as_ref().unwrap()["grpc-status"], "4");
}

#[tokio::test]
async fn what_was_gathered_is_written_before_the_end_is_told() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().room = 3;
    shared.sides().head = Some(head());
    shared.sides().frames.push_back(frame(b"last"));
    shared.sides().end = Some(end(Code::Ok));
    task.waits();
    assert!(!shared.sides().is_ended);
    shared.sides().room = 100;
    assert!(is_ended(&task.poll(), Code::Ok));
    assert_eq!(shared.sides().answer, frame(b"last"));
}

#[tokio::test]
async fn a_client_that_writes_on_gets_its_early_answer() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().room = 0;
    shared.sides().head = Some(head());
    shared.sides().frames.push_back(frame(b"no"));
    shared.sides().end = Some(end(Code::ResourceExhausted));
    task.waits();
    // It reads when it has written, and the back end takes nothing of that any more.
    shared
        .sides()
        .body
        .extend(vec![Ok(Some(frame(b"more"))); 10]);
    task.waits();
    assert!(shared.sides().body.is_empty() && shared.sides().sent.is_empty());
    shared.sides().room = usize::MAX;
    assert!(is_ended(&task.poll(), Code::ResourceExhausted));
}

#[tokio::test]
async fn a_status_without_a_message_is_in_the_head() {
    let (shared, mut task) = start(PATIENCE);
    shared.sides().head = Some(Head {
        metadata: HeaderMap::new(),
        end: Some(end(Code::NotFound)),
    });
    assert!(is_ended(&task.poll(), Code::NotFound));
    let sides = shared.sides();
    assert!(sides.is_ended && sides.trailers.is_none());
    assert_eq!(
        sides.answer_head.as_ref().unwrap().headers()["grpc-status"],
        "5"
    );
}

#[tokio::test]
async fn a_request_that_cannot_be_read_ends_the_call_behind_what_was_good() {
    let good = frame(b"good");
    let mut large = Bytes::from(vec![0, 0, 1, 0x86, 0xa1]);
    for (bad, last, code) in [
        (large.split_to(5), Ok(None), Code::ResourceExhausted),
        (
            Bytes::from_static(b"\x02\0\0\0\0"),
            Ok(None),
            Code::InvalidArgument,
        ),
        (frame(b"cut").slice(..7), Ok(None), Code::InvalidArgument),
        (
            Bytes::new(),
            Err(ExchangeError::Malformed("chunk".to_owned())),
            Code::InvalidArgument,
        ),
    ] {
        let (shared, mut task) = start(PATIENCE);
        let body = [Ok(Some(good.clone())), Ok(Some(bad.clone())), last];
        shared.sides().body.extend(body);
        assert!(is_ended(&task.poll(), code), "{bad:?}");
        let sides = shared.sides();
        assert!(sides.sent.starts_with(&good), "{bad:?}");
        assert!(!sides.is_sent, "{bad:?}");
        let status = &sides.answer_head.as_ref().unwrap().headers()["grpc-status"];
        assert_eq!(status, &code.number().to_string());
    }
}
