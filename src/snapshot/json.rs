//! How a service's JSON is read and written: the options of all services, and what one changes of them.

use super::{ServiceSettings, Settings};
use crate::schema::{MethodId, Schema};
use crate::transcode::encode::{Defaults, EncodeOptions};
use crate::transcode::request::RequestOptions;

/// The options of one service's methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonOptions {
    pub request: RequestOptions,
    pub response: EncodeOptions,
}

/// The options that were said; the others stay what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonOverrides {
    pub ignore_unknown_fields: Option<bool>,
    pub case_insensitive_enums: Option<bool>,
    pub lenient_field_mask: Option<bool>,
    /// Levels of messages, both ways.
    pub depth_max: Option<u32>,
    pub emit_defaults: Option<Defaults>,
    /// Spaces per level; 0 is no white space at all.
    pub indent: Option<u8>,
    pub preserve_proto_field_names: Option<bool>,
    pub enums_as_numbers: Option<bool>,
    pub int64_as_numbers: Option<bool>,
    /// Bytes of JSON.
    pub response_max: Option<usize>,
}

impl JsonOverrides {
    pub fn apply(&self, request: &mut RequestOptions, response: &mut EncodeOptions) {
        fn set<T: Copy>(place: &mut T, value: Option<T>) {
            *place = value.unwrap_or(*place);
        }
        let decode = &mut request.json;
        set(
            &mut decode.ignore_unknown_fields,
            self.ignore_unknown_fields,
        );
        set(
            &mut decode.case_insensitive_enums,
            self.case_insensitive_enums,
        );
        set(&mut decode.lenient_field_mask, self.lenient_field_mask);
        set(&mut decode.depth_max, self.depth_max);
        set(
            &mut request.text.case_insensitive_enums,
            self.case_insensitive_enums,
        );
        set(&mut response.defaults, self.emit_defaults);
        set(
            &mut response.preserve_proto_field_names,
            self.preserve_proto_field_names,
        );
        set(&mut response.enums_as_numbers, self.enums_as_numbers);
        set(&mut response.int64_as_numbers, self.int64_as_numbers);
        set(&mut response.depth_max, self.depth_max);
        set(&mut response.output_max, self.response_max);
        if let Some(spaces) = self.indent {
            response.indent = (spaces > 0).then_some(spaces);
        }
    }
}

/// The options of every method, each set of them once.
#[derive(Debug)]
pub(super) struct JsonTable {
    options: Vec<JsonOptions>,
    by_method: Box<[u16]>,
}

impl JsonTable {
    pub(super) fn new(schema: &Schema, settings: &Settings, base: JsonOptions) -> Self {
        let mut table = Self {
            options: vec![base],
            by_method: vec![0; schema.method_count()].into(),
        };
        for (_, service) in schema.services() {
            let applying = applying(&settings.services, &service.name);
            if applying.is_empty() {
                continue;
            }
            let mut own = table.options[0].clone();
            for overrides in applying {
                overrides.apply(&mut own.request, &mut own.response);
            }
            let index = table.index_of(own);
            for id in &service.methods {
                if let Some(place) = table.by_method.get_mut(id.index()) {
                    *place = index;
                }
            }
        }
        table
    }

    pub(super) fn of(&self, method: MethodId) -> &JsonOptions {
        let index = self.by_method.get(method.index()).copied();
        &self.options[usize::from(index.unwrap_or_default())]
    }

    /// There are at most as many as there are settings of services, whose number a file limits.
    fn index_of(&mut self, wanted: JsonOptions) -> u16 {
        let known = self.options.iter().position(|options| *options == wanted);
        let index = known.unwrap_or_else(|| {
            self.options.push(wanted);
            self.options.len() - 1
        });
        u16::try_from(index).unwrap_or_default()
    }
}

/// What is said of `service`, the most specific last.
fn applying<'s>(services: &'s [ServiceSettings], service: &str) -> Vec<&'s JsonOverrides> {
    let mut ranked: Vec<_> = services
        .iter()
        .filter(|settings| settings.json != JsonOverrides::default())
        .filter_map(|settings| Some((settings.selector.rank(service)?, &settings.json)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, json)| json).collect()
}
