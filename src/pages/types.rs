//! The messages and enums that the methods of a service need, with their fields.

use std::collections::{HashSet, VecDeque};

use super::html::Html;
use super::{Catalog, Listed};
use crate::schema::{Cardinality, EnumId, Field, Kind, Message, MessageId, json_name_of};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Type {
    Message(MessageId),
    Enum(EnumId),
}

/// The types of a page, in the order in which they come up.
pub(super) struct Types<'c, 's> {
    catalog: &'c Catalog<'s>,
    shown: Vec<Type>,
    names: HashSet<&'s str>,
    left_out: usize,
}

fn is_known(name: &str) -> bool {
    name.starts_with("google.protobuf.")
}

impl<'c, 's> Types<'c, 's> {
    pub(super) fn of(catalog: &'c Catalog<'s>, listed: &Listed<'s>, max: usize) -> Self {
        let methods = listed.methods.iter().map(|offered| offered.method);
        let roots = methods.flat_map(|method| [method.input, method.output]);
        let mut waiting: VecDeque<Type> = roots.map(Type::Message).collect();
        let mut seen = HashSet::new();
        let mut shown = Vec::new();
        let mut left_out = 0;
        let schema = catalog.schema;
        while let Some(one) = waiting.pop_front() {
            let name = match one {
                Type::Message(id) => &schema.message(id).name,
                Type::Enum(id) => &schema.enumeration(id).name,
            };
            if is_known(name) || !seen.insert(one) {
                continue;
            }
            if let Type::Message(id) = one {
                let message = schema.message(id);
                let fields = message.fields.iter();
                let visible = fields.filter(|field| catalog.readers.is_field_visible(id, field));
                waiting.extend(visible.filter_map(|field| of_kind(field.kind)));
                if message.is_map_entry {
                    continue;
                }
            }
            if shown.len() < max {
                shown.push(one);
            } else {
                left_out += 1;
            }
        }
        let names = shown.iter().map(|one| match one {
            Type::Message(id) => &*schema.message(*id).name,
            Type::Enum(id) => &*schema.enumeration(*id).name,
        });
        Self {
            catalog,
            names: names.collect(),
            shown,
            left_out,
        }
    }

    /// The name of a type, which leads to where the page shows it.
    pub(super) fn link(&self, html: &mut Html, name: &str) {
        if !self.names.contains(name) {
            html.text(name);
            return;
        }
        html.raw("<a href=\"#type:")
            .text(name)
            .raw("\">")
            .text(name)
            .raw("</a>");
    }

    pub(super) fn write(&self, html: &mut Html) {
        for one in &self.shown {
            match one {
                Type::Message(id) => self.message(html, *id),
                Type::Enum(id) => self.enumeration(html, *id),
            }
        }
        if self.left_out > 0 {
            html.raw("<p class=\"faint\">")
                .number(self.left_out)
                .raw(" more types are not shown here (docs.types_max); gRPC's reflection tells them.</p>\n");
        }
    }

    fn message(&self, html: &mut Html, id: MessageId) {
        let (schema, readers) = (self.catalog.schema, &self.catalog.readers);
        let message = schema.message(id);
        begin(html, &message.name, readers.message(id));
        let fields = message.fields.iter();
        let visible: Vec<&Field> = fields
            .filter(|field| readers.is_field_visible(id, field))
            .collect();
        if visible.is_empty() {
            html.raw("<p class=\"faint\">No fields.</p>\n");
        } else {
            html.raw("<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Type</th>")
                .raw("<th scope=\"col\">Number</th><th scope=\"col\">What it is</th></tr></thead><tbody>\n");
            for field in visible {
                self.field(html, id, message, field);
            }
            html.raw("</tbody></table>\n");
        }
        html.raw("</section>\n");
    }

    fn field(&self, html: &mut Html, id: MessageId, message: &Message, field: &Field) {
        let said = self.catalog.readers.field(id, field);
        html.raw("<tr><td><code>").text(&field.name).raw("</code>");
        if *json_name_of(&field.name) != *field.json_name {
            html.raw(" <span class=\"faint\">JSON: <code>")
                .text(&field.json_name)
                .raw("</code></span>");
        }
        html.raw("</td><td><code>");
        self.type_of(html, field);
        html.raw("</code></td><td class=\"faint\">")
            .number(field.number as usize)
            .raw("</td><td>");
        for (is, label) in [
            (said.is_required, "required"),
            (said.is_output_only, "output only"),
            (said.is_deprecated, "deprecated"),
        ] {
            if is {
                html.raw("<span class=\"tag\">").text(label).raw("</span> ");
            }
        }
        let oneof = field
            .oneof
            .and_then(|at| message.oneofs.get(usize::from(at)));
        if let Some(oneof) = oneof {
            html.raw("<span class=\"tag\">one of ")
                .text(oneof)
                .raw("</span> ");
        }
        html.comment(said.comment).raw("</td></tr>\n");
    }

    fn type_of(&self, html: &mut Html, field: &Field) {
        match field.cardinality {
            Cardinality::Repeated => html.raw("repeated "),
            Cardinality::Required => html.raw("required "),
            Cardinality::Singular
                if field.has_presence
                    && field.oneof.is_none()
                    && field.kind.message().is_none() =>
            {
                html.raw("optional ")
            }
            Cardinality::Singular | Cardinality::Map => html,
        };
        let entry = field
            .kind
            .message()
            .filter(|_| field.cardinality == Cardinality::Map);
        let fields = entry.map(|entry| &*self.catalog.schema.message(entry).fields);
        if let Some([key, value]) = fields {
            html.raw("map&lt;");
            self.kind(html, key.kind);
            html.raw(", ");
            self.kind(html, value.kind);
            html.raw("&gt;");
        } else {
            self.kind(html, field.kind);
        }
    }

    fn kind(&self, html: &mut Html, kind: Kind) {
        let schema = self.catalog.schema;
        match of_kind(kind) {
            Some(Type::Message(id)) => self.link(html, &schema.message(id).name),
            Some(Type::Enum(id)) => self.link(html, &schema.enumeration(id).name),
            None => {
                html.raw(kind.scalar_name().unwrap_or_default());
            }
        }
    }

    fn enumeration(&self, html: &mut Html, id: EnumId) {
        let readers = &self.catalog.readers;
        let enumeration = self.catalog.schema.enumeration(id);
        begin(html, &enumeration.name, readers.enumeration(id));
        html.raw("<table><thead><tr><th scope=\"col\">Value</th><th scope=\"col\">Number</th>")
            .raw("<th scope=\"col\">What it is</th></tr></thead><tbody>\n");
        let values = enumeration.values.iter();
        for value in values.filter(|value| readers.is_value_visible(id, &value.name)) {
            html.raw("<tr><td><code>")
                .text(&value.name)
                .raw("</code></td><td class=\"faint\">")
                .text(&value.number.to_string())
                .raw("</td><td>")
                .comment(readers.value(id, &value.name))
                .raw("</td></tr>\n");
        }
        html.raw("</tbody></table>\n</section>\n");
    }
}

fn begin(html: &mut Html, name: &str, comment: &str) {
    html.raw("<section class=\"entry type\" id=\"type:")
        .text(name)
        .raw("\">\n<h3><a href=\"#type:")
        .text(name)
        .raw("\">")
        .text(name)
        .raw("</a></h3>\n<div class=\"comment\">")
        .comment(comment)
        .raw("</div>\n");
}

const fn of_kind(kind: Kind) -> Option<Type> {
    match kind {
        Kind::Message(id) | Kind::Group(id) => Some(Type::Message(id)),
        Kind::Enum(id) => Some(Type::Enum(id)),
        _ => None,
    }
}
