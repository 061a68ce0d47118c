//! The entry point `json_to_wire`, which the tests run too.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::json_to_wire(data));
