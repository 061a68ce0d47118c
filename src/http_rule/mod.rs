//! The rules of `google.api.http`: what a method's annotation says about its HTTP surface.

pub mod template;
