//! proto2's required fields, checked when body, path and query have come together.
//!
//! Each part alone may lack what another one brings, so only the whole can be judged.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use crate::schema::{Cardinality, MessageId, Schema};
use crate::transcode::plan::{FieldPlan, Plans};
use crate::transcode::wire::read::{Reader, WireValue};

/// The messages that have required fields, or messages inside that have.
#[derive(Debug, Default)]
pub(super) struct Required {
    /// Sorted. Empty for all of proto3.
    messages: Box<[MessageId]>,
}

/// A required field that is nowhere: the path to it, and its message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) path: String,
    pub(super) message: MessageId,
}

impl Required {
    /// Looks through every message that can be in `root`.
    pub(super) fn new(schema: &Schema, root: MessageId) -> Self {
        // Which messages each message is in; from those with required fields the answer spreads outwards.
        let mut parents: HashMap<MessageId, Vec<MessageId>> =
            HashMap::from_iter([(root, Vec::new())]);
        let mut open = vec![root];
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            for field in &schema.message(id).fields {
                if field.cardinality == Cardinality::Required {
                    found.push(id);
                }
                if let Some(inner) = field.kind.message() {
                    let known = parents.entry(inner).or_insert_with(|| {
                        open.push(inner);
                        Vec::new()
                    });
                    known.push(id);
                }
            }
        }
        let mut messages = BTreeSet::new();
        while let Some(id) = found.pop() {
            if messages.insert(id) {
                found.extend(parents.get(&id).into_iter().flatten());
            }
        }
        Self {
            messages: messages.into_iter().collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    fn concerns(&self, field: &FieldPlan) -> Option<MessageId> {
        let id = field.kind.message()?;
        self.messages.binary_search(&id).is_ok().then_some(id)
    }

    /// The first required field that is missing in a message, which is in pieces that merge.
    ///
    /// The pieces come from our own writers, and the JSON decoder has limited how deep they are.
    pub(super) fn missing(
        &self,
        plans: &Plans,
        id: MessageId,
        pieces: &[&[u8]],
    ) -> Option<Missing> {
        let plan = plans.message(id);
        let mut seen = vec![false; plan.fields.len()];
        let mut inside: BTreeMap<u16, Vec<&[u8]>> = BTreeMap::new();
        for piece in pieces {
            let mut reader = Reader::new(piece);
            while let Ok(tag) = reader.tag() {
                let Ok(value) = reader.value(tag) else { break };
                let Some(index) = plan.index_of_number(tag.number) else {
                    continue;
                };
                if let Some(seen) = seen.get_mut(usize::from(index)) {
                    *seen = true;
                }
                if let WireValue::Length(bytes) | WireValue::Group(bytes) = value
                    && self.concerns(plan.field(index)).is_some()
                {
                    inside.entry(index).or_default().push(bytes);
                }
            }
        }
        let is_seen = |index: u16| seen.get(usize::from(index)) == Some(&true);
        if let Some(index) = plan.required.iter().find(|index| !is_seen(**index)) {
            let path = plan.field(*index).name.to_string();
            return Some(Missing { path, message: id });
        }
        inside.iter().find_map(|(index, pieces)| {
            let field = plan.field(*index);
            let inner = self.concerns(field)?;
            // The elements of a list, and the entries of a map, do not merge.
            let mut missing = if matches!(
                field.cardinality,
                Cardinality::Singular | Cardinality::Required
            ) {
                self.missing(plans, inner, pieces)
            } else {
                pieces
                    .iter()
                    .find_map(|piece| self.missing(plans, inner, &[piece]))
            }?;
            missing.path = format!("{}.{}", field.name, missing.path);
            Some(missing)
        })
    }
}
