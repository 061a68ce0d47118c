//! The rules of `google.api.http`: what a method's annotation says about its HTTP surface.
//!
//! Owns the way from a rule's text to [`binding::Binding`]s, with every error found at load. It never sees a request.
//!
//! ```text
//! HttpRule --flatten--> pattern --> Template --variables--> FieldPath --+--> Binding
//!                       body, response_body --> Body, field ------------+
//! ```

pub mod binding;
pub mod field_path;
mod nearest;
pub mod template;

pub use nearest::nearest;
