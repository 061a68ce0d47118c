//! Limits, and wire that is none.

use super::*;
use crate::transcode::DEPTH_MAX;
use crate::transcode::wire::read::{WireError, WireErrorKind};

/// Unoptimized builds take several times what release builds do.
const STACK_KIB: usize = 1024;

fn nested(depth: u32) -> Wire {
    (0..depth).fold(wire(), |inner, _| wire().message(2, inner))
}

#[test]
fn messages_nest_to_the_limit() {
    let node = "everything.Node";
    encoded(node, &nested(DEPTH_MAX).0, &EncodeOptions::default()).unwrap();
    let error = encoded(node, &nested(DEPTH_MAX + 1).0, &EncodeOptions::default()).unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::TooDeep { max: DEPTH_MAX });
    let options = EncodeOptions {
        depth_max: 1,
        ..EncodeOptions::default()
    };
    check_with(&options, node, nested(1), r#"{"next":{}}"#);
    assert!(encoded(node, &nested(2).0, &options).is_err());
}

#[test]
fn the_deepest_message_fits_a_small_stack() {
    // At each level a field comes back, so that the slower way is taken at every one.
    let node = (0..DEPTH_MAX / 2).fold(wire(), |inner, _| {
        let named = wire().entry(2, "k", wire().message(2, inner));
        wire().varint(5, 1).message(4, named).varint(5, 2)
    });
    let list = (0..DEPTH_MAX / 3).fold(wire().bytes(3, "x"), |inner, _| {
        let fields = wire().message(1, wire().message(2, inner));
        wire().message(6, wire().message(1, wire().message(5, fields)))
    });
    let any = (0..DEPTH_MAX).fold(wire().varint(1, 1), |inner, _| {
        wire().bytes(1, "x/google.protobuf.Any").message(2, inner)
    });
    let run = move || {
        for (message, wire) in [
            ("everything.Node", node),
            ("google.protobuf.Value", list),
            ("google.protobuf.Any", any),
        ] {
            let _ = encoded(message, &wire.0, &EncodeOptions::default());
        }
    };
    let small = std::thread::Builder::new().stack_size(STACK_KIB << 10);
    small.spawn(run).unwrap().join().unwrap();
}

#[test]
fn ten_thousand_levels_are_an_error() {
    let options = EncodeOptions::default();
    let list = (0..10_000).fold(wire(), |inner, _| {
        wire().message(6, wire().message(1, inner))
    });
    let any = (0..200).fold(wire(), |inner, _| {
        wire().bytes(1, "x/google.protobuf.Any").message(2, inner)
    });
    let groups = wire().raw(&[0x4b; 10_000]).raw(&[0x4c; 10_000]);
    for (message, wire) in [
        ("everything.Node", nested(10_000)),
        ("google.protobuf.Value", list),
        ("google.protobuf.Any", any),
        ("everything.Old", groups.clone()),
        ("everything.Node", groups),
    ] {
        let error = encoded(message, &wire.0, &options).unwrap_err();
        let is_depth = matches!(
            error.kind(),
            EncodeErrorKind::TooDeep { .. }
                | EncodeErrorKind::Wire(WireError {
                    kind: WireErrorKind::GroupDepth,
                    ..
                })
        );
        assert!(is_depth, "{message}: {error}");
    }
}

#[test]
fn the_output_is_limited() {
    let options = EncodeOptions {
        output_max: 100,
        ..EncodeOptions::default()
    };
    let check_too_large = |message: &str, wire: Wire, options: &EncodeOptions| {
        let error = encoded(message, &wire.0, options).unwrap_err();
        let max = options.output_max;
        assert_eq!(error.kind(), &EncodeErrorKind::TooLarge { max });
    };
    check_with(
        &options,
        "everything.Scalars",
        wire().bytes(9, "x".repeat(85)),
        &format!("{{\"fString\":\"{}\"}}", "x".repeat(85)),
    );
    check_too_large(
        "everything.Scalars",
        wire().bytes(9, "x".repeat(101)),
        &options,
    );
    check_too_large("everything.Lists", wire().bytes(5, vec![1; 1000]), &options);
    // Two bytes of wire each become a line of defaults.
    let defaults = EncodeOptions {
        defaults: crate::transcode::encode::Defaults::NoPresence,
        ..options
    };
    let empty = (0..1000).fold(wire(), |all, _| all.message(17, wire()));
    check_too_large("everything.Lists", empty, &defaults);
}

#[test]
fn broken_wire_is_an_error_with_its_offset() {
    let options = EncodeOptions::default();
    for (wire, path, kind, at) in [
        (
            wire().raw(&[0x0a, 5, b'a']),
            "name",
            WireErrorKind::Truncated,
            1,
        ),
        (
            wire().bytes(1, "a").raw(&[0x80]),
            "",
            WireErrorKind::Truncated,
            3,
        ),
        (
            wire().message(2, wire().raw(&[0x0f])),
            "next",
            WireErrorKind::WireType(7),
            2,
        ),
        (wire().raw(&[0x0c]), "", WireErrorKind::GroupEnd, 1),
    ] {
        let error = encoded("everything.Node", &wire.0, &options).unwrap_err();
        let expected = EncodeErrorKind::Wire(WireError { kind, at });
        assert_eq!((error.path(), error.kind()), (path, &expected));
    }
}
