//! Feature resolution: what `syntax` and `edition` say about presence, packing and the rest.
//!
//! Source: protobuf's "Feature Settings for Editions"; proto2 and proto3 are two fixed settings.

use super::descriptor::feature_set::{
    EnumType, FieldPresence, MessageEncoding, RepeatedFieldEncoding, Utf8Validation,
};
use super::descriptor::{FeatureSet, FileDescriptorProto};

/// google.protobuf.Edition numbers.
const EDITION_2023: i32 = 1000;
const EDITION_2024: i32 = 1001;

/// The features in force at one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features {
    pub presence: Presence,
    pub closed_enums: bool,
    pub packed: bool,
    pub checks_utf8: bool,
    pub delimited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Explicit,
    Implicit,
    Required,
}

const PROTO2: Features = Features {
    presence: Presence::Explicit,
    closed_enums: true,
    packed: false,
    checks_utf8: false,
    delimited: false,
};

const PROTO3: Features = Features {
    presence: Presence::Implicit,
    closed_enums: false,
    packed: true,
    checks_utf8: true,
    delimited: false,
};

/// The defaults of edition 2023, which 2024 keeps.
const EDITIONS: Features = Features {
    presence: Presence::Explicit,
    ..PROTO3
};

/// How a file says what it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Proto2,
    Proto3,
    Editions,
}

impl Features {
    /// The features of a file.
    ///
    /// # Errors
    /// Names the syntax or the edition that is not known.
    pub(super) fn of_file(file: &FileDescriptorProto) -> Result<(Syntax, Self), String> {
        let (syntax, defaults) = match file.syntax() {
            "" | "proto2" => (Syntax::Proto2, PROTO2),
            "proto3" => (Syntax::Proto3, PROTO3),
            "editions" => match file.edition() {
                EDITION_2023 | EDITION_2024 => (Syntax::Editions, EDITIONS),
                other => {
                    return Err(format!(
                        "edition number {other} is not supported; 2023 and 2024 are"
                    ));
                }
            },
            other => return Err(format!("syntax {other:?} is not supported")),
        };
        let own = file.options.as_ref().and_then(|options| options.features);
        Ok((syntax, defaults.with(own)))
    }

    /// These features, overridden by what an element sets itself.
    pub(super) fn with(mut self, own: Option<FeatureSet>) -> Self {
        let Some(own) = own else { return self };
        match own.field_presence() {
            FieldPresence::Unknown => {}
            FieldPresence::Explicit => self.presence = Presence::Explicit,
            FieldPresence::Implicit => self.presence = Presence::Implicit,
            FieldPresence::LegacyRequired => self.presence = Presence::Required,
        }
        match own.enum_type() {
            EnumType::Unknown => {}
            EnumType::Open => self.closed_enums = false,
            EnumType::Closed => self.closed_enums = true,
        }
        match own.repeated_field_encoding() {
            RepeatedFieldEncoding::Unknown => {}
            RepeatedFieldEncoding::Packed => self.packed = true,
            RepeatedFieldEncoding::Expanded => self.packed = false,
        }
        match own.utf8_validation() {
            Utf8Validation::Unknown => {}
            Utf8Validation::Verify => self.checks_utf8 = true,
            Utf8Validation::None => self.checks_utf8 = false,
        }
        match own.message_encoding() {
            MessageEncoding::Unknown => {}
            MessageEncoding::LengthPrefixed => self.delimited = false,
            MessageEncoding::Delimited => self.delimited = true,
        }
        self
    }
}
