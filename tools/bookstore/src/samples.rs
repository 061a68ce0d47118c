//! The messages that the benchmarks send: the same each time, and with no field left out that a peer would print.

use prost::{Message, Name};
use prost_types::{Any, Duration, FieldMask, ListValue, Struct, Timestamp, Value, value::Kind};

use crate::v1::everything::Choice;
use crate::v1::{Everything, Genre, Shelf, Tree};

/// A message in which most fields are set; about 1.4 KB of JSON. No number, string or map value in it is the default
/// of its type, so that it does not matter whether a peer prints defaults.
pub fn sample_types() -> Everything {
    let child = Everything {
        string_value: "child".to_owned(),
        optional_string: Some("one level down".to_owned()),
        int64_value: 42,
        genre: Genre::Poetry.into(),
        ..Everything::default()
    };
    Everything {
        child: Some(Box::new(child)),
        choice: Some(Choice::ChoiceString("chosen".to_owned())),
        any: Some(packed(&Shelf {
            name: "shelves/1".to_owned(),
            theme: "Novels".to_owned(),
            ..Shelf::default()
        })),
        timestamp: Some(Timestamp {
            seconds: 1_767_225_600,
            nanos: 123_000_000,
        }),
        duration: Some(Duration {
            seconds: 3_600,
            nanos: 500_000_000,
        }),
        field_mask: Some(FieldMask {
            paths: vec!["title".to_owned(), "price_cents".to_owned()],
        }),
        r#struct: Some(Struct {
            fields: [
                ("kept".to_owned(), value(Kind::BoolValue(true))),
                ("price".to_owned(), value(Kind::NumberValue(12.5))),
            ]
            .into(),
        }),
        list_value: Some(ListValue {
            values: vec![
                value(Kind::NumberValue(1.0)),
                value(Kind::StringValue("two".to_owned())),
            ],
        }),
        repeated_duration: vec![
            Duration {
                seconds: 60,
                nanos: 0,
            },
            Duration {
                seconds: 0,
                nanos: 1_000_000,
            },
        ],
        int64_wrapper: Some(77),
        double_wrapper: Some(0.25),
        bool_wrapper: Some(true),
        string_wrapper: Some("wrapped".to_owned()),
        ..sample_scalars()
    }
}

/// The numbers and strings of [`sample_types`], alone and in lists and maps.
fn sample_scalars() -> Everything {
    Everything {
        double_value: 0.1,
        float_value: 0.5,
        int32_value: -123_456,
        int64_value: 9_007_199_254_740_993,
        uint32_value: 4_000_000_000,
        uint64_value: 18_446_744_073_709_551_615,
        sint32_value: -7,
        sint64_value: -9_000_000_000,
        fixed32_value: 305_419_896,
        fixed64_value: 81_985_529_216_486_895,
        sfixed32_value: -1_000,
        sfixed64_value: -1_000_000_000_000,
        bool_value: true,
        string_value: "Gr\u{fc}\u{df}e \"aus\" der Buchhandlung\n".to_owned(),
        bytes_value: (0..32).collect(),
        genre: Genre::ScienceFiction.into(),
        optional_int32: Some(11),
        optional_string: Some("present".to_owned()),
        repeated_double: vec![0.1, 1.5, -2.25],
        repeated_int32: vec![1, 2, 3, 5, 8, 13],
        repeated_int64: vec![-1, 4_294_967_296],
        repeated_string: ["red", "green", "blue"].map(str::to_owned).into(),
        repeated_bool: vec![true, false, true],
        repeated_uint64: vec![1_000_000_007, 998_244_353],
        repeated_genre: vec![Genre::History.into(), Genre::Science.into()],
        string_to_string: strings(&[("language", "en"), ("binding", "cloth")]),
        string_to_int64: [("pages".to_owned(), 304)].into(),
        int32_to_string: [(1, "one".to_owned()), (2, "two".to_owned())].into(),
        ..Everything::default()
    }
}

/// A tree with `width` branches on each node and `depth` levels below the root. Four levels of eight branches are
/// about 1 MiB of JSON.
pub fn sample_tree(depth: u32, width: u32) -> Tree {
    grow("root", 1, depth, width)
}

fn grow(label: &str, weight: i64, depth: u32, width: u32) -> Tree {
    let branches = if depth == 0 {
        Vec::new()
    } else {
        (1..=width)
            .map(|branch| {
                grow(
                    &format!("{label}.{branch}"),
                    weight * 10 + i64::from(branch),
                    depth - 1,
                    width,
                )
            })
            .collect()
    };
    Tree {
        label: format!(
            "{label}: the quick brown fox jumps over the lazy dog, again and again, until it is too dark to see"
        ),
        weight,
        branches,
        attributes: strings(&[
            ("color", "a fine shade of dark green"),
            ("season", "late in the summer"),
        ]),
    }
}

fn strings(pairs: &[(&str, &str)]) -> std::collections::BTreeMap<String, String> {
    pairs
        .iter()
        .map(|&(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

fn value(kind: Kind) -> Value {
    Value { kind: Some(kind) }
}

fn packed<M: Name>(message: &M) -> Any {
    Any {
        type_url: M::type_url(),
        value: Message::encode_to_vec(message),
    }
}
