//! JSON as a tree that keeps what `serde_json::Value` loses: the order of members, and members that come twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    /// `null`, or any other text, as it is to be written.
    Leaf(String),
    Bool(bool),
    Text(String),
    /// As it is written.
    Number(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Tree {
    pub(crate) fn parse(json: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(json)
    }

    /// The first key that is in one object twice.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        match self {
            Self::Leaf(_) | Self::Bool(_) | Self::Text(_) | Self::Number(_) => None,
            Self::List(items) => items.iter().find_map(Self::duplicate),
            Self::Object(members) => {
                let again = |at: usize| members[..at].iter().any(|one| one.0 == members[at].0);
                let twice = (0..members.len()).find(|at| again(*at));
                twice
                    .map(|at| &*members[at].0)
                    .or_else(|| members.iter().find_map(|(_, value)| value.duplicate()))
            }
        }
    }

    /// The same with the members of every object in the order of their keys.
    pub(crate) fn in_order(mut self) -> Self {
        match &mut self {
            Self::Leaf(_) | Self::Bool(_) | Self::Text(_) | Self::Number(_) => {}
            Self::List(items) => {
                for item in items {
                    *item = std::mem::replace(item, Self::Bool(false)).in_order();
                }
            }
            Self::Object(members) => {
                members.sort_by(|(a, _), (b, _)| a.cmp(b));
                for (_, value) in members {
                    *value = std::mem::replace(value, Self::Bool(false)).in_order();
                }
            }
        }
        self
    }

    /// The same with every value in it replaced, the innermost first.
    pub(crate) fn map(self, replace: &dyn Fn(Self) -> Self) -> Self {
        replace(match self {
            Self::List(items) => {
                Self::List(items.into_iter().map(|item| item.map(replace)).collect())
            }
            Self::Object(members) => {
                let members = members.into_iter();
                Self::Object(
                    members
                        .map(|(key, value)| (key, value.map(replace)))
                        .collect(),
                )
            }
            leaf => leaf,
        })
    }

    /// Every value in it, itself first; a value's own path is the way to it.
    pub(crate) fn count(&self) -> usize {
        1 + match self {
            Self::Leaf(_) | Self::Bool(_) | Self::Text(_) | Self::Number(_) => 0,
            Self::List(items) => items.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// The value at this place of the order of [`Self::count`].
    pub(crate) fn nth(&mut self, at: &mut usize) -> Option<&mut Self> {
        if *at == 0 {
            return Some(self);
        }
        *at -= 1;
        match self {
            Self::Leaf(_) | Self::Bool(_) | Self::Text(_) | Self::Number(_) => None,
            Self::List(items) => items.iter_mut().find_map(|item| item.nth(at)),
            Self::Object(members) => members.iter_mut().find_map(|(_, value)| value.nth(at)),
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Leaf(text) | Self::Number(text) => f.write_str(text),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(&text(value)),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", items.join(","))
            }
            Self::Object(members) => {
                let member = |(key, value): &(String, Self)| format!("{}:{value}", text(key));
                let members: Vec<_> = members.iter().map(member).collect();
                write!(f, "{{{}}}", members.join(","))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf("null".to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(format!("{value:?}")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Tree::Object(object))
    }
}
