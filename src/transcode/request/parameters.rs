//! Parameters, of the query or of a form, as fields of a message.

use smallvec::SmallVec;

use super::bound::{Bound, Clash, Relation, relation};
use super::{Assembly, Body, Origin, Place, RequestError, UnknownParameters, append_at, error};
use crate::schema::MessageId;
use crate::transcode::plan::{FieldPlan, Plans};
use crate::transcode::query::{self, Pair, Target};
use crate::transcode::scalar::{self, ScalarError, TextRules};
use crate::transcode::wire::write::{self, Length};

/// The wire form of a map's key, its tag included.
pub(super) type Key = SmallVec<[u8; 16]>;

impl Assembly<'_> {
    pub(super) fn append_query(&mut self, query: &str) -> Result<(), RequestError> {
        self.append_parameters(query, Place::Query)
    }

    pub(super) fn append_parameters(
        &mut self,
        text: &str,
        place: Place,
    ) -> Result<(), RequestError> {
        let mut bound = Bound::default();
        let max = self.options.query_parameters_max;
        for (index, pair) in query::pairs(text).enumerate() {
            if index == max {
                return Err(RequestError::ParametersTooMany { place, max });
            }
            let name = query::decode(pair.name, self.plus_is_space(place))
                .map_err(|error| error::parameter(place, pair.name, error))?;
            let target = match place {
                Place::Query => self.target(&name)?,
                Place::Form => self.form_target(&name)?,
            };
            if let Some(target) = target {
                self.append_parameter(place, pair, &name, target, &mut bound)?;
            }
        }
        if place == Place::Form {
            self.form_paths = bound.into_paths();
        }
        Ok(())
    }

    /// In a form it always is (WHATWG URL, application/x-www-form-urlencoded).
    const fn plus_is_space(&self, place: Place) -> bool {
        match place {
            Place::Query => self.options.plus_is_space,
            Place::Form => true,
        }
    }

    /// The field that a parameter sets; `None` if the parameter is passed over.
    pub(super) fn target<'n>(&self, name: &'n str) -> Result<Option<Target<'n>>, RequestError> {
        let resolved = query::resolve(self.plans, self.plan.input, name);
        // `http.proto`, rules 1 and 2: what the body holds is no parameter.
        let is_in_body = match (&resolved, self.plan.body) {
            (_, Body::None) | (Err(_), Body::Field(_)) => false,
            (_, Body::Whole) => true,
            (Ok(target), Body::Field(index)) => target.path.first() == Some(&index),
        };
        let error = match resolved {
            Ok(target) if !is_in_body => return Ok(Some(target)),
            Ok(_) => None,
            Err(error) => Some(error),
        };
        let is_unknown = error.as_ref().is_some_and(query::NameError::is_unknown);
        let ignored = &self.options.ignored_query_parameters;
        if ignored.iter().any(|known| **known == *name)
            || is_unknown && self.options.unknown_query_parameters != UnknownParameters::Refuse
        {
            return Ok(None);
        }
        let name = name.to_owned();
        Err(match (error, self.plan.body) {
            (_, Body::Whole) | (None, _) => RequestError::QueryParameterUnexpected {
                name,
                body: self.body_field(),
            },
            (Some(problem), _) => error::no_target(Place::Query, name, problem),
        })
    }

    /// The name of the field that is the body.
    fn body_field(&self) -> Option<Box<str>> {
        let Body::Field(index) = self.plan.body else {
            return None;
        };
        let field = self.plans.message(self.plan.input).field(index);
        Some(field.name.clone())
    }

    fn append_parameter<'q>(
        &mut self,
        place: Place,
        pair: Pair<'q>,
        name: &str,
        target: Target<'_>,
        bound: &mut Bound<'q>,
    ) -> Result<(), RequestError> {
        let start = self.out.len();
        let (plans, input, rules) = (self.plans, self.plan.input, self.options.text);
        let fail = |problem: error::TextError| error::parameter(place, name, problem);
        let text = query::decode(pair.value, self.plus_is_space(place))
            .map_err(|error| fail(error.into()))?;
        let mut key = None;
        let mut is_list = false;
        append_at(self.out, plans, input, &target.path, |out, field| {
            is_list = field.is_list();
            match target.key {
                None => scalar::append_field(out, plans, field, &text, rules),
                Some(wanted) => {
                    key = Some(append_entry(out, plans, field, (wanted, &text), rules)?);
                    Ok(())
                }
            }
        })
        .map_err(|error| fail(error.into()))?;
        // A form is the body: the path is compared with it later.
        if place == Place::Query {
            self.check_captures(name, &target, start)?;
            self.check_body(name, &target)?;
        }
        let path = target.path.clone();
        bound
            .add(plans, input, path, key.as_deref(), is_list, pair.name)
            .map_err(|clash| self.clash(place, clash, name, &target))
    }

    /// Compares a parameter, which is written at `start`, with what the path binds. The same value again is taken back.
    fn check_captures(
        &mut self,
        name: &str,
        target: &Target<'_>,
        start: usize,
    ) -> Result<(), RequestError> {
        for (variable, range) in self.plan.variables.iter().zip(&self.captures) {
            let first = || Origin::Path(variable.name.clone());
            let second = || Origin::Query(name.into());
            match relation(self.plans, self.plan.input, &variable.path, &target.path) {
                Relation::Apart => {}
                Relation::Same if self.out.get(range.clone()) == self.out.get(start..) => {
                    self.out.truncate(start);
                    return Ok(());
                }
                Relation::Same | Relation::Overlap => {
                    return Err(RequestError::FieldBoundTwice {
                        field: variable.name.to_string(),
                        first: first(),
                        second: second(),
                    });
                }
                Relation::Siblings(message, oneof) => {
                    return Err(RequestError::OneofConflict {
                        oneof: self.oneof(message, oneof),
                        first: first(),
                        second: second(),
                    });
                }
            }
        }
        Ok(())
    }

    /// A parameter is not in the body's field, but it may be a member of the same oneof.
    fn check_body(&self, name: &str, target: &Target<'_>) -> Result<(), RequestError> {
        let Body::Field(index) = self.plan.body else {
            return Ok(());
        };
        if self.body.is_empty() {
            return Ok(());
        }
        match relation(self.plans, self.plan.input, &[index], &target.path) {
            Relation::Siblings(message, oneof) => Err(RequestError::OneofConflict {
                oneof: self.oneof(message, oneof),
                first: Origin::Body,
                second: Origin::Query(name.into()),
            }),
            Relation::Apart | Relation::Same | Relation::Overlap => Ok(()),
        }
    }

    #[cold]
    pub(super) fn clash(
        &self,
        place: Place,
        clash: Clash<'_>,
        name: &str,
        target: &Target<'_>,
    ) -> RequestError {
        match clash {
            Clash::Twice(first) => RequestError::ParameterRepeated {
                place,
                name: name.to_owned(),
                first: first.to_owned(),
                field: self.field_name(target),
            },
            Clash::Oneof(message, oneof, first) => RequestError::OneofConflict {
                oneof: self.oneof(message, oneof),
                first: place.origin(first),
                second: place.origin(name),
            },
        }
    }

    pub(super) fn field_name(&self, target: &Target<'_>) -> String {
        let path = query::dotted(self.plans, self.plan.input, &target.path);
        match target.key {
            Some(key) => format!("{path}[{key}]"),
            None => path,
        }
    }

    fn oneof(&self, message: MessageId, oneof: u16) -> Box<str> {
        let names = &self.plans.schema().message(message).oneofs;
        names.get(usize::from(oneof)).cloned().unwrap_or_default()
    }
}

/// Writes one entry of a map, and answers its key's wire form.
pub(super) fn append_entry(
    out: &mut Vec<u8>,
    plans: &Plans,
    field: &FieldPlan,
    (key, value): (&str, &str),
    rules: TextRules,
) -> Result<Key, ScalarError> {
    let entry = field
        .kind
        .message()
        .and_then(|id| plans.message(id).entry());
    let Some((key_field, value_field)) = entry else {
        return Err(ScalarError::Expected("no key: the field is not a map"));
    };
    write::tag(out, &field.tag);
    let length = Length::open(out, 1);
    let start = out.len();
    scalar::append_field(out, plans, key_field, key, rules)?;
    let written = Key::from_slice(out.get(start..).unwrap_or_default());
    scalar::append_field(out, plans, value_field, value, rules)?;
    length.close(out);
    Ok(written)
}
