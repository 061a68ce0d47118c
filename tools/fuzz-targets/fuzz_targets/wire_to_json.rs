//! The entry point `wire_to_json`, which the tests run too.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::wire_to_json(data));
