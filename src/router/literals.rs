//! What a node of the trie has by literal text: its literal children, or its verbs.

use percent_encoding::percent_decode_str;

use crate::http_rule::template::Literal;

/// A map from literal text that is asked with raw text, which may hold escapes.
///
/// An open-addressing table at most half full, with an unkeyed hash: only templates are put into it, never anything from a
/// request, so a client cannot lengthen a search. It costs the same with three entries as with twenty thousand, and an
/// escape is decoded on the way, without a buffer.
#[derive(Debug)]
pub(super) struct Literals<T> {
    /// None at all, or a power of two.
    slots: Box<[Option<(Literal, T)>]>,
}

impl<T> Literals<T> {
    /// The table of these entries; each text occurs once.
    pub(super) fn new(entries: impl ExactSizeIterator<Item = (Literal, T)>) -> Self {
        let length = match entries.len() {
            0 => 0,
            count => (2 * count).next_power_of_two(),
        };
        let mut slots: Box<[_]> = (0..length).map(|_| None).collect();
        for (literal, value) in entries {
            let mut probe = probe(hash(literal.as_bytes().iter().copied()), length);
            // Half of the slots stay free, and the probe visits each.
            if let Some(free) = probe.find(|at| slots.get(*at).is_some_and(Option::is_none))
                && let Some(slot) = slots.get_mut(free)
            {
                *slot = Some((literal, value));
            }
        }
        Self { slots }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The entry whose text equals the decoded `raw`. `escaped` is false if `raw` is known to hold no escape.
    pub(super) fn get(&self, raw: &str, escaped: bool) -> Option<&T> {
        if self.slots.is_empty() {
            return None;
        }
        if escaped && raw.contains('%') {
            let decoded = percent_decode_str(raw);
            self.find(hash(decoded.clone()), |text| {
                text.iter().copied().eq(decoded.clone())
            })
        } else {
            self.find(hash(raw.bytes()), |text| text == raw.as_bytes())
        }
    }

    fn find(&self, hash: u32, equals: impl Fn(&[u8]) -> bool) -> Option<&T> {
        for at in probe(hash, self.slots.len()) {
            let (literal, value) = self.slots.get(at)?.as_ref()?;
            if equals(literal.as_bytes()) {
                return Some(value);
            }
        }
        None
    }
}

/// All slots, from the one that the hash points at. `length` is a power of two.
fn probe(hash: u32, length: usize) -> impl Iterator<Item = usize> {
    (0..length).map(move |step| (hash as usize).wrapping_add(step) & (length - 1))
}

/// FNV-1a with its 32-bit offset basis and prime.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::http_rule::template::{Segment, Template, TemplateOptions};

    fn literal(text: &str) -> Literal {
        let template = Template::parse(&format!("/{text}"), &TemplateOptions::default()).unwrap();
        match &template.segments()[0] {
            Segment::Literal(literal) => literal.clone(),
            Segment::Star | Segment::DoubleStar => panic!("{text} is no literal"),
        }
    }

    #[test]
    fn every_entry_is_found_and_no_other() {
        for count in [0, 1, 2, 3, 4, 5, 8, 9, 1000] {
            let entries: Vec<_> = (0..count)
                .map(|index| (literal(&format!("name{index}")), index))
                .collect();
            let table = Literals::new(entries.into_iter());
            assert_eq!(table.is_empty(), count == 0);
            assert_eq!(table.slots.iter().flatten().count(), count);
            for index in 0..count {
                assert_eq!(table.get(&format!("name{index}"), true), Some(&index));
                assert_eq!(table.get(&format!("n%61me{index}"), true), Some(&index));
                assert_eq!(table.get(&format!("Name{index}"), true), None);
            }
            assert_eq!(table.get(&format!("name{count}"), true), None);
            assert_eq!(table.get("", true), None);
        }
    }

    #[test]
    fn fnv_1a_test_vectors() {
        // From the test suite of the reference implementation.
        assert_eq!(hash(b"".iter().copied()), 0x811c_9dc5);
        assert_eq!(hash(b"a".iter().copied()), 0xe40c_292c);
        assert_eq!(hash(b"foobar".iter().copied()), 0xbf9c_f968);
    }
}
