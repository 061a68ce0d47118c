//! The entry point `template`, which the tests run too.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::template(data));
