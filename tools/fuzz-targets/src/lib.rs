//! The entry points of tests/transcoder, for cargo-fuzz: the same code that the tests replay the corpus with.
#![expect(dead_code, reason = "the tests use all of it")]

#[path = "../../../tests/transcoder/differences.rs"]
mod differences;
#[path = "../../../tests/transcoder/fixture.rs"]
mod fixture;
#[path = "../../../tests/transcoder/inspect.rs"]
mod inspect;
#[path = "../../../tests/transcoder/oracle.rs"]
mod oracle;
#[path = "../../../tests/transcoder/records.rs"]
mod records;
#[path = "../../../tests/transcoder/targets.rs"]
mod targets;
#[path = "../../../tests/transcoder/tree.rs"]
mod tree;

/// JSON to wire bytes.
pub fn json_to_wire(data: &[u8]) {
    targets::json_to_wire(data);
}

/// Wire bytes to JSON.
pub fn wire_to_json(data: &[u8]) {
    targets::wire_to_json(data);
}

/// Path templates.
pub fn template(data: &[u8]) {
    targets::template(data);
}

/// Queries.
pub fn query(data: &[u8]) {
    targets::query(data);
}
