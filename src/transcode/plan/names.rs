//! Finds what a name stands for: a field by either spelling, a value of an enum.

/// Names that are known at load, each with what it stands for.
///
/// The hash needs no secret: whoever sends names cannot add any to the table, whose longest run of
/// neighbours is known at load.
#[derive(Debug)]
pub(super) struct NameIndex<T> {
    /// In the order of their bytes.
    names: Box<[(Box<str>, T)]>,
    /// Places in `names` plus one, by hash; 0 is free. At least half are.
    slots: Box<[u32]>,
    /// Leaves of a hash the bits that number the slots.
    shift: u32,
}

impl<T: Copy> NameIndex<T> {
    /// Of names that clash the first wins.
    pub(super) fn new(names: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let mut names: Vec<_> = names.into_iter().collect();
        // A stable sort: the first of a clash stays in front, and the rest is dropped.
        names.sort_by(|(a, _), (b, _)| a.cmp(b));
        names.dedup_by(|(later, _), (earlier, _)| later == earlier);
        let size = (names.len() * 2).next_power_of_two().max(2);
        let mut index = Self {
            names: names.into(),
            slots: vec![0; size].into(),
            shift: u64::BITS - size.ilog2(),
        };
        for place in 0..index.names.len() {
            let mut slot = index.slot(index.names[place].0.as_bytes());
            while index.slots[slot] != 0 {
                slot = (slot + 1) % size;
            }
            index.slots[slot] = u32::try_from(place + 1).unwrap_or_default();
        }
        index
    }

    #[inline]
    pub(super) fn get(&self, name: &[u8]) -> Option<T> {
        let mut slot = self.slot(name);
        loop {
            let place = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            let (known, value) = self.names.get(place)?;
            if known.as_bytes() == name {
                return Some(*value);
            }
            // There is a free slot, which ends this.
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// In the order of their bytes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| &**name)
    }

    #[inline]
    fn slot(&self, name: &[u8]) -> usize {
        (hash(name) >> self.shift) as usize
    }
}

/// Of the length and of up to eight bytes at either end, which names that differ in the middle
/// alone share.
#[inline]
fn hash(name: &[u8]) -> u64 {
    let (first, last) = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let bytes = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
            (name.iter().fold(0, bytes), 0)
        }
    };
    (first ^ last.rotate_left(29) ^ name.len() as u64).wrapping_mul(MULTIPLIER)
}

/// 2^64 over the golden ratio: spreads neighbours over the upper bits.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        for count in [0, 1, 2, 3, 7, 64, 300] {
            let name = |at: usize| "x".repeat(at % 20) + &at.to_string() + "_suffix_of_all";
            let index = NameIndex::new((0..count).map(|at| (name(at).into(), at)));
            for at in 0..count {
                assert_eq!(index.get(name(at).as_bytes()), Some(at));
            }
            for other in ["", "x", "0", "_suffix_of_all", &name(count)] {
                assert_eq!(index.get(other.as_bytes()), None, "{other}");
            }
            let names: Vec<_> = index.names().collect();
            assert!(names.is_sorted() && names.len() == count);
        }
    }

    #[test]
    fn of_two_values_with_one_name_the_first_counts() {
        let index = NameIndex::new([("b".into(), 1), ("a".into(), 2), ("b".into(), 3)]);
        assert_eq!(index.get(b"b"), Some(1));
        assert_eq!(index.get(b"a"), Some(2));
    }
}
