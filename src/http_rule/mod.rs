//! The rules of `google.api.http`: what a method's annotation, or a service configuration in its
//! place, says about the method's HTTP surface.
//!
//! Owns the way from a rule's text to [`binding::Binding`]s, with every error found at load; and
//! the decoding of captured text that the rules define. It never sees a whole request.
//!
//! ```text
//! YAML --service_config--> HttpRule by selector
//! HttpRule --flatten--> pattern --> Template --variables--> FieldPath --+--> Binding
//!                       body, response_body --> Body, field ------------+
//! ```

pub mod binding;
pub mod field_path;
mod nearest;
pub mod percent;
pub mod service_config;
pub mod template;
mod yaml;

pub use nearest::{nearest, slips};
