//! The corpus: seeds, and what a fuzzer or a mutation has found. Every test run replays it, and mutates it a little.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::choices::Choices;
use crate::properties::{setting, text_setting};
use crate::targets::{TARGETS, Target};

/// Mutated inputs of each target. `RIALTO_MUTATIONS` changes it, as tools/fuzz does, and `RIALTO_TARGETS` names some.
const MUTATIONS: u64 = 1500;
/// The longest input.
const BYTES_MAX: usize = 4096;

/// Pieces that random bytes seldom are.
const WORDS: [&[u8]; 40] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b":",
    b",",
    b"null",
    b"true",
    b"-0",
    b"1e2",
    b"1e400",
    b"\"1s\"",
    b"\"@type\":\"x/everything.Node\"",
    b"\"value\":",
    b"\\u0000",
    b"\\ud83d\\ude00",
    b"\"NaN\"",
    b"\"-Infinity\"",
    b"18446744073709551616",
    b"2024-02-29T00:00:00Z",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\x80\x80\x80\x80\x10",
    b"\x0a\x00",
    b"\x0b\x0c",
    b"x/google.protobuf.Any",
    b"x/google.protobuf.Struct",
    b"/",
    b"*",
    b"**",
    b"{a=",
    b"{a.b}",
    b":verb",
    b"%2F",
    b"&",
    b"=",
    b".",
    b"node.name=",
    b"maps.byString[a]=",
    b"wellKnown.mask=a,b",
];

#[test]
fn the_corpus_holds() {
    for target in TARGETS {
        let inputs = corpus(target);
        assert!(!inputs.is_empty(), "{} has no corpus", target.name);
        for (file, input) in inputs {
            let held = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
            assert!(held.is_ok(), "{}", file.display());
        }
    }
}

#[test]
fn mutations_of_the_corpus_hold() {
    let (count, seed) = (
        setting("RIALTO_MUTATIONS", MUTATIONS),
        setting("RIALTO_SEED", 0),
    );
    let chosen = text_setting("RIALTO_TARGETS").unwrap_or_default();
    let is_chosen = |name| chosen.is_empty() || chosen.split(' ').any(|one| one == name);
    for target in TARGETS.into_iter().filter(|one| is_chosen(one.name)) {
        println!("{}: {count} mutations, RIALTO_SEED={seed}", target.name);
        let inputs: Vec<Vec<u8>> = corpus(target).into_iter().map(|(_, input)| input).collect();
        let mut choices = Choices::new(seed);
        for _ in 0..count {
            let input = mutated(&inputs, &mut choices);
            if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
                let found =
                    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("found-{}", target.name));
                fs::write(&found, &input).expect("the input can be kept");
                panic!(
                    "{} does not hold: {} has the input; once mended, it belongs to tests/transcoder/corpus/{}",
                    target.name,
                    found.display(),
                    target.name
                );
            }
        }
    }
}

fn corpus(target: Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/transcoder/corpus")
        .join(target.name);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let read = |file: PathBuf| (fs::read(&file).expect("a file of the corpus"), file);
    files
        .into_iter()
        .map(read)
        .map(|(input, file)| (file, input))
        .collect()
}

/// One input with some of it changed, or with a piece of another one.
fn mutated(inputs: &[Vec<u8>], choices: &mut Choices) -> Vec<u8> {
    let mut made = inputs[choices.below(inputs.len())].clone();
    for _ in 0..=choices.below(4) {
        let at = choices.below(made.len() + 1);
        match choices.below(7) {
            0 if at < made.len() => made[at] = choices.next() as u8,
            1 if at < made.len() => made[at] ^= 1 << choices.below(8),
            2 => made.truncate(at),
            3 => drop(made.drain(at..made.len().min(at + 1 + choices.below(8)))),
            4 => {
                let word = choices.pick(&WORDS);
                drop(made.splice(at..at, word.iter().copied()));
            }
            5 => {
                let other = &inputs[choices.below(inputs.len())];
                let from = choices.below(other.len());
                let piece = &other[from..other.len().min(from + 1 + choices.below(40))];
                drop(made.splice(at..at, piece.iter().copied()));
            }
            _ => {
                let piece = made[at..made.len().min(at + 1 + choices.below(20))].to_vec();
                drop(made.splice(at..at, piece));
            }
        }
    }
    made.truncate(BYTES_MAX);
    made
}
