//! `[compression]`: bodies of REST/JSON.

use super::Configuration;
use super::reader::{Context, Section};
use super::sections::set;
use crate::units::ByteSize;

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let settings = &mut configuration.snapshot.compression;
    set(
        &mut settings.responses,
        section.boolean(context, "responses"),
    );
    set(&mut settings.requests, section.boolean(context, "requests"));
    set(
        &mut settings.size_min,
        section.size(context, "size_min", ByteSize(0)..=ByteSize::mib(1024)),
    );
    let levels = &mut settings.levels;
    set(
        &mut levels.zlib,
        section.integer(context, "gzip_level", 1..=9),
    );
    set(
        &mut levels.brotli,
        section.integer(context, "br_level", 0..=11),
    );
    let zstd = section.integer(context, "zstd_level", 1..=22);
    set(
        &mut levels.zstd,
        zstd.and_then(|level| level.try_into().ok()),
    );
    section.finish(context);
}
