//! The rules of `google.api.http`: what a method's annotation says about its HTTP surface.
//!
//! Owns the way from a rule's text to [`binding::Binding`]s, with every error found at load; and
//! the decoding of captured text that the rules define. It never sees a whole request.
//!
//! ```text
//! HttpRule --flatten--> pattern --> Template --variables--> FieldPath --+--> Binding
//!                       body, response_body --> Body, field ------------+
//! ```

pub mod binding;
pub mod field_path;
mod nearest;
pub mod percent;
pub mod template;

pub use nearest::{nearest, slips};
