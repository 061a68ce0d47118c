//! `[json]`, and the table of the same name of one service.

use super::Configuration;
use super::reader::{Context, Section};
use crate::snapshot::JsonOverrides;
use crate::transcode::DEPTH_MAX;
use crate::transcode::encode::Defaults;
use crate::units::ByteSize;

/// The spellings of `emit_defaults`.
const EMIT_DEFAULTS: [(&str, Defaults); 3] = [
    ("off", Defaults::Omit),
    ("no_presence", Defaults::NoPresence),
    ("unpopulated", Defaults::Unpopulated),
];

pub(super) fn section(
    configuration: &mut Configuration,
    section: Section<'_>,
    context: &mut Context<'_>,
) {
    let snapshot = &mut configuration.snapshot;
    overrides(section, context).apply(&mut snapshot.request, &mut snapshot.response);
}

/// What a table says; both kinds have the same keys.
pub(super) fn overrides(mut section: Section<'_>, context: &mut Context<'_>) -> JsonOverrides {
    let sizes = ByteSize::kib(1)..=ByteSize(i32::MAX.unsigned_abs().into());
    let overrides = JsonOverrides {
        ignore_unknown_fields: section.boolean(context, "ignore_unknown_fields"),
        case_insensitive_enums: section.boolean(context, "case_insensitive_enums"),
        lenient_field_mask: section.boolean(context, "lenient_field_mask"),
        depth_max: section.integer(context, "depth_max", 1..=DEPTH_MAX),
        emit_defaults: section.choice(context, "emit_defaults", &EMIT_DEFAULTS),
        indent: section
            .integer(context, "indent", 0..=16)
            .and_then(|spaces| u8::try_from(spaces).ok()),
        preserve_proto_field_names: section.boolean(context, "preserve_proto_field_names"),
        enums_as_numbers: section.boolean(context, "enums_as_numbers"),
        int64_as_numbers: section.boolean(context, "int64_as_numbers"),
        response_max: section
            .size(context, "response_max", sizes)
            .map(ByteSize::as_usize),
    };
    section.finish(context);
    overrides
}
