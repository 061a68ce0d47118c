//! Which fields are set already, so that no field is set twice and no oneof by two of its members.

use smallvec::SmallVec;

use super::super::plan::Plans;
use super::super::query::FieldIndexes;
use crate::schema::MessageId;

/// How two field paths of one message stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Neither says anything about the other.
    Apart,
    Same,
    /// One is a message that the other one is in.
    Overlap,
    /// They are different members of the oneof of this index in this message.
    Siblings(MessageId, u16),
}

pub(super) fn relation(plans: &Plans, root: MessageId, a: &[u16], b: &[u16]) -> Relation {
    let mut message = root;
    for (left, right) in a.iter().zip(b) {
        let plan = plans.message(message);
        let (left_field, right_field) = (plan.field(*left), plan.field(*right));
        if left != right {
            return match left_field.oneof {
                Some(oneof) if right_field.oneof == Some(oneof) => {
                    Relation::Siblings(message, oneof)
                }
                Some(_) | None => Relation::Apart,
            };
        }
        match left_field.kind.message() {
            Some(inner) => message = inner,
            None => break,
        }
    }
    if a.len() == b.len() {
        Relation::Same
    } else {
        Relation::Overlap
    }
}

/// The fields that query parameters have set so far.
#[derive(Debug, Default)]
pub(super) struct Bound<'q> {
    entries: SmallVec<[Entry<'q>; 8]>,
}

#[derive(Debug)]
struct Entry<'q> {
    path: FieldIndexes,
    /// Of a map's entry, in its wire form: two spellings of a key are one.
    key: Option<SmallVec<[u8; 16]>>,
    /// The parameter as it is sent, for errors.
    name: &'q str,
}

/// Why a parameter cannot stand beside an earlier one, whose name as it is sent this holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash<'q> {
    Twice(&'q str),
    Oneof(MessageId, u16, &'q str),
}

impl<'q> Bound<'q> {
    /// The fields in the order of their parameters, a map once for each of its entries.
    pub(super) fn into_paths(self) -> SmallVec<[FieldIndexes; 4]> {
        self.entries.into_iter().map(|entry| entry.path).collect()
    }

    /// Notes that a parameter sets the field at `path`, or an entry of it.
    pub(super) fn add(
        &mut self,
        plans: &Plans,
        root: MessageId,
        path: FieldIndexes,
        key: Option<&[u8]>,
        is_list: bool,
        name: &'q str,
    ) -> Result<(), Clash<'q>> {
        for entry in &self.entries {
            match relation(plans, root, &entry.path, &path) {
                Relation::Apart => {}
                // What was checked for the first element holds for the next.
                Relation::Same if is_list => return Ok(()),
                Relation::Same if key.is_some() && entry.key.as_deref() != key => {}
                Relation::Same | Relation::Overlap => return Err(Clash::Twice(entry.name)),
                Relation::Siblings(message, oneof) => {
                    return Err(Clash::Oneof(message, oneof, entry.name));
                }
            }
        }
        self.entries.push(Entry {
            path,
            key: key.map(SmallVec::from_slice),
            name,
        });
        Ok(())
    }
}
