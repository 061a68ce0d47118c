//! Which fields and oneofs of a message have been met.

use super::plan::MessagePlan;

/// The bits of all messages that are open and have more than one word of them.
pub(super) type Spill = Vec<u64>;

/// A bit for each field and, behind those, for each oneof of one message. Most messages have one
/// word of them, which stays in a register; the others lie in a [`Spill`].
#[derive(Debug)]
pub(super) struct Seen {
    first: u64,
    /// Where the words behind the first one are.
    more: usize,
}

impl Seen {
    #[inline]
    pub(super) fn open(plan: &MessagePlan, spill: &mut Spill) -> Self {
        let more = spill.len();
        let bits = oneof_bit(plan, plan.oneof_count);
        if bits > WORD {
            spill.resize(more + bits.div_ceil(WORD) - 1, 0);
        }
        Self { first: 0, more }
    }

    #[inline]
    pub(super) fn close(self, spill: &mut Spill) {
        spill.truncate(self.more);
    }

    /// Notes a field or oneof; false if it was noted before.
    #[inline]
    pub(super) fn mark(&mut self, spill: &mut Spill, bit: usize) -> bool {
        let word = match bit / WORD {
            0 => &mut self.first,
            more => match spill.get_mut(self.more + more - 1) {
                Some(word) => word,
                None => return true,
            },
        };
        let mask = 1 << (bit % WORD);
        let is_new = *word & mask == 0;
        *word |= mask;
        is_new
    }

    #[inline]
    pub(super) fn has(&self, spill: &Spill, bit: usize) -> bool {
        let word = match bit / WORD {
            0 => Some(self.first),
            more => spill.get(self.more + more - 1).copied(),
        };
        word.unwrap_or_default() & 1 << (bit % WORD) != 0
    }
}

/// The bits of oneofs stand behind those of the fields.
pub(super) fn oneof_bit(plan: &MessagePlan, oneof: u16) -> usize {
    plan.fields.len() + usize::from(oneof)
}

const WORD: usize = u64::BITS as usize;
